/// How far a command to a charge point is.
package enum CommandState: String, CaseIterable, Sendable {
    case queued, sent, answered, failed, expired

    var title: Text {
        switch self {
        case .queued: Text(en: "queued", nl: "in de wachtrij")
        case .sent: Text(en: "sent", nl: "verzonden")
        case .answered: Text(en: "answered", nl: "beantwoord")
        case .failed: Text(en: "failed", nl: "mislukt")
        case .expired: Text(en: "no answer", nl: "geen antwoord")
        }
    }

    var tone: Tone {
        switch self {
        case .queued, .sent: .info
        case .answered: .good
        case .failed: .bad
        case .expired: .caution
        }
    }
}

extension ChargePointShow {
    static func commandCard(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(say(en: "Send a command", nl: "Stuur een opdracht")) {
            if !model.live.isOnline { notice(.caution, say(offline)) }
            columns {
                startForm(model, frame)
                stopForms(model, frame)
                resetForms(model, frame)
            }
        }
    }

    private static let offline = Text(
        en: "The charge point is offline; commands will expire.",
        nl: "Het laadpunt is offline; opdrachten verlopen."
    )

    private static func startForm(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let connectors = (1...max(1, model.connectorCount)).map { Choice(String($0), String($0)) }
        return postForm(frame, to: .chargePointCommands(model.id), .class("stack", "stack--tight")) {
            h3 { say(en: "Start a session", nl: "Start een sessie") }
            hiddenField("command", ChargePointCommand.remoteStart.rawValue)
            hiddenField("from", ChargePointTab.overview.rawValue)
            fieldRow {
                selectField(
                    Control(ChargePointCommand.remoteStart.field("connector"), .connector),
                    connectors,
                    Field("1"),
                    say
                )
                inputField(
                    Control(ChargePointCommand.remoteStart.field("id_tag"), ChargePointCommandsPage.cardTitle)
                        .autocomplete("off"),
                    Field(),
                    say
                )
            }
            div { submitButton(say(en: "Start", nl: "Starten"), style: .secondary) }
        }
    }

    private static func stopForms(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return div(.class("stack", "stack--tight")) {
            h3 { say(en: "Stop a session", nl: "Stop een sessie") }
            if model.live.sessions.isEmpty {
                p(.class("soft")) { say(en: "No session is under way.", nl: "Er loopt geen sessie.") }
            }
            model.live.sessions.map { stopForm($0, model, frame) }
        }
    }

    private static func stopForm(_ open: OpenSession, _ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: .chargePointCommands(model.id), .confirm(say(stopQuestion))) {
            hiddenField("command", ChargePointCommand.remoteStop.rawValue)
            hiddenField("from", ChargePointTab.overview.rawValue)
            hiddenField("transaction", open.transactionName)
            submitButton(say(stopOn(open.connector)), style: .secondary)
        }
    }

    private static let stopQuestion = Text(en: "Stop this session?", nl: "Deze sessie stoppen?")
    private static func stopOn(_ connector: Int) -> Text {
        Text(en: "Stop on connector \(connector)", nl: "Stop op aansluiting \(connector)")
    }

    private static func resetForms(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return div(.class("stack", "stack--tight")) {
            h3 { say(en: "Restart", nl: "Herstarten") }
            p(.class("soft")) { say(resetHint) }
            div(.class("form-actions")) {
                resetForm(.softReset, Text(en: "Soft reset", nl: "Zachte herstart"), model, frame)
                resetForm(.hardReset, Text(en: "Hard reset", nl: "Harde herstart"), model, frame)
            }
        }
    }

    private static let resetHint = Text(
        en: "Soft ends sessions properly first; hard may cut them off.",
        nl: "Zacht beëindigt sessies eerst netjes; hard kan ze afbreken."
    )

    private static func resetForm(
        _ command: ChargePointCommand,
        _ title: Text,
        _ model: Model,
        _ frame: PageFrame
    ) -> HTML {
        let say = frame.say
        return postForm(frame, to: .chargePointCommands(model.id), .confirm(say(title) + "?")) {
            hiddenField("command", command.rawValue)
            hiddenField("from", ChargePointTab.overview.rawValue)
            submitButton(say(title), style: .danger)
        }
    }
}
