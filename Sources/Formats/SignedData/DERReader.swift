/// Reads the few structures of ASN.1 that public keys and signatures are made of.
///
/// Source: ITU-T X.690; only definite lengths of up to four bytes are read, no key needs more.
struct DERReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: some Collection<UInt8>) {
        rest = Array(bytes)[...]
    }

    enum Tag {
        static let integer: UInt8 = 0x02
        static let bitString: UInt8 = 0x03
        static let objectIdentifier: UInt8 = 0x06
        static let sequence: UInt8 = 0x30
    }

    /// The content of the next element when it has the tag; `nil` otherwise, and when the bytes end too early.
    mutating func content(_ tag: UInt8) -> [UInt8]? {
        var reader = rest
        guard reader.popFirst() == tag, let length = DERReader.length(&reader), length <= reader.count else {
            return nil
        }
        let content = Array(reader.prefix(length))
        rest = reader.dropFirst(length)
        return content
    }

    private static func length(_ bytes: inout ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.popFirst() else { return nil }
        guard first >= 0x80 else { return Int(first) }
        let count = Int(first & 0x7f)
        guard (1...4).contains(count), bytes.count >= count else { return nil }
        var length = 0
        for _ in 0..<count { length = length << 8 | Int(bytes.removeFirst()) }
        return length
    }

    /// The dotted form of an object identifier's content.
    static func dotted(_ content: [UInt8]) -> String {
        var arcs: [Int] = []
        var value = 0
        for byte in content {
            guard value <= Int.max >> 8 else { return "" }
            value = value << 7 | Int(byte & 0x7f)
            guard byte & 0x80 == 0 else { continue }
            if arcs.isEmpty {
                let first = min(value / 40, 2)
                arcs = [first, value - first * 40]
            } else {
                arcs.append(value)
            }
            value = 0
        }
        return arcs.map(String.init).joined(separator: ".")
    }

    /// A positive whole number of at most `size` bytes, filled up with zeros at the front.
    static func fixed(_ content: [UInt8], size: Int) -> [UInt8]? {
        let digits = content.drop { $0 == 0 }
        guard digits.count <= size else { return nil }
        return [UInt8](repeating: 0, count: size - digits.count) + digits
    }
}
