/// The public key of a meter, in any of the forms in which it is printed, sent or stored.
package struct MeterPublicKey: Hashable, Sendable {
    /// `nil` for a bare point, whose curve the signed record must name.
    package let curve: EllipticCurve?
    /// The curve's object identifier when it is one that no name is known for.
    package let unknownCurve: String?
    /// X and Y, one after the other.
    let coordinates: [UInt8]

    /// Texts longer than this are no key; OCPP allows 500 bytes for one.
    package static let textLimit = 4_096

    /// Reads PEM, hexadecimal (blanks and colons allowed), base64, `oca:base16:asn1:…`, or base64 of that.
    ///
    /// Both a SubjectPublicKeyInfo and a bare point are understood; `nil` for anything else.
    ///
    /// Source: OCA, Signed Meter Values in OCPP 1.0; RFC 5280 §4.1.2.7; SEC 1 §2.3.3.
    package init?(text: String) {
        guard text.utf8.count <= MeterPublicKey.textLimit else { return nil }
        for bytes in MeterPublicKey.readings(of: text) {
            guard let key = MeterPublicKey(bytes: bytes) else { continue }
            self = key
            return
        }
        return nil
    }

    /// Reads a SubjectPublicKeyInfo or a bare point.
    package init?(bytes: [UInt8]) {
        guard let (algorithm, bits) = MeterPublicKey.parts(of: bytes) else {
            self.init(point: bytes, curve: nil, unknownCurve: nil)
            return
        }
        guard bits.first == 0 else { return nil }
        var names = DERReader(algorithm)
        guard let kind = names.content(DERReader.Tag.objectIdentifier),
            DERReader.dotted(kind) == MeterPublicKey.ellipticKey,
            let named = names.content(DERReader.Tag.objectIdentifier)
        else { return nil }
        let identifier = DERReader.dotted(named)
        let curve = EllipticCurve(objectIdentifier: identifier)
        self.init(point: Array(bits.dropFirst()), curve: curve, unknownCurve: curve == nil ? identifier : nil)
    }

    /// Algorithm and key of a SubjectPublicKeyInfo; `nil` when the bytes are none, like a point whose first number begins
    /// as one does.
    private static func parts(of bytes: [UInt8]) -> (algorithm: [UInt8], bits: [UInt8])? {
        var outer = DERReader(bytes)
        guard let info = outer.content(DERReader.Tag.sequence), outer.rest.isEmpty else { return nil }
        var inner = DERReader(info)
        guard let algorithm = inner.content(DERReader.Tag.sequence),
            let bits = inner.content(DERReader.Tag.bitString), inner.rest.isEmpty
        else { return nil }
        return (algorithm, bits)
    }

    /// `id-ecPublicKey`.
    private static let ellipticKey = "1.2.840.10045.2.1"

    private init?(point: [UInt8], curve: EllipticCurve?, unknownCurve: String?) {
        let isMarked = point.first == 4 && !point.count.isMultiple(of: 2)
        let coordinates = isMarked ? Array(point.dropFirst()) : point
        guard coordinates.count.isMultiple(of: 2), (48...132).contains(coordinates.count) else { return nil }
        if let curve, coordinates.count != curve.coordinateBytes * 2 { return nil }
        self.coordinates = coordinates
        self.curve = curve
        self.unknownCurve = unknownCurve
    }

    // MARK: Texts

    private static func readings(of text: String) -> [[UInt8]] {
        let trimmed = EncodedText.withoutBlanks(text)
        if let body = pemBody(text) { return EncodedText.base64(body).map { [$0] } ?? [] }
        if let named = namedKey(trimmed) { return named }
        let plain = trimmed.filter { $0 != ":" }
        if let bytes = EncodedText.hexadecimal(plain) { return [bytes] }
        guard let bytes = EncodedText.base64(trimmed) else { return [] }
        guard let inner = EncodedText.printable(bytes) else { return [bytes] }
        return (namedKey(inner) ?? EncodedText.hexadecimal(EncodedText.withoutBlanks(inner)).map { [$0] } ?? []) + [
            bytes
        ]
    }

    /// `oca:<base16|base64>:asn1:<the key>`.
    private static func namedKey(_ text: String) -> [[UInt8]]? {
        let parts = text.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].lowercased() == "oca" else { return nil }
        let key = EncodedText.withoutBlanks(String(parts[3]))
        switch parts[1].lowercased() {
        case "base16": return EncodedText.hexadecimal(key).map { [$0] } ?? []
        case "base64": return EncodedText.base64(key).map { [$0] } ?? []
        default: return []
        }
    }

    private static func pemBody(_ text: String) -> String? {
        guard let begin = text.firstRange(of: "-----BEGIN PUBLIC KEY-----"),
            let end = text.firstRange(of: "-----END PUBLIC KEY-----"), begin.upperBound <= end.lowerBound
        else { return nil }
        return EncodedText.withoutBlanks(String(text[begin.upperBound..<end.lowerBound]))
    }
}
