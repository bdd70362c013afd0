import Postgres
import Values

/// What the statements over stock share.
private enum EREStockSQL {
    /// The last credited line of each connection and quarter as `heads`, what of it is sold as `sold`; parameter $1.
    static let tables = """
        WITH heads AS (
            SELECT DISTINCT ON (b.quarter, b.ean, b.basis) b.id, b.customer_id, b.ean, b.quarter, b.basis, b.state,
                b.ordinal, b.credited_units, b.credit_id
            FROM ere_bookings b WHERE b.operator_id = $1 AND b.credited_units IS NOT NULL
            ORDER BY b.quarter, b.ean, b.basis, b.revision DESC
        ), sold AS (
            SELECT b.quarter, b.ean, b.basis, sum(t.units)::bigint AS units
            FROM ere_trade_lines t JOIN ere_bookings b ON b.operator_id = $1 AND b.id = t.booking_id
            WHERE t.operator_id = $1 AND NOT EXISTS (SELECT FROM ere_trade_cancellations c
                WHERE c.operator_id = $1 AND c.trade_id = t.trade_id)
            GROUP BY b.quarter, b.ean, b.basis
        )

        """
}

/// The stock of a year by quarter and connection.
struct EREStockOfYear: Statement {
    static let sql =
        EREStockSQL.tables + """
            SELECT h.id, h.customer_id, h.ean, h.quarter, h.state, h.ordinal::bigint, h.credited_units,
                coalesce(s.units, 0)
            FROM heads h LEFT JOIN sold s USING (quarter, ean, basis)
            WHERE extract(year FROM h.quarter) = $2::bigint ORDER BY h.quarter, h.ean, h.id
            """
    static let isPlannedAnew = true
    static let sample = EREStockOfYear(operatorID: OperatorID(1), year: 2026)
    let operatorID: OperatorID
    let year: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(year)
    }
    static func decode(_ row: inout RowReader) throws -> EREStockLine {
        let (booking, customer, ean): (EREBookingID, CustomerID, String) = (
            try row.next(), try row.next(), try row.next()
        )
        let day: LocalDate = try row.next()
        return EREStockLine(
            booking: booking,
            customer: customer,
            ean: ean,
            quarter: EREQuarter(of: day) ?? .sample,
            state: try row.next(),
            ordinal: try row.next(),
            credited: try row.next(),
            sold: try row.next()
        )
    }
}

/// The stock per quarter.
struct SumEREStock: Statement {
    static let sql =
        EREStockSQL.tables + """
            SELECT h.quarter, count(*), sum(h.credited_units)::bigint, sum(coalesce(s.units, 0))::bigint,
                sum(greatest(h.credited_units - coalesce(s.units, 0), 0))::bigint,
                sum(greatest(coalesce(s.units, 0) - h.credited_units, 0))::bigint, min(c.recorded_at)
            FROM heads h LEFT JOIN sold s USING (quarter, ean, basis)
            LEFT JOIN ere_credits c ON c.operator_id = $1 AND c.id = h.credit_id
            GROUP BY h.quarter ORDER BY h.quarter DESC
            """
    static let isPlannedAnew = true
    static let sample = SumEREStock(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> EREStockQuarter {
        let day: LocalDate = try row.next()
        return EREStockQuarter(
            quarter: EREQuarter(of: day) ?? .sample,
            connections: try row.next(),
            credited: try row.next(),
            sold: try row.next(),
            left: try row.next(),
            over: try row.next(),
            creditedSince: try row.next()
        )
    }
}

/// The stock by year of delivery and by what the energy was.
struct SumEREStockLots: Statement {
    static let sql =
        EREStockSQL.tables + """
            SELECT extract(year FROM h.quarter)::bigint AS year, h.basis, count(*), sum(h.credited_units)::bigint,
                sum(coalesce(s.units, 0))::bigint, sum(greatest(h.credited_units - coalesce(s.units, 0), 0))::bigint,
                min(c.recorded_at) FILTER (WHERE h.credited_units > coalesce(s.units, 0))
            FROM heads h LEFT JOIN sold s USING (quarter, ean, basis)
            LEFT JOIN ere_credits c ON c.operator_id = $1 AND c.id = h.credit_id
            GROUP BY 1, 2 ORDER BY 1 DESC, 2
            """
    static let isPlannedAnew = true
    static let sample = SumEREStockLots(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> EREStockLot {
        EREStockLot(
            year: try row.next(),
            basis: try row.next(),
            connections: try row.next(),
            credited: try row.next(),
            sold: try row.next(),
            left: try row.next(),
            leftSince: try row.next()
        )
    }
}
