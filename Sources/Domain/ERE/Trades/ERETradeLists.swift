import Postgres
import Values

/// What the lists of trades and of their lines read.
enum ERETradeSQL {
    static let columns = """
        t.id, t.number, b.name, t.reference, t.unit_kind, t.delivery_year::bigint, t.units, t.price_per_unit,
            t.gross_minor, t.fee_minor, t.net_minor, t.sold_on, coalesce(u.name, ''), t.recorded_at,
            (SELECT count(*) FROM ere_trade_lines l WHERE l.operator_id = $1 AND l.trade_id = t.id),
            (SELECT count(*) FROM ere_trade_documents d WHERE d.operator_id = $1 AND d.trade_id = t.id),
            c.cancelled_at, coalesce(c.reason, '')
        """
    static let tables = """

        FROM ere_trades t JOIN ere_brokers b ON b.operator_id = $1 AND b.id = t.broker_id
        LEFT JOIN users u ON u.operator_id = $1 AND u.id = t.recorded_by
        LEFT JOIN ere_trade_cancellations c ON c.operator_id = $1 AND c.trade_id = t.id
        WHERE t.operator_id = $1
        """
    static let lineColumns = """
        l.position::bigint, l.booking_id, l.customer_id, u.name, b.ean, b.quarter, l.units, l.amount_minor
        """
    static let lineTables = """

        FROM ere_trade_lines l JOIN ere_bookings b ON b.operator_id = $1 AND b.id = l.booking_id
        JOIN customers u ON u.operator_id = $1 AND u.id = l.customer_id
        WHERE l.operator_id = $1 AND l.trade_id = $2
        """

    static func trade(_ row: inout RowReader) throws -> ERETrade {
        let (id, number, broker): (ERETradeID, String, String) = (
            try row.next(), try row.next(), try row.next()
        )
        let (reference, kind, year): (String, EREUnitKind, Int) = (
            try row.next(), try row.next(), try row.next()
        )
        return ERETrade(
            id: id,
            number: number,
            brokerName: broker,
            reference: reference,
            kind: kind,
            year: year,
            units: try row.next(),
            price: try row.next(),
            gross: Money(minor: try row.next(), .eur),
            fee: Money(minor: try row.next(), .eur),
            net: Money(minor: try row.next(), .eur),
            soldOn: try row.next(),
            recordedBy: try row.next(),
            recordedAt: try row.next(),
            lines: try row.next(),
            documents: try row.next(),
            cancelledAt: try row.next(),
            cancelReason: try row.next()
        )
    }

    static func line(_ row: inout RowReader) throws -> ERETradeLine {
        let (position, booking, customer): (Int, EREBookingID, CustomerID) = (
            try row.next(), try row.next(), try row.next()
        )
        let (name, ean, day): (String, String, LocalDate) = (
            try row.next(), try row.next(), try row.next()
        )
        return ERETradeLine(
            position: position,
            booking: booking,
            customer: customer,
            customerName: name,
            ean: ean,
            quarter: EREQuarter(of: day) ?? .sample,
            units: try row.next(),
            amount: Money(minor: try row.next(), .eur)
        )
    }
}

/// Trades, the newest first; one, or all.
struct ListERETrades: Statement {
    static let sql =
        "SELECT " + ERETradeSQL.columns + ERETradeSQL.tables
        + " AND ($2::bigint IS NULL OR t.id = $2) ORDER BY t.id DESC"
    static let sample = ListERETrades(operatorID: OperatorID(1), id: nil)
    let operatorID: OperatorID
    let id: ERETradeID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> ERETrade { try ERETradeSQL.trade(&row) }
}

/// Trades whose number, broker or its number contains the search text, ordered and cut.
struct PageOfERETrades<Order: SQLOrder>: Statement {
    static var sql: String {
        "SELECT " + ERETradeSQL.columns + ", count(*) OVER (), " + Order.expression + " AS sort_key"
            + ERETradeSQL.tables
            + " AND (t.number ILIKE $2 OR b.name ILIKE $2 OR t.reference ILIKE $2)" + Order.clause("t.id")
            + " LIMIT $4 OFFSET $3"
    }
    static var sample: PageOfERETrades {
        PageOfERETrades(operatorID: OperatorID(1), request: ListRequest(sort: .number))
    }
    let operatorID: OperatorID
    let request: ListRequest<ERETradeSort>

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(request.pattern)
        values.append(request.offset)
        values.append(request.boundedLimit)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<ERETrade> {
        let trade = try ERETradeSQL.trade(&row)
        let total: Int = try row.next()
        row.ignoreRest()
        return CountedRow(row: trade, total: total)
    }
}

/// The lines of a trade in their order.
struct ERETradeLines: Statement {
    static let sql = "SELECT " + ERETradeSQL.lineColumns + ERETradeSQL.lineTables + " ORDER BY l.position"
    static let sample = ERETradeLines(operatorID: OperatorID(1), trade: ERETradeID(1))
    let operatorID: OperatorID
    let trade: ERETradeID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(trade)
    }
    static func decode(_ row: inout RowReader) throws -> ERETradeLine { try ERETradeSQL.line(&row) }
}

/// Lines of a trade whose customer or connection contains the search text, ordered and cut.
struct PageOfERETradeLines<Order: SQLOrder>: Statement {
    static var sql: String {
        "SELECT " + ERETradeSQL.lineColumns + ", count(*) OVER (), " + Order.expression + " AS sort_key"
            + ERETradeSQL.lineTables + " AND (u.name ILIKE $3 OR b.ean LIKE $3)" + Order.clause("l.position")
            + " LIMIT $5 OFFSET $4"
    }
    static var isPlannedAnew: Bool { true }
    static var sample: PageOfERETradeLines {
        PageOfERETradeLines(operatorID: OperatorID(1), trade: ERETradeID(1), request: ListRequest(sort: .position))
    }
    let operatorID: OperatorID
    let trade: ERETradeID
    let request: ListRequest<ERETradeLineSort>

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(trade)
        values.append(request.pattern)
        values.append(request.offset)
        values.append(request.boundedLimit)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<ERETradeLine> {
        let line = try ERETradeSQL.line(&row)
        let total: Int = try row.next()
        row.ignoreRest()
        return CountedRow(row: line, total: total)
    }
}

enum ERETradeNumberKey: SQLSortKey {
    static let expression = "t.id"
    static let isOptional = false
}

enum ERETradeSoldKey: SQLSortKey {
    static let expression = "t.sold_on"
    static let isOptional = false
}

enum ERETradeUnitsKey: SQLSortKey {
    static let expression = "t.units"
    static let isOptional = false
}

enum ERETradeNetKey: SQLSortKey {
    static let expression = "t.net_minor"
    static let isOptional = false
}

enum ERETradeLinePositionKey: SQLSortKey {
    static let expression = "l.position"
    static let isOptional = false
}

enum ERETradeLineCustomerKey: SQLSortKey {
    static let expression = "lower(u.name)"
    static let isOptional = false
}

enum ERETradeLineEANKey: SQLSortKey {
    static let expression = "b.ean"
    static let isOptional = false
}

enum ERETradeLineQuarterKey: SQLSortKey {
    static let expression = "b.quarter"
    static let isOptional = false
}

enum ERETradeLineUnitsKey: SQLSortKey {
    static let expression = "l.units"
    static let isOptional = false
}

enum ERETradeLineAmountKey: SQLSortKey {
    static let expression = "l.amount_minor"
    static let isOptional = false
}

extension ERETradeSort {
    func order(isDescending: Bool) -> any SQLOrder.Type {
        switch self {
        case .number: isDescending ? Descending<ERETradeNumberKey>.self : Ascending<ERETradeNumberKey>.self
        case .sold: isDescending ? Descending<ERETradeSoldKey>.self : Ascending<ERETradeSoldKey>.self
        case .units: isDescending ? Descending<ERETradeUnitsKey>.self : Ascending<ERETradeUnitsKey>.self
        case .net: isDescending ? Descending<ERETradeNetKey>.self : Ascending<ERETradeNetKey>.self
        }
    }
}

extension ERETradeLineSort {
    func order(isDescending: Bool) -> any SQLOrder.Type {
        switch self {
        case .position:
            isDescending ? Descending<ERETradeLinePositionKey>.self : Ascending<ERETradeLinePositionKey>.self
        case .customer:
            isDescending ? Descending<ERETradeLineCustomerKey>.self : Ascending<ERETradeLineCustomerKey>.self
        case .ean: isDescending ? Descending<ERETradeLineEANKey>.self : Ascending<ERETradeLineEANKey>.self
        case .quarter: isDescending ? Descending<ERETradeLineQuarterKey>.self : Ascending<ERETradeLineQuarterKey>.self
        case .units: isDescending ? Descending<ERETradeLineUnitsKey>.self : Ascending<ERETradeLineUnitsKey>.self
        case .amount: isDescending ? Descending<ERETradeLineAmountKey>.self : Ascending<ERETradeLineAmountKey>.self
        }
    }
}
