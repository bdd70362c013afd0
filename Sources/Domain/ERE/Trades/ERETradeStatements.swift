import Crypto
import Postgres
import Values

extension EREUnitKind: PostgresValue {}

/// Adds a broker; nothing when there is one of the name.
struct InsertEREBroker: Statement {
    static let sql = """
        INSERT INTO ere_brokers (operator_id, name, company_number, created_by, created_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id
        """
    static let sample = InsertEREBroker(
        operatorID: OperatorID(1),
        name: "",
        companyNumber: "",
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let name: String
    let companyNumber: String
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(name)
        values.append(companyNumber)
        values.append(by)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> EREBrokerID { try row.next() }
}

/// Brokers by name.
struct ListEREBrokers: Statement {
    static let sql = """
        SELECT id, name, company_number FROM ere_brokers WHERE operator_id = $1 ORDER BY lower(name), id LIMIT $2
        """
    static let sample = ListEREBrokers(operatorID: OperatorID(1), limit: 1)
    let operatorID: OperatorID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> EREBroker {
        EREBroker(id: try row.next(), name: try row.next(), companyNumber: try row.next())
    }
}

/// Whether a broker is the operator's, and has a trade of a number.
struct FindERETradeReference: Statement {
    static let sql = """
        SELECT EXISTS (SELECT FROM ere_trades t
            WHERE t.operator_id = $1 AND t.broker_id = b.id AND t.reference = $3)
        FROM ere_brokers b WHERE b.operator_id = $1 AND b.id = $2
        """
    static let sample = FindERETradeReference(
        operatorID: OperatorID(1),
        broker: EREBrokerID(1),
        reference: ""
    )
    let operatorID: OperatorID
    let broker: EREBrokerID
    let reference: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(broker)
        values.append(reference)
    }
    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

/// Writes a trade down.
struct InsertERETrade: Statement {
    static let sql = """
        INSERT INTO ere_trades (operator_id, number, broker_id, reference, unit_kind, delivery_year, units, price_per_unit,
            gross_minor, fee_minor, sold_on, credits_through, cancellations_through, recorded_by, recorded_at)
        SELECT $1, $2, $3, $4, $5, $6::bigint, $7, $8, $9, $10, $11,
            coalesce((SELECT max(c.id) FROM ere_credits c WHERE c.operator_id = $1), 0),
            coalesce((SELECT max(x.id) FROM ere_trade_cancellations x WHERE x.operator_id = $1), 0), $12, $13
        RETURNING id
        """
    static let sample = InsertERETrade(
        operatorID: OperatorID(1),
        number: "",
        draft: .sample,
        gross: .zero(.eur),
        by: UserID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let number: String
    let draft: ERETradeDraft
    let gross: Money
    let by: UserID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(number)
        values.append(draft.broker)
        values.append(draft.reference)
        values.append(draft.kind)
        values.append(draft.year)
        values.append(draft.units)
        values.append(draft.price)
        values.append(gross.minor)
        values.append(draft.fee.minor)
        values.append(draft.soldOn)
        values.append(by)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> ERETradeID { try row.next() }
}

extension ERETradeDraft {
    static let sample = ERETradeDraft(
        broker: EREBrokerID(1),
        reference: "",
        year: EREYears.first,
        units: 1,
        price: .zero,
        fee: .zero(.eur),
        soldOn: LocalDate(daysSinceEpoch: 0)
    )
}

/// Says what a trade took of whom.
struct InsertERETradeLines: Statement {
    static let sql = """
        INSERT INTO ere_trade_lines (operator_id, trade_id, position, customer_id, booking_id, units, amount_minor)
        SELECT $1, $2, $3::bigint + n.place, n.customer_id, n.booking_id, n.units, n.minor
        FROM unnest($4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[]) WITH ORDINALITY
            AS n (customer_id, booking_id, units, minor, place)
        """
    static let sample = InsertERETradeLines(
        operatorID: OperatorID(1),
        trade: ERETradeID(1),
        after: 0,
        shares: []
    )
    let operatorID: OperatorID
    let trade: ERETradeID
    let after: Int
    let shares: [ERETradeShare]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(trade)
        values.append(after)
        values.append(shares.map(\.stock.customer))
        values.append(shares.map(\.stock.booking))
        values.append(shares.map(\.units))
        values.append(shares.map(\.minor))
    }
}

/// Cancels a trade; nothing when it is cancelled.
struct InsertERETradeCancellation: Statement {
    static let sql = """
        INSERT INTO ere_trade_cancellations (operator_id, trade_id, reason, cancelled_by, cancelled_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT ON CONSTRAINT ere_trade_cancellations_key DO NOTHING
        """
    static let sample = InsertERETradeCancellation(
        operatorID: OperatorID(1),
        trade: ERETradeID(1),
        reason: "",
        by: UserID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let trade: ERETradeID
    let reason: String
    let by: UserID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(trade)
        values.append(reason)
        values.append(by)
        values.append(at)
    }
}

/// The lines that a trade sold out, with where they stood before.
struct ERESoldOutBy: Statement {
    struct Row: Sendable {
        let booking: EREBookingID
        let customer: CustomerID
        let ordinal: Int
        let before: EREBookingState
    }

    static let sql = """
        SELECT b.id, b.customer_id, b.ordinal::bigint,
            CASE WHEN b.verification_id IS NULL THEN 'credited' ELSE 'verified' END
        FROM ere_trade_lines l JOIN ere_bookings b ON b.operator_id = $1 AND b.id = l.booking_id AND b.state = 'sold'
        WHERE l.operator_id = $1 AND l.trade_id = $2 ORDER BY b.id
        """
    static let sample = ERESoldOutBy(operatorID: OperatorID(1), trade: ERETradeID(1))
    let operatorID: OperatorID
    let trade: ERETradeID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(trade)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            booking: try row.next(),
            customer: try row.next(),
            ordinal: try row.next(),
            before: try row.next()
        )
    }
}

/// Keeps a paper of a trade; nothing when it is there.
struct InsertERETradeDocument: Statement {
    static let sql = """
        INSERT INTO ere_trade_documents (operator_id, trade_id, name, sha256, content, added_by, added_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT ON CONSTRAINT ere_trade_documents_once DO NOTHING
        """
    static let sample = InsertERETradeDocument(
        operatorID: OperatorID(1),
        trade: ERETradeID(1),
        name: "",
        content: [],
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let trade: ERETradeID
    let name: String
    let content: [UInt8]
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(trade)
        values.append(name)
        values.append(Array(SHA256.hash(data: content)))
        values.append(content)
        values.append(by)
        values.append(at)
    }
}

/// The papers of a trade.
struct ListERETradeDocuments: Statement {
    static let sql = """
        SELECT id, name, sha256, octet_length(content)::bigint, added_at FROM ere_trade_documents
        WHERE operator_id = $1 AND trade_id = $2 ORDER BY id
        """
    static let sample = ListERETradeDocuments(operatorID: OperatorID(1), trade: ERETradeID(1))
    let operatorID: OperatorID
    let trade: ERETradeID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(trade)
    }
    static func decode(_ row: inout RowReader) throws -> ERETradeDocument {
        ERETradeDocument(
            id: try row.next(),
            name: try row.next(),
            sha256: try row.next(),
            size: try row.next(),
            addedAt: try row.next()
        )
    }
}

/// A paper of a trade with its bytes.
struct FindERETradeDocument: Statement {
    static let sql = """
        SELECT name, content FROM ere_trade_documents WHERE operator_id = $1 AND trade_id = $2 AND id = $3
        """
    static let sample = FindERETradeDocument(
        operatorID: OperatorID(1),
        trade: ERETradeID(1),
        id: ERETradeDocumentID(1)
    )
    let operatorID: OperatorID
    let trade: ERETradeID
    let id: ERETradeDocumentID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(trade)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> (name: String, content: [UInt8]) {
        (try row.next(), try row.next())
    }
}
