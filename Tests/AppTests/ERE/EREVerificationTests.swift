import Domain
import Postgres
import TestSupport
import Testing
import Values

/// What the verifier found, and what follows from it for credits, stock and payouts.
struct EREVerificationTests {
    private static let march = Timestamp("2027-03-15T08:00:00Z") ?? Timestamp(seconds: 0)
    private static let day = LocalDate("2027-03-15") ?? LocalDate(daysSinceEpoch: 0)

    private static func lend(
        _ figures: [Int64],
        reserve: Int64 = 0,
        _ body: (EREFilingWorld, EREBrokerID) async throws -> Void
    ) async throws {
        try await ERETradeTests.lend(figures) { world, broker in
            try await world.giveAccounts()
            try await setReserve(world, reserve)
            try await body(world, broker)
        }
    }

    private static func setReserve(_ world: EREFilingWorld, _ percent: Int64) async throws {
        var rules = EREPayoutRules.usual
        rules.reservePercent = Exact(percent)
        rules.minimum = Money(minor: 100, .eur)
        let wanted = rules
        try await world.write {
            let day = try EREFilingWorld.quarter.firstDay
            try await EREPayoutSettings.setRules(world.finance, wanted, from: day, at: EREFilingWorld.october, in: $0)
        }
    }

    private static func draft(_ code: String, _ failed: [EREFailedLine] = []) -> EREVerificationDraft {
        EREVerificationDraft(
            year: 2026,
            outcome: .verified,
            statementCode: code,
            verifier: "Keurders B.V.",
            statedOn: LocalDate("2027-03-10") ?? day,
            findings: "One charger stood elsewhere.",
            documentName: "statement.pdf",
            document: Array("%PDF".utf8),
            failed: failed
        )
    }

    /// Writes a statement down and confirms it.
    private static func verify(
        _ world: EREFilingWorld,
        _ code: String = "V-1",
        _ failed: [EREFailedLine] = []
    ) async throws {
        let draft = draft(code, failed)
        try await world.test.database.write(world.finance) {
            let id = try await EREVerifications.record(world.finance, draft, today: day, at: march, in: $0)
            try await EREVerifications.decide(world.admin, id, isConfirmed: true, reason: "", at: march, in: $0)
        }
    }

    private static func failed(
        _ world: EREFilingWorld,
        _ place: Int,
        _ energy: Energy = .zero
    ) async throws -> EREFailedLine {
        let line = try await ERETradeTests.lines(world)[place]
        return EREFailedLine(ean: line.ean, quarter: line.quarter, energy: energy, reason: "stood elsewhere")
    }

    private static func pay(_ world: EREFilingWorld) async throws -> EREPayoutResult {
        try await world.payouts.run(world.finance, EREFilingWorld.quarter, today: day, at: march)
    }

    private static func states(_ world: EREFilingWorld) async throws -> [String] {
        try await world.test.owner.all(.system, VerifiedStates())
    }

    @Test func `a statement verifies what was credited, sold or paid, and lowers what failed`() async throws {
        try await Self.lend([100, 51, 7]) { world, broker in
            let failed = try await Self.failed(world, 1)
            try await ERETradeTests.sell(world, broker, 79)
            try await Self.verify(world, "V-1", [failed])
            #expect(try await Self.states(world) == ["verified 100 1", "verified 0 1", "verified 7 1"])
            let years = try await world.test.database.read(world.admin) {
                try await EREVerifications.years(world.admin, in: $0)
            }
            #expect(years.map(\.verifiedLines) == [3] && years.map(\.verifiedUnits) == [107])
            #expect(try await world.verify() == [])
            // What failed cannot be sold any more: 107 less 50 and 3.
            await #expect(throws: ERETradeRejection.self) {
                try await ERETradeTests.sell(world, broker, 55, "C-2")
            }
            try await ERETradeTests.sell(world, broker, 54, "C-3")
            #expect(try await world.verify() == [])
            let judged = try await ERETradeTests.judge(world)
            #expect(judged.status == 0, "\(judged.output)")
        }
    }

    @Test func `what cannot be is refused, and four eyes confirm`() async throws {
        try await Self.lend([100, 51]) { world, _ in
            let failed = try await Self.failed(world, 1)
            func record(_ change: (inout EREVerificationDraft) -> Void) async throws -> EREVerificationID {
                var draft = Self.draft("V-1", [failed])
                change(&draft)
                let wanted = draft
                return try await world.test.database.write(world.finance) {
                    try await EREVerifications.record(world.finance, wanted, today: Self.day, at: Self.march, in: $0)
                }
            }
            let line = { EREFailedLine(ean: $0, quarter: failed.quarter, energy: $1, reason: "x") }
            let unknown = "871685900000000097"
            let wrong: [(EREVerificationRejection, (inout EREVerificationDraft) -> Void)] = [
                (.day, { $0.statedOn = LocalDate("2026-12-31") ?? $0.statedOn }), (.code, { $0.statementCode = "" }),
                (.document, { $0.document = [] }), (.linesOfRefused, { $0.outcome = .refused }),
                (.unknownLine(ean: unknown, failed.quarter), { $0.failed = [line(unknown, .zero)] }),
                (.twice(ean: failed.ean, failed.quarter), { $0.failed += [failed] }),
                (.notLess(ean: failed.ean, failed.quarter), { $0.failed = [line(failed.ean, Energy(wh: 99_000_000))] }),
            ]
            for (rejection, change) in wrong {
                await #expect(throws: rejection) { _ = try await record(change) }
            }
            let id = try await record { _ in }
            await #expect(throws: EREVerificationRejection.codeKnown) { _ = try await record { _ in } }
            try await world.run(WantFourEyes())
            func decide(
                _ scope: Scope,
                _ id: EREVerificationID,
                _ isConfirmed: Bool,
                _ reason: String = ""
            ) async throws {
                try await world.test.database.write(scope) {
                    try await EREVerifications.decide(
                        scope,
                        id,
                        isConfirmed: isConfirmed,
                        reason: reason,
                        at: Self.march,
                        in: $0
                    )
                }
            }
            await #expect(throws: EREVerificationRejection.fourEyes) { try await decide(world.finance, id, true) }
            await #expect(throws: EREVerificationRejection.reason) { try await decide(world.finance, id, false) }
            try await decide(world.finance, id, false, "wrong file")
            #expect(try await Self.states(world) == ["credited 100 0", "credited 51 0"])
            let again = try await record { _ in }
            try await decide(world.admin, again, true)
            await #expect(throws: EREVerificationRejection.decided) { try await decide(world.admin, again, true) }
            #expect(try await Self.states(world) == ["verified 100 1", "verified 0 1"])
            let stranger = Scope.system(for: OperatorID(world.operatorID.rawValue + 1))
            await #expect(throws: NotFound.self) {
                _ = try await world.test.database.read(stranger) {
                    try await EREVerifications.find(stranger, again, in: $0)
                }
            }
            #expect(try await world.verify() == [])
        }
    }

    @Test func `a part of each payout is held back, and let go by the first run after the statement`() async throws {
        try await Self.lend([100, 60], reserve: 10) { world, broker in
            try await ERETradeTests.sell(world, broker, 80, price: "1")
            let first = try await Self.pay(world)
            // 50.00 and 30.00 less 20 %, and of 40.00 and 24.00 a tenth.
            #expect(first.sums.net == 6400 && first.sums.adjustment == -640 && first.sums.payable == 5760)
            #expect(try await world.balances().contains("ere_reserve -640"))
            #expect(try await world.verify() == [])
            #expect(try await Self.pay(world).made == 0)
            try await Self.verify(world)
            let second = try await Self.pay(world)
            #expect(second.made == 2 && second.sums.gross == 0 && second.sums.payable == 640)
            #expect(try await world.balances().contains("ere_reserve 0"))
            #expect(try await Self.pay(world).made == 0)
            // Nothing is held back of a year that is verified.
            try await ERETradeTests.sell(world, broker, 80, price: "1", "C-2")
            #expect(try await Self.pay(world).sums.adjustment == 0)
            #expect(try await world.verify() == [])
            let judged = try await ERETradeTests.judge(world)
            #expect(judged.status == 0 && judged.output.hasSuffix("6 payouts, 128.00 to pay\n"), "\(judged.output)")
        }
    }

    @Test func `units that failed after they were paid are given back by the next payouts`() async throws {
        try await Self.lend([100, 60], reserve: 10) { world, broker in
            try await ERETradeTests.sell(world, broker, 120, price: "1")
            _ = try await Self.pay(world)
            // All of the first connection's 75 units failed; of its 60.00 net 6.00 is held back.
            try await Self.verify(world, "V-1", [try await Self.failed(world, 0)])
            #expect(try await Self.states(world) == ["verified 0 1", "verified 60 1"])
            let second = try await Self.pay(world)
            let ids = try await world.customers()
            #expect(second.made == 2 && second.sums.adjustment == 360 + 600 - 600)
            #expect(
                try await world.adjustments() == [
                    "\(ids[0]) clawed_back -600", "\(ids[0]) held -600", "\(ids[0]) released 600",
                    "\(ids[1]) held -360",
                    "\(ids[1]) released 360",
                ]
            )
            #expect(try await world.balances().contains("ere_given_back -600"))
            let differences = try await world.verify()
            #expect(differences == [], "\(differences)")
            let judged = try await ERETradeTests.judge(world)
            #expect(judged.status == 0, "\(judged.output)")
            let tampered = try await ERETradeTests.judge(world) { texts in
                texts["adjustments.csv"] = texts["adjustments.csv"]?.replacing(",-6.00,V-1", with: ",-5.99,V-1")
            }
            #expect(tampered.status == 1 && tampered.output.contains("adjusted by"), "\(tampered.output)")
            try await world.run(MoveAdjustedCent())
            #expect(try await world.verify().contains { $0.contains("adjusted by something else") })
        }
    }

    @Test func `the database refuses adjustments that are none`() async throws {
        try await Self.lend([100], reserve: 10) { world, broker in
            try await ERETradeTests.sell(world, broker, 80, price: "1")
            _ = try await Self.pay(world)
            await #expect(throws: PostgresFault.self) { try await world.run(AdjustAgain()) }
            await #expect(throws: PostgresFault.self) { try await world.run(VerifyByHand()) }
            #expect(try await world.verify() == [])
        }
    }
}

extension EREFilingWorld {
    /// What payouts were adjusted by.
    func adjustments() async throws -> [String] { try await test.owner.all(.system, AllAdjustments()) }
}

private struct AllAdjustments: Statement {
    static let sql = """
        SELECT customer_id || ' ' || kind || ' ' || amount_minor FROM ere_payout_adjustments
        ORDER BY customer_id, kind COLLATE "C"
        """
    static let sample = AllAdjustments()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

private struct VerifiedStates: Statement {
    static let sql = """
        SELECT state || ' ' || credited_units || ' ' || CASE WHEN verification_id IS NULL THEN 0 ELSE 1 END
        FROM ere_bookings ORDER BY ean, revision
        """
    static let sample = VerifiedStates()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

private struct WantFourEyes: Statement {
    static let sql = "UPDATE operators SET needs_four_eyes = true"
    static let sample = WantFourEyes()
}

private struct MoveAdjustedCent: Statement {
    static let sql = "UPDATE ere_payout_adjustments SET amount_minor = amount_minor - 1 WHERE kind = 'clawed_back'"
    static let sample = MoveAdjustedCent()
}

/// Nothing that is kept back, added to a payout that is there.
private struct AdjustAgain: Statement {
    static let sql = """
        INSERT INTO ere_payout_adjustments (operator_id, run_id, customer_id, kind, delivery_year, amount_minor,
            statement_code)
        SELECT operator_id, run_id, customer_id, 'held', 2027, -1, '' FROM ere_payouts
        """
    static let sample = AdjustAgain()
}

/// A line that is verified without a statement.
private struct VerifyByHand: Statement {
    static let sql = """
        INSERT INTO ere_booking_facts (operator_id, customer_id, booking_id, ordinal, state, recorded_at)
        SELECT operator_id, customer_id, id, ordinal + 1, 'verified', now() FROM ere_bookings
        """
    static let sample = VerifyByHand()
}
