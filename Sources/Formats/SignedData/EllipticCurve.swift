/// A curve that meters sign on, by the names found in keys and records.
package enum EllipticCurve: String, CaseIterable, Sendable {
    case secp192k1, secp192r1, secp224r1, secp256k1, secp256r1, secp384r1, secp521r1
    case brainpoolP256r1 = "brainpool256r1"
    case brainpoolP384r1 = "brainpool384r1"
    case brainpoolP512r1 = "brainpool512r1"

    /// The curve by its object identifier.
    ///
    /// Source: RFC 5480 §2.1.1.1, SEC 2 appendix A, RFC 5639 §4.1.
    init?(objectIdentifier: String) {
        guard let curve = EllipticCurve.allCases.first(where: { $0.objectIdentifier == objectIdentifier }) else {
            return nil
        }
        self = curve
    }

    /// The curve by a name as records write it: `secp256r1`, `brainpoolP256r1`, `nistP256`, `prime256v1`.
    init?(name: String) {
        var plain = String(name.lowercased().filter { $0.isLetter || $0.isNumber })
        if plain.hasPrefix("brainpoolp") { plain = "brainpool" + plain.dropFirst("brainpoolp".count) }
        let other = [
            "nistp256": "secp256r1", "prime256v1": "secp256r1", "nistp384": "secp384r1", "nistp521": "secp521r1",
        ]
        guard let curve = EllipticCurve(rawValue: other[plain] ?? plain) else { return nil }
        self = curve
    }

    private var objectIdentifier: String {
        switch self {
        case .secp192k1: "1.3.132.0.31"
        case .secp192r1: "1.2.840.10045.3.1.1"
        case .secp224r1: "1.3.132.0.33"
        case .secp256k1: "1.3.132.0.10"
        case .secp256r1: "1.2.840.10045.3.1.7"
        case .secp384r1: "1.3.132.0.34"
        case .secp521r1: "1.3.132.0.35"
        case .brainpoolP256r1: "1.3.36.3.3.2.8.1.1.7"
        case .brainpoolP384r1: "1.3.36.3.3.2.8.1.1.11"
        case .brainpoolP512r1: "1.3.36.3.3.2.8.1.1.13"
        }
    }

    /// The bytes of one coordinate.
    var coordinateBytes: Int {
        switch self {
        case .secp192k1, .secp192r1: 24
        case .secp224r1: 28
        case .secp256k1, .secp256r1, .brainpoolP256r1: 32
        case .secp384r1, .brainpoolP384r1: 48
        case .brainpoolP512r1: 64
        case .secp521r1: 66
        }
    }

    /// Whether the cryptographic library of this program knows the curve.
    package var isVerifiable: Bool {
        switch self {
        case .secp256r1, .secp384r1, .secp521r1: true
        default: false
        }
    }
}
