import Postgres
import Values

/// What the statements over a customer's file share.
protocol CustomerFileList: Statement {
    var operatorID: OperatorID { get }
    var customer: CustomerID { get }
    var request: ListRequest<CustomerFileSort> { get }
}

extension CustomerFileList {
    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(request.offset)
        values.append(request.boundedLimit)
    }
}

/// What happened to a customer: acts of people and programs, steps of its booking lines, its payouts.
struct ListCustomerEvents: CustomerFileList {
    static let sql = """
        SELECT t.at, t.what, t.about, t.enrolment_id, t.booking_id, t.by, t.reason, count(*) OVER ()
        FROM (
            SELECT a.at, a.action AS what, coalesce(e.ean, '') AS about, e.id AS enrolment_id, NULL::bigint AS booking_id,
                coalesce(u.name, k.name, '') AS by, coalesce(a.detail ->> 'reason', '') AS reason, a.id AS place
            FROM audit_log a
            LEFT JOIN ere_enrolments e ON e.operator_id = $1 AND e.customer_id = $2
                AND a.subject = 'ere_enrolment/' || e.id
            LEFT JOIN users u ON u.operator_id = $1 AND u.id = a.user_id
            LEFT JOIN api_keys k ON k.operator_id = $1 AND k.id = a.api_key_id
            WHERE a.operator_id = $1 AND a.subject = ANY (ARRAY['customer/' || $2::bigint] || ARRAY(
                SELECT 'ere_enrolment/' || o.id FROM ere_enrolments o WHERE o.operator_id = $1 AND o.customer_id = $2))
            UNION ALL
            SELECT f.recorded_at, 'booking.' || f.state,
                extract(year FROM b.quarter) || '-Q' || extract(quarter FROM b.quarter) || ' ' || b.ean, b.enrolment_id,
                b.id, coalesce(u.name, ''), f.reason, f.ordinal
            FROM ere_bookings b
            JOIN ere_booking_facts f ON f.operator_id = $1 AND f.booking_id = b.id AND f.state <> 'measured'
            LEFT JOIN users u ON u.operator_id = $1 AND u.id = f.recorded_by
            WHERE b.operator_id = $1 AND b.customer_id = $2
            UNION ALL
            SELECT c.issued_at, 'payout.made', c.number, NULL, NULL, coalesce(u.name, ''), '', c.id
            FROM credits c LEFT JOIN users u ON u.operator_id = $1 AND u.id = c.requested_by
            WHERE c.operator_id = $1 AND c.customer_id = $2
        ) t ORDER BY t.at DESC, t.place DESC, t.what LIMIT $4 OFFSET $3
        """
    static let isPlannedAnew = true
    static let sample = ListCustomerEvents(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        request: ListRequest(sort: .newest)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let request: ListRequest<CustomerFileSort>

    static func decode(_ row: inout RowReader) throws -> CountedRow<CustomerEvent> {
        let event = CustomerEvent(
            at: try row.next(),
            what: try row.next(),
            about: try row.next(),
            enrolment: try row.next(),
            booking: try row.next(),
            by: try row.next(),
            reason: try row.next()
        )
        return CountedRow(row: event, total: try row.next())
    }
}

/// A customer's mandates, what was handed in for it, and the documents of its payouts.
struct ListCustomerPapers: CustomerFileList {
    static let sql = """
        SELECT t.at, t.kind, t.about, t.enrolment_id, t.evidence_id, t.run_id, t.verdict, t.is_kept, count(*) OVER ()
        FROM (
            SELECT m.signed_at AS at, 'mandate' AS kind, m.ean AS about, m.enrolment_id, NULL::bigint AS evidence_id,
                NULL::bigint AS run_id, NULL::text AS verdict, m.forgotten_on IS NULL AS is_kept, m.id AS place
            FROM ere_mandates m JOIN ere_enrolments e ON e.operator_id = $1 AND e.id = m.enrolment_id
            WHERE m.operator_id = $1 AND e.customer_id = $2
            UNION ALL
            SELECT v.created_at, v.kind, coalesce(h.serial, ''), v.enrolment_id, v.id, NULL,
                (SELECT w.verdict FROM ere_evidence_reviews w
                    WHERE w.operator_id = $1 AND w.evidence_id = v.id ORDER BY w.id DESC LIMIT 1),
                v.forgotten_on IS NULL, v.id
            FROM ere_evidence v LEFT JOIN ere_chargers h ON h.operator_id = $1 AND h.id = v.charger_id
            WHERE v.operator_id = $1 AND v.customer_id = $2
            UNION ALL
            SELECT c.issued_at, 'payout', c.number, NULL, NULL, c.ere_run_id, NULL, true, c.id
            FROM credits c WHERE c.operator_id = $1 AND c.customer_id = $2
        ) t ORDER BY t.at DESC, t.place DESC, t.kind LIMIT $4 OFFSET $3
        """
    static let isPlannedAnew = true
    static let sample = ListCustomerPapers(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        request: ListRequest(sort: .newest)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let request: ListRequest<CustomerFileSort>

    static func decode(_ row: inout RowReader) throws -> CountedRow<CustomerPaper> {
        let paper = CustomerPaper(
            at: try row.next(),
            kind: try row.next(),
            about: try row.next(),
            enrolment: try row.next(),
            evidence: try row.next(),
            run: try row.next(),
            verdict: try row.next(),
            isKept: try row.next()
        )
        return CountedRow(row: paper, total: try row.next())
    }
}

/// The sessions at a customer's chargers: heard by us, or told by others in their last version.
struct ListCustomerSessions: CustomerFileList {
    static let sql = """
        WITH chargers AS (
            SELECT h.id, h.charge_point_id, h.brand || ' ' || h.model || ' ' || h.serial AS name,
                make_date(coalesce(m.first_year, extract(year FROM h.created_at)::integer), 1, 1)::timestamp
                    AT TIME ZONE 'Europe/Amsterdam' AS since
            FROM ere_chargers h LEFT JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = h.enrolment_id
            WHERE h.operator_id = $1 AND h.customer_id = $2
        )
        SELECT t.started_at, t.stopped_at, t.energy, t.name, t.session_id, t.quarter, count(*) OVER ()
        FROM (
            SELECT s.started_at, s.stopped_at, s.energy_thousandths_wh AS energy, p.name, s.id AS session_id, k.quarter
            FROM (SELECT c.charge_point_id, min(c.name) AS name, min(c.since) AS since FROM chargers c
                WHERE c.charge_point_id IS NOT NULL GROUP BY c.charge_point_id) p
            JOIN sessions s ON s.operator_id = $1 AND s.charge_point_id = p.charge_point_id AND s.started_at >= p.since
            LEFT JOIN ere_counted_sessions k ON k.operator_id = $1 AND k.session_id = s.id AND k.customer_id = $2
            UNION ALL
            SELECT s.started_at, s.stopped_at, s.end_thousandths_wh - s.begin_thousandths_wh, c.name, NULL, k.quarter
            FROM chargers c JOIN pushed_sessions s ON s.operator_id = $1 AND s.charger_id = c.id
                AND NOT s.is_withdrawn AND NOT EXISTS (SELECT FROM pushed_sessions n
                    WHERE n.operator_id = $1 AND n.external_id = s.external_id AND n.version > s.version)
            LEFT JOIN ere_counted_pushes k ON k.operator_id = $1 AND k.external_id = s.external_id
        ) t ORDER BY t.started_at DESC, t.session_id DESC NULLS LAST, t.name LIMIT $4 OFFSET $3
        """
    static let isPlannedAnew = true
    static let sample = ListCustomerSessions(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        request: ListRequest(sort: .newest)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let request: ListRequest<CustomerFileSort>

    static func decode(_ row: inout RowReader) throws -> CountedRow<CustomerSession> {
        let (start, stop): (Timestamp, Timestamp?) = (try row.next(), try row.next())
        let (energy, charger): (Int64?, String) = (try row.next(), try row.next())
        let (session, day): (SessionID?, LocalDate?) = (try row.next(), try row.next())
        let found = CustomerSession(
            startedAt: start,
            stoppedAt: stop,
            energy: energy.map { Energy(thousandthsWh: $0) },
            charger: charger,
            session: session,
            quarter: day.flatMap { EREQuarter(of: $0) }
        )
        return CountedRow(row: found, total: try row.next())
    }
}

/// The payouts of a customer, whoever was paid.
struct ListCustomerPayouts: CustomerFileList {
    static let sql =
        "SELECT r.quarter, r.made_on, " + EREPayoutSQL.columns + """
            , count(*) OVER () FROM ere_payouts p JOIN ere_payout_runs r ON r.operator_id = $1 AND r.id = p.run_id
            """ + EREPayoutSQL.joined + """
            WHERE p.operator_id = $1 AND p.customer_id = $2 ORDER BY r.quarter DESC, r.id DESC LIMIT $4 OFFSET $3
            """
    static let isPlannedAnew = true
    static let sample = ListCustomerPayouts(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        request: ListRequest(sort: .newest)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let request: ListRequest<CustomerFileSort>

    static func decode(_ row: inout RowReader) throws -> CountedRow<CustomerPayout> {
        let (day, madeOn): (LocalDate, LocalDate) = (try row.next(), try row.next())
        let payout = CustomerPayout(
            quarter: EREQuarter(of: day) ?? .sample,
            madeOn: madeOn,
            payout: try EREPayoutSummary(&row)
        )
        return CountedRow(row: payout, total: try row.next())
    }
}

/// The chargers of a customer's enrolments.
struct ListCustomerChargers: Statement {
    static let sql = """
        SELECT h.brand || ' ' || h.model, h.serial, e.ean, e.id, h.charge_point_id,
            EXISTS (SELECT FROM ere_evidence v WHERE v.operator_id = $1 AND v.enrolment_id = e.id
                AND v.charger_id = h.id AND v.kind IN ('meter', 'certificate')
                AND 'accepted' = (SELECT w.verdict FROM ere_evidence_reviews w
                    WHERE w.operator_id = $1 AND w.evidence_id = v.id ORDER BY w.id DESC LIMIT 1)),
            greatest(s.last_message_at,
                (SELECT max(r.read_at) FROM pushed_readings r WHERE r.operator_id = $1 AND r.charger_id = h.id),
                (SELECT max(p.stopped_at) FROM pushed_sessions p WHERE p.operator_id = $1 AND p.charger_id = h.id))
        FROM ere_chargers h JOIN ere_enrolments e ON e.operator_id = $1 AND e.id = h.enrolment_id
        LEFT JOIN charge_point_status s ON s.operator_id = $1 AND s.charge_point_id = h.charge_point_id
        WHERE h.operator_id = $1 AND h.customer_id = $2 AND h.removed_at IS NULL AND e.state <> 'discarded'
        ORDER BY e.id DESC, h.id LIMIT $3
        """
    static let sample = ListCustomerChargers(operatorID: OperatorID(1), customer: CustomerID(1), limit: 1)
    let operatorID: OperatorID
    let customer: CustomerID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> CustomerCharger {
        CustomerCharger(
            name: try row.next(),
            serial: try row.next(),
            ean: try row.next(),
            enrolment: try row.next(),
            chargePoint: try row.next(),
            isProven: try row.next(),
            heardAt: try row.next()
        )
    }
}
