import Crypto

/// Bytes as hexadecimal text.
package enum Hex {
    /// Two small digits per byte.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for byte in bytes { text += [digit(byte >> 4), digit(byte & 15)] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads digits of either case; `nil` for anything else and for half a byte.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        guard rest.count.isMultiple(of: 2) else { return nil }
        while let high = rest.popFirst(), let low = rest.popFirst() {
            guard let high = value(high), let low = value(low) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// Whether two byte strings are equal, found out in a time that depends on their lengths only.
package func equalInConstantTime(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}

/// A random secret that a browser or a mail carries; we keep only its hash.
package struct SecretToken: Hashable, Sendable, CustomStringConvertible {
    /// 256 bits cannot be guessed, however many tokens are alive.
    package static let byteCount = 32

    package let bytes: [UInt8]

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A new secret from the system's generator.
    package static func random() -> SecretToken {
        SecretToken(bytes: randomBytes(byteCount))
    }

    /// Reads the text form; `nil` for what no token of ours can be.
    package init?(text: String) {
        guard text.utf8.count == SecretToken.byteCount * 2, let bytes = Hex.bytes(text) else { return nil }
        self.bytes = bytes
    }

    /// The form that cookies and links carry: 64 hexadecimal digits.
    package var text: String { Hex.text(bytes) }

    /// SHA-256; the secret is random, so no slow hash is needed.
    package var hash: [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// Says that there is a secret, not which.
    package var description: String { "SecretToken(•••)" }
}

/// Bytes from the system's generator.
package func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in generator.next() }
}
