internal import Values

/// The id under which a message that was kept goes to the back-office: it names the frame that it was kept from.
///
/// A UUID of version 8, so a strict reader takes it; the same frame of the same round has the same id, so that a
/// repetition is the same frame.
///
/// Source: RFC 9562 §5.8.
public struct OutboxMessageID: Hashable, Sendable {
    /// The node that recorded the charge point's message.
    public let nodeID: Int32
    /// The number of the message on that node.
    public let sequence: Int64
    /// How often people have had it tried again, from 0 to 1023.
    public let round: Int

    /// The name of a frame in a round.
    public init(nodeID: Int32, sequence: Int64, round: Int) {
        self.nodeID = nodeID
        self.sequence = sequence
        self.round = round & 0x3FF
    }

    /// The last two bytes: `LB`.
    private static let mark: [UInt8] = [0x4C, 0x42]

    /// Reads an id; `nil` when it is none of these.
    public init?(_ id: MessageID) {
        let digits = Array(id.text.utf8).filter { $0 != UInt8(ascii: "-") }
        guard id.text.utf8.count == 36, digits.count == 32 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 32, by: 2) {
            let pair = String(decoding: digits[index..<index + 2], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
        }
        guard bytes[6] >> 4 == 8, bytes[8] >> 6 == 2, Array(bytes[14...]) == OutboxMessageID.mark else { return nil }
        let place = (bytes[4...5] + bytes[7...7] + bytes[9...13]).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        nodeID = Int32(truncatingIfNeeded: bytes[0...3].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
        sequence = Int64(bitPattern: place)
        round = Int(bytes[6] & 0x0F) << 6 | Int(bytes[8] & 0x3F)
    }

    /// The id as it stands in a message.
    public var messageID: MessageID {
        let node = OutboxMessageID.bytes(UInt64(UInt32(bitPattern: nodeID)))[4...]
        let place = OutboxMessageID.bytes(UInt64(bitPattern: sequence))
        var all = Array(node) + place[0...1] + [0x80 | UInt8(round >> 6), place[2], 0x80 | UInt8(round & 0x3F)]
        all += place[3...] + OutboxMessageID.mark
        let digits = all.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }
        return MessageID(groups.joined(separator: "-"))
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
    }
}
