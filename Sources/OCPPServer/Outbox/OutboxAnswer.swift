package import OCPP
package import Values

/// What we say in the back-office's place, by the table of what may be said.
package enum OutboxAnswer: Hashable, Sendable {
    /// Answer with this, and tell the back-office nothing.
    case only(JSON)
    /// Answer with this once it is certain that the back-office will be told; what a later message of the subject
    /// replaces.
    case promise(JSON, subject: String, transactionID: Int64?)
    /// Say nothing; the call goes to the back-office should the charge point still wait for it then.
    case hold
    /// Say nothing, now or later.
    case silence
    /// Hang up: the charge point keeps its message.
    case hangUp

    /// What is known of a back-office and a charge point.
    package struct Knowledge: Sendable {
        /// The heartbeat interval that the back-office last accepted the charge point with; `nil` when it never did.
        package var bootInterval: Int64?
        /// The version that the charge point speaks.
        package var language = OutboxLanguage.ocpp16
        /// The verdict on a token.
        package var verdict: @Sendable (String) -> OCPP16.IdTagInfo
        /// The number for a start: a new one; `nil` when none is left.
        package var newNumber: @Sendable () -> Int64?

        package init(
            language: OutboxLanguage = .ocpp16,
            bootInterval: Int64?,
            verdict: @escaping @Sendable (String) -> OCPP16.IdTagInfo,
            newNumber: @escaping @Sendable () -> Int64?
        ) {
            self.language = language
            self.bootInterval = bootInterval
            self.verdict = verdict
            self.newNumber = newNumber
        }
    }

    /// Actions that are answered here while messages wait for the back-office: they go to it in their turn.
    package static func queues(_ action: String, in language: OutboxLanguage) -> Bool {
        language == .ocpp16 ? queued.contains(action) : queued2.contains(action)
    }

    private static let queued: Set<String> = [
        OCPP16.StartTransaction.name, OCPP16.StopTransaction.name, OCPP16.MeterValues.name,
        OCPP16.BootNotification.name, OCPP16.StatusNotification.name, OCPP16.FirmwareStatusNotification.name,
        OCPP16.DiagnosticsStatusNotification.name, OCPP16.LogStatusNotification.name,
        OCPP16.SignedFirmwareStatusNotification.name, OCPP16.SecurityEventNotification.name,
    ]

    /// The answer to a call; never a CALLERROR, which would have a charge point throw a transaction's message away.
    ///
    /// Source: OCPP 1.6 §3.7.1, §4.9; OCPP-J errata 3.2.
    package static func to(_ call: Call, _ known: Knowledge, at now: Timestamp) -> OutboxAnswer {
        if known.language == .ocpp2, let answer = to2(call, known) { return answer }
        switch call.action {
        case OCPP16.BootNotification.name:
            guard let interval = known.bootInterval else { return .hangUp }
            let confirmation = OCPP16.BootNotification.Confirmation(
                status: .accepted,
                currentTime: Timestamp(seconds: now.seconds),
                interval: interval
            )
            return .promise(confirmation.json, subject: call.action, transactionID: nil)
        case OCPP16.Heartbeat.name:
            return .only(OCPP16.Heartbeat.Confirmation(currentTime: Timestamp(seconds: now.seconds)).json)
        case OCPP16.Authorize.name:
            return .only(.dictionary(["idTagInfo": known.verdict(idTag(call)).json]))
        case OCPP16.StartTransaction.name where known.language == .ocpp16: return start(call, known)
        case OCPP16.StatusNotification.name:
            let connector = call.payload["connectorId"]?.lenientNumber ?? 0
            return .promise(.object([]), subject: "\(call.action)/\(connector)", transactionID: nil)
        case OCPP16.MeterValues.name where known.language == .ocpp16,
            OCPP16.StopTransaction.name where known.language == .ocpp16:
            let number = call.payload["transactionId"]?.lenientNumber
            return .promise(.object([]), subject: "", transactionID: number)
        case _ where queues(call.action, in: known.language):
            return .promise(.object([]), subject: "", transactionID: nil)
        case OCPP16.SignCertificate.name: return .silence
        default: return .hold
        }
    }

    private static func start(_ call: Call, _ known: Knowledge) -> OutboxAnswer {
        guard let number = known.newNumber() else { return .hangUp }
        return .promise(
            startAnswer(number, known.verdict(idTag(call))),
            subject: "",
            transactionID: number
        )
    }

    private static func startAnswer(_ number: Int64, _ verdict: OCPP16.IdTagInfo) -> JSON {
        OCPP16.StartTransaction.Confirmation(idTagInfo: verdict, transactionId: number).json
    }

    private static func idTag(_ call: Call) -> String { call.payload["idTag"]?.stringValue ?? "" }

    /// What was said to a message that comes again.
    package static func again(_ item: OutboxItem, _ call: Call, _ known: Knowledge, at now: Timestamp) -> JSON {
        if item.isStart, let number = item.transactionID { return startAnswer(number, known.verdict(idTag(call))) }
        if case .promise(let answer, _, _) = to(call, known, at: now) { return answer }
        return .object([])
    }
}

extension JSON {
    /// A whole number, also when written as a string.
    package var lenientNumber: Int64? { integerValue ?? stringValue.flatMap { Int64($0) } }
}
