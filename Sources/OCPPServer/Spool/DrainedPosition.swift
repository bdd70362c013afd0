#if canImport(Glibc)
    internal import Glibc
#endif

/// The number up to which everything is drained, kept in two slots written in turn.
///
/// A torn write spoils one slot; the other still holds the number before, and what is drained twice is stored once.
struct DrainedPosition: Sendable {
    private let file: SpoolFile
    private var turn = 0
    private static let slotBytes = 12

    /// Opens or makes the file.
    ///
    /// - Returns: The position and the number it holds; 0 when there was none.
    static func open(in folder: SpoolFolder) throws(SpoolFault) -> (DrainedPosition, Int64) {
        let file = try SpoolFile(path: folder.file("drained"), flags: O_RDWR | O_CREAT)
        let bytes = try file.read(upTo: 2 * slotBytes, at: 0)
        var position = DrainedPosition(file: file)
        let slots = [0, 1].map { slot(bytes, $0) }
        // The next write must not spoil the slot with the higher number.
        position.turn = (slots[0] ?? -1) > (slots[1] ?? -1) ? 1 : 0
        return (position, slots.compactMap(\.self).max() ?? 0)
    }

    private init(file: SpoolFile) {
        self.file = file
    }

    private static func slot(_ bytes: [UInt8], _ index: Int) -> Int64? {
        guard bytes.count >= (index + 1) * slotBytes else { return nil }
        return bytes.withUnsafeBytes { buffer in
            let start = index * slotBytes
            let number = UnsafeRawBufferPointer(rebasing: buffer[start..<start + 8])
            guard CRC32C.checksum(number) == RecordCoding.integer(buffer, start + 8, UInt32.self) else { return nil }
            return RecordCoding.integer(number, 0, Int64.self)
        }
    }

    /// Writes a number and waits until it is on the disk.
    mutating func write(_ sequence: Int64) throws(SpoolFault) {
        var bytes: [UInt8] = []
        withUnsafeBytes(of: sequence.littleEndian) { number in
            bytes.append(contentsOf: number)
            withUnsafeBytes(of: CRC32C.checksum(number).littleEndian) { bytes.append(contentsOf: $0) }
        }
        try file.write(bytes, at: turn * DrainedPosition.slotBytes)
        try file.synchronize()
        turn = 1 - turn
    }
}
