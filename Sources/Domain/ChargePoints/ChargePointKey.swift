import Crypto

/// The key a charge point signs in with: the password of HTTP Basic, compared as bytes.
///
/// Source: OCPP-J 1.6 §6.2.2. We keep only its SHA-256; it is long and random, so no slow hash is needed.
package struct ChargePointKey: Hashable, Sendable, CustomStringConvertible {
    /// What the standard allows as the longest key: 20 bytes.
    package static let generatedBytes = 20
    /// The bytes of a key that was given: shorter ones can be guessed, longer ones no charge point stores.
    package static let givenBytes = 16...128

    /// As typed into the charge point's settings.
    package let text: String

    /// A new key: 20 random bytes in 40 hexadecimal digits.
    package static func random() -> ChargePointKey {
        ChargePointKey(text: Hex.text(randomBytes(generatedBytes)))
    }

    /// Takes over a key that the charge point already has.
    ///
    /// - Throws: ``ChargePointRejection/keyLength``.
    package init(given text: String) throws(ChargePointRejection) {
        guard ChargePointKey.givenBytes.contains(text.utf8.count) else { throw .keyLength }
        self.text = text
    }

    private init(text: String) {
        self.text = text
    }

    /// SHA-256 of what stands in the header: of the decoded bytes for 40 hexadecimal digits, else of the text.
    ///
    /// Charge points send 40 digits either way, decoded or as they are; who checks tries both.
    package var hash: [UInt8] { Array(SHA256.hash(data: bytes)) }

    private var bytes: [UInt8] {
        if text.utf8.count == ChargePointKey.generatedBytes * 2, let decoded = Hex.bytes(text) { return decoded }
        return Array(text.utf8)
    }

    /// Says that there is a key, not which.
    package var description: String { "ChargePointKey(•••)" }
}
