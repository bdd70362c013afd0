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
        SELECT sites.reference
        FROM jsonb_to_recordset($2) AS given (reference text, host text)
        JOIN sites ON sites.operator_id = $1 AND sites.reference = given.reference
        JOIN hosts ON hosts.operator_id = $1 AND hosts.id = sites.host_id
        WHERE hosts.reference <> given.host
        ORDER BY sites.reference
        """
    static let sample = MovedSites(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    let rows: [JSON]

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
