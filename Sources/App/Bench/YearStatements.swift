import Postgres
import Values

/// The charge points of the hosts in a bidding zone, one for each host.
struct YearPlaces: Statement {
    static let sql = """
        SELECT c.operator_id, s.host_id, s.id, min(c.id)
        FROM charge_points c JOIN sites s ON s.operator_id = c.operator_id AND s.id = c.site_id
        WHERE s.bidding_zone = $1 GROUP BY c.operator_id, s.host_id, s.id ORDER BY s.host_id
        """
    static let sample = YearPlaces(zone: "")
    let zone: String

    func bind(to values: inout Bindings) { values.append(zone) }

    static func decode(_ row: inout RowReader) throws -> BenchPlace {
        BenchPlace(
            operatorID: try row.next(),
            hostID: try row.next(),
            siteID: try row.next(),
            chargePointID: try row.next()
        )
    }
}

/// Where a month's sessions are repeated.
struct YearMove: Sendable {
    /// How many months later; earlier when negative.
    let months: Int
    /// Whether the lines there count as credited.
    let isCredited: Bool
    /// The month that is repeated.
    let month: YearMonth
    /// Sessions that would stop later are left out.
    let now: Timestamp

    fileprivate static let sample = YearMove(
        months: 1,
        isCredited: false,
        month: LocalDate(daysSinceEpoch: 0).yearMonth,
        now: Timestamp(seconds: 0)
    )

    fileprivate func bind(to values: inout Bindings) {
        values.append(Int32(months))
        values.append(Int64(YearFill.firstID))
        values.append(now)
    }
}

/// Repeats the sessions of the month.
struct MoveSessions: Statement {
    static let sql = """
        INSERT INTO sessions (operator_id, id, charge_point_id, site_id, host_id, connector_id, natural_key,
            transaction_id, id_tag, state, started_at, stopped_at, meter_start_thousandths_wh,
            meter_stop_thousandths_wh, energy_thousandths_wh, reading_count, start_received_at, stop_received_at)
        SELECT operator_id, id + 1000000 * $1::integer, charge_point_id, site_id, host_id, connector_id,
            'T:' || id + 1000000 * $1, id + 1000000 * $1, id_tag, state, started_at + make_interval(months => $1),
            stopped_at + make_interval(months => $1), meter_start_thousandths_wh, meter_stop_thousandths_wh,
            energy_thousandths_wh, reading_count, start_received_at + make_interval(months => $1),
            stop_received_at + make_interval(months => $1)
        FROM sessions
        WHERE id >= $2 AND id < $2 + 1000000 AND stopped_at + make_interval(months => $1) < $3
        """
    static let sample = MoveSessions(move: .sample)
    let move: YearMove

    func bind(to values: inout Bindings) { move.bind(to: &values) }
}

/// Repeats the lines of the month.
struct MoveLines: Statement {
    static let sql = """
        INSERT INTO priced_lines (operator_id, id, session_id, session_revision, version, host_id, site_id, state,
            reason, period, reimbursement_contract_id, reimbursement_version_id, supply_version_id, pricing, currency,
            energy_thousandths_wh, amount, other_amount, tariff, detail)
        SELECT p.operator_id, p.id + 1000000 * $1::integer, p.session_id + 1000000 * $1, p.session_revision,
            p.version, p.host_id, p.site_id, p.state, p.reason, (p.period + make_interval(months => $1))::date,
            p.reimbursement_contract_id, p.reimbursement_version_id, p.supply_version_id, p.pricing, p.currency,
            p.energy_thousandths_wh, p.amount, p.other_amount, p.tariff, p.detail
        FROM priced_lines p JOIN sessions s ON s.operator_id = p.operator_id AND s.id = p.session_id
        WHERE p.id >= $2 AND p.id < $2 + 1000000 AND s.stopped_at + make_interval(months => $1) < $3
        """
    static let sample = MoveLines(move: .sample)
    let move: YearMove

    func bind(to values: inout Bindings) { move.bind(to: &values) }
}

/// Repeats the heads of the month's lines.
struct MoveHeads: Statement {
    static let sql = """
        INSERT INTO journal_heads (operator_id, session_id, line_id, version, state, host_id, site_id,
            charge_point_id, reimbursement_contract_id, period, stopped_at, energy_thousandths_wh, amount,
            credited_line_id)
        SELECT operator_id, session_id + 1000000 * $1::integer, line_id + 1000000 * $1, version, state, host_id,
            site_id, charge_point_id, reimbursement_contract_id, (period + make_interval(months => $1))::date,
            stopped_at + make_interval(months => $1), energy_thousandths_wh, amount,
            CASE WHEN $4 THEN line_id + 1000000 * $1 END
        FROM journal_heads
        WHERE session_id >= $2 AND session_id < $2 + 1000000 AND stopped_at + make_interval(months => $1) < $3
        """
    static let sample = MoveHeads(move: .sample)
    let move: YearMove

    func bind(to values: inout Bindings) {
        move.bind(to: &values)
        values.append(move.isCredited)
    }
}
