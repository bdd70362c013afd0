import Domain
import Testing
import Values

/// Sessions of OCPP 2.0.1 out of their frames.
struct StationSessionTests {
    private let begin = Timestamp(seconds: 1_750_000_000)

    private func frame(_ sequence: Int64, _ text: String, isOutgoing: Bool = false) -> StoredFrame {
        StoredFrame(
            operatorID: OperatorID(1),
            chargePointID: ChargePointID(1),
            reference: FrameReference(nodeID: 1, sequence: sequence, receivedAt: begin.adding(seconds: 60 * sequence)),
            connectionID: 1,
            isOutgoing: isOutgoing,
            payload: Array(text.utf8)
        )
    }

    /// An event of the transaction `tx-1`, one a minute, its number being its minute.
    private func event(_ number: Int64, _ type: String, kWh: String?, _ context: String, further: String = "") -> String
    {
        let moment = begin.adding(seconds: 60 * number).rfc3339
        let value = kWh.map {
            #","meterValue":[{"timestamp":"\#(moment)","sampledValue":[{"value":\#($0),"context":"\#(context)","measurand":"Energy.Active.Import.Register","unitOfMeasure":{"unit":"kWh"}}]}]"#
        }
        return
            #"[2,"m\#(number)","TransactionEvent",{"eventType":"\#(type)","timestamp":"\#(moment)","triggerReason":"Authorized","seqNo":\#(number),"transactionInfo":{"transactionId":"tx-1","stoppedReason":"EVDisconnected"}\#(value ?? "")\#(further)}]"#
    }

    private let place = #","evse":{"id":1,"connectorId":1},"idToken":{"idToken":"CARD","type":"ISO14443"}"#

    private var whole: [String] {
        [
            event(0, "Started", kWh: "100", "Transaction.Begin", further: place),
            event(1, "Updated", kWh: "101.5", "Sample.Periodic"),
            event(2, "Updated", kWh: "103", "Sample.Clock"),
            event(3, "Ended", kWh: "104.25", "Transaction.End"),
        ]
    }

    private func project(_ texts: [String]) -> SessionProjection {
        var projection = SessionProjection()
        for (index, text) in texts.enumerated() { projection.apply(frame(Int64(index), text)) }
        return projection
    }

    private func session(_ projection: SessionProjection) throws -> SessionRecord {
        #expect(projection.sessions.count == 1)
        return try #require(projection.sessions["X:tx-1"])
    }

    @Test func `a transaction becomes a session like any other`() throws {
        let projection = project(whole)
        let record = try session(projection)
        #expect(record.state == .completed && record.flags == [])
        #expect(record.idTag == "CARD" && record.connectorID == 1 && record.stopReason == "EVDisconnected")
        #expect(record.meterStart == Energy(wh: 100_000) && record.meterStop == Energy(wh: 104_250))
        #expect(record.startedAt == begin && record.stoppedAt == begin.adding(seconds: 180))
        #expect(
            projection.readings.map(\.register.thousandthsWh) == [100_000_000, 101_500_000, 103_000_000, 104_250_000]
        )
        #expect(projection.frames.map(\.part) == [.start, .stop])
        #expect(projection.state.openKeys.isEmpty)
    }

    @Test func `an event that comes again is flagged and changes nothing else`() throws {
        let events = whole
        let once = try session(project(events))
        let twice = try session(project([events[0], events[0], events[1], events[1], events[2], events[3], events[3]]))
        #expect(twice.energy == once.energy && twice.readingCount == once.readingCount && once.flags == [])
        #expect(twice.flags == [.repeatedStart, .repeatedReading, .repeatedStop])
    }

    @Test func `a gap in the numbers is noticed, and closed when the event comes late`() throws {
        let events = whole
        let gap = project([events[0], events[2], events[3]])
        #expect(try session(gap).flags == [.missingEvents] && !session(gap).isHeld)
        var later = gap
        later.apply(frame(9, events[1]))
        let record = try session(later)
        #expect(!record.flags.contains(.missingEvents) && record.readingCount == 4 && record.revision > 1)
    }

    @Test func `without its start a session is held until the start comes`() throws {
        let events = whole
        let torso = project([events[1], events[2], events[3]])
        let held = try session(torso)
        #expect(held.flags.contains(.missingStart) && held.isHeld)
        #expect(held.meterStart == Energy(wh: 101_500))
        var later = torso
        later.apply(frame(9, events[0]))
        let record = try session(later)
        #expect(!record.flags.contains(.missingStart) && !record.flags.contains(.missingEvents))
        #expect(record.meterStart == Energy(wh: 100_000) && record.startedAt == begin)
    }

    @Test func `a token that was not accepted is noticed in the answer`() throws {
        var projection = project([whole[0]])
        projection.apply(frame(5, #"[3,"m0",{"idTokenInfo":{"status":"Blocked"}}]"#, isOutgoing: true))
        #expect(try session(projection).flags == [.tokenNotAccepted])
        var accepted = project([whole[0]])
        accepted.apply(frame(5, #"[3,"m0",{"idTokenInfo":{"status":"Accepted"}}]"#, isOutgoing: true))
        #expect(try session(accepted).flags == [])
    }

    @Test func `a second transaction on the place says that the first lost its end`() throws {
        let second = whole[0].replacing("tx-1", with: "tx-2")
        let projection = project([whole[0], second])
        #expect(projection.sessions["X:tx-1"]?.flags == [.missingStop])
        #expect(projection.sessions["X:tx-2"]?.flags == [])
    }

    @Test func `what the projection remembers survives a restart`() throws {
        let events = whole
        let before = project([events[0], events[2]])
        var after = SessionProjection(state: ProjectionState(stored: before.state.stored), sessions: before.sessions)
        #expect(after.state == before.state)
        after.apply(frame(9, events[1]))
        #expect(try session(after).flags == [.readingOutOfOrder])
    }

    @Test func `readings outside transactions belong to none and are no fault`() {
        let projection = project([#"[2,"1","MeterValues",{"evseId":0,"meterValue":[]}]"#])
        #expect(projection.faults.isEmpty && projection.sessions.isEmpty)
    }
}
