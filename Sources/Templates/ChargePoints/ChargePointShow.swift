package import Values

/// One charge point: its live state, what it said last, and what can be asked of it.
package enum ChargePointShow {
    /// What changes while the page is open.
    package struct Live: Sendable {
        package let isOnline: Bool
        package let connectedAt: Timestamp?
        package let lastMessageAt: Timestamp?
        package let connectors: [ConnectorState]
        /// Sessions under way.
        package let sessions: [OpenSession]
        package let messages: [Message]
        package let commands: [ShownCommand]

        package init(
            isOnline: Bool,
            connectedAt: Timestamp?,
            lastMessageAt: Timestamp?,
            connectors: [ConnectorState],
            sessions: [OpenSession],
            messages: [Message],
            commands: [ShownCommand]
        ) {
            self.isOnline = isOnline
            self.connectedAt = connectedAt
            self.lastMessageAt = lastMessageAt
            self.connectors = connectors
            self.sessions = sessions
            self.messages = messages
            self.commands = commands
        }
    }

    package struct OpenSession: Sendable {
        package let session: Mention
        package let connector: Int
        package let startedAt: Timestamp
        package let energy: Energy?
        /// The OCPP transaction by its number or name, needed to stop it.
        package let transactionName: String

        package init(
            session: Mention,
            connector: Int,
            startedAt: Timestamp,
            energy: Energy?,
            transactionName: String
        ) {
            self.session = session
            self.connector = connector
            self.startedAt = startedAt
            self.energy = energy
            self.transactionName = transactionName
        }
    }

    /// A frame as received or sent.
    package struct Message: Sendable {
        package let at: Timestamp
        package let isOutgoing: Bool
        package let action: String
        package let raw: String

        package init(at: Timestamp, isOutgoing: Bool, action: String, raw: String) {
            self.at = at
            self.isOutgoing = isOutgoing
            self.action = action
            self.raw = raw
        }
    }

    package struct Model: Sendable {
        package let id: ChargePointID
        package let name: String
        package let identity: String
        package let site: Mention
        package let host: Mention
        package let zone: Zone
        package let connectorCount: Int
        package let maxPowerWatts: Int
        package let vendor: String
        package let model: String
        package let serialNumber: String
        package let firmware: String
        package let meterType: String
        package let meterSerial: String
        package let bootedAt: Timestamp?
        /// Without the identity, as most chargers want it: `wss://host/ocpp`.
        package let ocppURL: String
        package let live: Live
        /// Whether the reader's role may send commands and renew the key.
        package let mayCommand: Bool
        /// The back-office that it goes through to, which alone commands it; `nil` when it is ours.
        package var relayedTo: String?
        /// Who connected it step by step; `nil` when it came another way.
        package var connectedBy: String?
        /// A new key in the clear, shown this one time.
        package let newKey: String?
        /// What is known of its meter.
        package var metering: MeteringCard.Model?
        /// Whether the reader's role may change it.
        package let mayEdit: Bool
        /// Since when it is out of use.
        package let retiredAt: Timestamp?

        package init(
            id: ChargePointID,
            name: String,
            identity: String,
            site: Mention,
            host: Mention,
            zone: Zone,
            connectorCount: Int,
            maxPowerWatts: Int,
            vendor: String,
            model: String,
            serialNumber: String,
            firmware: String,
            meterType: String,
            meterSerial: String,
            bootedAt: Timestamp?,
            ocppURL: String,
            live: Live,
            mayCommand: Bool,
            newKey: String?,
            mayEdit: Bool,
            retiredAt: Timestamp?
        ) {
            self.id = id
            self.name = name
            self.identity = identity
            self.site = site
            self.host = host
            self.zone = zone
            self.connectorCount = connectorCount
            self.maxPowerWatts = maxPowerWatts
            self.vendor = vendor
            self.model = model
            self.serialNumber = serialNumber
            self.firmware = firmware
            self.meterType = meterType
            self.meterSerial = meterSerial
            self.bootedAt = bootedAt
            self.ocppURL = ocppURL
            self.live = live
            self.mayCommand = mayCommand
            self.newKey = newKey
            self.mayEdit = mayEdit
            self.retiredAt = retiredAt
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.zone)
        return Page.app(
            model.name,
            frame: frame,
            crumbs: [Crumb(say(.chargePoints), .chargePoints)],
            lead: HTML(model.identity),
            actions: model.mayEdit && model.retiredAt == nil
                ? linkButton(say(.edit), to: .editChargePoint(model.id)) : .empty
        ) {
            chargePointTabs(model.id, .overview, say)
            if let key = model.newKey { keyOnce(key, model, say) }
            if let since = model.retiredAt { retired(since, model, frame) }
            div(.class("stack"), .live(.chargePointEvents(model.id)), .fragment(.chargePointState(model.id))) {
                fragment(model.live, zone: model.zone, frame: frame)
            }
            if let upstream = model.relayedTo {
                notice(.info, say(relayedNote(upstream)))
            } else if model.mayCommand {
                div(.id("send-command"), .live(.chargePointEvents(model.id))) { commandCard(model, frame) }
            }
            columns {
                card(say(en: "Charge point", nl: "Laadpunt")) { facts(identity(model, say)) }
                card(say(en: "How to connect", nl: "Hoe te verbinden")) { connection(model, frame) }
            }
            if let metering = model.metering {
                MeteringCard.card(metering, .chargePointMeterKey(model.id), frame)
            }
            if model.mayEdit, model.retiredAt == nil { retirement(model, frame) }
        }
    }

    private static func identity(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact(say(.site), model.site.html),
            Fact(say(.host), model.host.html),
            Fact(say(en: "Vendor and model", nl: "Merk en model"), [model.vendor, model.model].joined(separator: " ")),
            Fact(say(en: "Serial number", nl: "Serienummer"), model.serialNumber),
            Fact(say(en: "Firmware", nl: "Firmware"), model.firmware),
            Fact(say(en: "Meter", nl: "Meter"), [model.meterType, model.meterSerial].joined(separator: " ")),
            Fact(say(en: "Highest power", nl: "Hoogste vermogen"), kilowatts(model.maxPowerWatts, say)),
            Fact(say(.connectors), say.count(model.connectorCount)),
            Fact(
                say(en: "Last boot", nl: "Laatste start"),
                model.bootedAt.map { exactMoment($0, say) } ?? HTML("–")
            ),
        ] + (model.connectedBy.map { [Fact(say(en: "Connected by", nl: "Verbonden door"), $0)] } ?? [])
    }

    private static func kilowatts(_ watts: Int, _ say: Reader) -> String {
        say.decimal(Exact(mantissa: Int128(watts), scale: 3), minimumDecimals: 0) + "\u{00A0}kW"
    }

    /// The key leaves us once; later only its digest is known.
    private static func keyOnce(_ key: String, _ model: Model, _ say: Reader) -> HTML {
        notice(
            .good,
            say(en: "Copy the key now: it is shown once", nl: "Kopieer de sleutel nu: hij wordt één keer getoond")
        ) {
            p { copyable(key, id: "new-key", say) }
            p {
                say(
                    en: "We keep only its digest. Put it into the charge point together with the address below.",
                    nl: "Wij bewaren alleen een afdruk ervan. Zet hem samen met het adres hieronder in het laadpunt."
                )
            }
        }
    }

    private static func connection(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            ol(.class("steps")) {
                li {
                    div {
                        say(urlStep); copyable(model.ocppURL, id: "ocpp-url", say)
                    }
                }
                li {
                    div {
                        say(identityStep); copyable(model.identity, id: "ocpp-identity", say)
                    }
                }
                li { div { say(keyStep) } }
            }
            p { a(.href(.connecting(model.id))) { say(en: "Wait for it to connect", nl: "Wacht tot het verbindt") } }
            if model.mayCommand {
                actionButton(
                    frame,
                    say(en: "Make a new key", nl: "Maak een nieuwe sleutel"),
                    to: .chargePointKey(model.id),
                    style: .danger,
                    confirm: newKeyQuestion
                )
            }
        }
    }

    private static let urlStep = Text(
        en: "Set the OCPP 1.6J address of the charge point to ",
        nl: "Stel het OCPP 1.6J-adres van het laadpunt in op "
    )
    private static let identityStep = Text(
        en: "Set its identity to ",
        nl: "Stel de identiteit in op "
    )
    private static let keyStep = Text(
        en: "Set the password (AuthorizationKey) to its key, and restart it. It shows as online at once.",
        nl: "Stel het wachtwoord (AuthorizationKey) in op de sleutel en herstart het. Het komt meteen online."
    )
    private static let newKeyQuestion = Text(
        en: "The old key stops working now, and the charge point is disconnected until it has the new one. Make it?",
        nl: "De oude sleutel werkt meteen niet meer; het laadpunt heeft geen verbinding tot het de nieuwe heeft. Maken?"
    )
}
