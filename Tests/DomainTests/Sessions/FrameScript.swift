import Domain
import OCPP
import Values

/// Frames of one charge point from lines of text, and sessions as lines of text: the tables of the projection's tests.
///
/// A line is a time of 2025-06-02, a verb and words, in any order but for the numbers:
///
/// | line | frames |
/// | --- | --- |
/// | `10:00 start 7 1000` | StartTransaction at 1000 Wh and its answer, transaction 7 |
/// | `10:00 ask 1000`, `10:00 answer 7`, `10:00 refuse` | the two apart; a refusal |
/// | `10:15 read 7 1500`, `10:15 read - 1500` | MeterValues with and without a transaction |
/// | `11:00 stop 7 3000`, `11:00 stop 7 -` | StopTransaction with and without a register |
/// | `11:01 again 2` | the frames of line 2 (from 1) once more, byte by byte |
/// | `11:01 raw […]` | any text from the charge point |
/// | `11:01 told 10:59` | a Heartbeat and its answer with that time |
///
/// Words: `c2` the connector (1), `at=10:05` the stated time where it is not the line's (`none`, `1970`, `2030`, `10:05L`
/// without a zone), `tag=X`, `status=Blocked`, `unit=kWh` (`none`), `id=m1` the message id, `on=2` the connection,
/// `data=10:30/2500` a reading within a stop.
struct FrameScript {
    private(set) var frames: [StoredFrame] = []
    private var groups: [[StoredFrame]] = []
    private var lastID = ""
    private var lastConnection: Int64 = 1

    static let day = "2025-06-02"

    init(_ text: String) {
        for line in text.split(separator: "\n") where !line.allSatisfy({ $0 == " " }) { add(Line(line)) }
    }

    private mutating func add(_ line: Line) {
        let before = frames.count
        switch line.verb {
        case "start":
            call("StartTransaction", line.start(register: line.numbers[1]), line)
            answer(line.confirmation, line)
        case "ask": call("StartTransaction", line.start(register: line.numbers[0]), line)
        case "answer": answer(line.confirmation, line)
        case "refuse": append(.callError(MessageID(lastID), .internalError, ""), line, isOutgoing: true)
        case "read": call("MeterValues", line.readings, line)
        case "stop": call("StopTransaction", line.stop, line)
        case "told":
            call("Heartbeat", .dictionary([:]), line)
            answer(.dictionary(["currentTime": .string(line.told)]), line)
        case "again": for frame in groups[Int(line.numbers[0] ?? 1) - 1] { repeatFrame(frame, line) }
        default: append(Array(line.rest.utf8), line, isOutgoing: false)
        }
        groups.append(Array(frames[before...]))
    }

    private mutating func call(_ action: String, _ payload: JSON, _ line: Line) {
        lastID = line["id"] ?? "m\(frames.count)"
        lastConnection = line["on"].flatMap { Int64($0) } ?? 1
        append(.call(MessageID(lastID), action, payload), line, isOutgoing: false)
    }

    private mutating func answer(_ payload: JSON, _ line: Line) {
        append(.callResult(MessageID(line["id"] ?? lastID), payload), line, isOutgoing: true)
    }

    private mutating func append(_ frame: Frame, _ line: Line, isOutgoing: Bool) {
        append(frame.bytes ?? [], line, isOutgoing: isOutgoing)
    }

    private mutating func append(_ payload: [UInt8], _ line: Line, isOutgoing: Bool) {
        append(payload, at: line.received, connection: lastConnection, isOutgoing: isOutgoing)
    }

    private mutating func repeatFrame(_ frame: StoredFrame, _ line: Line) {
        append(frame.payload, at: line.received, connection: frame.connectionID, isOutgoing: frame.isOutgoing)
    }

    private mutating func append(_ payload: [UInt8], at moment: Timestamp, connection: Int64, isOutgoing: Bool) {
        frames.append(
            StoredFrame(
                operatorID: OperatorID(1),
                chargePointID: ChargePointID(1),
                reference: FrameReference(nodeID: 1, sequence: Int64(frames.count + 1), receivedAt: moment),
                connectionID: connection,
                isOutgoing: isOutgoing,
                payload: payload
            )
        )
    }
}

/// A line of a script, taken apart.
private struct Line {
    let clock: String
    let verb: String
    let words: [String]
    let rest: String

    init(_ text: Substring) {
        let parts = text.split(separator: " ", maxSplits: 2).map(String.init)
        (clock, verb) = (parts[0], parts[1])
        rest = parts.count > 2 ? parts[2] : ""
        words = rest.split(separator: " ").map(String.init)
    }

    subscript(name: String) -> String? {
        words.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }

    /// The words that are numbers, or `-` for none.
    var numbers: [Int64?] {
        words.filter { $0 == "-" || Int64($0) != nil }.map { Int64($0) }
    }

    var received: Timestamp { Line.moment(clock) }

    private var connector: JSON {
        let word = words.first { $0.hasPrefix("c") && Int64($0.dropFirst()) != nil }
        return .integer(word.flatMap { Int64($0.dropFirst()) } ?? 1)
    }

    /// The stated time as the charge point writes it; `nil` to leave it out.
    private var stated: JSON? {
        switch self["at"] {
        case "none": nil
        case "1970": .string("1970-01-01T00:05:00Z")
        case "2030": .string("2030-01-01T00:05:00Z")
        case .some(let clock) where clock.hasSuffix("L"): .string("\(FrameScript.day)T\(clock.dropLast()):00")
        case .some(let clock): .string(Line.moment(clock).rfc3339)
        case .none: .string(received.rfc3339)
        }
    }

    var told: String { Line.moment(words[0]).rfc3339 }

    static func moment(_ clock: String) -> Timestamp {
        Timestamp("\(FrameScript.day)T\(clock)Z") ?? Timestamp(seconds: 0)
    }

    func start(register: Int64?) -> JSON {
        Line.object([
            ("connectorId", connector), ("idTag", .string(self["tag"] ?? "CAFE")),
            ("meterStart", register.map { .integer($0) }), ("timestamp", stated),
        ])
    }

    var confirmation: JSON {
        Line.object([
            ("idTagInfo", .dictionary(["status": .string(self["status"] ?? "Accepted")])),
            ("transactionId", numbers.first.flatMap { $0 }.map { .integer($0) }),
        ])
    }

    var readings: JSON {
        let value = Line.object([
            ("value", numbers[1].map { .string("\($0)") }),
            ("unit", self["unit"] == "none" ? nil : .string(self["unit"] ?? "Wh")),
        ])
        let sample = Line.object([("timestamp", stated), ("sampledValue", .array([value]))])
        return Line.object([
            ("connectorId", connector), ("transactionId", numbers[0].map { .integer($0) }),
            ("meterValue", .array([sample])),
        ])
    }

    var stop: JSON {
        Line.object([
            ("transactionId", numbers[0].map { .integer($0) }), ("meterStop", numbers[1].map { .integer($0) }),
            ("timestamp", stated), ("reason", .string("Local")), ("transactionData", transactionData),
        ])
    }

    private var transactionData: JSON? {
        guard let parts = self["data"]?.split(separator: "/").map(String.init), parts.count == 2 else { return nil }
        let value = JSON.dictionary(["value": .string(parts[1])])
        let moment = JSON.string(Line.moment(parts[0]).rfc3339)
        return .array([.dictionary(["timestamp": moment, "sampledValue": .array([value])])])
    }

    private static func object(_ members: [(String, JSON?)]) -> JSON {
        .object(members.compactMap { name, value in value.map { JSONMember(name: name, value: $0) } })
    }
}

extension SessionProjection {
    /// What was projected, a line for each session and fault: `T:7 c1 10:00-11:00 1000-3000 n1 flag flag`.
    var lines: [String] {
        let found = sessions.values.sorted { $0.naturalKey < $1.naturalKey }.map(\.line)
        return found + faults.map { "! \($0.fault.code.rawValue)" }
    }
}

extension SessionRecord {
    fileprivate var line: String {
        let times = "\(SessionRecord.clock(startedAt))-\(stoppedAt.map(SessionRecord.clock) ?? "")"
        let registers = "\(meterStart?.whText ?? "?")-\(state == .open ? "" : meterStop?.whText ?? "?")"
        let parts = [naturalKey, "c\(connectorID)", times, registers, "n\(readingCount)"]
        return (parts + sortedFlags.map(\.rawValue)).joined(separator: " ")
    }

    private static func clock(_ moment: Timestamp) -> String {
        let text = moment.rfc3339
        return text.hasPrefix(FrameScript.day)
            ? String(text.dropFirst("\(FrameScript.day)T".count).prefix(5)) : String(text.prefix(4))
    }
}
