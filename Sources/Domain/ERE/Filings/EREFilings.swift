package import Postgres
package import Values

/// Filings of an operator.
package enum EREFilings {
    /// Lines that are read, checked and written together.
    package static let linesPerPage = 2_000
    /// What is said in place of a gate when the same person accepted the line.
    package static let fourEyes = "four_eyes"

    /// Freezes all accepted lines of a quarter that may be booked, by connection, and books them; what may not stays
    /// accepted and is told.
    ///
    /// Documents are made, validated and sealed in the same transaction: what is not valid is not filed.
    ///
    /// - Throws: ``EREFilingRejection``, ``EREFactRejection``, ``NotPermitted``, `PostgresFault`.
    package static func freeze(
        _ scope: Scope,
        _ order: EREFilingOrder,
        in tx: Transaction
    ) async throws -> EREFiling {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        guard let person = scope.userID else { throw EREFilingRejection.nobody }
        let today = EREQuarter.zone.date(of: order.at)
        guard today >= order.quarter.endDay else { throw EREFilingRejection.quarterOpen }
        try await tx.run(LockEREMeasuring(operatorID: operatorID))
        let filing = try await tx.one(InsertEREFiling(operatorID: operatorID, order: order, by: person))
        var writer = EREFilingWriter(operatorID: operatorID, filing: filing.id, order: order, by: person)
        try await writer.write(on: today, in: tx)
        guard writer.position > 0 else { throw EREFilingRejection.nothing(writer.refused) }
        let detail = JSON.dictionary([
            "reference": .string(filing.reference), "lines": .integer(writer.position),
        ])
        let record = AuditRecord("ere.filed", subject: "filing/\(filing.id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
        return filing
    }

    /// Keeps the hashes of documents that are valid.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func seal(
        _ scope: Scope,
        _ id: EREFilingID,
        _ documents: [EREFilingDocument],
        in tx: Transaction
    ) async throws {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        try await tx.run(InsertEREFilingDocuments(operatorID: operatorID, filing: id, documents: documents))
    }

    /// Filings of a quarter or of all, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        _ quarter: EREQuarter? = nil,
        in tx: Transaction
    ) async throws -> [EREFilingSummary] {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        let filings = try await tx.all(ListEREFilings(operatorID: operatorID, quarter: quarter?.firstDay, id: nil))
        var summaries: [EREFilingSummary] = []
        for filing in filings { summaries.append(try await summary(filing, operatorID, in: tx)) }
        return summaries
    }

    /// One filing.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        _ id: EREFilingID,
        in tx: Transaction
    ) async throws -> EREFilingSummary {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        let find = ListEREFilings(operatorID: operatorID, quarter: nil, id: id)
        guard let filing = try await tx.first(find) else { throw NotFound("filing") }
        return try await summary(filing, operatorID, in: tx)
    }

    private static func summary(
        _ filing: EREFiling,
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> EREFilingSummary {
        let sums = try await tx.one(SumEREFiling(operatorID: operatorID, filing: filing.id))
        return EREFilingSummary(
            filing: filing,
            lines: sums.lines,
            corrections: sums.corrections,
            energy: sums.energy,
            units: sums.units,
            refused: sums.refused,
            documents: try await tx.all(EREFilingDocumentsOf(operatorID: operatorID, filing: filing.id))
        )
    }

    /// The lines of a filing in their order, without holding them all.
    ///
    /// - Throws: ``NotPermitted``.
    package static func lines(
        _ scope: Scope,
        of id: EREFilingID,
        in tx: Transaction
    ) throws -> some AsyncSequence<EREFilingLine, any Error> {
        try scope.requireCustomerDesk()
        return tx.stream(EREFilingLines<EREFilingSource>(operatorID: try scope.requireOperator(), id: id.rawValue))
    }
}

/// Puts accepted lines into a filing, page by page.
private struct EREFilingWriter {
    let operatorID: OperatorID
    let filing: EREFilingID
    let order: EREFilingOrder
    let by: UserID
    /// The lines written so far.
    private(set) var position = 0
    /// What stood in the way of lines, by gate.
    private(set) var refused: [String: Int] = [:]

    init(operatorID: OperatorID, filing: EREFilingID, order: EREFilingOrder, by: UserID) {
        self.operatorID = operatorID
        self.filing = filing
        self.order = order
        self.by = by
    }

    mutating func write(on today: LocalDate, in tx: Transaction) async throws {
        var after = (ean: "", id: EREBookingID(0))
        while true {
            let next = NextAcceptedBookings(
                operatorID: operatorID,
                quarter: order.quarter.firstDay,
                afterEAN: after.ean,
                afterID: after.id,
                limit: EREFilings.linesPerPage
            )
            let page = try await tx.all(next)
            guard let last = page.last else { return }
            try await write(page, on: today, in: tx)
            if page.count < EREFilings.linesPerPage { return }
            after = (last.ean, last.id)
        }
    }

    private mutating func write(_ page: [EREBookingSummary], on today: LocalDate, in tx: Transaction) async throws {
        var (open, closed) = ([EREBookingSummary](), [(EREBookingSummary, [String])]())
        for line in page {
            // Findings were accepted with a reason.
            var gates = line.gates.closed(on: today, hasReason: true).map(\.rawValue)
            if line.acceptedBy == by { gates.append(EREFilings.fourEyes) }
            if gates.isEmpty { open.append(line) } else { closed.append((line, gates)) }
            for gate in gates { refused[gate, default: 0] += 1 }
        }
        if !closed.isEmpty {
            let refusals = closed.map { InsertEREFilingRefusals.Refusal(line: $0, gates: $1) }
            try await tx.run(InsertEREFilingRefusals(operatorID: operatorID, filing: filing, refusals: refusals))
        }
        if open.isEmpty { return }
        let insert = InsertEREFilingLines(
            operatorID: operatorID,
            filing: filing,
            after: position,
            ids: open.map(\.id)
        )
        guard try await tx.run(insert) == open.count else { throw EREBookingRejection.changed }
        position += open.count
        let facts = InsertEREFacts(
            operatorID: operatorID,
            state: .booked,
            reason: "",
            by: by,
            at: order.at,
            facts: open.map { InsertEREFacts.Fact(booking: $0.id, customer: $0.customer, after: $0.ordinal) }
        )
        guard try await EREFactRejection.mapping({ try await tx.run(facts) }) == open.count else {
            throw EREBookingRejection.changed
        }
    }
}
