import Templates
import Values

extension SamplePage {
    static let verifiers: [SamplePage] = [
        SamplePage("population") { EREPopulationPage.view(population(), frame: own(.population(.own, "2026"))) },
        SamplePage("population-wrong-nl") {
            let fields = EREFields(EREPopulationPage.names) { name in
                name == "named"
                    ? Field("x", error: Text(en: "Line 1 is not EAN; quarter.", nl: "Regel 1 is niet EAN; kwartaal."))
                    : Field(name == "rule" ? "named" : "")
            }
            return EREPopulationPage.view(
                population(.partner(OperatorID(3)), name: "Voltaria", fields),
                frame: Sample.frame(
                    .audit(.population(.partner(OperatorID(3)), "2026")),
                    role: .verifier,
                    language: .dutch
                )
            )
        },
        SamplePage("population-empty") {
            EREPopulationPage.view(empty, frame: own(.population(.own, "2026")))
        },
        SamplePage("sample") { ERESamplePage.view(sample(isAnswered: true), frame: own(.sample(.own, sampleID))) },
        SamplePage("sample-unanswered-nl") {
            ERESamplePage.view(
                sample(isAnswered: false),
                frame: Sample.frame(.audit(.sample(.own, sampleID)), language: .dutch)
            )
        },
    ]

    private static let sampleID = ERESampleID(4)
    private static let hash = String(repeating: "0f1e2d3c4b5a6978", count: 4)

    private static func own(_ route: EREAuditRoute) -> PageFrame { Sample.frame(.audit(route)) }

    private static func population(
        _ desk: EREVerifierDesk = .own,
        name: String = "",
        _ fields: EREFields? = nil
    ) -> EREPopulationPage.Model {
        EREPopulationPage.Model(
            desk: desk,
            name: name,
            year: 2026,
            connections: 412,
            lines: 1_657,
            energy: Energy(wh: 1_284_201_300),
            units: 427_204,
            filings: (1...2).map { number in
                EREPopulationPage.Filing(
                    reference: "VOL-ERE-2026-Q3-\(number)",
                    quarter: "2026-Q3",
                    at: Sample.noon,
                    lines: number == 1 ? 405 : 12,
                    corrections: number == 1 ? 0 : 9,
                    energy: Energy(wh: number == 1 ? 323_033_900 : -4_120_000),
                    units: number == 1 ? 107_452 : -1_371,
                    documents: ["ConnectionRegister.xml", "DeliveryBookings.xml", "Manifest.xml"].map { ($0, hash) }
                )
            },
            requests: [
                EREPopulationPage.Request(
                    sample: Mention("4", desk.sample(sampleID)),
                    rule: "random",
                    lines: 25,
                    by: "Vera Verifier",
                    at: Sample.noon,
                    answers: 2
                )
            ],
            statements: [
                EREPopulationPage.Statement(
                    code: "IV-2026-00417",
                    verifier: "Keurders B.V.",
                    findings: "One charger stood at another address.",
                    failedLines: 1,
                    lostUnits: 816,
                    isConfirmed: true
                )
            ],
            form: fields ?? EREFields(EREPopulationPage.names) { Field(["rule": "random", "size": "25"][$0] ?? "") }
        )
    }

    private static let empty = EREPopulationPage.Model(
        desk: .own,
        name: "",
        year: 2026,
        connections: 0,
        lines: 0,
        energy: .zero,
        units: 0,
        filings: [],
        requests: [],
        statements: [],
        form: EREFields([]) { _ in Field() }
    )

    private static func sample(isAnswered: Bool) -> ERESamplePage.Model {
        ERESamplePage.Model(
            desk: .own,
            id: sampleID,
            year: 2026,
            rule: "random",
            seed: "5039284750192",
            note: "First look, before the visit.",
            by: "Vera Verifier",
            at: Sample.noon,
            populationLines: 1_657,
            populationSHA256: hash,
            answers: isAnswered ? 2 : 0,
            answerSHA256: isAnswered ? hash : "",
            answerBytes: isAnswered ? 18_204_113 : 0,
            lines: (1...3).map { place in
                ERESamplePage.Line(
                    place: place,
                    connection: Mention("87168590000000000\(place)", .ereBooking(EREBookingID(40))),
                    quarter: "2026-Q\(place)",
                    filing: "VOL-ERE-2026-Q\(place)-1",
                    energy: Energy(wh: 790_100 + Int64(place) * 1_000),
                    units: 262,
                    versions: place
                )
            }
        )
    }
}
