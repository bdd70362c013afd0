package import Values

/// A command as a page shows it.
package struct ShownCommand: Sendable {
    package let id: CommandID
    package let requestedAt: Timestamp
    /// The name of the action as in OCPP.
    package let action: String
    package let requestedBy: String
    package let state: CommandState
    package let expiresAt: Timestamp
    package let answeredAt: Timestamp?
    package let outcome: CommandOutcome
    /// The answer as it came.
    package let raw: String

    package init(
        id: CommandID,
        requestedAt: Timestamp,
        action: String,
        requestedBy: String,
        state: CommandState,
        expiresAt: Timestamp,
        answeredAt: Timestamp?,
        outcome: CommandOutcome,
        raw: String
    ) {
        self.id = id
        self.requestedAt = requestedAt
        self.action = action
        self.requestedBy = requestedBy
        self.state = state
        self.expiresAt = expiresAt
        self.answeredAt = answeredAt
        self.outcome = outcome
        self.raw = raw
    }

    /// The word for what the command asks.
    var title: Text { CommandWords.titles[action] ?? Text(verbatim: action) }

    /// What became of it, in a sentence.
    func sentence(_ say: Reader) -> String {
        switch state {
        case .queued:
            say(
                en: "Waits to be sent, until \(say.dateTime(expiresAt)) at most.",
                nl: "Wacht op verzending, uiterlijk tot \(say.dateTime(expiresAt))."
            )
        case .sent: say(en: "Sent; no answer yet.", nl: "Verzonden; nog geen antwoord.")
        case .answered, .failed, .expired: say(outcome.words)
        }
    }
}

/// What came back, before it is put into words.
package enum CommandOutcome: Sendable, Hashable {
    /// The status of the answer.
    case status(String)
    /// Settings that were told, and names that were not known.
    case settings(told: Int, unknown: Int)
    /// The version of the local list.
    case listVersion(Int64)
    /// The name of a file that will be uploaded; empty when there is none.
    case file(String)
    /// An answer without anything to say.
    case done
    /// The error of a CALLERROR or the reason of ours.
    case error(String, reason: String)
    /// Nothing came.
    case nothing

    var words: Text {
        switch self {
        case .status(let status): CommandWords.statuses[status] ?? Text(verbatim: status)
        case .settings(let told, let unknown):
            Text(
                en: "\(told) settings told, \(unknown) not known to it.",
                nl: "\(told) instellingen doorgegeven, \(unknown) onbekend."
            )
        case .listVersion(let version): CommandWords.listVersion(version)
        case .file(let name):
            name.isEmpty
                ? Text(en: "There is nothing to upload.", nl: "Er is niets te versturen.")
                : Text(en: "The file \(name) will be uploaded.", nl: "Het bestand \(name) wordt verstuurd.")
        case .done: Text(en: "Taken.", nl: "Aangenomen.")
        case .error(let code, let reason): CommandWords.error(code, reason)
        case .nothing: Text(en: "No answer came in time.", nl: "Er kwam niet op tijd antwoord.")
        }
    }
}

/// Commands and answers in words.
enum CommandWords {
    static let titles: [String: Text] = [
        "CancelReservation": Text(en: "End a reservation", nl: "Reservering beëindigen"),
        "CertificateSigned": Text(en: "Deliver a certificate", nl: "Certificaat afleveren"),
        "ChangeAvailability": Text(en: "In or out of use", nl: "In of uit gebruik"),
        "ChangeConfiguration": Text(en: "Change a setting", nl: "Instelling wijzigen"),
        "ClearCache": Text(en: "Forget known cards", nl: "Bekende passen vergeten"),
        "ClearChargingProfile": Text(en: "Remove power limits", nl: "Vermogenslimieten wissen"),
        "DataTransfer": Text(en: "Vendor's message", nl: "Bericht van de fabrikant"),
        "DeleteCertificate": Text(en: "Remove a certificate", nl: "Certificaat verwijderen"),
        "ExtendedTriggerMessage": Text(en: "Ask for a message", nl: "Bericht opvragen"),
        "GetCompositeSchedule": Text(en: "Ask for the limits in force", nl: "Geldende limieten opvragen"),
        "GetConfiguration": Text(en: "Read settings", nl: "Instellingen lezen"),
        "GetDiagnostics": Text(en: "Upload diagnostics", nl: "Diagnose versturen"),
        "GetInstalledCertificateIds": Text(en: "Ask for certificates", nl: "Certificaten opvragen"),
        "GetLocalListVersion": Text(en: "Ask for the list's version", nl: "Lijstversie opvragen"),
        "GetLog": Text(en: "Upload a log", nl: "Log versturen"),
        "GetVariables": Text(en: "Read settings", nl: "Instellingen lezen"),
        "InstallCertificate": Text(en: "Install a certificate", nl: "Certificaat installeren"),
        "RemoteStartTransaction": Text(en: "Start a session", nl: "Sessie starten"),
        "RemoteStopTransaction": Text(en: "Stop a session", nl: "Sessie stoppen"),
        "RequestStartTransaction": Text(en: "Start a session", nl: "Sessie starten"),
        "RequestStopTransaction": Text(en: "Stop a session", nl: "Sessie stoppen"),
        "ReserveNow": Text(en: "Reserve", nl: "Reserveren"),
        "Reset": Text(en: "Restart", nl: "Herstarten"),
        "SendLocalList": Text(en: "Send the local list", nl: "Lokale lijst versturen"),
        "SetChargingProfile": Text(en: "Set a power limit", nl: "Vermogenslimiet instellen"),
        "SetVariables": Text(en: "Change a setting", nl: "Instelling wijzigen"),
        "SignedUpdateFirmware": Text(en: "Update firmware (signed)", nl: "Firmware bijwerken (ondertekend)"),
        "TriggerMessage": Text(en: "Ask for a message", nl: "Bericht opvragen"),
        "UnlockConnector": Text(en: "Release the cable", nl: "Kabel vrijgeven"),
        "UpdateFirmware": Text(en: "Update firmware", nl: "Firmware bijwerken"),
    ]

    static let statuses: [String: Text] = [
        "Accepted": Text(en: "Accepted.", nl: "Geaccepteerd."),
        "AcceptedCanceled": Text(
            en: "Accepted; an earlier request was cancelled for it.",
            nl: "Geaccepteerd; een eerder verzoek is ervoor afgebroken."
        ),
        "Failed": Text(en: "The charge point could not do it.", nl: "Het laadpunt kon het niet uitvoeren."),
        "Faulted": Text(en: "Not possible: the connector is faulty.", nl: "Kan niet: de aansluiting is defect."),
        "InvalidCertificate": Text(en: "The certificate is not valid.", nl: "Het certificaat is ongeldig."),
        "NotFound": Text(en: "The charge point has none.", nl: "Het laadpunt heeft er geen."),
        "NotImplemented": Text(en: "The charge point does not know this.", nl: "Het laadpunt kent dit niet."),
        "NotSupported": Text(en: "The charge point does not know this.", nl: "Het laadpunt kent dit niet."),
        "Occupied": Text(en: "Not possible: the connector is occupied.", nl: "Kan niet: de aansluiting is bezet."),
        "RebootRequired": Text(
            en: "Taken; it takes effect after a restart.",
            nl: "Aangenomen; het werkt na een herstart."
        ),
        "Rejected": Text(en: "Refused by the charge point.", nl: "Geweigerd door het laadpunt."),
        "RevokedCertificate": Text(en: "The certificate was revoked.", nl: "Het certificaat is ingetrokken."),
        "Scheduled": Text(
            en: "Accepted; it follows when the session is over.",
            nl: "Geaccepteerd; het volgt als de sessie voorbij is."
        ),
        "Unavailable": Text(
            en: "Not possible: the connector is out of use.",
            nl: "Kan niet: de aansluiting is buiten gebruik."
        ),
        "Unknown": Text(en: "Nothing fitted.", nl: "Niets gevonden dat past."),
        "UnknownMessageId": Text(en: "The charge point does not know this message.", nl: "Dit bericht is onbekend."),
        "UnknownVendorId": Text(en: "The charge point does not know this vendor.", nl: "Deze fabrikant is onbekend."),
        "UnlockFailed": Text(en: "The lock did not open.", nl: "Het slot ging niet open."),
        "Unlocked": Text(en: "The cable is free.", nl: "De kabel is vrij."),
        "VersionMismatch": Text(
            en: "Refused: the charge point has another version of the list; the whole list goes out next.",
            nl: "Geweigerd: het laadpunt heeft een andere versie; de volgende keer gaat de hele lijst mee."
        ),
    ]

    static func listVersion(_ version: Int64) -> Text {
        switch version {
        case 0: Text(en: "The list is empty.", nl: "De lijst is leeg.")
        case ..<0: Text(en: "The charge point keeps no list.", nl: "Het laadpunt houdt geen lijst bij.")
        default: Text(en: "The list has version \(version).", nl: "De lijst heeft versie \(version).")
        }
    }

    private static let unsent = Text(
        en: "Not sent: the charge point was not connected.",
        nl: "Niet verzonden: het laadpunt was niet verbonden."
    )

    private static let errors: [String: Text] = [
        "disconnected": Text(
            en: "The connection broke before the answer; whether it was done is not known.",
            nl: "De verbinding brak voor het antwoord; of het gebeurd is, is niet bekend."
        ),
        "not_sent": unsent,
        "notConnected": unsent,
        "queueFull": unsent,
        "relayed": Text(
            en: "Not sent: the charge point goes through to another back-office.",
            nl: "Niet verzonden: het laadpunt gaat door naar een andere backoffice."
        ),
        "sealed": Text(
            en: "Not sent: the new key was sealed under another secret of this installation.",
            nl: "Niet verzonden: de nieuwe sleutel is verzegeld met een ander geheim van deze installatie."
        ),
        "timeout": Text(en: "No answer came in time.", nl: "Er kwam niet op tijd antwoord."),
        "withdrawn": Text(en: "Withdrawn before it was sent.", nl: "Ingetrokken voordat het verzonden was."),
        "NotImplemented": Text(en: "The charge point does not know this.", nl: "Het laadpunt kent dit niet."),
        "NotSupported": Text(en: "The charge point does not know this.", nl: "Het laadpunt kent dit niet."),
    ]

    static func error(_ code: String, _ reason: String) -> Text {
        errors[code]
            ?? Text(
                en: "The charge point answered with an error: \(code) \(reason)",
                nl: "Het laadpunt antwoordde met een fout: \(code) \(reason)"
            )
    }
}

/// Commands with what became of them, the newest first.
func commandHistory(_ commands: [ShownCommand], _ heading: ChargePointHeading, _ frame: PageFrame) -> HTML {
    let say = frame.say.at(heading.zone)
    let columns: [Column<ShownCommand>] = [
        Column(say(en: "When", nl: "Wanneer")) { say.dateTimeWithSeconds($0.requestedAt) },
        Column(say(en: "Command", nl: "Opdracht")) { command in
            say(command.title)
            " "
            soft(command.action)
        },
        Column(say(en: "By", nl: "Door")) { command in
            command.requestedBy.isEmpty ? say(en: "the system", nl: "het systeem") : command.requestedBy
        },
        Column(say(.state)) { badge(say($0.state.title), $0.state.tone) },
        Column(say(en: "Outcome", nl: "Uitkomst")) { command in
            div {
                command.sentence(say)
                if let at = command.answeredAt { small { " " + say.dateTimeWithSeconds(at) } }
            }
            if command.state == .queued, heading.mayCommand { withdrawForm(command, heading, frame) }
            if !command.raw.isEmpty {
                disclosure(say(en: "Answer as received", nl: "Antwoord zoals ontvangen")) { jsonView(command.raw) }
            }
        },
    ]
    guard !commands.isEmpty else { return p(.class("soft")) { say(en: "None sent yet.", nl: "Nog geen verstuurd.") } }
    return plainTable(say(en: "Commands", nl: "Opdrachten"), columns, commands)
}

private func withdrawForm(_ command: ShownCommand, _ heading: ChargePointHeading, _ frame: PageFrame) -> HTML {
    commandForm(.withdraw, heading, frame) {
        hiddenField(ChargePointCommand.withdraw.field("id"), "\(command.id)")
        div { submitButton(frame.say(en: "Withdraw", nl: "Intrekken"), style: .quiet) }
    }
}
