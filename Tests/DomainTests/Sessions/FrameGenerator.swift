import Domain
import OCPP
import TestSupport
import Values

/// Frames as real charge points send them, good and bad, from a seed: two connectors, hours of sessions.
///
/// Sequence numbers leave room between two frames, so that more can be put there later.
struct FrameGenerator {
    private var random: SeededGenerator
    private(set) var frames: [StoredFrame] = []
    private var now = Timestamp(seconds: 1_748_822_400)
    private var registers: [Int64: Int64] = [1: 0, 2: 5_000_000]
    /// The transaction under way on each connector, as the charge point believes.
    private var running: [Int64: Int64] = [:]
    /// Transactions that others replaced; their stops come late or never.
    private var replaced: [Int64] = []
    private var lastTransaction: Int64 = 0
    private var connection: Int64 = 1

    static let room: Int64 = 1000

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// Frames of so many things that happen.
    static func frames(seed: UInt64, steps: Int = 60) -> [StoredFrame] {
        var generator = FrameGenerator(seed: seed)
        for _ in 0..<steps { generator.step() }
        return generator.frames
    }

    private mutating func step() {
        now = now.adding(seconds: .random(in: 1...900, using: &random))
        if chance(1, of: 12) { connection += 1 }
        let connector: Int64 = chance(1, of: 2) ? 1 : 2
        registers[connector, default: 0] += .random(in: 0...4000, using: &random)
        if chance(1, of: 30) { registers[connector] = 0 }
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2: running[connector] == nil || chance(1, of: 10) ? start(connector) : read(connector)
        case 3...6: read(connector)
        case 7...8: stop(connector)
        default: oddity()
        }
    }

    private mutating func chance(_ part: Int, of whole: Int) -> Bool {
        Int.random(in: 0..<whole, using: &random) < part
    }

    private mutating func start(_ connector: Int64) {
        lastTransaction += 1
        // An installation that was put back to an older state gives numbers out again.
        let number = chance(1, of: 15) ? Int64.random(in: 1...lastTransaction, using: &random) : lastTransaction
        if let before = running[connector] { replaced.append(before) }
        running[connector] = number
        call(
            "StartTransaction",
            [
                ("connectorId", .integer(connector)), ("idTag", .string(chance(1, of: 2) ? "A" : "B")),
                ("meterStart", register(connector)), ("timestamp", stated()),
            ]
        )
        guard !chance(1, of: 25) else { return }
        let status = chance(1, of: 10) ? "Blocked" : "Accepted"
        let answer = JSON.dictionary([
            "idTagInfo": .dictionary(["status": .string(status)]), "transactionId": .integer(number),
        ])
        append(Frame.callResult(MessageID("m\(frames.count)"), answer).bytes ?? [], isOutgoing: true)
    }

    private mutating func read(_ connector: Int64) {
        let number = chance(1, of: 6) ? nil : running[connector]
        let value = JSON.dictionary(["value": .string("\(registers[connector] ?? 0)"), "unit": .string("Wh")])
        let sample = object([("timestamp", stated()), ("sampledValue", .array([value]))])
        call(
            "MeterValues",
            [
                ("connectorId", .integer(connector)), ("transactionId", number.map { .integer($0) }),
                ("meterValue", .array([sample])),
            ]
        )
    }

    private mutating func stop(_ connector: Int64) {
        let late = chance(1, of: 4) ? replaced.popLast() : nil
        guard let number = late ?? running[connector] else { return }
        if late == nil, !chance(1, of: 12) { running[connector] = nil }
        call(
            "StopTransaction",
            [
                ("transactionId", .integer(chance(1, of: 10) ? -1 : number)), ("meterStop", register(connector)),
                ("timestamp", stated()),
            ]
        )
    }

    private mutating func oddity() {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: append(Array("[2,\"broken".utf8))
        case 1: beat()
        case 2: call("StopTransaction", [("transactionId", .integer(900_000)), ("meterStop", .integer(1))])
        default: call("MeterValues", [("connectorId", .integer(1)), ("transactionId", .integer(900_001))])
        }
    }

    /// A heartbeat whose answer is right, mostly.
    private mutating func beat() {
        call("Heartbeat", [])
        let told = chance(1, of: 5) ? now.adding(seconds: .random(in: -9000...9000, using: &random)) : now
        let answer = JSON.dictionary(["currentTime": .string(told.rfc3339)])
        append(Frame.callResult(MessageID("m\(frames.count)"), answer).bytes ?? [], isOutgoing: true)
    }

    private mutating func register(_ connector: Int64) -> JSON? {
        chance(1, of: 30) ? nil : .integer(registers[connector] ?? 0)
    }

    /// Mostly now, sometimes late, never set, years ahead, missing or without a zone.
    private mutating func stated() -> JSON? {
        switch Int.random(in: 0..<20, using: &random) {
        case 0: nil
        case 1: .string("1970-01-01T00:00:07Z")
        case 2: .string(String(now.rfc3339.dropLast()))
        case 3: .string(now.adding(seconds: -.random(in: 1...5000, using: &random)).rfc3339)
        case 4: .string(now.adding(seconds: 150_000_000).rfc3339)
        default: .string(now.rfc3339)
        }
    }

    private mutating func call(_ action: String, _ members: [(String, JSON?)]) {
        append(Frame.call(MessageID("m\(frames.count + 1)"), action, object(members)).bytes ?? [])
    }

    private func object(_ members: [(String, JSON?)]) -> JSON {
        .object(members.compactMap { name, value in value.map { JSONMember(name: name, value: $0) } })
    }

    private mutating func append(_ payload: [UInt8], isOutgoing: Bool = false) {
        frames.append(
            StoredFrame(
                operatorID: OperatorID(1),
                chargePointID: ChargePointID(1),
                reference: FrameReference(
                    nodeID: 1,
                    sequence: Int64(frames.count + 1) * FrameGenerator.room,
                    receivedAt: now
                ),
                connectionID: connection,
                isOutgoing: isOutgoing,
                payload: payload
            )
        )
    }
}

extension FrameGenerator {
    /// The frames with some of them repeated, soon after they came: under a new message id, or as they were.
    static func repeating(_ frames: [StoredFrame], seed: UInt64, within distance: Int) -> [StoredFrame] {
        var random = SeededGenerator(seed: seed)
        var result: [StoredFrame] = []
        for (index, frame) in frames.enumerated() {
            result.append(frame)
            // Whoever asks for the time again is told another one.
            for copy in 1...3 where Int.random(in: 0..<3, using: &random) == 0 {
                let back = Int.random(in: 0..<min(distance, index + 1), using: &random)
                let earlier = frames[index - back]
                if earlier.tellsTime { continue }
                result.append(earlier.again(after: frame.reference, Int64(copy)))
            }
        }
        return result
    }
}

extension FrameGenerator {
    /// The frames in another order, each at most so far from where it was, received when those were whose place it takes.
    static func shuffled(_ frames: [StoredFrame], seed: UInt64, within distance: Int) -> [StoredFrame] {
        var random = SeededGenerator(seed: seed)
        let order = frames.indices.map { ($0, $0 + Int.random(in: 0...distance, using: &random)) }
            .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        return zip(frames, order).map { place, entry in frames[entry.0].again(after: place.reference, 0) }
    }
}

extension StoredFrame {
    fileprivate var tellsTime: Bool { isOutgoing && String(decoding: payload, as: UTF8.self).contains("currentTime") }

    /// The same bytes as a later frame.
    fileprivate func again(after reference: FrameReference, _ place: Int64) -> StoredFrame {
        StoredFrame(
            operatorID: operatorID,
            chargePointID: chargePointID,
            reference: FrameReference(
                nodeID: reference.nodeID,
                sequence: reference.sequence + place,
                receivedAt: reference.receivedAt
            ),
            connectionID: connectionID,
            isOutgoing: isOutgoing,
            payload: payload
        )
    }
}
