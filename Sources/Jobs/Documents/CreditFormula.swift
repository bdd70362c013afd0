import Domain
import Templates
import Values

/// The formula of a credit's session in the words and numbers of the document.
///
/// What is taken back has negative energy and amounts throughout, so that every product can be worked out again.
struct CreditFormula {
    let line: CreditLine
    let detail: Domain.LineDetail
    let currency: Currency
    let say: Reader
    /// The priced parts, with the signs of the entry.
    let parts: [PricedPart]
    /// `nil` where the line has no terms.
    private let formula: Formula?

    init(_ line: CreditLine, _ say: Reader) {
        self.line = line
        self.say = say
        currency = Currency(rawValue: line.currency) ?? .eur
        detail = Domain.LineDetail(json: line.detail, currency: currency)
        parts = detail.parts.map { CreditFormula.signed($0, isReversal: line.isReversal) }
        formula = detail.terms.map { [currency] in
            Formula(supply: CreditFormula.supply($0.supply), percent: $0.percent, fixed: $0.fixed, currency: currency)
        }
    }

    /// The rule; the stored text where the line has no terms.
    var tariff: String {
        formula?.tariff(say, isAtStart: line.pricing == .atStart) ?? line.tariff
    }

    /// How the amount comes about.
    var worked: String {
        guard let formula, let first = parts.first else { return "" }
        if parts.count == 1 { return formula.worked(first, say, between: "; ") }
        let count = say.count(parts.count)
        let sum = say(
            en: "sum of \(count) quarter hours, each kWh × price",
            nl: "som van \(count) kwartieren, elk kWh × prijs"
        )
        return "\(sum): \(say.energy(line.energy)) = \(say.exactAmount(line.amount, currency))"
    }

    private static func supply(_ pricing: SupplyPricing) -> Formula.Supply {
        switch pricing {
        case .fixed(let price): .fixed(price)
        case .spot(let zone): .spot(zone: zone)
        case .formula(let zone, let factor, let addend): .formula(zone: zone, factor: factor, addend: addend)
        }
    }

    private static func signed(_ part: RatedPart, isReversal: Bool) -> PricedPart {
        PricedPart(
            from: part.from,
            until: part.until,
            energy: isReversal ? .zero - part.energy : part.energy,
            isInterpolated: part.isInterpolated,
            index: part.index.map { index in
                IndexQuote(
                    price: index.price,
                    start: index.start,
                    minutes: index.minutes,
                    version: index.version,
                    recordedAt: index.recordedAt
                )
            },
            supplyPrice: part.supplyPrice,
            price: part.price,
            amount: isReversal ? -part.amount : part.amount
        )
    }
}
