import Postgres
import Values

extension NamedNotice {
    init(reading row: inout RowReader) throws {
        self.init(
            id: try row.next(),
            chargePointID: try row.next(),
            chargePointName: try row.next(),
            isRegistered: try row.next(),
            upstreamName: try row.next(),
            kind: NoticeKind(rawValue: try row.next()),
            detail: try row.next(),
            at: try row.next()
        )
    }
}

/// Notices filtered, ordered and cut.
struct ListNotices: Statement {
    static let sql = """
        SELECT e.id, e.charge_point_id, coalesce(nullif(p.name, ''), p.identity, w.identity, ''), p.id IS NOT NULL,
            u.name, e.code, e.detail, e.at, count(*) OVER ()
        FROM relay_events e
        JOIN upstreams u ON u.operator_id = e.operator_id AND u.id = e.upstream_id
        LEFT JOIN charge_points p ON p.operator_id = e.operator_id AND p.id = e.charge_point_id
        LEFT JOIN unknown_charge_points w ON w.operator_id = e.operator_id AND w.id = e.charge_point_id
        WHERE e.operator_id = $1 AND e.code NOT IN ('refused', 'unreachable') AND ($2 = '' OR e.code = $2)
            AND (p.name ILIKE $3 OR p.identity ILIKE $3 OR w.identity ILIKE $3 OR u.name ILIKE $3)
        ORDER BY CASE WHEN $4 THEN e.at END DESC, CASE WHEN NOT $4 THEN e.at END, e.id DESC
        LIMIT $6 OFFSET $5
        """
    static let sample = ListNotices(operatorID: OperatorID(1), kind: nil, request: ListRequest(sort: .at, limit: 1))
    let operatorID: OperatorID
    let kind: NoticeKind?
    let request: ListRequest<NoticeSort>

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(kind?.rawValue ?? "")
        values.append(request.pattern)
        values.append(request.isDescending)
        values.append(request.offset)
        values.append(request.boundedLimit)
    }

    static func decode(_ row: inout RowReader) throws -> CountedRow<NamedNotice> {
        CountedRow(row: try NamedNotice(reading: &row), total: try row.next())
    }
}

/// Charge points with messages that wait for a decision; what was sent for the last time and not answered counts.
struct ListParkedMessages: Statement {
    static let sql = """
        SELECT o.charge_point_id, coalesce(nullif(p.name, ''), p.identity), count(*), min(o.received_at)
        FROM relay_outbox o
        JOIN charge_points p ON p.operator_id = o.operator_id AND p.id = o.charge_point_id
        WHERE o.operator_id = $1 AND o.state IN ('pending', 'sent', 'parked')
            AND (o.state = 'parked' OR o.state = 'sent' AND o.attempts >= 2 AND o.changed_at < $2)
        GROUP BY o.charge_point_id, p.name, p.identity
        ORDER BY min(o.received_at), o.charge_point_id LIMIT $3
        """
    static let sample = ListParkedMessages(
        operatorID: OperatorID(1),
        unansweredBefore: Timestamp(seconds: 0),
        limit: 1
    )
    let operatorID: OperatorID
    let unansweredBefore: Timestamp
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(unansweredBefore)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> ParkedMessages {
        ParkedMessages(
            chargePointID: try row.next(),
            chargePointName: try row.next(),
            count: try row.next(),
            since: try row.next()
        )
    }
}

/// Charge points about which there are notices of some kinds, and those with messages that wait for a decision.
struct CountNotices: Statement {
    static let sql = """
        SELECT
            (SELECT count(DISTINCT e.charge_point_id) FROM relay_events e
                WHERE e.operator_id = $1 AND e.code NOT IN ('refused', 'unreachable') AND e.code = ANY ($2)
                    AND e.at >= $3),
            (SELECT count(DISTINCT o.charge_point_id) FROM relay_outbox o
                WHERE o.operator_id = $1 AND o.state IN ('pending', 'sent', 'parked')
                    AND (o.state = 'parked' OR o.state = 'sent' AND o.attempts >= 2 AND o.changed_at < $4))
        """
    static let sample = CountNotices(
        operatorID: OperatorID(1),
        kinds: [],
        since: Timestamp(seconds: 0),
        unansweredBefore: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let kinds: Set<NoticeKind>
    let since: Timestamp
    let unansweredBefore: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(kinds.map(\.rawValue))
        values.append(since)
        values.append(unansweredBefore)
    }

    static func decode(_ row: inout RowReader) throws -> NoticeFigures {
        NoticeFigures(changed: try row.next(), parked: try row.next())
    }
}

/// Operators whose administrators are to be told something now.
struct OperatorsToTell: Statement {
    static let sql = """
        SELECT DISTINCT e.operator_id FROM relay_events e
        WHERE e.code NOT IN ('refused', 'unreachable') AND e.code = ANY ($1) AND e.at >= $2
            AND NOT EXISTS (SELECT FROM relay_notice_mails m WHERE m.operator_id = e.operator_id AND m.event_id = e.id)
            AND NOT EXISTS (SELECT FROM relay_notice_mails l WHERE l.operator_id = e.operator_id AND l.mailed_at > $3)
        ORDER BY e.operator_id
        """
    static let sample = OperatorsToTell(due: DueNotices(at: Timestamp(seconds: 0)))
    let due: DueNotices

    func bind(to values: inout Bindings) {
        values.append(due.kinds)
        values.append(due.since)
        values.append(due.lastMailBefore)
    }

    static func decode(_ row: inout RowReader) throws -> OperatorID { try row.next() }
}

/// Lets one mail of an operator's notices be written at a time.
struct LockNoticeMails: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended('laadboek.notices', $1))::text"
    static let sample = LockNoticeMails(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

/// Takes the notices of a mail, oldest first.
struct TakeNotices: Statement {
    static let sql = """
        WITH told AS (
            INSERT INTO relay_notice_mails (operator_id, event_id, mailed_at)
            SELECT e.operator_id, e.id, $5 FROM relay_events e
            WHERE e.operator_id = $1 AND e.code NOT IN ('refused', 'unreachable') AND e.code = ANY ($2) AND e.at >= $3
                AND NOT EXISTS (SELECT FROM relay_notice_mails m WHERE m.operator_id = $1 AND m.event_id = e.id)
                AND NOT EXISTS (SELECT FROM relay_notice_mails l WHERE l.operator_id = $1 AND l.mailed_at > $4)
            RETURNING event_id
        )
        SELECT e.id, e.charge_point_id, coalesce(nullif(p.name, ''), p.identity, w.identity, ''), p.id IS NOT NULL,
            u.name, e.code, e.detail, e.at
        FROM told
        JOIN relay_events e ON e.operator_id = $1 AND e.id = told.event_id
        JOIN upstreams u ON u.operator_id = e.operator_id AND u.id = e.upstream_id
        LEFT JOIN charge_points p ON p.operator_id = e.operator_id AND p.id = e.charge_point_id
        LEFT JOIN unknown_charge_points w ON w.operator_id = e.operator_id AND w.id = e.charge_point_id
        ORDER BY e.at, e.id
        """
    static let sample = TakeNotices(
        operatorID: OperatorID(1),
        due: DueNotices(at: Timestamp(seconds: 0)),
        now: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let due: DueNotices
    let now: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(due.kinds)
        values.append(due.since)
        values.append(due.lastMailBefore)
        values.append(now)
    }

    static func decode(_ row: inout RowReader) throws -> NamedNotice { try NamedNotice(reading: &row) }
}
