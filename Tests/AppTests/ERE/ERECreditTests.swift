import Domain
import Foundation
import Jobs
import Postgres
import TestSupport
import Testing
import Values
import Web

/// What the register credited, from its file to the facts of lines.
struct ERECreditTests {
    /// Bookings that were filed, by connection.
    private static func filed(_ world: EREFilingWorld) async throws -> [EREBookingSummary] {
        let request = ListRequest(sort: EREBookingSort.customer)
        let lines = try await world.test.database.read(world.admin) {
            try await EREBookings.list(world.admin, request, in: $0).rows
        }
        return lines.sorted { ($0.ean, $0.revision) < ($1.ean, $1.revision) }
    }

    private static func csv(_ lines: [(EREBookingID, Int64)]) -> [UInt8] {
        Array(("BookingRef;ERE\r\n" + lines.map { "\($0.0);\($0.1)\r\n" }.joined()).utf8)
    }

    private static func keep(
        _ world: EREFilingWorld,
        _ bytes: [UInt8],
        _ figures: ERECreditFigures = .whole
    ) async throws -> ERECreditFileID {
        try await world.test.database.write(world.finance) {
            try await ERECredits.keep(
                world.finance,
                name: "rev.csv",
                bytes,
                figures,
                at: EREFilingWorld.october,
                in: $0
            )
        }
    }

    @discardableResult
    private static func record(
        _ world: EREFilingWorld,
        _ bytes: [UInt8],
        _ figures: ERECreditFigures = .whole,
        file: ERECreditFileID? = nil
    ) async throws -> (recorded: ERECreditRecorded, isNew: Bool) {
        var id = file
        if id == nil { id = try await keep(world, bytes, figures) }
        let (kept, sheet) = (try #require(id), try ERECreditReading.sheet(bytes))
        return try await world.test.database.write(world.finance, repeating: .onConflict) {
            try await ERECredits.record(world.finance, kept, sheet, at: EREFilingWorld.october, in: $0)
        }
    }

    private static func verify(_ world: EREFilingWorld) async throws -> [String?] {
        var reports = try await ERECreditVerification.run(world.admin, on: world.test.database) {
            try ERECreditReading.sheet($0)
        }
        reports += try await EREBookingVerification.run(world.admin, on: world.test.database)
        return reports.map(\.firstDifference)
    }

    private static func counts(_ world: EREFilingWorld) async throws -> String {
        try #require(try await world.test.owner.all(.system, CountCredits()).first)
    }

    @Test func `a file is recorded once, lines become credited and differences stay`() async throws {
        try await EREFilingWorld.lend(connections: 4) { world in
            try await world.measureAndAccept()
            try await world.file()
            let lines = try await Self.filed(world)
            let units = lines.compactMap(\.units)
            let bytes = Self.csv([
                (lines[0].id, units[0]), (lines[1].id, units[1] - 1), (lines[2].id, units[2] + 5),
            ])
            let first = try await Self.record(world, bytes)
            #expect(first.isNew && first.recorded.new == 3 && first.recorded.changed == 0)
            let before = try await Self.counts(world)
            let second = try await Self.record(world, bytes)
            #expect(!second.isNew && second.recorded == first.recorded)
            let after = try await Self.counts(world)
            #expect(after == before && before == "1 files, 1 imports, 3 credits, 15 facts")
            let now = try await Self.filed(world)
            #expect(now.map(\.state) == [.credited, .credited, .credited, .booked])
            #expect(now.map(\.credited) == [units[0], units[1] - 1, units[2] + 5, nil])
            let quarters = try await world.test.database.read(world.admin) {
                try await ERECredits.quarters(world.admin, in: $0)
            }
            #expect(quarters.map(\.connections) == [3] && quarters.map(\.beyond) == [1] && quarters.map(\.open) == [1])
            #expect(quarters.map { $0.credited - $0.filed } == [4])
            #expect(try await Self.verify(world) == [nil, nil, nil, nil, nil])
        }
    }

    @Test func `another figure is a fact that takes back the one before, and the same one is none`() async throws {
        try await EREFilingWorld.lend(connections: 2) { world in
            try await world.measureAndAccept()
            try await world.file()
            let lines = try await Self.filed(world)
            try await Self.record(world, Self.csv(lines.map { ($0.id, 200) }))
            let text =
                "EAN,Kwartaal,ERE,Datum,Transactie\n\(lines[0].ean),2026-Q3,201,1-11-2026,T-7\n"
                + "\(lines[1].ean),2026-Q3,200,,\n"
            let later = try await Self.record(world, Array(text.utf8)).recorded
            #expect(later.new == 0 && later.changed == 1 && later.unchanged == 1)
            let detail = try await world.test.database.read(world.admin) {
                try await EREBookings.detail(world.admin, lines[0].id, in: $0)
            }
            #expect(detail.line.credited == 201 && detail.facts.map(\.state).suffix(2) == [.credited, .credited])
            #expect(detail.facts.last?.corrects == 4 && detail.facts.last?.reason.isEmpty == false)
            #expect(try await Self.verify(world) == [nil, nil, nil, nil, nil])
        }
    }

    @Test func `a correction is credited by the whole or by what is added`() async throws {
        for (figures, figure) in [(ERECreditFigures.whole, Int64(204)), (.difference, 3)] {
            try await EREFilingWorld.lend(connections: 2) { world in
                try await world.measureAndAccept()
                try await world.file()
                let first = try await Self.filed(world)
                try await Self.record(world, Self.csv([(first[0].id, 201)]), figures)
                try await world.run(AddFiledEnergy())
                let later = EREFilingWorld.october.adding(seconds: 86_400)
                try await world.measureAndAccept(at: later)
                try await world.file(at: later)
                let lines = try await Self.filed(world)
                let correction = try #require(lines.first { $0.corrects == first[0].id })
                // By connection the newest filed line is meant.
                let text = "EAN,Quarter,ERE\n\(correction.ean),2026-Q3,\(figure)\n"
                try await Self.record(world, Array(text.utf8), figures)
                let now = try await Self.filed(world)
                #expect(now.first { $0.id == correction.id }?.credited == 204)
                #expect(now.first { $0.id == first[0].id }?.credited == 201)
                let quarters = try await world.test.database.read(world.admin) {
                    try await ERECredits.quarters(world.admin, in: $0)
                }
                // Of a connection the last credited line counts, and nothing twice.
                #expect(quarters.map(\.credited) == [204] && quarters.map(\.connections) == [1])
                #expect(try await Self.verify(world) == [nil, nil, nil, nil, nil])
            }
        }
    }

    @Test func `a file with one fault records nothing`() async throws {
        try await EREFilingWorld.lend(connections: 2) { world in
            try await world.measureAndAccept()
            try await world.file()
            let lines = try await Self.filed(world)
            let bytes = Self.csv([(lines[0].id, 200), (EREBookingID(99_999), 1)])
            await #expect(throws: ERECreditRejection.faults([.init(3, .unknown)], count: 1)) {
                try await Self.record(world, bytes)
            }
            let counted = try await Self.counts(world)
            #expect(counted == "1 files, 0 imports, 0 credits, 6 facts")
        }
    }

    @Test func `of the same file at the same time one is recorded`() async throws {
        try await EREFilingWorld.lend(connections: 5) { world in
            try await world.measureAndAccept()
            try await world.file()
            let bytes = Self.csv(try await Self.filed(world).map { ($0.id, 200) })
            let results = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 { group.addTask { try await Self.record(world, bytes).isNew } }
                return try await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(results.count { $0 } == 1, "\(results)")
            let counted = try await Self.counts(world)
            #expect(counted == "1 files, 1 imports, 5 credits, 20 facts")
        }
    }

    @Test func `verifying finds a figure that was changed in the database`() async throws {
        try await EREFilingWorld.lend(connections: 2) { world in
            try await world.measureAndAccept()
            try await world.file()
            try await Self.record(world, Self.csv(try await Self.filed(world).map { ($0.id, 200) }))
            try await world.run(TamperCredit())
            let found = try await Self.verify(world)
            #expect(found[0]?.contains("differs from its last credit") == true, "\(found)")
            #expect(found[1]?.contains("does not say 201") == true, "\(found)")
        }
    }

    @Test func `nothing becomes credited without a figure, and nobody else's booking is found`() async throws {
        try await EREFilingWorld.lend(connections: 1) { world in
            try await world.measureAndAccept()
            try await world.file()
            await #expect(throws: PostgresFault.self) { try await world.run(CreditWithoutFigure()) }
            let lines = try await Self.filed(world)
            let other = try await world.test.database.write(.system) { tx in
                let details = OperatorDetails(
                    name: "Other",
                    legalName: "Other B.V.",
                    address: Address(country: "NL"),
                    numberPrefix: "OTH"
                )
                return try await Operators.create(.system, reference: "other", details, in: tx)
            }
            let scope = Scope.system(for: other)
            let sheet = try ERECreditReading.sheet(Self.csv([(lines[0].id, 1)]))
            let check = try await world.test.database.read(scope) {
                try await ERECredits.look(scope, sheet, .whole, in: $0)
            }
            #expect(check.faults == [.init(2, .unknown)])
            let customer = Scope.customer(lines[0].customer, user: UserID(1), of: world.operatorID)
            await #expect(throws: NotPermitted.self) {
                try await world.test.database.read(customer) { try await ERECredits.files(customer, in: $0) }
            }
        }
    }

    @Test func `the tolerance added last holds`() async throws {
        try await TestDatabase.leaseAll { test in
            let now = EREFilingWorld.october
            let before = try await test.database.read(.system) { try await ERECreditTolerance.current(in: $0) }
            #expect(before == 1)
            try await test.database.write(.system) { tx in
                for units: Int64 in [7, 3] {
                    try await ERECreditTolerance.supply(.system, units: units, source: "us", at: now, in: tx)
                }
            }
            let after = try await test.database.read(.system) { try await ERECreditTolerance.current(in: $0) }
            #expect(after == 3)
            for (units, source) in [(Int64(-1), "us"), (1_000_001, "us"), (1, "")] {
                await #expect(throws: ERECreditRejection.tolerance) {
                    try await test.database.write(.system) {
                        try await ERECreditTolerance.supply(.system, units: units, source: source, at: now, in: $0)
                    }
                }
            }
        }
    }
}

private struct CountCredits: Statement {
    static let sql = """
        SELECT (SELECT count(*) FROM ere_credit_files) || ' files, ' || (SELECT count(*) FROM ere_credit_imports)
            || ' imports, ' || (SELECT count(*) FROM ere_credits) || ' credits, '
            || (SELECT count(*) FROM ere_booking_facts) || ' facts'
        """
    static let sample = CountCredits()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

private struct AddFiledEnergy: Statement {
    static let sql = """
        UPDATE sessions SET meter_stop_thousandths_wh = meter_stop_thousandths_wh + 9000000,
            energy_thousandths_wh = energy_thousandths_wh + 9000000, revision = revision + 1
        WHERE id = (SELECT min(s.id) FROM sessions s JOIN ere_chargers c ON c.charge_point_id = s.charge_point_id
            JOIN ere_enrolments e ON e.id = c.enrolment_id
            WHERE e.ean = (SELECT min(ean) FROM ere_enrolments))
        """
    static let sample = AddFiledEnergy()
}

private struct TamperCredit: Statement {
    static let sql = """
        UPDATE ere_credits SET stated_units = 201, units = 201 WHERE id = (SELECT min(id) FROM ere_credits)
        """
    static let sample = TamperCredit()
}

private struct CreditWithoutFigure: Statement {
    static let sql = """
        INSERT INTO ere_booking_facts (operator_id, customer_id, booking_id, ordinal, state, recorded_at)
        SELECT operator_id, customer_id, id, ordinal + 1, 'credited', now() FROM ere_bookings
        """
    static let sample = CreditWithoutFigure()
}
