import Domain
import Values

/// How many sessions one core rates a second, both ways of pricing each.
enum RatingBench {
    private static let sessions = 20_000
    /// The middle one counts: a tenth of a second is soon disturbed.
    private static let rounds = 9

    static func measure() throws -> [BenchFigure] {
        let prices = BenchPrices.year(from: firstPrice)
        let all = (0..<sessions).map(session)
        let took = try (0..<rounds).map { _ in try ContinuousClock().measure { try rate(all, prices) } }
        return [
            BenchFigure.rate("rating", "sessions", sessions, in: took.sorted()[rounds / 2])
                .with(goal: .atLeast(200_000)),
            try lines(all),
        ]
    }

    private static func rate(_ sessions: [SessionToRate], _ prices: ZonePrices) throws {
        for (number, session) in sessions.enumerated() {
            guard let curve = session.curve else { continue }
            let pricing = PricingMoment.allCases[number % 2]
            let session = RatableSession(curve: curve)
            let rating = try Rating.rate(session, plan: plan, pricing: pricing, prices: prices)
            precondition(rating.otherAmount != nil, "every quarter hour of the year has a price")
        }
    }

    /// The same with everything a journal line tells: texts, inputs, parts.
    private static func lines(_ sessions: [SessionToRate]) throws -> BenchFigure {
        var book = PriceBook()
        for price in BenchPrices.dated(from: firstPrice) { book.take(price, zone: BenchWorld.zone) }
        let terms = PricingMoment.allCases.map { BenchWorld.terms(.formula, pricing: $0) }
        let took = ContinuousClock().measure {
            for (number, session) in sessions.enumerated() {
                let line = LineDraft.computeOrHold(session, terms: terms[number % 2], prices: book)
                precondition(line.state == .priced, "every quarter hour of the year has a price")
            }
        }
        return BenchFigure.rate("journal_lines", "sessions", sessions.count, in: took)
    }

    private static let firstPrice = Timestamp(seconds: 1_735_689_600)

    private static let plan = RatePlan(
        supply: .formula(
            zone: BenchWorld.zone,
            factor: Exact(mantissa: 105, scale: 2),
            addend: UnitPrice(microPerKWh: 12_300)
        ),
        fixed: UnitPrice(microPerKWh: 17_500),
        percent: Exact(5)
    )

    /// Five hours and a half with a reading every quarter hour, as a charge point with aligned values gives them.
    private static func session(_ number: Int) -> SessionToRate {
        let start = firstPrice.adding(seconds: Int64(number) * 1500)
        return BenchWorld.session(number, from: start, seconds: 20_400, wh: 14_700)
    }
}
