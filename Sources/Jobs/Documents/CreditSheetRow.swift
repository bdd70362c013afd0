import Domain
import Templates
import Values

/// A session's row: its entry with what is read from the stored detail once.
struct CreditSheetSession {
    let line: CreditLine
    /// What kind of entry it is.
    let mark: String
    let tariff: String
    let worked: String
    /// The terms; `nil` where the line has none.
    let terms: Domain.LineDetail.Terms?
    /// The priced parts, with the signs of the entry.
    let parts: [PricedPart]

    init(_ line: CreditLine, mark: String, _ words: CreditWords) {
        let formula = CreditFormula(line, words.say)
        self.line = line
        self.mark = mark
        tariff = formula.tariff
        worked = formula.worked
        terms = formula.detail.terms
        parts = formula.parts
    }

    /// The only part of a session with one price.
    var single: PricedPart? { parts.count == 1 ? parts.first : nil }

    var factor: Exact? {
        if case .formula(_, let factor, _)? = terms?.supply { factor } else { nil }
    }

    var addend: Exact? {
        if case .formula(_, _, let addend)? = terms?.supply { addend.perKWh } else { nil }
    }

    /// Per MWh.
    var spot: Exact? {
        guard !parts.contains(where: { $0.index == nil }) else { return nil }
        return average { $0.index?.price.perMWh ?? .zero }
    }

    /// Per kWh, before margins.
    var supplyPrice: Exact? { average(\.supplyPrice) }
    /// Per kWh, as reimbursed.
    var price: Exact? { average(\.price) }

    private func average(_ value: (PricedPart) -> Exact) -> Exact? {
        if let single { return value(single) }
        return EnergyAverage.of(parts.map { (value($0), $0.energy) })
    }
}

/// A row of the sheet of quarter hours.
struct CreditSheetInterval {
    let session: CreditSheetSession
    let part: PricedPart
}

/// The average of prices by the energy they hold for, to be read and not to be calculated with.
enum EnergyAverage {
    private static let decimals = 9

    /// Rounded to nine decimals, half away from zero; `nil` without energy and beyond exact calculation.
    static func of(_ prices: [(price: Exact, energy: Energy)]) -> Exact? {
        var sum = Exact.zero
        var energy = Energy.zero
        for part in prices {
            guard let weighted = try? part.price * part.energy.kWh, let next = try? sum + weighted else { return nil }
            sum = next
            energy = energy + part.energy
        }
        return quotient(sum, energy.kWh)
    }

    private static func quotient(_ sum: Exact, _ energy: Exact) -> Exact? {
        guard !energy.isZero else { return nil }
        let (wider, first) = sum.mantissa.multipliedReportingOverflow(by: power(decimals + energy.scale))
        let (divisor, second) = energy.mantissa.multipliedReportingOverflow(by: power(sum.scale))
        guard !first, !second else { return nil }
        let (whole, rest) = wider.quotientAndRemainder(dividingBy: divisor)
        let isUp = rest.magnitude >= divisor.magnitude - rest.magnitude
        let step: Int128 = isUp ? (wider < 0) == (divisor < 0) ? 1 : -1 : 0
        return Exact(mantissa: whole + step, scale: decimals)
    }

    private static func power(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(Int128(1)) { product, _ in product * 10 }
    }
}
