import Domain
import Templates
import Values

/// Reads the terms of an estimate, field by field.
enum ERETermForm {
    /// What stands in the fields until somebody changes it.
    static func usual(_ table: EREFactorTable, year: Int, _ say: Reader) -> [String: String] {
        [
            "chargers": "500", "kwh": "3000", "price": say.decimal(Exact(mantissa: 1, scale: 1), minimumDecimals: 2),
            "per": EREPriceUnit.kWh.rawValue, "fee": "20", "basis": EREBasis.grid.rawValue,
            "year": table.nearestYear(to: year).map(String.init) ?? "",
        ]
    }

    /// The terms; `nil` while a field is wrong, which the form then says.
    static func terms(_ form: inout FormReader, _ table: EREFactorTable) -> ERETerms? {
        let kWh = amount(&form, "kwh", atMost: ERETerms.mostKWh, decimals: ERETerms.kWhDecimals)
        let price = amount(&form, "price", atMost: ERETerms.highestPrice, decimals: ERETerms.priceDecimals)
        let unit = form.choice("per", as: EREPriceUnit.self)
        let fee = amount(&form, "fee", atMost: Exact(100), decimals: ERETerms.feeDecimals)
        let factors = factors(&form, table)
        guard form.isValid, let kWh, let price, let unit, let fee, let factors else { return nil }
        return ERETerms(
            kWhPerCharger: kWh,
            price: unit == .kWh ? .perKWh(price) : .perUnit(price),
            feePercent: fee,
            factors: factors
        )
    }

    private static func factors(_ form: inout FormReader, _ table: EREFactorTable) -> EREFactors? {
        let basis = form.choice("basis", as: EREBasis.self).flatMap { EREFactors.Basis(rawValue: $0.rawValue) }
        let year = form.choice("year", of: table.years.map(String.init))
        guard let basis, let year = Int(year), table.years.contains(year) else { return nil }
        let factors = table.factors(of: year, basis)
        if factors == nil { form.reject("basis", notKnown) }
        return factors
    }

    /// A number from zero on; one that may be a thousand or a fraction is asked for again.
    private static func amount(_ form: inout FormReader, _ name: String, atMost most: Exact, decimals: Int) -> Exact? {
        let typed = form.typed(name)
        guard let number = form.decimal(name) else { return nil }
        if most > Exact(1_000), typed.contains(#/^\s*\d{1,3}[.,]\d{3}\s*$/#) { form.reject(name, .groupedThousands) }
        if number.isNegative || number > most { form.reject(name, .between(0, most.units)) }
        if number.scale > decimals { form.reject(name, .tooManyDecimals(decimals)) }
        return number
    }

    private static let notKnown = Text(
        en: "The share of this basis is not known for that year.",
        nl: "Voor dat jaar is het aandeel op deze grondslag niet bekend."
    )
}

extension Exact {
    /// A bound, which is whole.
    fileprivate var units: Int64 { Int64(exactly: mantissa) ?? .max }
}

extension EREFigures {
    /// An estimate as the pages show it.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 38 digits.
    init(_ estimate: EREEstimate, _ terms: ERETerms, _ currency: Currency) throws(ArithmeticOverflow) {
        let amounts = try estimate.amounts(currency)
        let unit =
            switch terms.price {
            case .perKWh: EREPriceUnit.kWh
            case .perUnit: EREPriceUnit.unit
            }
        self.init(
            chargers: Int(estimate.chargers),
            kWhPerCharger: terms.kWhPerCharger,
            kWh: estimate.kWh,
            units: estimate.units,
            price: Price(unit: unit, perKWh: try terms.pricePerKWh(), perUnit: try terms.pricePerUnit()),
            feePercent: terms.feePercent,
            gross: amounts.gross,
            fee: amounts.fee,
            net: amounts.net,
            netPerCharger: try EREEstimate(chargers: 1, terms).amounts(currency).net,
            factors: Factors(terms.factors)
        )
    }
}

extension EREFigures.Factors {
    fileprivate init(_ factors: EREFactors) {
        self.init(
            year: factors.year,
            basis: EREBasis(rawValue: factors.basis.rawValue) ?? .grid,
            share: factors.share,
            comparator: factors.comparator,
            mjPerKWh: factors.mjPerKWh,
            source: factors.source,
            evidence: EREEvidence(rawValue: factors.evidence.rawValue) ?? .inferred
        )
    }
}
