import Templates
import Values

extension SamplePage {
    static let portalConnecting: [SamplePage] = [
        SamplePage("portal-charge-points") { list([onlineRow, waitingRow], frame(.portalChargePoints)) },
        SamplePage("portal-charge-points-empty") { list([], frame(.portalChargePoints, language: .english)) },
        SamplePage("portal-charge-points-unasked") {
            list([], Sample.frame(.portalChargePoints, role: .host, language: .dutch))
        },
        SamplePage("portal-connect") {
            let model = ConnectStart.Model(
                platforms: [Choice("e-flux", "E-Flux by Road"), Choice("own", "This central system")],
                brands: [Choice("alfen", "Alfen")],
                side: .hosts
            )
            return ConnectStart.view(model, frame: frame(.portalConnect))
        },
        SamplePage("portal-connect-details") {
            var model = Sample.connectDetails(isRelayed: true)
            model.side = .hosts
            return ConnectDetails.view(model, frame: frame(.portalConnectDetails))
        },
        SamplePage("portal-connect-details-no-site") {
            var model = Sample.connectDetails(isRelayed: false, sites: [])
            model.side = .hosts
            return ConnectDetails.view(model, frame: frame(.portalConnectDetails, language: .english))
        },
        SamplePage("portal-connect-ready") {
            ConnectWait.view(
                wait(key: "5f1c9e0a7b3d2c4e6f8091a2b3c4d5e6f7081920"),
                frame: frame(.portalConnectDetails, language: .english)
            )
        },
        SamplePage("portal-connecting") {
            ConnectWait.view(wait(key: nil), frame: frame(.portalConnecting(ChargePointID(21))))
        },
    ]

    private static func frame(_ route: Route, language: Language = .dutch) -> PageFrame {
        Sample.frame(route, role: .host, language: language, mayConnect: true)
    }

    private static func list(_ rows: [ChargePointIndex.Row], _ frame: PageFrame) -> HTML {
        let query = ListQuery(rules: PortalChargePoints.rules)
        return PortalChargePoints.view(.init(query: query, total: rows.count, rows: rows), frame: frame)
    }

    private static func wait(key: String?) -> ConnectWait.Model {
        var model = Sample.wait(
            isOnline: false,
            problems: key == nil ? [Sample.problem] : [],
            key: key,
            site: Mention(Sample.site.name, nil)
        )
        model.side = .hosts
        model.mayRenewKey = true
        return model
    }

    private static let onlineRow = ChargePointIndex.Row(
        chargePoint: Mention("Gate, left", .portalConnecting(ChargePointID(21))),
        identity: "VOL-ZZ-001",
        site: Mention("Strandweg", nil),
        isOnline: true,
        lastMessageAt: Sample.noon,
        connectors: [],
        model: "Alfen BV NG910"
    )

    private static let waitingRow = ChargePointIndex.Row(
        chargePoint: Mention("VOL-ZZ-002", .portalConnecting(ChargePointID(22))),
        identity: "VOL-ZZ-002",
        site: Mention("Strandweg", nil),
        isOnline: false,
        lastMessageAt: nil,
        connectors: [],
        model: ""
    )
}
