import Ledger
package import Postgres
package import Values

/// Units that an operator sells: stock, brokers, trades, and whose the revenue is.
package enum ERETrades {
    /// Bytes of a paper: a contract note, scanned.
    package static let documentBytes = 8 << 20
    private static let brokersShown = 200
    private static let linesPerPage = 5_000
    private static let kind = "trade"

    // MARK: Stock and brokers

    /// What is there to sell per quarter, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func stock(_ scope: Scope, in tx: Transaction) async throws -> [EREStockQuarter] {
        try await tx.all(SumEREStock(operatorID: try check(scope)))
    }

    /// What is there to sell per year and by what the energy was, the newest year first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func lots(_ scope: Scope, in tx: Transaction) async throws -> [EREStockLot] {
        try await tx.all(SumEREStockLots(operatorID: try check(scope)))
    }

    /// What is there to sell of a year by quarter and connection; lines with nothing left are among them.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func stock(
        _ scope: Scope,
        year: Int,
        in tx: Transaction
    ) async throws
        -> [EREStockLine]
    {
        try await tx.all(EREStockOfYear(operatorID: try check(scope), year: year))
    }

    /// Brokers by name.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func brokers(_ scope: Scope, in tx: Transaction) async throws -> [EREBroker] {
        try await tx.all(ListEREBrokers(operatorID: try check(scope), limit: brokersShown))
    }

    /// Adds a broker.
    ///
    /// - Throws: ``ERETradeRejection``, ``NotPermitted``, `PostgresFault`.
    package static func addBroker(
        _ scope: Scope,
        name: String,
        companyNumber: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> EREBrokerID {
        let operatorID = try check(scope)
        guard (1...140).contains(name.count), companyNumber.count <= 32 else {
            throw ERETradeRejection.brokerName
        }
        let insert = InsertEREBroker(
            operatorID: operatorID,
            name: name,
            companyNumber: companyNumber,
            by: scope.userID,
            at: now
        )
        guard let id = try await tx.first(insert) else { throw ERETradeRejection.brokerKnown }
        try await AuditLog.record(
            scope,
            AuditRecord("ere.broker_added", subject: "broker/\(id)"),
            in: tx
        )
        return id
    }

    // MARK: Trades

    /// Trades whose number, broker or its number contains the search text.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<ERETradeSort>,
        in tx: Transaction
    ) async throws -> Listing<ERETrade> {
        let operatorID = try check(scope)
        let order = request.sort.order(isDescending: request.isDescending)
        return try await list(order, operatorID, request, in: tx)
    }

    private static func list<Order: SQLOrder>(
        _ order: Order.Type,
        _ operatorID: OperatorID,
        _ request: ListRequest<ERETradeSort>,
        in tx: Transaction
    ) async throws -> Listing<ERETrade> {
        try await tx.listing(request) { PageOfERETrades<Order>(operatorID: operatorID, request: $0) }
    }

    /// One trade.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        _ id: ERETradeID,
        in tx: Transaction
    ) async throws
        -> ERETrade
    {
        let list = ListERETrades(operatorID: try check(scope), id: id)
        guard let trade = try await tx.first(list) else { throw NotFound(kind) }
        return trade
    }

    /// All lines of a trade in their order.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func lines(
        _ scope: Scope,
        of id: ERETradeID,
        in tx: Transaction
    ) async throws -> [ERETradeLine] {
        try await tx.all(ERETradeLines(operatorID: try check(scope), trade: id))
    }

    /// Lines of a trade whose customer or connection contains the search text.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func lines(
        _ scope: Scope,
        of id: ERETradeID,
        _ request: ListRequest<ERETradeLineSort>,
        in tx: Transaction
    ) async throws -> Listing<ERETradeLine> {
        let operatorID = try check(scope)
        let order = request.sort.order(isDescending: request.isDescending)
        return try await lines(order, operatorID, id, request, in: tx)
    }

    private static func lines<Order: SQLOrder>(
        _ order: Order.Type,
        _ operatorID: OperatorID,
        _ id: ERETradeID,
        _ request: ListRequest<ERETradeLineSort>,
        in tx: Transaction
    ) async throws -> Listing<ERETradeLine> {
        try await tx.listing(request) {
            PageOfERETradeLines<Order>(operatorID: operatorID, trade: id, request: $0)
        }
    }

    /// Writes a sale down: takes its units from stock, shares its revenue out and books it, in one transaction.
    ///
    /// - Throws: ``ERETradeRejection``, ``NotPermitted``, `ArithmeticOverflow`, `LedgerRejection`, `PostgresFault`.
    package static func record(
        _ scope: Scope,
        _ draft: ERETradeDraft,
        today: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> ERETradeID {
        let operatorID = try check(scope)
        guard let person = scope.userID else { throw ERETradeRejection.nobody }
        let gross = try draft.check(today: today)
        try await tx.run(LockEREMeasuring(operatorID: operatorID))
        let reference = FindERETradeReference(
            operatorID: operatorID,
            broker: draft.broker,
            reference: draft.reference
        )
        guard let isKnown = try await tx.first(reference) else { throw ERETradeRejection.brokerUnknown }
        guard !isKnown else { throw ERETradeRejection.referenceKnown }
        let stock = try await tx.all(EREStockOfYear(operatorID: operatorID, year: draft.year))
        let net = try gross - draft.fee
        guard let shares = ERETradeAllocation.share(units: draft.units, minor: net.minor, from: stock)
        else {
            throw ERETradeRejection.notInStock(left: stock.reduce(0) { $0 + $1.left })
        }
        let number = try await number(operatorID, on: today, in: tx)
        let insert = InsertERETrade(
            operatorID: operatorID,
            number: number,
            draft: draft,
            gross: gross,
            by: person,
            at: now
        )
        let id = try await tx.one(insert)
        try await write(shares, of: id, operatorID, by: person, at: now, in: tx)
        try await EREBooks.post(
            scope,
            trade: number,
            broker: draft.broker,
            net,
            on: draft.soldOn,
            at: now,
            in: tx
        )
        let detail = JSON.dictionary(["number": .string(number), "units": .integer(draft.units)])
        try await AuditLog.record(
            scope,
            AuditRecord("ere.sold", subject: "trade/\(id)", detail: detail),
            in: tx
        )
        return id
    }

    /// Cancels a trade: its units are in stock again, and its posting is mirrored.
    ///
    /// - Throws: ``ERETradeRejection``, ``NotFound``, ``NotPermitted``, `LedgerRejection`, `PostgresFault`.
    package static func cancel(
        _ scope: Scope,
        _ id: ERETradeID,
        reason: String,
        today: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let operatorID = try check(scope)
        guard let person = scope.userID else { throw ERETradeRejection.nobody }
        guard (1...400).contains(reason.count) else { throw ERETradeRejection.reasonLength }
        try await tx.run(LockEREMeasuring(operatorID: operatorID))
        let trade = try await find(scope, id, in: tx)
        let insert = InsertERETradeCancellation(
            operatorID: operatorID,
            trade: id,
            reason: reason,
            by: person,
            at: now
        )
        guard try await ERECancellationRejection.inserting(insert, in: tx) else {
            throw ERETradeRejection.alreadyCancelled
        }
        let sold = try await tx.all(ERESoldOutBy(operatorID: operatorID, trade: id))
        for state in [EREBookingState.credited, .verified] {
            let back = sold.filter { $0.before == state }
            let facts = back.map {
                InsertEREFacts.Fact(
                    booking: $0.booking,
                    customer: $0.customer,
                    after: $0.ordinal,
                    takesBack: true
                )
            }
            let why = "trade \(trade.number) was cancelled"
            try await add(facts, state, operatorID, reason: why, by: person, at: now, in: tx)
        }
        try await EREBooks.mirror(scope, trade: trade.number, on: today, at: now, in: tx)
        let detail = JSON.dictionary(["number": .string(trade.number), "reason": .string(reason)])
        let record = AuditRecord("ere.trade_cancelled", subject: "trade/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
    }

    private static func number(
        _ operatorID: OperatorID,
        on today: LocalDate,
        in tx: Transaction
    ) async throws -> String {
        let tenant = try await tx.one(FindOperator(id: operatorID)).details
        let series = "\(tenant.numberPrefix)-T-\(today.yearMonth.year)"
        let number = try await tx.one(TakeNumber(operatorID: operatorID, series: series))
        return DocumentNumber(series: series, number: number).text
    }

    private static func write(
        _ shares: [ERETradeShare],
        of id: ERETradeID,
        _ operatorID: OperatorID,
        by person: UserID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        for start in stride(from: 0, to: shares.count, by: linesPerPage) {
            let page = Array(shares[start..<min(start + linesPerPage, shares.count)])
            let insert = InsertERETradeLines(
                operatorID: operatorID,
                trade: id,
                after: start,
                shares: page
            )
            try await tx.run(insert)
            let facts = page.filter { $0.isLast && $0.stock.state != .sold }.map {
                InsertEREFacts.Fact(
                    booking: $0.stock.booking,
                    customer: $0.stock.customer,
                    after: $0.stock.ordinal
                )
            }
            try await add(facts, .sold, operatorID, reason: "", by: person, at: now, in: tx)
        }
    }

    private static func add(
        _ facts: [InsertEREFacts.Fact],
        _ state: EREBookingState,
        _ operatorID: OperatorID,
        reason: String,
        by person: UserID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        if facts.isEmpty { return }
        let insert = InsertEREFacts(
            operatorID: operatorID,
            state: state,
            reason: reason,
            by: person,
            at: now,
            facts: facts
        )
        guard try await EREFactRejection.mapping({ try await tx.run(insert) }) == facts.count else {
            throw EREBookingRejection.changed
        }
    }

    // MARK: Papers

    /// Keeps a paper of a trade as it came; the same bytes are the same paper.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func addDocument(
        _ scope: Scope,
        to id: ERETradeID,
        name: String,
        _ content: [UInt8],
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let trade = try await find(scope, id, in: tx)
        let insert = InsertERETradeDocument(
            operatorID: try scope.requireOperator(),
            trade: trade.id,
            name: String(name.suffix(200)),
            content: content,
            by: scope.userID,
            at: now
        )
        try await tx.run(insert)
    }

    /// The papers of a trade, oldest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func documents(
        _ scope: Scope,
        of id: ERETradeID,
        in tx: Transaction
    ) async throws -> [ERETradeDocument] {
        try await tx.all(ListERETradeDocuments(operatorID: try check(scope), trade: id))
    }

    /// A paper with its bytes.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func document(
        _ scope: Scope,
        of trade: ERETradeID,
        _ id: ERETradeDocumentID,
        in tx: Transaction
    ) async throws -> (name: String, content: [UInt8]) {
        let find = FindERETradeDocument(operatorID: try check(scope), trade: trade, id: id)
        guard let found = try await tx.first(find) else { throw NotFound("document") }
        return found
    }

    private static func check(_ scope: Scope) throws(NotPermitted) -> OperatorID {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try scope.requireOperator()
    }
}

/// What the database refuses of a cancellation.
enum ERECancellationRejection: String, ConstraintRejection {
    case paidOut = "ere_trade.paid_out"

    static let constraints = ["ere_trade_cancellations_unpaid": ERECancellationRejection.paidOut]
    var code: String { rawValue }
    var description: String { "\(code): the trade was not cancelled" }

    /// Whether a cancellation was written.
    ///
    /// - Throws: ``ERETradeRejection/paidOut``; `PostgresFault`.
    static func inserting(_ insert: InsertERETradeCancellation, in tx: Transaction) async throws -> Bool {
        do {
            return try await mapping { try await tx.run(insert) } == 1
        } catch is ERECancellationRejection { throw ERETradeRejection.paidOut }
    }
}
