import Crypto
import Foundation
import _CryptoExtras

/// The cost of deriving a key from a password with scrypt.

///

/// Source: RFC 7914.
package struct ScryptParameters: Hashable, Sendable {
    /// CPU and memory cost, a power of two; memory is 128 · N · r bytes.
    package var cost: Int
    /// Block size.
    package var blockSize: Int
    /// Runs one after the other.
    package var parallelism: Int

    package init(cost: Int, blockSize: Int, parallelism: Int) {
        self.cost = cost
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// 32 MiB and about a quarter of a second: what OWASP's password storage sheet lists as equal to N = 2¹⁷, p = 1,
    /// with a memory that several sign-ins at once may take on a small machine.
    package static let standard = ScryptParameters(cost: 1 << 15, blockSize: 8, parallelism: 3)

    /// Bounds of what a stored hash may ask of us, so that a damaged row cannot exhaust the memory.
    var isBearable: Bool {
        (2...(1 << 20)).contains(cost) && cost & (cost - 1) == 0 && (1...32).contains(blockSize)
            && (1...16).contains(parallelism) && 128 * cost * blockSize <= 1 << 28
    }
}

/// A password as stored: `scrypt$N$r$p$salt$key`, salt and key in hexadecimal digits.
package struct PasswordHash: Hashable, Sendable, CustomStringConvertible {
    /// 128 bits make precomputed tables useless (NIST SP 800-132 §5.1).
    static let saltBytes = 16
    static let keyBytes = 32

    package let parameters: ScryptParameters
    let salt: [UInt8]
    let key: [UInt8]

    /// Derives the key; takes a noticeable time by design, so never on an event loop.
    package init(of password: String, parameters: ScryptParameters) throws {
        let salt = randomBytes(PasswordHash.saltBytes)
        self.parameters = parameters
        self.salt = salt
        key = try PasswordHash.derive(password, salt: salt, parameters)
    }

    /// Reads the stored form; `nil` when it is none, as for users that never set a password.
    package init?(stored text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let cost = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]), let salt = Hex.bytes(parts[4]), let key = Hex.bytes(parts[5]),
            salt.count >= PasswordHash.saltBytes, key.count == PasswordHash.keyBytes
        else { return nil }
        parameters = ScryptParameters(cost: cost, blockSize: blockSize, parallelism: parallelism)
        self.salt = salt
        self.key = key
        guard parameters.isBearable else { return nil }
    }

    /// The form for the database.
    package var stored: String {
        let numbers = "\(parameters.cost)$\(parameters.blockSize)$\(parameters.parallelism)"
        return "scrypt$\(numbers)$\(Hex.text(salt))$\(Hex.text(key))"
    }

    /// Whether this is the password; takes as long as deriving the key.
    package func matches(_ password: String) throws -> Bool {
        equalInConstantTime(try PasswordHash.derive(password, salt: salt, parameters), key)
    }

    /// Says that there is a hash, not which.
    package var description: String { "PasswordHash(•••)" }

    private static func derive(_ password: String, salt: [UInt8], _ parameters: ScryptParameters) throws -> [UInt8] {
        // The same password typed on two keyboards may come in two compositions (NIST SP 800-63B §5.1.1.2).
        let normal = Data(password.precomposedStringWithCompatibilityMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: normal,
            salt: salt,
            outputByteCount: keyBytes,
            rounds: parameters.cost,
            blockSize: parameters.blockSize,
            parallelism: parameters.parallelism,
            maxMemory: 1 << 29
        )
        return key.withUnsafeBytes { Array($0) }
    }
}

/// What a new password must be.
package enum PasswordRule {
    /// The shortest password accepted, in characters; NIST SP 800-63B asks for eight at least.
    package static let minimumCharacters = 12
    /// The longest password accepted, in bytes: no passphrase comes near, and a megabyte would only cost us time.
    package static let maximumBytes = 1_024

    /// What is wrong with a new password.
    package enum Fault: String, Error, CaseIterable, Sendable {
        case tooShort = "password.too_short"
        case tooLong = "password.too_long"
        case containsEmail = "password.contains_email"
    }

    /// The first fault of a new password; `nil` when it will do.
    package static func fault(in password: String, email: String) -> Fault? {
        if password.utf8.count > maximumBytes { return .tooLong }
        if password.count < minimumCharacters { return .tooShort }
        return password.lowercased().contains(email.lowercased()) && !email.isEmpty ? .containsEmail : nil
    }
}
