import Postgres
import Values

/// Works payouts out for some customers at a time; writes nothing.
struct EREPayoutMaker: Sendable {
    let operatorID: OperatorID
    let tenant: OperatorDetails
    let quarter: EREQuarter
    let model: EREPayoutModel
    let rules: EREPayoutRules
    let marks: EREPayoutMarks
    let madeOn: LocalDate
    let feeVATRate: Int
    /// The newest first.
    let terms: [PartnerTerms]
    let rates: VATRates
    /// The years that are verified, with the code of the verifier's statement.
    let verified: [Int: String]
    /// `nil` before there is one.
    let run: EREPayoutRunID?

    /// The customers with shares that wait or with what is let go, in their order.
    func payees(in tx: Transaction) async throws -> [CustomerID] {
        try await tx.all(
            EREDuePayees(
                operatorID: operatorID,
                through: quarter,
                trades: marks.trades,
                verified: verified.keys.sorted()
            )
        )
    }

    /// What each of some customers would get, and who gets nothing.
    ///
    /// - Throws: `ArithmeticOverflow`; `PostgresFault`.
    func drafts(
        of ids: [CustomerID],
        in tx: Transaction
    ) async throws -> (drafts: [EREPayoutDraft], leftOut: [EREPayoutLeftOut]) {
        let shares = try await tx.all(
            EREDueShares(operatorID: operatorID, through: quarter, marks: marks, customers: ids)
        )
        let byCustomer = Dictionary(grouping: shares, by: \.share.customer)
        let (payees, own, referred, chargers) = try await tx.together(
            EREPayees(operatorID: operatorID, ids: ids, on: madeOn, agreements: marks.agreements),
            EREOwnFees(operatorID: operatorID, customers: ids, through: marks.fees),
            EREReferred(operatorID: operatorID, referrers: ids),
            EREChargersOfBookings(operatorID: operatorID, bookings: Set(shares.map(\.share.booking)).sorted())
        )
        let claims = try await EREPayoutClaims.read(
            operatorID,
            ids,
            before: run ?? EREPayoutRunID(.max),
            through: marks.verifications,
            in: tx
        )
        let (fees, brought) = (
            Dictionary(grouping: own, by: \.customer), Dictionary(grouping: referred, by: \.referrer)
        )
        let names = Dictionary(grouping: chargers, by: \.booking).mapValues { $0.map(\.charger) }
        var (drafts, leftOut) = ([EREPayoutDraft](), [EREPayoutLeftOut]())
        for payee in payees {
            let due = byCustomer[payee.id] ?? []
            let open = due.filter { !$0.isRefused }.map(\.share)
            let figures = try EREPayoutFigures.make(open) { quarter in
                try rate(quarter, own: fees[payee.id] ?? [], referred: brought[payee.id] ?? [])
            }
            let adjustments = try (claims[payee.id] ?? EREPayoutClaims())
                .adjustments(figures, reservePercent: rules.reservePercent, verified: verified)
            if due.isEmpty, adjustments.isEmpty { continue }
            switch try draft(payee, figures, adjustments, names) {
            case .success(let draft): drafts.append(draft)
            case .failure(let omission):
                leftOut.append(
                    EREPayoutLeftOut(
                        customer: payee.id,
                        name: payee.name,
                        reason: open.isEmpty && !due.isEmpty ? .refused : omission.reason,
                        net: figures.net
                    )
                )
            }
        }
        return (drafts, leftOut)
    }

    private struct Omission: Error { let reason: EREPayoutOmission }

    private func draft(
        _ payee: EREPayee,
        _ figures: EREPayoutFigures,
        _ adjustments: [EREPayoutAdjustment],
        _ chargers: [EREBookingID: [EREPayoutSnapshot.Charger]]
    ) throws -> Result<EREPayoutDraft, Omission> {
        if model == .customers, let reason = obstacle(payee) { return .failure(Omission(reason: reason)) }
        let rule = model == .customers ? EREVATRule.decide(payee, operator: tenant) : .notTaxable
        guard let rule else { return .failure(Omission(reason: .vat)) }
        var rate = 0
        if rule == .domestic {
            guard let known = rates.rate(in: tenant.address.country, on: madeOn) else {
                return .failure(Omission(reason: .vat))
            }
            rate = known
        }
        let net = figures.net + adjustments.reduce(0) { $0 + $1.minor }
        let draft = EREPayoutDraft(
            payee: payee,
            figures: figures,
            rule: rule,
            vatRate: rate,
            vat: try EREPayoutQuarter.part(of: net, Exact(mantissa: Int128(rate), scale: 2)),
            feeVAT: try EREPayoutMaker.contained(in: figures.fee, rate: feeVATRate),
            adjustments: adjustments,
            chargers: chargers
        )
        let least = model == .customers ? max(rules.minimum.minor, 1) : 1
        // What is given back may take all of it: that is paid, too.
        let given = adjustments.filter { $0.kind == .clawedBack }.reduce(0) { $0 - $1.minor }
        let counts = model == .customers ? draft.net + given : max(figures.gross, draft.net)
        return counts < least ? .failure(Omission(reason: .belowMinimum)) : .success(draft)
    }

    /// What keeps a bank from paying a customer.
    private func obstacle(_ payee: EREPayee) -> EREPayoutOmission? {
        guard let iban = IBAN(payee.iban), iban.isSEPA else { return .noAccount }
        return payee.address.town.isEmpty || payee.address.country.isEmpty ? .noAddress : nil
    }

    /// What holds at the end of a quarter of delivery, for a customer that brought others.
    private func rate(
        _ quarter: EREQuarter,
        own: [EREOwnFees.Row],
        referred: [EREReferred.Row]
    ) throws -> EREPayoutRate {
        try rate(quarter, own: own, referrals: referred.count { $0.since < quarter.span.until })
    }

    /// What holds at the end of a quarter of delivery, for a customer that brought so many others.
    func rate(_ quarter: EREQuarter, own: [EREOwnFees.Row], referrals: Int) throws -> EREPayoutRate {
        let day = quarter.endDay.adding(days: -1)
        let agreed = terms.first { $0.validFrom <= day }
        let last = own.filter { $0.validFrom <= day }.max { ($0.validFrom, $0.id) < ($1.validFrom, $1.id) }
        return try EREPayoutRate(
            agreed: agreed?.serviceFeePercent ?? PartnerTerms.usualFee,
            own: last.flatMap { row in row.percent.map { EREPayoutRate.Own(id: row.id, percent: $0) } },
            referrals: referrals,
            margin: agreed?.marginPercent ?? .zero,
            rules
        )
    }

    /// The VAT in an amount that includes it, rounded once to the cent.
    static func contained(in minor: Int64, rate: Int) throws(ArithmeticOverflow) -> Int64 {
        let whole = Int128(10_000 + rate)
        let doubled = Int128(minor) * Int128(rate) * 2 + whole
        // Half a cent goes up; amounts are not negative.
        return Int64(doubled / (whole * 2))
    }
}
