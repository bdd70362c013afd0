import Domain
import Jobs
import Postgres
import TestSupport
import Testing
import Values

/// Evidence of meters that ends.
struct EREEvidenceEndTests {
    private static func judge(
        _ world: EREFilingWorld,
        _ place: Int,
        _ verdict: EREEvidenceVerdict = .accepted,
        until: String?
    ) async throws {
        let enrolment = try await ERETradeTests.lines(world)[place].enrolment
        let day = try until.map { try #require(LocalDate($0)) }
        try await world.test.database.write(world.admin) { tx in
            let proof = try #require(try await EREEvidenceBook.list(world.admin, of: enrolment, in: tx).first)
            try await EREReviews.judge(
                world.admin,
                proof.id,
                of: enrolment,
                verdict,
                reason: verdict == .refused ? "no" : "",
                until: day,
                at: EREFilingWorld.october,
                in: tx
            )
        }
    }

    private static func measure(_ world: EREFilingWorld) async throws {
        let quarter = try EREFilingWorld.quarter
        _ = try await EREMeasuring.run(world.admin, quarter, at: EREFilingWorld.october, on: world.test.database)
    }

    private static func gates(_ world: EREFilingWorld) async throws -> [[EREGate]] {
        let today = try #require(LocalDate("2026-10-05"))
        return try await ERETradeTests.lines(world).map { $0.gates.closed(on: today) }
    }

    @Test func `a line whose evidence ended before its quarter did is not accepted, nor filed`() async throws {
        try await EREFilingWorld.lend(connections: 4) { world in
            try await Self.measure(world)
            try await Self.judge(world, 0, until: "2026-09-29")
            try await Self.judge(world, 1, until: "2026-09-30")
            try await Self.judge(world, 2, until: nil)
            #expect(try await Self.gates(world) == [[.evidenceEnded], [], [], []])
            let result = try await EREBookingDecisions.acceptAll(
                world.admin,
                EREBookingFilter(quarter: EREFilingWorld.quarter),
                at: EREFilingWorld.october,
                on: world.test.database
            )
            #expect(result.done == 3 && result.refused == [.evidenceEnded: 1])
            // What ends after it was accepted is not filed.
            try await Self.judge(world, 3, until: "2026-08-01")
            let summary = try await world.summary(try await world.file())
            #expect(summary.lines == 2 && summary.refused == 1)
            // The last word holds: without a day nothing ends, and a later day is later.
            try await Self.judge(world, 0, until: nil)
            try await Self.judge(world, 3, until: "2027-08-01")
            #expect(try await Self.gates(world).prefix(1) == [[]])
            #expect(
                try await ERETradeTests.lines(world).map { $0.evidenceUntil.map { "\($0)" } } == [
                    nil, "2026-09-30", nil, "2027-08-01",
                ]
            )
        }
    }

    @Test func `of several papers the latest known day counts, and none behind an exclusive connection`() async throws {
        try await EREFilingWorld.lend(connections: 2) { world in
            try await Self.measure(world)
            try await Self.judge(world, 0, until: "2026-07-15")
            try await Self.judge(world, 1, until: "2026-07-15")
            try await world.run(AddPaper())
            #expect(try await Self.gates(world) == [[], [.evidenceEnded]])
            try await world.run(MakeExclusive())
            #expect(try await Self.gates(world) == [[], []])
        }
    }

    @Test func `nothing is booked of a charger that feeds back, also when it is taken out in the quarter`() async throws
    {
        try await EREFilingWorld.lend(connections: 2) { world in
            try await Self.measure(world)
            try await Self.judge(world, 0, until: nil)
            try await Self.judge(world, 1, until: nil)
            try await world.run(FeedBack(removedAt: nil))
            #expect(try await Self.gates(world) == [[.feedsBack], []])
            try await world.run(FeedBack(removedAt: try #require(Timestamp("2026-07-02T10:00:00Z"))))
            #expect(try await Self.gates(world) == [[.feedsBack], []])
            try await world.run(FeedBack(removedAt: try #require(Timestamp("2026-06-02T10:00:00Z"))))
            #expect(try await Self.gates(world) == [[], []])
        }
    }

    @Test func `what ends is listed, and customers and the operator's people are told ahead of it`() async throws {
        try await EREFilingWorld.lend(connections: 2) { world in
            try await Self.measure(world)
            try await Self.judge(world, 0, until: "2026-11-30")
            func listed(_ day: String) async throws -> [String] {
                let today = try #require(LocalDate(day))
                let request = ListRequest(sort: EREWatchSort.day)
                return try await world.test.database.read(world.admin) {
                    try await EREWatch.list(world.admin, request, .evidence, on: today, in: $0).rows
                }.map { "\($0.customerName) \($0.subject) \($0.day)" }
            }
            #expect(try await listed("2026-06-01") == [])
            #expect(try await listed("2026-09-01") == ["Customer 1 Alfen Eve ACE1 2026-11-30"])
            #expect(try await listed("2026-12-24") == ["Customer 1 Alfen Eve ACE1 2026-11-30"])
            func counted(_ day: String) async throws -> [String] {
                let today = try #require(LocalDate(day))
                let watch = try await world.test.database.read(world.admin) {
                    try await EREOverview.find(world.admin, year: 2026, on: today, in: $0).watch
                }
                return ["\(watch.evidence)", watch.firstEvidenceEnd.map { "\($0)" } ?? "none"]
            }
            #expect(try await counted("2026-06-01") == ["0", "none"])
            #expect(try await counted("2026-12-24") == ["1", "2026-11-30"])
            let now = try #require(Timestamp("2026-10-02T10:00:00Z"))
            let mails = EREReminderMails(
                database: world.test.database,
                publicURL: "https://laad.example",
                clock: { now }
            )
            _ = try await mails.run()
            #expect(try await mails.run() == 0)
            let sent = try await world.test.owner.all(.system, EvidenceMails())
            let customer = try #require(sent.first { $0.hasPrefix("c1@home.example") })
            #expect(customer.contains("https://laad.example/customer/ere/"), "\(customer)")
            #expect(sent.contains { $0.hasPrefix("admin@v.example") && $0.contains("Alfen Eve ACE1") })
            #expect(!sent.contains { $0.hasPrefix("c2@home.example") && $0.contains("ACE1") })
        }
    }

    @Test func `only evidence of a meter has an end, and only where it was accepted`() async throws {
        try await EREFilingWorld.lend(connections: 1) { world in
            try await Self.measure(world)
            try await Self.judge(world, 0, .refused, until: "2026-07-15")
            #expect(try await Self.gates(world) == [[]])
            await #expect(throws: PostgresFault.self) { try await world.run(EndRefusal()) }
        }
    }
}

private struct EvidenceMails: Statement {
    static let sql = "SELECT recipient || ': ' || subject || E'\\n' || body FROM mails ORDER BY id"
    static let sample = EvidenceMails()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

/// Another paper about the first charger, which holds longer.
private struct AddPaper: Statement {
    static let sql = """
        WITH paper AS (
            INSERT INTO ere_evidence (operator_id, customer_id, enrolment_id, charger_id, kind, media_type, sha256, content,
                created_at)
            SELECT operator_id, customer_id, enrolment_id, charger_id, 'certificate', 'application/pdf', sha256('c'), 'c', now()
            FROM ere_evidence ORDER BY id LIMIT 1 RETURNING operator_id, customer_id, id
        )
        INSERT INTO ere_evidence_reviews (operator_id, customer_id, evidence_id, verdict, reason, reviewed_at, valid_until)
        SELECT operator_id, customer_id, id, 'accepted', '', now(), '2028-01-01' FROM paper
        """
    static let sample = AddPaper()
}

/// The first connection's charger feeds back, and was taken out at a moment, or is there.
private struct FeedBack: Statement {
    static let sql = """
        UPDATE ere_chargers SET feeds_back = true, removed_at = $1 WHERE id = (SELECT min(id) FROM ere_chargers)
        """
    static let sample = FeedBack(removedAt: nil)
    let removedAt: Timestamp?

    func bind(to values: inout Bindings) { values.append(removedAt) }
}

private struct MakeExclusive: Statement {
    static let sql = "UPDATE ere_enrolments SET construct = 'exclusive'"
    static let sample = MakeExclusive()
}

private struct EndRefusal: Statement {
    static let sql = """
        INSERT INTO ere_evidence_reviews (operator_id, customer_id, evidence_id, verdict, reason, reviewed_at, valid_until)
        SELECT operator_id, customer_id, id, 'refused', 'no', now(), '2028-01-01' FROM ere_evidence
        """
    static let sample = EndRefusal()
}
