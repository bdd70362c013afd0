import Domain
import Postgres
import TestSupport
import Testing
import Values

/// What tests of payouts do with the world of filings and sales.
extension EREFilingWorld {
    static var today: LocalDate { ERETradeTests.today }

    /// Gives all customers an account and a town, which banks want.
    func giveAccounts() async throws { try await run(GiveAccounts()) }

    var payouts: EREPayouts { EREPayouts(test.database, customersPerStep: 2) }

    func pay(_ quarter: EREQuarter? = nil, as scope: Scope? = nil) async throws -> EREPayoutResult {
        let quarter = try quarter ?? EREFilingWorld.quarter
        return try await payouts.run(scope ?? finance, quarter, today: Self.today, at: EREFilingWorld.october)
    }

    func preview() async throws -> EREPayoutPreview {
        try await payouts.preview(finance, EREFilingWorld.quarter, today: Self.today)
    }

    /// Makes the operator a partner with terms that hold since the year began.
    func join(_ model: String, fee: String, margin: String) async throws {
        try await run(JoinPlatform(model: model, fee: fee, margin: margin))
    }

    func customers() async throws -> [CustomerID] { try await test.owner.all(.system, AllCustomers()) }

    /// What the accounts of units and customers come to: debits less credits.
    func balances() async throws -> [String] { try await test.owner.all(.system, PayoutBalances()) }

    func verify() async throws -> [String] {
        var own = try await EREPayoutVerification.run(admin, on: test.database).compactMap(\.firstDifference)
        own += try await EREVerificationChecks.run(admin, on: test.database).compactMap(\.firstDifference)
        return try await ERETradeTests.verify(self) + own
    }

    /// Changes what only the owner of the database may.
    func write(_ settings: (Transaction) async throws -> Void) async throws {
        try await test.database.write(finance) { try await settings($0) }
    }
}

private struct GiveAccounts: Statement {
    static let sql =
        "UPDATE customers SET iban = 'NL91ABNA0417164300', town = 'Ede', street = 'Laan', house_number = '1'"
    static let sample = GiveAccounts()
}

private struct JoinPlatform: Statement {
    static let sql = """
        WITH partner AS (
            INSERT INTO partners (operator_id, created_at) SELECT id, now() FROM operators RETURNING operator_id
        )
        INSERT INTO partner_terms (operator_id, valid_from, payout_model, service_fee_percent, margin_percent, recorded_at)
        SELECT operator_id, '2026-01-01', $1, $2::text::numeric, $3::text::numeric, now() FROM partner
        """
    static let sample = JoinPlatform(model: "A", fee: "20", margin: "0")
    let model: String
    let fee: String
    let margin: String

    func bind(to values: inout Bindings) {
        values.append(model)
        values.append(fee)
        values.append(margin)
    }
}

private struct AllCustomers: Statement {
    static let sql = "SELECT id FROM customers ORDER BY id"
    static let sample = AllCustomers()
    static func decode(_ row: inout RowReader) throws -> CustomerID { try row.next() }
}

private struct PayoutBalances: Statement {
    static let sql = """
        SELECT a.code || ' ' || sum(CASE p.side WHEN 'debit' THEN p.amount_minor ELSE -p.amount_minor END)
        FROM ledger_accounts a JOIN ledger_postings p ON p.operator_id = a.operator_id AND p.account_id = a.id
        WHERE NOT starts_with(a.code, 'ere_broker') GROUP BY a.code ORDER BY a.code COLLATE "C"
        """
    static let sample = PayoutBalances()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
