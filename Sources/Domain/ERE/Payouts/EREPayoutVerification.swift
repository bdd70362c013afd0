package import Postgres
package import Values

/// Works payouts out again from sales, terms and rules, and holds them against what was written and posted.
package enum EREPayoutVerification {
    private static let customersPerRead = 1_000

    /// Each payout's figures, rates and document; postings; what customers are owed by the books.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`, `ArithmeticOverflow`.
    package static func run(_ scope: Scope, on database: Database) async throws -> [VerifyReport] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return try await database.read(scope, isolation: .repeatableRead) { tx in
            let postings = try await tx.one(CheckEREPayoutPostings(operatorID: operatorID))
            let balances = try await tx.one(CheckERECustomerBalances(operatorID: operatorID))
            return [
                try await figures(operatorID, in: tx),
                VerifyReport(
                    kind: "ere_payout_postings",
                    checked: postings.checked,
                    firstDifference: postings.difference
                ),
                VerifyReport(
                    kind: "ere_customer_balances",
                    checked: balances.checked,
                    firstDifference: balances.difference
                ),
            ]
        }
    }

    private static func figures(_ operatorID: OperatorID, in tx: Transaction) async throws -> VerifyReport {
        var checked = 0
        for run in try await tx.all(ListEREPayoutRuns(operatorID: operatorID, limit: Int(Int32.max))).reversed() {
            let maker = try await EREPayouts.maker(of: run, operatorID, in: tx)
            var after = CustomerID(0)
            while true {
                let page = EREPaidPayouts(operatorID: operatorID, run: run.id, after: after, limit: customersPerRead)
                let payouts = try await tx.all(page)
                guard let last = payouts.last else { break }
                let facts = try await EREPayoutBasis.read(operatorID, run, payouts, in: tx)
                for payout in payouts {
                    if let difference = try facts.difference(payout, run, maker) {
                        let text = "run \(run.id), customer \(payout.customer): \(difference)"
                        return VerifyReport(kind: "ere_payouts", checked: checked, firstDifference: text)
                    }
                    checked += 1
                }
                after = last.customer
            }
        }
        return VerifyReport(kind: "ere_payouts", checked: checked)
    }
}

/// What stands behind some payouts.
struct EREPayoutBasis {
    private let shares: [CustomerID: [EREPaidShares.Row]]
    private let quarters: [CustomerID: [EREPaidQuarters.Row]]
    private let fees: [CustomerID: [EREOwnFees.Row]]
    private let adjustments: [CustomerID: Set<EREPayoutAdjustment>]
    private let claims: [CustomerID: EREPayoutClaims]

    static func read(
        _ operatorID: OperatorID,
        _ run: EREPayoutRunRecord,
        _ payouts: [EREPaidPayouts.Row],
        in tx: Transaction
    ) async throws -> EREPayoutBasis {
        let ids = payouts.map(\.customer)
        let mark = run.marks.verifications
        let (shares, quarters, fees, adjustments) = try await tx.together(
            EREPaidShares(operatorID: operatorID, run: run.id, customers: ids, through: mark),
            EREPaidQuarters(operatorID: operatorID, run: run.id, customers: ids),
            EREOwnFees(operatorID: operatorID, customers: ids, through: .max),
            EREPaidAdjustments(operatorID: operatorID, run: run.id, customers: ids)
        )
        return EREPayoutBasis(
            shares: Dictionary(grouping: shares, by: \.share.customer),
            quarters: Dictionary(grouping: quarters, by: \.customer),
            fees: Dictionary(grouping: fees, by: \.customer),
            adjustments: Dictionary(grouping: adjustments, by: \.customer).mapValues { Set($0.map(\.adjustment)) },
            claims: try await EREPayoutClaims.read(operatorID, ids, before: run.id, through: mark, in: tx)
        )
    }

    /// The first thing in which a payout is not what its facts give, in words.
    func difference(
        _ payout: EREPaidPayouts.Row,
        _ run: EREPayoutRunRecord,
        _ maker: EREPayoutMaker
    ) throws -> String? {
        let rows = quarters[payout.customer] ?? []
        let rates = Dictionary(rows.map { ($0.quarter, $0) }) { first, _ in first }
        for row in rows {
            let own = (fees[payout.customer] ?? []).filter { $0.id <= run.marks.fees }
            let rate = try maker.rate(row.quarter, own: own, referrals: row.referrals)
            if (rate.agreed, rate.own?.id, rate.fee, rate.margin) != (row.agreed, row.feeID, row.fee, row.margin) {
                return "the rates of \(row.quarter) are not what was agreed"
            }
        }
        let paid = shares[payout.customer] ?? []
        let figures = try EREPayoutFigures.make(paid.map(\.share)) { quarter in
            guard let row = rates[quarter] else { throw NotFound("payout quarter") }
            return try maker.rate(
                quarter,
                own: (fees[payout.customer] ?? []).filter { $0.id <= run.marks.fees },
                referrals: row.referrals
            )
        }
        let kept = Dictionary(figures.lines.map { ($0.share, [$0.fee, $0.margin]) }) { first, _ in first }
        if paid.contains(where: { kept[$0.share] != [$0.fee, $0.margin] }) {
            return "a line is not what the rule gives"
        }
        let found = [payout.gross, payout.fee, payout.margin, payout.units, payout.energy.thousandthsWh]
        if found != [figures.gross, figures.fee, figures.margin, figures.units, figures.energy.thousandthsWh] {
            return "it is not what the rule gives"
        }
        let adjusted = try (claims[payout.customer] ?? EREPayoutClaims())
            .adjustments(figures, reservePercent: run.rules.reservePercent, verified: maker.verified)
        if Set(adjusted) != adjustments[payout.customer] ?? []
            || payout.adjustment != adjusted.reduce(0, { $0 + $1.minor })
        {
            return "it is adjusted by something else than what verifications and rules give"
        }
        return try document(payout, figures, adjusted)
    }

    private func document(
        _ payout: EREPaidPayouts.Row,
        _ figures: EREPayoutFigures,
        _ adjusted: [EREPayoutAdjustment]
    ) throws -> String? {
        guard let json = payout.snapshot else { return nil }
        let snapshot = try EREPayoutSnapshot(json: json)
        let amounts = [snapshot.gross, snapshot.fee, snapshot.margin, snapshot.net, snapshot.vatAmount].map(\.minor)
        if amounts != [payout.gross, payout.fee, payout.margin, figures.net + payout.adjustment, payout.vat] {
            return "its document says something else"
        }
        if snapshot.adjustments != adjusted { return "its document says other adjustments" }
        let printed = EREPayoutSnapshot.connections(figures.lines, [:]).map {
            [$0.ean, "\($0.quarter)", "\($0.sales)"]
        }
        if snapshot.connections.map({ [$0.ean, "\($0.quarter)", "\($0.sales)"] }) != printed {
            return "its document breaks it down otherwise"
        }
        let vat = try EREPayoutQuarter.part(
            of: snapshot.net.minor,
            Exact(mantissa: Int128(snapshot.vatRate), scale: 2)
        )
        return vat == payout.vat ? nil : "its VAT is not that of its rate"
    }
}
