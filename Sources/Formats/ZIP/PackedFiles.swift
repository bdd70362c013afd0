/// The files of an archive that ``ZIPStream`` wrote, in memory: stored as they are, with a directory of long numbers.
///
/// Source: PKWARE APPNOTE 6.3.10 §4.3 and §4.5.3.
package struct PackedFiles: Sendable {
    private let bytes: [UInt8]
    private var places: [String: Range<Int>] = [:]

    /// - Returns: `nil` for anything but an archive of ours that is whole.
    package init?(_ bytes: [UInt8]) {
        self.bytes = bytes
        // The end, the pointer to the long end, and the long end stand at the end, without a comment.
        let (end, pointer, long) = (bytes.count - 22, bytes.count - 42, bytes.count - 98)
        guard long >= 0, number(4, at: end) == 0x0605_4B50, number(4, at: pointer) == 0x0706_4B50,
            number(4, at: long) == 0x0606_4B50, let count = number(8, at: long + 32),
            let start = number(8, at: long + 48)
        else { return nil }
        var place = start
        for _ in 0..<count {
            guard let next = readEntry(at: place, before: long) else { return nil }
            place = next
        }
        guard place == long else { return nil }
    }

    /// The names of its files, in order of their letters.
    package var names: [String] { places.keys.sorted() }

    /// The bytes of a file; `nil` when there is none of that name.
    package func content(_ name: String) -> [UInt8]? { places[name].map { Array(bytes[$0]) } }

    /// Reads an entry of the directory; where the next one begins.
    private mutating func readEntry(at place: Int, before end: Int) -> Int? {
        guard number(4, at: place) == 0x0201_4B50, let length = number(2, at: place + 28),
            place + 46 + length + 28 <= end, let size = number(8, at: place + 46 + length + 4),
            let offset = number(8, at: place + 46 + length + 20)
        else { return nil }
        let first = offset + 30 + length + 20
        guard number(4, at: offset) == 0x0403_4B50, first <= end, size <= end - first else { return nil }
        let name = String(decoding: bytes[(place + 46)..<(place + 46 + length)], as: UTF8.self)
        // Two files of one name are read differently by different programs.
        guard places.updateValue(first..<(first + size), forKey: name) == nil else { return nil }
        return place + 46 + length + 28
    }

    /// A number, lowest byte first; `nil` beyond the end, or larger than any archive in memory.
    private func number(_ size: Int, at place: Int) -> Int? {
        guard place >= 0, place <= bytes.count - size else { return nil }
        let value = bytes[place..<(place + size)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return value <= UInt64(bytes.count) || size < 8 ? Int(value) : nil
    }
}
