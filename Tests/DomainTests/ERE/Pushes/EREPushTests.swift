import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

/// What others tell of chargers, and what of it counts.
struct EREPushTests {
    private static let day = "2026-07-01T"

    @Test func `what goes through a register between readings counts once, however it comes`() async throws {
        try await EREBookingWorld.lend { world in
            let charger = try await PushingCharger.make(world, isConnected: false)
            try await charger.readings([("2026-06-20T00:00:00Z", 1_000), ("2026-06-30T22:00:00Z", 1_500)])
            try await charger.readings([("2026-08-01T00:00:00Z", 4_000), ("2026-09-30T22:00:00Z", 9_000.5)])
            // A reading at midnight in Amsterdam ends the quarter before it.
            #expect(try await charger.measure("2026-Q2") == "500 1 []")
            #expect(try await charger.measure() == "7500 2 []")
            try await charger.readings([("2026-07-15T00:00:00Z", 2_000), ("2026-11-01T00:00:00Z", 9_100)])
            let again = try await world.measure()
            #expect(again.changed == 1)
            #expect(try await charger.measure() == "7500 3 []")
            #expect(try await charger.measure("2026-Q4") == "99 1 []", "half a watt-hour waits for the next")
            #expect(try await world.measure().changed == 0)
            let registers = try await charger.registers()
            #expect(registers.map(\.source) == [.readings] && registers.map(\.charger) == [charger.id])
            #expect(registers.map { $0.end - $0.begin - $0.energy } == [.zero])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `of two sources of the same time the first counts, and the other is told`() async throws {
        try await EREBookingWorld.lend { world in
            let charger = try await PushingCharger.make(world, isConnected: true)
            try await world.session(charger.chargePoint, Self.day + "10:00:00Z", Self.day + "12:00:00Z", 0, 5_000_000)
            try await charger.sessions([
                ("a", Self.day + "11:59:59Z", Self.day + "13:00:00Z", 5_000, 7_000),
                ("b", Self.day + "12:00:00Z", Self.day + "14:00:00Z", 5_000, 8_000),
            ])
            try await charger.readings([
                (Self.day + "09:00:00Z", 0), (Self.day + "10:30:00Z", 2_000), (Self.day + "13:30:00Z", 7_000),
                (Self.day + "14:00:00Z", 8_000), (Self.day + "20:00:00Z", 9_500),
            ])
            // The session that was heard, the second that was sent, and the last reading: 5 + 3 + 1.5 kWh.
            #expect(try await charger.measure() == "9500 3 [source_overlap]")
            let found = try await charger.detail().measurement?.findings.first
            // a: 2 kWh, and three times between readings: 2 + 5 + 1 kWh.
            #expect(found?.count == 4 && found?.energy == Energy(wh: 10_000))
            for register in try await charger.registers() {
                #expect(register.end - register.begin >= register.energy)
            }
            #expect(try await world.differences() == [])
        }
    }

    @Test func `a session that is heard later takes the place of what was sent`() async throws {
        try await EREBookingWorld.lend { world in
            let charger = try await PushingCharger.make(world, isConnected: true)
            try await charger.readings([(Self.day + "09:00:00Z", 0), (Self.day + "13:00:00Z", 6_000)])
            #expect(try await charger.measure() == "6000 1 []")
            try await charger.book()
            try await world.session(charger.chargePoint, Self.day + "10:00:00Z", Self.day + "12:00:00Z", 0, 5_000_000)
            #expect(try await charger.measure() == "5000 1 [source_overlap]")
            let lines = try await world.lines()
            #expect(lines.map(\.revision).sorted() == [0, 1])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `a session sent otherwise is another version, and never moves to another quarter`() async throws {
        try await EREBookingWorld.lend { world in
            let charger = try await PushingCharger.make(world, isConnected: false)
            let sent = ("x", Self.day + "10:00:00Z", Self.day + "12:00:00Z", 0 as Double, 5_000 as Double)
            #expect(try await charger.sessions([sent]) == "1 0")
            #expect(try await charger.sessions([sent]) == "0 1")
            #expect(try await charger.measure() == "5000 1 []")
            try await charger.book()
            #expect(try await charger.sessions([("x", sent.1, sent.2, 0, 4_000)]) == "1 0")
            #expect(try await charger.measure() == "4000 1 []")
            try await charger.sessions([("x", "2026-06-01T10:00:00Z", "2026-06-01T12:00:00Z", 0, 4_000)])
            #expect(try await charger.measure("2026-Q2") == "0 0 [nothing_measured,counted_elsewhere]")
            #expect(try await charger.measure() == "0 0 [nothing_measured]")
            try await charger.sessions([("x", sent.1, sent.2, 0, 4_000)], isWithdrawn: true)
            #expect(try await charger.measure() == "0 0 [nothing_measured]")
            try await charger.sessions([sent])
            #expect(try await charger.measure() == "5000 1 []")
            let kept = try await world.parties.database.read(world.scope) {
                try await PushedSessions.list(world.scope, of: charger.id, after: nil, limit: 10, in: $0).rows
            }
            #expect(kept.map(\.version) == [5])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `what is wrong with a session is told, and nothing of its batch is kept`() async throws {
        try await EREBookingWorld.lend { world in
            let charger = try await PushingCharger.make(world, isConnected: false)
            try await charger.sessions([("known", Self.day + "10:00:00Z", Self.day + "12:00:00Z", 0, 1)])
            let all =
                [
                    ("ok", Self.day + "10:00:00Z", Self.day + "12:00:00Z", 0, 5),
                    ("ok", Self.day + "10:00:00Z", Self.day + "12:00:00Z", 0, 5),
                    ("early", "2025-12-31T22:59:59Z", "2026-01-01T12:00:00Z", 0, 5),
                    ("future", Self.day + "10:00:00Z", "2026-10-05T08:05:01Z", 0, 5),
                    ("back", Self.day + "10:00:00Z", Self.day + "09:59:59Z", 0, 5),
                    ("long", Self.day + "10:00:00Z", "2026-08-01T10:00:01Z", 0, 5),
                    ("fell", Self.day + "10:00:00Z", Self.day + "12:00:00Z", 5, 4.999),
                ] as [(String, String, String, Double, Double)]
            let told = try await charger.faults(all)
            #expect(
                told == [
                    "1 session.twice", "2 time.too_early", "3 time.in_future", "4 time.backwards", "5 time.too_long",
                    "6 register.fell",
                ]
            )
            #expect(
                try await charger.faults([("known", all[0].1, all[0].2, 0, 1)], connector: 2) == ["0 session.moved"]
            )
            let foreign = world.parties.ampère
            let key = try await PushingCharger.key(of: foreign.scope, world)
            let stranger = Scope.program(key, of: foreign.id)
            #expect(try await charger.faults([all[0]], as: stranger) == ["0 charger.unknown"])
            let kept = try await world.parties.database.read(world.scope) {
                try await PushedSessions.list(world.scope, of: nil, after: nil, limit: 10, in: $0).rows
            }
            #expect(kept.map(\.session.name) == ["known"])
        }
    }

    @Test(arguments: Seeds.some(3))
    func `at random nothing counts twice, and nothing that one source alone tells is lost`(_ seed: UInt64) async throws
    {
        try await EREBookingWorld.lend { world in
            var random = SeededGenerator(seed: seed)
            let charger = try await PushingCharger.make(world, isConnected: true)
            var heard: [Span] = []
            var sent: [Span] = []
            var register: Int64 = 0
            var readings: [(Int64, Int64)] = []
            var at = EREBookingOracle.quarter.from + 1
            while at < EREBookingOracle.quarter.until - 200_000 {
                let stop = at + 600 + Int64(random.next() % 20_000)
                let end = register + Int64(random.next() % 60_000)
                switch random.next() % 3 {
                case 0: heard.append(Span(from: at, until: stop, energy: end - register, begin: register))
                case 1: sent.append(Span(from: at, until: stop, energy: end - register, begin: register))
                default: break
                }
                if random.next() % 2 == 0 { readings.append((stop + Int64(random.next() % 300), end)) }
                at = stop + 301 + Int64(random.next() % 90_000)
                register = end
            }
            for span in heard {
                try await world.session(
                    charger.chargePoint,
                    "\(Timestamp(seconds: span.from))",
                    "\(Timestamp(seconds: span.until))",
                    span.begin * 1_000,
                    (span.begin + span.energy) * 1_000
                )
            }
            try await charger.sessions(
                sent.enumerated().map { index, span in
                    (
                        "s\(index)", "\(Timestamp(seconds: span.from))", "\(Timestamp(seconds: span.until))",
                        Double(span.begin), Double(span.begin + span.energy)
                    )
                }
            )
            try await charger.readings(readings.map { ("\(Timestamp(seconds: $0.0))", Double($0.1)) })
            // A second way: whoever overlaps what comes first is left out.
            let known = heard + sent
            let between = zip(readings, readings.dropFirst()).map { earlier, later in
                Span(from: earlier.0, until: later.0, energy: later.1 - earlier.1, begin: earlier.1)
            }
            let counted = known + between.filter { span in !known.contains { $0.touches(span) } }
            let energy = counted.reduce(0) { $0 + $1.energy }
            _ = try await charger.measure()
            let line = try #require(try await world.lines().first)
            #expect(line.energy == Energy(wh: energy) && line.sessions == counted.count, "seed \(seed)")
            #expect(try await world.differences() == [])
        }
    }

    private struct Span {
        let from: Int64
        let until: Int64
        let energy: Int64
        let begin: Int64

        func touches(_ other: Span) -> Bool { from < other.until && until > other.from }
    }
}

/// A charger of a connection of which a program tells.
struct PushingCharger {
    let world: EREBookingWorld
    let id: EREChargerID
    let chargePoint: ChargePointID
    let program: Scope

    static func make(
        _ world: EREBookingWorld,
        isConnected: Bool,
        name: String = "a",
        ean: String = EREBookingWorld.eans[0]
    ) async throws -> PushingCharger {
        let connection = try await world.connection(name, ean: ean)
        if !isConnected { try await world.run(DisconnectChargers()) }
        let charger = try await world.test.owner.all(.system, ChargerOfEnrolment(enrolment: connection.enrolment))
        return PushingCharger(
            world: world,
            id: try #require(charger.first),
            chargePoint: connection.chargePoint,
            program: .program(try await key(of: world.scope, world), of: world.tenant.id)
        )
    }

    static func key(of scope: Scope, _ world: EREBookingWorld) async throws -> APIKeyID {
        let permissions = Set(APIPermission.allCases)
        return try await world.parties.database.write(scope) {
            try await APIKeys.create(scope, name: "p", permissions, at: EREBookingWorld.october, in: $0).key
        }
    }

    private func outcome(
        as scope: Scope? = nil,
        _ push: @Sendable (Scope, PushRequest, Transaction) async throws -> PushOutcome
    ) async throws -> PushOutcome {
        let scope = scope ?? program
        let request = PushRequest(body: SecretToken.random().hash, idempotencyKey: SecretToken.random().text)
        return try await world.parties.database.write(scope) { try await push(scope, request, $0) }
    }

    func readings(_ rows: [(at: String, wh: Double)], isWithdrawn: Bool = false) async throws {
        let readings = try rows.map { row in
            PushedReading(
                charger: id,
                at: try #require(Timestamp(row.at)),
                register: Self.energy(row.wh),
                isWithdrawn: isWithdrawn
            )
        }
        let outcome = try await outcome { scope, request, tx in
            // Readings of the future are not the point here.
            let late = EREBookingWorld.october.adding(seconds: 100 * 86_400)
            return try await PushedReadings.push(scope, readings, request, at: late, in: tx)
        }
        guard case .kept = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    private static func energy(_ wh: Double) -> Energy { Energy(thousandthsWh: Int64((wh * 1_000).rounded())) }

    private func push(
        _ rows: [(name: String, from: String, until: String, begin: Double, end: Double)],
        isWithdrawn: Bool = false,
        connector: Int = 1,
        as scope: Scope? = nil
    ) async throws -> PushOutcome {
        let sessions = try rows.map { row in
            PushedSession(
                name: row.name,
                charger: id,
                connector: connector,
                startedAt: try #require(Timestamp(row.from)),
                stoppedAt: try #require(Timestamp(row.until)),
                begin: Self.energy(row.begin),
                end: Self.energy(row.end),
                isWithdrawn: isWithdrawn
            )
        }
        return try await outcome(as: scope) { scope, request, tx in
            try await PushedSessions.push(scope, sessions, request, at: EREBookingWorld.october, in: tx)
        }
    }

    /// What was new and what was known of a batch.
    @discardableResult
    func sessions(
        _ rows: [(name: String, from: String, until: String, begin: Double, end: Double)],
        isWithdrawn: Bool = false
    ) async throws -> String {
        if rows.isEmpty { return "" }
        let outcome = try await push(rows, isWithdrawn: isWithdrawn)
        guard case .kept(let batch) = outcome else { return "\(outcome)" }
        return "\(batch.added) \(batch.known)"
    }

    func faults(
        _ rows: [(name: String, from: String, until: String, begin: Double, end: Double)],
        connector: Int = 1,
        as scope: Scope? = nil
    ) async throws -> [String] {
        let outcome = try await push(rows, connector: connector, as: scope)
        guard case .refused(let faults) = outcome else { return ["\(outcome)"] }
        return faults.map { "\($0.place) \($0.fault.rawValue)" }
    }

    /// Watt-hours, what counts and findings of the newest line.
    func measure(_ quarter: String = "2026-Q3") async throws -> String {
        let quarter = try #require(EREQuarter(quarter))
        try await world.measure(quarter, at: EREBookingWorld.october.adding(seconds: 100 * 86_400))
        let lines = try await world.lines(EREBookingFilter(quarter: quarter))
        let line = try #require(lines.max { $0.revision < $1.revision })
        let counting = try await world.detail(line.id)
        let some = counting.pushes.count { $0.energy != .zero } + counting.sessions.count { $0.energy != .zero }
        #expect(some <= line.sessions)
        return "\(line.energy.whText) \(line.sessions) [\(line.findings.map(\.rawValue).joined(separator: ","))]"
    }

    func detail() async throws -> EREBookingDetail {
        let line = try #require(try await world.lines().max { $0.revision < $1.revision })
        return try await world.detail(line.id)
    }

    /// The registers of the third quarter.
    func registers() async throws -> [EREMeasurement.Register] {
        let lines = try await world.lines(EREBookingFilter(quarter: EREBookingWorld.quarter))
        let line = try #require(lines.max { $0.revision < $1.revision })
        return try await world.detail(line.id).measurement?.registers ?? []
    }

    /// Has the line of the third quarter accepted and booked.
    func book() async throws {
        try await world.accept(try #require(await world.lines().first))
        try await world.book([try #require(await world.lines().first)], as: world.finance)
    }
}

private struct DisconnectChargers: Statement {
    static let sql = "UPDATE ere_chargers SET charge_point_id = NULL"
    static let sample = DisconnectChargers()
}

private struct ChargerOfEnrolment: Statement {
    static let sql = "SELECT id FROM ere_chargers WHERE enrolment_id = $1"
    static let sample = ChargerOfEnrolment(enrolment: EREEnrolmentID(1))
    let enrolment: EREEnrolmentID

    func bind(to values: inout Bindings) { values.append(enrolment) }
    static func decode(_ row: inout RowReader) throws -> EREChargerID { try row.next() }
}
