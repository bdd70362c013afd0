import Domain
import TestWorld
import Testing
import Values

struct ExampleSessionTests {
    @Test func `a percentage on a negative price is nothing, the price stays negative`() throws {
        let plan = RatePlan(supply: .spot(zone: "NL"), fixed: UnitPrice(microPerKWh: 10_000), percent: Exact(10))
        let example = try ExampleSession(plan, pricing: .atStart, currency: .eur)

        // 10 kWh at 0.09 + 10 % + 0.01, and at −0.035 + 0.01.
        #expect(example.ordinary.price == exact("0.109"))
        #expect(example.ordinary.amount == exact("1.09"))
        #expect(example.negative?.price == exact("-0.025"))
        #expect(example.negative?.amount == exact("-0.25"))
    }

    @Test func `per interval the example is one quarter hour`() throws {
        let supply = SupplyPricing.formula(
            zone: "NL",
            factor: exact("1.05"),
            addend: UnitPrice(microPerKWh: 12_000)
        )
        let example = try ExampleSession(
            RatePlan(supply: supply, fixed: .zero, percent: .zero),
            pricing: .perInterval,
            currency: .eur
        )

        #expect(example.ordinary.energy == Energy(wh: 2_500))
        #expect(example.ordinary.amount == exact("0.26625"))
        #expect(example.negative?.amount == exact("-0.061875"))
    }

    @Test func `a fixed price knows no market`() throws {
        let plan = RatePlan(supply: .fixed(UnitPrice(microPerKWh: 250_000)), fixed: .zero, percent: .zero)
        let example = try ExampleSession(plan, pricing: .perInterval, currency: .eur)

        #expect(example.negative == nil)
        #expect(example.ordinary.index == nil)
        #expect(example.ordinary.price == exact("0.25"))
    }
}
