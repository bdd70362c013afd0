import Domain
import Testing
import Values

struct RatingTests {
    private static let start = Timestamp(seconds: 1_749_000_000)

    private static func prices(_ perMWh: [Int64?], from: Timestamp = start.quarterHour) -> ZonePrices {
        var prices = ZonePrices()
        for (index, price) in perMWh.enumerated() {
            guard let price else { continue }
            prices.take(
                DatedPrice(
                    start: from.adding(seconds: Int64(index) * 900),
                    minutes: 15,
                    price: IndexPrice(microPerMWh: price * 1_000_000),
                    currency: .eur,
                    version: 1,
                    recordedAt: from
                )
            )
        }
        return prices
    }

    private static func session(_ readings: [(Int64, Int64)], stop: (Int64, Int64)) -> RatableSession {
        let point = { (reading: (Int64, Int64)) in
            RegisterPoint(at: start.quarterHour.adding(seconds: reading.0), register: Energy(wh: reading.1))
        }
        return RatableSession(
            curve: MeterCurve(start: point((0, 0)), readings: readings.map(point), stop: point(stop))
        )
    }

    private static func plan(fixed: Int64 = 0, percent: Int64 = 0) -> RatePlan {
        RatePlan(supply: .spot(zone: "NL"), fixed: UnitPrice(microPerKWh: fixed), percent: Exact(percent))
    }

    @Test func `one session has one price at its start, or one for each quarter hour`() throws {
        let session = Self.session([(900, 1000), (1800, 3000)], stop: (2700, 4000))
        let prices = Self.prices([100, 200, -300])
        let rating = try Rating.rate(session, plan: Self.plan(), pricing: .atStart, prices: prices)
        #expect(rating.outcome.amount == Exact("0.4"))
        #expect(rating.otherAmount == Exact("0.2"))
    }

    @Test func `a percent margin on a negative price is nothing, and the price stays negative`() throws {
        let plan = Self.plan(fixed: 10_000, percent: 50)
        #expect(try plan.price(index: IndexPrice(microPerMWh: 100_000_000)) == Exact("0.16"))
        #expect(try plan.price(index: IndexPrice(microPerMWh: -100_000_000)) == Exact("-0.09"))
    }

    @Test func `a missing price makes the line wait, also where nothing was drawn`() throws {
        let prices = Self.prices([100, nil, 100])
        let drawn = Self.session([(900, 1000), (1800, 2000)], stop: (2700, 3000))
        let waiting = try Rating.rate(drawn, plan: Self.plan(), pricing: .perInterval, prices: prices).outcome
        #expect(waiting == .waiting(missing: [Self.start.quarterHour.adding(seconds: 900)]))
        let idle = Self.session([(900, 1000), (1800, 1000)], stop: (2700, 2000))
        let held = try Rating.rate(idle, plan: Self.plan(), pricing: .perInterval, prices: prices)
        #expect(held.outcome == waiting)
        let known = Self.prices([100, 50, 100])
        let priced = try Rating.rate(idle, plan: Self.plan(), pricing: .perInterval, prices: known)
        #expect(priced.outcome.amount == Exact("0.2"))
        guard case .priced(_, let parts) = priced.outcome else { return }
        #expect(parts.map(\.energy) == [Energy(wh: 1000), Energy(wh: 1000)])
    }

    @Test func `slices always add up to the whole, whatever the readings`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let stop = Int64.random(in: 1...50_000, using: &generator)
            let energy = Int64.random(in: 0...60_000, using: &generator)
            let readings = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                (
                    Int64.random(in: -900...stop + 900, using: &generator),
                    Int64.random(in: -10...70_000, using: &generator)
                )
            }
            let curve = Self.session(readings, stop: (stop, energy)).curve
            let slices = curve.slices()
            #expect(slices.reduce(Energy.zero) { $0 + $1.energy } == Energy(wh: energy))
            for slice in slices { #expect(slice.from < slice.until) }
            for (left, right) in zip(slices, slices.dropFirst()) { #expect(left.until <= right.from) }
        }
    }

    @Test func `a boundary without a reading is interpolated and says so`() {
        let slices = Self.session([], stop: (1800, 2000)).curve.slices()
        #expect(slices.map(\.energy) == [Energy(wh: 1000), Energy(wh: 1000)])
        #expect(slices.count { $0.isInterpolated } == 2)
    }

    @Test func `the price learned last counts`() {
        var prices = Self.prices([100])
        let corrected = DatedPrice(
            start: Self.start.quarterHour,
            minutes: 15,
            price: IndexPrice(microPerMWh: 5),
            currency: .eur,
            version: 2,
            recordedAt: Self.start.adding(seconds: 1)
        )
        prices.take(corrected)
        #expect(prices.price(at: Self.start) == corrected)
        #expect(prices.price(at: Self.start.adding(seconds: 900)) == nil)
    }
}
