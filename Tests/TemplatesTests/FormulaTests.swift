import Templates
import Testing
import Values

struct FormulaTests {
    private let say = Reader(language: .english, zone: Sample.amsterdam)

    @Test func `the rule reads as the contract does`() {
        #expect(Sample.formula.rule(say) == "day-ahead NL + 2.5% + €0.0100/kWh")
        #expect(Sample.wideFormula.rule(say) == "(1.05 × day-ahead NL − €0.0020/kWh) + 2.5%")
        let fixed = Formula(supply: .fixed(Sample.perKWh("0.21")), percent: .zero, fixed: .zero, currency: .eur)
        #expect(fixed.rule(say) == "€0.2100/kWh")
    }

    @Test func `the worked formula carries every input to the amount`() {
        let text = Sample.formula.worked(Sample.startPart, say)
        for input in [
            "€123.53/MWh", "€0.12353/kWh", "2.5%", "€0.0100/kWh", "€0.13661825/kWh", "8.080\u{A0}kWh", "€1.10387546",
        ] {
            #expect(text.contains(input), "\(input) is missing in \(text)")
        }
    }

    @Test func `a percentage of a negative price is said to be nothing`() {
        let part = PricedPart(
            from: Sample.noon,
            until: Sample.noon.adding(seconds: 900),
            energy: Energy(wh: 1_000),
            isInterpolated: false,
            index: Sample.quote,
            supplyPrice: Sample.exact("-0.02"),
            price: Sample.exact("-0.01"),
            amount: Sample.exact("-0.01")
        )
        #expect(Sample.formula.worked(part, say).contains("no percentage on a negative price"))
        #expect(!Sample.formula.worked(Sample.startPart, say).contains("no percentage"))
    }
}
