import Domain
import TestWorld
import Testing
import Values

struct ExampleSessionTests {
    @Test func `a percentage on a negative price is nothing, the price stays negative`() throws {
        let plan = RatePlan(supply: .spot(zone: "NL"), fixed: UnitPrice(microPerKWh: 10_000), percent: Exact(10))
        let example = try ExampleSession(plan, pricing: .atStart, currency: .eur)

        // 10 kWh at 0.09 + 10 % + 0.01, and at −0.035 + 0.01.
        #expect(example.ordinary.parts.map(\.price) == [exact("0.109")])
        #expect(example.ordinary.amount == exact("1.09"))
        #expect(example.negative?.parts.map(\.price) == [exact("-0.025")])
        #expect(example.negative?.amount == exact("-0.25"))
    }

    @Test func `each way of pricing shows the whole session, and what the other way gives`() throws {
        let supply = SupplyPricing.formula(
            zone: "NL",
            factor: exact("1.05"),
            addend: UnitPrice(microPerKWh: 12_000)
        )
        let plan = RatePlan(supply: supply, fixed: .zero, percent: .zero)
        let byInterval = try ExampleSession(plan, pricing: .perInterval, currency: .eur)
        let atStart = try ExampleSession(plan, pricing: .atStart, currency: .eur)

        #expect(byInterval.ordinary.parts.map(\.energy) == [4_000, 3_000, 2_000, 1_000].map { Energy(wh: $0) })
        // 4 × 0.1065 + 3 × 0.12225 + 2 × 0.138 + 0.096
        #expect(byInterval.ordinary.amount == exact("1.16475"))
        #expect(byInterval.ordinary.otherAmount == exact("1.065"))
        #expect(atStart.ordinary.amount == exact("1.065") && atStart.ordinary.otherAmount == exact("1.16475"))
        // −0.02475, −0.03, −0.009, 0.00675
        #expect(byInterval.negative?.amount == exact("-0.20025"))
    }

    @Test func `a fixed price knows no market`() throws {
        let plan = RatePlan(supply: .fixed(UnitPrice(microPerKWh: 250_000)), fixed: .zero, percent: .zero)
        let example = try ExampleSession(plan, pricing: .perInterval, currency: .eur)

        #expect(example.negative == nil)
        #expect(example.ordinary.parts.count == 1 && example.ordinary.parts.first?.index == nil)
        #expect(example.ordinary.amount == exact("2.5"))
    }
}
