import Crypto

/// Why a signature cannot be checked here; nothing is said about the record then.
package enum OCMFObstacle: Hashable, Sendable {
    case noKey
    case unreadableKey
    /// The curve by its name or object identifier.
    case unsupportedCurve(String)
    /// The record names one curve, the key lies on another.
    case curveMismatch(record: String, key: String)
    case unknownAlgorithm(String)
    case unreadableSignature
}

/// What became of checking a record's signature.
package enum OCMFVerdict: Hashable, Sendable {
    case valid(EllipticCurve)
    /// Record, key and signature can all be read, and they do not belong together.
    case invalid(EllipticCurve)
    case notVerifiable(OCMFObstacle)
}

extension OCMFRecord {
    /// Checks the signature over the payload's exact bytes.
    ///
    /// Source: OCMF 1.4.1, section on signatures; FIPS 186-5.
    package func verdict(with key: MeterPublicKey) -> OCMFVerdict {
        guard let named = OCMFAlgorithm(signature.algorithm) else {
            return .notVerifiable(.unknownAlgorithm(signature.algorithm))
        }
        if let unknown = key.unknownCurve { return .notVerifiable(.unsupportedCurve(unknown)) }
        let curve = signature.namesAlgorithm ? named.curve : key.curve ?? named.curve
        if let found = key.curve, found != curve {
            return .notVerifiable(.curveMismatch(record: curve.rawValue, key: found.rawValue))
        }
        guard curve.isVerifiable else { return .notVerifiable(.unsupportedCurve(curve.rawValue)) }
        guard key.coordinates.count == curve.coordinateBytes * 2 else { return .notVerifiable(.unreadableKey) }
        guard let bytes = signature.bytes, let raw = ECDSASignature.raw(bytes, size: curve.coordinateBytes) else {
            return .notVerifiable(.unreadableSignature)
        }
        return verdict(curve, key.coordinates, raw, named.hash)
    }

    private func verdict(
        _ curve: EllipticCurve,
        _ coordinates: [UInt8],
        _ signature: [UInt8],
        _ hash: OCMFAlgorithm.Hash
    ) -> OCMFVerdict {
        let isValid: Bool? =
            switch hash {
            case .sha256: ECDSASignature.isValid(signature, SHA256.hash(data: payload), curve, coordinates)
            case .sha384: ECDSASignature.isValid(signature, SHA384.hash(data: payload), curve, coordinates)
            case .sha512: ECDSASignature.isValid(signature, SHA512.hash(data: payload), curve, coordinates)
            }
        guard let isValid else { return .notVerifiable(.unreadableKey) }
        return isValid ? .valid(curve) : .invalid(curve)
    }
}

/// `SA` taken apart: `ECDSA-secp256r1-SHA256`, also with `brainpoolP256r1` and in other spellings.
struct OCMFAlgorithm {
    enum Hash { case sha256, sha384, sha512 }

    let curve: EllipticCurve
    let hash: Hash

    init?(_ text: String) {
        let parts = text.split(separator: "-").map(String.init)
        guard parts.count >= 3, parts[0].uppercased() == "ECDSA",
            let curve = EllipticCurve(name: parts[1..<(parts.count - 1)].joined())
        else { return nil }
        switch parts[parts.count - 1].uppercased() {
        case "SHA256": hash = .sha256
        case "SHA384": hash = .sha384
        case "SHA512": hash = .sha512
        default: return nil
        }
        self.curve = curve
    }
}

/// The two numbers of a signature on a curve.
enum ECDSASignature {
    /// R and S in full length from DER, whose numbers some meters pad oddly, or as they are.
    static func raw(_ bytes: [UInt8], size: Int) -> [UInt8]? {
        var outer = DERReader(bytes)
        if let content = outer.content(DERReader.Tag.sequence) {
            var inner = DERReader(content)
            guard let first = inner.content(DERReader.Tag.integer), let second = inner.content(DERReader.Tag.integer),
                let r = DERReader.fixed(first, size: size), let s = DERReader.fixed(second, size: size)
            else { return nil }
            return r + s
        }
        return bytes.count == size * 2 ? bytes : nil
    }

    /// `nil` when the key is no point of the curve.
    static func isValid(
        _ signature: [UInt8],
        _ digest: some Digest,
        _ curve: EllipticCurve,
        _ coordinates: [UInt8]
    ) -> Bool? {
        switch curve {
        case .secp256r1:
            guard let key = try? P256.Signing.PublicKey(rawRepresentation: coordinates) else { return nil }
            guard let pair = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(pair, for: digest)
        case .secp384r1:
            guard let key = try? P384.Signing.PublicKey(rawRepresentation: coordinates) else { return nil }
            guard let pair = try? P384.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(pair, for: digest)
        case .secp521r1:
            guard let key = try? P521.Signing.PublicKey(rawRepresentation: coordinates) else { return nil }
            guard let pair = try? P521.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(pair, for: digest)
        default: return nil
        }
    }
}
