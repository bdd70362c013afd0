import Templates
import Values

extension SamplePage {
    static let reconciliations: [SamplePage] = [
        SamplePage("reconciliations") {
            EREReconciliationIndex.view(quarters, frame: Sample.frame(.audit(.reconciliations)))
        },
        SamplePage("reconciliations-empty-nl") {
            EREReconciliationIndex.view([], frame: Sample.frame(.audit(.reconciliations), language: .dutch))
        },
        SamplePage("reconciliation") {
            EREReconciliationShow.view(report(), frame: Sample.frame(.audit(.reconciliation("2026-Q3"))))
        },
        SamplePage("reconciliation-wrong-nl") {
            EREReconciliationShow.view(
                report(overbooked: 2, booksDiffer: true),
                frame: Sample.frame(.audit(.reconciliation("2026-Q3")), language: .dutch)
            )
        },
        SamplePage("reconciliation-partners") {
            PartnerReconciliation.view(partnerSums, frame: frame(.english))
        },
        SamplePage("reconciliation-partners-empty-nl") {
            PartnerReconciliation.view(
                PartnerReconciliation.Model(quarter: "2026-Q4", quarters: ["2026-Q4"], steps: steps, rows: []),
                frame: frame(.dutch)
            )
        },
    ]

    private static func frame(_ language: Language) -> PageFrame {
        Sample.frame(.audit(.partnerReconciliation), role: .platformFinance, language: language)
    }

    private static let quarters = [
        EREReconciliationIndex.Row(
            quarter: Mention("2026-Q4", .audit(.reconciliation("2026-Q4"))),
            due: Sample.day.adding(days: 60),
            daysLeft: 60,
            booked: 0,
            unbooked: 412,
            unbookedEnergy: Energy(wh: 310_204_000)
        ),
        EREReconciliationIndex.Row(
            quarter: Mention("2026-Q3", .audit(.reconciliation("2026-Q3"))),
            due: Sample.day.adding(days: -30),
            daysLeft: -30,
            booked: 405,
            unbooked: 7,
            unbookedEnergy: Energy(wh: 1_204_500)
        ),
    ]

    private static func step(
        _ name: String,
        _ amount: EREReconciliationAmount,
        _ differences: (String, EREReconciliationAmount)...
    ) -> EREReconciliationStep {
        EREReconciliationStep(
            name: EREReconciliationWords.step(name),
            amount: amount,
            differences: differences.map { (EREReconciliationWords.difference($0), $1) }
        )
    }

    private static func kWh(_ wh: Int64) -> EREReconciliationAmount { .energy(Energy(wh: wh)) }
    private static func euro(_ minor: Int64) -> EREReconciliationAmount { .money(Money(minor: minor, .eur)) }

    private static let steps = [
        step("measured", kWh(320_118_400)),
        step("accepted", kWh(319_512_000), ("notAccepted", kWh(-606_400))),
        step("booked", kWh(318_913_900), ("notBooked", kWh(-598_100))),
        step("filed", kWh(318_913_900), ("notFiled", kWh(0))), step("expected", .units(106_081)),
        step("credited", .units(106_077), ("notAnswered", .units(0)), ("registerDifference", .units(-4))),
        step("right", .units(105_261), ("failedUnits", .units(-816))),
        step("verified", .units(105_261), ("notVerified", .units(0))),
        step("sold", .units(95_000), ("soldUnverified", .units(0)), ("stock", .units(-10_261))),
        step("revenue", euro(4_607_500)),
        step("gross", euro(4_500_000), ("notInPayouts", euro(-99_750)), ("failedRevenue", euro(-7_750))),
        step("net", euro(3_600_000), ("fee", euro(-900_000)), ("margin", euro(0))),
        step("paid", euro(3_520_000), ("notPaid", euro(-80_000))),
    ]

    private static func report(overbooked: Int = 0, booksDiffer: Bool = false) -> EREReconciliationShow.Model {
        EREReconciliationShow.Model(
            quarter: "2026-Q3",
            steps: steps,
            open: (overbooked > 0 ? [("overbooked", overbooked)] : [])
                + [("accept", 4), ("file", 3), ("difference", 1), ("sell", 38), ("pay", 7)],
            overbooked: overbooked,
            ties: [
                tie("filings", kWh(318_913_900)), tie("expected", .units(106_081)), tie("stock", .units(105_261)),
                tie("sales", .units(95_000)), tie("books", euro(99_750), booksDiffer ? euro(99_749) : nil),
            ],
            filings: [filing(2, 12, 9, -4_120_000, -1_371), filing(1, 405, 0, 323_033_900, 107_452)],
            corrections: corrections,
            correctionCount: 131,
            tolerance: 1,
            query: ListQuery(rules: EREReconciliationShow.rules),
            total: 412,
            rows: rows(isOverbooked: overbooked > 0)
        )
    }

    private static func tie(
        _ name: String,
        _ amount: EREReconciliationAmount,
        _ other: EREReconciliationAmount? = nil
    ) -> EREReconciliationShow.Tie {
        EREReconciliationShow.Tie(name: name, report: amount, other: other ?? amount)
    }

    private static func filing(
        _ number: Int64,
        _ lines: Int,
        _ corrections: Int,
        _ wh: Int64,
        _ units: Int64
    ) -> EREReconciliationShow.Filing {
        EREReconciliationShow.Filing(
            filing: Mention("VOL-ERE-2026-Q3-\(number)", .ereFiling(EREFilingID(number))),
            at: Sample.noon,
            lines: lines,
            corrections: corrections,
            energy: Energy(wh: wh),
            units: units
        )
    }

    private static let corrections = [
        EREReconciliationShow.Correction(
            kind: "filed",
            at: Sample.noon,
            line: Mention("871685900000000004", .ereBooking(EREBookingID(41))),
            reference: "VOL-ERE-2026-Q3-2",
            before: kWh(812_400),
            after: kWh(790_100),
            reason: "A session of September was counted twice by the old charger.",
            by: "Ada Admin"
        ),
        EREReconciliationShow.Correction(
            kind: "failed",
            at: Sample.noon,
            line: Mention("871685900000000011", .ereBooking(EREBookingID(42))),
            reference: "IV-2026-00417",
            before: .units(816),
            after: .units(0),
            reason: "The charger stood at another address.",
            by: "Fin Finance"
        ),
    ]

    private static func rows(isOverbooked: Bool) -> [EREReconciliationShow.Row] {
        [
            EREReconciliationShow.Row(
                connection: Mention("871685900000000004", .ereBooking(EREBookingID(41))),
                customer: Mention("Sanne Bakker", .customer(CustomerID(7))),
                measured: Energy(wh: 790_100),
                booked: Energy(wh: isOverbooked ? 812_400 : 790_100),
                notBooked: Energy(wh: isOverbooked ? -22_300 : 0),
                expected: 262,
                credited: 262,
                verified: 262,
                sold: 240,
                paid: Money(minor: 9_120, .eur),
                corrections: 1,
                open: isOverbooked ? ["overbooked", "sell"] : ["sell"]
            ),
            EREReconciliationShow.Row(
                connection: Mention("871685900000000028", .ereBooking(EREBookingID(44))),
                customer: Mention("VvE De Gracht", .customer(CustomerID(8))),
                measured: Energy(wh: 2_104_250),
                booked: .zero,
                notBooked: Energy(wh: 2_104_250),
                expected: 0,
                credited: 0,
                verified: 0,
                sold: 0,
                paid: .zero(.eur),
                corrections: 0,
                open: ["accept"]
            ),
        ]
    }

    private static let partnerSums = PartnerReconciliation.Model(
        quarter: "2026-Q3",
        quarters: ["2026-Q4", "2026-Q3", "2026-Q2"],
        steps: steps,
        rows: [partner("Voltaria", 1, isFine: true), partner("Ampère & Zonen", 2, isFine: false)]
    )

    private static func partner(_ name: String, _ id: Int64, isFine: Bool) -> PartnerReconciliation.Row {
        PartnerReconciliation.Row(
            partner: Mention(name, .partner(OperatorID(id))),
            connections: 412,
            measured: Energy(wh: 320_118_400),
            booked: Energy(wh: 318_913_900),
            notBooked: Energy(wh: 1_204_500),
            overbooked: isFine ? 0 : 2,
            expected: 106_081,
            credited: 106_077,
            verified: 105_261,
            sold: 95_000,
            revenue: Money(minor: 4_607_500, .eur),
            paid: Money(minor: 3_520_000, .eur),
            holds: isFine
        )
    }
}
