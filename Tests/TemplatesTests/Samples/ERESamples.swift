import Templates
import Values

extension SamplePage {
    static let emissionUnits: [SamplePage] = [
        SamplePage("ere-calculator") {
            let model = ERECalculator.Model(form: Sample.ereForm(), figures: Sample.ereFigures, unknownYear: nil)
            return ERECalculator.view(model, frame: Sample.frame(.ereCalculator, role: nil))
        },
        SamplePage("ere-calculator-nl") {
            let model = ERECalculator.Model(form: Sample.ereForm(), figures: Sample.ereFigures, unknownYear: 2027)
            return ERECalculator.view(model, frame: Sample.frame(.ereCalculator, role: nil, language: .dutch))
        },
        SamplePage("ere-calculator-wrong") {
            let form = Sample.ereForm(kWh: Field("a lot", error: .invalidNumber))
            let model = ERECalculator.Model(form: form, figures: nil, unknownYear: nil)
            return ERECalculator.view(model, frame: Sample.frame(.ereCalculator, role: .operatorFinance))
        },
    ]
}

extension Sample {
    static func ereForm(kWh: Field = Field("3000")) -> ERECalculator.Form {
        ERECalculator.Form(
            chargers: Field("500"),
            kWh: kWh,
            price: Field("0.10"),
            priceUnit: Field("kwh"),
            fee: Field("20"),
            basis: Field("grid"),
            year: Field("2026"),
            years: [2026]
        )
    }

    static let ereFigures = EREFigures(
        chargers: 500,
        kWhPerCharger: Exact(3_000),
        kWh: Exact(1_500_000),
        units: Exact(499_041),
        price: EREFigures.Price(unit: .kWh, perKWh: exact("0.1"), perUnit: exact("0.3006")),
        feePercent: Exact(20),
        gross: euro(15_000_000),
        fee: euro(3_000_000),
        net: euro(12_000_000),
        netPerCharger: euro(24_000),
        factors: EREFigures.Factors(
            year: 2026,
            basis: .grid,
            share: exact("0.505"),
            comparator: Exact(183),
            mjPerKWh: exact("3.6"),
            source: "CBS average of 2024, as quoted",
            evidence: .quoted
        )
    )
}
