import Templates
import Values

extension Sample {
    static let observerFields = ObserverFields(
        identity: Field("GATE-COPY"),
        authorization: Field("key"),
        authorizations: [Choice("key", "A key of its own, kept here"), Choice("none", "None")],
        key: Field(),
        enabled: Field("yes"),
        bootsAgain: Field()
    )

    static let observerRows: [ObserverIndex.Row] = [
        observerRow(5, "connected", ""), observerRow(6, "away", "unreachable: connection refused"),
        observerRow(7, "not_accepted", "Pending"), observerRow(8, "away", "refused: 401"),
        observerRow(9, "resting", ""), observerRow(10, "new", "", isEnabled: false),
    ]

    private static func observerRow(
        _ id: Int64,
        _ state: String,
        _ reason: String,
        isEnabled: Bool = true
    ) -> ObserverIndex.Row {
        ObserverIndex.Row(
            id: ObserverID(id),
            name: "Roaming partner \(id)",
            url: "wss://observer.example/ocpp/",
            isEnabled: isEnabled,
            state: state,
            reason: reason,
            since: id == 10 ? nil : at("2025-06-30T08:10:00Z"),
            behind: id == 6 ? 10_001 : 3,
            told: 1_204,
            skipped: 7,
            untold: 2
        )
    }

    static let observers = ObserverIndex.Model(
        id: ChargePointID(21),
        name: "Gate, left",
        zone: amsterdam,
        rows: observerRows,
        countedMessages: 10_000,
        upstream: Field("1"),
        upstreams: [Choice("1", "E-Flux by Road (wss://ocpp.e-flux.io/ocpp/)")],
        fields: observerFields,
        mayEdit: true
    )

    static let observer = ObserverShow.Model(
        chargePoint: ChargePointID(21),
        chargePointName: "Gate, left",
        zone: amsterdam,
        summary: observerRow(6, "away", "closed: 1011 no answer"),
        countedMessages: 10_000,
        nextTryAt: at("2025-06-30T08:15:00Z"),
        addedAt: at("2025-06-01T08:00:00Z"),
        lastToldAt: at("2025-06-30T08:09:00Z"),
        outdated: 12,
        refused: 1,
        lastRefusal: "MeterValues: refused: InternalError",
        commands: 3,
        fields: observerFields,
        rows: [
            observerTransaction("1-7", 4_711, 88, "open", ""),
            observerTransaction("1-8", 4_712, 89, "stopped", "not_accepted: Invalid"),
            observerTransaction("1-9", 4_713, nil, "untold", "start_unknown"),
            observerTransaction("1-10", 4_714, nil, "untold", "refused: InternalError", mayRetry: true),
            observerTransaction("1-11", 4_715, 90, "stop_untold", "no_answer", mayRetry: true),
            observerTransaction("1-12", 4_716, nil, "untold", "no_number", isUnderWay: true),
            observerTransaction("1-13", 4_717, 90, "open", "repeated"),
        ],
        mayEdit: true
    )

    private static func observerTransaction(
        _ name: String,
        _ number: Int64,
        _ own: Int64?,
        _ state: String,
        _ reason: String,
        isUnderWay: Bool = false,
        mayRetry: Bool = false
    ) -> ObserverShow.Row {
        ObserverShow.Row(
            name: name,
            at: at("2025-06-30T08:10:00Z"),
            transactionID: number,
            observerTransactionID: own,
            state: state,
            reason: reason,
            told: own == nil ? 0 : 5,
            skipped: own == nil ? 4 : 0,
            refused: mayRetry ? 1 : 0,
            isUnderWay: isUnderWay,
            mayRetry: mayRetry
        )
    }
}
