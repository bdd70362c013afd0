/// The checksum of spool records: CRC-32C (Castagnoli), as in iSCSI and ext4.
///
/// Source: RFC 3720 §12.1, reflected polynomial 0x82F63B78. Eight bytes a step by tables.
enum CRC32C {
    /// `tables[k][b]` is the remainder of byte `b` followed by `k` zero bytes.
    private static let tables: [[UInt32]] = {
        var first = [UInt32](repeating: 0, count: 256)
        for byte in 0..<256 {
            var value = UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1 }
            first[byte] = value
        }
        var all = [first]
        for _ in 1..<8 {
            guard let previous = all.last else { break }
            all.append(previous.map { $0 >> 8 ^ first[Int($0 & 0xFF)] })
        }
        return all
    }()

    /// The tables laid end to end, for one bounds check a look-up.
    private static let flat: [UInt32] = tables.flatMap(\.self)

    /// The checksum of some bytes.
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        flat.withUnsafeBufferPointer { table in
            var crc: UInt32 = 0xFFFF_FFFF
            var position = 0
            while position + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian ^ UInt64(crc)
                crc = step(word, table)
                position += 8
            }
            while position < bytes.count {
                crc = crc >> 8 ^ table[Int((crc ^ UInt32(bytes[position])) & 0xFF)]
                position += 1
            }
            return ~crc
        }
    }

    private static func step(_ word: UInt64, _ table: UnsafeBufferPointer<UInt32>) -> UInt32 {
        var crc: UInt32 = 0
        for lane in 0..<8 {
            let byte = Int(word >> (UInt64(lane) * 8) & 0xFF)
            crc ^= table[(7 - lane) * 256 + byte]
        }
        return crc
    }
}
