internal import Crypto
internal import HTTPServer

/// What a charge point shows in its handshake: the Authorization field of HTTP Basic authentication.
///
/// Source: OCPP-J 1.6 §6.2.2: the user is the identity, the password is the key as bytes.
struct Credential: Sendable {
    private let userAndPassword: [UInt8]

    /// Reads the field's value; `nil` when it is no Basic authentication.
    init?(_ field: String?) {
        guard let field else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "basic", let bytes = Base64.decode(parts[1].utf8) else {
            return nil
        }
        userAndPassword = bytes
    }

    /// Whether it is the charge point's: its identity with a key whose hash is this one.
    ///
    /// The identity may be percent-encoded, and the key may be written as hexadecimal digits on either side: some
    /// charge points send the forty digits they were given, others the twenty bytes these stand for. Everything is
    /// hashed and compared whatever comes out before, so that the time tells nothing.
    func belongs(to identity: String, keyHash: [UInt8]) -> Bool {
        let passwords = passwords(of: identity)
        var matches: UInt8 = passwords.isEmpty ? 0 : 1
        var found: UInt8 = 0
        for candidate in (passwords.first ?? []).keyCandidates {
            found |= Credential.isEqual(Array(SHA256.hash(data: candidate)), keyHash)
        }
        matches &= found
        return matches == 1
    }

    /// What stands behind `identity:`; an identity may itself contain a colon, so it is not searched for.
    private func passwords(of identity: String) -> [[UInt8]] {
        [identity, PercentCoding.encode(identity)].compactMap { user in
            let front = Array(user.utf8) + [UInt8(ascii: ":")]
            return userAndPassword.starts(with: front) ? Array(userAndPassword.dropFirst(front.count)) : nil
        }
    }

    /// 1 when equal, else 0, without telling by its time where they differ.
    private static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> UInt8 {
        guard left.count == right.count else { return 0 }
        var difference: UInt8 = 0
        for (one, other) in zip(left, right) { difference |= one ^ other }
        return difference == 0 ? 1 : 0
    }
}

extension [UInt8] {
    /// The key as sent, its hexadecimal digits decoded, and its bytes as hexadecimal digits of either case.
    fileprivate var keyCandidates: [[UInt8]] {
        [self, hexadecimalDecoded ?? self, hexadecimal("0123456789abcdef"), hexadecimal("0123456789ABCDEF")]
    }

    private func hexadecimal(_ digits: String) -> [UInt8] {
        let digits = Array(digits.utf8)
        return flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    private var hexadecimalDecoded: [UInt8]? {
        guard count % 2 == 0 else { return nil }
        let nibbles = compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard nibbles.count == count else { return nil }
        return stride(from: 0, to: count, by: 2).map { UInt8(nibbles[$0] << 4 | nibbles[$0 + 1]) }
    }
}

/// The decoding of Base64, padding optional.
///
/// Source: RFC 4648 §4.
enum Base64 {
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text where byte != UInt8(ascii: "=") {
            guard let value = value(byte) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
        return bytes
    }

    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
