import CZlib

/// Writes a ZIP archive piece by piece: files are stored as they are, so the same files give the same bytes everywhere.
///
/// Files carry no time of their own. Numbers that need more than 32 bits are written as ZIP64.
///
/// Source: PKWARE APPNOTE 6.3.10 §4.3 and §4.5.3.
package struct ZIPStream: Sendable {
    private struct Entry {
        let name: [UInt8]
        let offset: UInt64
        var size: UInt64 = 0
        var checksum: UInt = 0
    }

    private var done: [Entry] = []
    private var current: Entry?
    private var written: UInt64 = 0
    private var bytes: [UInt8] = []

    package init() {}

    /// Hands out what has been written since.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// How much waits to be taken.
    package var waiting: Int { bytes.count }

    /// Adds a whole file.
    package mutating func add(_ name: String, _ content: [UInt8]) {
        begin(name)
        append(content)
        end()
    }

    /// Begins a file; its name has slashes between folders.
    package mutating func begin(_ name: String) {
        end()
        let entry = Entry(name: Array(name.utf8), offset: written)
        current = entry
        write { bytes in
            bytes.put(0x0403_4B50 as UInt32)
            bytes.put(45 as UInt16)
            // Sizes follow the content; names are UTF-8.
            bytes.put(0x0808 as UInt16)
            bytes.put(0 as UInt16)
            bytes.put(ZIPStream.noTime)
            bytes.put(0 as UInt32)
            // In a header before its content ZIP64 announces a descriptor with long sizes.
            bytes.put(UInt32.max)
            bytes.put(UInt32.max)
            bytes.put(UInt16(truncatingIfNeeded: entry.name.count))
            bytes.put(20 as UInt16)
            bytes.append(contentsOf: entry.name)
            bytes.put(0x0001 as UInt16)
            bytes.put(16 as UInt16)
            bytes.put(0 as UInt64)
            bytes.put(0 as UInt64)
        }
    }

    /// Adds to the file begun last.
    package mutating func append(_ content: [UInt8]) {
        guard var entry = current, !content.isEmpty else { return }
        entry.size += UInt64(content.count)
        entry.checksum = content.withUnsafeBufferPointer {
            UInt(crc32_z(uLong(entry.checksum), $0.baseAddress, $0.count))
        }
        current = entry
        write { $0.append(contentsOf: content) }
    }

    /// Ends the file begun last.
    package mutating func end() {
        guard let entry = current else { return }
        current = nil
        done.append(entry)
        write { bytes in
            bytes.put(0x0807_4B50 as UInt32)
            bytes.put(UInt32(truncatingIfNeeded: entry.checksum))
            bytes.put(entry.size)
            bytes.put(entry.size)
        }
    }

    /// Ends the archive with its directory.
    package mutating func finish() {
        end()
        let start = written
        for entry in done { write { ZIPStream.directory(entry, &$0) } }
        let (end, count) = (written, UInt64(done.count))
        write { bytes in
            bytes.put(0x0606_4B50 as UInt32)
            bytes.put(44 as UInt64)
            bytes.put(45 as UInt16)
            bytes.put(45 as UInt16)
            bytes.put(0 as UInt64)
            bytes.put(count)
            bytes.put(count)
            bytes.put(end - start)
            bytes.put(start)
            bytes.put(0x0706_4B50 as UInt32)
            bytes.put(0 as UInt32)
            bytes.put(end)
            bytes.put(1 as UInt32)
            bytes.put(0x0605_4B50 as UInt32)
            bytes.put(0 as UInt32)
            bytes.put(UInt16(clamping: count))
            bytes.put(UInt16(clamping: count))
            bytes.put(UInt32(clamping: end - start))
            bytes.put(UInt32(clamping: start))
            bytes.put(0 as UInt16)
        }
    }

    /// 1 January 1980, the first day that archives know.
    private static let noTime: UInt32 = 0x0021_0000

    private static func directory(_ entry: Entry, _ bytes: inout [UInt8]) {
        bytes.put(0x0201_4B50 as UInt32)
        bytes.put(45 as UInt16)
        bytes.put(45 as UInt16)
        bytes.put(0x0808 as UInt16)
        bytes.put(0 as UInt16)
        bytes.put(noTime)
        bytes.put(UInt32(truncatingIfNeeded: entry.checksum))
        bytes.put(UInt32.max)
        bytes.put(UInt32.max)
        bytes.put(UInt16(truncatingIfNeeded: entry.name.count))
        bytes.put(28 as UInt16)
        bytes.put(0 as UInt16)
        bytes.put(0 as UInt32)
        bytes.put(0 as UInt32)
        bytes.put(UInt32.max)
        bytes.append(contentsOf: entry.name)
        bytes.put(0x0001 as UInt16)
        bytes.put(24 as UInt16)
        bytes.put(entry.size)
        bytes.put(entry.size)
        bytes.put(entry.offset)
    }

    private mutating func write(_ work: (inout [UInt8]) -> Void) {
        let before = bytes.count
        work(&bytes)
        written += UInt64(bytes.count - before)
    }
}

extension [UInt8] {
    /// Appends a number, lowest byte first.
    fileprivate mutating func put(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
