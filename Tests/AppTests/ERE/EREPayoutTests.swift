import Domain
import Foundation
import Postgres
import TestSupport
import Testing
import Values

/// Paying revenue out, to the cent and once.
struct EREPayoutTests {
    private static func lend(
        _ figures: [Int64],
        _ body: (EREFilingWorld, EREBrokerID) async throws -> Void
    ) async throws {
        try await ERETradeTests.lend(figures) { world, broker in
            try await world.giveAccounts()
            try await body(world, broker)
        }
    }

    @Test func `a run pays each share once, to the cent, and is in the books`() async throws {
        try await Self.lend([100, 51, 7]) { world, broker in
            try await ERETradeTests.sell(world, broker, 79, fee: 100)
            let preview = try await world.preview()
            // 23.62 and 12.28 less 20 %: 18.90 (4.72 is kept) and 9.82; 1.42 less 0.28 is below 5.00.
            #expect(preview.sums.payouts == 2 && preview.sums.net == 1890 + 982 && preview.sums.fee == 472 + 246)
            #expect(preview.leftOut.map(\.reason) == [.belowMinimum] && preview.leftOut.map(\.net) == [114])
            let first = try await world.pay()
            #expect(first.made == 2 && first.sums == preview.sums && first.leftOut == preview.leftOut)
            let balances = try await world.balances()
            let ids = try await world.customers()
            #expect(
                balances == [
                    "ere_proceeds -142", "ere_service_fee -718", "payable:customer:\(ids[0]) -1890",
                    "payable:customer:\(ids[1]) -982",
                ]
            )
            let again = try await world.pay()
            #expect(again.made == 0 && again.run.id == first.run.id)
            #expect(try await world.verify() == [])
            // What was left out is paid with what comes later.
            try await ERETradeTests.sell(world, broker, 79, price: "1.3", "C-2")
            let later = try await world.pay()
            #expect(later.made == 3 && later.run.id != first.run.id)
            #expect(try await world.verify() == [])
            #expect(try await world.balances().contains("ere_proceeds 0"))
            let judged = try await ERETradeTests.judge(world)
            #expect(judged.status == 0 && judged.output.hasSuffix("5 payouts, 112.02 to pay\n"), "\(judged.output)")
        }
    }

    @Test func `of runs at the same time each share is paid by one`() async throws {
        try await Self.lend([100, 90, 80, 70, 60]) { world, broker in
            try await ERETradeTests.sell(world, broker, 400)
            let made = await withTaskGroup(of: Int.self) { group in
                for _ in 1...4 { group.addTask { (try? await world.pay())?.made ?? -1 } }
                return await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(made.reduce(0, +) == 5 && !made.contains(-1), "\(made)")
            #expect(try await world.verify() == [])
            let runs = try await world.test.database.read(world.admin) {
                try await EREPayouts.list(world.admin, in: $0)
            }
            #expect(runs.count == 1 && runs.allSatisfy { $0.finishedAt != nil })
        }
    }

    @Test func `a run that stops in the middle is finished by the next`() async throws {
        struct Stop: Error {}
        try await Self.lend([100, 90, 80, 70, 60]) { world, broker in
            try await ERETradeTests.sell(world, broker, 400)
            let preview = try await world.preview()
            let (quarter, today) = (try EREFilingWorld.quarter, EREFilingWorld.today)
            await #expect(throws: Stop.self) {
                _ = try await world.payouts.run(world.finance, quarter, today: today, at: EREFilingWorld.october) {
                    done,
                    _ in
                    if done > 0 { throw Stop() }
                }
            }
            let open = try await world.test.database.read(world.admin) {
                try await EREPayouts.list(world.admin, in: $0)
            }
            #expect(open.map(\.finishedAt) == [nil] && open.map(\.done) == [2] && open.map(\.total) == [5])
            #expect(try await world.verify() == [])
            let earlier = try #require(quarter.previous)
            await #expect(throws: EREPayoutRejection.otherRunning(quarter)) { try await world.pay(earlier) }
            let finished = try await world.pay()
            #expect(finished.made == 3 && finished.sums == preview.sums && finished.run.finishedAt != nil)
            #expect(try await world.verify() == [])
        }
    }

    @Test func `the database refuses to pay twice, too much, to somebody else, or of what is cancelled`() async throws {
        try await Self.lend([100, 90]) { world, broker in
            let sale = try await ERETradeTests.sell(world, broker, 150)
            let second = try await ERETradeTests.sell(world, broker, 40, "C-2")
            try await ERETradeTests.cancel(world, second)
            let paid = try await world.pay()
            #expect(paid.made == 2 && paid.sums.units == 150)
            await #expect(throws: ERETradeRejection.paidOut) { try await ERETradeTests.cancel(world, sale) }
            for attempt in OverpayAttempt.allCases {
                await #expect(throws: PostgresFault.self, "\(attempt)") { try await attempt.play(in: world) }
            }
            #expect(try await world.verify() == [])
        }
    }

    @Test func `who has no account, no town or a refused enrolment is left out and says why`() async throws {
        try await ERETradeTests.lend([100, 90, 80, 70]) { world, broker in
            try await world.run(SpoilCustomers())
            try await ERETradeTests.sell(world, broker, 340)
            let preview = try await world.preview()
            #expect(preview.leftOut.map(\.reason) == [.noAccount, .noAddress, .refused])
            let result = try await world.pay()
            #expect(result.made == 1 && result.leftOut.map(\.reason) == [.noAccount, .noAddress, .refused])
            // Once there is an account, the next run pays it.
            try await world.giveAccounts()
            #expect(try await world.pay().made == 2)
            #expect(try await world.verify() == [])
        }
    }

    @Test func `nothing is paid of a quarter that is not over, nor when nothing was sold`() async throws {
        try await Self.lend([100]) { world, broker in
            let next = try #require(EREQuarter("2026-Q4"))
            await #expect(throws: EREPayoutRejection.quarterNotOver) { try await world.pay(next) }
            await #expect(throws: EREPayoutRejection.nothingToPay(leftOut: 0)) { try await world.pay() }
            try await ERETradeTests.sell(world, broker, 5)
            await #expect(throws: EREPayoutRejection.nothingToPay(leftOut: 1)) { try await world.pay() }
            #expect(try await world.preview().leftOut.map(\.reason) == [.belowMinimum])
        }
    }

    @Test func `terms, a fee of one's own and those whom one brought decide what is kept`() async throws {
        try await Self.lend([100, 90, 80]) { world, broker in
            try await world.join("A", fee: "18.5", margin: "2.5")
            try await ERETradeTests.sell(world, broker, 270, price: "0.505")
            let ids = try await world.customers()
            let day = try EREFilingWorld.quarter.firstDay
            let now = EREFilingWorld.october
            try await world.write { tx in
                let scope = world.finance
                try await EREPayoutSettings.setFee(
                    scope,
                    of: ids[1],
                    Exact(12),
                    from: day,
                    reason: "letter",
                    at: now,
                    in: tx
                )
                try await EREPayoutSettings.setReferrer(scope, of: ids[2], ids[0], at: now, in: tx)
            }
            await #expect(throws: EREPayoutRejection.oneself) {
                try await world.write {
                    try await EREPayoutSettings.setReferrer(world.finance, of: ids[0], ids[0], at: now, in: $0)
                }
            }
            for (customer, referrer) in [(ids[0], ids[2]), (ids[2], ids[1])] {
                await #expect(throws: EREPayoutRejection.referralKnown) {
                    try await world.write {
                        try await EREPayoutSettings.setReferrer(world.finance, of: customer, referrer, at: now, in: $0)
                    }
                }
            }
            // Signed after the quarter: the customer counts from the next one on.
            let late = try await world.preview()
            #expect(late.sums.fee == 934 + 545 + 747)
            try await world.run(SignEarlier())
            let result = try await world.pay()
            // 50.50, 45.45 and 40.40: 17.5 %, 12 % and 18.5 %; 2.5 % of each for the partner.
            #expect(result.sums.fee == 884 + 545 + 747 && result.sums.margin == 126 + 114 + 101)
            #expect(result.sums.gross == result.sums.fee + result.sums.margin + result.sums.net)
            #expect(try await world.verify() == [])
            let balances = try await world.balances()
            #expect(balances.contains("payable:platform -2176") && balances.contains("ere_margin -341"))
            let judged = try await ERETradeTests.judge(world)
            #expect(judged.status == 0, "\(judged.output)")
        }
    }

    @Test func `where the partner pays, one document has it all`() async throws {
        try await ERETradeTests.lend([100, 90, 2]) { world, broker in
            try await world.join("B", fee: "20", margin: "5")
            try await ERETradeTests.sell(world, broker, 192, price: "0.5")
            let result = try await world.pay()
            #expect(result.made == 3 && result.leftOut.isEmpty && result.run.model == .partner)
            let balances = try await world.balances()
            #expect(balances == ["ere_proceeds 0", "payable:partner -7680", "payable:platform -1920"])
            #expect(try await world.pay().made == 0)
            #expect(try await world.verify() == [])
            let judged = try await ERETradeTests.judge(world)
            #expect(judged.status == 0, "\(judged.output)")
        }
    }

    @Test func `a company that agreed is invoiced in its name with VAT, others get statements`() async throws {
        try await Self.lend([100, 90, 80]) { world, broker in
            try await world.run(MakeCompanies())
            let ids = try await world.customers()
            try await world.write {
                try await EREPayoutSettings.setSelfBilling(
                    world.finance,
                    of: ids[0],
                    isAgreed: true,
                    from: try EREFilingWorld.quarter.firstDay,
                    reference: "file 7",
                    at: EREFilingWorld.october,
                    in: $0
                )
            }
            try await ERETradeTests.sell(world, broker, 270, price: "1")
            let result = try await world.pay()
            // 21 % of 80.00; the second company agreed to nothing.
            #expect(result.sums.vat == 1680 && result.sums.payable == 21_600 + 1680)
            let documents = try await world.test.owner.all(.system, PayoutDocuments())
            #expect(
                documents == [
                    "VOL-C\(ids[0])-2026-0001 self_billed_invoice S 8000 1680 9680",
                    "VOL-P-2026-0001 payout_statement O 7200 0 7200", "VOL-P-2026-0002 payout_statement O 6400 0 6400",
                ]
            )
            #expect(try await world.verify() == [])
        }
    }

    @Test func `verifying, and the second implementation, find a cent that moved`() async throws {
        try await Self.lend([100, 50]) { world, broker in
            try await ERETradeTests.sell(world, broker, 150)
            _ = try await world.pay()
            let judged = try await ERETradeTests.judge(world) { texts in
                texts["payouts.csv"] = texts["payouts.csv"]?.replacing(",9.70,", with: ",9.71,")
            }
            #expect(judged.status == 1 && judged.output.contains("are kept of share"), "\(judged.output)")
            try await world.run(MoveKeptCent())
            #expect(try await world.verify().contains { $0.contains("not what the rule gives") })
        }
    }

    @Test func `another operator's run is not found`() async throws {
        try await Self.lend([100]) { world, broker in
            try await ERETradeTests.sell(world, broker, 100)
            let id = try await world.pay().run.id
            let stranger = Scope.system(for: OperatorID(world.operatorID.rawValue + 1))
            await #expect(throws: NotFound.self) {
                _ = try await world.test.database.read(stranger) { try await EREPayouts.find(stranger, id, in: $0) }
            }
        }
    }
}

/// What nobody may write, whatever the program does.
private enum OverpayAttempt: CaseIterable {
    case secondLine, otherLine, document, cancelled, partner

    func play(in world: EREFilingWorld) async throws {
        switch self {
        case .secondLine: try await world.run(PayTwice())
        case .otherLine: try await world.run(AddToPayout())
        case .document: try await world.run(ForgeDocument(customers: true))
        case .partner: try await world.run(ForgeDocument(customers: false))
        case .cancelled: try await world.run(PayCancelled())
        }
    }
}

private struct PayTwice: Statement {
    static let sql = """
        INSERT INTO ere_payout_lines SELECT operator_id, trade_id, position, run_id, customer_id, gross_minor, fee_minor,
            margin_minor FROM ere_payout_lines LIMIT 1
        """
    static let sample = PayTwice()
}

/// A share of a cancelled sale, under a payout that is there.
private struct PayCancelled: Statement {
    static let sql = """
        INSERT INTO ere_payout_lines (operator_id, trade_id, position, run_id, customer_id, gross_minor, fee_minor,
            margin_minor)
        SELECT t.operator_id, t.trade_id, t.position, p.run_id, t.customer_id, t.amount_minor, 0, 0
        FROM ere_trade_lines t JOIN ere_payouts p USING (operator_id, customer_id)
        JOIN ere_trade_cancellations c USING (operator_id, trade_id) LIMIT 1
        """
    static let sample = PayCancelled()
}

/// Nothing at all, added to somebody's payout: it does not add up any more.
private struct AddToPayout: Statement {
    static let sql = """
        WITH trade AS (
            INSERT INTO ere_trades (operator_id, number, broker_id, reference, unit_kind, delivery_year, units,
                price_per_unit, gross_minor, fee_minor, sold_on, credits_through, cancellations_through, recorded_by,
                recorded_at)
            SELECT operator_id, 'X', broker_id, 'X', unit_kind, delivery_year, 1, 1, 100, 0, sold_on, 0, 0, recorded_by,
                recorded_at FROM ere_trades LIMIT 1 RETURNING operator_id, id
        ), line AS (
            INSERT INTO ere_trade_lines (operator_id, trade_id, position, customer_id, booking_id, units, amount_minor)
            SELECT t.operator_id, t.id, 1, b.customer_id, b.id, 1, 100
            FROM trade t JOIN ere_bookings b USING (operator_id) ORDER BY b.id LIMIT 1
            RETURNING operator_id, trade_id, customer_id
        )
        INSERT INTO ere_payout_lines (operator_id, trade_id, position, run_id, customer_id, gross_minor, fee_minor,
            margin_minor)
        SELECT l.operator_id, l.trade_id, 1, p.run_id, l.customer_id, 100, 0, 0
        FROM line l JOIN ere_payouts p USING (operator_id, customer_id)
        """
    static let sample = AddToPayout()
}

/// A document that no payout makes: of a customer, or of the partner.
private struct ForgeDocument: Statement {
    static let sql = """
        INSERT INTO credits (operator_id, ere_run_id, customer_id, period, kind, series, number_in_series, number, issued_on,
            due_on, currency, net_minor, vat_minor, total_minor, vat_category, vat_rule, exact_amount,
            energy_thousandths_wh, session_count, snapshot, issued_at)
        SELECT operator_id, ere_run_id, CASE WHEN $1 THEN (SELECT max(id) FROM customers) END, period, kind, 'F', 1, 'F-1',
            issued_on, due_on, currency, 100, 0, 100, vat_category, vat_rule, 1, 0, 0, snapshot, issued_at
        FROM credits WHERE ere_run_id IS NOT NULL ORDER BY id LIMIT 1
        """
    static let sample = ForgeDocument(customers: true)
    let customers: Bool

    func bind(to values: inout Bindings) { values.append(customers) }
}

/// The first has no account, the second no town, the third a refused enrolment.
private struct SpoilCustomers: Statement {
    static let sql = """
        WITH places AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM customers), refused AS (
            UPDATE ere_enrolments e SET state = 'refused', refusal = 'why' FROM places p
            WHERE p.id = e.customer_id AND p.place = 3 RETURNING 1
        )
        UPDATE customers c SET iban = CASE p.place WHEN 1 THEN '' ELSE 'NL91ABNA0417164300' END,
            town = CASE p.place WHEN 2 THEN '' ELSE 'Ede' END
        FROM places p WHERE p.id = c.id
        """
    static let sample = SpoilCustomers()
}

private struct SignEarlier: Statement {
    static let sql = "UPDATE ere_enrolments SET signed_at = '2026-09-30T21:59:59Z'"
    static let sample = SignEarlier()
}

private struct MakeCompanies: Statement {
    static let sql = """
        UPDATE customers SET kind = 'company', company_number = '12345678', vat_id = 'NL002455799B11'
        WHERE id IN (SELECT id FROM customers ORDER BY id LIMIT 2)
        """
    static let sample = MakeCompanies()
}

private struct PayoutDocuments: Statement {
    static let sql = """
        SELECT number || ' ' || kind || ' ' || vat_category || ' ' || net_minor || ' ' || vat_minor || ' ' || total_minor
        FROM credits ORDER BY number COLLATE "C"
        """
    static let sample = PayoutDocuments()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

private struct MoveKeptCent: Statement {
    static let sql = "UPDATE ere_payout_lines SET fee_minor = fee_minor + 1 WHERE position = 1"
    static let sample = MoveKeptCent()
}
