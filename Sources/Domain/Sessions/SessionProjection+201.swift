import OCPP
import Values

/// Sessions of OCPP 2.0.1: the charging station names its transactions and numbers their events from 0.
extension SessionProjection {
    mutating func apply(_ event: OCPP201.TransactionEvent.Request, id: MessageID, remarks: [Remark], frame: StoredFrame)
    {
        let key = SessionKey.station(event.transactionInfo.transactionId)
        let order = state.note(event.seqNo, of: key)
        let clock = ClockCheck(event.timestamp, received: frame.reference.receivedAt, remarks: remarks)
        if sessions[key] == nil { begin(event, key: key, clock: clock, frame: frame) }
        noteGaps(key)
        // An event that came before says nothing new; its answer was lost.
        guard order != .again else { return cameAgain(event.eventType, key) }
        if order == .late, event.eventType == .known(.started) { foundStart(key, clock) }
        complete(key, with: event)
        let values = event.meterValue.map(\.as16)
        noteStart(key, values)
        if event.eventType == .known(.ended) {
            finish(key, event, values, clock: clock, frame: frame)
        } else {
            keep(values, for: key, frame: frame)
        }
        if event.idToken != nil { expectAnswer(to: id, of: event, frame: frame) }
    }

    // MARK: Start

    private mutating func begin(
        _ event: OCPP201.TransactionEvent.Request,
        key: String,
        clock: ClockCheck,
        frame: StoredFrame
    ) {
        var record = SessionRecord(
            naturalKey: key,
            connectorID: SessionProjection.connector(event.evse?.id ?? 0),
            transactionID: 0,
            startedAt: clock.moment,
            startReceivedAt: frame.reference.receivedAt
        )
        record.idTag = event.idToken?.idToken ?? ""
        record.flags = clock.flags(inFuture: .startInFuture)
        if event.eventType != .known(.started) { record.flags.insert(.missingStart) }
        if record.connectorID > 0 { occupyConnector(with: &record) }
        add(record, startedBy: frame.reference)
    }

    /// The first event came after others: the session began when it says.
    private mutating func foundStart(_ key: String, _ clock: ClockCheck) {
        change(key) { record in
            record.startedAt = clock.moment
            record.flags.remove(.missingStart)
        }
    }

    /// The register at the start is the one that says so, or else the first.
    private mutating func noteStart(_ key: String, _ values: [OCPP16.MeterValue]) {
        let begin = values.lazy.compactMap { OCPP16.EnergyRegister(of: $0, context: .transactionBegin) }.first
        let first = values.lazy.compactMap { OCPP16.EnergyRegister(of: $0) }.first
        change(key) { record in
            if let begin { record.meterStart = begin.energy }
            if record.meterStart == nil { record.meterStart = first?.energy }
        }
    }

    /// Token and charging place may be told by any event, each once.
    private mutating func complete(_ key: String, with event: OCPP201.TransactionEvent.Request) {
        guard var record = sessions[key], record.state == .open else { return }
        if record.idTag.isEmpty, let token = event.idToken?.idToken { change(key) { $0.idTag = token } }
        let place = SessionProjection.connector(event.evse?.id ?? 0)
        guard record.connectorID == 0, place > 0 else { return }
        record.connectorID = place
        record.idTag = sessions[key]?.idTag ?? ""
        occupyConnector(with: &record)
        change(key) { $0 = record }
    }

    private mutating func cameAgain(_ type: Open<OCPP201.TransactionEvent.EventType>, _ key: String) {
        let flag: SessionFlag =
            switch type {
            case .known(.started): .repeatedStart
            case .known(.ended): .repeatedStop
            default: .repeatedReading
            }
        change(key) { $0.flags.insert(flag) }
    }

    // MARK: Order

    private mutating func noteGaps(_ key: String) {
        let isComplete = state.events[key]?.missing.isEmpty ?? true
        change(key) { record in
            if isComplete { record.flags.remove(.missingEvents) } else { record.flags.insert(.missingEvents) }
        }
    }

    // MARK: Stop

    private mutating func finish(
        _ key: String,
        _ event: OCPP201.TransactionEvent.Request,
        _ values: [OCPP16.MeterValue],
        clock: ClockCheck,
        frame: StoredFrame
    ) {
        guard let record = sessions[key], record.state == .open else { return }
        keep(values, for: key, frame: frame)
        let end = values.lazy.compactMap { OCPP16.EnergyRegister(of: $0, context: .transactionEnd) }.last
        let last = values.lazy.compactMap { OCPP16.EnergyRegister(of: $0) }.last
        change(key) { record in
            if record.connectorID < 1 { record.flags.insert(.badConnector) }
            let register = (end ?? last)?.energy ?? record.lastRegister
            record.complete(
                meterStop: register,
                reason: event.transactionInfo.stoppedReason?.rawValue ?? "",
                idTag: event.idToken?.idToken ?? "",
                clock: clock,
                received: frame.reference.receivedAt
            )
        }
        ended(key, by: frame.reference, at: clock)
    }

    // MARK: Answers

    private mutating func expectAnswer(
        to id: MessageID,
        of event: OCPP201.TransactionEvent.Request,
        frame: StoredFrame
    ) {
        remember(
            ProjectionState.PendingStart(
                connectionID: frame.connectionID,
                messageID: id.text,
                payload: .dictionary(["session": .string(SessionKey.station(event.transactionInfo.transactionId))]),
                reference: frame.reference
            )
        )
    }

    /// The verdict on the token of an event.
    mutating func answered(eventOf key: String, payload: JSON) {
        guard let answer = try? OCPP201.TransactionEvent.Confirmation.decode(payload).value,
            let verdict = answer.idTokenInfo, verdict.status != .known(.accepted)
        else { return }
        change(key) { $0.flags.insert(.tokenNotAccepted) }
    }
}

extension ProjectionState {
    /// The numbers of a transaction's events that were seen.
    package struct Events: Hashable, Sendable {
        /// The highest number.
        package var highest: Int64 = -1
        /// Lower ones that have not come.
        package var missing: [Int64] = []
    }

    /// What a number means to its transaction.
    enum Order {
        case next, late, again
    }

    /// Missing events that are remembered by number; more than that is a lost hour, and named all the same.
    private static let maxMissing = 64
    /// Transactions whose events are counted; a station has a handful at once.
    private static let maxTransactions = 32

    /// Notes the number of an event.
    mutating func note(_ number: Int64, of key: String) -> Order {
        var seen = events[key] ?? Events()
        defer { keep(seen, of: key) }
        if let index = seen.missing.firstIndex(of: number) {
            seen.missing.remove(at: index)
            return .late
        }
        guard number > seen.highest else { return .again }
        let gap = (seen.highest + 1)..<number
        seen.missing += gap.prefix(max(0, ProjectionState.maxMissing - seen.missing.count))
        seen.highest = number
        return .next
    }

    private mutating func keep(_ seen: Events, of key: String) {
        if events[key] == nil, events.count >= ProjectionState.maxTransactions,
            let idle = events.keys.filter({ !openKeys.contains($0) }).min()
        {
            events[idle] = nil
        }
        events[key] = seen
    }
}

extension ProjectionState.Events {
    var json: JSON {
        .dictionary(["highest": .integer(highest), "missing": .array(missing.map { .integer($0) })])
    }

    init(json: JSON) {
        highest = json["highest"]?.integerValue ?? -1
        missing = (json["missing"]?.arrayValue ?? []).compactMap(\.integerValue)
    }
}
