package import Values

/// Firmware, diagnostics and logs with their progress, and what the charge point reported of its security.
package enum ChargePointUpkeepPage {
    /// What a report is about.
    package enum Kind: String, CaseIterable, Sendable {
        case firmware, diagnostics, log, security

        var title: Text {
            switch self {
            case .firmware: Text(en: "firmware", nl: "firmware")
            case .diagnostics: Text(en: "diagnostics", nl: "diagnose")
            case .log: Text(en: "log", nl: "log")
            case .security: Text(en: "security", nl: "beveiliging")
            }
        }
    }

    /// Something the charge point reported.
    package struct Report: Sendable {
        package let at: Timestamp
        package let kind: Kind
        /// The word of OCPP.
        package let status: String
        package let number: Int64?
        package let info: String

        package init(at: Timestamp, kind: Kind, status: String, number: Int64?, info: String) {
            self.at = at
            self.kind = kind
            self.status = status
            self.number = number
            self.info = info
        }
    }

    package struct Model: Sendable {
        package let heading: ChargePointHeading
        package let firmware: String
        package let reports: [Report]
        package let history: [ShownCommand]

        package init(heading: ChargePointHeading, firmware: String, reports: [Report], history: [ShownCommand]) {
            self.heading = heading
            self.firmware = firmware
            self.reports = reports
            self.history = history
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.heading.zone)
        return chargePointPage(model.heading, .upkeep, frame: frame) {
            tiles(figures(model, say))
            if model.heading.maySend {
                columns {
                    card(say(en: "Update firmware", nl: "Firmware bijwerken")) { firmwareForm(model.heading, frame) }
                    card(say(en: "Diagnostics and logs", nl: "Diagnose en logs")) { logForms(model.heading, frame) }
                }
            }
            card(say(en: "Reported", nl: "Gemeld")) { reportList(model, say) }
            tableCard(say(en: "What was sent", nl: "Wat verstuurd is")) {
                commandHistory(model.history, model.heading, frame)
            }
        }
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Tile] {
        let kinds: [Kind] = [.firmware, .diagnostics, .log]
        let latest = kinds.map { kind in (kind, model.reports.first { $0.kind == kind }) }
        let version = Tile(say(en: "Version", nl: "Versie"), model.firmware.isEmpty ? "–" : model.firmware)
        return [version]
            + latest.map { kind, report in
                Tile(
                    say(kind.title),
                    report.map { say(words(of: $0)) } ?? "–",
                    detail: report.map { say.dateTime($0.at) } ?? "",
                    tone: report.map(tone) ?? .neutral
                )
            }
    }

    // MARK: Forms

    private static func firmwareForm(_ heading: ChargePointHeading, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let question = Text(en: "Have this firmware installed?", nl: "Deze firmware laten installeren?")
        return commandForm(.updateFirmware, heading, frame, confirm: question) {
            commandField(.updateFirmware, "location", addressTitle, heading, say, hint: firmwareHint)
            selectField(
                Control(ChargePointCommand.updateFirmware.field("at"), Text(en: "Fetch", nl: "Ophalen")),
                [
                    Choice("now", say(en: "at once", nl: "meteen")),
                    Choice("night", say(en: "next night at two", nl: "komende nacht om twee uur")),
                ],
                heading.typed.field(.updateFirmware, "at", usual: "night"),
                say
            )
            waitField(.updateFirmware, heading, say)
            textField(
                Control(
                    ChargePointCommand.updateFirmware.field("certificate"),
                    Text(en: "Certificate of the signer (PEM)", nl: "Certificaat van de ondertekenaar (PEM)")
                ).optional,
                rows: 3,
                heading.typed.field(.updateFirmware, "certificate"),
                say
            )
            textField(
                Control(
                    ChargePointCommand.updateFirmware.field("signature"),
                    Text(en: "Signature (Base64)", nl: "Handtekening (Base64)")
                ).optional,
                rows: 2,
                heading.typed.field(.updateFirmware, "signature"),
                say
            )
            div { submitButton(say(en: "Update", nl: "Bijwerken"), style: .danger) }
        }
    }

    private static let addressTitle = Text(en: "Address (URL)", nl: "Adres (URL)")
    private static let firmwareHint = Text(
        en: "Where the charge point can fetch the file.",
        nl: "Waar het laadpunt het bestand kan ophalen."
    )
    private static let uploadHint = Text(
        en: "A folder to which the charge point can upload, such as ftp://user:password@host/folder.",
        nl: "Een map waarheen het laadpunt kan versturen, zoals ftp://gebruiker:wachtwoord@host/map."
    )

    private static func logForms(_ heading: ChargePointHeading, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            commandForm(.diagnostics, heading, frame) {
                h3 { say(en: "Diagnostics", nl: "Diagnose") }
                uploadFields(.diagnostics, heading, say)
                div { submitButton(say(en: "Have diagnostics sent", nl: "Diagnose laten sturen"), style: .secondary) }
            }
            commandForm(.log, heading, frame) {
                h3 { say(en: "Log", nl: "Log") }
                selectField(
                    Control(ChargePointCommand.log.field("type"), Text(en: "Log", nl: "Log")),
                    [
                        Choice("SecurityLog", say(en: "of security", nl: "van de beveiliging")),
                        Choice("DiagnosticsLog", say(en: "of diagnostics", nl: "van de diagnose")),
                    ],
                    heading.typed.field(.log, "type", usual: "SecurityLog"),
                    say
                )
                uploadFields(.log, heading, say)
                div { submitButton(say(en: "Have the log sent", nl: "Log laten sturen"), style: .secondary) }
            }
        }
    }

    private static func uploadFields(
        _ command: ChargePointCommand,
        _ heading: ChargePointHeading,
        _ say: Reader
    ) -> HTML {
        HTML {
            commandField(command, "location", addressTitle, heading, say, hint: uploadHint)
            commandField(
                command,
                "days",
                Text(en: "Of how many days", nl: "Van hoeveel dagen"),
                heading,
                say,
                usual: "7",
                type: .number
            )
            waitField(command, heading, say)
        }
    }

    // MARK: Reports

    private static func reportList(_ model: Model, _ say: Reader) -> HTML {
        guard !model.reports.isEmpty else {
            return p(.class("soft")) { say(en: "Nothing reported yet.", nl: "Nog niets gemeld.") }
        }
        return timeline(
            model.reports.reversed().map { report in
                TimelineStep(
                    at: report.at,
                    say(report.kind.title) + ": " + say(words(of: report)),
                    detail: HTML {
                        if let number = report.number { soft("#\(number)") }
                        report.info
                    },
                    tone: tone(report)
                )
            },
            say
        )
    }

    private static func words(of report: Report) -> Text {
        statuses[report.status] ?? Text(verbatim: report.status)
    }

    private static func tone(_ report: Report) -> Tone {
        if report.kind == .security { return .caution }
        if ["Installed", "Uploaded", "SignatureVerified"].contains(report.status) { return .good }
        let isBad =
            report.status.contains("Fail") || report.status.contains("Invalid") || badWords.contains(report.status)
        return isBad ? .bad : .info
    }

    private static let badWords: Set<String> = ["BadMessage", "NotSupportedOperation", "PermissionDenied"]

    private static let statuses: [String: Text] = [
        "Idle": Text(en: "nothing under way", nl: "niets onderweg"),
        "Downloading": Text(en: "being fetched", nl: "wordt opgehaald"),
        "Downloaded": Text(en: "fetched", nl: "opgehaald"),
        "DownloadFailed": Text(en: "could not be fetched", nl: "kon niet worden opgehaald"),
        "DownloadScheduled": Text(en: "will be fetched later", nl: "wordt later opgehaald"),
        "DownloadPaused": Text(en: "fetching pauses", nl: "ophalen is gepauzeerd"),
        "Installing": Text(en: "being installed", nl: "wordt geïnstalleerd"),
        "Installed": Text(en: "installed", nl: "geïnstalleerd"),
        "InstallRebooting": Text(en: "restarts to install", nl: "herstart voor installatie"),
        "InstallScheduled": Text(en: "will be installed later", nl: "wordt later geïnstalleerd"),
        "InstallationFailed": Text(en: "installation failed", nl: "installatie mislukt"),
        "InstallVerificationFailed": Text(en: "check after installing failed", nl: "controle na installatie mislukt"),
        "InvalidSignature": Text(en: "the signature is wrong", nl: "de handtekening klopt niet"),
        "SignatureVerified": Text(en: "the signature is right", nl: "de handtekening klopt"),
        "Uploading": Text(en: "being sent", nl: "wordt verstuurd"),
        "Uploaded": Text(en: "sent", nl: "verstuurd"),
        "UploadFailed": Text(en: "could not be sent", nl: "kon niet worden verstuurd"),
        "UploadFailure": Text(en: "could not be sent", nl: "kon niet worden verstuurd"),
        "BadMessage": Text(en: "the request was not understood", nl: "het verzoek is niet begrepen"),
        "NotSupportedOperation": Text(en: "not possible on this charge point", nl: "kan niet op dit laadpunt"),
        "PermissionDenied": Text(en: "the server refused the file", nl: "de server weigerde het bestand"),
    ]
}
