import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Day-ahead prices: a day, a month, and everything learned about one quarter hour.
package enum PricePages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.prices, for: .operators, start)
        endpoints.get(Route.pricesDay, for: .operators, day)
        endpoints.get(Route.pricesMonth, for: .operators, month)
        endpoints.get(Route.priceVersions, for: .operators, versions)
    }

    /// Leads to today, or to the last day of which a price is known, in the zone of most of the operator's sites that
    /// has prices, in the operator's currency if it can be.
    private static func start(_ visit: MemberVisit) async throws -> Response {
        let (priced, used, own) = try await visit.read { tx in
            (
                try await Prices.zones(tx: tx), try await Contracts.biddingZonesOfSites(visit.scope, in: tx),
                try await visit.currency(in: tx)
            )
        }
        let zones = used.flatMap { zone in priced.filter { $0.zone == zone } } + priced
        guard let zone = zones.first?.zone,
            let first = zones.first(where: { $0.zone == zone && $0.currency == own }) ?? zones.first
        else { return try await empty(visit) }
        let last = visit.say.zone.date(of: first.last)
        return visit.redirect(to: .pricesDay(zone: first.zone, day: min(visit.today, last)))
    }

    private static func empty(_ visit: MemberVisit) async throws -> Response {
        let (zones, currency) = try await visit.read { tx in
            (try await Contracts.biddingZonesOfSites(visit.scope, in: tx), try await visit.currency(in: tx))
        }
        let model = PriceDay.Model(
            biddingZone: zones.first ?? "–",
            biddingZones: [],
            zone: visit.say.zone,
            currency: currency,
            day: visit.today,
            rows: [],
            gaps: []
        )
        return try await visit.page { PriceDay.view(model, frame: $0) }
    }

    private static func day(_ visit: MemberVisit, _ biddingZone: String, _ day: LocalDate) async throws -> Response {
        let zone = visit.say.zone
        let (detail, zones) = try await visit.read { tx in
            let own = try await visit.currency(in: tx)
            let detail = try await Prices.day(day, of: biddingZone, preferring: own, in: zone, tx: tx)
            return (detail, try await Prices.zones(tx: tx))
        }
        let model = PriceDay.Model(
            biddingZone: biddingZone,
            biddingZones: names(zones),
            zone: zone,
            currency: detail.currency,
            day: day,
            rows: detail.spans.known.map(row),
            gaps: detail.spans.gaps.map { PriceDay.Gap(from: $0.from, until: $0.until) },
            isAhead: day > visit.today
        )
        return try await visit.page { PriceDay.view(model, frame: $0) }
    }

    private static func row(_ span: PriceSpans.Known) -> PriceDay.Row {
        PriceDay.Row(
            start: span.from,
            minutes: Int(span.until.seconds(since: span.from) / 60),
            price: span.price.price,
            version: span.price.version,
            recordedAt: span.price.recordedAt
        )
    }

    private static func month(
        _ visit: MemberVisit,
        _ biddingZone: String,
        _ month: YearMonth
    ) async throws -> Response {
        let zone = visit.say.zone
        let model = try await visit.read { tx in
            let own = try await visit.currency(in: tx)
            let priced = try await Prices.find(biddingZone, preferring: own, tx: tx)
            return PriceMonth.Model(
                biddingZone: biddingZone,
                biddingZones: names(try await Prices.zones(tx: tx)),
                currency: priced.currency,
                month: month,
                days: try await Prices.days(of: month, priced, in: zone, tx: tx).map(summary)
            )
        }
        return try await visit.page { PriceMonth.view(model, frame: $0) }
    }

    /// Each zone once, whatever the currencies of its prices.
    private static func names(_ zones: [PricedZone]) -> [String] { Set(zones.map(\.zone)).sorted() }

    private static func summary(_ day: PriceDaySummary) -> PriceMonth.Day {
        PriceMonth.Day(
            day: day.day,
            lowest: day.lowest,
            highest: day.highest,
            mean: day.mean,
            quarterHours: day.quarterHours,
            quarterHoursExpected: day.quarterHoursExpected
        )
    }

    private static func versions(
        _ visit: MemberVisit,
        _ biddingZone: String,
        _ start: Timestamp
    ) async throws -> Response {
        let versions = try await visit.read { tx in
            _ = try await Prices.find(biddingZone, tx: tx)
            return try await Prices.versions(of: biddingZone, at: start, tx: tx)
        }
        let model = PriceVersions.Model(
            biddingZone: biddingZone,
            zone: visit.say.zone,
            start: start,
            versions: versions.map(version)
        )
        return try await visit.page { PriceVersions.view(model, frame: $0) }
    }

    private static func version(_ version: PriceVersion) -> PriceVersions.Version {
        PriceVersions.Version(
            version: version.price.version,
            price: version.price.price,
            currency: version.price.currency,
            minutes: version.price.minutes,
            recordedAt: version.price.recordedAt,
            document: version.fileName
        )
    }
}
