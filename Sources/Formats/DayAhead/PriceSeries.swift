package import Values

/// Day-ahead prices of one bidding zone over one span, as a document gave them.
package struct PriceSeries: Hashable, Sendable {
    /// The zone's name such as `NL`, its EIC code where the name is not known, `nil` where the document says nothing.
    package var zone: String?
    /// ISO 4217 code of the prices.
    package var currency: String
    /// Minutes of every interval: 15, 30 or 60.
    package var resolutionMinutes: Int
    /// How the document lists its points.
    package var curve: PriceCurve
    /// Which of several auctions of a day: 1 is the coupled one (SDAC), 2 a local one; `nil` where not stated.
    package var sequence: Int?
    /// The first moment of the span.
    package var start: Timestamp
    /// The first moment after the span.
    package var end: Timestamp
    /// The prices, ascending by start; a CSV may leave gaps between them.
    package var intervals: [PriceInterval]

    /// Makes a series.
    package init(
        zone: String?,
        currency: String,
        resolutionMinutes: Int,
        curve: PriceCurve,
        sequence: Int?,
        start: Timestamp,
        end: Timestamp,
        intervals: [PriceInterval]
    ) {
        self.zone = zone
        self.currency = currency
        self.resolutionMinutes = resolutionMinutes
        self.curve = curve
        self.sequence = sequence
        self.start = start
        self.end = end
        self.intervals = intervals
    }
}

/// How a document lists its points.
///
/// Source: ENTSO-E code list, CurveTypeTypeList.
package enum PriceCurve: String, Sendable {
    /// Every interval is stated; also what a CSV does.
    case a01 = "A01"
    /// A point that repeats the price before it may be omitted.
    case a03 = "A03"
}

/// The price of one interval.
package struct PriceInterval: Hashable, Sendable {
    /// The interval's first moment.
    package var start: Timestamp
    /// The interval's length.
    package var minutes: Int
    /// The price per MWh, in the series' currency; negative prices are normal.
    package var price: Exact
    /// The price as plain decimal text with the document's decimals, such as `13.620`; a sign only below zero.
    package var text: String

    /// Makes an interval.
    package init(start: Timestamp, minutes: Int, price: Exact, text: String) {
        self.start = start
        self.minutes = minutes
        self.price = price
        let decimals = text.lastIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
        self.text = price.text(minimumDecimals: decimals)
    }

    /// The first moment after the interval.
    package var end: Timestamp { start.adding(seconds: Int64(minutes) * 60) }
}

extension PriceSeries {
    /// The series as `laadboek prices inspect --json` prints it.
    package var json: JSON {
        .dictionary([
            "zone": .text(zone),
            "currency": .string(currency),
            "resolution_minutes": .integer(resolutionMinutes),
            "curve": .string(curve.rawValue),
            "sequence": sequence.map { .integer($0) } ?? .null,
            "start": .string(start.rfc3339),
            "end": .string(end.rfc3339),
            "intervals": .array(intervals.map(\.json)),
        ])
    }
}

extension PriceInterval {
    /// The interval as `laadboek prices inspect --json` prints it; the price keeps the document's decimals.
    package var json: JSON {
        .dictionary(["start": .string(start.rfc3339), "minutes": .integer(minutes), "price": .string(text)])
    }
}
