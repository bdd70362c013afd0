import Domain
import Postgres
import TestSupport
import Testing
import Values

/// Going on where a mandate ends.
struct ERERenewalTests {
    private struct Own: Sendable {
        let world: EREFilingWorld
        let scope: Scope
        let enrolment: EREEnrolmentID

        func find(_ day: String) async throws -> ERERenewal? {
            let today = try #require(LocalDate(day))
            return try await world.test.database.read(scope) {
                try await ERERenewals.find(scope, enrolment, on: today, in: $0)
            }
        }

        func begin(_ day: String = "2026-11-15") async throws -> EREEnrolmentID {
            let today = try #require(LocalDate(day))
            return try await world.test.database.write(scope, repeating: .onConflict) {
                try await ERERenewals.begin(
                    scope,
                    enrolment,
                    payingOut: .customers,
                    on: today,
                    at: EREFilingWorld.october,
                    in: $0
                )
            }
        }

        func draft(_ id: EREEnrolmentID) async throws -> (enrolment: EREEnrolment, files: [EREProof]) {
            try await world.test.database.read(scope) { tx in
                (
                    try await EREEnrolments.find(scope, id, in: tx),
                    try await EREEvidenceBook.list(scope, of: id, in: tx)
                )
            }
        }
    }

    private static func lend(_ body: (Own) async throws -> Void) async throws {
        try await EREFilingWorld.lend(connections: 2) { world in
            try await world.run(ClaimMandates())
            let people = try await world.test.owner.all(.system, RenewingPeople())
            let first = try #require(people.first)
            let scope = Scope.customer(first.customer, user: first.user, of: world.operatorID)
            try await body(Own(world: world, scope: scope, enrolment: first.enrolment))
        }
    }

    @Test func `a draft has everything that was said, and nothing counts before it is signed`() async throws {
        try await Self.lend { own in
            #expect(try await own.find("2026-09-01") == nil)
            let offer = try #require(try await own.find("2026-09-02"))
            #expect("\(offer.endsOn)" == "2026-12-31" && offer.chargers.map(\.serial) == ["ACE1"])
            #expect(offer.keptFiles == 1 && offer.endedFiles == 0 && offer.draft == nil)
            let id = try await own.begin()
            let old = try await own.draft(own.enrolment)
            let new = try await own.draft(id)
            #expect(new.enrolment.state == .draft && new.enrolment.id != own.enrolment)
            #expect(new.enrolment.draft.holder == old.enrolment.draft.holder)
            #expect(new.enrolment.draft.connection == old.enrolment.draft.connection)
            #expect(new.enrolment.chargers.map(\.charger.serial) == ["ACE1"])
            #expect(new.enrolment.chargers.map(\.chargePoint) == old.enrolment.chargers.map(\.chargePoint))
            #expect(new.files.map(\.sha256) == old.files.map(\.sha256) && new.files.map(\.verdict) == [.accepted])
            #expect(new.files.map(\.charger) == new.enrolment.chargers.map(\.id))
            // Asked again it is the same one.
            #expect(try await own.begin() == id)
            #expect(try await own.find("2026-11-15")?.draft == id)
            let quarter = try #require(EREQuarter("2027-Q1"))
            let measured = try await EREMeasuring.run(
                own.world.admin,
                quarter,
                at: EREFilingWorld.october,
                on: own.world.test.database
            )
            #expect(measured.connections == 0)
        }
    }

    @Test func `of two at once one begins it`() async throws {
        try await Self.lend { own in
            let ids = try await withThrowingTaskGroup(of: EREEnrolmentID.self) { group in
                for _ in 1...3 { group.addTask { try await own.begin() } }
                return try await group.reduce(into: Set<EREEnrolmentID>()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
        }
    }

    @Test func `evidence that ends with the mandate is not taken over`() async throws {
        try await Self.lend { own in
            try await own.world.run(EndEvidence())
            let offer = try #require(try await own.find("2026-11-15"))
            #expect(offer.keptFiles == 0 && offer.endedFiles == 1)
            #expect(try await own.draft(try await own.begin()).files.isEmpty)
        }
    }

    @Test func `others renew nothing, nor is there anything to renew where somebody else comes next`() async throws {
        try await Self.lend { own in
            let today = try #require(LocalDate("2026-11-15"))
            await #expect(throws: NotPermitted.self) {
                _ = try await own.world.test.database.read(own.world.admin) {
                    try await ERERenewals.find(own.world.admin, own.enrolment, on: today, in: $0)
                }
            }
            let people = try await own.world.test.owner.all(.system, RenewingPeople())
            let other = try #require(people.last)
            let stranger = Scope.customer(other.customer, user: other.user, of: own.world.operatorID)
            await #expect(throws: NotFound.self) {
                _ = try await own.world.test.database.read(stranger) {
                    try await ERERenewals.find(stranger, own.enrolment, on: today, in: $0)
                }
            }
            await #expect(throws: EREEnrolmentRejection.notRenewable) { _ = try await own.begin("2026-06-01") }
            try await own.world.run(ClaimNextYear())
            #expect(try await own.find("2026-11-15") == nil)
            await #expect(throws: EREEnrolmentRejection.notRenewable) { _ = try await own.begin() }
        }
    }
}

private struct RenewingPeople: Statement {
    static let sql = """
        SELECT u.id, u.customer_id, e.id FROM users u
        JOIN ere_enrolments e ON e.operator_id = u.operator_id AND e.customer_id = u.customer_id ORDER BY e.id
        """
    static let sample = RenewingPeople()
    static func decode(
        _ row: inout RowReader
    ) throws -> (user: UserID, customer: CustomerID, enrolment: EREEnrolmentID) {
        (try row.next(), try row.next(), try row.next())
    }
}

private struct ClaimMandates: Statement {
    static let sql = """
        INSERT INTO ere_claims (ean, delivery_year, claim, claimed_at) SELECT ean, 2026, claim, now() FROM ere_mandates
        """
    static let sample = ClaimMandates()
}

private struct ClaimNextYear: Statement {
    static let sql = """
        INSERT INTO ere_claims (ean, delivery_year, claim, claimed_at)
        SELECT ean, 2027, substr(sha256('y'), 1, 16), now() FROM ere_mandates
        """
    static let sample = ClaimNextYear()
}

private struct EndEvidence: Statement {
    static let sql = "UPDATE ere_evidence_reviews SET valid_until = '2026-12-31'"
    static let sample = EndEvidence()
}
