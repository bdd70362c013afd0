import Templates
import Values

extension Sample {
    static let connectors: [ConnectorState] = [
        .init(number: 1, status: "Charging", errorCode: "NoError", info: "", at: at("2025-06-12T11:52:00Z")),
        .init(
            number: 2,
            status: "Faulted",
            errorCode: "GroundFailure",
            info: "RCD tripped",
            at: at("2025-06-12T08:01:30Z")
        ),
    ]

    static let chargePointRows: [ChargePointIndex.Row] = [
        .init(
            chargePoint: chargePoint,
            identity: "VOL-ZZ-001",
            site: site,
            isOnline: true,
            lastMessageAt: noon,
            connectors: connectors,
            model: "Alfen Eve Double"
        ),
        .init(
            chargePoint: Mention("Gate, right", .chargePoint(ChargePointID(22))),
            identity: "VOL-ZZ-002",
            site: site,
            isOnline: false,
            lastMessageAt: nil,
            connectors: [],
            model: ""
        ),
        .init(
            chargePoint: Mention("Old gate", .chargePoint(ChargePointID(20))),
            identity: "VOL-ZZ-000",
            site: site,
            isOnline: false,
            lastMessageAt: at("2024-12-31T15:00:00Z"),
            connectors: [],
            model: "Alfen NG",
            isRetired: true
        ),
    ]

    static let startFrame =
        #"[2,"17","StartTransaction",{"connectorId":1,"idTag":"04A1B2C3","meterStart":1520430,"timestamp":"2025-06-12T08:46:00Z"}]"#
    static let startAnswer = #"[3,"17",{"idTagInfo":{"status":"Accepted"},"transactionId":80021}]"#
    static let stopFrame =
        #"[2,"64","StopTransaction",{"idTag":"04A1B2C3","meterStop":1528510,"reason":"EVDisconnected","timestamp":"2025-06-12T11:52:00Z","transactionData":[],"transactionId":80021}]"#

    static func live(isOnline: Bool) -> ChargePointShow.Live {
        let open = ChargePointShow.OpenSession(
            session: session,
            connector: 1,
            startedAt: at("2025-06-12T08:46:00Z"),
            energy: Energy(wh: 8_080),
            transactionName: "80021"
        )
        let messages: [ChargePointShow.Message] = [
            .init(at: at("2025-06-12T08:46:00.412Z"), isOutgoing: false, action: "StartTransaction", raw: startFrame),
            .init(
                at: at("2025-06-12T08:46:00.431Z"),
                isOutgoing: true,
                action: "StartTransaction.conf",
                raw: startAnswer
            ),
        ]
        return ChargePointShow.Live(
            isOnline: isOnline,
            connectedAt: at("2025-06-10T06:00:00Z"),
            lastMessageAt: noon,
            connectors: isOnline ? connectors : [],
            sessions: isOnline ? [open] : [],
            messages: isOnline ? messages : [],
            commands: isOnline ? [shownCommands[2]] : []
        )
    }

    static func chargePointModel(
        isOnline: Bool,
        newKey: String?,
        retiredAt: Timestamp? = nil
    ) -> ChargePointShow.Model {
        ChargePointShow.Model(
            id: ChargePointID(21),
            name: "Gate, left",
            identity: "VOL-ZZ-001",
            site: site,
            host: host,
            zone: amsterdam,
            connectorCount: 2,
            maxPowerWatts: 22_000,
            vendor: "Alfen BV",
            model: "Eve Double",
            serialNumber: "ACE0123456",
            firmware: "6.6.0-4205",
            meterType: "Eastron SDM72",
            meterSerial: "22090471",
            bootedAt: isOnline ? at("2025-06-10T06:00:02Z") : nil,
            ocppURL: "wss://charge.voltaria.example/ocpp",
            live: live(isOnline: isOnline),
            mayCommand: retiredAt == nil,
            newKey: newKey,
            mayEdit: true,
            retiredAt: retiredAt
        )
    }
}

extension SamplePage {
    static let chargePoints: [SamplePage] = [
        SamplePage("charge-points") {
            let model = ChargePointIndex.Model(
                query: ListQuery(rules: ChargePointIndex.rules),
                total: 3,
                rows: Sample.chargePointRows
            )
            return ChargePointIndex.view(model, frame: Sample.frame(.chargePoints))
        },
        SamplePage("charge-point") {
            ChargePointShow.view(
                Sample.chargePointModel(isOnline: true, newKey: nil),
                frame: Sample.frame(.chargePoint(ChargePointID(21)))
            )
        },
        SamplePage("charge-point-relayed") {
            var model = Sample.chargePointModel(isOnline: true, newKey: nil)
            model.relayedTo = "E-Flux by Road"
            return ChargePointShow.view(model, frame: Sample.frame(.chargePoint(ChargePointID(21))))
        },
        SamplePage("charge-point-new") {
            ChargePointShow.view(
                Sample.chargePointModel(isOnline: false, newKey: "5f1c9e0a7b3d2c4e6f8091a2b3c4d5e6f7081920"),
                frame: Sample.frame(.chargePoint(ChargePointID(21)))
            )
        },
        SamplePage("charge-point-state", isFragment: true) {
            ChargePointShow.fragment(
                Sample.live(isOnline: true),
                zone: Sample.amsterdam,
                frame: Sample.frame(.chargePoints)
            )
        },
        SamplePage("charge-point-form") {
            let model = ChargePointForm.Model(
                identity: Field("VOL-ZZ-001", error: .alreadyTaken),
                name: Field("Gate, left"),
                site: Field("11"),
                sites: Sample.siteChoices,
                connectors: Field("2"),
                maxPowerKilowatts: Field("22"),
                toleratesNoSubprotocol: Field()
            )
            return ChargePointForm.view(model, frame: Sample.frame(.newChargePoint))
        },
        SamplePage("charge-point-edit") {
            let model = ChargePointForm.Model(
                id: ChargePointID(21),
                identity: Field("VOL-ZZ-001"),
                name: Field("Gate, left"),
                site: Field("11"),
                sites: Sample.siteChoices,
                connectors: Field(
                    "200",
                    error: Text(en: "A number from 1 to 64.", nl: "Een getal van 1 tot en met 64.")
                ),
                maxPowerKilowatts: Field("22"),
                toleratesNoSubprotocol: Field("yes")
            )
            return ChargePointForm.view(
                model,
                frame: Sample.frame(.editChargePoint(ChargePointID(21)), language: .dutch)
            )
        },
        SamplePage("charge-point-retired") {
            ChargePointShow.view(
                Sample.chargePointModel(isOnline: false, newKey: nil, retiredAt: Sample.noon),
                frame: Sample.frame(.chargePoint(ChargePointID(21)))
            )
        },
    ]
}
