package import Values

/// An estimate with everything it rests on.
package struct EREFigures: Sendable {
    /// The factors of the year, with where they come from.
    package struct Factors: Sendable {
        package let year: Int
        package let basis: EREBasis
        package let share: Exact
        /// Grams of CO2 equivalent per megajoule.
        package let comparator: Exact
        package let mjPerKWh: Exact
        package let source: String
        package let evidence: EREEvidence

        package init(
            year: Int,
            basis: EREBasis,
            share: Exact,
            comparator: Exact,
            mjPerKWh: Exact,
            source: String,
            evidence: EREEvidence
        ) {
            self.year = year
            self.basis = basis
            self.share = share
            self.comparator = comparator
            self.mjPerKWh = mjPerKWh
            self.source = source
            self.evidence = evidence
        }

        /// The share in percent.
        var percent: Exact { (try? share * Exact(100)) ?? share }
    }

    /// The price as it was given, and what it is for the other unit.
    package struct Price: Sendable {
        package let unit: EREPriceUnit
        package let perKWh: Exact
        /// To four decimals where it was worked out.
        package let perUnit: Exact

        package init(unit: EREPriceUnit, perKWh: Exact, perUnit: Exact) {
            self.unit = unit
            self.perKWh = perKWh
            self.perUnit = perUnit
        }
    }

    package let chargers: Int
    package let kWhPerCharger: Exact
    package let kWh: Exact
    /// Before any rounding.
    package let units: Exact
    package let price: Price
    package let feePercent: Exact
    package let gross: Money
    package let fee: Money
    package let net: Money
    package let netPerCharger: Money
    package let factors: Factors

    package init(
        chargers: Int,
        kWhPerCharger: Exact,
        kWh: Exact,
        units: Exact,
        price: Price,
        feePercent: Exact,
        gross: Money,
        fee: Money,
        net: Money,
        netPerCharger: Money,
        factors: Factors
    ) {
        self.chargers = chargers
        self.kWhPerCharger = kWhPerCharger
        self.kWh = kWh
        self.units = units
        self.price = price
        self.feePercent = feePercent
        self.gross = gross
        self.fee = fee
        self.net = net
        self.netPerCharger = netPerCharger
        self.factors = factors
    }
}

// MARK: What is shown of it

extension EREFigures {
    /// The figures that matter.
    func tiles(_ say: Reader) -> HTML {
        let perCharger = say.money(netPerCharger)
        return Templates.tiles([
            Tile(say(en: "ERE a year", nl: "ERE per jaar"), say.whole(units), detail: say.decimal(kWh) + " kWh"),
            Tile(say(en: "Gross, a year", nl: "Bruto, per jaar"), say.money(gross)),
            Tile(say(en: "Service fee", nl: "Servicekosten"), say.money(fee), detail: say.percent(feePercent)),
            Tile(
                say(en: "For you, a year", nl: "Voor u, per jaar"),
                say.money(net),
                detail: say(en: "\(perCharger) per charger", nl: "\(perCharger) per lader"),
                tone: .good
            ),
        ])
    }

    /// The calculation, line by line.
    func formula(_ say: Reader) -> HTML {
        let energy = say.decimal(kWh) + " kWh"
        let sum = say.count(chargers) + " × " + say.decimal(kWhPerCharger) + " kWh = " + energy
        let constants = "\(say.decimal(factors.comparator)) g/MJ × \(say.decimal(factors.mjPerKWh)) MJ/kWh ÷ 1000"
        let made = "\(energy) × \(say.percent(factors.percent)) × \(constants) = \(say.decimal(units)) ERE"
        let given =
            switch price.unit {
            case .kWh: energy + " × " + say.exactAmount(price.perKWh, gross.currency)
            case .unit: say.decimal(units) + " ERE × " + say.exactAmount(price.perUnit, gross.currency)
            }
        let kept = "\(say.money(gross)) − \(say.money(fee)) (\(say.percent(feePercent))) = \(say.money(net))"
        return div(.class("formula")) { [sum, made, "\(given) = \(say.money(gross))", kept].joined(separator: "\n") }
    }
}

extension Reader {
    /// A number with as many decimals as it has.
    package func decimal(_ number: Exact) -> String { decimal(number, minimumDecimals: 0) }

    /// The whole part of a number that is not below zero.
    func whole(_ number: Exact) -> String {
        count(Int((try? Rounding.floor.units(number, decimals: 0)) ?? .max))
    }
}
