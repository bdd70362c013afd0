import Postgres
import Values

extension CustomerDetails {
    static let sample = CustomerDetails(kind: .privatePerson, name: "", email: "a@example.com")

    func bind(to values: inout Bindings) {
        values.append(reference)
        values.append(kind)
        for text in [name, companyNumber, vatID, email, phone] { values.append(text) }
        address.bind(to: &values)
        for text in [iban, accountHolder, language] { values.append(text) }
    }

    init(_ row: inout RowReader) throws {
        self.init(
            reference: try row.next(),
            kind: try row.next(),
            name: try row.next(),
            companyNumber: try row.next(),
            vatID: try row.next(),
            email: try row.next(),
            phone: try row.next(),
            address: try Address(&row),
            iban: try row.next(),
            accountHolder: try row.next(),
            language: try row.next()
        )
    }
}

extension Customer {
    init(_ row: inout RowReader) throws {
        self.init(
            id: try row.next(),
            details: try CustomerDetails(&row),
            history: CustomerHistory(
                createdAt: try row.next(),
                createdBy: try row.next(),
                invitedAt: try row.next(),
                joinedAt: try row.next(),
                endedAt: try row.next(),
                endReason: try row.next()
            )
        )
    }
}

/// One customer of an operator.
struct FindCustomer: Statement {
    static let sql = """
        SELECT id, reference, kind, name, company_number, vat_id, email, phone, street, house_number, postcode, town,
            country, iban, account_holder, language, created_at, created_by, invited_at, joined_at, ended_at, end_reason
        FROM customers WHERE operator_id = $1 AND id = $2
        """
    static let sample = FindCustomer(operatorID: OperatorID(1), id: CustomerID(1))
    let operatorID: OperatorID
    let id: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> Customer { try Customer(&row) }
}

/// One customer by the operator's own name for it.
struct FindCustomerByReference: Statement {
    static let sql = """
        SELECT id, reference, kind, name, company_number, vat_id, email, phone, street, house_number, postcode, town,
            country, iban, account_holder, language, created_at, created_by, invited_at, joined_at, ended_at, end_reason
        FROM customers WHERE operator_id = $1 AND reference = $2 AND reference <> ''
        """
    static let sample = FindCustomerByReference(operatorID: OperatorID(1), reference: "")
    let operatorID: OperatorID
    let reference: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(reference)
    }
    static func decode(_ row: inout RowReader) throws -> Customer { try Customer(&row) }
}

enum CustomerNameKey: SQLSortKey {
    static let expression = "lower(c.name)"
    static let isOptional = false
}

enum CustomerTownKey: SQLSortKey {
    static let expression = "lower(c.town)"
    static let isOptional = false
}

enum CustomerCreatedKey: SQLSortKey {
    static let expression = "c.created_at"
    static let isOptional = false
}

extension CustomerSort {
    func order(isDescending: Bool) -> any SQLOrder.Type {
        switch self {
        case .name: isDescending ? Descending<CustomerNameKey>.self : Ascending<CustomerNameKey>.self
        case .town: isDescending ? Descending<CustomerTownKey>.self : Ascending<CustomerTownKey>.self
        case .created: isDescending ? Descending<CustomerCreatedKey>.self : Ascending<CustomerCreatedKey>.self
        }
    }
}

/// Customers filtered, ordered and cut; how far one has come is asked for the page only, unless that filters.
struct ListCustomers<Order: SQLOrder>: Statement {
    static var sql: String {
        """
        SELECT c.id, c.reference, c.kind, c.name, c.company_number, c.vat_id, c.email, c.phone, c.street,
            c.house_number, c.postcode, c.town, c.country, c.iban, c.account_holder, c.language, c.created_at,
            c.created_by, c.invited_at, c.joined_at, c.ended_at, c.end_reason,
        """ + " " + CustomerStanding.expression + """
            , page.total
            FROM (
                SELECT c.id, count(*) OVER () AS total,
            """ + " " + Order.expression + " AS sort_key" + """

                    FROM customers c
                    WHERE c.operator_id = $1
                        AND (c.name ILIKE $3 OR c.email ILIKE $3 OR c.reference ILIKE $3 OR c.town ILIKE $3)
                        AND ($4 = '' OR c.kind = $4)
                        AND ($5 = '' OR $5 =
                """ + " " + CustomerStanding.expression + ")" + Order.clause("c.id") + """
                     LIMIT $7 OFFSET $6
                ) page
                JOIN customers c ON c.operator_id = $1 AND c.id = page.id
                """ + Order.clause("c.id")
    }
    static var isPlannedAnew: Bool { true }
    static var sample: ListCustomers {
        ListCustomers(
            operatorID: OperatorID(1),
            year: 2026,
            filter: CustomerFilter(),
            request: ListRequest(sort: .name)
        )
    }
    let operatorID: OperatorID
    let year: Int
    let filter: CustomerFilter
    let request: ListRequest<CustomerSort>

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(year)
        values.append(request.pattern)
        values.append(filter.kind?.rawValue ?? "")
        values.append(filter.standing?.rawValue ?? "")
        values.append(request.offset)
        values.append(request.boundedLimit)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<CustomerSummary> {
        let summary = CustomerSummary(customer: try Customer(&row), standing: try row.next())
        return CountedRow(row: summary, total: try row.next())
    }
}

/// How far one customer has come.
struct FindCustomerStanding: Statement {
    static let sql =
        "SELECT " + CustomerStanding.expression + " FROM customers c WHERE c.operator_id = $1 AND c.id = $3"
    static let sample = FindCustomerStanding(operatorID: OperatorID(1), year: 2026, id: CustomerID(1))
    let operatorID: OperatorID
    let year: Int
    let id: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(year)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> CustomerStanding { try row.next() }
}

/// Which of some addresses and references customers have already.
struct KnownCustomers: Statement {
    static let sql = """
        SELECT lower(email), true FROM users
        WHERE operator_id = $1 AND role = 'customer' AND lower(email) = ANY ($2)
        UNION ALL
        SELECT reference, false FROM customers WHERE operator_id = $1 AND reference <> '' AND reference = ANY ($3)
        """
    static let sample = KnownCustomers(operatorID: OperatorID(1), emails: [], references: [])
    let operatorID: OperatorID
    let emails: [String]
    let references: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(emails)
        values.append(references)
    }
    static func decode(_ row: inout RowReader) throws -> (text: String, isEmail: Bool) {
        (try row.next(), try row.next())
    }
}

/// Keeps a customer from changing until the transaction ends.
struct LockCustomer: Statement {
    static let sql = "SELECT id FROM customers WHERE operator_id = $1 AND id = $2 FOR UPDATE"
    static let sample = LockCustomer(operatorID: OperatorID(1), id: CustomerID(1))
    let operatorID: OperatorID
    let id: CustomerID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> CustomerID { try row.next() }
}

/// Adds a customer.
struct InsertCustomer: Statement {
    static let sql = """
        INSERT INTO customers (operator_id, created_at, created_by, reference, kind, name, company_number, vat_id, email,
            phone, street, house_number, postcode, town, country, iban, account_holder, language)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        RETURNING id
        """
    static let sample = InsertCustomer(
        operatorID: OperatorID(1),
        at: Timestamp(seconds: 0),
        by: nil,
        details: .sample
    )
    let operatorID: OperatorID
    let at: Timestamp
    let by: UserID?
    let details: CustomerDetails

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(at)
        values.append(by)
        details.bind(to: &values)
    }
    static func decode(_ row: inout RowReader) throws -> CustomerID { try row.next() }
}

/// Changes a customer.
struct UpdateCustomer: Statement {
    static let sql = """
        UPDATE customers SET reference = $3, kind = $4, name = $5, company_number = $6, vat_id = $7, email = $8,
            phone = $9, street = $10, house_number = $11, postcode = $12, town = $13, country = $14, iban = $15,
            account_holder = $16, language = $17
        WHERE operator_id = $1 AND id = $2
        """
    static let sample = UpdateCustomer(operatorID: OperatorID(1), id: CustomerID(1), details: .sample)
    let operatorID: OperatorID
    let id: CustomerID
    let details: CustomerDetails

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        details.bind(to: &values)
    }
}

/// Notes when a customer was written to last.
struct NoteCustomerInvited: Statement {
    static let sql = "UPDATE customers SET invited_at = $3 WHERE operator_id = $1 AND id = $2"
    static let sample = NoteCustomerInvited(operatorID: OperatorID(1), id: CustomerID(1), at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let id: CustomerID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
    }
}

/// Notes that somebody of a customer signed in, the first time only.
struct NoteCustomerJoined: Statement {
    static let sql = """
        UPDATE customers SET joined_at = $3 WHERE operator_id = $1 AND id = $2 AND joined_at IS NULL
        """
    static let sample = NoteCustomerJoined(operatorID: OperatorID(1), id: CustomerID(1), at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let id: CustomerID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
    }
}

/// Ends a customer, or with no time takes it back.
struct SetCustomerEnd: Statement {
    static let sql = "UPDATE customers SET ended_at = $3, end_reason = $4 WHERE operator_id = $1 AND id = $2"
    static let sample = SetCustomerEnd(operatorID: OperatorID(1), id: CustomerID(1), at: nil, reason: "")
    let operatorID: OperatorID
    let id: CustomerID
    let at: Timestamp?
    let reason: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
        values.append(reason)
    }
}

/// The people of a customer who may sign in.
struct ListCustomerUsers: Statement {
    static let sql = """
        SELECT u.id, u.operator_id, u.email, u.name, u.role, u.host_id, u.customer_id, u.language, NULL::text,
            u.disabled_at, u.created_at, u.password_hash <> '',
            (SELECT max(w.last_seen_at) FROM web_sessions w
                WHERE w.operator_id = u.operator_id AND w.user_id = u.id)
        FROM users u WHERE u.operator_id = $1 AND u.customer_id = $2 ORDER BY u.id LIMIT $3
        """
    static let sample = ListCustomerUsers(operatorID: OperatorID(1), customerID: CustomerID(1), limit: 1)
    let operatorID: OperatorID
    let customerID: CustomerID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customerID)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> User { try User(&row) }
}
