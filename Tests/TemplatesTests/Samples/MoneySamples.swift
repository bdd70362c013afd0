import Templates
import Values

extension Sample {
    static let postings: [LedgerPosting] = [
        .init(
            transaction: 812,
            account: Mention("Energy reimbursed to hosts", .ledgerAccount(AccountID(1))),
            accountCode: "7100",
            description: "VOL-2025-000042",
            effectiveOn: june.lastDay,
            recordedAt: noon,
            debit: euro(102_030),
            credit: nil
        ),
        .init(
            transaction: 812,
            account: Mention("Hotel Zeezicht B.V.", .ledgerAccount(AccountID(2))),
            accountCode: "1600.7",
            description: "VOL-2025-000042",
            effectiveOn: june.lastDay,
            recordedAt: noon,
            debit: nil,
            credit: euro(123_456)
        ),
    ]

    static let creditRow = creditRow(forHost: false)

    static func creditRow(forHost: Bool) -> CreditIndex.Row {
        CreditIndex.Row(
            credit: forHost ? portalCredit : credit,
            kind: .selfBilledInvoice,
            host: named(host, forHost),
            period: june,
            issuedOn: june.next.firstDay,
            dueOn: june.next.lastDay,
            lineCount: 214,
            total: euro(123_456),
            state: .issued
        )
    }

    static let creditModel = creditModel(forHost: false)

    static func creditModel(forHost: Bool) -> CreditShow.Model {
        CreditShow.Model(
            id: CreditID(42),
            number: "VOL-2025-000042",
            kind: .selfBilledInvoice,
            state: .approved,
            host: named(host, forHost),
            contract: named(contract, forHost),
            period: june,
            issuedOn: june.next.firstDay,
            dueOn: june.next.lastDay,
            currency: .eur,
            net: euro(102_030),
            vat: euro(21_426),
            total: euro(123_456),
            vatTotals: [.init(treatment: .standard, percent: exact("21"), vat: euro(21_426))],
            vatRule: Text(
                en: "NL 21%: domestic supply of electricity by a taxable host.",
                nl: "NL 21%: binnenlandse levering van elektriciteit door een btw-plichtige."
            ),
            energy: Energy(wh: 7_912_044),
            exactAmount: exact("1020.29874512"),
            lines: [
                .init(
                    site: named(site, forHost),
                    tariff: "day-ahead NL + 2.5%",
                    sessionCount: 214,
                    energy: Energy(wh: 7_912_044),
                    exactAmount: exact("1020.29874512"),
                    net: euro(102_030)
                )
            ],
            query: ListQuery(rules: CreditShow.sessionRules),
            sessions: [
                .init(
                    session: forHost ? portalSession : session,
                    line: forHost ? portalSession : line,
                    stoppedAt: at("2025-06-12T11:52:00Z"),
                    chargePoint: "Gate, left",
                    energy: Energy(wh: 8_080),
                    formula: "day-ahead NL + 2.5%",
                    amount: exact("1.10387546"),
                    isCorrection: false
                ),
                .init(
                    session: Mention("3990", forHost ? portalSession.route : .session(SessionID(3990))),
                    line: Mention("8001", forHost ? portalSession.route : .line(LineID(8001))),
                    stoppedAt: at("2025-05-30T21:10:00Z"),
                    chargePoint: "Gate, right",
                    energy: Energy(wh: 51_230),
                    formula: "day-ahead NL + 2.5%",
                    amount: exact("-0.4821"),
                    isCorrection: true
                ),
            ],
            entryCount: 215,
            sessionCount: 214,
            postings: forHost ? [] : postings,
            approval: .init(by: "Jan Smit", at: noon),
            paidByHand: nil
        )
    }

    static let portalSession = Mention("4711", .portalSession(SessionID(4711)))

    static func monthEnd(_ state: MonthEndState, blocked: Bool = false, inEuro: Bool = true) -> MonthEndShow.Model {
        let hasCredits = state == .closed || state == .approved || state == .failed || state == .blocked
        let row = MonthEndShow.CreditRow(
            credit: CreditID(42),
            number: "VOL-2025-000042",
            host: host,
            lineCount: 214,
            energy: Energy(wh: 7_912_044),
            net: euro(102_030),
            vat: euro(21_426),
            total: euro(123_456),
            dueOn: june.next.lastDay,
            state: state == .approved ? .approved : .issued
        )
        return MonthEndShow.Model(
            month: june,
            state: state,
            progress: state == .closing || state == .failed ? .init(done: 312, total: 1_000) : nil,
            message: state == .failed ? "The database went away while credit 313 was made." : "",
            credits: hasCredits ? [row] : [],
            query: ListQuery(rules: MonthEndShow.rules),
            creditCount: hasCredits ? 1 : 0,
            net: euro(102_030),
            vat: euro(21_426),
            total: euro(123_456),
            energy: Energy(wh: 7_912_044),
            openCount: 4,
            correctionCount: state == .approved ? 78 : 0,
            blocked: state == .blocked ? [blockedCredit] : [],
            blocks: blocked ? [.init(host: Mention("VvE De Gracht", .host(HostID(8))), lacks: [.iban, .town])] : [],
            operatorBlocks: blocked
                ? [Text(en: "Your own IBAN is missing.", nl: "Uw eigen IBAN ontbreekt.")] : [],
            approval: state == .approved ? .init(by: "Jan Smit", at: noon) : nil,
            mayApprove: true,
            approvalHint: nil,
            standings: hasCredits ? (inEuro ? standings(state, blocked: blocked) : elsewhere) : [],
            takesBankFile: inEuro,
            next: .init(
                payments: state == .approved ? 1 : 0,
                total: euro(state == .approved ? 123_456 : 0),
                days: state == .approved ? [.init(day: june.next.lastDay, payments: 1, total: euro(123_456))] : []
            ),
            files: state == .approved && inEuro ? [file] : [],
            handPayments: handPayments(isDue: state == .approved && !inEuro)
        )
    }

    static func handPayments(isDue: Bool) -> MonthEndShow.HandPayments {
        MonthEndShow.HandPayments(
            due: isDue
                ? [
                    .init(
                        value: "VOL-2025-000042 123456",
                        host: "Hotel Zeezicht B.V.",
                        amount: Money(minor: 123_456, .chf),
                        payOn: june.next.lastDay,
                        credits: ["VOL-2025-000040", "VOL-2025-000042"]
                    ),
                    .init(
                        value: "VOL-2025-000043 2500",
                        host: "VvE De Gracht",
                        amount: Money(minor: 2_500, .chf),
                        payOn: june.next.lastDay,
                        credits: ["VOL-2025-000043"]
                    ),
                ] : [],
            made: isDue
                ? [
                    .init(
                        number: "VOL-2025-000041",
                        host: host,
                        amount: Money(minor: 40_120, .chf),
                        paidOn: june.next.firstDay,
                        reference: "Batch 7 & rest",
                        by: "Jan Smit",
                        at: noon
                    )
                ] : [],
            chosen: ["VOL-2025-000042 123456"],
            choiceError: nil,
            paidOn: Field("2025-07-12"),
            reference: Field("", error: isDue ? .required : nil)
        )
    }

    static let blockedCredit = MonthEndShow.BlockedRow(
        host: Mention("VvE De Gracht", .host(HostID(8))),
        contract: "Reimbursement",
        reason: Text(
            en: "No VAT rate of ES is known for 2025-06-30: add it to the VAT rates.",
            nl: "Voor ES is op 2025-06-30 geen btw-tarief bekend: voeg het toe aan de btw-tarieven."
        ),
        remedy: .vatRates
    )

    static func standings(_ state: MonthEndState, blocked: Bool) -> [MonthEndShow.PaymentRow] {
        guard state == .approved else { return [.init(standing: .unapproved, count: 1, total: euro(123_456))] }
        return [
            .init(standing: blocked ? .held : .ready, count: 1, total: euro(123_456)),
            .init(standing: .carriedOver, count: 1, total: euro(-250)),
            .init(standing: .paid, count: 12, total: euro(999_950)),
        ]
    }

    static let elsewhere: [MonthEndShow.PaymentRow] = [
        .init(standing: .elsewhere, count: 3, total: Money(minor: 125_956, .chf)),
        .init(standing: .paidElsewhere, count: 1, total: Money(minor: 40_120, .chf)),
    ]

    static let file = MonthEndShow.FileRow(
        number: "VOL-B-2025-0007",
        month: june.next,
        paymentCount: 12,
        total: euro(999_950),
        days: [
            .init(day: june.next.lastDay, payments: 11, total: euro(900_000)),
            .init(day: june.next.next.lastDay, payments: 1, total: euro(99_950)),
        ],
        createdAt: noon,
        createdBy: "Jan Smit"
    )
}

extension SamplePage {
    static let money: [SamplePage] =
        journal + monthEnds + [
            SamplePage("credits") {
                let model = CreditIndex.Model(
                    query: ListQuery(rules: CreditIndex.rules),
                    total: 1,
                    rows: [Sample.creditRow],
                    hosts: Sample.hostChoices,
                    takesBankFile: true
                )
                return CreditIndex.view(model, frame: Sample.frame(.credits))
            },
            SamplePage("credit") { CreditShow.view(Sample.creditModel, frame: Sample.frame(.credit(CreditID(42)))) },
        ]

    private static let journal: [SamplePage] = [
        SamplePage("journal") {
            let model = JournalIndex.Model(
                query: ListQuery(rules: JournalIndex.rules),
                total: 6,
                rows: Sample.journalRows,
                hosts: Sample.hostChoices
            )
            return JournalIndex.view(model, frame: Sample.frame(.journal))
        },
        SamplePage("journal-line") {
            let model = JournalShow.Model(
                row: Sample.journalRows[0],
                line: Sample.detail(1, .priced, mode: .perInterval)
            )
            return JournalShow.view(model, frame: Sample.frame(.line(LineID(9001))))
        },
        SamplePage("exceptions") { ExceptionIndex.view(exceptions, frame: Sample.frame(.exceptions)) },
        SamplePage("exceptions-none-nl") {
            let model = ExceptionIndex.Model(
                query: ListQuery(rules: ExceptionIndex.rules),
                total: 0,
                rows: [],
                counts: [:]
            )
            return ExceptionIndex.view(model, frame: Sample.frame(.exceptions, language: .dutch))
        },
    ]

    private static let exceptions = ExceptionIndex.Model(
        query: ListQuery(rules: ExceptionIndex.rules),
        total: 4,
        rows: [
            .init(
                kind: .priceMissing,
                subject: Mention("Session 4709", .session(SessionID(4709))),
                place: "Strandweg",
                since: Sample.noon,
                detail: Text(en: "4 quarter hours from 26 Oct 2025, 02:00", nl: "4 kwartieren vanaf 26 okt 2025 02:00"),
                remedy: .pricesDay(zone: "NL", day: Sample.day)
            ),
            .init(
                kind: .frameUnread,
                subject: Mention("VOL-ZZ-002", .chargePoint(ChargePointID(22))),
                place: "Strandweg",
                since: Sample.noon,
                detail: Text(en: "Unknown action <Foo>", nl: "Onbekende actie <Foo>"),
                remedy: .chargePoint(ChargePointID(22))
            ),
            .init(
                kind: .stopMissing,
                subject: Mention("Session 4600", .session(SessionID(4600))),
                place: "Strandweg",
                since: Sample.noon,
                detail: Text(en: "It has no stop.", nl: "Zij heeft geen stop."),
                remedy: .chargePoint(ChargePointID(21))
            ),
            .init(
                kind: .creditBlocked,
                subject: Mention("June 2025", .monthEnd(Sample.june)),
                place: "VvE De Gracht · Reimbursement",
                since: Sample.noon,
                detail: Sample.blockedCredit.reason,
                remedy: .vatRates
            ),
        ],
        counts: [.priceMissing: 1, .frameUnread: 1, .stopMissing: 1, .creditBlocked: 1]
    )

    private static let monthEnds: [SamplePage] =
        [
            SamplePage("month-ends") {
                let rows: [MonthEndIndex.Row] = [
                    row(Sample.june.next, .running, 0), row(Sample.june, .ready, 0),
                    row(Sample.june.previous, .approved, 40), row(Sample.june.previous.previous, .blocked, 38),
                ]
                return MonthEndIndex.view(.init(rows: rows), frame: Sample.frame(.monthEnds))
            }
        ]
        + MonthEndState.allCases.map { state in
            SamplePage("month-end-\(state.rawValue)") {
                MonthEndShow.view(Sample.monthEnd(state), frame: Sample.frame(.monthEnd(Sample.june)))
            }
        } + [
            SamplePage("month-end-elsewhere-nl") {
                MonthEndShow.view(
                    Sample.monthEnd(.approved, inEuro: false),
                    frame: Sample.frame(.monthEnd(Sample.june), language: .dutch)
                )
            },
            SamplePage("month-end-blocked-nl") {
                MonthEndShow.view(
                    Sample.monthEnd(.approved, blocked: true),
                    frame: Sample.frame(.monthEnd(Sample.june), language: .dutch)
                )
            },
        ]

    private static func row(_ month: YearMonth, _ state: MonthEndState, _ credits: Int) -> MonthEndIndex.Row {
        MonthEndIndex.Row(
            month: month,
            state: state,
            creditCount: credits,
            lineCount: 1_932,
            energy: Energy(wh: 41_220_118),
            total: Sample.euro(522_310),
            openCount: credits == 0 ? 4 : 0,
            blockedCount: state == .blocked ? 2 : 0
        )
    }
}
