import OCPP
import OCPPServer
import Testing
import Values

/// The table of what is said in a back-office's place.
struct OutboxAnswerTests {
    private static let now = Timestamp(microseconds: 1_700_000_000_123_456)
    private static let known = OutboxAnswer.Knowledge(
        bootInterval: 900,
        verdict: { OCPP16.IdTagInfo(status: $0 == "FRIEND" ? .accepted : .invalid) },
        newNumber: { 1_900_000_005 }
    )

    private static let table: [(String, String, OutboxAnswer)] = [
        (
            "BootNotification", "{}",
            .promise(
                read(#"{"status":"Accepted","currentTime":"2023-11-14T22:13:20Z","interval":900}"#),
                subject: "BootNotification",
                transactionID: nil
            )
        ),
        ("Heartbeat", "{}", .only(read(#"{"currentTime":"2023-11-14T22:13:20Z"}"#))),
        (
            "StatusNotification", #"{"connectorId":2}"#,
            .promise(read("{}"), subject: "StatusNotification/2", transactionID: nil)
        ),
        ("Authorize", #"{"idTag":"FRIEND"}"#, .only(read(#"{"idTagInfo":{"status":"Accepted"}}"#))),
        ("Authorize", #"{"idTag":"STRANGER"}"#, .only(read(#"{"idTagInfo":{"status":"Invalid"}}"#))),
        (
            "StartTransaction", #"{"idTag":"FRIEND"}"#,
            .promise(
                read(#"{"idTagInfo":{"status":"Accepted"},"transactionId":1900000005}"#),
                subject: "",
                transactionID: 1_900_000_005
            )
        ),
        ("MeterValues", #"{"transactionId":5}"#, .promise(read("{}"), subject: "", transactionID: 5)),
        ("MeterValues", "{}", .promise(read("{}"), subject: "", transactionID: nil)),
        (
            "StopTransaction", #"{"transactionId":"6","idTag":"STRANGER"}"#,
            .promise(read("{}"), subject: "", transactionID: 6)
        ),
        ("FirmwareStatusNotification", "{}", .promise(read("{}"), subject: "", transactionID: nil)),
        ("DiagnosticsStatusNotification", "{}", .promise(read("{}"), subject: "", transactionID: nil)),
        ("LogStatusNotification", "{}", .promise(read("{}"), subject: "", transactionID: nil)),
        ("SecurityEventNotification", "{}", .promise(read("{}"), subject: "", transactionID: nil)),
        ("DataTransfer", "{}", .hold), ("SomethingNew", "{}", .hold), ("SignCertificate", "{}", .silence),
    ]

    private static let stations: [(String, String, OutboxAnswer)] = [
        ("Authorize", #"{"idToken":{"idToken":"FRIEND","type":"ISO14443"}}"#, .only(read(accepted))),
        (
            "Authorize", #"{"idToken":{"idToken":"WHO","type":"ISO14443"}}"#,
            .only(read(#"{"idTokenInfo":{"status":"Invalid"}}"#))
        ),
        ("TransactionEvent", "{}", .promise(read("{}"), subject: "", transactionID: nil)),
        (
            "TransactionEvent",
            #"{"idToken":{"idToken":"FRIEND","type":"ISO14443"},"transactionInfo":{"transactionId":"5"}}"#,
            .promise(read(accepted), subject: "", transactionID: nil)
        ),
        (
            "TransactionEvent", #"{"idToken":{"idToken":"","type":"NoAuthorization"}}"#,
            .promise(read(accepted), subject: "", transactionID: nil)
        ),
        (
            "StatusNotification", #"{"evseId":2,"connectorId":1}"#,
            .promise(read("{}"), subject: "StatusNotification/2/1", transactionID: nil)
        ),
        ("MeterValues", #"{"evseId":1}"#, .promise(read("{}"), subject: "", transactionID: nil)),
        ("LogStatusNotification", "{}", .promise(read("{}"), subject: "", transactionID: nil)),
        ("DataTransfer", "{}", .hold), ("NotifyReport", "{}", .hold), ("StartTransaction", "{}", .hold),
        ("StopTransaction", "{}", .hold), ("SignCertificate", "{}", .silence),
        ("Get15118EVCertificate", "{}", .silence),
    ]
    private static let accepted = #"{"idTokenInfo":{"status":"Accepted"}}"#

    @Test(arguments: stations.indices)
    func `a station of OCPP 2 gets what the table says`(_ row: Int) {
        let (action, payload, answer) = Self.stations[row]
        var known = Self.known
        known.language = .ocpp2
        let call = Call(id: MessageID("1"), action: action, payload: Self.read(payload))
        #expect(OutboxAnswer.to(call, known, at: Self.now) == answer)
        let isPromise = if case .promise = answer { true } else { false }
        #expect(OutboxAnswer.queues(action, in: .ocpp2) == isPromise)
    }

    private static func read(_ text: String) -> JSON { (try? JSON(parsing: Array(text.utf8))) ?? .null }

    @Test(arguments: table.indices)
    func `a call gets what the table says`(_ row: Int) {
        let (action, payload, answer) = Self.table[row]
        let call = Call(id: MessageID("1"), action: action, payload: Self.read(payload))
        #expect(OutboxAnswer.to(call, Self.known, at: Self.now) == answer)
    }

    @Test func `a boot that the back-office never accepted, and a start without a number, hang up`() {
        let nothing = OutboxAnswer.Knowledge(
            bootInterval: nil,
            verdict: { _ in .init(status: .invalid) },
            newNumber: { nil }
        )
        for action in ["BootNotification", "StartTransaction"] {
            let call = Call(id: MessageID("1"), action: action, payload: .object([]))
            #expect(OutboxAnswer.to(call, nothing, at: Self.now) == .hangUp)
        }
    }

    @Test func `a start that comes again has the number that it was given`() {
        let item = UpstreamOutboxTests.item(1, "StartTransaction", tx: 1_900_000_001)
        let call = Call(id: MessageID("2"), action: "StartTransaction", payload: Self.read(#"{"idTag":"FRIEND"}"#))
        let answer = OutboxAnswer.again(item, call, Self.known, at: Self.now)
        #expect(answer["transactionId"] == .integer(1_900_000_001))
    }
}
