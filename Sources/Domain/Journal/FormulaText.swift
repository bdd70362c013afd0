package import Values

/// A line's formula in symbols that read alike in every language.
package enum FormulaText {
    /// The tariff without its inputs: `1.05 × spot NL + 0.012 + 5 % + 0.02 EUR/kWh, per 15 min`.
    ///
    /// Document lines are grouped by it, so equal terms give equal text.
    package static func tariff(_ terms: LineDetail.Terms, pricing: PricingMoment, currency: Currency) -> String {
        var text = supply(terms.supply)
        if !terms.percent.isZero { text += sign(terms.percent) + "\(terms.percent.magnitude) %" }
        if terms.fixed != .zero { text += sign(terms.fixed.perKWh) + "\(terms.fixed.perKWh.magnitude)" }
        text += " \(currency.code)/kWh"
        guard terms.supply.zone != nil else { return text }
        return text + (pricing == .atStart ? ", at start" : ", per 15 min")
    }

    private static func supply(_ supply: SupplyPricing) -> String {
        switch supply {
        case .fixed(let price): price.perKWh.description
        case .spot(let zone): "spot \(zone)"
        case .formula(let zone, let factor, let addend):
            "\(factor) × spot \(zone)"
                + (addend == .zero ? "" : sign(addend.perKWh) + "\(addend.perKWh.magnitude)")
        }
    }

    private static func sign(_ value: Exact) -> String { value.isNegative ? " - " : " + " }

    /// The formula with its inputs: how the amount of a line comes about.
    package static func full(_ detail: LineDetail, amount: Exact, currency: Currency) -> String {
        guard let terms = detail.terms, let first = detail.parts.first else { return "" }
        if detail.parts.count == 1 { return single(first, terms, currency) }
        let energy = detail.parts.reduce(Energy.zero) { $0 + $1.energy }
        let intervals = "sum of \(detail.parts.count) quarter hours, each kWh × price"
        return "\(intervals): \(energy.kWh) kWh = \(amount) \(currency.code)"
    }

    private static func single(_ part: RatedPart, _ terms: LineDetail.Terms, _ currency: Currency) -> String {
        var steps: [String] = []
        if let index = part.index, let zone = terms.supply.zone {
            steps.append("spot \(zone) \(index.start.compactText) \(index.price.perMWh) \(currency.code)/MWh")
        }
        steps.append("\(price(part, terms)) = \(part.price) \(currency.code)/kWh")
        steps.append("\(part.energy.kWh) kWh × \(part.price) = \(part.amount) \(currency.code)")
        return steps.joined(separator: "; ")
    }

    /// The price per kWh as a sum of numbers.
    package static func price(_ part: RatedPart, _ terms: LineDetail.Terms) -> String {
        var text: String
        switch terms.supply {
        case .fixed(let price): text = price.perKWh.description
        case .spot: text = part.index?.price.perKWh.description ?? ""
        case .formula(_, let factor, let addend):
            text = "\(factor) × \(part.index?.price.perKWh.description ?? "")"
            if addend != .zero { text += sign(addend.perKWh) + "\(addend.perKWh.magnitude)" }
        }
        if !terms.percent.isZero {
            let base = part.supplyPrice.isNegative ? "0" : part.supplyPrice.description
            text += sign(terms.percent) + "\(terms.percent.magnitude) % × \(base)"
        }
        if terms.fixed != .zero { text += sign(terms.fixed.perKWh) + "\(terms.fixed.perKWh.magnitude)" }
        return text
    }
}
