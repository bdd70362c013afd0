package import OCPP
package import Values

/// What a charge point has to say, in order, with the registers of its connectors.
///
/// The first message is a BootNotification; then each session in order of its start: StartTransaction, MeterValues at
/// every quarter hour of the clock strictly in between, StopTransaction. Each connector has one register that starts
/// at 0 Wh and only grows. Messages carry the recorded times, whatever the clock says.
package struct SessionScript: Sendable {
    /// A message to send; the transaction's number is filled in when it is known.
    package enum Step: Hashable, Sendable {
        case boot
        case start(RecordedSession, register: Int64)
        case meterValue(RecordedSession, at: Timestamp, register: Int64)
        case stop(RecordedSession, register: Int64)

        /// The session that the message belongs to.
        package var session: RecordedSession? {
            switch self {
            case .boot: nil
            case .start(let session, _), .meterValue(let session, _, _), .stop(let session, _): session
            }
        }

        /// The call that carries the message.
        package func call(_ id: MessageID, transactionID: Int64) -> Call {
            switch self {
            case .boot: SessionScript.boot(id)
            case .start(let session, let register): SessionScript.start(id, session, register)
            case .meterValue(let session, let moment, let register):
                SessionScript.meterValue(id, session, moment, register, transactionID)
            case .stop(let session, let register): SessionScript.stop(id, session, register, transactionID)
            }
        }
    }

    private let sessions: [RecordedSession]
    private var nextSession = 0
    private var registers: [Int64: Int64] = [:]
    private var waiting: [Step] = [.boot]

    /// The script of one charge point.
    package init(sessions: [RecordedSession]) {
        self.sessions = sessions.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
            .map(\.element)
    }

    /// The next message; `nil` at the end.
    package mutating func next() -> Step? {
        if waiting.isEmpty { prepareSession() }
        return waiting.popLast()
    }

    /// Leaves out the rest of the running session.
    package mutating func skipSession() {
        waiting = []
    }

    /// Lays out the messages of the next session, the last one first.
    private mutating func prepareSession() {
        guard nextSession < sessions.count else { return }
        let session = sessions[nextSession]
        nextSession += 1
        let register = registers[session.connector] ?? 0
        var steps: [Step] = [.start(session, register: register)]
        for moment in session.quarterHours {
            steps.append(.meterValue(session, at: moment, register: register + session.energyWh(at: moment)))
        }
        let end = register + session.energyWh(at: session.stop)
        steps.append(.stop(session, register: end))
        registers[session.connector] = end
        waiting = steps.reversed()
    }

    private static func boot(_ id: MessageID) -> Call {
        OCPP16.BootNotification.call(id, .init(chargePointVendor: "Laadboek", chargePointModel: "Simulator"))
    }

    private static func start(_ id: MessageID, _ session: RecordedSession, _ register: Int64) -> Call {
        OCPP16.StartTransaction.call(
            id,
            .init(
                connectorId: session.connector,
                idTag: session.idTag,
                meterStart: Energy(wh: register),
                timestamp: session.start
            )
        )
    }

    private static func meterValue(
        _ id: MessageID,
        _ session: RecordedSession,
        _ moment: Timestamp,
        _ register: Int64,
        _ transactionID: Int64
    ) -> Call {
        let reading = OCPP16.SampledValue(register: Energy(wh: register), context: .sampleClock)
        let value = OCPP16.MeterValue(timestamp: moment, sampledValue: [reading])
        return OCPP16.MeterValues.call(
            id,
            .init(connectorId: session.connector, transactionId: transactionID, meterValue: [value])
        )
    }

    private static func stop(
        _ id: MessageID,
        _ session: RecordedSession,
        _ register: Int64,
        _ transactionID: Int64
    ) -> Call {
        OCPP16.StopTransaction.call(
            id,
            .init(
                transactionId: transactionID,
                idTag: session.idTag,
                meterStop: Energy(wh: register),
                timestamp: session.stop
            )
        )
    }
}
