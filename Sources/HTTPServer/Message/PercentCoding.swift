/// Percent-encoding of paths, queries and forms.
public enum PercentCoding {
    /// Decodes a path segment.
    ///
    /// - Returns: nil for a broken escape, bytes that are no UTF-8, or a NUL.
    public static func decode(_ text: some StringProtocol) -> String? {
        decode(text, plusIsSpace: false)
    }

    /// Decodes a name or value of a query or form, where `+` is a space.
    ///
    /// - Returns: nil for a broken escape, bytes that are no UTF-8, or a NUL.
    public static func decodeField(_ text: some StringProtocol) -> String? {
        decode(text, plusIsSpace: true)
    }

    /// Encodes text so that it may stand as one path segment or query value.
    public static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    private static func decode(_ text: some StringProtocol, plusIsSpace: Bool) -> String? {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var index = 0
        while index < source.count {
            guard let (byte, width) = unit(source, at: index, plusIsSpace: plusIsSpace), byte != 0 else { return nil }
            bytes.append(byte)
            index += width
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func unit(_ source: [UInt8], at index: Int, plusIsSpace: Bool) -> (UInt8, Int)? {
        switch source[index] {
        case 0x25:
            guard index + 2 < source.count, let high = source[index + 1].hexValue,
                let low = source[index + 2].hexValue
            else { return nil }
            return (high << 4 | low, 3)
        case 0x2B where plusIsSpace: return (0x20, 1)
        case let byte: return (byte, 1)
        }
    }
}
