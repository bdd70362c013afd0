package import Values

extension DemoWorld {
    /// The hour without prices: in the evening, nine days ago.
    package var priceGap: Range<Timestamp> {
        let start = zone.start(of: today.adding(days: -9)).adding(seconds: 18 * 3600)
        return start..<start.adding(seconds: 3600)
    }

    /// The quarter hour whose price was corrected: at noon, six days ago.
    package var correctedQuarter: Timestamp { zone.start(of: today.adding(days: -6)).adding(seconds: 12 * 3600) }

    /// The prices of the market, a document per day of delivery up to tomorrow, and a correction.
    ///
    /// They look like those of the Netherlands: a peak in the morning and a higher one in the evening, a valley around
    /// noon as deep as the sun is strong, negative at noon on sunny weekends and in storms, dear in dark calm weeks.
    package var priceDocuments: [DemoPriceDocument] {
        let days = days + [today, today.adding(days: 1)]
        let daily = days.map { day in
            DemoPriceDocument(
                fileName: "day-ahead-nl-\(day).csv",
                publishedAt: zone.start(of: day.adding(days: -1)).adding(seconds: 13 * 3600 + 5 * 60),
                intervals: intervals(of: day)
            )
        }
        return daily + [correction]
    }

    private var correction: DemoPriceDocument {
        let day = zone.date(of: correctedQuarter)
        let wrong = WorldMarket(seed: seed, zone: zone, day: day).price(at: correctedQuarter)
        // Ten euros more than first published.
        let right = DemoPriceDocument.Interval(
            start: correctedQuarter,
            price: IndexPrice(microPerMWh: wrong.microPerMWh + 10_000_000)
        )
        return DemoPriceDocument(
            fileName: "day-ahead-nl-\(day)-correction.csv",
            publishedAt: zone.start(of: day.adding(days: 2)).adding(seconds: 10 * 3600),
            intervals: [right]
        )
    }

    private func intervals(of day: LocalDate) -> [DemoPriceDocument.Interval] {
        let market = WorldMarket(seed: seed, zone: zone, day: day)
        let (from, until) = zone.span(of: day)
        return stride(from: from.seconds, to: until.seconds, by: 900).compactMap { second in
            let start = Timestamp(seconds: second)
            return priceGap.contains(start)
                ? nil : DemoPriceDocument.Interval(start: start, price: market.price(at: start))
        }
    }
}

/// What makes the price of a day; all in cents per MWh.
struct WorldMarket {
    private let seed: UInt64
    private let zone: Zone
    private let day: LocalDate
    private let month: Int
    private let isWeekend: Bool
    /// How much the sun shines and the wind blows, 0…100.
    private let sun: Int64
    private let wind: Int64

    init(seed: UInt64, zone: Zone, day: LocalDate) {
        self.seed = seed
        self.zone = zone
        self.day = day
        month = day.components.month - 1
        isWeekend = day.weekday > 5
        sun = WorldMarket.weather("sun", seed, day)
        wind = WorldMarket.weather("wind", seed, day)
    }

    /// Half of today's weather is yesterday's.
    private static func weather(_ kind: String, _ seed: UInt64, _ day: LocalDate) -> Int64 {
        let days = [day, day.adding(days: -1)].map { day in
            var source = SeededSource(seed, kind, day.description)
            return source.number(in: 0...100)
        }
        return days.reduce(0, +) / 2
    }

    /// The price of a quarter hour.
    func price(at start: Timestamp) -> IndexPrice {
        let time = zone.timeOfDay(of: start)
        var source = SeededSource(seed, "price", start.description)
        var cents = WorldMarket.level[month] * 100 + shape(time.hour, time.minute / 15)
        cents -= solarDip(time.hour, time.minute / 15)
        // Beyond a fresh breeze every step of wind takes three euros, at night as by day.
        cents -= max(0, wind - 60) * 300
        cents += scarcity(time.hour)
        cents += source.number(around: 0, spread: 1_100)
        return IndexPrice(microPerMWh: max(cents, -50_000) * 10_000)
    }

    private func shape(_ hour: Int, _ quarter: Int) -> Int64 {
        WorldMarket.interpolated(isWeekend ? WorldMarket.weekend : WorldMarket.weekday, hour, quarter)
    }

    private func solarDip(_ hour: Int, _ quarter: Int) -> Int64 {
        let bell = WorldMarket.interpolated(WorldMarket.noonBell, hour, quarter)
        let dip = WorldMarket.solarStrength[month] * sun * bell / 1_000
        return isWeekend ? dip * 13 / 10 : dip
    }

    /// A dark and calm evening is dear.
    private func scarcity(_ hour: Int) -> Int64 {
        guard (16...20).contains(hour), sun < 30, wind < 30 else { return 0 }
        return (60 - sun - wind) * 220
    }

    /// A value between those of the hour and its neighbour, in hundredths of the table's unit.
    private static func interpolated(_ table: [Int64], _ hour: Int, _ quarter: Int) -> Int64 {
        let offset = Int64(2 * quarter - 3)
        let neighbour = table[(hour + (offset < 0 ? 23 : 1)) % 24]
        return table[hour] * 100 + (neighbour - table[hour]) * 100 * abs(offset) / 8
    }

    /// Euros per MWh by month.
    private static let level: [Int64] = [98, 94, 82, 74, 70, 72, 78, 82, 84, 88, 97, 102]
    /// Euros per MWh that full sun takes at noon, by month.
    private static let solarStrength: [Int64] = [18, 32, 54, 74, 86, 90, 88, 82, 70, 46, 22, 15]
    /// Euros per MWh around the level by hour, Monday to Friday.
    private static let weekday: [Int64] = [
        -16, -20, -23, -25, -24, -15, 6, 28, 34, 18, 4, -3, -6, -8, -6, -1, 8, 26, 44, 48, 32, 14, 2, -8,
    ]
    /// The same for Saturday and Sunday.
    private static let weekend: [Int64] = [
        -10, -14, -18, -21, -22, -19, -12, -4, 4, 4, 0, -4, -7, -10, -9, -5, 3, 18, 34, 38, 26, 12, 4, -4,
    ]
    /// How much of the sun's strength an hour gets, in tenths.
    private static let noonBell: [Int64] = [0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 7, 9, 10, 10, 9, 8, 6, 3, 1, 0, 0, 0, 0, 0]
}
