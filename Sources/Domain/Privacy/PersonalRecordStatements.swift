import Postgres
import Values

/// One kind of record about a customer, as JSON objects; `$1` is the operator, `$2` the customer.
protocol PersonalSource: Sendable {
    static var sql: String { get }
}

/// The records of a kind.
struct PersonalRows<Source: PersonalSource>: Statement {
    static var sql: String { Source.sql }
    static var isPlannedAnew: Bool { true }
    static var sample: PersonalRows { PersonalRows(operatorID: OperatorID(1), customer: CustomerID(1)) }
    let operatorID: OperatorID
    let customer: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> JSON {
        let text: String = try row.next()
        // Only a sample is empty.
        return text.isEmpty ? .null : try JSON(parsing: Array(text.utf8))
    }
}

enum PersonalProfile: PersonalSource {
    static let sql = """
        SELECT json_build_object('customer', c.id, 'reference', c.reference, 'kind', c.kind, 'name', c.name,
            'company_number', c.company_number, 'vat_id', c.vat_id, 'email', c.email, 'phone', c.phone,
            'street', c.street, 'house_number', c.house_number, 'postcode', c.postcode, 'town', c.town,
            'country', c.country, 'iban', c.iban, 'account_holder', c.account_holder, 'language', c.language,
            'created_at', c.created_at, 'invited_at', c.invited_at, 'joined_at', c.joined_at, 'ended_at', c.ended_at,
            'end_reason', c.end_reason, 'brought_by', (SELECT r.referrer_id FROM ere_referrals r
                WHERE r.operator_id = $1 AND r.customer_id = c.id))::text
        FROM customers c WHERE c.operator_id = $1 AND c.id = $2
        """
}

enum PersonalPeople: PersonalSource {
    static let sql = """
        SELECT json_build_object('user', u.id, 'email', u.email, 'name', u.name, 'language', u.language,
            'has_password', u.password_hash <> '', 'has_second_factor', EXISTS (SELECT FROM second_factors f
                WHERE f.operator_id = $1 AND f.user_id = u.id AND f.confirmed_at IS NOT NULL),
            'created_at', u.created_at, 'disabled_at', u.disabled_at)::text
        FROM users u WHERE u.operator_id = $1 AND u.customer_id = $2 ORDER BY u.id
        """
}

enum PersonalSignIns: PersonalSource {
    static let sql = """
        SELECT json_build_object('user', w.user_id, 'created_at', w.created_at, 'last_seen_at', w.last_seen_at,
            'ended_at', w.ended_at, 'remote_address', w.remote_address, 'user_agent', w.user_agent)::text
        FROM users u JOIN web_sessions w ON w.operator_id = $1 AND w.user_id = u.id
        WHERE u.operator_id = $1 AND u.customer_id = $2 ORDER BY w.created_at
        """
}

enum PersonalConnections: PersonalSource {
    static let sql = """
        SELECT json_build_object('enrolment', e.id, 'state', e.state, 'ean', e.ean, 'street', e.street,
            'house_number', e.house_number, 'postcode', e.postcode, 'town', e.town, 'country', e.country,
            'construct', e.construct, 'holder_kind', e.holder_kind, 'holder_name', e.holder_name,
            'holder_street', e.holder_street, 'holder_house_number', e.holder_house_number,
            'holder_postcode', e.holder_postcode, 'holder_town', e.holder_town, 'company_number', e.company_number,
            'vat_id', e.vat_id, 'representative', e.representative, 'iban', e.iban, 'account_holder', e.account_holder,
            'created_at', e.created_at, 'changed_at', e.changed_at, 'signed_at', e.signed_at, 'refusal', e.refusal,
            'turned_off_at', e.turned_off_at, 'ends_after', e.ends_after, 'mandate_elsewhere', CASE
            WHEN i.enrolment_id IS NOT NULL THEN json_build_object('issued_on', i.issued_on, 'until', i.valid_until,
                'evidence', i.evidence, 'recorded_at', i.recorded_at) END)::text
        FROM ere_enrolments e LEFT JOIN ere_imports i ON i.operator_id = $1 AND i.enrolment_id = e.id
        WHERE e.operator_id = $1 AND e.customer_id = $2 ORDER BY e.id
        """
}

enum PersonalChargers: PersonalSource {
    static let sql = """
        SELECT json_build_object('charger', h.id, 'enrolment', h.enrolment_id, 'charge_point', h.charge_point_id,
            'brand', h.brand, 'model', h.model, 'serial', h.serial, 'meter_place', h.meter_place, 'verdict', h.verdict,
            'feeds_back', h.feeds_back, 'created_at', h.created_at, 'removed_at', h.removed_at)::text
        FROM ere_chargers h WHERE h.operator_id = $1 AND h.customer_id = $2 ORDER BY h.id
        """
}

enum PersonalMandates: PersonalSource {
    static let sql = """
        SELECT json_build_object('mandate', m.id, 'enrolment', m.enrolment_id, 'ean', m.ean, 'first_year', m.first_year,
            'last_year', m.last_year, 'issued_on', m.issued_on, 'signer_name', m.signer_name,
            'signer_email', m.signer_email, 'signed_at', m.signed_at, 'remote_address', m.remote_address,
            'document_sha256', encode(m.document_sha256, 'hex'), 'pdf_sha256', encode(m.pdf_sha256, 'hex'))::text
        FROM ere_mandates m WHERE m.operator_id = $1 AND m.customer_id = $2 ORDER BY m.id
        """
}

enum PersonalEvidence: PersonalSource {
    static let sql = """
        SELECT json_build_object('evidence', v.id, 'enrolment', v.enrolment_id, 'charger', v.charger_id, 'kind', v.kind,
            'media_type', v.media_type, 'bytes', octet_length(v.content), 'sha256', encode(v.sha256, 'hex'),
            'created_at', v.created_at, 'verdict', r.verdict, 'reason', r.reason,
            'valid_until', coalesce(r.valid_until, v.valid_until))::text
        FROM ere_evidence v
        LEFT JOIN LATERAL (SELECT w.verdict, w.reason, w.valid_until FROM ere_evidence_reviews w
            WHERE w.operator_id = $1 AND w.evidence_id = v.id ORDER BY w.id DESC LIMIT 1) r ON true
        WHERE v.operator_id = $1 AND v.customer_id = $2 ORDER BY v.id
        """
}

enum PersonalChargePoints: PersonalSource {
    static let sql = """
        SELECT json_build_object('charge_point', p.id, 'identity', p.identity, 'name', p.name,
            'since', l.created_at)::text
        FROM customer_charge_points l JOIN charge_points p ON p.operator_id = $1 AND p.id = l.charge_point_id
        WHERE l.operator_id = $1 AND l.customer_id = $2 ORDER BY p.id
        """
}

/// What was charged at the customer's charge points; of cards, which may be others', the end only.
enum PersonalSessions: PersonalSource {
    static let sql = """
        SELECT json_build_object('session', s.id, 'charge_point', s.charge_point_id, 'connector', s.connector_id,
            'state', s.state, 'started_at', s.started_at, 'stopped_at', s.stopped_at,
            'energy_wh', s.energy_thousandths_wh / 1000.0, 'card', CASE WHEN s.id_tag = '' THEN ''
                ELSE '…' || right(s.id_tag, least(4, length(s.id_tag) / 2)) END,
            'stop_reason', s.stop_reason, 'flags', s.flags)::text
        FROM customer_charge_points l JOIN sessions s ON s.operator_id = $1 AND s.charge_point_id = l.charge_point_id
        WHERE l.operator_id = $1 AND l.customer_id = $2 ORDER BY s.started_at, s.id
        """
}

enum PersonalReadings: PersonalSource {
    static let sql = """
        SELECT json_build_object('session', r.session_id, 'sampled_at', r.sampled_at,
            'register_wh', r.register_thousandths_wh / 1000.0, 'context', r.context)::text
        FROM customer_charge_points l
        JOIN sessions s ON s.operator_id = $1 AND s.charge_point_id = l.charge_point_id
        JOIN meter_readings r ON r.operator_id = $1 AND r.session_id = s.id AND r.retired_by IS NULL
        WHERE l.operator_id = $1 AND l.customer_id = $2 ORDER BY s.started_at, s.id, r.sampled_at, r.ordinal
        """
}

enum PersonalSentSessions: PersonalSource {
    static let sql = """
        SELECT json_build_object('charger', s.charger_id, 'session', s.external_id, 'version', s.version,
            'connector', s.connector, 'started_at', s.started_at, 'stopped_at', s.stopped_at,
            'begin_wh', s.begin_thousandths_wh / 1000.0, 'end_wh', s.end_thousandths_wh / 1000.0,
            'is_withdrawn', s.is_withdrawn)::text
        FROM pushed_sessions s WHERE s.operator_id = $1 AND s.customer_id = $2 ORDER BY s.id
        """
}

enum PersonalSentReadings: PersonalSource {
    static let sql = """
        SELECT json_build_object('charger', r.charger_id, 'read_at', r.read_at,
            'register_wh', r.register_thousandths_wh / 1000.0, 'version', r.version,
            'is_withdrawn', r.is_withdrawn)::text
        FROM pushed_readings r WHERE r.operator_id = $1 AND r.customer_id = $2 ORDER BY r.id
        """
}

enum PersonalBookings: PersonalSource {
    static let sql = """
        SELECT json_build_object('booking', b.id, 'enrolment', b.enrolment_id, 'ean', b.ean, 'quarter', b.quarter,
            'basis', b.basis, 'corrects', b.corrects, 'state', b.state, 'energy_wh', b.energy_thousandths_wh / 1000.0,
            'sessions', b.sessions, 'expected_ere', b.units, 'credited_ere', b.credited_units,
            'findings', b.findings)::text
        FROM ere_bookings b WHERE b.operator_id = $1 AND b.customer_id = $2 ORDER BY b.quarter, b.id
        """
}

enum PersonalBookingHistory: PersonalSource {
    static let sql = """
        SELECT json_build_object('booking', f.booking_id, 'fact', f.ordinal, 'state', f.state, 'takes_back', f.corrects,
            'reason', f.reason, 'recorded_at', f.recorded_at)::text
        FROM ere_booking_facts f WHERE f.operator_id = $1 AND f.customer_id = $2 ORDER BY f.booking_id, f.ordinal
        """
}

enum PersonalRegisterCredits: PersonalSource {
    static let sql = """
        SELECT json_build_object('booking', c.booking_id, 'ere', c.units, 'filed_ere', c.filed_units,
            'credited_on', c.credited_on, 'register_reference', c.register_reference,
            'recorded_at', c.recorded_at)::text
        FROM ere_credits c WHERE c.operator_id = $1 AND c.customer_id = $2 ORDER BY c.id
        """
}

enum PersonalPayouts: PersonalSource {
    static let sql = """
        SELECT json_build_object('run', p.run_id, 'number', c.number, 'kind', c.kind, 'issued_on', c.issued_on,
            'ere', p.units, 'energy_wh', p.energy_thousandths_wh / 1000.0, 'gross_cents', p.gross_minor,
            'fee_cents', p.fee_minor, 'margin_cents', p.margin_minor, 'net_cents', p.net_minor,
            'vat_cents', p.vat_minor, 'adjustment_cents', p.adjustment_minor, 'payable_cents', p.payable_minor,
            'told_to_the_bank_at', (SELECT max(f.created_at) FROM payment_file_credits t
                JOIN payment_files f ON f.operator_id = $1 AND f.id = t.payment_file_id
                WHERE t.operator_id = $1 AND t.credit_id = c.id AND t.return_id IS NULL))::text
        FROM ere_payouts p LEFT JOIN credits c ON c.operator_id = $1 AND c.id = p.credit_id
        WHERE p.operator_id = $1 AND p.customer_id = $2 ORDER BY p.run_id
        """
}

/// Mails to the customer's own addresses, without links and codes, which open doors.
enum PersonalMails: PersonalSource {
    static let sql = """
        SELECT json_build_object('recipient', m.recipient, 'subject', m.subject, 'created_at', m.created_at,
            'sent_at', m.sent_at, 'body', regexp_replace(regexp_replace(m.body, 'https?://[^[:space:]]+', '[link]', 'g'),
                '(^|[^0-9])[0-9]{3} ?[0-9]{3}(?![0-9])', '\\1[code]', 'g'))::text
        FROM mails m WHERE m.operator_id = $1 AND lower(m.recipient) IN (
            SELECT lower(u.email) FROM users u WHERE u.operator_id = $1 AND u.customer_id = $2
            UNION SELECT lower(c.email) FROM customers c WHERE c.operator_id = $1 AND c.id = $2)
        ORDER BY m.id
        """
}

/// What was done to the customer and by its people; whom else it was done by is told by kind, not by name.
enum PersonalActs: PersonalSource {
    static let sql = """
        SELECT json_build_object('at', a.at, 'action', a.action, 'subject', a.subject, 'by', CASE
            WHEN u.customer_id = $2 THEN 'user ' || u.id WHEN u.id IS NOT NULL THEN 'a colleague'
            WHEN a.api_key_id IS NOT NULL THEN 'a program' ELSE 'the installation' END, 'detail', a.detail)::text
        FROM audit_log a LEFT JOIN users u ON u.operator_id = $1 AND u.id = a.user_id
        WHERE a.operator_id = $1 AND (u.customer_id = $2 OR a.subject = 'customer/' || $2
            OR a.subject IN (SELECT 'user/' || o.id FROM users o WHERE o.operator_id = $1 AND o.customer_id = $2)
            OR a.subject IN (SELECT 'ere_enrolment/' || e.id FROM ere_enrolments e
                WHERE e.operator_id = $1 AND e.customer_id = $2))
        ORDER BY a.id
        """
}

/// Signed mandates and what was handed in, as files.
struct PersonalPapers: Statement {
    static let sql = """
        SELECT p.name, p.content FROM (
            SELECT 1 AS place, m.id, 'mandates/' || m.id || '.txt' AS name, m.document AS content FROM ere_mandates m
            WHERE m.operator_id = $1 AND m.customer_id = $2 AND m.document IS NOT NULL
            UNION ALL
            SELECT 2, m.id, 'mandates/' || m.id || '.pdf', m.pdf FROM ere_mandates m
            WHERE m.operator_id = $1 AND m.customer_id = $2 AND m.pdf IS NOT NULL
            UNION ALL
            SELECT 3, v.id, 'evidence/' || v.id || '-' || v.kind
                || CASE v.media_type WHEN 'image/jpeg' THEN '.jpg' WHEN 'image/png' THEN '.png'
                    WHEN 'image/webp' THEN '.webp' WHEN 'image/heic' THEN '.heic' ELSE '.pdf' END, v.content
            FROM ere_evidence v WHERE v.operator_id = $1 AND v.customer_id = $2 AND v.content IS NOT NULL
        ) p ORDER BY p.place, p.id
        """
    static let isPlannedAnew = true
    static let sample = PersonalPapers(operatorID: OperatorID(1), customer: CustomerID(1))
    let operatorID: OperatorID
    let customer: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> PersonalPaper {
        PersonalPaper(name: try row.next(), content: try row.next())
    }
}
