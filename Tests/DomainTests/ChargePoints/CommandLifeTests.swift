import Domain
import Postgres
import TestWorld
import Testing
import Values

/// A charge point to command, with short words for what a gateway does.
struct Commanded {
    let world: PartiesWorld
    let id: ChargePointID
    let now = Timestamp(seconds: 1_750_000_000)

    var scope: Scope { world.voltaria.scope }

    static func lend(_ body: (Commanded) async throws -> Void) async throws {
        try await PartiesWorld.lend { world in
            let scope = world.voltaria.scope
            let id = try await world.database.write(scope) { tx in
                try await ChargePoints.create(
                    scope,
                    ChargePointDetails(identity: "CP-1"),
                    at: world.voltaria.site,
                    key: .random(),
                    in: tx
                )
            }
            try await body(Commanded(world: world, id: id))
        }
    }

    @discardableResult
    func request(_ request: CommandRequest, until expiry: Timestamp? = nil) async throws -> CommandID {
        try await world.database.write(scope) {
            try await Commands.request(scope, request, to: id, at: now, waitingUntil: expiry, in: $0)
        }
    }

    func claim(at moment: Timestamp? = nil) async throws -> [Command] {
        try await world.database.write(.system) {
            try await Commands.claim(.system, of: [id], at: moment ?? now, in: $0)
        }
    }

    func answer(_ command: CommandID, _ answer: JSON, unsent: Bool = false) async throws {
        let answer = CommandAnswer(
            operatorID: world.voltaria.id,
            id: command,
            state: unsent ? .failed : .answered,
            answer: answer,
            at: now,
            isUnsent: unsent
        )
        try await world.database.write(.system) { try await Commands.record(.system, [answer], in: $0) }
    }

    /// Sends a command and has the charge point answer it.
    func exchange(_ request: CommandRequest, _ answer: JSON) async throws {
        let command = try await self.request(request)
        #expect(try await claim().map(\.id) == [command])
        try await self.answer(command, answer)
    }

    func commands() async throws -> [Command] {
        try await world.database.read(scope) { try await Commands.list(scope, of: id, in: $0) }
    }

    func speak(_ spoken: ChargePointProtocol) async throws {
        let state = ChargePointState(connectedAt: now, spoken: spoken.rawValue)
        let update = ChargePointStateUpdate(operatorID: world.voltaria.id, chargePointID: id, state: state)
        try await world.database.write(.system) {
            try await ChargePointStates.store(.system, [update], node: 1, in: $0)
        }
    }

    static func status(_ status: String) -> JSON { .dictionary(["status": .string(status)]) }
}

struct CommandLifeTests {
    @Test func `one command is out at a time, in the order in which they were asked for`() async throws {
        try await Commanded.lend { point in
            let first = try await point.request(.clearCache)
            let second = try await point.request(.reset(isHard: false))
            #expect(try await point.claim().map(\.id) == [first])
            #expect(try await point.claim().isEmpty, "the first owes its answer")
            try await point.answer(first, Commanded.status("Accepted"))
            #expect(try await point.claim().map(\.id) == [second])
        }
    }

    @Test func `a command that may wait outlives two minutes, others do not`() async throws {
        try await Commanded.lend { point in
            try await point.request(.clearCache)
            let patient = try await point.request(.clearCache, until: point.now.adding(seconds: 86_400))
            let later = point.now.adding(seconds: 3_600)
            #expect(try await point.claim(at: later).map(\.id) == [patient])
            let expired = try await point.world.database.write(.system) {
                try await Commands.expire(.system, at: later, in: $0)
            }
            #expect(expired == 1, "the impatient one")
        }
    }

    @Test func `a patient command that never left waits again, an impatient one has failed`() async throws {
        try await Commanded.lend { point in
            let unsent = JSON.dictionary(["error": .string("not_sent")])
            let patient = try await point.request(.clearCache, until: point.now.adding(seconds: 86_400))
            _ = try await point.claim()
            try await point.answer(patient, unsent, unsent: true)
            #expect(try await point.claim().map(\.id) == [patient])
            try await point.answer(patient, Commanded.status("Accepted"))
            let hasty = try await point.request(.clearCache)
            _ = try await point.claim()
            try await point.answer(hasty, unsent, unsent: true)
            #expect(try await point.commands().first?.state == .failed)
        }
    }

    @Test func `a waiting command is withdrawn, a sent one is not`() async throws {
        try await Commanded.lend { point in
            let scope = point.scope
            func withdraw(_ command: CommandID) async throws {
                try await point.world.database.write(scope) {
                    try await Commands.withdraw(scope, command, of: point.id, at: point.now, in: $0)
                }
            }
            let waiting = try await point.request(.clearCache)
            try await withdraw(waiting)
            #expect(try await point.commands().first?.answer?["error"] == .string("withdrawn"))
            let sent = try await point.request(.clearCache)
            _ = try await point.claim()
            await #expect(throws: NotFound("command")) { try await withdraw(sent) }
        }
    }

    @Test func `charging stations of OCPP 2 are asked in their own words, or not at all`() async throws {
        try await Commanded.lend { point in
            try await point.speak(.ocpp201)
            try await point.request(.remoteStart(connector: 1, idTag: "CARD"))
            try await point.request(.reset(isHard: true))
            try await point.request(.changeSetting("ClockAlignedDataInterval", to: "900"))
            try await point.request(.requestStop(transaction: "tx-1"))
            let asked = try await point.commands().reversed().map(\.request)
            #expect(
                asked.map(\.action) == ["RequestStartTransaction", "Reset", "SetVariables", "RequestStopTransaction"]
            )
            #expect(
                asked[0].payload["idToken"]?["idToken"] == .string("CARD") && asked[0].payload["evseId"] == .number("1")
            )
            #expect(asked[1].payload["type"] == .string("Immediate"))
            let setting = asked[2].payload["setVariableData"]?[0]
            #expect(setting?["component"]?["name"] == .string("AlignedDataCtrlr"))
            #expect(setting?["variable"]?["name"] == .string("Interval"))
            #expect(asked[3].payload["transactionId"] == .string("tx-1"))
            await #expect(throws: CommandRejection.notInProtocol) { try await point.request(.unlock(connector: 1)) }
        }
    }

    // MARK: What answers lead to

    private func settings(_ point: Commanded) async throws -> [String: ChargePointSetting] {
        let listed = try await point.world.database.read(point.scope) {
            try await ChargePointSettings.list(point.scope, of: point.id, in: $0)
        }
        return Dictionary(uniqueKeysWithValues: listed.map { ($0.name, $0) })
    }

    @Test func `settings are known once they are read or taken, keys never`() async throws {
        try await Commanded.lend { point in
            let told = #"""
                {"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"300"},
                {"key":"AuthorizationKey","readonly":false,"value":"told"},
                {"key":"SupportedFeatureProfiles","readonly":true,"value":"Core"}],"unknownKey":["X"]}
                """#
            try await point.exchange(.readSettings(), JSON(parsing: Array(told.utf8)))
            try await point.exchange(
                .changeSetting("ClockAlignedDataInterval", to: "900"),
                Commanded.status("RebootRequired")
            )
            try await point.exchange(.changeSetting("HeartbeatInterval", to: "1"), Commanded.status("Rejected"))
            try await point.exchange(.changeSetting("AuthorizationKey", to: "secret"), Commanded.status("Accepted"))
            let known = try await settings(point)
            #expect(known["HeartbeatInterval"]?.value == "300")
            #expect(known["SupportedFeatureProfiles"]?.isReadonly == true)
            #expect(known["ClockAlignedDataInterval"]?.value == "900")
            #expect(known["ClockAlignedDataInterval"]?.needsRestart == true)
            #expect(known["AuthorizationKey"] == nil)
        }
    }

    @Test func `variables of OCPP 2 are kept under the names of 1,6`() async throws {
        try await Commanded.lend { point in
            try await point.speak(.ocpp201)
            let told = #"""
                {"getVariableResult":[{"attributeStatus":"Accepted","attributeValue":"900",
                "component":{"name":"AlignedDataCtrlr"},"variable":{"name":"Interval"}},
                {"attributeStatus":"UnknownVariable","component":{"name":"A"},"variable":{"name":"B"}}]}
                """#
            try await point.exchange(.readSettings(), JSON(parsing: Array(told.utf8)))
            #expect(try await settings(point).mapValues(\.value) == ["ClockAlignedDataInterval": "900"])
        }
    }

    @Test func `reservations are in force until they end or are ended`() async throws {
        try await Commanded.lend { point in
            for (number, minutes) in [(1, 10), (2, 20), (3, 1)] {
                let expiry = point.now.adding(seconds: Int64(60 * minutes))
                try await point.exchange(
                    .reserve(connector: 1, idTag: "CARD", until: expiry, number: Int64(number)),
                    Commanded.status(number == 2 ? "Occupied" : "Accepted")
                )
            }
            func numbers(_ seconds: Int64) async throws -> [Int64] {
                try await point.world.database.read(point.scope) {
                    let moment = point.now.adding(seconds: seconds)
                    return try await Reservations.list(point.scope, of: point.id, at: moment, in: $0).map(\.number)
                }
            }
            #expect(try await numbers(30) == [3, 1])
            #expect(try await numbers(90) == [1])
            try await point.exchange(.cancelReservation(number: 1), Commanded.status("Accepted"))
            #expect(try await numbers(30) == [3])
        }
    }

    @Test func `composite limits are read from their answer`() async throws {
        try await Commanded.lend { point in
            let told = #"""
                {"status":"Accepted","connectorId":1,"scheduleStart":"2025-06-15T15:06:40Z","chargingSchedule":
                {"chargingRateUnit":"A","chargingSchedulePeriod":[{"startPeriod":0,"limit":16},
                {"startPeriod":900,"limit":6.5}]}}
                """#
            try await point.exchange(
                .compositeSchedule(connector: 1, seconds: 3_600, unit: "A"),
                JSON(parsing: Array(told.utf8))
            )
            let command = try #require(try await point.commands().first)
            let limits = try #require(CompositeLimits(command))
            #expect(limits.unit == "A" && limits.periods.map(\.startSeconds) == [0, 900])
            #expect(limits.periods[1].limit == Exact("6.5"))
        }
    }
}

struct LocalListTests {
    private func token(_ point: Commanded, _ uid: String, blocked: Bool = false) async throws -> TokenID {
        let scope = point.scope
        return try await point.world.database.write(scope) {
            try await Tokens.create(scope, TokenDetails(uid: uid, parentUID: "FLEET", isBlocked: blocked), in: $0)
        }
    }

    private func synchronise(_ point: Commanded) async throws -> CommandRequest? {
        _ = try await point.world.database.write(.system) {
            try await LocalLists.synchronise(.system, at: point.now, in: $0)
        }
        return try await point.claim().first?.request
    }

    private func answerLatest(_ point: Commanded, _ status: String) async throws {
        let latest = try #require(try await point.commands().first)
        try await point.answer(latest.id, Commanded.status(status))
    }

    private func keep(_ point: Commanded) async throws {
        try await point.world.database.write(point.scope) {
            try await LocalLists.keep(point.scope, true, of: point.id, in: $0)
        }
    }

    private func state(_ point: Commanded) async throws -> LocalListState {
        try await point.world.database.read(point.scope) {
            try await LocalLists.find(point.scope, of: point.id, in: $0)
        }
    }

    private func tags(_ request: CommandRequest?) -> [String] {
        (request?.payload["localAuthorizationList"]?.arrayValue ?? []).compactMap { $0["idTag"]?.stringValue }
    }

    @Test func `a kept list goes out whole once, then change by change`() async throws {
        try await Commanded.lend { point in
            let card = try await token(point, "CARD-A")
            _ = try await token(point, "CARD-B", blocked: true)
            _ = try await token(point, "A-CARD-TOO-LONG-FOR-OCPP-16")
            #expect(try await synchronise(point) == nil, "nobody asked to keep a list")
            try await keep(point)
            let whole = try await synchronise(point)
            #expect(whole?.payload["updateType"] == .string("Full") && whole?.payload["listVersion"] == .number("1"))
            #expect(tags(whole) == ["CARD-A", "CARD-B"])
            #expect(try await synchronise(point) == nil, "the first is under way")
            try await answerLatest(point, "Accepted")
            #expect(try await synchronise(point) == nil, "nothing changed")
            #expect(try await state(point).list.version == 1)
            try await point.world.database.write(point.scope) {
                try await Tokens.update(point.scope, card, to: TokenDetails(uid: "CARD-C"), in: $0)
            }
            let change = try await synchronise(point)
            #expect(change?.payload["updateType"] == .string("Differential"))
            #expect(tags(change) == ["CARD-C", "CARD-A"], "the new one with what is known, the old one without")
            try await answerLatest(point, "Accepted")
            #expect(try await state(point).list.entries.map(\.idTag) == ["CARD-B", "CARD-C"])
        }
    }

    @Test func `another version at the charge point makes the list go out whole`() async throws {
        try await Commanded.lend { point in
            _ = try await token(point, "CARD-A")
            try await keep(point)
            _ = try await synchronise(point)
            try await answerLatest(point, "Accepted")
            _ = try await token(point, "CARD-B")
            #expect(tags(try await synchronise(point)) == ["CARD-B"])
            try await answerLatest(point, "VersionMismatch")
            #expect(try await state(point).lastFailure == "VersionMismatch")
            #expect(tags(try await synchronise(point)) == ["CARD-A", "CARD-B"])
        }
    }

    @Test func `a charge point that keeps no list is left alone`() async throws {
        try await Commanded.lend { point in
            try await keep(point)
            _ = try await synchronise(point)
            try await answerLatest(point, "NotSupported")
            #expect(try await synchronise(point) == nil)
            #expect(try await !state(point).isKept)
        }
    }

    @Test func `a version that is not ours is noticed`() async throws {
        try await Commanded.lend { point in
            _ = try await token(point, "CARD-A")
            try await keep(point)
            _ = try await synchronise(point)
            try await answerLatest(point, "Accepted")
            _ = try await synchronise(point)
            try await point.exchange(.localListVersion, .dictionary(["listVersion": .integer(7)]))
            let next = try await synchronise(point)
            #expect(next?.payload["listVersion"] == .number("8") && next?.payload["updateType"] == .string("Full"))
        }
    }
}

struct ReportTests {
    @Test func `reports become rows once, however often they are projected`() async throws {
        try await Commanded.lend { point in
            let world = point.world
            let feed = try await FrameFeed.make(on: world.database)
            let run = ChargingRun(
                operatorID: world.voltaria.id,
                chargePoint: point.id,
                from: point.now,
                until: point.now,
                wh: 0
            )
            let calls = [
                #"[2,"1","FirmwareStatusNotification",{"status":"Downloading"}]"#,
                #"[2,"2","DiagnosticsStatusNotification",{"status":"Uploaded"}]"#,
                #"[2,"3","LogStatusNotification",{"status":"Uploading","requestId":9}]"#,
                #"[2,"4","SignedFirmwareStatusNotification",{"status":"Installed","requestId":10}]"#,
                #"[2,"5","SecurityEventNotification",{"type":"TamperDetectionActivated","timestamp":"2025-06-15T10:00:00Z","techInfo":"lid"}]"#,
                #"[2,"6","FirmwareStatusNotification",{}]"#,
            ]
            for call in calls { try await feed.send(Array(call.utf8), of: run, at: point.now) }
            try await FrameFeed.settle(world.database)
            try await FrameFeed.settle(world.database)
            let reports = try await world.database.read(point.scope) {
                try await ChargePointReports.list(point.scope, of: point.id, in: $0)
            }
            let words = reports.map { "\($0.report.kind) \($0.report.status) \($0.report.requestID ?? 0)" }
            #expect(
                words == [
                    "security TamperDetectionActivated 0", "firmware Installed 10", "log Uploading 9",
                    "diagnostics Uploaded 0", "firmware Downloading 0",
                ]
            )
            #expect(reports.first?.report.info == "lid")
            #expect(reports.first?.report.occurredAt == Timestamp("2025-06-15T10:00:00Z"))
        }
    }
}
