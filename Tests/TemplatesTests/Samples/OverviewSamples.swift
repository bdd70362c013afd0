import Templates
import Values

extension Sample {
    /// Thirty days whose figures repeat from run to run.
    static let days: [Dashboard.DayFigures] = (0..<30).map { offset in
        let wave = Int64((offset * 37 + 11) % 29)
        return Dashboard.DayFigures(
            day: day.adding(days: Int64(offset) - 29),
            energy: Energy(wh: 180_000 + wave * 9_310),
            sessions: 14 + Int(wave) / 2
        )
    }

    static let journalRows = rows(forHost: false)

    static func rows(forHost: Bool) -> [JournalRow] {
        [
            row(
                forHost,
                "4711",
                at: "2025-06-12T11:52:00Z",
                wh: 8_080,
                price: "0.136620",
                amount: "1.1038896",
                .priced
            ),
            row(
                forHost,
                "4710",
                at: "2025-06-12T11:20:31Z",
                wh: 22_413,
                price: nil,
                amount: "-0.48102263",
                .priced,
                intervals: 19
            ),
            row(forHost, "4709", at: "2025-06-12T10:58:12Z", wh: 41_902, price: nil, amount: nil, .waiting),
            row(forHost, "4708", at: "2025-06-12T10:14:00Z", wh: 12_000, price: "-0.0215", amount: "-0.258", .credited),
            row(forHost, "4707", at: "2025-06-12T09:41:44Z", wh: 7_115, price: nil, amount: nil, .held),
            row(forHost, "4706", at: "2025-06-12T09:02:05Z", wh: 3_020, price: nil, amount: nil, .noContract),
        ]
    }

    private static func row(
        _ forHost: Bool,
        _ number: String,
        at stopped: String,
        wh: Int64,
        price: String?,
        amount: String?,
        _ state: LineState,
        intervals: Int = 0
    ) -> JournalRow {
        JournalRow(
            line: Mention(number, forHost ? page(number) : .line(LineID(text: number) ?? LineID(0))),
            session: Mention(number, forHost ? page(number) : .session(SessionID(text: number) ?? SessionID(0))),
            host: named(host, forHost),
            site: named(site, forHost),
            chargePoint: "Gate, left",
            stoppedAt: at(stopped),
            durationSeconds: 3 * 3600 + 300,
            energy: Energy(wh: wh),
            price: price.map(exact),
            intervalCount: intervals,
            formula: state == .noContract ? nil : formula,
            amount: amount.map(exact),
            otherAmount: amount == nil ? nil : exact("1.2087"),
            currency: .eur,
            state: state
        )
    }

    private static func page(_ number: String) -> Route { .portalSession(SessionID(text: number) ?? SessionID(0)) }

    static let dashboard = Dashboard.Model(
        days: days,
        creditsDue: Dashboard.Due(total: euro(511_207), count: 12, monthToApprove: june.previous),
        thisMonth: euro(1_284_512),
        linesThisMonth: 1_932,
        waitingPrices: 4,
        exceptions: 3,
        chargePointsOnline: 38,
        chargePoints: 40,
        sessionsNow: 12,
        latest: journalRows,
        monthToClose: june.previous,
        attention: Dashboard.Attention(changed: 2, parked: 1)
    )

    static let emptyDashboard = Dashboard.Model(
        days: [],
        creditsDue: Dashboard.Due(total: euro(0), count: 0, monthToApprove: nil),
        thisMonth: euro(0),
        linesThisMonth: 0,
        waitingPrices: 0,
        exceptions: 0,
        chargePointsOnline: 0,
        chargePoints: 0,
        sessionsNow: 0,
        latest: [],
        monthToClose: nil,
        attention: Dashboard.Attention(changed: 0, parked: 0)
    )
}

extension SamplePage {
    static let overview: [SamplePage] = [
        SamplePage("dashboard") {
            let saved = Flash(.good, Text(en: "The host was saved.", nl: "De locatiehouder is opgeslagen."))
            return Dashboard.view(Sample.dashboard, frame: Sample.frame(.dashboard, flashes: [saved]))
        },
        SamplePage("dashboard-nl") {
            Dashboard.view(
                Sample.dashboard,
                frame: Sample.frame(.dashboard, role: .operatorFinance, language: .dutch)
            )
        },
        SamplePage("dashboard-empty") { Dashboard.view(Sample.emptyDashboard, frame: Sample.frame(.dashboard)) },
        SamplePage("journal-latest", isFragment: true) {
            JournalLatest.fragment(Sample.journalRows, Sample.frame(.dashboard).say)
        },
    ]
}
