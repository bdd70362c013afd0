import Postgres
import Values

extension LineState: PostgresValue {}
extension SessionDecision: PostgresValue {}

/// Takes sessions whose lines are due, locked, so that several raters share the work.
struct TakeRatingWork: Statement {
    struct Row: Sendable {
        let operatorID: OperatorID
        let sessionID: SessionID
        let reason: RatingReason
    }

    static let sql = """
        SELECT operator_id, session_id, reason FROM rating_work
        ORDER BY requested_at
        LIMIT $1
        FOR UPDATE SKIP LOCKED
        """
    static let sample = TakeRatingWork(limit: 1)
    let limit: Int

    func bind(to values: inout Bindings) { values.append(limit) }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(operatorID: try row.next(), sessionID: try row.next(), reason: try row.next())
    }
}

/// Ends the work on sessions.
struct DeleteRatingWork: Statement {
    static let sql = """
        DELETE FROM rating_work USING unnest($1::bigint[], $2::bigint[]) AS done (operator_id, session_id)
        WHERE rating_work.operator_id = done.operator_id AND rating_work.session_id = done.session_id
        """
    static let sample = DeleteRatingWork(operators: [], sessions: [])
    let operators: [Int64]
    let sessions: [Int64]

    func bind(to values: inout Bindings) {
        values.append(operators)
        values.append(sessions)
    }
}

/// Completed sessions with all that their lines depend on.
struct SessionsToRate: Statement {
    static let sql = """
        SELECT session.operator_id, session.id, session.host_id, session.site_id, session.time_zone,
            operators.currency, session.revision::bigint, session.started_at, session.stopped_at,
            session.meter_start_thousandths_wh, session.meter_stop_thousandths_wh, readings.times,
            readings.registers, array_to_string(session.flags, ','), decisions.decision
        FROM unnest($1::bigint[], $2::bigint[]) AS wanted (operator_id, id)
        CROSS JOIN LATERAL (
            SELECT sessions.operator_id, sessions.id, sessions.host_id, sessions.site_id, sessions.revision,
                sessions.started_at, sessions.stopped_at, sessions.meter_start_thousandths_wh,
                sessions.meter_stop_thousandths_wh, sessions.flags, (
                    SELECT time_zone FROM sites
                    WHERE sites.operator_id = sessions.operator_id AND sites.id = sessions.site_id) AS time_zone
            FROM sessions
            WHERE sessions.operator_id = wanted.operator_id AND sessions.id = wanted.id
                AND sessions.state = 'completed'
            OFFSET 0
        ) AS session
        JOIN operators ON operators.id = session.operator_id
        LEFT JOIN LATERAL (
            SELECT array_agg(sampled_at ORDER BY sampled_at, register_thousandths_wh) AS times,
                array_agg(register_thousandths_wh ORDER BY sampled_at, register_thousandths_wh) AS registers
            FROM meter_readings
            WHERE meter_readings.operator_id = session.operator_id AND meter_readings.session_id = session.id
                AND meter_readings.retired_by IS NULL
        ) AS readings ON true
        LEFT JOIN LATERAL (
            SELECT decision FROM session_decisions
            WHERE session_decisions.operator_id = session.operator_id
                AND session_decisions.session_id = session.id
            ORDER BY id DESC LIMIT 1
        ) AS decisions ON true
        """
    static let sample = SessionsToRate(operators: [], sessions: [])
    let operators: [Int64]
    let sessions: [Int64]

    func bind(to values: inout Bindings) {
        values.append(operators)
        values.append(sessions)
    }

    static func decode(_ row: inout RowReader) throws -> SessionToRate { try SessionToRate(reading: &row) }
}

extension SessionToRate {
    init(reading row: inout RowReader) throws {
        operatorID = try row.next()
        sessionID = try row.next()
        hostID = try row.next()
        siteID = try row.next()
        zone = Zone.named(try row.next()) ?? .utc
        currency = try row.next()
        revision = Int(try row.next(Int64.self))
        startedAt = try row.next()
        stoppedAt = try row.next()
        meterStart = try row.next(Int64?.self).map { Energy(thousandthsWh: $0) }
        meterStop = try row.next(Int64?.self).map { Energy(thousandthsWh: $0) }
        let times: [Timestamp] = try row.next([Timestamp]?.self) ?? []
        let registers: [Int64] = try row.next([Int64]?.self) ?? []
        readings = zip(times, registers).map { RegisterPoint(at: $0, register: Energy(thousandthsWh: $1)) }
        let flags = SessionFlag.set(from: try row.next())
        isRetired = flags.contains(.noLongerGiven)
        holdingFlags = SessionFlag.allCases.filter { flags.contains($0) && $0.holdsPayment }
        decision = try row.next()
    }
}

/// The newest versions of sessions' lines.
struct CurrentLines: Statement {
    struct Row: Sendable {
        let operatorID: OperatorID
        let sessionID: SessionID
        let version: Int64
        let draft: LineDraft
    }

    static let sql = """
        SELECT priced_lines.operator_id, priced_lines.session_id, priced_lines.version::bigint, priced_lines.state,
            priced_lines.period, priced_lines.energy_thousandths_wh, priced_lines.reimbursement_contract_id,
            reimbursement_version_id, supply_version_id, pricing, currency, priced_lines.amount, other_amount, tariff,
            detail
        FROM unnest($1::bigint[], $2::bigint[]) AS wanted (operator_id, session_id)
        CROSS JOIN LATERAL (
            SELECT line_id FROM journal_heads
            WHERE journal_heads.operator_id = wanted.operator_id AND journal_heads.session_id = wanted.session_id
            OFFSET 0
        ) AS head
        JOIN priced_lines ON priced_lines.operator_id = wanted.operator_id AND priced_lines.id = head.line_id
        """
    static let sample = CurrentLines(operators: [], sessions: [])
    let operators: [Int64]
    let sessions: [Int64]

    func bind(to values: inout Bindings) {
        values.append(operators)
        values.append(sessions)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            operatorID: try row.next(),
            sessionID: try row.next(),
            version: try row.next(),
            draft: try LineDraft(reading: &row)
        )
    }
}

extension LineDraft {
    /// Reads state, period, energy, contract, versions, pricing, currency, amounts, tariff and detail.
    init(reading row: inout RowReader) throws {
        state = try row.next()
        period = try row.next(LocalDate.self).yearMonth
        energy = Energy(thousandthsWh: try row.next())
        contractID = try row.next()
        reimbursementVersionID = try row.next()
        supplyVersionID = try row.next()
        pricing = try row.next()
        currency = try row.next()
        amount = try row.next()
        otherAmount = try row.next()
        tariff = try row.next()
        detail = LineDetail(json: try row.next(), currency: currency)
    }
}

/// Adds versions of lines and points the journal at them.
struct InsertLines: Statement {
    struct Line: Sendable {
        let session: SessionToRate
        let reason: RatingReason
        let version: Int64
        let draft: LineDraft
    }

    static let sql = """
        WITH given AS (
            SELECT * FROM jsonb_to_recordset($1) AS given (operator_id bigint, session_id bigint,
                session_revision integer, version integer, host_id bigint, site_id bigint, state text, reason text,
                period date, reimbursement_contract_id bigint, reimbursement_version_id bigint,
                supply_version_id bigint, pricing text, currency text, energy_thousandths_wh bigint, amount numeric,
                other_amount numeric, tariff text, detail jsonb, stopped_at timestamptz)
        ), added AS (
            INSERT INTO priced_lines (operator_id, session_id, session_revision, version, host_id, site_id, state,
                reason, period, reimbursement_contract_id, reimbursement_version_id, supply_version_id, pricing,
                currency, energy_thousandths_wh, amount, other_amount, tariff, detail, recorded_at)
            SELECT operator_id, session_id, session_revision, version, host_id, site_id, state, reason, period,
                reimbursement_contract_id, reimbursement_version_id, supply_version_id, pricing, currency,
                energy_thousandths_wh, amount, other_amount, tariff, detail, clock_timestamp()
            FROM given ORDER BY stopped_at, session_id
            RETURNING operator_id, id, session_id, version, state, host_id, site_id, reimbursement_contract_id, period
        )
        INSERT INTO journal_heads (operator_id, session_id, line_id, version, state, host_id, site_id,
            charge_point_id, reimbursement_contract_id, period, stopped_at, energy_thousandths_wh, amount)
        SELECT added.operator_id, added.session_id, added.id, added.version, added.state, added.host_id,
            added.site_id, (SELECT s.charge_point_id FROM sessions s
                WHERE s.operator_id = added.operator_id AND s.id = added.session_id),
            added.reimbursement_contract_id, added.period, given.stopped_at, given.energy_thousandths_wh, given.amount
        FROM added JOIN given USING (operator_id, session_id)
        ON CONFLICT ON CONSTRAINT journal_heads_key DO UPDATE SET
            line_id = excluded.line_id, version = excluded.version, state = excluded.state,
            host_id = excluded.host_id, site_id = excluded.site_id, charge_point_id = excluded.charge_point_id,
            reimbursement_contract_id = excluded.reimbursement_contract_id, period = excluded.period,
            stopped_at = excluded.stopped_at, energy_thousandths_wh = excluded.energy_thousandths_wh,
            amount = excluded.amount
        """
    static let sample = InsertLines(lines: [])
    let lines: [Line]

    func bind(to values: inout Bindings) { values.append(JSON.array(lines.map(\.json))) }
}

extension InsertLines.Line {
    var json: JSON { .object(sessionMembers + draft.members) }

    private var sessionMembers: [JSONMember] {
        [
            JSONMember(name: "operator_id", value: .integer(session.operatorID.rawValue)),
            JSONMember(name: "session_id", value: .integer(session.sessionID.rawValue)),
            JSONMember(name: "session_revision", value: .integer(session.revision)),
            JSONMember(name: "version", value: .integer(version)),
            JSONMember(name: "host_id", value: .integer(session.hostID.rawValue)),
            JSONMember(name: "site_id", value: .integer(session.siteID.rawValue)),
            JSONMember(name: "reason", value: .string(reason.rawValue)),
            JSONMember(name: "stopped_at", value: .string(session.stoppedAt.rfc3339)),
        ]
    }
}

extension LineDraft {
    fileprivate var members: [JSONMember] {
        [
            JSONMember(name: "state", value: .string(state.rawValue)),
            JSONMember(name: "period", value: .string(period.firstDay.description)),
            JSONMember(name: "reimbursement_contract_id", value: LineDraft.number(contractID)),
            JSONMember(name: "reimbursement_version_id", value: LineDraft.number(reimbursementVersionID)),
            JSONMember(name: "supply_version_id", value: LineDraft.number(supplyVersionID)),
            JSONMember(name: "pricing", value: .text(pricing?.rawValue)),
            JSONMember(name: "currency", value: .string(currency.code)),
            JSONMember(name: "energy_thousandths_wh", value: .integer(energy.thousandthsWh)),
            JSONMember(name: "amount", value: .text(amount?.description)),
            JSONMember(name: "other_amount", value: .text(otherAmount?.description)),
            JSONMember(name: "tariff", value: .string(tariff)),
            JSONMember(name: "detail", value: detail.json),
        ]
    }

    private static func number<Kind>(_ id: ID<Kind>?) -> JSON { id.map { .integer($0.rawValue) } ?? .null }
}
