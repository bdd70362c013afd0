package import Values

/// The terms by which a session is paid, printed so that a person can follow them.
package struct Formula: Sendable, Hashable {
    /// What the host pays its supplier.
    package enum Supply: Sendable, Hashable {
        case fixed(UnitPrice)
        case spot(zone: String)
        case formula(zone: String, factor: Exact, addend: UnitPrice)
    }

    package let supply: Supply
    /// Percent added to a supply price that is not negative.
    package let percent: Exact
    /// Added per kWh.
    package let fixed: UnitPrice
    package let currency: Currency

    package init(supply: Supply, percent: Exact, fixed: UnitPrice, currency: Currency) {
        self.supply = supply
        self.percent = percent
        self.fixed = fixed
        self.currency = currency
    }

    /// The rule in words and signs: `day-ahead NL + 2.5% + €0.0100/kWh`.
    package func rule(_ say: Reader) -> String {
        supplyText(say) + percentText(say) + fixedText(say)
    }

    /// The rule as a tariff: with the moment whose price counts, where there is one.
    package func tariff(_ say: Reader, isAtStart: Bool) -> String {
        if case .fixed = supply { return rule(say) }
        let moment = isAtStart ? say(en: "at start", nl: "bij de start") : say(en: "per 15 min", nl: "per kwartier")
        return rule(say) + ", " + moment
    }

    /// Whether the market's price plays a part.
    var knowsMarket: Bool {
        if case .fixed = supply { false } else { true }
    }

    /// The supply price's own rule.
    package func supplyText(_ say: Reader) -> String {
        switch supply {
        case .fixed(let price): say.unitPrice(price, currency)
        case .spot(let zone): dayAhead(zone, say)
        case .formula(let zone, let factor, let addend):
            "(" + say.decimal(factor, minimumDecimals: 1) + " × " + dayAhead(zone, say) + addendText(addend, say) + ")"
        }
    }

    private func dayAhead(_ zone: String, _ say: Reader) -> String {
        say(en: "day-ahead ", nl: "dag-vooruit ") + zone
    }

    private func addendText(_ addend: UnitPrice, _ say: Reader) -> String {
        addend == .zero ? "" : signed(addend.perKWh, say)
    }

    private func percentText(_ say: Reader) -> String {
        percent.isZero ? "" : (percent.isNegative ? " − " : " + ") + say.percent(percent.magnitude)
    }

    private func fixedText(_ say: Reader) -> String { fixed == .zero ? "" : signed(fixed.perKWh, say) }

    private func signed(_ price: Exact, _ say: Reader) -> String {
        (price.isNegative ? " − " : " + ") + say.unitPrice(price.magnitude, currency)
    }
}

/// A market price as it was used, with where it came from.
package struct IndexQuote: Sendable, Hashable {
    package let price: IndexPrice
    package let start: Timestamp
    package let minutes: Int
    /// From 1; a corrected price is a new version.
    package let version: Int
    package let recordedAt: Timestamp

    package init(price: IndexPrice, start: Timestamp, minutes: Int, version: Int, recordedAt: Timestamp) {
        self.price = price
        self.start = start
        self.minutes = minutes
        self.version = version
        self.recordedAt = recordedAt
    }
}

/// One priced part of a session: the whole of it, or a quarter hour.
package struct PricedPart: Sendable, Hashable {
    package let from: Timestamp
    package let until: Timestamp
    package let energy: Energy
    /// Whether the meter gave no reading at a boundary, so that it was drawn as a straight line there.
    package let isInterpolated: Bool
    package let index: IndexQuote?
    /// Per kWh, before margins.
    package let supplyPrice: Exact
    /// Per kWh, as reimbursed.
    package let price: Exact
    package let amount: Exact

    package init(
        from: Timestamp,
        until: Timestamp,
        energy: Energy,
        isInterpolated: Bool,
        index: IndexQuote?,
        supplyPrice: Exact,
        price: Exact,
        amount: Exact
    ) {
        self.from = from
        self.until = until
        self.energy = energy
        self.isInterpolated = isInterpolated
        self.index = index
        self.supplyPrice = supplyPrice
        self.price = price
        self.amount = amount
    }
}

extension Formula {
    /// The rule with this part's figures: first the price, then the amount.
    package func worked(_ part: PricedPart, _ say: Reader, between separator: String = "\n") -> String {
        supplyLine(part, say, separator) + priceLine(part, say, separator) + amountLine(part, say)
    }

    private func supplyLine(_ part: PricedPart, _ say: Reader, _ separator: String) -> String {
        guard let index = part.index else { return "" }
        let perKWh = say.indexPrice(index.price, currency) + " = " + say.unitPrice(index.price.perKWh, currency)
        guard case .formula(_, let factor, let addend) = supply else {
            return say(en: "day-ahead: ", nl: "dag-vooruit: ") + perKWh + separator
        }
        let product = say.decimal(factor, minimumDecimals: 1) + " × " + say.unitPrice(index.price.perKWh, currency)
        let result = product + addendText(addend, say) + " = " + say.unitPrice(part.supplyPrice, currency)
        return say(en: "day-ahead: ", nl: "dag-vooruit: ") + perKWh + separator
            + say(en: "supply price: ", nl: "leveringsprijs: ") + result + separator
    }

    /// A percentage of a negative price is 0, and says so.
    private func priceLine(_ part: PricedPart, _ say: Reader, _ separator: String) -> String {
        guard !percent.isZero || fixed != .zero else { return "" }
        let base = say.unitPrice(part.supplyPrice, currency)
        let margin =
            part.supplyPrice.isNegative && !percent.isZero
            ? " + 0 " + say(en: "(no percentage on a negative price)", nl: "(geen percentage op een negatieve prijs)")
            : percentText(say)
        let result = base + margin + fixedText(say) + " = " + say.unitPrice(part.price, currency)
        return say(en: "price: ", nl: "prijs: ") + result + separator
    }

    private func amountLine(_ part: PricedPart, _ say: Reader) -> String {
        say(en: "amount: ", nl: "bedrag: ") + say.energy(part.energy) + " × " + say.unitPrice(part.price, currency)
            + " = " + say.exactAmount(part.amount, currency)
    }
}
