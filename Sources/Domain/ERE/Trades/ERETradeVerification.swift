package import Postgres
package import Values

/// Works trades out again from the stock that there was, and holds them against the books.
package enum ERETradeVerification {
    /// Each trade's shares as the rule gives them from what was credited and sold before it; its posting; what is sold
    /// against what is credited; lines that say they are sold out.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`, `ArithmeticOverflow`.
    package static func run(_ scope: Scope, on database: Database) async throws -> [VerifyReport] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return try await database.read(scope, isolation: .repeatableRead) { tx in
            let postings = try await tx.one(CheckERETradePostings(operatorID: operatorID))
            let states = try await tx.one(CheckEREStock(operatorID: operatorID))
            return [
                try await shares(operatorID, in: tx),
                VerifyReport(
                    kind: "ere_trade_postings",
                    checked: postings.checked,
                    firstDifference: postings.difference
                ),
                VerifyReport(
                    kind: "ere_stock",
                    checked: states.checked,
                    firstDifference: states.difference
                ),
            ]
        }
    }

    private static func shares(
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws
        -> VerifyReport
    {
        var (checked, difference) = (0, String?.none)
        for trade in try await tx.all(ERETradesToCheck(operatorID: operatorID)) where difference == nil {
            checked += 1
            let stock = try await tx.all(EREStockBefore(operatorID: operatorID, trade: trade.id))
            let lines = try await tx.all(ERESharesOf(operatorID: operatorID, trade: trade.id))
            let expected =
                ERETradeAllocation.share(units: trade.units, minor: trade.minor, from: stock) ?? []
            if expected.map(ERESharesOf.Row.init) != lines {
                difference = "trade \(trade.number): its lines are not what the rule gives"
            }
        }
        return VerifyReport(kind: "ere_trades", checked: checked, firstDifference: difference)
    }
}

/// Trades in their order.
struct ERETradesToCheck: Statement {
    struct Row: Sendable {
        let id: ERETradeID
        let number: String
        let units: Int64
        let minor: Int64
    }

    static let sql =
        "SELECT id, number, units, net_minor FROM ere_trades WHERE operator_id = $1 ORDER BY id"
    static let sample = ERETradesToCheck(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(id: try row.next(), number: try row.next(), units: try row.next(), minor: try row.next())
    }
}

/// The stock of a trade's year as it was when the trade was written down: the figures that it knew of, and the trades before
/// it without those whose cancellation it knew of.
struct EREStockBefore: Statement {
    static let sql = """
        WITH trade AS (
            SELECT id, delivery_year, credits_through, cancellations_through FROM ere_trades
            WHERE operator_id = $1 AND id = $2
        ), figures AS (
            SELECT DISTINCT ON (b.quarter, b.ean, b.basis) b.id, b.customer_id, b.ean, b.quarter, b.basis, c.units
            FROM trade t JOIN ere_credits c ON c.operator_id = $1 AND c.id <= t.credits_through
            JOIN ere_bookings b ON b.operator_id = $1 AND b.id = c.booking_id
                AND extract(year FROM b.quarter) = t.delivery_year
            ORDER BY b.quarter, b.ean, b.basis, b.revision DESC, c.id DESC
        ), sold AS (
            SELECT b.quarter, b.ean, b.basis, sum(l.units)::bigint AS units
            FROM trade t JOIN ere_trade_lines l ON l.operator_id = $1 AND l.trade_id < t.id
            JOIN ere_bookings b ON b.operator_id = $1 AND b.id = l.booking_id
            WHERE NOT EXISTS (SELECT FROM ere_trade_cancellations x
                WHERE x.operator_id = $1 AND x.trade_id = l.trade_id AND x.id <= t.cancellations_through)
            GROUP BY b.quarter, b.ean, b.basis
        )
        SELECT f.id, f.customer_id, f.ean, f.quarter, 'credited', 0::bigint, f.units, coalesce(s.units, 0)
        FROM figures f LEFT JOIN sold s USING (quarter, ean, basis) ORDER BY f.quarter, f.ean, f.id
        """
    static let isPlannedAnew = true
    static let sample = EREStockBefore(operatorID: OperatorID(1), trade: ERETradeID(1))
    let operatorID: OperatorID
    let trade: ERETradeID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(trade)
    }
    static func decode(_ row: inout RowReader) throws -> EREStockLine {
        try EREStockOfYear.decode(&row)
    }
}

/// What a trade's lines say.
struct ERESharesOf: Statement {
    struct Row: Hashable, Sendable {
        let booking: EREBookingID
        let customer: CustomerID
        let units: Int64
        let minor: Int64
    }

    static let sql = """
        SELECT booking_id, customer_id, units, amount_minor FROM ere_trade_lines
        WHERE operator_id = $1 AND trade_id = $2 ORDER BY position
        """
    static let sample = ERESharesOf(operatorID: OperatorID(1), trade: ERETradeID(1))
    let operatorID: OperatorID
    let trade: ERETradeID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(trade)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            booking: try row.next(),
            customer: try row.next(),
            units: try row.next(),
            minor: try row.next()
        )
    }
}

extension ERESharesOf.Row {
    init(_ share: ERETradeShare) {
        booking = share.stock.booking
        customer = share.stock.customer
        units = share.units
        minor = share.minor
    }
}

/// Each trade stands in the books with its revenue, mirrored when it was cancelled; the books know no other trades.
struct CheckERETradePostings: Statement {
    static let sql = """
        WITH expected AS (
            SELECT 'ere_trade:' || number AS key, net_minor AS minor, broker_id FROM ere_trades
            WHERE operator_id = $1 AND net_minor <> 0
            UNION ALL
            SELECT 'ere_trade_cancelled:' || t.number, -t.net_minor, t.broker_id
            FROM ere_trades t JOIN ere_trade_cancellations c ON c.operator_id = $1 AND c.trade_id = t.id
            WHERE t.operator_id = $1 AND t.net_minor <> 0
        ), posted AS (
            SELECT t.idempotency_key AS key, t.sequence, count(*) AS postings, max(a.subject) AS broker_id,
                sum(CASE p.side WHEN 'debit' THEN p.amount_minor ELSE -p.amount_minor END)
                    FILTER (WHERE starts_with(a.code, 'ere_broker:')) AS owed,
                sum(CASE p.side WHEN 'credit' THEN p.amount_minor ELSE -p.amount_minor END)
                    FILTER (WHERE a.code = 'ere_proceeds') AS proceeds
            FROM ledger_transactions t
            JOIN ledger_postings p ON p.operator_id = t.operator_id AND p.sequence = t.sequence
            JOIN ledger_accounts a ON a.operator_id = p.operator_id AND a.id = p.account_id
            WHERE t.operator_id = $1 AND starts_with(t.idempotency_key, 'ere_trade')
            GROUP BY t.operator_id, t.sequence
        )
        SELECT (SELECT count(*) FROM expected), (
            SELECT coalesce(e.key, p.key) || CASE WHEN p.sequence IS NULL THEN ' is not in the books'
                WHEN e.key IS NULL THEN ' belongs to no trade' ELSE ' is posted otherwise' END
            FROM expected e FULL JOIN posted p ON p.key = e.key
            WHERE (p.owed, p.proceeds, p.postings, p.broker_id)
                IS DISTINCT FROM (e.minor::numeric, e.minor::numeric, 2::bigint, e.broker_id)
            ORDER BY coalesce(e.key, p.key) LIMIT 1)
        """
    static let sample = CheckERETradePostings(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}

/// A line says that it is sold out exactly where nothing of its connection and quarter is left to sell.
struct CheckEREStock: Statement {
    static let sql = """
        WITH heads AS (
            SELECT DISTINCT ON (b.quarter, b.ean, b.basis) b.id, b.ean, b.quarter, b.basis, b.state, b.credited_units
            FROM ere_bookings b WHERE b.operator_id = $1 AND b.credited_units IS NOT NULL
            ORDER BY b.quarter, b.ean, b.basis, b.revision DESC
        ), sold AS (
            SELECT b.quarter, b.ean, b.basis, sum(t.units) AS units
            FROM ere_trade_lines t JOIN ere_bookings b ON b.operator_id = $1 AND b.id = t.booking_id
            WHERE t.operator_id = $1 AND NOT EXISTS (SELECT FROM ere_trade_cancellations c
                WHERE c.operator_id = $1 AND c.trade_id = t.trade_id)
            GROUP BY b.quarter, b.ean, b.basis
        )
        SELECT (SELECT count(*) FROM heads), (
            SELECT 'booking ' || h.id || ' is ' || h.state || ' with ' || h.credited_units || ' credited, '
                || coalesce(s.units, 0) || ' sold'
            FROM heads h LEFT JOIN sold s USING (quarter, ean, basis)
            WHERE h.state IN ('sold', 'paid') AND coalesce(s.units, 0) < h.credited_units
            ORDER BY h.id LIMIT 1)
        """
    static let isPlannedAnew = true
    static let sample = CheckEREStock(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}
