package import Postgres
package import Values

/// A row of the file that says what a run pays for; amounts in cents.
package struct EREBreakdownRow: Hashable, Sendable {
    /// What a row is about.
    package enum What: Hashable, Sendable {
        /// What a charger delivered in a quarter and a sale brought.
        case charger(ean: String, quarter: EREQuarter, EREPayoutSnapshot.Part)
        /// What is held back, let go or given back.
        case adjustment(EREPayoutAdjustment)
        /// VAT on top of what a customer is paid.
        case vat(Int64)
    }

    package let customer: CustomerID
    package let name: String
    package let reference: String
    package let what: What
    /// What of the payments of the run it is: rows add up to them.
    ///
    /// Of a partner that is paid in one sum its margin is in it.
    package let payment: Int64
}

/// Of what a run's payments are made.
package struct EREBreakdown: Sendable {
    package let run: EREPayoutRunRecord
    package let sums: EREPayoutSums
    package let rows: [EREBreakdownRow]

    /// What banks are told to pay, in cents.
    package var payment: Int64 { sums.payable + (run.model == .partner ? sums.margin : 0) }
}

extension EREPayouts {
    /// Customers that are read at a time.
    private static let customersPerRead = 500

    /// Of what the payments of a run that is at its end are made, by customer, connection, charger and sale.
    ///
    /// - Throws: ``NotFound`` also for a run that is not at its end, ``NotPermitted``, `PostgresFault`.
    package static func breakdown(
        _ scope: Scope,
        _ id: EREPayoutRunID,
        in tx: Transaction
    ) async throws -> EREBreakdown {
        let found = try await find(scope, id, in: tx)
        guard found.run.finishedAt != nil else { throw NotFound("payout run") }
        let operatorID = try scope.requireOperator()
        var (rows, after) = ([EREBreakdownRow](), APIPayout.Key(run: id, customer: CustomerID(0)))
        while true {
            let page = PageOfPayouts(
                operatorID: operatorID,
                one: nil,
                customer: nil,
                quarter: found.run.quarter,
                after: after,
                limit: customersPerRead
            )
            let payouts = try await tx.all(page).map(\.summary).filter { $0.run == id }
            rows += try await breakdown(of: payouts, found.run, operatorID, in: tx)
            guard payouts.count == customersPerRead, let last = payouts.last else { break }
            after = APIPayout.Key(run: id, customer: last.customer)
        }
        return EREBreakdown(run: found.run, sums: found.sums, rows: rows)
    }

    private static func breakdown(
        of payouts: [EREPayoutSummary],
        _ run: EREPayoutRunRecord,
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> [EREBreakdownRow] {
        let customers = payouts.map(\.customer)
        let paid = try await connections(operatorID, run.id, of: customers, in: tx)
        let adjusted = try await tx.all(
            EREPaidAdjustments(operatorID: operatorID, run: run.id, customers: customers)
        )
        let adjustments = Dictionary(grouping: adjusted, by: \.customer)
        return payouts.flatMap { payout in
            var whats = (paid[payout.customer] ?? []).flatMap { connection in
                connection.parts.map {
                    EREBreakdownRow.What.charger(ean: connection.ean, quarter: connection.quarter, $0)
                }
            }
            whats += (adjustments[payout.customer] ?? []).map { .adjustment($0.adjustment) }
            if payout.vat != 0 { whats.append(.vat(payout.vat)) }
            return whats.map { what in
                EREBreakdownRow(
                    customer: payout.customer,
                    name: payout.customerName,
                    reference: payout.customerReference,
                    what: what,
                    payment: what.payment(run.model)
                )
            }
        }
    }

    /// What some payouts of a run pay for, by customer.
    static func connections(
        _ operatorID: OperatorID,
        _ run: EREPayoutRunID,
        of customers: [CustomerID],
        in tx: Transaction
    ) async throws -> [CustomerID: [EREPayoutSnapshot.Connection]] {
        let shares = try await tx.all(
            EREPaidShares(operatorID: operatorID, run: run, customers: customers, through: .max)
        )
        let lines = shares.map { EREPayoutLine(share: $0.share, fee: $0.fee, margin: $0.margin) }
        let bookings = Set(lines.map(\.share.booking)).sorted()
        let named = try await tx.all(EREChargersOfBookings(operatorID: operatorID, bookings: bookings))
        let chargers = Dictionary(grouping: named, by: \.booking).mapValues { $0.map(\.charger) }
        return Dictionary(grouping: lines, by: \.share.customer)
            .mapValues { EREPayoutSnapshot.connections($0, chargers) }
    }
}

extension EREBreakdownRow.What {
    fileprivate func payment(_ model: EREPayoutModel) -> Int64 {
        switch self {
        case .charger(_, _, let part): part.sale.net + (model == .partner ? part.sale.margin : 0)
        case .adjustment(let adjustment): adjustment.minor
        case .vat(let minor): minor
        }
    }
}
