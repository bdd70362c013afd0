package import Values

/// What is known of a completed session when its line is computed.
package struct SessionToRate: Hashable, Sendable {
    package let operatorID: OperatorID
    package let sessionID: SessionID
    package let hostID: HostID
    package let siteID: SiteID
    /// The zone in which days and months of the site are cut.
    package let zone: Zone
    /// The operator's currency.
    package let currency: Currency
    /// Which state of the session this is.
    package let revision: Int
    package let startedAt: Timestamp
    package let stoppedAt: Timestamp
    package let meterStart: Energy?
    package let meterStop: Energy?
    package let readings: [RegisterPoint]
    /// The flags that hold the payment.
    package let holdingFlags: [SessionFlag]
    /// The newest decision of a person.
    package let decision: SessionDecision?
    /// Whether the rules of today no longer read it in the frames.
    package var isRetired = false

    package init(
        operatorID: OperatorID,
        sessionID: SessionID,
        hostID: HostID,
        siteID: SiteID,
        zone: Zone,
        currency: Currency,
        revision: Int,
        startedAt: Timestamp,
        stoppedAt: Timestamp,
        meterStart: Energy?,
        meterStop: Energy?,
        readings: [RegisterPoint],
        holdingFlags: [SessionFlag],
        decision: SessionDecision?
    ) {
        self.operatorID = operatorID
        self.sessionID = sessionID
        self.hostID = hostID
        self.siteID = siteID
        self.zone = zone
        self.currency = currency
        self.revision = revision
        self.startedAt = startedAt
        self.stoppedAt = stoppedAt
        self.meterStart = meterStart
        self.meterStop = meterStop
        self.readings = readings
        self.holdingFlags = holdingFlags
        self.decision = decision
    }

    /// The register over time; `nil` when the session cannot be priced at all.
    package var curve: MeterCurve? {
        guard let meterStart, let meterStop, meterStop >= meterStart, stoppedAt >= startedAt else { return nil }
        return MeterCurve(
            start: RegisterPoint(at: startedAt, register: meterStart),
            readings: readings,
            stop: RegisterPoint(at: stoppedAt, register: meterStop)
        )
    }

    /// The month whose credit the session belongs to: that of its stop at the site.
    package var period: YearMonth { zone.month(of: stoppedAt) }
}

/// What a person decided about a held session.
package enum SessionDecision: String, CaseIterable, Sendable {
    /// It is paid for as it is.
    case accept
    /// It is not paid for.
    case exclude
}

/// How far a journal line has come.
package enum LineState: String, CaseIterable, Sendable {
    /// It has its amount.
    case priced
    /// A price is missing.
    case waiting
    /// A person must decide first.
    case held
    /// No contract holds.
    case noContract = "no_contract"
    /// A person decided that it is not paid for, or the rules no longer read the session in the frames.
    case excluded
}

/// A journal line as computed: a pure function of the session, the terms, the prices and the decision.
package struct LineDraft: Hashable, Sendable {
    package var state: LineState
    package var period: YearMonth
    package var energy: Energy
    package var contractID: ReimbursementContractID?
    package var reimbursementVersionID: ReimbursementVersionID?
    package var supplyVersionID: SupplyVersionID?
    package var pricing: PricingMoment?
    package var currency: Currency
    package var amount: Exact?
    package var otherAmount: Exact?
    /// The tariff's text, by which document lines are grouped.
    package var tariff: String
    package var detail: LineDetail

    /// Computes the line of a session; one that is beyond exact calculation is held, so that it stops no other.
    package static func computeOrHold(
        _ session: SessionToRate,
        terms: SessionTerms?,
        prices: PriceBook
    ) -> LineDraft {
        do throws(ArithmeticOverflow) {
            return try compute(session, terms: terms, prices: prices)
        } catch {
            var draft = LineDraft(without: session)
            draft.state = .held
            draft.detail.isTooLarge = true
            return draft
        }
    }

    /// Computes the line of a session.
    ///
    /// - Throws: ``ArithmeticOverflow`` for terms or energies no real contract has.
    package static func compute(
        _ session: SessionToRate,
        terms: SessionTerms?,
        prices: PriceBook
    ) throws(ArithmeticOverflow) -> LineDraft {
        var draft = LineDraft(without: session)
        if session.isRetired {
            (draft.state, draft.energy, draft.detail.isRetired) = (.excluded, .zero, true)
            return draft
        }
        if session.decision == .exclude {
            draft.state = .excluded
            return draft
        }
        let isHeld = !session.holdingFlags.isEmpty && session.decision != .accept
        guard let curve = session.curve, !isHeld else {
            draft.state = .held
            draft.detail.heldFor = session.holdingFlags
            return draft
        }
        guard let terms else { return draft }
        try draft.price(curve, terms: terms, prices: prices)
        return draft
    }

    /// A line as long as no contract is known.
    private init(without session: SessionToRate) {
        state = .noContract
        period = session.period
        energy = session.curve?.energy ?? .zero
        currency = session.currency
        tariff = ""
        detail = LineDetail()
    }

    private mutating func price(
        _ curve: MeterCurve,
        terms: SessionTerms,
        prices: PriceBook
    ) throws(ArithmeticOverflow) {
        let plan = RatePlan(supply: terms.supply, reimbursement: terms.reimbursement)
        let moment = terms.reimbursement.pricing
        let zonePrices = plan.supply.zone.map { prices[$0, currency] } ?? ZonePrices()
        let rating = try Rating.rate(
            RatableSession(curve: curve),
            plan: plan,
            pricing: moment,
            prices: zonePrices
        )
        contractID = terms.reimbursement.contractID
        reimbursementVersionID = terms.reimbursement.versionID
        supplyVersionID = terms.supply.versionID
        pricing = moment
        otherAmount = rating.otherAmount
        let lineTerms = LineDetail.Terms(supply: plan.supply, fixed: plan.fixed, percent: plan.percent)
        detail.terms = lineTerms
        tariff = FormulaText.tariff(lineTerms, pricing: moment, currency: currency)
        switch rating.outcome {
        case .priced(let amount, let parts):
            state = .priced
            self.amount = amount
            detail.parts = parts
        case .waiting(let missing):
            state = .waiting
            detail.missing = missing
            detail.otherCurrencies =
                plan.supply.zone.map { prices.otherCurrencies(than: currency, zone: $0, at: missing) } ?? []
        }
    }
}
