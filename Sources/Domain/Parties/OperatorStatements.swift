import Postgres
import Values

extension OperatorDetails {
    static let sample = OperatorDetails(
        name: "",
        legalName: "",
        address: Address(country: "NL"),
        numberPrefix: "AA"
    )

    func bind(to values: inout Bindings) {
        values.append(name)
        values.append(legalName)
        address.bind(to: &values)
        for text in [currency, timeZone, language, companyNumber, vatID, email, iban, bic, numberPrefix] {
            values.append(text)
        }
        values.append(policy.acceptsUnknownTokens)
        values.append(policy.heartbeatSeconds)
        values.append(policy.needsFourEyes)
        values.append(policy.hostsConnect)
    }

    init(_ row: inout RowReader) throws {
        self.init(
            name: try row.next(),
            legalName: try row.next(),
            address: try Address(&row),
            currency: try row.next(),
            timeZone: try row.next(),
            language: try row.next(),
            companyNumber: try row.next(),
            vatID: try row.next(),
            email: try row.next(),
            iban: try row.next(),
            bic: try row.next(),
            numberPrefix: try row.next(),
            policy: OperatorPolicy(
                acceptsUnknownTokens: try row.next(),
                heartbeatSeconds: try row.next(),
                needsFourEyes: try row.next(),
                hostsConnect: try row.next()
            )
        )
    }
}

extension Operator {
    init(_ row: inout RowReader) throws {
        self.init(id: try row.next(), reference: try row.next(), details: try OperatorDetails(&row))
    }
}

/// One operator by its id.
struct FindOperator: Statement {
    static let sql = """
        SELECT id, reference, name, legal_name, street, house_number, postcode, town, country, currency, time_zone,
            language, company_number, vat_id, email, iban, bic, number_prefix,
            accepts_unknown_tokens, heartbeat_seconds, needs_four_eyes, hosts_connect
        FROM operators WHERE id = $1
        """
    static let sample = FindOperator(id: OperatorID(1))
    let id: OperatorID

    func bind(to values: inout Bindings) { values.append(id) }
    static func decode(_ row: inout RowReader) throws -> Operator { try Operator(&row) }
}

/// One operator by its reference.
struct FindOperatorByReference: Statement {
    static let sql = """
        SELECT id, reference, name, legal_name, street, house_number, postcode, town, country, currency, time_zone,
            language, company_number, vat_id, email, iban, bic, number_prefix,
            accepts_unknown_tokens, heartbeat_seconds, needs_four_eyes, hosts_connect
        FROM operators WHERE reference = $1
        """
    static let sample = FindOperatorByReference(reference: "")
    let reference: String

    func bind(to values: inout Bindings) { values.append(reference) }
    static func decode(_ row: inout RowReader) throws -> Operator { try Operator(&row) }
}

/// All operators of the installation.
struct ListOperators: Statement {
    static let sql = """
        SELECT id, reference, name, legal_name, street, house_number, postcode, town, country, currency, time_zone,
            language, company_number, vat_id, email, iban, bic, number_prefix,
            accepts_unknown_tokens, heartbeat_seconds, needs_four_eyes, hosts_connect
        FROM operators ORDER BY id
        """
    static let sample = ListOperators()

    static func decode(_ row: inout RowReader) throws -> Operator { try Operator(&row) }
}

/// Adds an operator.
struct InsertOperator: Statement {
    static let sql = """
        INSERT INTO operators (reference, name, legal_name, street, house_number, postcode, town, country, currency,
            time_zone, language, company_number, vat_id, email, iban, bic, number_prefix,
            accepts_unknown_tokens, heartbeat_seconds, needs_four_eyes, hosts_connect)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        RETURNING id
        """
    static let sample = InsertOperator(reference: "", details: .sample)
    let reference: String
    let details: OperatorDetails

    func bind(to values: inout Bindings) {
        values.append(reference)
        details.bind(to: &values)
    }
    static func decode(_ row: inout RowReader) throws -> OperatorID { try row.next() }
}

/// Changes an operator.
struct UpdateOperator: Statement {
    static let sql = """
        UPDATE operators SET name = $2, legal_name = $3, street = $4, house_number = $5, postcode = $6, town = $7,
            country = $8, currency = $9, time_zone = $10, language = $11, company_number = $12, vat_id = $13,
            email = $14, iban = $15, bic = $16, number_prefix = $17, accepts_unknown_tokens = $18,
            heartbeat_seconds = $19, needs_four_eyes = $20, hosts_connect = $21
        WHERE id = $1
        """
    static let sample = UpdateOperator(id: OperatorID(1), details: .sample)
    let id: OperatorID
    let details: OperatorDetails

    func bind(to values: inout Bindings) {
        values.append(id)
        details.bind(to: &values)
    }
}

/// Whether an operator has lines in its journal, whose amounts are in its currency.
struct HasLines: Statement {
    static let sql = "SELECT EXISTS (SELECT 1 FROM priced_lines WHERE operator_id = $1)"
    static let sample = HasLines(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}
