package import Values

/// A signed mandate, without the bytes of its documents.
package struct EREMandate: Hashable, Sendable {
    package let ean: String
    package let years: ClosedRange<Int>
    package let issuedOn: LocalDate
    package let template: String
    package let language: String
    package let documentSHA256: [UInt8]
    package let pdfSHA256: [UInt8]
    package let signerName: String
    package let signerEmail: String
    package let signedAt: Timestamp
    /// The random number by which the connection's years are held.
    let claim: [UInt8]
}

/// The document of a mandate before it is signed: its bytes are what is signed.
package struct EREMandateDocument: Hashable, Sendable {
    /// Which wording it has, such as `nl-2026-1`.
    package let template: String
    /// BCP 47.
    package let language: String
    /// The text in UTF-8.
    package let bytes: [UInt8]

    package init(template: String, language: String, bytes: [UInt8]) {
        self.template = template
        self.language = language
        self.bytes = bytes
    }
}

/// What a code was sent for.
package struct EREMandateOffer: Hashable, Sendable {
    package let years: ClosedRange<Int>
    /// BCP 47, of the document.
    package let language: String
    package let sentAt: Timestamp
    package let expiresAt: Timestamp
    package let documentSHA256: [UInt8]
    /// The mailbox that the code went to.
    package let email: String
}

/// How somebody signs.
package struct EREMandateSignature: Hashable, Sendable {
    package let name: String
    package let code: EREMailCode?
    /// From where, as the server saw it.
    package let remoteAddress: String

    package init(name: String, code: EREMailCode?, remoteAddress: String) {
        self.name = name
        self.code = code
        self.remoteAddress = remoteAddress
    }
}

/// What is written for a mandate once it is signed.
package struct EREMandatePapers: Hashable, Sendable {
    package let document: EREMandateDocument
    package let pdf: [UInt8]

    package init(document: EREMandateDocument, pdf: [UInt8]) {
        self.document = document
        self.pdf = pdf
    }
}

/// What became of an attempt to sign.
package enum EREMandateOutcome: Hashable, Sendable {
    case signed
    /// Somebody was quicker, or the form came twice: nothing is done again.
    case signedBefore
    /// Not signed; what was learned, such as a wrong code, is kept.
    case refused(EREMandateRejection)
}
