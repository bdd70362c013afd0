import Postgres
import Values

extension ExceptionKind: PostgresValue {}

/// The moments that decide what is listed.
struct ExceptionLimits: Sendable {
    let now: Timestamp
    /// Frames received before it are listed no more.
    let oldestFrame: Timestamp
    /// Open sessions that were heard of after it are not listed.
    let quietSince: Timestamp

    static let sample = ExceptionLimits(
        now: Timestamp(seconds: 0),
        oldestFrame: Timestamp(seconds: 0),
        quietSince: Timestamp(seconds: 0)
    )
}

/// What needs attention: lines without an amount, frames that could not be read, open sessions gone quiet, credits that
/// a close could not make.
///
/// A session was last heard of by our own clock at its start, or by its last reading; one from the future by the
/// charge point's clock tells nothing.
struct ListExceptions: Statement {
    static let sql = """
        SELECT e.kind, e.session_id, c.id, coalesce(c.identity, ''), coalesce(c.name, ''), coalesce(p.name, ''), h.id,
            h.name, e.since, e.price_zone, e.first_missing, e.missing_count, n.currency, e.known_in, e.flags, e.fault,
            r.id, r.name, e.period, e.country, e.day, count(*) OVER ()
        FROM (
            SELECT CASE WHEN j.state <> 'waiting' THEN j.state
                    WHEN l.detail ? 'known_in' THEN 'price_currency' ELSE 'price_missing' END AS kind, j.session_id,
                s.charge_point_id, j.site_id, j.stopped_at AS since,
                l.detail -> 'terms' ->> 'zone' AS price_zone, l.detail -> 'missing' ->> 0 AS first_missing,
                coalesce(jsonb_array_length(l.detail -> 'missing'), 0)::bigint AS missing_count,
                coalesce(l.detail -> 'known_in', '[]') AS known_in,
                array_to_string(s.flags, ',') AS flags, '' AS fault, NULL::bigint AS host_id,
                NULL::bigint AS contract_id, NULL::date AS period, NULL::text AS country, NULL::date AS day
            FROM journal_heads j
            JOIN sessions s ON s.operator_id = j.operator_id AND s.id = j.session_id
            JOIN priced_lines l ON l.operator_id = j.operator_id AND l.id = j.line_id
            WHERE j.operator_id = $1 AND j.state <> 'priced' AND j.state IN ('waiting', 'held', 'no_contract')
            UNION ALL
            SELECT 'frame_unread', NULL, f.charge_point_id, q.site_id, f.received_at, NULL, NULL, 0, '[]', '', f.reason,
                NULL, NULL, NULL, NULL, NULL
            FROM frame_faults f
            JOIN charge_points q ON q.operator_id = f.operator_id AND q.id = f.charge_point_id
            WHERE f.operator_id = $1 AND f.received_at >= $2
            UNION ALL
            SELECT 'stop_missing', o.id, o.charge_point_id, o.site_id, o.heard_at, NULL, NULL, 0, '[]',
                array_to_string(o.flags, ','), '', NULL, NULL, NULL, NULL, NULL
            FROM (
                SELECT s.id, s.charge_point_id, s.site_id, s.flags, greatest(s.start_received_at,
                    CASE WHEN s.last_sampled_at <= $9 THEN s.last_sampled_at END) AS heard_at
                FROM sessions s WHERE s.operator_id = $1 AND s.state = 'open'
            ) AS o
            WHERE o.heard_at < $10
            UNION ALL
            SELECT 'credit_blocked', NULL, NULL, NULL, b.blocked_at, NULL, NULL, 0, '[]', '', b.code, b.host_id,
                b.reimbursement_contract_id, b.period, b.country, b.day
            FROM blocked_credits b
            WHERE b.operator_id = $1 AND b.resolved_at IS NULL AND EXISTS (
                SELECT 1 FROM credit_entries_due d
                WHERE d.operator_id = $1 AND d.reimbursement_contract_id = b.reimbursement_contract_id
                    AND d.from_period <= b.period)
        ) AS e
        JOIN operators n ON n.id = $1
        LEFT JOIN charge_points c ON c.operator_id = $1 AND c.id = e.charge_point_id
        LEFT JOIN sites p ON p.operator_id = $1 AND p.id = e.site_id
        LEFT JOIN reimbursement_contracts r ON r.operator_id = $1 AND r.id = e.contract_id
        JOIN hosts h ON h.operator_id = $1 AND h.id = coalesce(e.host_id, p.host_id)
        WHERE ($3::text IS NULL OR e.kind = $3)
            AND ($4 = '%%' OR c.identity ILIKE $4 OR c.name ILIKE $4 OR p.name ILIKE $4 OR h.name ILIKE $4
                OR r.name ILIKE $4)
        ORDER BY
            CASE WHEN $5 = 'kind' AND NOT $6 THEN e.kind END,
            CASE WHEN $5 = 'kind' AND $6 THEN e.kind END DESC,
            CASE WHEN NOT $6 THEN e.since END,
            CASE WHEN $6 THEN e.since END DESC,
            c.identity, e.session_id, e.period, e.contract_id
        LIMIT $7 OFFSET $8
        """
    static let isPlannedAnew = true
    static let sample = ListExceptions(
        operatorID: OperatorID(1),
        limits: .sample,
        kind: nil,
        request: ListRequest(sort: .since)
    )
    let operatorID: OperatorID
    let limits: ExceptionLimits
    let kind: ExceptionKind?
    let request: ListRequest<ExceptionSort>

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(limits.oldestFrame)
        values.append(kind)
        values.append(request.pattern)
        values.append(request.sort.rawValue)
        values.append(request.isDescending)
        values.append(request.boundedLimit)
        values.append(request.offset)
        values.append(limits.now)
        values.append(limits.quietSince)
    }

    static func decode(_ row: inout RowReader) throws -> CountedRow<ExceptionEntry> {
        CountedRow(row: try ExceptionEntry(reading: &row), total: try row.next())
    }
}

extension ExceptionEntry {
    /// Reads the columns of ``ListExceptions``.
    fileprivate init(reading row: inout RowReader) throws {
        kind = try row.next()
        sessionID = try row.next()
        chargePointID = try row.next()
        chargePointIdentity = try row.next()
        chargePointName = try row.next()
        siteName = try row.next()
        hostID = try row.next()
        hostName = try row.next()
        since = try row.next()
        priceZone = try row.next()
        firstMissing = try row.next(String?.self).flatMap { Timestamp($0) }
        missingCount = try row.next()
        currency = try row.next()
        otherCurrencies = (try row.next(JSON.self).arrayValue ?? []).compactMap {
            $0.stringValue.flatMap(Currency.init(rawValue:))
        }
        let flags = SessionFlag.list(from: try row.next())
        heldFor = flags.filter(\.holdsPayment)
        isFollowed = flags.contains(.missingStop)
        let code: String = try row.next()
        fault = code
        credit = try BlockedCreditMention.read(&row, code: code)
    }
}

extension BlockedCreditMention {
    /// Reads the columns of a blocked credit, all NULL for everything else.
    fileprivate static func read(_ row: inout RowReader, code: String) throws -> BlockedCreditMention? {
        let contractID: ReimbursementContractID? = try row.next()
        let contractName: String? = try row.next()
        let period: LocalDate? = try row.next()
        let (country, day): (String?, LocalDate?) = (try row.next(), try row.next())
        guard let contractID, let contractName, let period else { return nil }
        return BlockedCreditMention(
            period: period.yearMonth,
            contractID: contractID,
            contractName: contractName,
            finding: CreditFinding(code: code, country: country, day: day)
        )
    }
}

/// How many exceptions of each kind there are.
struct CountExceptions: Statement {
    struct Row: Sendable {
        let kind: ExceptionKind
        let count: Int
    }

    static let sql = """
        SELECT CASE WHEN j.state <> 'waiting' THEN j.state
                WHEN l.detail ? 'known_in' THEN 'price_currency' ELSE 'price_missing' END, count(*)
        FROM journal_heads j
        JOIN priced_lines l ON l.operator_id = j.operator_id AND l.id = j.line_id
        WHERE j.operator_id = $1 AND j.state <> 'priced' AND j.state IN ('waiting', 'held', 'no_contract')
        GROUP BY 1
        UNION ALL
        SELECT 'frame_unread', count(*) FROM frame_faults WHERE operator_id = $1 AND received_at >= $2
        UNION ALL
        SELECT 'stop_missing', count(*) FROM sessions
        WHERE operator_id = $1 AND state = 'open' AND greatest(start_received_at,
            CASE WHEN last_sampled_at <= $3 THEN last_sampled_at END) < $4
        UNION ALL
        SELECT 'credit_blocked', count(*) FROM blocked_credits b
        WHERE b.operator_id = $1 AND b.resolved_at IS NULL AND EXISTS (
            SELECT 1 FROM credit_entries_due d
            WHERE d.operator_id = $1 AND d.reimbursement_contract_id = b.reimbursement_contract_id
                AND d.from_period <= b.period)
        """
    static let sample = CountExceptions(operatorID: OperatorID(1), limits: .sample)
    let operatorID: OperatorID
    let limits: ExceptionLimits

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(limits.oldestFrame)
        values.append(limits.now)
        values.append(limits.quietSince)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(kind: try row.next(), count: try row.next())
    }
}

/// The quarter hours without a price for which lines wait.
struct ListMissingQuarters: Statement {
    static let sql = """
        SELECT coalesce(l.detail -> 'terms' ->> 'zone', ''), quarter::timestamptz, count(*)
        FROM journal_heads j
        JOIN priced_lines l ON l.operator_id = j.operator_id AND l.id = j.line_id
        CROSS JOIN LATERAL jsonb_array_elements_text(l.detail -> 'missing') AS quarter
        WHERE j.operator_id = $1 AND j.state <> 'priced' AND j.state = 'waiting'
        GROUP BY 1, 2
        ORDER BY 1, 2
        """
    static let sample = ListMissingQuarters(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> MissingPrices {
        let zone: String = try row.next()
        let from: Timestamp = try row.next()
        return MissingPrices(zone: zone, from: from, until: from.adding(seconds: 900), lines: try row.next())
    }
}
