package import Postgres
package import Values

/// The prices of one zone on one day of the calendar.
package struct PriceDayDetail: Hashable, Sendable {
    package let biddingZone: String
    package let day: LocalDate
    package let currency: Currency
    package let spans: PriceSpans
}

/// What a day's prices come to.
package struct PriceDaySummary: Hashable, Sendable {
    package let day: LocalDate
    package let lowest: IndexPrice?
    package let highest: IndexPrice?
    /// The plain mean over the quarter hours that have a price, rounded once to hundredths per MWh.
    package let mean: Exact?
    package let quarterHours: Int
    /// 92, 96 or 100 in zones that change their clocks.
    package let quarterHoursExpected: Int

    init(_ day: LocalDate, _ prices: ZonePrices, in zone: Zone) {
        let span = zone.span(of: day)
        let expected = span.until.seconds(since: span.from) / 900
        let known = (0..<expected).compactMap { prices.price(at: span.from.adding(seconds: $0 * 900))?.price }
        self.day = day
        lowest = known.min()
        highest = known.max()
        mean = PriceDaySummary.mean(known)
        quarterHours = known.count
        quarterHoursExpected = Int(expected)
    }

    /// Half away from zero, to hundredths.
    private static func mean(_ prices: [IndexPrice]) -> Exact? {
        guard !prices.isEmpty else { return nil }
        let sum = prices.reduce(Int128(0)) { $0 + Int128($1.microPerMWh) }
        let divisor = Int128(prices.count) * 10_000
        let (quotient, remainder) = sum.quotientAndRemainder(dividingBy: divisor)
        let away: Int128 = remainder.magnitude * 2 >= divisor.magnitude ? (sum < 0 ? -1 : 1) : 0
        return Exact(mantissa: quotient + away, scale: 2)
    }
}

extension Prices {
    /// The prices of a zone on a day, cut in a time zone, in the preferred currency if there are any.
    ///
    /// - Throws: ``NotFound`` for a zone of which no price is known, `PostgresFault`.
    package static func day(
        _ day: LocalDate,
        of biddingZone: String,
        preferring currency: Currency? = nil,
        in zone: Zone,
        tx: Transaction
    ) async throws -> PriceDayDetail {
        let priced = try await find(biddingZone, preferring: currency, tx: tx)
        let span = zone.span(of: day)
        let prices = try await zonePrices(priced, from: span.from, until: span.until, tx: tx)
        return PriceDayDetail(
            biddingZone: biddingZone,
            day: day,
            currency: priced.currency,
            spans: PriceSpans(prices, from: span.from, until: span.until)
        )
    }

    /// What the prices of each day of a month come to.
    ///
    /// - Throws: `PostgresFault`.
    package static func days(
        of month: YearMonth,
        _ biddingZone: PricedZone,
        in zone: Zone,
        tx: Transaction
    ) async throws -> [PriceDaySummary] {
        let span = zone.span(of: month)
        let prices = try await zonePrices(biddingZone, from: span.from, until: span.until, tx: tx)
        let first = month.firstDay
        let length = month.lastDay.daysSinceEpoch - first.daysSinceEpoch
        return (0...length).map { PriceDaySummary(first.adding(days: $0), prices, in: zone) }
    }

    /// All versions of the prices that cover a moment, the one learned last first.
    ///
    /// - Throws: `PostgresFault`.
    package static func versions(
        of biddingZone: String,
        at moment: Timestamp,
        tx: Transaction
    ) async throws -> [PriceVersion] {
        try await tx.all(VersionsOfMoment(zone: biddingZone, moment: moment))
    }

    /// The zones for which prices are known, by name and currency.
    ///
    /// - Throws: `PostgresFault`.
    package static func zones(tx: Transaction) async throws -> [PricedZone] {
        try await tx.all(ListPricedZones())
    }

    /// A zone for which prices are known, in the preferred currency if there are any.
    ///
    /// - Throws: ``NotFound``, `PostgresFault`.
    package static func find(
        _ biddingZone: String,
        preferring currency: Currency? = nil,
        tx: Transaction
    ) async throws -> PricedZone {
        let found = try await zones(tx: tx).filter { $0.zone == biddingZone }
        guard let zone = found.first(where: { $0.currency == currency }) ?? found.first else {
            throw NotFound("bidding zone")
        }
        return zone
    }

    /// An interval that began up to an hour before may reach into the span.
    private static func zonePrices(
        _ priced: PricedZone,
        from: Timestamp,
        until: Timestamp,
        tx: Transaction
    ) async throws -> ZonePrices {
        let first = from.floored(toMinutes: 60)
        let all = PricesOfSpan(zone: priced.zone, currency: priced.currency, from: first, until: until)
        return ZonePrices(try await tx.all(all))
    }
}
