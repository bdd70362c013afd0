package import Postgres
package import Values

/// What a customer's units brought by a run that pays its partner.
///
/// What the partner pays the customer is between the two of them, and not in it.
package struct EREEarning: Sendable {
    package let run: EREPayoutRunID
    /// Of the run: deliveries of it and of those before are in it.
    package let quarter: EREQuarter
    package let madeOn: LocalDate
    /// Fee and margin in it are zero.
    package let connections: [EREPayoutSnapshot.Connection]

    package var sales: [EREPayoutSnapshot.Sale] { connections.flatMap(\.sales) }
    package var units: Int64 { sales.reduce(0) { $0 + $1.units } }
    /// In cents.
    package var gross: Int64 { sales.reduce(0) { $0 + $1.gross } }
    package var energy: Energy { connections.reduce(.zero) { $0 + $1.energy } }
}

extension EREPayouts {
    /// What the units of the scope's customer brought where its partner is paid, the newest run first; of runs that somebody
    /// approved.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func earned(_ scope: Scope, in tx: Transaction) async throws -> [EREEarning] {
        guard scope.customerID != nil else { throw NotPermitted() }
        let operatorID = try scope.requireOperator()
        let rows = try await tx.all(EarnedByOwnCustomer())
        let bookings = Set(rows.map(\.share.booking)).sorted()
        let named = try await tx.all(EREChargersOfBookings(operatorID: operatorID, bookings: bookings))
        let chargers = Dictionary(grouping: named, by: \.booking).mapValues { $0.map(\.charger) }
        let runs = Dictionary(grouping: rows, by: \.run).values.compactMap { rows in
            rows.first.map { first in
                EREEarning(
                    run: first.run,
                    quarter: first.quarter,
                    madeOn: first.madeOn,
                    connections: EREPayoutSnapshot.connections(
                        rows.map { EREPayoutLine(share: $0.share, fee: 0, margin: 0) },
                        chargers
                    )
                )
            }
        }
        return runs.sorted { $1.run < $0.run }
    }

    /// What they brought by one run.
    ///
    /// - Throws: ``NotFound`` also for a run without the customer's units, ``NotPermitted``, `PostgresFault`.
    package static func earned(
        _ scope: Scope,
        _ run: EREPayoutRunID,
        in tx: Transaction
    ) async throws -> EREEarning {
        guard let earning = try await earned(scope, in: tx).first(where: { $0.run == run }) else {
            throw NotFound("payout run")
        }
        return earning
    }

    /// What a customer was paid, or its partner for it, the newest run first.
    ///
    /// - Throws: ``NotFound`` also for another operator's customer, ``NotPermitted``, `PostgresFault`.
    package static func payouts(
        _ scope: Scope,
        of customer: CustomerID,
        in tx: Transaction
    ) async throws -> [APIPayout] {
        _ = try await Customers.find(scope, customer, in: tx)
        let page = PageOfPayouts(
            operatorID: try reader(scope),
            one: nil,
            customer: customer,
            quarter: nil,
            after: APIPayout.Key(run: EREPayoutRunID(0), customer: CustomerID(0)),
            limit: payoutsShown
        )
        return try await tx.all(page).reversed()
    }

    /// Payouts of a customer on its page: four a year would take fifty years.
    private static let payoutsShown = 200
}

/// Shares of the scope's customer that its partner is paid for.
struct EarnedByOwnCustomer: Statement {
    struct Row: Sendable {
        let run: EREPayoutRunID
        let quarter: EREQuarter
        let madeOn: LocalDate
        let share: EREPayoutShare
    }

    static let sql = """
        SELECT run_id, run_quarter, made_on, trade_id, share_position, customer_id, ean, quarter, booking_id, units,
            gross_minor, energy_thousandths_wh, credited_units, price_per_unit, number, 0::bigint
        FROM earned_by_own_customer() ORDER BY run_id, trade_id, share_position
        """
    static let sample = EarnedByOwnCustomer()

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            run: try row.next(),
            quarter: EREQuarter(of: try row.next(LocalDate.self)) ?? .sample,
            madeOn: try row.next(),
            share: try EREPayoutShare(&row)
        )
    }
}
