import Crypto

/// Seals secrets that we must be able to show to somebody else, such as a charge point's key at its back-office.
///
/// AES-256-GCM under a key drawn from the installation's secret; what is sealed for one place opens nowhere else.
package struct SecretBox: Sendable {
    private let key: SymmetricKey

    /// - Parameter secret: The installation's secret, at least 32 bytes.
    package init(secret: [UInt8]) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secret),
            info: Array("laadboek sealed secrets 1".utf8),
            outputByteCount: 32
        )
    }

    /// Seals a text.
    ///
    /// - Parameters:
    ///   - text: The secret.
    ///   - place: Where it belongs, such as `charge_point/7`.
    /// - Returns: Nonce, cipher text and tag.
    /// - Throws: When the cipher cannot be set up.
    package func seal(_ text: String, for place: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(Array(text.utf8), using: key, authenticating: Array(place.utf8))
        guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return Array(combined)
    }

    /// Opens what was sealed for the place; `nil` when it was not, or under another secret.
    package func open(_ sealed: [UInt8], for place: String) -> String? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let bytes = try? AES.GCM.open(box, using: key, authenticating: Array(place.utf8))
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
