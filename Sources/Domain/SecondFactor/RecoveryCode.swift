import Crypto

/// A code that stands in for a lost device, once: 80 random bits, so that no slow hash is needed.
package struct RecoveryCode: Hashable, Sendable, CustomStringConvertible {
    /// How many somebody gets: enough for years of lost telephones, and they fit on a card.
    package static let count = 10
    private static let byteCount = 10

    private let letters: String

    /// A new one from the system's generator.
    package static func random() -> RecoveryCode { RecoveryCode(letters: Base32.text(randomBytes(byteCount))) }

    private init(letters: String) {
        self.letters = letters
    }

    /// Reads what somebody typed, whatever the case and the blanks; `nil` for what cannot be one.
    package init?(typed text: String) {
        let letters = text.uppercased().filter { $0 != "-" && !$0.isWhitespace }
        guard letters.utf8.count == RecoveryCode.byteCount * 8 / 5, Base32.bytes(letters) != nil else { return nil }
        self.letters = letters
    }

    /// In groups of four.
    package var text: String {
        var groups: [Substring] = []
        var rest = Substring(letters)
        while !rest.isEmpty {
            groups.append(rest.prefix(4))
            rest = rest.dropFirst(4)
        }
        return groups.joined(separator: "-").lowercased()
    }

    /// SHA-256, bound to whose it is.
    func hash(of user: String) -> [UInt8] { Array(SHA256.hash(data: Array("\(user) \(letters)".utf8))) }

    /// Says that there is a code, not which.
    package var description: String { "RecoveryCode(•••)" }
}
