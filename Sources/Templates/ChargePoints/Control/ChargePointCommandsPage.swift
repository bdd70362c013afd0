package import Values

/// All commands of everyday work, and what became of the last hundred.
package enum ChargePointCommandsPage {
    /// A reservation that is in force.
    package struct Reservation: Sendable {
        package let number: Int64
        package let connector: Int64
        package let idTag: String
        package let until: Timestamp

        package init(number: Int64, connector: Int64, idTag: String, until: Timestamp) {
            self.number = number
            self.connector = connector
            self.idTag = idTag
            self.until = until
        }
    }

    package struct Model: Sendable {
        package let heading: ChargePointHeading
        package let sessions: [ChargePointShow.OpenSession]
        package let reservations: [Reservation]
        package let history: [ShownCommand]

        package init(
            heading: ChargePointHeading,
            sessions: [ChargePointShow.OpenSession],
            reservations: [Reservation],
            history: [ShownCommand]
        ) {
            self.heading = heading
            self.sessions = sessions
            self.reservations = reservations
            self.history = history
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.heading.zone)
        return chargePointPage(model.heading, .commands, frame: frame) {
            if model.heading.maySend {
                columns {
                    card(say(.sessions)) { sessionForms(model, frame) }
                    card(say(en: "Reservations", nl: "Reserveringen")) { reservationForms(model, frame) }
                    card(say(.chargePoint)) { upkeepForms(model.heading, frame) }
                    card(say(en: "Messages", nl: "Berichten")) { messageForms(model.heading, frame) }
                }
            }
            tableCard(say(en: "What was sent", nl: "Wat verstuurd is")) {
                commandHistory(model.history, model.heading, frame)
            }
        }
    }

    // MARK: Sessions

    private static func sessionForms(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            commandForm(.remoteStart, model.heading, frame) {
                h3 { say(en: "Start a session", nl: "Start een sessie") }
                fieldRow {
                    connectorField(.remoteStart, model.heading, say, withWhole: false)
                    commandField(.remoteStart, "id_tag", cardTitle, model.heading, say)
                }
                div { submitButton(say(en: "Start", nl: "Starten"), style: .secondary) }
            }
            model.sessions.map { stopForm($0, model.heading, frame) }
            commandForm(.unlock, model.heading, frame) {
                h3 { say(en: "Release the cable", nl: "Geef de kabel vrij") }
                connectorField(.unlock, model.heading, say, withWhole: false)
                div { submitButton(say(en: "Unlock", nl: "Ontgrendelen"), style: .secondary) }
            }
        }
    }

    static let cardTitle = Text(en: "Charge card", nl: "Laadpas")

    private static func stopForm(
        _ open: ChargePointShow.OpenSession,
        _ heading: ChargePointHeading,
        _ frame: PageFrame
    ) -> HTML {
        let say = frame.say.at(heading.zone)
        return commandForm(
            .remoteStop,
            heading,
            frame,
            confirm: Text(en: "Stop this session?", nl: "Deze sessie stoppen?")
        ) {
            h3 { say(en: "Session on connector \(open.connector)", nl: "Sessie op aansluiting \(open.connector)") }
            p {
                open.session.html
                " · "
                say.dateTime(open.startedAt)
            }
            hiddenField("transaction", open.transactionName)
            div { submitButton(say(en: "Stop", nl: "Stoppen"), style: .danger) }
        }
    }

    // MARK: Reservations

    private static func reservationForms(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say.at(model.heading.zone)
        return HTML {
            commandForm(.reserve, model.heading, frame) {
                fieldRow {
                    connectorField(.reserve, model.heading, say, withWhole: true)
                    commandField(.reserve, "id_tag", cardTitle, model.heading, say)
                    commandField(
                        .reserve,
                        "minutes",
                        Text(en: "Minutes", nl: "Minuten"),
                        model.heading,
                        say,
                        usual: "30",
                        type: .number
                    )
                }
                div { submitButton(say(en: "Reserve", nl: "Reserveren"), style: .secondary) }
            }
            model.reservations.map { reservation in
                commandForm(.cancelReservation, model.heading, frame) {
                    p {
                        strong { "\(reservation.number)" }
                        " · \(reservation.idTag) · "
                        say(.connector)
                        " \(reservation.connector) · "
                        say(en: "until ", nl: "tot ")
                        say.dateTime(reservation.until)
                    }
                    hiddenField(ChargePointCommand.cancelReservation.field("number"), "\(reservation.number)")
                    div { submitButton(say(en: "End it", nl: "Beëindigen"), style: .quiet) }
                }
            }
        }
    }

    // MARK: The charge point

    private static func upkeepForms(_ heading: ChargePointHeading, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            commandForm(.availability, heading, frame) {
                h3 { say(en: "In or out of use", nl: "In of uit gebruik") }
                fieldRow {
                    connectorField(.availability, heading, say, withWhole: true)
                    selectField(
                        Control(ChargePointCommand.availability.field("to"), Text(en: "To be", nl: "Wordt")),
                        [
                            Choice("operative", say(en: "in use", nl: "in gebruik")),
                            Choice("inoperative", say(en: "out of use", nl: "buiten gebruik")),
                        ],
                        heading.typed.field(.availability, "to", usual: "operative"),
                        say
                    )
                    waitField(.availability, heading, say)
                }
                div { submitButton(say(en: "Change", nl: "Wijzigen"), style: .secondary) }
            }
            h3 { say(en: "Restart", nl: "Herstarten") }
            resetForm(.softReset, Text(en: "Soft restart", nl: "Zachte herstart"), heading, frame)
            resetForm(.hardReset, Text(en: "Hard restart", nl: "Harde herstart"), heading, frame)
            commandForm(.clearCache, heading, frame) {
                h3 { say(en: "Known cards", nl: "Bekende passen") }
                p(.class("soft")) { say(cacheNote) }
                div { submitButton(say(en: "Forget known cards", nl: "Bekende passen vergeten"), style: .secondary) }
            }
        }
    }

    private static func resetForm(
        _ command: ChargePointCommand,
        _ title: Text,
        _ heading: ChargePointHeading,
        _ frame: PageFrame
    ) -> HTML {
        let say = frame.say
        let question = Text(en: "Restart the charge point?", nl: "Het laadpunt herstarten?")
        return commandForm(command, heading, frame, confirm: question) {
            fieldRow { waitField(command, heading, say) }
            div { submitButton(say(title), style: .danger) }
        }
    }

    private static let cacheNote = Text(
        en: "The charge point asks again about every card it accepted before.",
        nl: "Het laadpunt vraagt opnieuw naar elke pas die het eerder accepteerde."
    )

    // MARK: Messages

    private static func messageForms(_ heading: ChargePointHeading, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            commandForm(.trigger, heading, frame) {
                h3 { say(en: "Ask for a message", nl: "Vraag een bericht op") }
                fieldRow {
                    selectField(
                        Control(ChargePointCommand.trigger.field("message"), Text(en: "Message", nl: "Bericht")),
                        TriggeredMessage.allCases.map { Choice($0.rawValue, say($0.title)) },
                        heading.typed.field(.trigger, "message", usual: TriggeredMessage.status.rawValue),
                        say
                    )
                    connectorField(.trigger, heading, say, withWhole: true)
                }
                div { submitButton(say(en: "Ask", nl: "Opvragen"), style: .secondary) }
            }
            commandForm(.dataTransfer, heading, frame) {
                h3 { say(en: "Vendor's own message", nl: "Eigen bericht van de fabrikant") }
                fieldRow {
                    commandField(.dataTransfer, "vendor", Text(en: "Vendor", nl: "Fabrikant"), heading, say)
                    commandField(
                        .dataTransfer,
                        "message",
                        Text(en: "Message", nl: "Bericht"),
                        heading,
                        say,
                        isOptional: true
                    )
                }
                textField(
                    Control(ChargePointCommand.dataTransfer.field("data"), Text(en: "Content", nl: "Inhoud")).optional,
                    rows: 3,
                    heading.typed.field(.dataTransfer, "data"),
                    say
                )
                div { submitButton(say(en: "Send", nl: "Versturen"), style: .secondary) }
            }
        }
    }
}

/// Messages that can be asked for, spelled as in OCPP.
package enum TriggeredMessage: String, CaseIterable, Sendable {
    case status = "StatusNotification"
    case meterValues = "MeterValues"
    case boot = "BootNotification"
    case heartbeat = "Heartbeat"
    case firmware = "FirmwareStatusNotification"
    case diagnostics = "DiagnosticsStatusNotification"
    case log = "LogStatusNotification"
    case certificate = "SignChargePointCertificate"

    var title: Text {
        switch self {
        case .status: Text(en: "state of connectors", nl: "status van aansluitingen")
        case .meterValues: Text(en: "meter values", nl: "meterstanden")
        case .boot: Text(en: "what it is", nl: "wat het is")
        case .heartbeat: Text(en: "sign of life", nl: "teken van leven")
        case .firmware: Text(en: "progress of firmware", nl: "voortgang van firmware")
        case .diagnostics: Text(en: "progress of diagnostics", nl: "voortgang van diagnose")
        case .log: Text(en: "progress of a log", nl: "voortgang van een log")
        case .certificate: Text(en: "request for a certificate", nl: "aanvraag van een certificaat")
        }
    }
}
