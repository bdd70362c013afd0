import OCPP
import OCPPServer
import Values

/// A journal of one charge point that a test writes, a second a frame.
struct WrittenJournal {
    static let start = Timestamp(seconds: 1_750_000_000)
    private(set) var frames: [JournalFrame] = []
    var node: Int32 = 1
    var connection: Int64 = 1
    /// When the next frame is received.
    var now = WrittenJournal.start

    /// A call of the charge point; its place.
    @discardableResult
    mutating func call(_ id: String, _ action: String, _ payload: String = "{}") -> JournalPlace {
        add("[2,\"\(id)\",\"\(action)\",\(payload)]", isOutgoing: false)
    }

    /// An answer to it.
    @discardableResult
    mutating func answer(_ id: String, _ payload: String = "{}") -> JournalPlace {
        add("[3,\"\(id)\",\(payload)]", isOutgoing: true)
    }

    @discardableResult
    mutating func add(_ text: String, isOutgoing: Bool) -> JournalPlace {
        let place = JournalPlace(nodeID: node, sequence: Int64(frames.count + 1), receivedAt: now)
        let frame = JournalFrame(
            place: place,
            connectionID: connection,
            isOutgoing: isOutgoing,
            payload: Array(text.utf8)
        )
        frames.append(frame)
        now = now.adding(seconds: 1)
        return place
    }

    /// A start with its answer; the place of the start.
    @discardableResult
    mutating func begin(_ number: Int64, meter: Int = 0, id: String? = nil) -> JournalPlace {
        let id = id ?? "start \(number) \(meter)"
        let place = call(id, "StartTransaction", #"{"connectorId":1,"idTag":"CARD","meterStart":\#(meter)}"#)
        answer(id, #"{"transactionId":\#(number),"idTagInfo":{"status":"Accepted"}}"#)
        return place
    }

    @discardableResult
    mutating func measure(_ number: Int64, _ value: Int = 1) -> JournalPlace {
        call("m\(frames.count)", "MeterValues", #"{"connectorId":1,"transactionId": \#(number),"value":\#(value)}"#)
    }

    @discardableResult
    mutating func stop(_ number: Int64) -> JournalPlace {
        call("s\(frames.count)", "StopTransaction", #"{"transactionId":\#(number),"meterStop":9}"#)
    }
}
