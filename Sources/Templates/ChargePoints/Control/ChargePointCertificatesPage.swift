import Values

/// The certificates of one charge point: how it signs in, what it trusts, and what it asked for.
package enum ChargePointCertificatesPage {
    /// What a root certificate vouches for, spelled as in OCPP.
    package enum Use: String, CaseIterable, Sendable {
        case centralSystem = "CentralSystemRootCertificate"
        case manufacturer = "ManufacturerRootCertificate"

        var title: Text {
            switch self {
            case .centralSystem: Text(en: "for us", nl: "voor ons")
            case .manufacturer: Text(en: "for firmware", nl: "voor firmware")
            }
        }
    }

    /// A root certificate that the charge point told of, by the names it gave.
    package struct Installed: Sendable {
        package let algorithm: String
        package let issuerNameHash: String
        package let issuerKeyHash: String
        package let serialNumber: String

        package init(algorithm: String, issuerNameHash: String, issuerKeyHash: String, serialNumber: String) {
            self.algorithm = algorithm
            self.issuerNameHash = issuerNameHash
            self.issuerKeyHash = issuerKeyHash
            self.serialNumber = serialNumber
        }
    }

    package struct Model: Sendable {
        package let heading: ChargePointHeading
        /// Whether it signs in by its certificate only.
        package let needsCertificate: Bool
        package let installed: [Installed]
        package let history: [ShownCommand]

        package init(
            heading: ChargePointHeading,
            needsCertificate: Bool,
            installed: [Installed],
            history: [ShownCommand]
        ) {
            self.heading = heading
            self.needsCertificate = needsCertificate
            self.installed = installed
            self.history = history
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.heading.zone)
        return chargePointPage(model.heading, .certificates, frame: frame) {
            card(say(en: "Signing in", nl: "Aanmelden")) { signIn(model, frame) }
            if model.heading.maySend {
                columns {
                    card(say(en: "Ask", nl: "Opvragen")) { askForms(model.heading, frame) }
                    card(say(en: "Install", nl: "Installeren")) { installForm(model.heading, frame) }
                }
            }
            tableCard(say(en: "Roots it trusts", nl: "Roots die het vertrouwt")) { installedTable(model, frame) }
            tableCard(say(en: "What was sent", nl: "Wat verstuurd is")) {
                commandHistory(model.history, model.heading, frame)
            }
        }
    }

    private static func signIn(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            p { say(model.needsCertificate ? byCertificate : byKey) }
            if model.heading.mayCommand {
                commandForm(.requireCertificate, model.heading, frame) {
                    hiddenField(
                        ChargePointCommand.requireCertificate.field("value"),
                        model.needsCertificate ? "no" : "yes"
                    )
                    div {
                        submitButton(
                            model.needsCertificate
                                ? say(en: "Let it in by its key", nl: "Toelaten met sleutel")
                                : say(en: "Let it in by certificate only", nl: "Alleen toelaten met certificaat"),
                            style: .danger
                        )
                    }
                }
                p { a(.href(.certificates)) { say(en: "Requests and authorities", nl: "Aanvragen en autoriteiten") } }
            }
        }
    }

    private static let byCertificate = Text(
        en: "It signs in by its client certificate (security profile 3); its key opens nothing.",
        nl: "Het meldt zich met zijn certificaat (beveiligingsprofiel 3); de sleutel opent niets."
    )
    private static let byKey = Text(
        en: "It signs in by its key (security profile 1 or 2).",
        nl: "Het meldt zich met zijn sleutel (beveiligingsprofiel 1 of 2)."
    )

    private static func askForms(_ heading: ChargePointHeading, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            commandForm(.trigger, heading, frame) {
                hiddenField("from", ChargePointTab.certificates.rawValue)
                hiddenField(ChargePointCommand.trigger.field("message"), TriggeredMessage.certificate.rawValue)
                hiddenField(ChargePointCommand.trigger.field("connector"), "0")
                p(.class("soft")) { say(requestNote) }
                div { submitButton(say(en: "Have it ask for a certificate", nl: "Laat het een certificaat aanvragen")) }
            }
            commandForm(.installedCertificates, heading, frame) {
                useField(.installedCertificates, heading, say)
                div { submitButton(say(en: "Ask for its roots", nl: "Roots opvragen"), style: .secondary) }
            }
        }
    }

    private static let requestNote = Text(
        en: "It makes a key and sends a request, which you approve.",
        nl: "Het maakt een sleutel en stuurt een aanvraag, die u goedkeurt."
    )

    private static func useField(
        _ command: ChargePointCommand,
        _ heading: ChargePointHeading,
        _ say: Reader
    ) -> HTML {
        selectField(
            Control(command.field("use"), Text(en: "Root", nl: "Root")),
            Use.allCases.map { Choice($0.rawValue, say($0.title)) },
            heading.typed.field(command, "use", usual: Use.centralSystem.rawValue),
            say
        )
    }

    private static func installForm(_ heading: ChargePointHeading, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return commandForm(.installCertificate, heading, frame) {
            useField(.installCertificate, heading, say)
            textField(
                Control(
                    ChargePointCommand.installCertificate.field("certificate"),
                    Text(en: "Certificate (PEM)", nl: "Certificaat (PEM)")
                ),
                rows: 4,
                heading.typed.field(.installCertificate, "certificate"),
                say
            )
            waitField(.installCertificate, heading, say)
            div { submitButton(say(en: "Install", nl: "Installeren"), style: .secondary) }
        }
    }

    private static func installedTable(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        guard !model.installed.isEmpty else {
            return p(.class("soft")) { say(en: "It told of none yet.", nl: "Het gaf er nog geen door.") }
        }
        let columns: [Column<Installed>] = [
            Column(say(en: "Serial number", nl: "Serienummer")) { one in code { one.serialNumber } },
            Column(say(en: "Issuer", nl: "Uitgever")) { one in code { one.issuerNameHash } },
            Column(say(en: "Remove", nl: "Verwijderen")) { one in
                if model.heading.maySend { deleteForm(one, model.heading, frame) }
            },
        ]
        return plainTable(say(en: "Roots it trusts", nl: "Roots die het vertrouwt"), columns, model.installed)
    }

    private static func deleteForm(_ one: Installed, _ heading: ChargePointHeading, _ frame: PageFrame) -> HTML {
        let field = ChargePointCommand.deleteCertificate.field
        let question = Text(en: "Remove this root?", nl: "Deze root verwijderen?")
        return commandForm(.deleteCertificate, heading, frame, confirm: question) {
            hiddenField(field("algorithm"), one.algorithm)
            hiddenField(field("issuer_name"), one.issuerNameHash)
            hiddenField(field("issuer_key"), one.issuerKeyHash)
            hiddenField(field("serial"), one.serialNumber)
            div { submitButton(frame.say(en: "Remove", nl: "Verwijderen"), style: .danger) }
        }
    }
}
