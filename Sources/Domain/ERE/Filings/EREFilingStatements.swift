import Postgres
import Values

/// The columns of a filing.
enum EREFilingColumns {
    static let list = """
        f.id, f.quarter, f.number::bigint, f.reference, f.schema_version, f.generator, f.provider_name,
        f.provider_company_number, f.created_by_name, f.created_at
        """
}

extension EREFiling {
    init(reading row: inout RowReader) throws {
        id = try row.next()
        let day: LocalDate = try row.next()
        quarter = EREQuarter(of: day) ?? .sample
        number = try row.next()
        reference = try row.next()
        schemaVersion = try row.next()
        generator = try row.next()
        providerName = try row.next()
        providerCompanyNumber = try row.next()
        createdByName = try row.next()
        createdAt = try row.next()
    }
}

/// Begins the next filing of a quarter.
struct InsertEREFiling: Statement {
    static let sql =
        """
        WITH f AS (
            INSERT INTO ere_filings (operator_id, quarter, number, reference, schema_version, generator, provider_name,
                provider_company_number, created_by, created_by_name, created_at)
            SELECT o.id, $2, n.number, o.number_prefix || '-ERE-' || $3::text || '-' || n.number, $4, $5, o.legal_name,
                o.company_number, u.id, u.name, $7
            FROM operators o JOIN users u ON u.operator_id = o.id AND u.id = $6
            CROSS JOIN (SELECT coalesce(max(e.number), 0) + 1 AS number FROM ere_filings e
                WHERE e.operator_id = $1 AND e.quarter = $2) n
            WHERE o.id = $1
            RETURNING *
        )
        SELECT
        """ + " " + EREFilingColumns.list + " FROM f"
    static let sample = InsertEREFiling(
        operatorID: OperatorID(1),
        order: EREFilingOrder(
            quarter: EREQuarter.sample,
            schemaVersion: "",
            generator: "",
            at: Timestamp(seconds: 0)
        ),
        by: UserID(1)
    )
    let operatorID: OperatorID
    let order: EREFilingOrder
    let by: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(order.quarter.firstDay)
        values.append("\(order.quarter)")
        values.append(order.schemaVersion)
        values.append(order.generator)
        values.append(by)
        values.append(order.at)
    }
    static func decode(_ row: inout RowReader) throws -> EREFiling { try EREFiling(reading: &row) }
}

/// The next accepted lines of a quarter by connection.
struct NextAcceptedBookings: Statement {
    static let sql =
        "SELECT " + EREBookingSQL.columns + """
             FROM (SELECT b.id, b.ean FROM ere_bookings b WHERE b.operator_id = $1 AND b.quarter = $2
                AND b.state = 'accepted' AND (b.ean, b.id) > ($3, $4::bigint) ORDER BY b.ean, b.id LIMIT $5) page
            JOIN ere_bookings b ON b.operator_id = $1 AND b.id = page.id
            """ + EREBookingSQL.joined + "ORDER BY b.ean, b.id"
    static let isPlannedAnew = true
    static let sample = NextAcceptedBookings(
        operatorID: OperatorID(1),
        quarter: LocalDate(daysSinceEpoch: 0),
        afterEAN: "",
        afterID: EREBookingID(0),
        limit: 1
    )
    let operatorID: OperatorID
    let quarter: LocalDate
    let afterEAN: String
    let afterID: EREBookingID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(quarter)
        values.append(afterEAN)
        values.append(afterID)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> EREBookingSummary { try EREBookingSummary(reading: &row) }
}

/// Puts lines into a filing with all that its documents say of them.
struct InsertEREFilingLines: Statement {
    static let sql = """
        INSERT INTO ere_filing_lines (operator_id, filing_id, position, customer_id, booking_id, measurement_id,
            energy_thousandths_wh, units, content)
        SELECT $1, $2, $3::bigint + page.place, b.customer_id, b.id, b.measurement_id, b.energy_thousandths_wh, b.units,
            jsonb_build_object(
                'ean', b.ean, 'basis', b.basis, 'revision', b.revision, 'corrects', b.corrects,
                'corrected_energy', c.energy_thousandths_wh, 'corrected_units', c.units,
                'name', e.holder_name, 'kind', e.holder_kind, 'company_number', e.company_number,
                'street', e.street, 'house_number', e.house_number, 'postcode', e.postcode, 'town', e.town,
                'country', e.country, 'construct', e.construct,
                'mandate', m.id, 'issued_on', m.issued_on, 'first_year', m.first_year, 'last_year', m.last_year,
                'document_sha256', encode(m.document_sha256, 'hex'), 'pdf_sha256', encode(m.pdf_sha256, 'hex'),
                'sessions', b.sessions, 'findings', to_jsonb(b.findings), 'registers', n.content -> 'registers',
                'measured_sha256', encode(n.sha256, 'hex'), 'measured_at', n.measured_at, 'share', n.renewable_share,
                'comparator', n.comparator_g_per_mj, 'mj_per_kwh', n.mj_per_kwh, 'rounding', n.rounding,
                'accepted_by', a.recorded_by, 'accepted_at', a.recorded_at, 'accepted_why', a.reason,
                'chargers', coalesce(p.chargers, '[]'), 'evidence', coalesce(v.evidence, '[]'))
                || CASE WHEN o.sources IS NULL THEN '{}' ELSE jsonb_build_object('sources', o.sources) END
        FROM unnest($4::bigint[]) WITH ORDINALITY AS page (id, place)
        JOIN ere_bookings b ON b.operator_id = $1 AND b.id = page.id
        LEFT JOIN ere_bookings c ON c.operator_id = $1 AND c.id = b.corrects
        JOIN ere_enrolments e ON e.operator_id = $1 AND e.id = b.enrolment_id
        JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = e.id
        JOIN ere_measurements n ON n.operator_id = $1 AND n.id = b.measurement_id
        JOIN ere_booking_facts a ON a.operator_id = $1 AND a.booking_id = b.id AND a.ordinal = b.ordinal
        LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('id', h.id, 'charge_point', h.charge_point_id,
                'brand', h.brand, 'model', h.model, 'serial', h.serial, 'meter_place', h.meter_place,
                'feeds_back', h.feeds_back,
                'meter_serial', (SELECT s.value FROM charge_point_meter_facts s WHERE s.operator_id = $1
                    AND s.charge_point_id = h.charge_point_id AND s.kind = 'serial'
                    ORDER BY s.received_at DESC, s.node_id, s.sequence LIMIT 1)) ORDER BY h.id) AS chargers
            FROM ere_chargers h WHERE h.operator_id = $1 AND h.enrolment_id = e.id AND h.removed_at IS NULL) p ON true
        LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('id', x.id, 'kind', x.kind, 'charger', x.charger_id,
                'media_type', x.media_type, 'sha256', encode(x.sha256, 'hex')) ORDER BY x.id) AS evidence
            FROM ere_evidence x WHERE x.operator_id = $1 AND x.enrolment_id = e.id
                AND (SELECT r.verdict FROM ere_evidence_reviews r WHERE r.operator_id = $1 AND r.evidence_id = x.id
                    ORDER BY r.id DESC LIMIT 1) = 'accepted') v ON true
        LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('batch', t.id, 'kind', t.kind,
                'sha256', encode(t.body_sha256, 'hex'), 'received_at', t.received_at) ORDER BY t.id) AS sources
            FROM push_batches t WHERE t.operator_id = $1 AND t.id IN (
                SELECT coalesce(q.batch_id, x.batch_id) FROM ere_counted_pushes k
                LEFT JOIN LATERAL (SELECT y.revision FROM ere_recounted_pushes y
                    WHERE y.operator_id = $1 AND y.push_id = k.id ORDER BY y.measurement_id DESC LIMIT 1) z ON true
                LEFT JOIN pushed_sessions q ON q.operator_id = $1 AND q.external_id = k.external_id
                    AND q.version = coalesce(z.revision, k.revision)
                LEFT JOIN pushed_readings x ON x.operator_id = $1 AND x.id = k.reading_id
                WHERE k.operator_id = $1 AND k.enrolment_id = e.id AND k.quarter = b.quarter
                UNION
                SELECT begun.batch_id FROM ere_counted_pushes k
                JOIN pushed_readings x ON x.operator_id = $1 AND x.id = k.reading_id
                JOIN pushed_readings begun ON begun.operator_id = $1 AND begun.charger_id = x.charger_id
                    AND begun.read_at = k.started_at AND NOT begun.is_withdrawn
                    AND NOT EXISTS (SELECT FROM pushed_readings later WHERE later.operator_id = $1
                        AND later.charger_id = begun.charger_id AND later.read_at = begun.read_at
                        AND later.version = begun.version + 1)
                WHERE k.operator_id = $1 AND k.enrolment_id = e.id AND k.quarter = b.quarter)) o ON true
        ORDER BY page.place
        """
    static let sample = InsertEREFilingLines(operatorID: OperatorID(1), filing: EREFilingID(1), after: 0, ids: [])
    let operatorID: OperatorID
    let filing: EREFilingID
    let after: Int
    let ids: [EREBookingID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(filing)
        values.append(after)
        values.append(ids)
    }
}

/// Says which accepted lines are not in a filing, and why.
struct InsertEREFilingRefusals: Statement {
    struct Refusal: Sendable {
        let line: EREBookingSummary
        let gates: [String]
    }

    static let sql = """
        INSERT INTO ere_filing_refusals (operator_id, filing_id, customer_id, booking_id, gates)
        SELECT $1, $2, n.customer_id, n.booking_id, string_to_array(n.gates, ',')
        FROM unnest($3::bigint[], $4::bigint[], $5::text[]) AS n (customer_id, booking_id, gates)
        """
    static let sample = InsertEREFilingRefusals(operatorID: OperatorID(1), filing: EREFilingID(1), refusals: [])
    let operatorID: OperatorID
    let filing: EREFilingID
    let refusals: [Refusal]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(filing)
        values.append(refusals.map(\.line.customer))
        values.append(refusals.map(\.line.id))
        values.append(refusals.map { $0.gates.joined(separator: ",") })
    }
}

/// Keeps the hashes of a filing's documents.
struct InsertEREFilingDocuments: Statement {
    static let sql = """
        INSERT INTO ere_filing_documents (operator_id, filing_id, name, size_bytes, sha256)
        SELECT $1, $2, n.name, n.size_bytes, n.sha256
        FROM unnest($3::text[], $4::bigint[], $5::bytea[]) AS n (name, size_bytes, sha256)
        """
    static let sample = InsertEREFilingDocuments(operatorID: OperatorID(1), filing: EREFilingID(1), documents: [])
    let operatorID: OperatorID
    let filing: EREFilingID
    let documents: [EREFilingDocument]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(filing)
        values.append(documents.map(\.name))
        values.append(documents.map(\.size))
        values.append(documents.map(\.sha256))
    }
}

/// Filings of a quarter, of all, or one.
struct ListEREFilings: Statement {
    static let sql =
        "SELECT " + EREFilingColumns.list + """
             FROM ere_filings f
            WHERE f.operator_id = $1 AND ($2::date IS NULL OR f.quarter = $2) AND ($3::bigint IS NULL OR f.id = $3)
            ORDER BY f.quarter DESC, f.number DESC
            """
    static let sample = ListEREFilings(operatorID: OperatorID(1), quarter: nil, id: nil)
    let operatorID: OperatorID
    let quarter: LocalDate?
    let id: EREFilingID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(quarter)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> EREFiling { try EREFiling(reading: &row) }
}

/// What a filing comes to.
struct SumEREFiling: Statement {
    struct Row: Sendable {
        let lines: Int
        let corrections: Int
        let energy: Energy
        let units: Int64
        let refused: Int
    }

    static let sql = """
        SELECT count(*), count(*) FILTER (WHERE l.content ->> 'corrects' IS NOT NULL),
            coalesce(sum(l.energy_thousandths_wh), 0)::bigint, coalesce(sum(l.units), 0)::bigint,
            (SELECT count(*) FROM ere_filing_refusals r WHERE r.operator_id = $1 AND r.filing_id = $2)
        FROM ere_filing_lines l WHERE l.operator_id = $1 AND l.filing_id = $2
        """
    static let sample = SumEREFiling(operatorID: OperatorID(1), filing: EREFilingID(1))
    let operatorID: OperatorID
    let filing: EREFilingID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(filing)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            lines: try row.next(),
            corrections: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            units: try row.next(),
            refused: try row.next()
        )
    }
}

/// The documents of a filing.
struct EREFilingDocumentsOf: Statement {
    static let sql = """
        SELECT name, size_bytes, sha256 FROM ere_filing_documents
        WHERE operator_id = $1 AND filing_id = $2 ORDER BY name
        """
    static let sample = EREFilingDocumentsOf(operatorID: OperatorID(1), filing: EREFilingID(1))
    let operatorID: OperatorID
    let filing: EREFilingID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(filing)
    }
    static func decode(_ row: inout RowReader) throws -> EREFilingDocument {
        EREFilingDocument(name: try row.next(), size: try row.next(), sha256: try row.next())
    }
}

/// The lines of a filing in their order.
struct EREFilingLines<Source: EREFiledSource>: Statement {
    static var sql: String {
        """
        SELECT l.position::bigint, l.booking_id, l.energy_thousandths_wh, l.units, l.content

        """ + Source.from + " " + Source.condition + " ORDER BY " + Source.place
    }
    static var sample: EREFilingLines {
        EREFilingLines(operatorID: OperatorID(1), id: 1)
    }
    let operatorID: OperatorID
    let id: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> EREFilingLine {
        EREFilingLine(
            position: try row.next(),
            booking: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            units: try row.next(),
            content: try row.next()
        )
    }
}

/// The sessions under the lines of a filing as they were counted then, by line and start.
struct EREFiledSessions<Source: EREFiledSource>: Statement {
    static var sql: String {
        """
        SELECT l.booking_id, s.charge_point_id, s.connector_id::bigint, k.session_id, coalesce(r.revision, k.revision)::bigint,
            coalesce(r.started_at, k.started_at), coalesce(r.stopped_at, k.stopped_at),
            coalesce(r.begin_thousandths_wh, k.begin_thousandths_wh),
            coalesce(r.energy_thousandths_wh, k.energy_thousandths_wh)

        """ + Source.from + """

            JOIN ere_bookings b ON b.operator_id = $1 AND b.id = l.booking_id
            JOIN ere_counted_sessions k ON k.operator_id = $1 AND k.enrolment_id = b.enrolment_id AND k.quarter = b.quarter
                AND k.measurement_id <= l.measurement_id
            JOIN sessions s ON s.operator_id = $1 AND s.id = k.session_id
            LEFT JOIN LATERAL (SELECT n.revision, n.started_at, n.stopped_at, n.begin_thousandths_wh,
                    n.energy_thousandths_wh FROM ere_recounted_sessions n
                WHERE n.operator_id = $1 AND n.session_id = k.session_id AND n.measurement_id <= l.measurement_id
                ORDER BY n.measurement_id DESC LIMIT 1) r ON true

            """ + Source.condition + " ORDER BY " + Source.place + ", k.session_id"
    }
    static var isPlannedAnew: Bool { true }
    static var sample: EREFiledSessions {
        EREFiledSessions(operatorID: OperatorID(1), id: 1)
    }
    let operatorID: OperatorID
    let id: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> EREFiledSession {
        EREFiledSession(
            booking: try row.next(),
            chargePoint: try row.next(),
            connector: try row.next(),
            session: try ERECountedSession(reading: &row)
        )
    }
}
