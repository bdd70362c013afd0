import Templates
import Values

extension SamplePage {
    static let portal: [SamplePage] = [
        SamplePage("portal") { PortalHome.view(home, frame: frame(.portal)) },
        SamplePage("portal-credits") {
            let model = PortalCredits.Model(
                query: ListQuery(rules: PortalCredits.rules),
                total: 1,
                rows: [Sample.creditRow(forHost: true)]
            )
            return PortalCredits.view(model, frame: frame(.portalCredits))
        },
        SamplePage("portal-credit") {
            PortalCredit.view(Sample.creditModel(forHost: true), frame: frame(.portalCredit(CreditID(42))))
        },
        SamplePage("portal-sessions") {
            let model = PortalSessions.Model(
                query: ListQuery(rules: PortalSessions.rules),
                total: 6,
                rows: Sample.rows(forHost: true),
                sites: Sample.siteChoices
            )
            return PortalSessions.view(model, frame: frame(.portalSessions))
        },
        SamplePage("portal-session") {
            let model = Sample.sessionModel(
                forHost: true,
                lines: [Sample.detail(1, .credited, mode: .atStart, forHost: true)]
            )
            return PortalSession.view(model, frame: frame(.portalSession(SessionID(4711))))
        },
        SamplePage("portal-downloads") {
            let files = PortalDownloads.CreditFiles(
                id: CreditID(42),
                number: "VOL-2025-000042",
                period: Sample.june,
                total: Sample.euro(123_456)
            )
            return PortalDownloads.view(.init(credits: [files]), frame: frame(.portalDownloads))
        },
    ]

    private static func frame(_ route: Route) -> PageFrame { Sample.frame(route, role: .host, language: .dutch) }

    private static let home = PortalHome.Model(
        hostName: "Hotel Zeezicht B.V.",
        currency: .eur,
        thisMonth: Sample.euro(41_207),
        thisMonthEnergy: Energy(wh: 3_120_440),
        thisMonthSessions: 88,
        balance: Sample.euro(123_456),
        waiting: 1,
        days: Sample.days,
        credits: [Sample.creditRow(forHost: true)],
        latest: Sample.rows(forHost: true),
        lacks: []
    )
}
