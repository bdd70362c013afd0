package import Values

/// At which moment's price a session is reimbursed.
package enum PricingMoment: String, CaseIterable, Sendable {
    /// One session, one price: that of the quarter hour in which the session started.
    case atStart = "at_start"
    /// The energy of each quarter hour at the price of that quarter hour.
    case perInterval = "per_interval"

    /// The other way of pricing, shown beside every line.
    package var other: PricingMoment { self == .atStart ? .perInterval : .atStart }
}

/// When a credit is due.
package struct PaymentTerm: Hashable, Sendable {
    /// From which day the days are counted.
    package enum Kind: String, CaseIterable, Sendable {
        /// From the day the document is issued.
        case net
        /// From the last day of the month in which the document is issued.
        case endOfMonth = "end_of_month"
    }

    /// From which day the days are counted.
    package let kind: Kind
    /// Days, 0…180.
    package let days: Int

    package init(kind: Kind, days: Int) {
        self.kind = kind
        self.days = days
    }

    /// The due day of a document issued on a day.
    package func dueDay(issuedOn day: LocalDate) -> LocalDate {
        let from = kind == .net ? day : day.yearMonth.lastDay
        return from.adding(days: Int64(days))
    }
}

/// A dated version of the contract by which the operator reimburses a host.
package struct ReimbursementTerms: Hashable, Sendable {
    /// The version.
    package let versionID: ReimbursementVersionID
    /// The contract the version belongs to.
    package let contractID: ReimbursementContractID
    /// The supply contract whose price is passed through.
    package let supplyContractID: SupplyContractID
    /// The first day on which it holds, in the zone of the site.
    package let validFrom: LocalDate
    /// The first day on which nothing holds any more; `nil` while open-ended.
    package let validUntil: LocalDate?
    /// When the version was recorded; of two for one day the later one counts.
    package let recordedAt: Timestamp
    /// Added per kWh; zero for none.
    package let fixed: UnitPrice
    /// Percent of the supply price, added while that price is not negative; zero for none.
    package let percent: Exact
    /// At which moment's price sessions are reimbursed.
    package let pricing: PricingMoment
    /// When credits are due.
    package let paymentTerm: PaymentTerm

    package init(
        versionID: ReimbursementVersionID,
        contractID: ReimbursementContractID,
        supplyContractID: SupplyContractID,
        validFrom: LocalDate,
        validUntil: LocalDate?,
        recordedAt: Timestamp,
        fixed: UnitPrice,
        percent: Exact,
        pricing: PricingMoment,
        paymentTerm: PaymentTerm
    ) {
        self.versionID = versionID
        self.contractID = contractID
        self.supplyContractID = supplyContractID
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.recordedAt = recordedAt
        self.fixed = fixed
        self.percent = percent
        self.pricing = pricing
        self.paymentTerm = paymentTerm
    }
}
