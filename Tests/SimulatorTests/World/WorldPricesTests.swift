import Formats
import Testing
import Values

@testable import Simulator

struct WorldPricesTests {
    private static func intervals(_ world: DemoWorld) -> [DemoPriceDocument.Interval] {
        world.priceDocuments.dropLast().flatMap(\.intervals)
    }

    @Test(arguments: WorldFixture.days)
    func `every quarter hour up to tomorrow has a price but those of one hour`(today: LocalDate) {
        let world = DemoWorld(seed: 3, today: today)
        let starts = Self.intervals(world).map(\.start)
        let end = world.zone.start(of: today.adding(days: 2))
        #expect(starts.first == world.zone.start(of: world.firstDay))
        #expect(starts.last == end.adding(seconds: -900))
        let steps = zip(starts, starts.dropFirst()).filter { $1.seconds(since: $0) != 900 }
        #expect(steps.map(\.0) == [world.priceGap.lowerBound.adding(seconds: -900)])
        #expect(steps.map(\.1) == [world.priceGap.upperBound])
    }

    @Test(arguments: WorldFixture.days)
    func `prices look like a market`(today: LocalDate) {
        let world = DemoWorld(seed: 2026, today: today)
        let intervals = Self.intervals(world)
        func average(_ hours: ClosedRange<Int>) -> Int64 {
            let prices = intervals.filter { hours.contains(world.zone.timeOfDay(of: $0.start).hour) }
                .map(\.price.microPerMWh)
            return prices.reduce(0, +) / Int64(prices.count) / 1_000_000
        }
        #expect(average(7...8) > average(12...14) && average(18...19) > average(7...8))
        #expect(average(18...19) > average(2...4))
        #expect((40...140).contains(average(0...23)))
        let negative = intervals.count { $0.price.microPerMWh < 0 }
        #expect(negative > 0 && negative * 7 < intervals.count, "\(negative) of \(intervals.count)")
        #expect(intervals.allSatisfy { (-500_000_000...1_000_000_000).contains($0.price.microPerMWh) })
    }

    @Test func `days at the change of clocks have 92 and 100 quarter hours`() throws {
        let spring = DemoWorld(seed: 1, today: try #require(LocalDate("2026-04-20")))
        let autumn = DemoWorld(seed: 1, today: try #require(LocalDate("2026-11-21")))
        func count(_ world: DemoWorld, _ day: String) -> Int? {
            world.priceDocuments.first { $0.fileName == "day-ahead-nl-\(day).csv" }?.intervals.count
        }
        #expect(count(spring, "2026-03-29") == 92 && count(autumn, "2026-10-25") == 100)
    }

    @Test func `the correction tells another price for one quarter hour that is known`() throws {
        let correction = try #require(WorldFixture.whole.priceDocuments.last)
        let right = try #require(correction.intervals.first)
        let wrong = Self.intervals(WorldFixture.whole).filter { $0.start == right.start }
        #expect(correction.intervals.count == 1 && wrong.count == 1 && wrong[0].price != right.price)
    }

    @Test func `the documents are read as the importer reads them`() throws {
        for document in WorldFixture.small.priceDocuments {
            let series = try DayAheadDocument.read(document.csv, zone: "NL")
            let read = series.flatMap(\.intervals).map { DemoPriceDocument.Interval(start: $0.start, price: price($0)) }
            #expect(read == document.intervals)
        }
    }

    private func price(_ interval: PriceInterval) -> IndexPrice {
        IndexPrice(perMWh: interval.price) ?? IndexPrice(microPerMWh: 0)
    }
}
