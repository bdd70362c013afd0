import Postgres
import Values

// Each statement finds what a file says otherwise than the database and what an import must not change.

/// An operator that is there, with what of it never changes.
struct OperatorBasics: Statement {
    struct Row: Hashable, Sendable {
        let id: OperatorID
        let currency: String
        let numberPrefix: String
    }

    static let sql = "SELECT id, currency, number_prefix FROM operators WHERE reference = $1"
    static let sample = OperatorBasics(reference: "")
    let reference: String

    func bind(to values: inout Bindings) { values.append(reference) }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(id: try row.next(), currency: try row.next(), numberPrefix: try row.next())
    }
}

/// The operator whose documents are numbered with a prefix.
struct OperatorWithPrefix: Statement {
    static let sql = "SELECT id FROM operators WHERE number_prefix = $1"
    static let sample = OperatorWithPrefix(prefix: "")
    let prefix: String

    func bind(to values: inout Bindings) { values.append(prefix) }

    static func decode(_ row: inout RowReader) throws -> OperatorID { try row.next() }
}

/// Identities of a list that belong to another operator, or to a charge point that waits for another's word.
struct ForeignIdentities: Statement {
    static let sql = """
        SELECT identity FROM charge_points WHERE identity = ANY ($2) AND operator_id <> $1
        UNION
        SELECT identity FROM unknown_charge_points
        WHERE identity = ANY ($2) AND operator_id <> $1 AND refused_at IS NULL
        ORDER BY identity
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

/// Sites that belong to another host than some rows say.
struct MovedSites: Statement {
    struct Row: Sendable {
        /// The place among the rows, from 0.
        let place: Int
        /// The host that the site belongs to.
        let host: String
    }

    static let sql = """
        SELECT file.place - 1, hosts.reference
        FROM jsonb_array_elements($2) WITH ORDINALITY AS file (row, place)
        JOIN sites ON sites.operator_id = $1 AND sites.reference = (file.row ->> 'reference')
        JOIN hosts ON hosts.operator_id = $1 AND hosts.id = sites.host_id
        WHERE hosts.reference <> (file.row ->> 'host')
        ORDER BY file.place
        """
    static let sample = MovedSites(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    /// Objects with `reference` and perhaps `host`.
    let rows: [JSON]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(JSON.array(rows))
    }

    static func decode(_ row: inout RowReader) throws -> Row { Row(place: try row.next(), host: try row.next()) }
}

/// Contracts that are another host's, or another site's, than some rows say.
struct MovedContracts: Statement {
    struct Row: Sendable {
        /// The place among the rows, from 0.
        let place: Int
        let host: String
        let site: String?
    }

    static let sql = """
        SELECT file.place - 1, hosts.reference, sites.reference
        FROM jsonb_array_elements($2) WITH ORDINALITY AS file (row, place)
        JOIN (
            SELECT 'supply' AS kind, reference, host_id, NULL::bigint AS site_id
            FROM supply_contracts WHERE operator_id = $1
            UNION ALL
            SELECT 'reimbursement', reference, host_id, site_id
            FROM reimbursement_contracts WHERE operator_id = $1
        ) AS contracts ON contracts.kind = (file.row ->> 'kind')
            AND contracts.reference = (file.row ->> 'reference')
        JOIN hosts ON hosts.operator_id = $1 AND hosts.id = contracts.host_id
        LEFT JOIN sites ON sites.operator_id = $1 AND sites.id = contracts.site_id
        WHERE hosts.reference <> (file.row ->> 'host')
            OR sites.reference IS DISTINCT FROM (file.row ->> 'site')
        ORDER BY file.place
        """
    static let sample = MovedContracts(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    /// Objects with `kind`, `reference`, `host` and `site`.
    let rows: [JSON]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(JSON.array(rows))
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(place: try row.next(), host: try row.next(), site: try row.next())
    }
}

/// Hosts and sites that have a reimbursement contract under another reference than some rows say.
struct TakenPlaces: Statement {
    struct Row: Sendable {
        /// The place among the rows, from 0.
        let place: Int
        /// The contract that is there.
        let contract: String
    }

    static let sql = """
        SELECT file.place - 1, contracts.reference
        FROM jsonb_array_elements($2) WITH ORDINALITY AS file (row, place)
        JOIN hosts ON hosts.operator_id = $1 AND hosts.reference = (file.row ->> 'host')
        LEFT JOIN sites ON sites.operator_id = $1 AND sites.reference = (file.row ->> 'site')
        JOIN reimbursement_contracts AS contracts ON contracts.operator_id = $1 AND contracts.host_id = hosts.id
            AND contracts.site_id IS NOT DISTINCT FROM sites.id
        WHERE contracts.reference <> (file.row ->> 'reference')
            AND ((file.row ->> 'site') IS NULL OR sites.id IS NOT NULL)
        ORDER BY file.place
        """
    static let sample = TakenPlaces(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    /// Objects with `reference`, `host` and `site`.
    let rows: [JSON]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(JSON.array(rows))
    }

    static func decode(_ row: inout RowReader) throws -> Row { Row(place: try row.next(), contract: try row.next()) }
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
