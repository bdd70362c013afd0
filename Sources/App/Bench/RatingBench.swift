import Domain
import Values

/// How many sessions one core rates a second, both ways of pricing each.
enum RatingBench {
    private static let sessions = 20_000
    private static let rounds = 5

    static func measure() throws -> BenchResult {
        let prices = prices()
        let all = (0..<sessions).map(session)
        let plan = RatePlan(
            supply: .formula(
                zone: "NL",
                factor: Exact(mantissa: 105, scale: 2),
                addend: UnitPrice(microPerKWh: 12_300)
            ),
            fixed: UnitPrice(microPerKWh: 17_500),
            percent: Exact(5)
        )
        var total = Exact.zero
        let took = try ContinuousClock().measure {
            for _ in 0..<rounds {
                for session in all {
                    let rating = try Rating.rate(session, plan: plan, pricing: .atStart, prices: prices)
                    total = try total + (rating.outcome.amount ?? .zero)
                }
            }
        }
        precondition(!total.isZero, "the sessions cost something")
        return BenchResult(name: "rating", unit: "sessions", count: sessions * rounds, took: took)
    }

    private static let firstPrice = Timestamp(seconds: 1_735_689_600)

    /// A year of quarter hours, some of them negative.
    private static func prices() -> ZonePrices {
        var prices = ZonePrices()
        for quarter in 0..<35_040 {
            let price = IndexPrice(microPerMWh: Int64(quarter % 96) * 1_730_000 - 20_000_000)
            let start = firstPrice.adding(seconds: Int64(quarter) * 900)
            prices.take(
                DatedPrice(
                    start: start,
                    minutes: 15,
                    price: price,
                    currency: .eur,
                    version: 1,
                    recordedAt: firstPrice
                )
            )
        }
        return prices
    }

    /// Five hours and a half with a reading every quarter hour, as a charge point with aligned values gives them.
    private static func session(_ number: Int) -> RatableSession {
        let start = firstPrice.adding(seconds: Int64(number) * 1500)
        let readings = (1...22).map { step in
            RegisterPoint(
                at: Timestamp(microseconds: start.quarterHour.microseconds + Int64(step) * 900_000_000),
                register: Energy(wh: Int64(step) * 640)
            )
        }
        return RatableSession(
            curve: MeterCurve(
                start: RegisterPoint(at: start, register: .zero),
                readings: readings,
                stop: RegisterPoint(at: start.adding(seconds: 20_400), register: Energy(wh: 14_700))
            )
        )
    }
}
