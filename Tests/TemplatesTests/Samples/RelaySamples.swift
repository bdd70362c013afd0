import Templates
import Values

extension SamplePage {
    static let relay: [SamplePage] = [
        SamplePage("upstreams") {
            let rows = [
                UpstreamIndex.Row(
                    id: UpstreamID(1),
                    name: "E-Flux by Road",
                    url: "wss://ocpp.e-flux.io/ocpp/",
                    chargePoints: 12,
                    observed: 3,
                    isRetired: false
                ),
                UpstreamIndex.Row(
                    id: UpstreamID(2),
                    name: "Old one",
                    url: "ws://old.example:8080/",
                    chargePoints: 0,
                    observed: 0,
                    isRetired: true
                ),
            ]
            return UpstreamIndex.view(.init(rows: rows, mayEdit: true), frame: Sample.frame(.upstreams))
        },
        SamplePage("upstreams-none") {
            UpstreamIndex.view(.init(rows: [], mayEdit: true), frame: Sample.frame(.upstreams))
        },
        SamplePage("upstream-form") {
            let model = UpstreamForm.Model(
                id: UpstreamID(1),
                name: Field("E-Flux by Road", error: .alreadyTaken),
                url: Field("wss://ocpp.e-flux.io/ocpp/"),
                forwardsQuery: Field("yes"),
                trustedAuthorities: Field(),
                mayRetire: true
            )
            return UpstreamForm.view(model, frame: Sample.frame(.editUpstream(UpstreamID(1))))
        },
        SamplePage("notices") {
            NoticeIndex.view(Sample.notices, frame: Sample.frame(.notices))
        },
        SamplePage("notices-none-nl") {
            let query = ListQuery([], rules: NoticeIndex.rules)
            let model = NoticeIndex.Model(query: query, total: 0, rows: [], parked: [])
            return NoticeIndex.view(model, frame: Sample.frame(.notices, role: .operatorFinance, language: .dutch))
        },
        SamplePage("unknown-charge-points") {
            UnknownChargePointIndex.view(Sample.unknown(limit: 1), frame: Sample.frame(.unknownChargePoints))
        },
        SamplePage("unknown-charge-points-none-nl") {
            let model = UnknownChargePointIndex.Model(
                rows: [],
                rules: [],
                beginning: Field("VOL", error: Text(en: "Too short.", nl: "Te kort.")),
                upstream: Field("1"),
                upstreams: [Choice("1", "E-Flux by Road (wss://ocpp.e-flux.io/ocpp/)")],
                limit: 200,
                mayEdit: true
            )
            return UnknownChargePointIndex.view(
                model,
                frame: Sample.frame(.unknownChargePoints, language: .dutch)
            )
        },
        SamplePage("unknown-charge-point") {
            UnknownChargePointShow.view(
                Sample.unknown(0),
                frame: Sample.frame(.unknownChargePoint(ChargePointID(31)))
            )
        },
        SamplePage("unknown-charge-point-refused") {
            UnknownChargePointShow.view(
                Sample.unknown(1),
                frame: Sample.frame(.unknownChargePoint(ChargePointID(32)))
            )
        },
        SamplePage("relay") {
            RelayShow.view(Sample.relay, frame: Sample.frame(.chargePointRelay(ChargePointID(21))))
        },
        SamplePage("observers") {
            ObserverIndex.view(Sample.observers, frame: Sample.frame(.chargePointObservers(ChargePointID(21))))
        },
        SamplePage("observers-none-nl") {
            let model = ObserverIndex.Model(
                id: ChargePointID(21),
                name: "Gate, left",
                zone: Sample.amsterdam,
                rows: [],
                countedMessages: 10_000,
                upstream: Field("", error: Text(en: "Choose one.", nl: "Kies er een.")),
                upstreams: [Choice("1", "E-Flux by Road (wss://ocpp.e-flux.io/ocpp/)")],
                fields: Sample.observerFields,
                mayEdit: true
            )
            return ObserverIndex.view(
                model,
                frame: Sample.frame(.chargePointObservers(ChargePointID(21)), language: .dutch)
            )
        },
        SamplePage("observer") {
            ObserverShow.view(Sample.observer, frame: Sample.frame(.observer(ObserverID(5))))
        },
        SamplePage("outbox") {
            OutboxShow.view(Sample.outbox, frame: Sample.frame(.chargePointOutbox(ChargePointID(21))))
        },
        SamplePage("outbox-empty") {
            let model = OutboxShow.Model(
                id: ChargePointID(21),
                name: "Gate, left",
                zone: Sample.amsterdam,
                waiting: 0,
                waitingSince: nil,
                told: 0,
                lastToldAt: nil,
                parked: 0,
                rows: [],
                mayDecide: false
            )
            return OutboxShow.view(model, frame: Sample.frame(.chargePointOutbox(ChargePointID(21))))
        },
    ]
}

extension Sample {
    static let notices = NoticeIndex.Model(
        query: ListQuery([], rules: NoticeIndex.rules),
        total: 4,
        rows: [
            NoticeIndex.Row(
                at: at("2025-06-20T08:00:00Z"),
                chargePoint: Mention("Gate, left", .chargePointRelay(ChargePointID(21))),
                upstream: "E-Flux by Road",
                kind: .moved,
                detail: "CentralSystemURL = wss://elsewhere.example/?a=<b>"
            ),
            NoticeIndex.Row(
                at: at("2025-06-19T08:00:00Z"),
                chargePoint: Mention("VOL-ZZ-031", .unknownChargePoint(ChargePointID(31))),
                upstream: "E-Flux by Road",
                kind: .keyRotation,
                detail: ""
            ),
            NoticeIndex.Row(
                at: at("2025-06-18T08:00:00Z"),
                chargePoint: Mention("Gate, left", .chargePointRelay(ChargePointID(21))),
                upstream: "E-Flux by Road",
                kind: .hardReset,
                detail: ""
            ),
            NoticeIndex.Row(
                at: at("2025-06-17T08:00:00Z"),
                chargePoint: Mention("Gate, left", .chargePointRelay(ChargePointID(21))),
                upstream: "E-Flux by Road",
                kind: nil,
                detail: ""
            ),
        ],
        parked: [
            NoticeIndex.Parked(
                chargePoint: Mention("Gate, left", .chargePointOutbox(ChargePointID(21))),
                count: 2,
                since: at("2025-06-30T08:10:00Z")
            )
        ]
    )

    static let outbox = OutboxShow.Model(
        id: ChargePointID(21),
        name: "Gate, left",
        zone: amsterdam,
        waiting: 1,
        waitingSince: at("2025-06-30T08:10:00Z"),
        told: 1,
        lastToldAt: at("2025-06-30T08:12:00Z"),
        parked: 2,
        rows: [
            outboxRow("1-7", "StartTransaction", 1_900_000_001, 88, "acked", ""),
            outboxRow("1-8", "StopTransaction", 1_900_000_001, nil, "parked", "no_answer"),
            outboxRow("1-9", "MeterValues", 1_900_000_001, nil, "parked", "refused: InternalError"),
            outboxRow("1-10", "StatusNotification", nil, nil, "pending", ""),
        ],
        mayDecide: true
    )

    private static func outboxRow(
        _ name: String,
        _ action: String,
        _ number: Int64?,
        _ upstream: Int64?,
        _ state: String,
        _ reason: String
    ) -> OutboxShow.Row {
        OutboxShow.Row(
            name: name,
            at: at("2025-06-30T08:10:00Z"),
            action: action,
            transactionID: number,
            upstreamTransactionID: upstream,
            state: state,
            reason: reason,
            changedAt: at("2025-06-30T08:12:00Z")
        )
    }

    static let unknownRows = [
        UnknownChargePointIndex.Row(
            id: ChargePointID(31),
            identity: "VOL-ZZ-031",
            model: "Alfen BV NG910-60023",
            upstream: "E-Flux by Road",
            firstAt: noon,
            lastMessageAt: noon,
            refusedAt: nil
        ),
        UnknownChargePointIndex.Row(
            id: ChargePointID(32),
            identity: "VOL-ZZ-<32>",
            model: "",
            upstream: "E-Flux by Road",
            firstAt: noon,
            lastMessageAt: nil,
            refusedAt: noon
        ),
    ]

    static func unknown(limit: Int) -> UnknownChargePointIndex.Model {
        UnknownChargePointIndex.Model(
            rows: unknownRows,
            rules: [.init(id: DefaultUpstreamID(3), beginning: "VOL-ZZ-", upstream: "E-Flux by Road")],
            beginning: Field(),
            upstream: Field(),
            upstreams: [Choice("1", "E-Flux by Road (wss://ocpp.e-flux.io/ocpp/)")],
            limit: limit,
            mayEdit: true
        )
    }

    static func unknown(_ index: Int) -> UnknownChargePointShow.Model {
        UnknownChargePointShow.Model(
            row: unknownRows[index],
            remoteAddress: "192.0.2.7",
            up: 120,
            down: 118,
            ownCalls: 0,
            name: Field(),
            site: Field("11"),
            sites: siteChoices,
            mayEdit: true
        )
    }

    static let relay = RelayShow.Model(
        id: ChargePointID(21),
        name: "Gate, left",
        zone: amsterdam,
        passage: RelayShow.Passage(
            upstream: "E-Flux by Road",
            url: "wss://ocpp.e-flux.io/ocpp/",
            mode: Text(en: "The charge point's own, unchanged", nl: "Die van het laadpunt, ongewijzigd"),
            since: at("2025-06-01T08:00:00Z"),
            up: 12_345,
            down: 12_001,
            ownCalls: 0,
            lastAt: at("2025-06-30T08:00:00Z"),
            absence: Text(en: "Answer here, and tell the back-office later", nl: "Hier antwoorden")
        ),
        events: [
            RelayShow.Event(
                at: at("2025-06-20T08:00:00Z"),
                code: "moved",
                detail: "CentralSystemURL = wss://elsewhere.example/"
            )
        ],
        observers: Array(observerRows.prefix(2)),
        countedMessages: 10_000,
        upstream: Field("1"),
        upstreams: [Choice("1", "E-Flux by Road (wss://ocpp.e-flux.io/ocpp/)")],
        authorization: Field("pass"),
        authorizations: [
            Choice("pass", "The charge point's own, unchanged"), Choice("replace", "Other ones, kept here"),
            Choice("none", "None"),
        ],
        password: Field(),
        absence: Field("outbox"),
        absences: [
            Choice("pass", "Let it go: the charge point keeps its messages"),
            Choice("outbox", "Answer here, and tell the back-office later"),
        ],
        unknownTokens: Field("yes"),
        bootsAgain: Field("yes"),
        mayEdit: true
    )
}
