import Postgres
import Values

extension HostDetails {
    static let sample = HostDetails(reference: "", name: "", kind: .company, address: Address(country: "NL"))

    func bind(to values: inout Bindings) {
        values.append(reference)
        values.append(name)
        values.append(kind)
        address.bind(to: &values)
        values.append(companyNumber)
        values.append(vatID)
        values.append(vatStatus)
        for text in [exemptionGround, iban, bic, accountHolder, email, language] { values.append(text) }
    }

    init(_ row: inout RowReader) throws {
        self.init(
            reference: try row.next(),
            name: try row.next(),
            kind: try row.next(),
            address: try Address(&row),
            companyNumber: try row.next(),
            vatID: try row.next(),
            vatStatus: try row.next(),
            exemptionGround: try row.next(),
            iban: try row.next(),
            bic: try row.next(),
            accountHolder: try row.next(),
            email: try row.next(),
            language: try row.next()
        )
    }
}

/// One host.
struct FindHost: Statement {
    static let sql = """
        SELECT id, reference, name, kind, street, house_number, postcode, town, country, company_number, vat_id,
            vat_status, exemption_ground, iban, bic, account_holder, email, language, created_at
        FROM hosts WHERE operator_id = $1 AND id = $2
        """
    static let sample = FindHost(operatorID: OperatorID(1), id: HostID(1))
    let operatorID: OperatorID
    let id: HostID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> Host {
        Host(id: try row.next(), details: try HostDetails(&row), createdAt: try row.next())
    }
}

/// One host by the operator's own name for it.
struct FindHostByReference: Statement {
    static let sql = """
        SELECT id, reference, name, kind, street, house_number, postcode, town, country, company_number, vat_id,
            vat_status, exemption_ground, iban, bic, account_holder, email, language, created_at
        FROM hosts WHERE operator_id = $1 AND reference = $2
        """
    static let sample = FindHostByReference(operatorID: OperatorID(1), reference: "")
    let operatorID: OperatorID
    let reference: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(reference)
    }
    static func decode(_ row: inout RowReader) throws -> Host {
        Host(id: try row.next(), details: try HostDetails(&row), createdAt: try row.next())
    }
}

enum HostNameKey: SQLSortKey {
    static let expression = "lower(h.name)"
    static let isOptional = false
}

enum HostSitesKey: SQLSortKey {
    static let expression = "(SELECT count(*) FROM sites s WHERE s.operator_id = $1 AND s.host_id = h.id)"
    static let isOptional = false
}

enum HostBalanceKey: SQLSortKey {
    static let expression = "coalesce((" + HostListSQL.balance + "), 0)"
    static let isOptional = false
}

/// What the statements over hosts share.
enum HostListSQL {
    /// What the operator owes the host `h` by its books.
    static let balance = """
        SELECT sum(CASE p.side WHEN 'credit' THEN p.amount_minor ELSE -p.amount_minor END)
        FROM ledger_accounts a
        JOIN ledger_postings p ON p.operator_id = $1 AND p.account_id = a.id
        WHERE a.operator_id = $1 AND a.subject = h.id AND a.kind = 'liability'
        """
}

/// Hosts with what they have and what they are owed, filtered, ordered and cut; only the page's own are added up.
struct ListHosts<Order: SQLOrder>: Statement {
    static var sql: String {
        """
        SELECT h.id, h.reference, h.name, h.kind, h.town, h.country, h.iban, c.sites, c.charge_points,
            coalesce((
        """ + HostListSQL.balance + """
            ), 0)::bigint, (SELECT currency FROM operators WHERE id = $1), page.total
            FROM (
                SELECT h.id, count(*) OVER () AS total,
            """ + " " + Order.expression + " AS sort_key" + """

                    FROM hosts h
                    WHERE h.operator_id = $1 AND ($2::bigint IS NULL OR h.id = $2)
                        AND (h.name ILIKE $3 OR h.reference ILIKE $3 OR h.town ILIKE $3) AND ($4 = '' OR h.kind = $4)
                """ + Order.clause("h.id") + """
                     LIMIT $6 OFFSET $5
                ) page
                JOIN hosts h ON h.operator_id = $1 AND h.id = page.id
                CROSS JOIN LATERAL (
                    SELECT count(DISTINCT s.id) AS sites, count(p.id) AS charge_points
                    FROM sites s
                    LEFT JOIN charge_points p
                        ON p.operator_id = $1 AND p.site_id = s.id AND p.retired_at IS NULL
                    WHERE s.operator_id = $1 AND s.host_id = h.id
                ) c
                """ + Order.clause("h.id")
    }
    static var isPlannedAnew: Bool { true }
    static var sample: ListHosts {
        ListHosts(operatorID: OperatorID(1), id: nil, kind: "", request: ListRequest(sort: .name))
    }
    let operatorID: OperatorID
    let id: HostID?
    let kind: String
    let request: ListRequest<HostSort>

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(request.pattern)
        values.append(kind)
        values.append(request.offset)
        values.append(request.boundedLimit)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<HostSummary> {
        let summary = HostSummary(
            id: try row.next(),
            reference: try row.next(),
            name: try row.next(),
            kind: try row.next(),
            town: try row.next(),
            country: try row.next(),
            iban: try row.next(),
            siteCount: try row.next(),
            chargePointCount: try row.next(),
            balance: Money(minor: try row.next(), try row.next())
        )
        return CountedRow(row: summary, total: try row.next())
    }
}

/// The names of hosts, for choosing one.
struct ListHostNames: Statement {
    static let sql = """
        SELECT id, name, reference FROM hosts WHERE operator_id = $1 ORDER BY lower(name), id LIMIT $2
        """
    static let sample = ListHostNames(operatorID: OperatorID(1), limit: 1)
    let operatorID: OperatorID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> HostName {
        HostName(id: try row.next(), name: try row.next(), reference: try row.next())
    }
}

/// Adds a host.
struct InsertHost: Statement {
    static let sql = """
        INSERT INTO hosts (operator_id, reference, name, kind, street, house_number, postcode, town, country,
            company_number, vat_id, vat_status, exemption_ground, iban, bic, account_holder, email, language)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        RETURNING id
        """
    static let sample = InsertHost(operatorID: OperatorID(1), details: .sample)
    let operatorID: OperatorID
    let details: HostDetails

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        details.bind(to: &values)
    }
    static func decode(_ row: inout RowReader) throws -> HostID { try row.next() }
}

/// Changes a host.
struct UpdateHost: Statement {
    static let sql = """
        UPDATE hosts SET reference = $3, name = $4, kind = $5, street = $6, house_number = $7, postcode = $8,
            town = $9, country = $10, company_number = $11, vat_id = $12, vat_status = $13, exemption_ground = $14,
            iban = $15, bic = $16, account_holder = $17, email = $18, language = $19
        WHERE operator_id = $1 AND id = $2
        RETURNING id
        """
    static let sample = UpdateHost(operatorID: OperatorID(1), id: HostID(1), details: .sample)
    let operatorID: OperatorID
    let id: HostID
    let details: HostDetails

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        details.bind(to: &values)
    }
    static func decode(_ row: inout RowReader) throws -> HostID { try row.next() }
}
