import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

/// One charger in two enrolments.
struct EREElsewhereTests {
    @Test func `a charger that stands elsewhere is told of, also another operator's, and counts with a reason`()
        async throws
    {
        try await EREBookingWorld.lend { world in
            let (scope, foreign) = (world.scope, world.parties.ampère)
            let mine = try await world.connection("a", ean: EREBookingWorld.eans[0], state: "waiting")
            let other = try await world.connection("b", ean: EREBookingWorld.eans[1], of: foreign)
            #expect(try await Self.elsewhere(world, mine.enrolment) == [])
            try await world.run(GiveSerial(enrolment: mine.enrolment, serial: "ace-00017 ", brand: "Alfen"))
            try await world.run(GiveSerial(enrolment: other.enrolment, serial: "ACE-00017", brand: "ALFEN B.V."))
            let found = try await Self.elsewhere(world, mine.enrolment)
            #expect(found.map(\.year) == [2026] && found.map(\.enrolment) == [nil])
            // Nobody asks for another operator.
            let asked = try await world.parties.database.read(scope) {
                try await $0.all(EREEnrolledElsewhere(operatorID: foreign.id, enrolment: other.enrolment))
            }
            #expect(asked == [])
            await #expect(throws: EREEnrolmentRejection.chargerElsewhere) {
                try await Self.accept(world, mine.enrolment, reason: "")
            }
            // An own one is named.
            let own = try await world.connection("c", ean: EREBookingWorld.eans[2])
            try await world.run(GiveSerial(enrolment: own.enrolment, serial: "ACE-00017", brand: "-"))
            #expect(Set(try await Self.elsewhere(world, mine.enrolment).map(\.enrolment)) == [nil, own.enrolment])
            // Another maker's charger is another one.
            try await world.run(GiveSerial(enrolment: other.enrolment, serial: "ACE-00017", brand: "Easee"))
            #expect(try await Self.elsewhere(world, mine.enrolment).map(\.enrolment) == [own.enrolment])
            try await Self.accept(world, mine.enrolment, reason: "moved house, the old one ends")
            let log = try await world.test.owner.all(.system, AcceptanceDetails())
            #expect(log.count == 1 && log[0].contains("moved house") && log[0].contains("2026"))
        }
    }

    private static func elsewhere(_ world: EREBookingWorld, _ id: EREEnrolmentID) async throws -> [EREElsewhere] {
        try await world.parties.database.read(world.scope) {
            try await EREReviews.elsewhere(world.scope, id, in: $0)
        }
    }

    private static func accept(_ world: EREBookingWorld, _ id: EREEnrolmentID, reason: String) async throws {
        try await world.parties.database.write(world.scope) {
            try await EREReviews.accept(world.scope, id, reason: reason, at: EREBookingWorld.october, in: $0)
        }
    }
}

private struct GiveSerial: Statement {
    static let sql = """
        WITH behind AS (UPDATE ere_enrolments SET construct = 'exclusive' WHERE id = $1)
        UPDATE ere_chargers SET serial = $2, brand = $3 WHERE enrolment_id = $1
        """
    static let sample = GiveSerial(enrolment: EREEnrolmentID(1), serial: "", brand: "")
    let enrolment: EREEnrolmentID
    let serial: String
    let brand: String

    func bind(to values: inout Bindings) {
        values.append(enrolment)
        values.append(serial)
        values.append(brand)
    }
}

private struct AcceptanceDetails: Statement {
    static let sql = "SELECT detail::text FROM audit_log WHERE action = 'ere.accepted'"
    static let sample = AcceptanceDetails()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
