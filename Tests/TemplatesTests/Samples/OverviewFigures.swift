import Templates
import Values

extension Sample {
    static let yearFigures = EREYearFigures(
        year: 2026,
        years: 2026...2027,
        quarters: [
            quarter("2026-Q1", 610, 458_211_304_000, 152_431, 152_402, [(.paid, 610)]),
            quarter("2026-Q2", 702, 538_914_009_000, 179_289, 179_011, [(.credited, 40), (.sold, 662)]),
            quarter("2026-Q3", 801, 604_310_777_000, 201_046, 0, [(.measured, 12), (.booked, 789)]),
            quarter("2026-Q4", 866, 310_400_250_000, 103_260, 0, [(.measured, 866)], isOpen: true),
        ],
        payouts: [
            EREYearFigures.Payout(
                quarter: Mention("2026-Q2", .erePayout(EREPayoutRunID(8))),
                model: .customers,
                madeOn: day,
                payments: 655,
                total: Money(minor: 3_011_204, .eur),
                paid: .zero(.eur)
            ),
            EREYearFigures.Payout(
                quarter: Mention("2026-Q1", nil),
                model: .partner,
                madeOn: day,
                payments: 1,
                total: Money(minor: 2_512_099, .eur),
                paid: Money(minor: 2_512_099, .eur)
            ),
        ],
        total: Money(minor: 5_523_303, .eur),
        paid: Money(minor: 2_512_099, .eur),
        mandates: 431,
        firstMandateEnd: day,
        evidence: 12,
        firstEvidenceEnd: day,
        silent: 7
    )

    static let emptyYear = EREYearFigures(
        year: 2026,
        years: 2026...2026,
        quarters: [quarter("2026-Q1", 0, 0, 0, 0, [], isOpen: true)],
        payouts: [],
        total: .zero(.eur),
        paid: .zero(.eur),
        mandates: 0,
        firstMandateEnd: nil,
        evidence: 0,
        firstEvidenceEnd: nil,
        silent: 0
    )

    private static func quarter(
        _ name: String,
        _ connections: Int,
        _ energy: Int64,
        _ expected: Int,
        _ credited: Int,
        _ stages: [(EREBookingStage, Int)],
        isOpen: Bool = false
    ) -> EREYearFigures.Quarter {
        EREYearFigures.Quarter(
            name: name,
            isOpen: isOpen,
            connections: connections,
            energy: Energy(thousandthsWh: energy),
            expected: expected,
            withoutUnits: 0,
            credited: credited,
            stages: stages
        )
    }
}
