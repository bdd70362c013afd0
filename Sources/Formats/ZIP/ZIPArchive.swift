/// How much of an archive is read; every number a stranger could push up.
struct ZIPLimits: Sendable {
    /// Files in the archive; a workbook of many sheets has a few dozen.
    var entries = 200
    /// Bytes of one file once inflated; a sheet of some thousand lines takes two or three megabytes.
    var entryBytes = 16 << 20
    /// How many times smaller a file may have been made; sheets are packed ten to forty times.
    var ratio = 200
}

/// Why an archive is not read.
enum ZIPFault: Error, Hashable, Sendable {
    /// No archive, or one that is damaged.
    case damaged
    /// Protected by a password.
    case encrypted
    /// Written in a way that spreadsheets do not use.
    case unsupported
    /// Too many files, too large a file, or one packed too tightly.
    case tooLarge
}

/// A ZIP archive in memory: the files its directory names, inflated one at a time and never beyond the limits.
///
/// Source: PKWARE APPNOTE 6.3.10 §4.3.
struct ZIPArchive: Sendable {
    private struct Entry {
        let method: Int
        let isEncrypted: Bool
        let checksum: UInt32
        let packedBytes: Int
        let bytes: Int
        /// Where its header stands.
        let offset: Int
    }

    private let bytes: [UInt8]
    private let limits: ZIPLimits
    private var entries: [String: Entry] = [:]

    /// Reads the directory.
    ///
    /// - Throws: ``ZIPFault``.
    init(_ bytes: [UInt8], limits: ZIPLimits = ZIPLimits()) throws(ZIPFault) {
        self.bytes = bytes
        self.limits = limits
        let end = try ZIPArchive.end(of: bytes)
        var record = LittleEndian(bytes, at: end + 4)
        // Parts on several disks, or numbers that do not fit and stand elsewhere.
        guard try record.short() == 0, try record.short() == 0 else { throw .unsupported }
        let count = try record.short()
        guard try record.short() == count, count != 0xFFFF else { throw .unsupported }
        guard count <= limits.entries else { throw .tooLarge }
        let size = try record.long()
        let start = try record.long()
        guard start != 0xFFFF_FFFF else { throw .unsupported }
        guard start + size <= end else { throw .damaged }
        try readDirectory(count, from: start)
    }

    /// The inflated bytes of a file; `nil` when there is none of that name.
    ///
    /// - Throws: ``ZIPFault``.
    func file(_ name: String) throws(ZIPFault) -> [UInt8]? {
        guard let entry = entries[name] else { return nil }
        guard !entry.isEncrypted else { throw .encrypted }
        let packed = try packed(entry)
        let content: [UInt8]
        switch entry.method {
        case 0: content = Array(packed)
        case 8: content = try Inflation.inflate(packed, expecting: entry.bytes)
        default: throw .unsupported
        }
        guard content.count == entry.bytes, Inflation.checksum(content) == entry.checksum else { throw .damaged }
        return content
    }

    /// The record at the end, behind which only its comment stands.
    private static func end(of bytes: [UInt8]) throws(ZIPFault) -> Int {
        let (size, longestComment) = (22, 0xFFFF)
        var start = bytes.count - size
        while start >= 0, start >= bytes.count - size - longestComment {
            if bytes[start] == 0x50, bytes[start + 1] == 0x4B, bytes[start + 2] == 5, bytes[start + 3] == 6,
                start + size + Int(bytes[start + 20]) + Int(bytes[start + 21]) << 8 == bytes.count
            {
                return start
            }
            start -= 1
        }
        throw .damaged
    }

    private mutating func readDirectory(_ count: Int, from start: Int) throws(ZIPFault) {
        var reader = LittleEndian(bytes, at: start)
        for _ in 0..<count {
            guard try reader.long() == 0x0201_4B50 else { throw .damaged }
            let (name, entry) = try ZIPArchive.entry(&reader)
            guard entry.bytes <= limits.entryBytes, entry.packedBytes <= bytes.count else { throw .tooLarge }
            guard entry.bytes <= max(entry.packedBytes * limits.ratio, 4_096) else { throw .tooLarge }
            // Two files of one name are read differently by different programs.
            guard entries.updateValue(entry, forKey: name) == nil else { throw .damaged }
        }
    }

    private static func entry(_ reader: inout LittleEndian) throws(ZIPFault) -> (String, Entry) {
        try reader.skip(4)
        let flags = try reader.short()
        let method = try reader.short()
        try reader.skip(4)
        let checksum = UInt32(try reader.long())
        let (packed, size) = (try reader.long(), try reader.long())
        guard packed != 0xFFFF_FFFF, size != 0xFFFF_FFFF else { throw .unsupported }
        let lengths = (name: try reader.short(), extra: try reader.short(), comment: try reader.short())
        try reader.skip(8)
        let offset = try reader.long()
        let name = String(decoding: try reader.take(lengths.name), as: UTF8.self)
        try reader.skip(lengths.extra + lengths.comment)
        let entry = Entry(
            method: method,
            isEncrypted: flags & 1 != 0,
            checksum: checksum,
            packedBytes: packed,
            bytes: size,
            offset: offset
        )
        return (name, entry)
    }

    private func packed(_ entry: Entry) throws(ZIPFault) -> ArraySlice<UInt8> {
        var header = LittleEndian(bytes, at: entry.offset)
        guard try header.long() == 0x0403_4B50 else { throw .damaged }
        try header.skip(22)
        let lengths = (name: try header.short(), extra: try header.short())
        try header.skip(lengths.name + lengths.extra)
        return try header.take(entry.packedBytes)
    }
}

/// Reads numbers from bytes, lowest byte first, and never beyond their end.
private struct LittleEndian {
    private let bytes: [UInt8]
    private var position: Int

    init(_ bytes: [UInt8], at position: Int) {
        self.bytes = bytes
        self.position = position
    }

    mutating func take(_ count: Int) throws(ZIPFault) -> ArraySlice<UInt8> {
        guard position >= 0, count >= 0, count <= bytes.count - position else { throw .damaged }
        defer { position += count }
        return bytes[position..<(position + count)]
    }

    mutating func skip(_ count: Int) throws(ZIPFault) { _ = try take(count) }

    mutating func short() throws(ZIPFault) -> Int { try number(2) }

    mutating func long() throws(ZIPFault) -> Int { try number(4) }

    private mutating func number(_ count: Int) throws(ZIPFault) -> Int {
        try take(count).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
