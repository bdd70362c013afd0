package import Values

/// A scheme that turns delivered energy into tradable units.
package enum EREScheme: String, CaseIterable, Sendable {
    case netherlands = "NL"
}

/// The constants by which delivered energy becomes emission reduction units (ERE): one unit is one kilogram of CO2
/// equivalent over the chain.
///
/// Source: NEa, Inboeken elektriciteit (RED III): kWh × renewable share × 183 g/MJ × 3.6 MJ/kWh ÷ 1000.
package struct EREFactors: Hashable, Sendable {
    /// From where the energy came.
    package enum Basis: String, CaseIterable, Sendable {
        /// From the grid, with the country's renewable share; a green supply contract changes nothing.
        case grid
        /// Generated on site and delivered straight to vehicles, which has to be proven.
        case ownGeneration = "own_generation"
    }

    /// How far the source is from the official text.
    package enum Evidence: String, CaseIterable, Sendable {
        /// Read in the official text.
        case confirmed
        /// Told by a third party with the place in the official text.
        case quoted
        /// Told by somebody in the market.
        case market
        /// Worked out from other facts.
        case inferred
    }

    package let scheme: EREScheme
    /// The calendar year of delivery.
    package let year: Int
    package let basis: Basis
    /// The renewable part: 0.505 is 50.5 %.
    package let share: Exact
    /// Grams of CO2 equivalent per megajoule.
    package let comparator: Exact
    /// Megajoules per kilowatt-hour.
    package let mjPerKWh: Exact
    package let source: String
    package let evidence: Evidence

    package init(
        scheme: EREScheme = .netherlands,
        year: Int,
        basis: Basis,
        share: Exact,
        comparator: Exact,
        mjPerKWh: Exact,
        source: String,
        evidence: Evidence
    ) {
        self.scheme = scheme
        self.year = year
        self.basis = basis
        self.share = share
        self.comparator = comparator
        self.mjPerKWh = mjPerKWh
        self.source = source
        self.evidence = evidence
    }

    /// The longest text that says where factors come from.
    package static let sourceLength = 400
    private static let kilogramsPerGram = Exact(mantissa: 1, scale: 3)

    /// The units of delivered kilowatt-hours, not rounded.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 38 digits.
    package func units(ofKWh kWh: Exact) throws(ArithmeticOverflow) -> Exact {
        try kWh * share * comparator * mjPerKWh * EREFactors.kilogramsPerGram
    }
}

/// The factors of a scheme by year and basis.
package struct EREFactorTable: Hashable, Sendable {
    private struct Key: Hashable {
        let year: Int
        let basis: EREFactors.Basis
    }

    /// All rows, in the order they were recorded.
    package let all: [EREFactors]
    private let holding: [Key: EREFactors]

    /// A table of rows in the order they were recorded; of one year and basis the last holds.
    package init(_ rows: [EREFactors]) {
        all = rows
        holding = Dictionary(rows.map { (Key(year: $0.year, basis: $0.basis), $0) }) { $1 }
    }

    /// The factors of a year; `nil` when nobody knows them yet, since none are made up.
    package func factors(of year: Int, _ basis: EREFactors.Basis) -> EREFactors? {
        holding[Key(year: year, basis: basis)]
    }

    /// Whether a row decides nothing, since a later one took its place.
    package func isReplaced(_ factors: EREFactors) -> Bool { self.factors(of: factors.year, factors.basis) != factors }

    /// The years that are known on the grid, the newest first.
    package var years: [Int] { Set(all.lazy.filter { $0.basis == .grid }.map(\.year)).sorted(by: >) }

    /// A year itself when it is known, else the nearest known one before it, else the first one known.
    package func nearestYear(to year: Int) -> Int? { years.first { $0 <= year } ?? years.last }
}
