import Postgres
import Values

/// The next customers by id.
struct PageOfCustomers: Statement {
    static let sql =
        """
        SELECT c.id, c.reference, c.kind, c.name, c.company_number, c.vat_id, c.email, c.phone, c.street,
            c.house_number, c.postcode, c.town, c.country, c.iban, c.account_holder, c.language, c.created_at,
            c.created_by, c.invited_at, c.joined_at, c.ended_at, c.end_reason,
        """ + " " + CustomerStanding.expression + """

            FROM customers c WHERE c.operator_id = $1 AND c.id > $3 ORDER BY c.id LIMIT $4
            """
    static let sample = PageOfCustomers(operatorID: OperatorID(1), year: 2026, after: CustomerID(0), limit: 1)
    let operatorID: OperatorID
    let year: Int
    let after: CustomerID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(year)
        values.append(after)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> CustomerSummary {
        CustomerSummary(customer: try Customer(&row), standing: try row.next())
    }
}

/// The next enrolments by id, of all customers or of one, without those that were given up; or one of all.
struct PageOfEnrolments: Statement {
    static let sql =
        "SELECT " + EREEnrolmentColumns.list + """
            , m.first_year::bigint, m.last_year::bigint,
                EXISTS (SELECT FROM ere_evidence v WHERE v.operator_id = $1 AND v.enrolment_id = e.id
                    AND v.kind = 'authority' AND coalesce((SELECT w.verdict FROM ere_evidence_reviews w
                        WHERE w.operator_id = $1 AND w.evidence_id = v.id ORDER BY w.id DESC LIMIT 1), '') <> 'refused')
            FROM ere_enrolments e LEFT JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = e.id
            WHERE e.operator_id = $1 AND e.id > $4 AND ($2::bigint IS NULL OR e.id = $2)
                AND ($3::bigint IS NULL OR e.customer_id = $3) AND (e.state <> 'discarded' OR e.id = $2)
            ORDER BY e.id LIMIT $5
            """
    static let isPlannedAnew = true
    static let sample = PageOfEnrolments(
        operatorID: OperatorID(1),
        id: nil,
        customer: nil,
        after: EREEnrolmentID(0),
        limit: 1
    )
    let operatorID: OperatorID
    let id: EREEnrolmentID?
    let customer: CustomerID?
    let after: EREEnrolmentID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(customer)
        values.append(after)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> APIEnrolment {
        let enrolment = try EREEnrolment(&row)
        let (first, last): (Int?, Int?) = (try row.next(), try row.next())
        let hasAuthority: Bool = try row.next()
        let years: ClosedRange<Int>? = first.flatMap { first in last.flatMap { first <= $0 ? first...$0 : nil } }
        return APIEnrolment(enrolment: enrolment, years: years, hasAuthority: hasAuthority)
    }
}

/// The next connections by EAN, each as its newest signed enrolment says; or one of them.
struct PageOfConnections: Statement {
    static let sql = """
        SELECT DISTINCT ON (e.ean) e.ean, e.id, e.customer_id, e.state, e.street, e.house_number, e.postcode, e.town,
            e.country, e.construct, m.first_year::bigint, m.last_year::bigint, e.ends_after::bigint
        FROM ere_enrolments e JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = e.id
        WHERE e.operator_id = $1 AND e.signed_at IS NOT NULL AND e.ean > $3 AND ($2::text IS NULL OR e.ean = $2)
        ORDER BY e.ean, e.id DESC LIMIT $4
        """
    static let isPlannedAnew = true
    static let sample = PageOfConnections(operatorID: OperatorID(1), ean: nil, after: "", limit: 1)
    let operatorID: OperatorID
    let ean: String?
    let after: String
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(ean)
        values.append(after)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> APIConnection {
        let ean: String = try row.next()
        let (enrolment, customer): (EREEnrolmentID, CustomerID) = (try row.next(), try row.next())
        let state: EREEnrolmentState = try row.next()
        let address = try Address(&row)
        let construct: EREConstruct = try row.next()
        let (first, last): (Int, Int) = (try row.next(), try row.next())
        return APIConnection(
            ean: ean,
            enrolment: enrolment,
            customer: customer,
            state: state,
            address: address,
            construct: construct,
            years: first...max(first, last),
            endsAfter: try row.next()
        )
    }
}

/// The next lines of a connection by id; nothing is known of a line before its first fact.
struct PageOfDeliveries: Statement {
    static let sql = """
        SELECT b.id, b.quarter, b.state, b.corrects, b.energy_thousandths_wh, b.sessions::bigint, b.units, b.findings,
            b.changed_at
        FROM ere_enrolments e JOIN ere_bookings b ON b.operator_id = $1 AND b.enrolment_id = e.id
        WHERE e.operator_id = $1 AND e.signed_at IS NOT NULL AND e.ean = $2 AND b.ean = $2 AND b.id > $3
            AND b.ordinal > 0
        ORDER BY b.id LIMIT $4
        """
    static let sample = PageOfDeliveries(operatorID: OperatorID(1), ean: "", after: EREBookingID(0), limit: 1)
    let operatorID: OperatorID
    let ean: String
    let after: EREBookingID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(ean)
        values.append(after)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> APIDelivery {
        APIDelivery(
            id: try row.next(),
            quarter: EREQuarter(of: try row.next()) ?? .sample,
            state: try row.next(),
            corrects: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            sessions: try row.next(),
            units: try row.next(),
            findings: try row.next([String].self).compactMap(EREFindingKind.init(rawValue:)),
            changedAt: try row.next()
        )
    }
}

/// The next charge points by id, or one of them.
struct PageOfChargePoints: Statement {
    static let sql = """
        SELECT p.id, p.identity, p.name, s.name, s.time_zone, u.customer_id, p.connectors::bigint,
            p.max_power_w::bigint, coalesce(t.vendor, ''), coalesce(t.model, ''), coalesce(t.serial_number, ''),
            coalesce(t.firmware, ''), t.connected_at IS NOT NULL AND t.disconnected_at IS NULL, t.last_message_at,
            p.created_at, p.retired_at
        FROM charge_points p
        JOIN sites s ON s.operator_id = $1 AND s.id = p.site_id
        LEFT JOIN charge_point_status t ON t.operator_id = $1 AND t.charge_point_id = p.id
        LEFT JOIN customer_charge_points u ON u.operator_id = $1 AND u.charge_point_id = p.id
        WHERE p.operator_id = $1 AND p.id > $3 AND ($2::bigint IS NULL OR p.id = $2) ORDER BY p.id LIMIT $4
        """
    static let isPlannedAnew = true
    static let sample = PageOfChargePoints(operatorID: OperatorID(1), id: nil, after: ChargePointID(0), limit: 1)
    let operatorID: OperatorID
    let id: ChargePointID?
    let after: ChargePointID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(after)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> APIChargePoint {
        APIChargePoint(
            id: try row.next(),
            identity: try row.next(),
            name: try row.next(),
            siteName: try row.next(),
            timeZone: try row.next(),
            customer: try row.next(),
            connectors: try row.next(),
            maxPowerW: try row.next(),
            vendor: try row.next(),
            model: try row.next(),
            serialNumber: try row.next(),
            firmware: try row.next(),
            isOnline: try row.next(),
            lastMessageAt: try row.next(),
            createdAt: try row.next(),
            retiredAt: try row.next()
        )
    }
}
