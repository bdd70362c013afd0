import Domain
import Postgres
import Values

extension ForeignThings {
    /// What was measured of the operator's signed connection, accepted and filed.
    static func filedBooking(of tenant: WebWorld.Tenant, _ world: WebWorld) async throws -> EREBookingID {
        let id = try await booking(of: tenant, world)
        try await world.database.write(tenant.scope) { tx in
            let filing = try await tx.one(NewFiling(operatorID: tenant.id, by: tenant.administrator))
            let step = FileBooking(operatorID: tenant.id, booking: id, filing: filing, by: tenant.administrator)
            guard try await tx.run(step) == 1 else { throw NotFound("booking") }
            let facts = BookFiledBooking(operatorID: tenant.id, booking: id)
            guard try await tx.run(facts) == 1 else { throw NotFound("booking") }
        }
        return id
    }
}

/// A filing with a document, as rows.
struct NewFiling: Statement {
    static let sql = """
        WITH filing AS (
            INSERT INTO ere_filings (operator_id, quarter, number, reference, schema_version, generator, provider_name,
                provider_company_number, created_by, created_by_name, created_at)
            VALUES ($1, '2026-01-01', 1, 'F-1', '1.0', 'test', 'voltaria', '', $2, 'N', now())
            RETURNING operator_id, id
        )
        INSERT INTO ere_filing_documents (operator_id, filing_id, name, size_bytes, sha256)
        SELECT operator_id, id, 'Manifest.xml', 1, sha256('x') FROM filing RETURNING filing_id
        """
    static let sample = NewFiling(operatorID: OperatorID(1), by: UserID(1))
    let operatorID: OperatorID
    let by: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(by)
    }
    static func decode(_ row: inout RowReader) throws -> EREFilingID { try row.next() }
}

/// Accepts a line and puts it into a filing, whatever stands in the way.
struct FileBooking: Statement {
    static let sql = """
        WITH accepted AS (
            INSERT INTO ere_booking_facts (operator_id, customer_id, booking_id, ordinal, state, recorded_by, recorded_at)
            SELECT operator_id, customer_id, id, ordinal + 1, 'accepted', $4, now() FROM ere_bookings
            WHERE operator_id = $1 AND id = $2 RETURNING 1
        )
        INSERT INTO ere_filing_lines (operator_id, filing_id, position, customer_id, booking_id, measurement_id,
            energy_thousandths_wh, units, content)
        SELECT operator_id, $3, 1, customer_id, id, measurement_id, energy_thousandths_wh, coalesce(units, 0), '{}'
        FROM ere_bookings WHERE operator_id = $1 AND id = $2
        """
    static let sample = FileBooking(
        operatorID: OperatorID(1),
        booking: EREBookingID(1),
        filing: EREFilingID(1),
        by: UserID(1)
    )
    let operatorID: OperatorID
    let booking: EREBookingID
    let filing: EREFilingID
    let by: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(booking)
        values.append(filing)
        values.append(by)
    }
}

/// Books an accepted line as somebody else than who accepted it.
struct BookFiledBooking: Statement {
    static let sql = """
        INSERT INTO ere_booking_facts (operator_id, customer_id, booking_id, ordinal, state, recorded_by, recorded_at)
        SELECT b.operator_id, b.customer_id, b.id, b.ordinal + 1, 'booked', u.id, now()
        FROM ere_bookings b JOIN users u ON u.operator_id = b.operator_id AND u.id <> b.accepted_by
        WHERE b.operator_id = $1 AND b.id = $2 ORDER BY u.id LIMIT 1
        """
    static let sample = BookFiledBooking(operatorID: OperatorID(1), booking: EREBookingID(1))
    let operatorID: OperatorID
    let booking: EREBookingID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(booking)
    }
}

/// A cancelled sale with a paper, as rows.
struct NewSale: Statement {
    static let sql = """
        WITH broker AS (
            INSERT INTO ere_brokers (operator_id, name, company_number, created_at)
            VALUES ($1, 'Makelaar', '', now()) RETURNING operator_id, id
        ), trade AS (
            INSERT INTO ere_trades (operator_id, number, broker_id, reference, unit_kind, delivery_year, units,
                price_per_unit, gross_minor, fee_minor, sold_on, credits_through, cancellations_through, recorded_by,
                recorded_at)
            SELECT operator_id, 'VOL-T-2026-0001', id, 'R-1', 'LRE-E', 2026, 1, 1, 100, 0, '2026-10-01', 0, 0, $3, now()
            FROM broker RETURNING operator_id, id
        ), cancelled AS (
            INSERT INTO ere_trade_cancellations (operator_id, trade_id, reason, cancelled_by, cancelled_at)
            SELECT operator_id, id, 'withdrawn', $3, now() FROM trade RETURNING 1
        ), line AS (
            INSERT INTO ere_trade_lines (operator_id, trade_id, position, customer_id, booking_id, units, amount_minor)
            SELECT t.operator_id, t.id, 1, b.customer_id, b.id, 1, 100
            FROM trade t JOIN ere_bookings b ON b.operator_id = t.operator_id AND b.id = $2 RETURNING 1
        ), paper AS (
            INSERT INTO ere_trade_documents (operator_id, trade_id, name, sha256, content, added_at)
            SELECT operator_id, id, 'note.pdf', sha256('x'), 'x', now() FROM trade RETURNING id
        )
        SELECT trade.id, paper.id FROM trade CROSS JOIN paper
        """
    static let sample = NewSale(operatorID: OperatorID(1), booking: EREBookingID(1), by: UserID(1))
    let operatorID: OperatorID
    let booking: EREBookingID
    let by: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(booking)
        values.append(by)
    }
    static func decode(_ row: inout RowReader) throws -> (trade: ERETradeID, paper: ERETradeDocumentID) {
        (try row.next(), try row.next())
    }
}
