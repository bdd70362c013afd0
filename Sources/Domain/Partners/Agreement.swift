import Crypto
import Postgres
package import Values

/// What platform and partner agree on in writing.
package enum AgreementKind: String, CaseIterable, Hashable, Sendable, PostgresValue {
    /// What each does and keeps.
    case agreement
    /// How personal data are handled.
    ///
    /// Source: Regulation (EU) 2016/679 art. 28.
    case processing
}

/// What a model text leaves open; it stands there as `{{partner}}`.
package enum AgreementBlank: String, CaseIterable, Hashable, Sendable {
    case platform
    case platformAddress = "platform_address"
    case platformCompanyNumber = "platform_company_number"
    case partner
    case partnerAddress = "partner_address"
    case partnerCompanyNumber = "partner_company_number"
    case serviceFee = "service_fee"
    case margin
    case payoutModel = "payout_model"
}

/// A model text of the installation.
package struct AgreementTemplate: Hashable, Sendable {
    package let id: AgreementTemplateID
    package let kind: AgreementKind
    /// BCP 47.
    package let language: String
    /// Counts up per kind and language.
    package let version: Int32
    package let text: AgreementText
    package let publishedAt: Timestamp
}

/// A title and paragraphs; a line that begins with `# ` is a heading.
package struct AgreementText: Hashable, Sendable {
    package var title: String
    package var body: String

    package init(title: String, body: String) {
        self.title = title
        self.body = body
    }

    /// SHA-256 of title, a line feed and body in UTF-8.
    package var sha256: [UInt8] { Array(SHA256.hash(data: Array((title + "\n" + body).utf8))) }

    /// What the text leaves open, known or not, by name.
    package var blanks: [String] {
        var names: [String] = []
        var rest = Substring(body)
        while let start = rest.firstRange(of: "{{") {
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "}}") else { return names + ["{{" + rest.prefix(40)] }
            names.append(String(rest[..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return names
    }

    /// The text with everything filled in, in one go, so that what is filled in is never read again.
    package func filled(_ values: [AgreementBlank: String]) -> AgreementText {
        var (result, rest) = ("", Substring(body))
        while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
            result += rest[..<start.lowerBound]
            let blank = AgreementBlank(rawValue: String(rest[start.upperBound..<end.lowerBound]))
            result += blank.flatMap { values[$0] } ?? "…"
            rest = rest[end.upperBound...]
        }
        return AgreementText(title: title, body: result + rest)
    }
}

/// A text as it was laid before a partner.
package struct PartnerDocument: Hashable, Sendable {
    package let id: PartnerDocumentID
    package let kind: AgreementKind
    package let language: String
    package let version: Int32
    package let text: AgreementText
    /// Of ``text``, as stored with it.
    package let sha256: [UInt8]
    package let offeredAt: Timestamp
    package let acceptance: PartnerAcceptance?
}

/// Who accepted a document, and when.
package struct PartnerAcceptance: Hashable, Sendable {
    package let at: Timestamp
    /// As typed by who accepted.
    package let name: String
    package let position: String
    package let email: String
    package let remoteAddress: String
    package let pdfSHA256: [UInt8]
}

/// A name under a document, as it was typed.
package struct AcceptanceSignature: Hashable, Sendable {
    package var name: String
    package var position: String
    package var remoteAddress: String

    package init(name: String, position: String, remoteAddress: String) {
        self.name = name
        self.position = position
        self.remoteAddress = remoteAddress
    }
}

/// Why a text cannot be published, offered or accepted.
package enum AgreementRejection: String, ConstraintRejection, CaseIterable {
    /// There is no model text of this kind and language.
    case noTemplate = "agreement.no_template"
    case titleLength = "agreement.title_length"
    case bodyLength = "agreement.body_length"
    case unknownLanguage = "agreement.unknown_language"
    /// Something between braces that nobody can fill in.
    case unknownBlank = "agreement.unknown_blank"
    /// Somebody published the same version at the same moment.
    case versionTaken = "agreement.version_taken"
    /// A newer text was laid before the partner.
    case notNewest = "agreement.not_newest"
    case alreadyAccepted = "agreement.already_accepted"
    /// What was shown is not what is stored.
    case changed = "agreement.changed"
    case signatureName = "agreement.signature_name"
    case signaturePosition = "agreement.signature_position"

    package static let constraints: [String: AgreementRejection] = [
        "agreement_templates_version_unique": .versionTaken,
        "agreement_templates_title_form": .titleLength,
        "agreement_templates_body_form": .bodyLength,
        "agreement_templates_language_known": .unknownLanguage,
        "partner_acceptances_key": .alreadyAccepted,
        "partner_acceptances_name_form": .signatureName,
        "partner_acceptances_position_form": .signaturePosition,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): nothing was stored" }
}
