import Values

/// A signed meter value as a charge point sent it, with what it was found to be.
///
/// Nothing is guessed: what is not recognised stays bytes, and says so.
package struct SignedData: Hashable, Sendable {
    /// What the innermost bytes are.
    package enum Content: Hashable, Sendable {
        case ocmf(OCMFRecord)
        /// It says that it is OCMF and cannot be read as such.
        case brokenOCMF(OCMFFault)
        /// Alfen's own format, `AP;…`: signatures on secp192r1.
        case alfen
        /// SML telegrams as in EDL40 and ISA-EDL-40P.
        case sml
        /// A container of the transparency software.
        case container
        /// A text that names its format, such as `EDL` in an envelope's `encodingMethod`.
        case other(String)
        case unknown
    }

    /// How the innermost bytes were wrapped, from the outside.
    package enum Wrapping: String, Hashable, Sendable { case envelope, hexadecimal, base64 }

    /// Exactly as it came.
    package let received: [UInt8]
    package let wrappings: [Wrapping]
    package let content: Content
    /// `publicKey` of the envelope, as written; empty when there is none.
    package let publicKey: String
    /// `encodingMethod` and `signingMethod` of the envelope.
    package let encodingMethod: String
    package let signingMethod: String

    /// An envelope in base64 in hexadecimal is the deepest that was seen.
    private static let deepestWrapping = 4

    package init(_ received: [UInt8]) {
        self.received = received
        var bytes = received
        var wrappings: [Wrapping] = []
        var envelope = Envelope()
        while wrappings.count < SignedData.deepestWrapping, SignedData.plainContent(bytes) == nil {
            if let opened = Envelope(bytes) {
                (envelope, bytes) = (opened, Array(opened.data.utf8))
                wrappings.append(.envelope)
            } else if let (inner, wrapping) = SignedData.unwrapped(bytes) {
                bytes = inner
                wrappings.append(wrapping)
            } else {
                break
            }
        }
        self.wrappings = wrappings
        publicKey = envelope.publicKey
        encodingMethod = envelope.encodingMethod
        signingMethod = envelope.signingMethod
        let named = envelope.encodingMethod
        content = SignedData.plainContent(bytes) ?? (named.isEmpty ? .unknown : .other(named))
    }

    /// The record inside, if there is one.
    package var record: OCMFRecord? {
        if case .ocmf(let record) = content { record } else { nil }
    }

    /// What needs no unwrapping; `nil` for everything else.
    private static func plainContent(_ bytes: [UInt8]) -> Content? {
        if bytes.starts(with: smlStart) { return .sml }
        let start = bytes.drop { $0 <= 32 }
        if start.starts(with: Array("OCMF|".utf8)) {
            do throws(OCMFFault) { return .ocmf(try OCMFRecord(bytes)) } catch { return .brokenOCMF(error) }
        }
        if start.starts(with: Array("AP;".utf8)) { return .alfen }
        if start.starts(with: Array("<".utf8)) { return .container }
        return nil
    }

    /// Source: BSI TR-03109-1, SML transport: the escape sequence before every message.
    private static let smlStart: [UInt8] = [0x1b, 0x1b, 0x1b, 0x1b, 0x01, 0x01, 0x01, 0x01]

    /// One layer of hexadecimal or base64 text, if what is inside can be recognised or unwrapped again.
    private static func unwrapped(_ bytes: [UInt8]) -> ([UInt8], Wrapping)? {
        guard let text = EncodedText.printable(bytes) else { return nil }
        let plain = EncodedText.withoutBlanks(text)
        if let inner = EncodedText.hexadecimal(plain), isPromising(inner) { return (inner, .hexadecimal) }
        if let inner = EncodedText.base64(plain), isPromising(inner) { return (inner, .base64) }
        return nil
    }

    private static func isPromising(_ bytes: [UInt8]) -> Bool {
        plainContent(bytes) != nil || EncodedText.printable(bytes) != nil
    }
}

/// `{signedMeterData, encodingMethod, signingMethod, publicKey}`.
///
/// Source: OCA, Signed Meter Values in OCPP 1.0; `signedMeterValue` and `signedData` are spellings of the field.
private struct Envelope {
    var data = ""
    var publicKey = ""
    var encodingMethod = ""
    var signingMethod = ""

    init() {}

    init?(_ bytes: [UInt8]) {
        guard bytes.first(where: { $0 > 32 }) == UInt8(ascii: "{"),
            // Text that begins like an object and is none is no envelope.
            let json = try? JSON(parsing: bytes),
            let data = ["signedMeterData", "signedMeterValue", "signedData"].lazy
                .compactMap({ json[$0]?.stringValue }).first
        else { return nil }
        self.data = data
        publicKey = json["publicKey"]?.stringValue ?? ""
        encodingMethod = json["encodingMethod"]?.stringValue ?? ""
        signingMethod = json["signingMethod"]?.stringValue ?? ""
    }
}
