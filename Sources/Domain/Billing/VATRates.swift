package import Values

/// A standard VAT rate and the day from which it holds; a version that is never changed.
package struct VATRate: Hashable, Sendable {
    /// The country by ISO 3166 code.
    package let country: String
    /// The first day on which it holds.
    package let validFrom: LocalDate
    /// Hundredths of a percent: 2100 is 21 %.
    package let hundredthsPercent: Int
    /// Where it comes from.
    package let source: String
    /// Whether the source names the first day; else it is taken to hold from that day on.
    package let isStartKnown: Bool
    /// Whether the operator added it; else the installation has it for all.
    package let isOwn: Bool
    /// When it was recorded.
    package let recordedAt: Timestamp
    /// The name of the person who added it; `nil` for the installation's and for what a command added.
    package let recordedBy: String?

    package init(
        country: String,
        validFrom: LocalDate,
        hundredthsPercent: Int,
        source: String = "",
        isStartKnown: Bool = true,
        isOwn: Bool = false,
        recordedAt: Timestamp = Timestamp(seconds: 0),
        recordedBy: String? = nil
    ) {
        self.country = country
        self.validFrom = validFrom
        self.hundredthsPercent = hundredthsPercent
        self.source = source
        self.isStartKnown = isStartKnown
        self.isOwn = isOwn
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
    }

    /// The rate in percent.
    package var percent: Exact { Exact(mantissa: Int128(hundredthsPercent), scale: 2) }
}

/// A country and day for which the table of rates knows none.
package struct VATRateMissing: Error, Hashable, Sendable {
    /// The country by ISO 3166 code.
    package let country: String
    /// The day.
    package let day: LocalDate

    package init(country: String, day: LocalDate) {
        self.country = country
        self.day = day
    }

    /// The stable code.
    package static let code = "vat.rate_missing"

    /// What is wrong and what to do, for the operator.
    package var reason: String { "No VAT rate of \(country) is known for \(day): add it to the VAT rates." }
}

/// The dated table of standard VAT rates as one operator has it; rates are rows, never constants.
package struct VATRates: Hashable, Sendable {
    private let byCountry: [String: [VATRate]]

    /// A table; of rates for one country and day the operator's own holds, of those the one given last.
    package init(_ rates: some Sequence<VATRate>) {
        byCountry = Dictionary(grouping: rates.enumerated(), by: \.element.country)
            .mapValues { versions in
                versions.sorted { left, right in
                    let (first, second) = (left.element, right.element)
                    return (first.validFrom, first.isOwn ? 1 : 0, left.offset)
                        > (second.validFrom, second.isOwn ? 1 : 0, right.offset)
                }
                .map(\.element)
            }
    }

    /// The rate of a country on a day; `nil` when the table does not know one.
    package func rate(in country: String, on day: LocalDate) -> Int? {
        byCountry[country]?.first { $0.validFrom <= day }?.hundredthsPercent
    }

    /// All versions, by country, those that hold last first.
    package var all: [VATRate] {
        byCountry.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    /// Whether a version decides on no day, since another one for the same country and day took its place.
    package func isReplaced(_ rate: VATRate) -> Bool {
        byCountry[rate.country]?.first { $0.validFrom == rate.validFrom } != rate
    }
}
