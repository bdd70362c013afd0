package import Postgres
package import Values

/// Holds deliveries against bookings, quarter by quarter, and follows both to the bank.
///
/// Source: a booker reconciles each quarter what was delivered with what was booked (facts on ERE, 2.5).
package enum EREReconciliations {
    /// The report of a quarter, without its connections and corrections; the transaction sees one moment.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func report(
        _ scope: Scope,
        _ quarter: EREQuarter,
        in tx: Transaction
    ) async throws -> EREReconciliation {
        let span = try await span(scope, quarter, in: tx)
        let sums = try await tx.one(SumEREReconciled(span: span))
        let open = try await tx.all(CountEREOpen(span: span))
        let filings = try await tx.all(EREReconciledFilings(span: span))
        let elsewhere = try await tx.one(EREReconciledElsewhere(span: span))
        let pairs: [(EREReconciledTie.Kind, Int64, Int64)] = [
            (.filings, sums.booked.thousandthsWh, filings.reduce(0) { $0 + $1.energy.thousandthsWh }),
            (.expected, sums.filedUnits, filings.reduce(0) { $0 + $1.units }),
            (.stock, sums.rightUnits, elsewhere.stock), (.sales, sums.sold, elsewhere.sold),
            (.books, elsewhere.notInPayouts, elsewhere.proceeds),
        ]
        return EREReconciliation(
            quarter: quarter,
            figures: sums,
            open: Dictionary(uniqueKeysWithValues: open.map { ($0.step, $0.connections) }),
            filings: filings,
            corrections: try await tx.one(CountERECorrections(span: span)),
            ties: pairs.map { EREReconciledTie(kind: $0, report: $1, other: $2) },
            tolerance: span.tolerance
        )
    }

    /// Connections of a quarter whose customer, town or number contains the search text, those with something open, or all.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func lines(
        _ scope: Scope,
        _ quarter: EREQuarter,
        _ request: ListRequest<EREReconciledSort>,
        open: EREOpenStep? = nil,
        in tx: Transaction
    ) async throws -> Listing<EREReconciledLine> {
        let span = try await span(scope, quarter, in: tx)
        return try await list(request.sort.order(isDescending: request.isDescending), span, request, open, in: tx)
    }

    private static func list<Order: SQLOrder>(
        _ order: Order.Type,
        _ span: EREReconciledSpan,
        _ request: ListRequest<EREReconciledSort>,
        _ open: EREOpenStep?,
        in tx: Transaction
    ) async throws -> Listing<EREReconciledLine> {
        try await tx.listing(request) { ListEREReconciled<Order>(span: span, open: open, request: $0) }
    }

    /// All connections of a quarter by their number, without holding them.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func allLines(
        _ scope: Scope,
        _ quarter: EREQuarter,
        in tx: Transaction
    ) async throws -> some AsyncSequence<EREReconciledLine, any Error> {
        tx.stream(ExportEREReconciled(span: try await span(scope, quarter, in: tx)))
    }

    /// What was corrected of a quarter's lines, in its order.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func corrections(
        _ scope: Scope,
        _ quarter: EREQuarter,
        limit: Int? = nil,
        until moment: Timestamp? = nil,
        in tx: Transaction
    ) async throws -> [ERECorrection] {
        let operatorID = try ERESamples.reader(scope)
        let span = EREReconciledSpan(operatorID: operatorID, quarter: quarter, tolerance: 0)
        return try await tx.all(ListERECorrections(span: span, until: moment, limit: limit ?? .max))
    }

    /// The quarters of which there are lines, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func quarters(_ scope: Scope, in tx: Transaction) async throws -> [EREQuarter] {
        let days = try await tx.all(EREBookedQuarters(operatorID: try reader(scope)))
        return days.compactMap { EREQuarter(of: $0) }
    }

    /// The sums of every partner; the scope goes across partners, and each partner's are read in a scope for it alone.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func partners(
        _ scope: Scope,
        _ quarter: EREQuarter,
        on database: Database
    ) async throws -> [EREReconciledPartner] {
        try scope.require(.platformAdmin, .platformFinance)
        try scope.requireAcrossPartners()
        var found: [EREReconciledPartner] = []
        let partners = try await database.read(scope) { tx in try await tx.all(NamesOfPartners()) }
        for partner in partners {
            let own = scope.forPartner(partner.id)
            let one: EREReconciliation = try await database.read(own, isolation: .repeatableRead) { tx in
                try await report(own, quarter, in: tx)
            }
            found.append(
                EREReconciledPartner(
                    partner: partner.id,
                    name: partner.name,
                    figures: one.figures,
                    open: one.open,
                    holds: one.ties.allSatisfy(\.holds)
                )
            )
        }
        return found
    }

    private static func span(
        _ scope: Scope,
        _ quarter: EREQuarter,
        in tx: Transaction
    ) async throws -> EREReconciledSpan {
        EREReconciledSpan(
            operatorID: try reader(scope),
            quarter: quarter,
            tolerance: try await ERECreditTolerance.current(in: tx)
        )
    }

    private static func reader(_ scope: Scope) throws(NotPermitted) -> OperatorID {
        try scope.require(.operatorAdmin, .operatorFinance, .platformAdmin, .platformFinance)
        return try scope.requireOperator()
    }
}
