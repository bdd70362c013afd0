import Templates
import Values

extension SamplePage {
    static let verifications: [SamplePage] = [
        SamplePage("ere-verifications") {
            let model = EREVerificationIndex.Model(years: years, rows: rows, form: form())
            return EREVerificationIndex.view(model, frame: Sample.frame(.ereVerification(.list)))
        },
        SamplePage("ere-verifications-wrong-nl") {
            let wrong = Text(
                en: "Line 2 is not EAN; quarter; kWh; why.",
                nl: "Regel 2 is niet EAN; kwartaal; kWh; waarom."
            )
            let model = EREVerificationIndex.Model(years: [], rows: [], form: form(failed: Field("x", error: wrong)))
            return EREVerificationIndex.view(model, frame: Sample.frame(.ereVerification(.list), language: .dutch))
        },
        SamplePage("ere-verification") {
            EREVerificationShow.view(show(.waiting), frame: Sample.frame(.ereVerification(.one(id))))
        },
        SamplePage("ere-verification-confirmed-nl") {
            EREVerificationShow.view(
                show(.confirmed, decision: "Ada Admin, 15 maart 2027 09:00"),
                frame: Sample.frame(.ereVerification(.one(id)), language: .dutch)
            )
        },
    ]

    private static let id = EREVerificationID(3)
    private static let day = LocalDate(year: 2027, month: 3, day: 10) ?? LocalDate(daysSinceEpoch: 0)

    private static let years = [
        EREVerificationIndex.Year(
            year: 2026,
            lines: 1_182,
            units: 361_204,
            verifiedLines: 1_179,
            verifiedUnits: 360_388,
            energy: Energy(wh: 1_084_201_300)
        )
    ]

    private static var rows: [EREVerificationIndex.Row] { [row(.confirmed), row(.waiting), row(.thrownAway)] }

    private static func row(_ standing: EREVerificationIndex.Standing) -> EREVerificationIndex.Row {
        EREVerificationIndex.Row(
            statement: Mention("IV-2026-00417", .ereVerification(.one(id))),
            year: 2026,
            verifier: "Keurders B.V.",
            statedOn: day,
            isRefused: false,
            failedLines: 3,
            lostUnits: 816,
            standing: standing
        )
    }

    private static func form(failed: Field = Field()) -> EREVerificationIndex.Form {
        EREVerificationIndex.Form(
            year: Field("2026"),
            outcome: Field("verified"),
            code: Field(),
            verifier: Field(),
            statedOn: Field(),
            findings: Field(),
            failed: failed,
            file: Field()
        )
    }

    private static func show(
        _ standing: EREVerificationIndex.Standing,
        decision: String = ""
    ) -> EREVerificationShow.Model {
        EREVerificationShow.Model(
            id: id,
            row: row(standing),
            findings: "One charger stood at another address; two had no MID meter.",
            documentName: "IV-2026-00417.pdf",
            sha256: String(repeating: "4f", count: 32),
            by: "Fin Finance",
            at: Timestamp(seconds: 1_804_752_000),
            decision: decision,
            lines: [
                EREVerificationShow.Line(
                    booking: Mention("De Vries", .ereBooking(EREBookingID(9))),
                    ean: "871685900000000018",
                    quarter: "2026-Q3",
                    measured: Energy(wh: 812_300),
                    energy: .zero,
                    credited: 270,
                    units: 0,
                    reason: "No MID meter in the charger"
                )
            ],
            reason: Field(),
            problem: nil
        )
    }
}
