import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

/// Measuring connections and taking their lines on, with a database.
struct EREBookingTests {
    private static let morning = "2026-07-01T10:00:00Z"
    private static let noon = "2026-07-01T12:00:00Z"

    @Test(arguments: Seeds.some(4))
    func `what is measured agrees with a second implementation to the last unit`(_ seed: UInt64) async throws {
        try await EREBookingWorld.lend { world in
            var random = SeededGenerator(seed: seed)
            var made: [EREBookingOracle.Session] = []
            var points: [(Int, EREBookingWorld.Connection)] = []
            for (index, ean) in EREBookingWorld.eans.enumerated() {
                points.append((index, try await world.connection("c\(index)", ean: ean)))
            }
            for (index, connection) in points {
                for connector in 1...2 {
                    made += EREBookingSessions.random(
                        connection: index,
                        connection.chargePoint.rawValue,
                        connector,
                        using: &random
                    )
                }
            }
            for index in made.indices { made[index].id = try await world.add(made[index]).rawValue }
            let result = try await world.measure()
            #expect(result.connections == 4 && result.changed == 4 && result.corrections == 0)
            let expected = EREBookingOracle.lines(made)
            let lines = try await world.lines()
            #expect(lines.count == 4)
            for (index, line) in lines.enumerated() {
                let found = EREBookingOracle.Line(
                    thousandths: line.energy.thousandthsWh,
                    units: line.units ?? -1,
                    sessions: line.sessions
                )
                #expect(found == expected[index], "connection \(index), seed \(seed)")
            }
            #expect(expected.values.contains { $0.units > 0 })
            let totals = try await world.parties.database.read(world.scope) {
                try await EREBookings.totals(world.scope, in: $0)
            }
            #expect(totals.units == expected.values.reduce(0) { $0 + $1.units })
            #expect(totals.energy.thousandthsWh == expected.values.reduce(0) { $0 + $1.thousandths })
            #expect(try await world.differences() == [])
        }
    }

    @Test func `measuring again changes nothing, alone or at the same time`() async throws {
        try await EREBookingWorld.lend { world in
            for (index, ean) in EREBookingWorld.eans.prefix(3).enumerated() {
                let connection = try await world.connection("c\(index)", ean: ean)
                try await world.session(connection.chargePoint, Self.morning, Self.noon, 0, 5_000_000)
            }
            let results = try await withThrowingTaskGroup(of: EREMeasuringResult.self) { group in
                for _ in 0..<4 { group.addTask { try await world.measure(pageSize: 1) } }
                return try await group.reduce(into: [EREMeasuringResult]()) { $0.append($1) }
            }
            #expect(results.map(\.connections) == [3, 3, 3, 3])
            #expect(results.reduce(0) { $0 + $1.changed } == 3)
            let counts = try await world.counts()
            #expect(counts == ["3 3 3 3 0"])
            let again = try await world.measure(at: EREBookingWorld.october.adding(seconds: 60))
            #expect(again.changed == 0)
            let after = try await world.counts()
            #expect(after == counts)
        }
    }

    @Test func `a charge point that two connections name counts once`() async throws {
        try await EREBookingWorld.lend { world in
            let first = try await world.connection("a", ean: EREBookingWorld.eans[0])
            _ = try await world.connection("b", ean: EREBookingWorld.eans[1], at: first.chargePoint)
            try await world.session(first.chargePoint, Self.morning, Self.noon, 0, 5_000_000)
            // In one page, and in two.
            for size in [2, 1] {
                try await world.measure(pageSize: size)
                let lines = try await world.lines()
                #expect(lines.map(\.energy.whText) == ["5000", "0"])
                #expect(lines[1].findings == [.nothingMeasured, .countedElsewhere])
            }
        }
    }

    @Test func `what comes later becomes a line that corrects the booked one`() async throws {
        try await EREBookingWorld.lend { world in
            let connection = try await world.connection("a", ean: EREBookingWorld.eans[0])
            let session = try await world.session(connection.chargePoint, Self.morning, Self.noon, 0, 5_000_000)
            try await world.measure()
            try await world.accept(try #require(await world.lines().first))
            let accepted = try #require(try await world.lines().first)
            try await world.book([accepted], as: world.finance)
            let booked = try #require(try await world.lines().first)
            #expect(booked.state == .booked && booked.units == 1)
            try await world.run(MoveBookedSession(id: session, end: 12_000_000))
            let result = try await world.measure()
            #expect(result.changed == 1 && result.corrections == 1)
            let lines = try await world.lines().sorted { $0.revision < $1.revision }
            #expect(lines.map(\.energy.whText) == ["5000", "12000"])
            #expect(lines.map(\.state) == [.booked, .measured])
            #expect(lines[0] == booked && lines[1].corrects == booked.id && lines[1].units == 3)
            // Of a connection the last line holds, and a session counts with its last word.
            let totals = try await world.parties.database.read(world.scope) {
                try await EREBookings.totals(world.scope, in: $0)
            }
            #expect(totals.lines == 1 && totals.energy.whText == "12000")
            let detail = try await world.detail(lines[1].id)
            #expect(detail.sessions.map(\.energy.whText) == ["12000"])
            #expect(try await world.detail(booked.id).correctedBy == lines[1].id)
            #expect(try await world.counts() == ["2 2 4 1 1"])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `what is measured anew after it was accepted has to be accepted again`() async throws {
        try await EREBookingWorld.lend { world in
            let connection = try await world.connection("a", ean: EREBookingWorld.eans[0])
            try await world.session(connection.chargePoint, Self.morning, Self.noon, 0, 5_000_000)
            try await world.measure()
            let seen = try #require(try await world.lines().first)
            try await world.accept(seen)
            try await world.session(
                connection.chargePoint,
                "2026-07-02T10:00:00Z",
                "2026-07-02T12:00:00Z",
                5_000_000,
                6_000_000
            )
            try await world.measure()
            let line = try #require(try await world.lines().first)
            #expect(line.state == .measured && line.energy.whText == "6000" && line.acceptedBy == nil)
            let facts = try await world.detail(line.id).facts
            #expect(facts.map(\.state) == [.measured, .accepted, .measured])
            #expect(facts.map(\.corrects) == [nil, nil, 2])
            #expect(facts[2].reason.hasPrefix("measured again"))
            // What somebody saw before is not what there is.
            await #expect(throws: EREBookingRejection.changed) { try await world.accept(seen) }
            let bulk = try await world.parties.write(world.scope) {
                try await EREBookingDecisions.accept(
                    world.scope,
                    [seen.id: seen.ordinal],
                    at: EREBookingWorld.october,
                    in: $0
                )
            }
            #expect(bulk.done == 0 && bulk.changed == 1)
        }
    }

    @Test func `who accepts a line does not book it, and nobody books what is not accepted`() async throws {
        try await EREBookingWorld.lend { world in
            let connection = try await world.connection("a", ean: EREBookingWorld.eans[0])
            try await world.session(connection.chargePoint, Self.morning, Self.noon, 0, 5_000_000)
            try await world.measure()
            let measured = try #require(try await world.lines().first)
            await #expect(throws: EREFactRejection.order) { try await world.book([measured], as: world.finance) }
            try await world.accept(measured)
            let accepted = try #require(try await world.lines().first)
            await #expect(throws: EREFactRejection.fourEyes) { try await world.book([accepted], as: world.scope) }
            try await world.book([accepted], as: world.finance)
            await #expect(throws: EREBookingRejection.noSuchStep) { try await world.accept(accepted) }
        }
    }

    @Test func `an acceptance is taken back with a reason, which is kept`() async throws {
        try await EREBookingWorld.lend { world in
            let connection = try await world.connection("a", ean: EREBookingWorld.eans[0])
            try await world.session(connection.chargePoint, Self.morning, Self.noon, 0, 5_000_000)
            try await world.measure()
            try await world.accept(try #require(await world.lines().first))
            let line = try #require(try await world.lines().first)
            func back(_ reason: String) async throws {
                try await world.parties.write(world.finance) {
                    try await EREBookingDecisions.sendBack(
                        world.finance,
                        line.id,
                        seen: line.ordinal,
                        reason: reason,
                        at: EREBookingWorld.october,
                        in: $0
                    )
                }
            }
            await #expect(throws: EREBookingRejection.reasonMissing) { try await back("") }
            try await back("the meter was changed")
            let detail = try await world.detail(line.id)
            #expect(detail.line.state == .measured && detail.facts.last?.reason == "the meter was changed")
            #expect(detail.facts.last?.corrects == 2)
            await #expect(throws: EREBookingRejection.noSuchStep) { try await back("again") }
        }
    }

    @Test func `all of a filter is accepted but what has something against it`() async throws {
        try await EREBookingWorld.lend { world in
            for (index, ean) in EREBookingWorld.eans.enumerated() {
                let state = index == 3 ? "waiting" : "active"
                let connection = try await world.connection("c\(index)", ean: ean, state: state)
                try await world.session(connection.chargePoint, Self.morning, Self.noon, 0, 5_000_000)
                if index == 2 {
                    try await world.session(connection.chargePoint, Self.morning, Self.noon, 0, 5_000_000)
                }
            }
            try await world.measure()
            func all() async throws -> EREBulkResult {
                try await EREBookingDecisions.acceptAll(
                    world.scope,
                    EREBookingFilter(),
                    at: EREBookingWorld.october,
                    on: world.parties.database
                )
            }
            let result = try await all()
            #expect(result.done == 2 && result.refused == [.findings: 1, .notProven: 1])
            #expect(try await all().done == 0)
            let odd = try #require(try await world.lines().first { $0.findings == [.overlap] })
            await #expect(throws: EREBookingRejection.gates([.findings])) { try await world.accept(odd) }
            try await world.accept(odd, reason: "one session came twice")
            #expect(try await world.lines(EREBookingFilter(state: .accepted)).count == 3)
            #expect(try await world.lines(EREBookingFilter(finding: .overlap)).count == 1)
            #expect(try await world.lines(EREBookingFilter(quarter: EREQuarter("2026-Q2"))).count == 0)
        }
    }

    @Test func `nothing is accepted before the quarter is over`() async throws {
        try await EREBookingWorld.lend { world in
            let connection = try await world.connection("a", ean: EREBookingWorld.eans[0])
            try await world.session(connection.chargePoint, Self.morning, Self.noon, 0, 5_000_000)
            let september = try #require(Timestamp("2026-09-30T21:59:59Z"))
            try await world.measure(at: september)
            let line = try #require(try await world.lines().first)
            await #expect(throws: EREBookingRejection.gates([.quarterOpen])) {
                try await world.accept(line, at: september)
            }
            try await world.accept(line, at: september.adding(seconds: 1))
        }
    }

    @Test func `another operator finds no line and measures none of ours`() async throws {
        try await EREBookingWorld.lend { world in
            let connection = try await world.connection("a", ean: EREBookingWorld.eans[0])
            try await world.session(connection.chargePoint, Self.morning, Self.noon, 0, 5_000_000)
            let foreign = world.parties.ampère.scope
            let result = try await world.measure(as: foreign)
            #expect(result.connections == 0)
            try await world.measure()
            let line = try #require(try await world.lines().first)
            #expect(try await world.lines(as: foreign) == [])
            await #expect(throws: NotFound.self) { _ = try await world.detail(line.id, as: foreign) }
            await #expect(throws: NotFound.self) { try await world.accept(line, as: foreign) }
            let bulk = try await world.parties.write(foreign) {
                try await EREBookingDecisions.accept(
                    foreign,
                    [line.id: line.ordinal],
                    at: EREBookingWorld.october,
                    in: $0
                )
            }
            #expect(bulk == EREBulkResult())
            await #expect(throws: NotPermitted.self) {
                _ = try await world.measure(as: world.tenant.hostScope)
            }
            #expect(try await world.lines().first == line)
        }
    }

    @Test func `verifying finds a line, units and sessions that were tampered with`() async throws {
        try await EREBookingWorld.lend { world in
            let connection = try await world.connection("a", ean: EREBookingWorld.eans[0])
            try await world.session(connection.chargePoint, Self.morning, Self.noon, 0, 5_000_000)
            try await world.measure()
            try await world.accept(try #require(await world.lines().first))
            #expect(try await world.differences() == [])
            try await world.run(TamperBooking())
            #expect(try await world.differences().map { $0.prefix(12) } == ["ere_bookings"])
            try await world.run(TamperUnits())
            #expect(try await world.differences().map { $0.prefix(12) } == ["ere_bookings", "ere_units: m"])
            try await world.run(TamperCounted())
            #expect(try await world.differences().count == 3)
        }
    }

    @Test func `the database knows the same steps, and keeps what is written`() async throws {
        try await EREBookingWorld.lend { world in
            for earlier in EREBookingState.allCases {
                for later in EREBookingState.allCases {
                    let may = try await world.test.owner.all(.system, MayFollow(earlier: earlier, later: later))
                    #expect(may == [earlier.mayBecome(later)], "\(earlier) to \(later)")
                }
            }
            let connection = try await world.connection("a", ean: EREBookingWorld.eans[0])
            try await world.session(connection.chargePoint, Self.morning, Self.noon, 0, 5_000_000)
            try await world.measure()
            for statement in [RewriteBooking.self, RewriteFact.self, RewriteCounted.self] as [any Statement.Type] {
                let sample = try #require(statement.sample as? any Statement)
                await #expect(throws: PostgresFault.self, "\(statement)") {
                    try await world.parties.write(world.scope) { _ = try await $0.runAll([sample]) }
                }
            }
        }
    }
}

private struct TamperBooking: Statement {
    static let sql = "UPDATE ere_bookings SET state = 'booked'"
    static let sample = TamperBooking()
}

private struct TamperUnits: Statement {
    static let sql = "UPDATE ere_measurements SET units = 2"
    static let sample = TamperUnits()
}

private struct TamperCounted: Statement {
    static let sql = "UPDATE ere_counted_sessions SET energy_thousandths_wh = 4000000"
    static let sample = TamperCounted()
}

private struct MayFollow: Statement {
    static let sql = "SELECT ere_booking_may_follow($1, $2)"
    static let sample = MayFollow(earlier: .measured, later: .measured)
    let earlier: EREBookingState
    let later: EREBookingState

    func bind(to values: inout Bindings) {
        values.append(earlier.rawValue)
        values.append(later.rawValue)
    }
    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

private struct RewriteBooking: Statement {
    static let sql = "UPDATE ere_bookings SET state = 'paid'"
    static let sample = RewriteBooking()
}

private struct RewriteFact: Statement {
    static let sql = "UPDATE ere_booking_facts SET reason = 'x'"
    static let sample = RewriteFact()
}

private struct RewriteCounted: Statement {
    static let sql = "DELETE FROM ere_counted_sessions"
    static let sample = RewriteCounted()
}
