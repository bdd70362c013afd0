import Crypto
package import Values

/// Codes of six digits that change every half minute, from a secret that a person's device shares with us.
///
/// Source: RFC 6238 with HMAC-SHA-1, 30 seconds and six digits, which is what every authenticator app does; RFC 4226
/// §5.3 for the truncation.
package struct TimeCode: Sendable {
    /// Bytes of a secret: as long as the hash.
    ///
    /// Source: RFC 4226 §4, R6.
    package static let secretBytes = 20
    /// Seconds for which a code holds.
    package static let stepSeconds: Int64 = 30
    /// Half minutes before and after the present one whose codes are taken, since clocks differ and people type.
    package static let drift: Int64 = 1

    private let secret: [UInt8]

    /// Codes of a secret as bytes.
    package init(secret: [UInt8]) {
        self.secret = secret
    }

    /// Codes of a secret in base 32; `nil` for other text.
    package init?(base32 text: String) {
        guard let secret = Base32.bytes(text), !secret.isEmpty else { return nil }
        self.secret = secret
    }

    /// The half minute of a moment, counted from 1970.
    package static func step(at moment: Timestamp) -> Int64 {
        moment.seconds(since: Timestamp(seconds: 0)) / stepSeconds
    }

    /// The code of a half minute: six digits.
    package func code(at step: Int64) -> String {
        let counter = (0..<8).reversed().map { UInt8(truncatingIfNeeded: step >> (Int64($0) * 8)) }
        let key = SymmetricKey(data: secret)
        let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: key))
        let offset = Int(hash[hash.count - 1] & 15)
        let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The half minute whose code was typed; `nil` when it is none, or none after the last one that was taken.
    ///
    /// All that may hold are compared, each in the same time.
    package func step(of typed: String, at moment: Timestamp, after last: Int64) -> Int64? {
        let (now, bytes) = (TimeCode.step(at: moment), Array(typed.utf8))
        var found: Int64?
        for step in (now - TimeCode.drift)...(now + TimeCode.drift) {
            let isSame = equalInConstantTime(Array(code(at: step).utf8), bytes)
            if isSame, step > last, found == nil { found = step }
        }
        return found
    }

    /// What a device reads from a QR code; a colon stands between the names, so there is none in them.
    ///
    /// Source: the key URI format of authenticator apps.
    package static func uri(secret: String, account: String, issuer: String) -> String {
        let (issuer, account) = (escaped(issuer), escaped(account))
        return "otpauth://totp/\(issuer):\(account)?secret=\(secret)&issuer=\(issuer)&algorithm=SHA1&digits=6&period=30"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 where byte != UInt8(ascii: ":") {
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "-._~".utf8.contains(byte)
            result += isPlain ? String(UnicodeScalar(byte)) : "%" + Hex.text([byte]).uppercased()
        }
        return result
    }
}

/// Bytes as text in base 32, without padding.
///
/// Source: RFC 4648 §6.
package enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// Five bits per letter.
    package static func text(_ bytes: [UInt8]) -> String {
        var (result, buffer, bits): ([UInt8], UInt32, Int) = ([], 0, 0)
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                result.append(alphabet[Int(buffer >> UInt32(bits)) & 31])
            }
            buffer &= 1 << UInt32(bits) - 1
        }
        if bits > 0 { result.append(alphabet[Int(buffer << UInt32(5 - bits)) & 31]) }
        return String(decoding: result, as: UTF8.self)
    }

    /// Reads letters of either case, blanks between them allowed; `nil` for anything else.
    package static func bytes(_ text: String) -> [UInt8]? {
        var (result, buffer, bits): ([UInt8], UInt32, Int) = ([], 0, 0)
        for byte in text.uppercased().utf8 where byte != UInt8(ascii: " ") && byte != UInt8(ascii: "=") {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            buffer = buffer << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                result.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
            buffer &= 1 << UInt32(bits) - 1
        }
        return result
    }
}
