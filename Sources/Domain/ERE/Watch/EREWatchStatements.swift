import Postgres
import Values

/// Of which days mandates, evidence and silence are looked at.
struct EREWatchSpan: Sendable {
    let operatorID: OperatorID
    let today: LocalDate
    let mandatesUntil: LocalDate
    let silentSince: LocalDate

    static let sample = EREWatchSpan(
        operatorID: OperatorID(1),
        today: LocalDate(daysSinceEpoch: 0),
        mandatesUntil: LocalDate(daysSinceEpoch: 0),
        silentSince: LocalDate(daysSinceEpoch: 0)
    )
}

enum EREWatchDayKey: SQLSortKey {
    static let expression = "w.day"
    static let isOptional = false
}

enum EREWatchCustomerKey: SQLSortKey {
    static let expression = "lower(c.name)"
    static let isOptional = false
}

/// What the statements over silence share.
enum EREWatchSQL {
    /// Chargers `h` of active enrolments `e` whose mandate `m` goes on, of which nothing was heard after the day $4.
    ///
    /// Parameter $2 is today; days are those of the Netherlands.
    /// Each source is asked for something newer only: nobody reads a whole year of readings to find the last one.
    static let silent = """
        FROM ere_chargers h
        JOIN ere_enrolments e ON e.operator_id = $1 AND e.id = h.enrolment_id AND e.state = 'active'
        JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = e.id
            AND make_date(least(coalesce(e.ends_after, m.last_year), m.last_year), 12, 31) >= $2
        LEFT JOIN charge_point_status s ON s.operator_id = $1 AND s.charge_point_id = h.charge_point_id
        CROSS JOIN (SELECT ($4::date + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam' AS bound) t
        WHERE h.operator_id = $1 AND h.removed_at IS NULL AND h.created_at < t.bound
            AND (s.last_message_at IS NULL OR s.last_message_at < t.bound)
            AND NOT EXISTS (SELECT FROM pushed_readings r
                WHERE r.operator_id = $1 AND r.charger_id = h.id AND r.read_at >= t.bound)
            AND NOT EXISTS (SELECT FROM pushed_sessions p
                WHERE p.operator_id = $1 AND p.charger_id = h.id AND p.started_at >= t.bound - interval '31 days'
                    AND p.stopped_at >= t.bound)
        """
    /// Chargers `h` whose proof of the meter ends by the day $3, of enrolments `e` whose mandate `m` goes on; grouped, so
    /// that a proof that ends later counts.
    static let evidence = """
        FROM ere_enrolments e JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = e.id
        JOIN ere_chargers h ON h.operator_id = $1 AND h.enrolment_id = e.id AND h.removed_at IS NULL
        JOIN ere_evidence v ON v.operator_id = $1 AND v.enrolment_id = e.id AND v.charger_id = h.id
            AND v.kind IN ('meter', 'certificate')
            AND v.id IN (SELECT d.evidence_id FROM ere_evidence_reviews d
                WHERE d.operator_id = $1 AND d.valid_until IS NOT NULL)
        JOIN LATERAL (SELECT q.verdict, q.valid_until FROM ere_evidence_reviews q
            WHERE q.operator_id = $1 AND q.evidence_id = v.id ORDER BY q.id DESC LIMIT 1) r ON true
        WHERE e.operator_id = $1 AND e.state IN ('waiting', 'active') AND e.construct <> 'exclusive'
            AND r.verdict = 'accepted' AND r.valid_until IS NOT NULL
            AND make_date(least(coalesce(e.ends_after, m.last_year), m.last_year), 12, 31) >= $2
        GROUP BY e.id, e.customer_id, h.id, h.brand, h.model, h.serial HAVING max(r.valid_until) <= $3
        """
    /// The day on which a silent charger `h` was heard last, or told of.
    static let heard = """
        (greatest(h.created_at, s.last_message_at,
            (SELECT max(r.read_at) FROM pushed_readings r WHERE r.operator_id = $1 AND r.charger_id = h.id),
            (SELECT max(p.stopped_at) FROM pushed_sessions p WHERE p.operator_id = $1 AND p.charger_id = h.id))
            AT TIME ZONE 'Europe/Amsterdam')::date
        """
}

/// What ends soon or fell silent, filtered, ordered and cut.
struct ListEREWatched<Order: SQLOrder>: Statement {
    static var sql: String {
        """
        SELECT w.kind, w.enrolment_id, w.customer_id, c.name, w.subject, w.day, count(*) OVER (),
        """ + " " + Order.expression + " AS sort_key" + """

            FROM (
                SELECT 'mandate' AS kind, e.id AS enrolment_id, e.customer_id, e.ean AS subject,
                    make_date(m.last_year, 12, 31) AS day
                FROM ere_enrolments e JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = e.id
                WHERE e.operator_id = $1 AND e.state IN ('waiting', 'active') AND e.ends_after IS NULL
                    AND make_date(m.last_year, 12, 31) BETWEEN $2 AND $3
                    AND NOT EXISTS (SELECT FROM ere_enrolments n
                        JOIN ere_mandates x ON x.operator_id = $1 AND x.enrolment_id = n.id
                        WHERE n.operator_id = $1 AND n.ean = e.ean AND n.state IN ('waiting', 'active')
                            AND x.first_year > m.last_year)
                UNION ALL
                SELECT 'silence', e.id, e.customer_id, h.brand || ' ' || h.model || ' ' || h.serial,
            """ + " " + EREWatchSQL.heard + """

                """ + " " + EREWatchSQL.silent + """

                    UNION ALL
                    SELECT 'evidence', e.id, e.customer_id, h.brand || ' ' || h.model || ' ' || h.serial,
                        max(r.valid_until)
                """ + " " + EREWatchSQL.evidence + """

                ) w
                JOIN customers c ON c.operator_id = $1 AND c.id = w.customer_id
                WHERE ($5 = '' OR w.kind = $5) AND (c.name ILIKE $6 OR w.subject ILIKE $6)
                """ + Order.clause("w.enrolment_id") + " LIMIT $8 OFFSET $7"
    }
    static var isPlannedAnew: Bool { true }
    static var sample: ListEREWatched {
        ListEREWatched(span: .sample, kind: nil, request: ListRequest(sort: .day))
    }
    let span: EREWatchSpan
    let kind: EREWatchKind?
    let request: ListRequest<EREWatchSort>

    func bind(to values: inout Bindings) {
        values.append(span.operatorID)
        values.append(span.today)
        values.append(span.mandatesUntil)
        values.append(span.silentSince)
        values.append(kind?.rawValue ?? "")
        values.append(request.pattern)
        values.append(request.offset)
        values.append(request.boundedLimit)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<EREWatched> {
        let watched = EREWatched(
            kind: try row.next(),
            enrolment: try row.next(),
            customer: try row.next(),
            customerName: try row.next(),
            subject: try row.next(),
            day: try row.next()
        )
        let total: Int = try row.next()
        row.ignoreRest()
        return CountedRow(row: watched, total: total)
    }
}

/// The newest rule of each kind.
struct EREReminderRules: Statement {
    static let sql = """
        SELECT DISTINCT ON (kind) kind, days FROM reminder_rules WHERE operator_id = $1 ORDER BY kind, id DESC
        """
    static let sample = EREReminderRules(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> (kind: EREReminderKind, days: [Int]) {
        (try row.next(), try row.next([Int64].self).map(Int.init))
    }
}

/// Adds a rule.
struct InsertEREReminderRule: Statement {
    static let sql = """
        INSERT INTO reminder_rules (operator_id, kind, days, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5)
        """
    static let sample = InsertEREReminderRule(
        operatorID: OperatorID(1),
        kind: .deadline,
        days: [],
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let kind: EREReminderKind
    let days: [Int]
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(kind)
        values.append(days.map(Int64.init))
        values.append(by)
        values.append(at)
    }
}

/// Has runs of an operator wait for each other, until the transaction ends.
struct LockEREReminders: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended('laadboek.ere_reminders', $1))::text"
    static let sample = LockEREReminders(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

/// Operators with enrolments.
struct OperatorsWithEREEnrolments: Statement {
    static let sql = """
        SELECT o.id FROM operators o WHERE EXISTS (SELECT FROM ere_enrolments e
            WHERE e.operator_id = o.id AND e.state IN ('waiting', 'active')) ORDER BY o.id
        """
    static let sample = OperatorsWithEREEnrolments()
    static func decode(_ row: inout RowReader) throws -> OperatorID { try row.next() }
}

/// Who is reminded: those who administer or finance and want mails, and the people of customers.
struct EREReminderPeople: Statement {
    struct Row: Sendable {
        let user: UserID
        let email: String
        let name: String
        let language: String
        let role: Role
        let customer: CustomerID?
    }

    static let sql = """
        SELECT u.id, u.email, u.name, u.language, u.role, u.customer_id FROM users u
        LEFT JOIN customers c ON c.operator_id = $1 AND c.id = u.customer_id
        WHERE u.operator_id = $1 AND u.disabled_at IS NULL AND c.ended_at IS NULL AND (u.role = 'customer'
            OR (u.notice_mails AND u.role IN ('operator_admin', 'operator_finance', 'partner_admin', 'platform_admin',
                'platform_finance')))
        ORDER BY u.id
        """
    static let sample = EREReminderPeople(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            user: try row.next(),
            email: try row.next(),
            name: try row.next(),
            language: try row.next(),
            role: try row.next(),
            customer: try row.next()
        )
    }
}

/// Notes what a person is told; answers what it was not told before.
struct InsertEREReminders: Statement {
    static let sql = """
        INSERT INTO reminders (operator_id, user_id, key, told_at)
        SELECT $1, $2, k.key, $4 FROM unnest($3::text[]) AS k (key)
        ON CONFLICT ON CONSTRAINT reminders_key DO NOTHING RETURNING key
        """
    static let sample = InsertEREReminders(
        operatorID: OperatorID(1),
        user: UserID(1),
        keys: [],
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let user: UserID
    let keys: [String]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(user)
        values.append(keys)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
