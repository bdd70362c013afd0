package import Values

/// The settings of a charge point: those that billing hangs on with what they should be, and all others.
package enum ChargePointSettingsPage {
    /// Why a setting matters to billing.
    package enum Reason: String, CaseIterable, Sendable {
        case readingsWhileCharging, readingsOnTheQuarter, readingsAtTheEnd, messagesAreKept, cardsWithoutConnection
        case connectionIsWatched, worthKnowing

        var words: Text {
            switch self {
            case .readingsWhileCharging:
                Text(
                    en: "Readings while charging: a session whose end is lost can still be paid.",
                    nl: "Standen tijdens het laden: ook een sessie zonder einde is dan te vergoeden."
                )
            case .readingsOnTheQuarter:
                Text(
                    en:
                        "A reading on every quarter of the clock: prices change then; without it energy is divided evenly.",
                    nl: "Een stand op elk kwartier: dan wisselt de prijs; zonder wordt de energie gelijk verdeeld."
                )
            case .readingsAtTheEnd:
                Text(
                    en: "Readings in the last message: they come even if the connection was away.",
                    nl: "Standen in het laatste bericht: die komen ook als de verbinding weg was."
                )
            case .messagesAreKept:
                Text(
                    en: "Starts and stops are tried again until we have them.",
                    nl: "Start en stop worden herhaald tot wij ze hebben."
                )
            case .cardsWithoutConnection:
                Text(
                    en: "Who may charge while there is no connection.",
                    nl: "Wie mag laden als er geen verbinding is."
                )
            case .connectionIsWatched:
                Text(en: "A dead connection is noticed soon.", nl: "Een dode verbinding valt snel op.")
            case .worthKnowing: Text(en: "Worth knowing.", nl: "Goed om te weten.")
            }
        }
    }

    /// A setting that billing hangs on.
    package struct Billing: Sendable {
        package let name: String
        /// `nil` when the charge point never told.
        package let value: String?
        /// What one click sets; `nil` where nothing is to be set.
        package let wanted: String?
        package let isMet: Bool
        package let isReadonly: Bool
        package let needsRestart: Bool
        package let reason: Reason

        package init(
            name: String,
            value: String?,
            wanted: String?,
            isMet: Bool,
            isReadonly: Bool,
            needsRestart: Bool,
            reason: Reason
        ) {
            self.name = name
            self.value = value
            self.wanted = wanted
            self.isMet = isMet
            self.isReadonly = isReadonly
            self.needsRestart = needsRestart
            self.reason = reason
        }
    }

    /// Any setting as last told.
    package struct Setting: Sendable {
        package let name: String
        package let value: String
        package let isReadonly: Bool
        package let needsRestart: Bool
        package let at: Timestamp

        package init(name: String, value: String, isReadonly: Bool, needsRestart: Bool, at: Timestamp) {
            self.name = name
            self.value = value
            self.isReadonly = isReadonly
            self.needsRestart = needsRestart
            self.at = at
        }
    }

    /// How far the renewal of the key over the air is.
    package enum Renewal: Sendable {
        case underWay, taken, uncertain

        var words: Text {
            switch self {
            case .underWay:
                Text(en: "A new key is on its way to it.", nl: "Er is een nieuwe sleutel naar onderweg.")
            case .taken:
                Text(
                    en: "It took the new key. The old one opens until it has come with the new one.",
                    nl: "Het nam de nieuwe sleutel aan. De oude werkt tot het met de nieuwe gekomen is."
                )
            case .uncertain:
                Text(
                    en: "Whether it took the new key is not known; both open until it comes with one of them.",
                    nl: "Of het de nieuwe sleutel aannam is niet bekend; beide werken tot het met een ervan komt."
                )
            }
        }
    }

    package struct Model: Sendable {
        package let heading: ChargePointHeading
        /// `nil` when no renewal is under way.
        package var renewal: Renewal?
        package let billing: [Billing]
        package let settings: [Setting]
        package let history: [ShownCommand]

        package init(
            heading: ChargePointHeading,
            billing: [Billing],
            settings: [Setting],
            history: [ShownCommand]
        ) {
            self.heading = heading
            self.billing = billing
            self.settings = settings
            self.history = history
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.heading.zone)
        return chargePointPage(model.heading, .settings, frame: frame) {
            tableCard(say(en: "What billing hangs on", nl: "Waar de afrekening van afhangt")) {
                billingTable(model, frame)
            }
            if model.heading.maySend {
                columns {
                    card(say(en: "Read", nl: "Lezen")) { readForm(model.heading, frame) }
                    card(say(en: "Change", nl: "Wijzigen")) { changeForm(model.heading, frame) }
                    card(say(en: "Key", nl: "Sleutel")) { keyForm(model, frame) }
                }
            }
            tableCard(say(en: "All settings", nl: "Alle instellingen")) { allSettings(model, say) }
            tableCard(say(en: "What was sent", nl: "Wat verstuurd is")) {
                commandHistory(model.history, model.heading, frame)
            }
        }
    }

    private static func keyForm(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            if let renewal = model.renewal {
                notice(.info, say(renewal.words))
            } else {
                commandForm(.renewKey, model.heading, frame, confirm: renewQuestion) {
                    p(.class("soft")) { say(renewNote) }
                    waitField(.renewKey, model.heading, say)
                    div { submitButton(say(en: "Renew its key", nl: "Sleutel vernieuwen"), style: .secondary) }
                }
            }
        }
    }

    private static let renewNote = Text(
        en: "It is told a new key and signs in with it from then on; nobody sees the key.",
        nl: "Het krijgt een nieuwe sleutel en meldt zich daarmee voortaan aan; niemand ziet de sleutel."
    )
    private static let renewQuestion = Text(
        en: "The charge point gets a new key and connects anew. Renew it?",
        nl: "Het laadpunt krijgt een nieuwe sleutel en maakt opnieuw verbinding. Vernieuwen?"
    )

    // MARK: Billing

    private static func billingTable(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let columns: [Column<Billing>] = [
            Column(say(settingTitle)) { setting in code { setting.name } },
            Column(say(en: "Now", nl: "Nu")) { setting in
                if let value = setting.value { code { value } } else { soft(say(.unknown)) }
                if setting.needsRestart { " " + say(afterRestart) }
            },
            Column(say(.state)) { judgement($0, say) },
            Column(say(en: "Why", nl: "Waarom")) { say($0.reason.words) },
            Column(say(en: "Should be", nl: "Hoort te zijn")) { wanted($0, model.heading, frame) },
        ]
        return plainTable(
            say(en: "What billing hangs on", nl: "Waar de afrekening van afhangt"),
            columns,
            model.billing
        )
    }

    private static let settingTitle = Text(en: "Setting", nl: "Instelling")
    private static let afterRestart = Text(en: "(after a restart)", nl: "(na een herstart)")

    private static func judgement(_ setting: Billing, _ say: Reader) -> HTML {
        guard setting.value != nil else { return badge(say(en: "not read", nl: "niet gelezen")) }
        return setting.isMet
            ? badge(say(en: "good", nl: "goed"), .good) : badge(say(en: "change", nl: "wijzigen"), .caution)
    }

    private static func wanted(_ setting: Billing, _ heading: ChargePointHeading, _ frame: PageFrame) -> HTML {
        guard let wanted = setting.wanted, !setting.isMet else { return HTML("–") }
        return HTML {
            code { wanted }
            if heading.maySend, !setting.isReadonly {
                commandForm(.changeSetting, heading, frame) {
                    hiddenField(ChargePointCommand.changeSetting.field("name"), setting.name)
                    hiddenField(ChargePointCommand.changeSetting.field("value"), wanted)
                    hiddenField(ChargePointCommand.changeSetting.field("wait"), CommandWait.day.rawValue)
                    div { submitButton(frame.say(en: "Set", nl: "Instellen"), style: .secondary) }
                }
            }
        }
    }

    // MARK: Forms

    private static func readForm(_ heading: ChargePointHeading, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return commandForm(.readSettings, heading, frame) {
            p(.class("soft")) { say(readNote) }
            commandField(
                .readSettings,
                "names",
                Text(en: "Only these", nl: "Alleen deze"),
                heading,
                say,
                hint: Text(en: "Names with commas between; empty for all.", nl: "Namen met komma's; leeg voor alle."),
                isOptional: true
            )
            waitField(.readSettings, heading, say)
            div { submitButton(say(en: "Read settings", nl: "Instellingen lezen"), style: .secondary) }
        }
    }

    private static let readNote = Text(
        en: "The charge point tells its settings; they are kept here with the time.",
        nl: "Het laadpunt geeft zijn instellingen door; ze blijven hier staan met het tijdstip."
    )

    private static func changeForm(_ heading: ChargePointHeading, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return commandForm(.changeSetting, heading, frame) {
            commandField(.changeSetting, "name", settingTitle, heading, say)
            commandField(
                .changeSetting,
                "value",
                Text(en: "New value", nl: "Nieuwe waarde"),
                heading,
                say,
                isOptional: true
            )
            waitField(.changeSetting, heading, say)
            div { submitButton(say(en: "Change setting", nl: "Instelling wijzigen"), style: .secondary) }
        }
    }

    // MARK: All settings

    private static func allSettings(_ model: Model, _ say: Reader) -> HTML {
        guard !model.settings.isEmpty else {
            return p(.class("soft")) { say(en: "None read yet.", nl: "Nog geen gelezen.") }
        }
        let columns: [Column<Setting>] = [
            Column(say(settingTitle)) { setting in code { setting.name } },
            Column(say(en: "Value", nl: "Waarde")) { setting in
                code { setting.value }
                if setting.needsRestart { " " + say(afterRestart) }
            },
            Column(say(en: "Changeable", nl: "Te wijzigen")) { say($0.isReadonly ? .no : .yes) },
            Column(say(en: "Read at", nl: "Gelezen op")) { say.dateTime($0.at) },
        ]
        return plainTable(say(en: "All settings", nl: "Alle instellingen"), columns, model.settings)
    }
}
