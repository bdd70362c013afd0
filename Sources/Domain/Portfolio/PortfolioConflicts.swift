import Postgres
import Values

// Each statement finds what a file says otherwise than the database and what an import must not change.

/// What of an operator never changes.
struct OperatorBasics: Statement {
    struct Row: Hashable, Sendable {
        let currency: String
        let numberPrefix: String
    }

    static let sql = "SELECT currency, number_prefix FROM operators WHERE reference = $1"
    static let sample = OperatorBasics(reference: "")
    let reference: String

    func bind(to values: inout Bindings) { values.append(reference) }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(currency: try row.next(), numberPrefix: try row.next())
    }
}

/// Identities of a list that belong to another operator.
struct ForeignIdentities: Statement {
    static let sql = """
        SELECT identity FROM charge_points WHERE identity = ANY ($2) AND operator_id <> $1 ORDER BY identity
        """
    static let sample = ForeignIdentities(operatorID: OperatorID(1), identities: [])
    let operatorID: OperatorID
    let identities: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(identities)
    }

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

/// E-mail addresses of a list, in small letters, under which users of another operator sign in.
struct ForeignEmails: Statement {
    static let sql = """
        SELECT email FROM users WHERE lower(email) = ANY ($2) AND operator_id <> $1 ORDER BY email
        """
    static let sample = ForeignEmails(operatorID: OperatorID(1), emails: [])
    let operatorID: OperatorID
    let emails: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(emails)
    }

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

/// References of sites that belong to another host than the file says.
struct MovedSites: Statement {
    static let sql = """
        SELECT DISTINCT sites.reference
        FROM jsonb_to_recordset($2) AS given (reference text, host text)
        JOIN sites ON sites.operator_id = $1 AND sites.reference = given.reference
        JOIN hosts ON hosts.operator_id = $1 AND hosts.id = sites.host_id
        WHERE hosts.reference <> given.host
        ORDER BY sites.reference
        """
    static let sample = MovedSites(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    let rows: [JSON]

    init(operatorID: OperatorID, rows: [JSON]) {
        self.operatorID = operatorID
        self.rows = rows
    }

    /// What the file says of its sites, and what it takes for granted in its contracts.
    init(operatorID: OperatorID, file: PortfolioFile) {
        let contracts = file.reimbursementContracts.compactMap { contract in
            contract.site.map { JSON.dictionary(["reference": .string($0), "host": .string(contract.host)]) }
        }
        self.init(operatorID: operatorID, rows: file.sites.map { .object($0.given) } + contracts)
    }

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(JSON.array(rows))
    }

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

/// References of contracts that are another host's, or another site's, than the file says.
struct MovedContracts: Statement {
    static let sql = """
        SELECT contracts.reference
        FROM jsonb_to_recordset($2) AS given (kind text, reference text, host text, site text)
        JOIN (
            SELECT 'supply' AS kind, reference, host_id, NULL::bigint AS site_id
            FROM supply_contracts WHERE operator_id = $1
            UNION ALL
            SELECT 'reimbursement', reference, host_id, site_id
            FROM reimbursement_contracts WHERE operator_id = $1
        ) AS contracts ON contracts.kind = given.kind AND contracts.reference = given.reference
        JOIN hosts ON hosts.operator_id = $1 AND hosts.id = contracts.host_id
        LEFT JOIN sites ON sites.operator_id = $1 AND sites.id = contracts.site_id
        WHERE hosts.reference <> given.host OR sites.reference IS DISTINCT FROM given.site
        ORDER BY contracts.reference
        """
    static let sample = MovedContracts(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    let rows: [JSON]

    init(operatorID: OperatorID, rows: [JSON]) {
        self.operatorID = operatorID
        self.rows = rows
    }

    init(operatorID: OperatorID, file: PortfolioFile) {
        let supply = file.supplyContracts.map { MovedContracts.row("supply", $0.reference, $0.host, nil) }
        let reimbursement = file.reimbursementContracts.map {
            MovedContracts.row("reimbursement", $0.reference, $0.host, $0.site)
        }
        self.init(operatorID: operatorID, rows: supply + reimbursement)
    }

    private static func row(_ kind: String, _ reference: String, _ host: String, _ site: String?) -> JSON {
        .dictionary([
            "kind": .string(kind), "reference": .string(reference), "host": .string(host), "site": .text(site),
        ])
    }

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(JSON.array(rows))
    }

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

/// The hosts of a file as the import will leave them, in the order of the file.
struct MergedHosts: Statement {
    struct Row: Sendable {
        let isKnown: Bool
        let kind: String?
        let vatStatus: String?
        let country: String?
        let vatID: String?
    }

    static let sql = """
        SELECT known.id IS NOT NULL, merged.kind, merged.vat_status, merged.country, merged.vat_id
        FROM jsonb_array_elements($2) WITH ORDINALITY AS file (row, place)
        LEFT JOIN hosts AS known
            ON known.operator_id = $1 AND known.reference = file.row -> 'given' ->> 'reference'
        CROSS JOIN LATERAL jsonb_to_record(
            (file.row -> 'standards') || coalesce(to_jsonb(known), '{}') || (file.row -> 'given')
        ) AS merged (kind text, vat_status text, country text, vat_id text)
        ORDER BY file.place
        """
    static let sample = MergedHosts(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    let rows: [JSON]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(JSON.array(rows))
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            isKnown: try row.next(),
            kind: try row.next(),
            vatStatus: try row.next(),
            country: try row.next(),
            vatID: try row.next()
        )
    }
}

/// Which of some sites, back-offices, charge points and tokens are there, in the order of each list.
struct KnownNames: Statement {
    enum Kind: String {
        case sites
        case upstreams
        case chargePoints
        case tokens
    }

    static let sql = """
        SELECT CASE $3::text
            WHEN 'sites' THEN EXISTS (
                SELECT FROM sites WHERE operator_id = $1 AND reference = given.name)
            WHEN 'upstreams' THEN EXISTS (
                SELECT FROM upstreams WHERE operator_id = $1 AND name = given.name)
            WHEN 'chargePoints' THEN EXISTS (
                SELECT FROM charge_points WHERE operator_id = $1 AND identity = given.name)
            ELSE EXISTS (
                SELECT FROM tokens WHERE operator_id = $1 AND lower(uid) = lower(given.name))
            END
        FROM unnest($2::text[]) WITH ORDINALITY AS given (name, place)
        ORDER BY given.place
        """
    static let sample = KnownNames(operatorID: OperatorID(1), names: [], kind: .sites)
    let operatorID: OperatorID
    let names: [String]
    let kind: Kind

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(names)
        values.append(kind.rawValue)
    }

    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

/// The sites to which a file gives another time zone than they have.
struct RezonedSites: Statement {
    static let sql = """
        SELECT sites.id
        FROM jsonb_to_recordset($2) AS given (reference text, time_zone text)
        JOIN sites ON sites.operator_id = $1 AND sites.reference = given.reference
        WHERE sites.time_zone <> given.time_zone
        ORDER BY sites.id
        """
    static let sample = RezonedSites(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    let rows: [JSON]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(JSON.array(rows))
    }

    static func decode(_ row: inout RowReader) throws -> SiteID { try row.next() }
}
