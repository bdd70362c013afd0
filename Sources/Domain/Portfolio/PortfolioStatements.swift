import Postgres
import Values

// Each statement writes one kind of rows from a JSON list, by reference. A row is put together from three: the standard
// values of a new one, what is there, and what the file names; each covers the one before. So what the file does not
// name stays. `WHERE … IS DISTINCT FROM …` keeps rows that already say all that from counting as changed.

/// Adds or updates the operator; currency and number prefix stay what they are, since books and numbers hang on them.
struct ImportOperator: Statement {
    static let sql = """
        INSERT INTO operators (reference, name, legal_name, country, currency, time_zone, language, street,
            house_number, postcode, town, company_number, vat_id, email, iban, bic, number_prefix,
            accepts_unknown_tokens, heartbeat_seconds, needs_four_eyes)
        SELECT merged.reference, merged.name, merged.legal_name, merged.country, merged.currency, merged.time_zone,
            merged.language, merged.street, merged.house_number, merged.postcode, merged.town,
            merged.company_number, merged.vat_id, merged.email, merged.iban, merged.bic, merged.number_prefix,
            merged.accepts_unknown_tokens, merged.heartbeat_seconds, merged.needs_four_eyes
        FROM (SELECT $1::jsonb AS row) AS file
        LEFT JOIN operators AS known ON known.reference = file.row -> 'given' ->> 'reference'
        CROSS JOIN LATERAL jsonb_to_record(
            (file.row -> 'standards') || coalesce(to_jsonb(known), '{}') || (file.row -> 'given')
        ) AS merged (reference text, name text, legal_name text, country text,
            currency text, time_zone text, language text, street text, house_number text, postcode text, town text,
            company_number text, vat_id text, email text, iban text, bic text, number_prefix text,
            accepts_unknown_tokens boolean, heartbeat_seconds integer, needs_four_eyes boolean)
        ON CONFLICT ON CONSTRAINT operators_reference_unique DO UPDATE SET
            name = excluded.name, legal_name = excluded.legal_name, country = excluded.country,
            time_zone = excluded.time_zone, language = excluded.language, street = excluded.street,
            house_number = excluded.house_number, postcode = excluded.postcode, town = excluded.town,
            company_number = excluded.company_number, vat_id = excluded.vat_id, email = excluded.email,
            iban = excluded.iban, bic = excluded.bic, accepts_unknown_tokens = excluded.accepts_unknown_tokens,
            heartbeat_seconds = excluded.heartbeat_seconds, needs_four_eyes = excluded.needs_four_eyes
        WHERE (operators.name, operators.legal_name, operators.country, operators.time_zone, operators.language,
            operators.street, operators.house_number, operators.postcode, operators.town, operators.company_number,
            operators.vat_id, operators.email, operators.iban, operators.bic, operators.accepts_unknown_tokens,
            operators.heartbeat_seconds, operators.needs_four_eyes)
            IS DISTINCT FROM (excluded.name, excluded.legal_name, excluded.country, excluded.time_zone,
            excluded.language, excluded.street, excluded.house_number, excluded.postcode, excluded.town,
            excluded.company_number, excluded.vat_id, excluded.email, excluded.iban, excluded.bic,
            excluded.accepts_unknown_tokens, excluded.heartbeat_seconds, excluded.needs_four_eyes)
        """
    static let sample = ImportOperator(row: .object([]))
    let row: JSON

    func bind(to values: inout Bindings) { values.append(row) }
}

/// Finds an operator by its reference.
struct OperatorByReference: Statement {
    static let sql = "SELECT id FROM operators WHERE reference = $1"
    static let sample = OperatorByReference(reference: "")
    let reference: String

    func bind(to values: inout Bindings) { values.append(reference) }

    static func decode(_ row: inout RowReader) throws -> OperatorID { try row.next() }
}

/// Adds or updates hosts.
struct ImportHosts: Statement {
    static let sql = """
        INSERT INTO hosts (operator_id, reference, name, kind, vat_status, exemption_ground, account_holder, language, street,
            house_number, postcode, town, country, company_number, vat_id, email, iban, bic)
        SELECT $1, merged.*
        FROM jsonb_array_elements($2) AS file (row)
        LEFT JOIN hosts AS known
            ON known.operator_id = $1 AND known.reference = file.row -> 'given' ->> 'reference'
        CROSS JOIN LATERAL jsonb_to_record(
            (file.row -> 'standards') || coalesce(to_jsonb(known), '{}') || (file.row -> 'given')
        ) AS merged (reference text, name text, kind text,
            vat_status text, exemption_ground text, account_holder text, language text, street text, house_number text, postcode text,
            town text, country text, company_number text, vat_id text, email text, iban text, bic text)
        ON CONFLICT ON CONSTRAINT hosts_reference_unique DO UPDATE SET
            name = excluded.name, kind = excluded.kind, vat_status = excluded.vat_status,
            exemption_ground = excluded.exemption_ground, account_holder = excluded.account_holder, language = excluded.language, street = excluded.street,
            house_number = excluded.house_number, postcode = excluded.postcode, town = excluded.town,
            country = excluded.country, company_number = excluded.company_number, vat_id = excluded.vat_id,
            email = excluded.email, iban = excluded.iban, bic = excluded.bic
        WHERE (hosts.name, hosts.kind, hosts.vat_status, hosts.exemption_ground, hosts.account_holder, hosts.language, hosts.street,
            hosts.house_number, hosts.postcode, hosts.town, hosts.country, hosts.company_number, hosts.vat_id,
            hosts.email, hosts.iban, hosts.bic)
            IS DISTINCT FROM (excluded.name, excluded.kind, excluded.vat_status, excluded.exemption_ground, excluded.account_holder,
            excluded.language, excluded.street, excluded.house_number, excluded.postcode, excluded.town,
            excluded.country, excluded.company_number, excluded.vat_id, excluded.email, excluded.iban, excluded.bic)
        """
    static let sample = ImportHosts(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    let rows: [JSON]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(JSON.array(rows))
    }
}

/// Adds or updates sites.
struct ImportSites: Statement {
    static let sql = """
        INSERT INTO sites (operator_id, reference, host_id, name, time_zone, bidding_zone, street, house_number,
            postcode, town, country)
        SELECT $1, merged.reference, coalesce(hosts.id, merged.host_id), merged.name, merged.time_zone,
            merged.bidding_zone, merged.street, merged.house_number, merged.postcode, merged.town, merged.country
        FROM jsonb_array_elements($2) AS file (row)
        LEFT JOIN sites AS known
            ON known.operator_id = $1 AND known.reference = file.row -> 'given' ->> 'reference'
        CROSS JOIN LATERAL jsonb_to_record(
            (file.row -> 'standards') || coalesce(to_jsonb(known), '{}') || (file.row -> 'given')
        ) AS merged (reference text, host text, host_id bigint, name text, time_zone text,
            bidding_zone text, street text, house_number text, postcode text, town text, country text)
        LEFT JOIN hosts ON hosts.operator_id = $1 AND hosts.reference = merged.host
        ON CONFLICT ON CONSTRAINT sites_reference_unique DO UPDATE SET
            host_id = excluded.host_id, name = excluded.name, time_zone = excluded.time_zone,
            bidding_zone = excluded.bidding_zone, street = excluded.street, house_number = excluded.house_number,
            postcode = excluded.postcode, town = excluded.town, country = excluded.country
        WHERE (sites.host_id, sites.name, sites.time_zone, sites.bidding_zone, sites.street, sites.house_number,
            sites.postcode, sites.town, sites.country)
            IS DISTINCT FROM (excluded.host_id, excluded.name, excluded.time_zone, excluded.bidding_zone,
            excluded.street, excluded.house_number, excluded.postcode, excluded.town, excluded.country)
        """
    static let sample = ImportSites(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    let rows: [JSON]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(JSON.array(rows))
    }
}

/// Adds or updates charge points; of a key only the SHA-256 is kept.
struct ImportChargePoints: Statement {
    static let sql = """
        INSERT INTO charge_points (operator_id, identity, site_id, name, connectors, max_power_w,
            tolerates_no_subprotocol, key_sha256)
        SELECT $1, merged.identity, coalesce(sites.id, merged.site_id), merged.name, merged.connectors,
            merged.max_power_w, merged.tolerates_no_subprotocol, decode(merged.key_hex, 'hex')
        FROM jsonb_array_elements($2) AS file (row)
        LEFT JOIN charge_points AS known
            ON known.operator_id = $1 AND known.identity = file.row -> 'given' ->> 'identity'
        CROSS JOIN LATERAL jsonb_to_record(
            (file.row -> 'standards') || coalesce(to_jsonb(known), '{}')
                || jsonb_build_object('key_hex', encode(known.key_sha256, 'hex')) || (file.row -> 'given')
        ) AS merged (identity text, site text, site_id bigint, name text, connectors integer,
            max_power_w integer, tolerates_no_subprotocol boolean, key_hex text)
        LEFT JOIN sites ON sites.operator_id = $1 AND sites.reference = merged.site
        ON CONFLICT ON CONSTRAINT charge_points_identity_unique DO UPDATE SET
            site_id = excluded.site_id, name = excluded.name, connectors = excluded.connectors,
            max_power_w = excluded.max_power_w, tolerates_no_subprotocol = excluded.tolerates_no_subprotocol,
            key_sha256 = excluded.key_sha256
        WHERE charge_points.operator_id = excluded.operator_id
            AND (charge_points.site_id, charge_points.name, charge_points.connectors, charge_points.max_power_w,
            charge_points.tolerates_no_subprotocol, charge_points.key_sha256)
            IS DISTINCT FROM (excluded.site_id, excluded.name, excluded.connectors, excluded.max_power_w,
            excluded.tolerates_no_subprotocol, excluded.key_sha256)
        """
    static let sample = ImportChargePoints(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    let rows: [JSON]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(JSON.array(rows))
    }
}

/// Adds or updates tokens.
struct ImportTokens: Statement {
    static let sql = """
        INSERT INTO tokens (operator_id, uid, label, parent_uid, is_blocked, expires_at)
        SELECT $1, merged.*
        FROM jsonb_array_elements($2) AS file (row)
        LEFT JOIN tokens AS known
            ON known.operator_id = $1 AND lower(known.uid) = lower(file.row -> 'given' ->> 'uid')
        CROSS JOIN LATERAL jsonb_to_record(
            (file.row -> 'standards') || coalesce(to_jsonb(known), '{}') || (file.row -> 'given')
        ) AS merged (uid text, label text, parent_uid text, is_blocked boolean, expires_at timestamptz)
        ON CONFLICT (operator_id, lower(uid)) DO UPDATE SET
            label = excluded.label, parent_uid = excluded.parent_uid, is_blocked = excluded.is_blocked,
            expires_at = excluded.expires_at
        WHERE (tokens.label, tokens.parent_uid, tokens.is_blocked, tokens.expires_at)
            IS DISTINCT FROM (excluded.label, excluded.parent_uid, excluded.is_blocked, excluded.expires_at)
        """
    static let sample = ImportTokens(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    let rows: [JSON]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(JSON.array(rows))
    }
}

/// The id of a host by its reference.
struct HostByReference: Statement {
    static let sql = "SELECT id FROM hosts WHERE operator_id = $1 AND reference = $2"
    static let sample = HostByReference(operatorID: OperatorID(1), reference: "")
    let operatorID: OperatorID
    let reference: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(reference)
    }

    static func decode(_ row: inout RowReader) throws -> HostID { try row.next() }
}

/// The id of a site by its reference.
struct SiteByReference: Statement {
    static let sql = "SELECT id FROM sites WHERE operator_id = $1 AND reference = $2"
    static let sample = SiteByReference(operatorID: OperatorID(1), reference: "")
    let operatorID: OperatorID
    let reference: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(reference)
    }

    static func decode(_ row: inout RowReader) throws -> SiteID { try row.next() }
}

/// The id of a supply contract by its reference.
struct SupplyContractByReference: Statement {
    static let sql = "SELECT id FROM supply_contracts WHERE operator_id = $1 AND reference = $2"
    static let sample = SupplyContractByReference(operatorID: OperatorID(1), reference: "")
    let operatorID: OperatorID
    let reference: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(reference)
    }

    static func decode(_ row: inout RowReader) throws -> SupplyContractID { try row.next() }
}

/// The id of a reimbursement contract by its reference.
struct ReimbursementContractByReference: Statement {
    static let sql = "SELECT id FROM reimbursement_contracts WHERE operator_id = $1 AND reference = $2"
    static let sample = ReimbursementContractByReference(operatorID: OperatorID(1), reference: "")
    let operatorID: OperatorID
    let reference: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(reference)
    }

    static func decode(_ row: inout RowReader) throws -> ReimbursementContractID { try row.next() }
}

/// Gives a supply contract another name and supplier, where they are given and differ.
struct NameSupplyContract: Statement {
    static let sql = """
        UPDATE supply_contracts SET name = coalesce($3::text, name), supplier = coalesce($4::text, supplier)
        WHERE operator_id = $1 AND id = $2
            AND (name, supplier) IS DISTINCT FROM (coalesce($3::text, name), coalesce($4::text, supplier))
        """
    static let sample = NameSupplyContract(operatorID: OperatorID(1), id: SupplyContractID(1), name: nil, supplier: nil)
    let operatorID: OperatorID
    let id: SupplyContractID
    let name: String?
    let supplier: String?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(name)
        values.append(supplier)
    }
}

/// Gives a reimbursement contract another name, where one is given and differs.
///
/// Documents keep the name that they were issued with.
struct NameReimbursementContract: Statement {
    static let sql = """
        UPDATE reimbursement_contracts SET name = $3 WHERE operator_id = $1 AND id = $2 AND name <> $3
        """
    static let sample = NameReimbursementContract(operatorID: OperatorID(1), id: ReimbursementContractID(1), name: nil)
    let operatorID: OperatorID
    let id: ReimbursementContractID
    let name: String?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(name)
    }
}

/// Adds a user, or leaves the one with this address as it is.
struct ImportUser: Statement {
    static let sql = """
        INSERT INTO users (operator_id, host_id, email, name, role, language, password_hash)
        SELECT $1, hosts.id, $3, $4, $5, $6, $7
        FROM (SELECT $2::text AS reference) AS given
        LEFT JOIN hosts ON hosts.operator_id = $1 AND hosts.reference = given.reference
        ON CONFLICT (lower(email)) WHERE role <> 'customer' DO NOTHING
        """
    static let sample = ImportUser(
        operatorID: OperatorID(1),
        user: PortfolioUser(email: "", name: "", role: .host, host: nil, language: "en", password: nil),
        passwordHash: ""
    )
    let operatorID: OperatorID
    let user: PortfolioUser
    let passwordHash: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(user.host)
        values.append(user.email)
        values.append(user.name)
        values.append(user.role)
        values.append(user.language)
        values.append(passwordHash)
    }
}
