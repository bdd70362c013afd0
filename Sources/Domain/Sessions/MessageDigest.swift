import Crypto

/// What identifies the content of a message: equal bytes from the payload on, whatever the message id.
enum MessageDigest {
    /// A half of the digest is plenty to tell a few dozen messages apart.
    private static let bytes = 8

    /// The digest of a call as it came over the wire.
    static func text(of frame: [UInt8]) -> String {
        let payload = frame.firstIndex(of: UInt8(ascii: "{")).map { frame[$0...] } ?? frame[...]
        return Hex.text(Array(SHA256.hash(data: payload).prefix(bytes)))
    }
}
