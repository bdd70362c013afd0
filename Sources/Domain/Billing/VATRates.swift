package import Values

/// A standard VAT rate and the day from which it holds.
package struct VATRate: Hashable, Sendable {
    /// The country by ISO 3166 code.
    package let country: String
    /// The first day on which it holds.
    package let validFrom: LocalDate
    /// Hundredths of a percent: 2100 is 21 %.
    package let hundredthsPercent: Int

    package init(country: String, validFrom: LocalDate, hundredthsPercent: Int) {
        self.country = country
        self.validFrom = validFrom
        self.hundredthsPercent = hundredthsPercent
    }
}

/// The dated table of standard VAT rates; rates are rows, never constants.
package struct VATRates: Hashable, Sendable {
    private let byCountry: [String: [VATRate]]

    package init(_ rates: some Sequence<VATRate>) {
        byCountry = Dictionary(grouping: rates, by: \.country)
            .mapValues { $0.sorted { $0.validFrom > $1.validFrom } }
    }

    /// The rate of a country on a day; `nil` when the table does not know one.
    package func rate(in country: String, on day: LocalDate) -> Int? {
        byCountry[country]?.first { $0.validFrom <= day }?.hundredthsPercent
    }
}
