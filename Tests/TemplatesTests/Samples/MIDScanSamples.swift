import Templates
import Values

extension SamplePage {
    static let midScan: [SamplePage] = [
        SamplePage("mid-scan") {
            MIDScanUpload.view(
                .init(problem: nil, mostLines: 2_000, mostMegabytes: 1),
                frame: Sample.frame(.midScan, role: nil)
            )
        },
        SamplePage("mid-scan-refused-nl") {
            let problem = Text(en: "Nothing is in this file.", nl: "Er staat niets in dit bestand.")
            return MIDScanUpload.view(
                .init(problem: problem, mostLines: 2_000, mostMegabytes: 1),
                frame: Sample.frame(.midScan, role: .operatorFinance, language: .dutch)
            )
        },
        SamplePage("mid-scan-columns") {
            let form = Sample.scanForm(model: Field("", error: .required))
            let preview = [["Merk", "Type", "Aantal"], ["Alfen", "Eve <Single>", "3"]]
            return MIDScanMapping.view(
                .init(form: form, lines: 2, preview: preview, problems: Sample.scanProblems),
                frame: Sample.frame(.midScan, role: nil)
            )
        },
        SamplePage("mid-scan-result") {
            MIDScanResult.view(Sample.scanResult(), frame: Sample.frame(.midScanResult, role: nil))
        },
        SamplePage("mid-scan-result-nl") {
            MIDScanResult.view(
                Sample.scanResult(),
                frame: Sample.frame(.midScanResult, role: .operatorAdmin, language: .dutch)
            )
        },
        SamplePage("mid-scan-result-empty") {
            let model = MIDScanResult.Model(
                form: Sample.scanForm(model: Field("1")),
                chargers: [:],
                qualifying: nil,
                possible: nil,
                groups: [],
                hiddenGroups: 0,
                problems: Sample.scanProblems,
                hiddenProblems: 0
            )
            return MIDScanResult.view(model, frame: Sample.frame(.midScanResult, role: nil))
        },
    ]
}

extension Sample {
    static let scanProblems = [
        MIDScanResult.LineProblem(
            line: 7,
            text: Text(en: "The count is no whole number.", nl: "Het aantal is geen geheel getal."),
            isFatal: true
        ),
        MIDScanResult.LineProblem(
            line: 9,
            text: Text(en: "The check digit of the EAN is wrong.", nl: "Het controlecijfer van de EAN klopt niet."),
            isFatal: false
        ),
    ]

    static func scanForm(model: Field) -> MIDScanForm {
        MIDScanForm(
            list: "0,1,2,3\r\n1,Merk,Type,Aantal\r\n2,Alfen,Eve <Single>,3\r\n",
            unread: "7 quote",
            columns: [
                .init(name: "brand", title: Text(en: "Brand", nl: "Merk"), field: Field("0")),
                .init(name: "model", title: Text(verbatim: "Model"), field: model),
                .init(name: "count", title: Text(en: "Count", nl: "Aantal"), field: Field("2")),
            ],
            choices: [Choice("", "–"), Choice("0", "A: Merk"), Choice("1", "B: Type"), Choice("2", "C: Aantal")],
            hasHeadings: Field("yes"),
            kWh: Field("3000"),
            price: Field("0.10"),
            priceUnit: Field("kwh"),
            fee: Field("20"),
            basis: Field("grid"),
            year: Field("2026"),
            years: [2026]
        )
    }

    static func scanResult() -> MIDScanResult.Model {
        MIDScanResult.Model(
            form: scanForm(model: Field("1")),
            chargers: [.qualifies: 500, .needsProof: 500, .doesNotQualify: 4, .unreadable: 0],
            qualifying: ereFigures,
            possible: ereFigures,
            groups: scanGroups,
            hiddenGroups: 3,
            problems: scanProblems,
            hiddenProblems: 12
        )
    }

    private static let scanGroups: [MIDScanResult.Group] = [
        .init(
            brand: "Alfen",
            model: "Eve <Single>",
            chargers: 500,
            verdict: .qualifies,
            reason: .builtIn,
            known: "Alfen Eve",
            source: "Alfen manual, item 12",
            isConfirmed: true
        ),
        .init(
            brand: "Wallbox",
            model: "Pulsar Max",
            chargers: 400,
            verdict: .needsProof,
            reason: .variant,
            known: "Wallbox Pulsar Max",
            source: "Product line as commonly sold",
            isConfirmed: false
        ),
        .init(
            brand: "",
            model: "Noname X",
            chargers: 100,
            verdict: .needsProof,
            reason: .unknown,
            known: "",
            source: "",
            isConfirmed: nil
        ),
        .init(
            brand: "Zaptec",
            model: "Go",
            chargers: 4,
            verdict: .doesNotQualify,
            reason: .without,
            known: "Zaptec Go",
            source: "Product line as commonly sold",
            isConfirmed: false
        ),
    ]
}
