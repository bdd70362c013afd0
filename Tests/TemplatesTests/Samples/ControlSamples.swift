import Templates
import Values

extension Sample {
    static func heading(typed: TypedCommand = TypedCommand(), mayCommand: Bool = true) -> ChargePointHeading {
        ChargePointHeading(
            id: ChargePointID(21),
            name: "Gate, left",
            identity: "VOL-ZZ-001",
            zone: amsterdam,
            isOnline: mayCommand,
            connectorCount: 2,
            mayCommand: mayCommand,
            typed: typed
        )
    }

    fileprivate static func shown(
        _ id: Int64,
        _ action: String,
        _ state: CommandState,
        _ outcome: CommandOutcome,
        raw: String = ""
    ) -> ShownCommand {
        ShownCommand(
            id: CommandID(id),
            requestedAt: at("2025-06-12T08:45:58Z"),
            action: action,
            requestedBy: id == 5 ? "" : "Noor de Wit",
            state: state,
            expiresAt: at("2025-06-13T08:45:58Z"),
            answeredAt: state == .queued || state == .sent ? nil : at("2025-06-12T08:46:01Z"),
            outcome: outcome,
            raw: raw
        )
    }

    static let shownCommands: [ShownCommand] = [
        shown(9, "Reset", .queued, .nothing),
        shown(8, "GetConfiguration", .answered, .settings(told: 41, unknown: 1)),
        shown(7, "RemoteStartTransaction", .answered, .status("Accepted"), raw: #"{"status":"Accepted"}"#),
        shown(6, "UnlockConnector", .failed, .error("disconnected", reason: "")),
        shown(5, "SendLocalList", .answered, .status("VersionMismatch")),
        shown(4, "SetChargingProfile", .failed, .error("FormationViolation", reason: "no periods")),
    ]
}

extension SamplePage {
    static let control: [SamplePage] = [
        SamplePage("charge-point-commands") {
            let model = ChargePointCommandsPage.Model(
                heading: Sample.heading(),
                sessions: Sample.live(isOnline: true).sessions,
                reservations: [
                    .init(number: 4, connector: 2, idTag: "04A1B2C3", until: Sample.at("2025-06-12T12:30:00Z"))
                ],
                history: Sample.shownCommands
            )
            return ChargePointCommandsPage.view(model, frame: Sample.frame(.chargePointCommands(ChargePointID(21))))
        },
        SamplePage("charge-point-commands-read-only") {
            let model = ChargePointCommandsPage.Model(
                heading: Sample.heading(mayCommand: false),
                sessions: [],
                reservations: [],
                history: []
            )
            return ChargePointCommandsPage.view(model, frame: Sample.frame(.chargePointCommands(ChargePointID(21))))
        },
        SamplePage("charge-point-commands-relayed") {
            var heading = Sample.heading()
            heading.relayedTo = "E-Flux by Road"
            let model = ChargePointCommandsPage.Model(
                heading: heading,
                sessions: [],
                reservations: [],
                history: [Sample.shown(10, "Reset", .failed, .error("relayed", reason: ""))]
            )
            return ChargePointCommandsPage.view(model, frame: Sample.frame(.chargePointCommands(ChargePointID(21))))
        },
        SamplePage("charge-point-configuration") {
            let model = ChargePointSettingsPage.Model(
                heading: Sample.heading(),
                billing: [
                    .init(
                        name: "ClockAlignedDataInterval",
                        value: "0",
                        wanted: "900",
                        isMet: false,
                        isReadonly: false,
                        needsRestart: false,
                        reason: .readingsOnTheQuarter
                    ),
                    .init(
                        name: "MeterValueSampleInterval",
                        value: "60",
                        wanted: "60",
                        isMet: true,
                        isReadonly: false,
                        needsRestart: true,
                        reason: .readingsWhileCharging
                    ),
                    .init(
                        name: "StopTxnAlignedData",
                        value: nil,
                        wanted: "Energy.Active.Import.Register",
                        isMet: false,
                        isReadonly: false,
                        needsRestart: false,
                        reason: .readingsAtTheEnd
                    ),
                ],
                settings: [
                    .init(
                        name: "MeterValueSampleInterval",
                        value: "60",
                        isReadonly: false,
                        needsRestart: true,
                        at: Sample.noon
                    )
                ],
                history: [Sample.shownCommands[1]]
            )
            return ChargePointSettingsPage.view(model, frame: Sample.frame(.chargePointSettings(ChargePointID(21))))
        },
        SamplePage("charge-point-power") {
            let wrong = Field("7.30", error: Text(en: "Hours and minutes, such as 7:30.", nl: "Uren en minuten."))
            let typed = TypedCommand([ChargePointCommand.setLimit.field("from_2"): wrong])
            let model = ChargePointPowerPage.Model(
                heading: Sample.heading(typed: typed),
                composite: .init(
                    connector: "1",
                    at: Sample.noon,
                    stretches: [.init(from: "12 Jun 2025, 14:00", limit: "16 A")]
                ),
                history: [Sample.shownCommands[5]],
                sessions: Sample.live(isOnline: true).sessions
            )
            return ChargePointPowerPage.view(model, frame: Sample.frame(.chargePointPower(ChargePointID(21))))
        },
        SamplePage("charge-point-local-list") {
            let model = ChargePointLocalListPage.Model(
                heading: Sample.heading(),
                isKept: true,
                version: 12,
                confirmedAt: Sample.noon,
                lastFailure: "VersionMismatch",
                entries: [
                    .init(idTag: "04A1B2C3", status: "Accepted", group: "FLEET", expiresAt: nil),
                    .init(idTag: "04FFFFFF", status: "Blocked", group: "", expiresAt: Sample.noon),
                ],
                history: [Sample.shownCommands[4]]
            )
            return ChargePointLocalListPage.view(model, frame: Sample.frame(.chargePointLocalList(ChargePointID(21))))
        },
        SamplePage("charge-point-upkeep") {
            let model = ChargePointUpkeepPage.Model(
                heading: Sample.heading(),
                firmware: "6.6.0-4205",
                reports: [
                    .init(at: Sample.noon, kind: .firmware, status: "Downloading", number: 10, info: ""),
                    .init(at: Sample.noon, kind: .diagnostics, status: "UploadFailed", number: nil, info: ""),
                    .init(at: Sample.noon, kind: .security, status: "TamperDetection", number: nil, info: "lid"),
                ],
                history: []
            )
            return ChargePointUpkeepPage.view(model, frame: Sample.frame(.chargePointUpkeep(ChargePointID(21))))
        },
    ]
}
