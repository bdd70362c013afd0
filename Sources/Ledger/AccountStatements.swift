import Postgres
import Values

/// Accounts of some codes, in whatever currency.
struct AccountsByCode: Statement {
    static let sql = """
        SELECT operator_id, id, code, name, kind, currency, subject
        FROM ledger_accounts WHERE operator_id = $1 AND code = ANY ($2)
        """
    static let sample = AccountsByCode(operatorID: OperatorID(1), codes: [])
    let operatorID: OperatorID
    let codes: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(codes)
    }

    static func decode(_ row: inout RowReader) throws -> LedgerAccount { try LedgerAccount(&row) }
}

/// All accounts of an operator.
struct AllAccounts: Statement {
    static let sql = """
        SELECT operator_id, id, code, name, kind, currency, subject
        FROM ledger_accounts WHERE operator_id = $1 ORDER BY code, currency
        """
    static let sample = AllAccounts(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> LedgerAccount { try LedgerAccount(&row) }
}

/// Opens accounts and returns them; those that somebody else opened meanwhile stay as they are.
struct InsertAccounts: Statement {
    static let sql = """
        INSERT INTO ledger_accounts (operator_id, code, name, kind, currency, subject)
        SELECT $1, a.code, a.name, a.kind, a.currency, a.subject
        FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
            AS a (code, name, kind, currency, subject)
        ON CONFLICT ON CONSTRAINT ledger_accounts_code_unique DO NOTHING
        RETURNING operator_id, id, code, name, kind, currency, subject
        """
    static let sample = InsertAccounts(operatorID: OperatorID(1), accounts: [])
    let operatorID: OperatorID
    let accounts: [AccountSpecification]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(accounts.map(\.code))
        values.append(accounts.map(\.name))
        values.append(accounts.map(\.kind.rawValue))
        values.append(accounts.map(\.currency.code))
        values.append(accounts.map(\.subject))
    }

    static func decode(_ row: inout RowReader) throws -> LedgerAccount { try LedgerAccount(&row) }
}

/// The sums of accounts up to a cut.
struct Balances: Statement {
    static let sql = """
        SELECT a.operator_id, a.id, a.code, a.name, a.kind, a.currency, a.subject,
            coalesce(sum(p.amount_minor) FILTER (WHERE p.side = 'debit'), 0)::bigint,
            coalesce(sum(p.amount_minor) FILTER (WHERE p.side = 'credit'), 0)::bigint
        FROM ledger_accounts a
        LEFT JOIN (
            SELECT p.account_id, p.side, p.amount_minor
            FROM ledger_postings p
            JOIN ledger_transactions t ON t.operator_id = p.operator_id AND t.sequence = p.sequence
            WHERE p.operator_id = $1
                AND ($3::date IS NULL OR t.effective_on <= $3)
                AND ($4::timestamptz IS NULL OR t.recorded_at <= $4)
        ) p ON p.account_id = a.id
        WHERE a.operator_id = $1 AND starts_with(a.code, $2)
        GROUP BY a.operator_id, a.id
        ORDER BY a.code, a.currency
        """
    static let sample = Balances(operatorID: OperatorID(1), codePrefix: "", cut: .now)
    let operatorID: OperatorID
    let codePrefix: String
    let cut: LedgerCut

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(codePrefix)
        values.append(cut.effectiveThrough)
        values.append(cut.recordedThrough)
    }

    static func decode(_ row: inout RowReader) throws -> AccountBalance {
        let account = try LedgerAccount(&row)
        return AccountBalance(
            account: account,
            debits: Money(minor: try row.next(), account.currency),
            credits: Money(minor: try row.next(), account.currency)
        )
    }
}

/// The newest postings of an account before a transaction.
struct PostingsOfAccount: Statement {
    static let sql = """
        SELECT p.sequence, p.ordinal::bigint, t.kind, t.description, t.effective_on, t.recorded_at, p.side,
            p.amount_minor, p.currency
        FROM ledger_postings p
        JOIN ledger_transactions t ON t.operator_id = p.operator_id AND t.sequence = p.sequence
        WHERE p.operator_id = $1 AND p.account_id = $2 AND p.sequence < $3
        ORDER BY p.sequence DESC
        FETCH FIRST $4 ROWS WITH TIES
        """
    static let sample = PostingsOfAccount(operatorID: OperatorID(1), account: AccountID(1), before: 0, limit: 1)
    let operatorID: OperatorID
    let account: AccountID
    let before: Int64
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(account)
        values.append(before)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> AccountPosting {
        AccountPosting(
            sequence: try row.next(),
            ordinal: try row.next(),
            kind: try row.next(),
            description: try row.next(),
            effectiveOn: try row.next(),
            recordedAt: try row.next(),
            side: try row.next(),
            amount: Money(minor: try row.next(), try row.next())
        )
    }
}
