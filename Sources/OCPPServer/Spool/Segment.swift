#if canImport(Glibc)
    internal import Glibc
#endif

/// A file of records in order; its name carries the first sequence number that it may hold.
///
/// It begins with sixteen bytes: a magic text and the node's id.
struct Segment: Sendable {
    let file: SpoolFile
    let name: String
    /// The place behind the last record that is on the disk.
    var durableEnd: Int
    /// The number of the last record that is on the disk; one below the first number when there is none.
    var lastSequence: Int64

    static let headerBytes = 16
    private static let magic: [UInt8] = Array("LAADSPL1".utf8)
    private static let suffix = ".spool"

    /// Whether a file of the folder is a segment.
    static func isSegment(_ name: String) -> Bool {
        name.hasSuffix(suffix) && name.utf8.count == 19 + suffix.utf8.count
    }

    static func name(firstSequence: Int64) -> String {
        let digits = String(firstSequence)
        return String(repeating: "0", count: max(0, 19 - digits.utf8.count)) + digits + suffix
    }

    /// Makes a new segment and waits until it exists on the disk.
    static func create(in folder: SpoolFolder, firstSequence: Int64, nodeID: Int64) throws(SpoolFault) -> Segment {
        let name = name(firstSequence: firstSequence)
        let file = try SpoolFile(path: folder.file(name), flags: O_RDWR | O_CREAT | O_TRUNC)
        var header = magic
        withUnsafeBytes(of: nodeID.littleEndian) { header.append(contentsOf: $0) }
        try file.write(header, at: 0)
        try file.synchronize()
        try folder.synchronize()
        return Segment(file: file, name: name, durableEnd: headerBytes, lastSequence: firstSequence - 1)
    }

    /// Opens a segment after a restart, cutting a torn end when it is the last one.
    ///
    /// - Returns: `nil` when the last segment was never finished making; it holds no record.
    static func recover(
        _ name: String,
        in folder: SpoolFolder,
        nodeID: Int64,
        isLast: Bool
    ) throws(SpoolFault) -> Segment? {
        let file = try SpoolFile(path: folder.file(name), flags: O_RDWR)
        let bytes = try file.read(upTo: try file.size, at: 0)
        guard bytes.count >= headerBytes, bytes.starts(with: magic) else {
            guard isLast else { throw SpoolFault(.damaged, path: file.path) }
            return nil
        }
        let first = Int64(name.dropLast(suffix.count)) ?? 1
        var segment = Segment(file: file, name: name, durableEnd: headerBytes, lastSequence: first - 1)
        try segment.scan(bytes, nodeID: nodeID)
        guard segment.durableEnd < bytes.count else { return segment }
        guard isLast else { throw SpoolFault(.damaged, path: file.path, offset: segment.durableEnd) }
        try file.truncate(to: segment.durableEnd)
        try file.synchronize()
        return segment
    }

    /// Moves the end over all whole records in order.
    private mutating func scan(_ bytes: [UInt8], nodeID: Int64) throws(SpoolFault) {
        let (writer, end, last) = bytes.withUnsafeBytes { buffer in
            let writer = RecordCoding.integer(buffer, 8, Int64.self)
            var (end, last) = (durableEnd, lastSequence)
            while case .record(let frame, let next) = RecordCoding.read(buffer, at: end, nodeID: nodeID),
                frame.sequence > last
            {
                (end, last) = (next, frame.sequence)
            }
            return (writer, end, last)
        }
        guard writer == nodeID else { throw SpoolFault(.otherNode, path: file.path) }
        (durableEnd, lastSequence) = (end, last)
    }
}
