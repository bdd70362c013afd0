import Postgres
import TestSupport
import TestWorld
import Testing
import Values

@testable import Domain

struct SessionEndingTests {
    /// A session of kade's at 0.25 per kWh whose charge point fell silent after a reading of 4.5 kWh.
    private struct Quiet {
        let world: World
        let run: ChargingRun
        let transaction: Int64
        let id: SessionID

        var scope: Scope { world.voltaria.finance }

        func end(
            _ at: String,
            wh: Int64,
            _ reason: String = "read on site",
            as scope: Scope? = nil,
            now: String = "2025-06-12T12:00:00Z"
        ) async throws {
            let (scope, ending) = (scope ?? self.scope, SessionEnding(at: moment(at), register: Energy(wh: wh)))
            try await world.database.write(scope) {
                try await Sessions.end(scope, id, ending, reason: reason, at: moment(now), in: $0)
            }
            try await world.settle()
        }

        func find(as scope: Scope? = nil) async throws -> SessionDetail {
            let scope = scope ?? self.scope
            return try await world.database.read(scope) { try await Sessions.find(scope, id, in: $0) }
        }

        func proposal(_ now: String = "2025-06-12T12:00:00Z") async throws -> SessionEnding? {
            try await world.database.read(scope) {
                try await Sessions.proposedEnding(scope, id, at: moment(now), in: $0)
            }
        }

        func expectVerified() async throws {
            let reports = try await SessionVerification(database: world.database, operatorID: world.voltaria.id).run()
            #expect(reports.compactMap(\.firstDifference) == [])
        }
    }

    private func leased(_ body: (Quiet) async throws -> Void) async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let run = ChargingRun(
                operatorID: world.voltaria.id,
                chargePoint: world.voltaria.chargePoint("VOL-002"),
                from: moment("2025-06-10T10:00:00Z"),
                until: moment("2025-06-10T12:00:00Z"),
                wh: 0
            )
            let transaction = try await world.feed.start(run, register: 1_000)
            for (at, register) in [("2025-06-10T10:15:00Z", Int64(3_000)), ("2025-06-10T10:30:00Z", 5_500)] {
                try await world.feed.read(run, transaction: transaction, register: register, at: moment(at))
            }
            try await world.settle()
            let id = try await world.session(transaction, of: world.voltaria).id
            try await body(Quiet(world: world, run: run, transaction: transaction, id: id))
        }
    }

    @Test func `a session that was quiet for a day is ended with its last reading and credited`() async throws {
        try await leased { quiet in
            let early = try await quiet.proposal("2025-06-11T10:00:00Z")
            #expect(early == nil)
            let proposed = try #require(try await quiet.proposal())
            #expect(proposed == SessionEnding(at: moment("2025-06-10T10:30:00Z"), register: Energy(wh: 5_500)))
            try await quiet.end("2025-06-10T10:30:00Z", wh: 5_500, "  the charge point burned down ")

            let detail = try await quiet.find()
            #expect(detail.summary.standing == .completed && detail.summary.flags == [.endedByHand])
            #expect(detail.summary.energy == Energy(wh: 4_500))
            #expect(detail.lines.map(\.state) == [.priced])
            #expect(detail.lines.first?.amount == exact("1.125"))
            #expect(detail.lines.first?.reason == .decision)
            let record = try #require(detail.endings.first)
            #expect(record.ending == proposed && record.reason == "the charge point burned down")
            #expect(record.by == "finance of voltaria")
            try await quiet.expectVerified()
            let counts = try await quiet.world.database.read(quiet.scope) {
                try await Exceptions.counts(quiet.scope, at: moment("2025-06-12T12:00:00Z"), in: $0)
            }
            #expect(counts[.stopMissing] ?? 0 == 0)
        }
    }

    @Test func `a stop that comes later counts, and what was said stays known`() async throws {
        try await leased { quiet in
            try await quiet.end("2025-06-10T11:00:00Z", wh: 6_000)
            let feed = quiet.world.feed
            try await feed.read(
                quiet.run,
                transaction: quiet.transaction,
                register: 7_000,
                at: moment("2025-06-10T11:15:00Z")
            )
            try await quiet.world.settle()
            let between = try await quiet.find()
            #expect(between.summary.flags == [.endedByHand] && between.readingCount == 3)
            #expect(between.summary.energy == Energy(wh: 5_000))
            try await quiet.expectVerified()
            let rebuild = SessionRebuild(database: quiet.world.database, operatorID: quiet.world.voltaria.id)
            let counts = try await rebuild.run(everything: true)
            #expect(counts.sessions == 1 && counts.changedSessions == 0)

            try await feed.stop(quiet.run, transaction: quiet.transaction, register: 9_000)
            try await quiet.world.settle()
            let detail = try await quiet.find()
            #expect(detail.summary.flags == [] && detail.summary.energy == Energy(wh: 8_000))
            #expect(detail.summary.stoppedAt == moment("2025-06-10T12:00:00Z"))
            #expect(detail.lines.map(\.amount) == [exact("2"), exact("1.25")])
            #expect(detail.lines.first?.reason == .sessionChanged)
            #expect(detail.endings.count == 1)
            try await quiet.expectVerified()
            await #expect(throws: SessionEndingRejection.notQuiet) {
                try await quiet.end("2025-06-10T12:30:00Z", wh: 9_500)
            }
        }
    }

    @Test func `the newest end counts`() async throws {
        try await leased { quiet in
            try await quiet.end("2025-06-10T11:00:00Z", wh: 60_000)
            try await quiet.end("2025-06-10T11:00:00Z", wh: 6_000, "a nought too many", as: quiet.world.voltaria.admin)
            let detail = try await quiet.find()
            #expect(detail.summary.energy == Energy(wh: 5_000))
            #expect(detail.endings.map(\.reason) == ["a nought too many", "read on site"])
            #expect(detail.lines.map(\.amount) == [exact("1.25"), exact("14.75")])
            let proposed = try await quiet.proposal()
            #expect(proposed?.register == Energy(wh: 6_000))
            try await quiet.expectVerified()
        }
    }

    @Test func `an end that cannot be is refused, and nothing is written`() async throws {
        try await leased { quiet in
            let refusals: [(String, Int64, SessionEndingRejection)] = [
                ("2025-06-10T10:29:59Z", 5_500, .tooEarly(moment("2025-06-10T10:30:00Z"))),
                ("2025-06-12T12:00:01Z", 5_500, .tooLate),
                ("2025-06-10T11:00:00Z", 5_499, .registerTooLow(Energy(wh: 5_500))),
                ("2025-06-10T11:00:00Z", 1_100_000, .tooMuchPower),
            ]
            for (at, wh, rejection) in refusals {
                await #expect(throws: rejection) { try await quiet.end(at, wh: wh) }
            }
            await #expect(throws: SessionDecisionRejection.reasonMissing) {
                try await quiet.end("2025-06-10T11:00:00Z", wh: 6_000, " ")
            }
            await #expect(throws: SessionEndingRejection.notQuiet) {
                try await quiet.end("2025-06-10T11:00:00Z", wh: 6_000, now: "2025-06-11T10:00:00Z")
            }
            let detail = try await quiet.find()
            #expect(detail.summary.standing == .open && detail.endings.isEmpty && detail.lines.isEmpty)
        }
    }

    @Test func `only the operator's own people end sessions`() async throws {
        try await leased { quiet in
            await #expect(throws: NotFound("session")) {
                try await quiet.end("2025-06-10T11:00:00Z", wh: 6_000, as: quiet.world.stroomgoed.admin)
            }
            await #expect(throws: NotPermitted()) {
                try await quiet.end("2025-06-10T11:00:00Z", wh: 6_000, as: quiet.world.voltaria.hostUser("kade"))
            }
            let detail = try await quiet.find()
            #expect(detail.endings.isEmpty)
        }
    }

    @Test func `an end lies over what the frames tell, and can be lifted off`() {
        var open = SessionRecord(
            naturalKey: "T:1",
            connectorID: 1,
            transactionID: 1,
            startedAt: moment("2025-06-10T10:00:00Z"),
            startReceivedAt: moment("2025-06-10T10:00:00Z")
        )
        open.flags = [.missingRegister]
        let before = open
        open.end(by: SessionEnding(at: moment("2025-06-10T11:00:00Z"), register: Energy(wh: 5)))
        #expect(open.isHeld && open.energy == nil && open.state == .completed)
        #expect(open.withoutEnding == before && before.ending == nil)
        var again = open
        again.end(by: SessionEnding(at: moment("2025-06-10T12:00:00Z"), register: .zero))
        #expect(again == open)
    }

    @Test func `an end and frames that come at the same moment both count`() async throws {
        try await leased { quiet in
            let (world, scope) = (quiet.world, quiet.scope)
            try await world.feed.read(
                quiet.run,
                transaction: quiet.transaction,
                register: 5_600,
                at: moment("2025-06-10T10:45:00Z")
            )
            let ending = SessionEnding(at: moment("2025-06-10T11:00:00Z"), register: Energy(wh: 6_000))
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await world.database.write(scope) { tx in
                    try await Sessions.end(
                        scope,
                        quiet.id,
                        ending,
                        reason: "read on site",
                        at: moment("2025-06-12T12:00:00Z"),
                        in: tx
                    )
                    // The projection meets the session while its end is not committed.
                    group.addTask { _ = try await Projector(database: world.database).run() }
                    try await Task.sleep(for: .milliseconds(100))
                }
                try await group.waitForAll()
            }
            try await world.settle()
            let detail = try await quiet.find()
            #expect(detail.summary.flags == [.endedByHand] && detail.readingCount == 3)
            try await quiet.expectVerified()
        }
    }

    @Test func `a host, who does not see the operator's people, reads the operator's name`() async throws {
        try await leased { quiet in
            try await quiet.end("2025-06-10T11:00:00Z", wh: 6_000)
            let fast = try await quiet.world.charge(
                quiet.world.voltaria,
                at: "VOL-002",
                from: "2025-06-13T10:00:00Z",
                until: "2025-06-13T10:10:00Z",
                wh: 900_000
            )
            let (held, scope) = (try await quiet.world.session(fast, of: quiet.world.voltaria).id, quiet.scope)
            let own = try await quiet.world.database.write(scope) { tx in
                try await Sessions.decide(scope, held, .accept, reason: "a bus", in: tx)
                return try await Operators.own(scope, in: tx).details.name
            }
            let host = quiet.world.voltaria.hostUser("kade")
            let ended = try await quiet.find(as: host)
            #expect(ended.endings.map(\.by) == [own])
            let decided = try await quiet.world.database.read(host) { try await Sessions.find(host, held, in: $0) }
            #expect(decided.decisions.map(\.by) == [own])
        }
    }
}
