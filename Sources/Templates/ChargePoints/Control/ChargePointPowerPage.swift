package import Values

/// Limits on power: setting, removing, and what results from them.
package enum ChargePointPowerPage {
    /// The stretches that the form of a limit offers.
    package static let periodCount = 4

    /// When a limit counts.
    package enum Span: String, CaseIterable, Sendable {
        case always = "Absolute"
        case daily = "Recurring"
        case session = "Relative"

        var title: Text {
            switch self {
            case .always: Text(en: "from now on", nl: "vanaf nu")
            case .daily: Text(en: "every day", nl: "elke dag")
            case .session: Text(en: "from the start of a session", nl: "vanaf het begin van een sessie")
            }
        }
    }

    /// What a limit is for, spelled as in OCPP.
    package enum Purpose: String, CaseIterable, Sendable {
        case chargePoint = "ChargePointMaxProfile"
        case sessions = "TxDefaultProfile"
        case session = "TxProfile"

        var title: Text {
            switch self {
            case .chargePoint: Text(en: "the whole charge point", nl: "het hele laadpunt")
            case .sessions: Text(en: "each session", nl: "elke sessie")
            case .session: Text(en: "the session that runs", nl: "de lopende sessie")
            }
        }
    }

    package enum Unit: String, CaseIterable, Sendable {
        case amperes = "A"
        case watts = "W"
    }

    /// A stretch with its limit.
    package struct Stretch: Sendable {
        package let from: String
        package let limit: String

        package init(from: String, limit: String) {
            self.from = from
            self.limit = limit
        }
    }

    /// What results from all limits, as the charge point told it.
    package struct Composite: Sendable {
        package let connector: String
        package let at: Timestamp
        package let stretches: [Stretch]

        package init(connector: String, at: Timestamp, stretches: [Stretch]) {
            self.connector = connector
            self.at = at
            self.stretches = stretches
        }
    }

    package struct Model: Sendable {
        package let heading: ChargePointHeading
        package let composite: Composite?
        package let history: [ShownCommand]
        /// The sessions that run; a limit can be for one of them only.
        package let sessions: [ChargePointShow.OpenSession]

        package init(
            heading: ChargePointHeading,
            composite: Composite?,
            history: [ShownCommand],
            sessions: [ChargePointShow.OpenSession] = []
        ) {
            self.heading = heading
            self.composite = composite
            self.history = history
            self.sessions = sessions
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.heading.zone)
        return chargePointPage(model.heading, .power, frame: frame) {
            if model.heading.maySend {
                columns {
                    card(say(en: "Set a limit", nl: "Limiet instellen")) { setForm(model, frame) }
                    card(say(en: "Remove limits", nl: "Limieten wissen")) { clearForm(model.heading, frame) }
                    card(say(en: "Limits in force", nl: "Geldende limieten")) { compositeForm(model, frame) }
                }
            } else if let composite = model.composite {
                card(say(en: "Limits in force", nl: "Geldende limieten")) { compositeTable(composite, say) }
            }
            tableCard(say(en: "What was sent", nl: "Wat verstuurd is")) {
                commandHistory(model.history, model.heading, frame)
            }
        }
    }

    // MARK: Set

    private static func setForm(_ model: Model, _ frame: PageFrame) -> HTML {
        let (say, heading) = (frame.say.at(model.heading.zone), model.heading)
        // A limit for a session that does not run is refused by every charge point.
        let purposes = Purpose.allCases.filter { $0 != .session || !model.sessions.isEmpty }
        return commandForm(.setLimit, heading, frame) {
            fieldRow {
                connectorField(.setLimit, heading, say, withWhole: true)
                choice(
                    .setLimit,
                    "purpose",
                    Text(en: "Limit", nl: "Begrens"),
                    purposes.map { Choice($0.rawValue, say($0.title)) },
                    usual: Purpose.sessions.rawValue,
                    heading,
                    say
                )
                choice(
                    .setLimit,
                    "kind",
                    Text(en: "It counts", nl: "Geldt"),
                    Span.allCases.map { Choice($0.rawValue, say($0.title)) },
                    usual: Span.daily.rawValue,
                    heading,
                    say
                )
                choice(.setLimit, "unit", unitTitle, units, usual: Unit.amperes.rawValue, heading, say)
            }
            if !model.sessions.isEmpty { sessionField(model, say) }
            periodFields(heading, say)
            numberFields(heading, say)
            waitField(.setLimit, heading, say)
            div { submitButton(say(en: "Set limit", nl: "Limiet instellen"), style: .secondary) }
        }
    }

    /// Which session a limit is for that is for one session only.
    private static func sessionField(_ model: Model, _ say: Reader) -> HTML {
        let choices = model.sessions.map { session in
            Choice(
                session.transactionName,
                "\(say(.connector)) \(session.connector) · \(session.session.name) · \(say.dateTime(session.startedAt))"
            )
        }
        return selectField(
            Control(ChargePointCommand.setLimit.field("transaction"), sessionTitle, hint: sessionHint).optional,
            [Choice("", "–")] + choices,
            model.heading.typed.field(.setLimit, "transaction"),
            say
        )
    }

    private static let sessionTitle = Text(en: "The session that runs", nl: "De lopende sessie")
    private static let sessionHint = Text(
        en: "Only for a limit on the session that runs; its own connector counts then.",
        nl: "Alleen voor een limiet op de lopende sessie; dan telt de aansluiting ervan."
    )

    private static let unitTitle = Text(en: "Unit", nl: "Eenheid")
    private static let units = Unit.allCases.map { Choice($0.rawValue, $0.rawValue) }

    private static func periodFields(_ heading: ChargePointHeading, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Limits", nl: "Limieten"), hint: say(periodHint)) {
            (1...periodCount).map { number in
                fieldRow {
                    commandField(
                        .setLimit,
                        "from_\(number)",
                        Text(en: "From \(number)", nl: "Vanaf \(number)"),
                        heading,
                        say,
                        usual: number == 1 ? "0:00" : "",
                        isOptional: number > 1
                    )
                    commandField(
                        .setLimit,
                        "limit_\(number)",
                        Text(en: "Limit \(number)", nl: "Limiet \(number)"),
                        heading,
                        say,
                        isOptional: number > 1
                    )
                }
            }
        }
    }

    private static let periodHint = Text(
        en: "Hours and minutes from midnight, or from the start of the session; the first is 0:00.",
        nl: "Uren en minuten vanaf middernacht, of vanaf het begin van de sessie; de eerste is 0:00."
    )

    private static func numberFields(_ heading: ChargePointHeading, _ say: Reader) -> HTML {
        fieldRow {
            commandField(.setLimit, "number", .number, heading, say, usual: "1", hint: numberHint, type: .number)
            commandField(
                .setLimit,
                "level",
                Text(en: "Level", nl: "Niveau"),
                heading,
                say,
                usual: "0",
                hint: levelHint,
                type: .number
            )
        }
    }

    private static let numberHint = Text(
        en: "The same number replaces an earlier limit.",
        nl: "Hetzelfde nummer vervangt een eerdere limiet."
    )
    private static let levelHint = Text(en: "The highest level counts.", nl: "Het hoogste niveau telt.")

    // MARK: Clear

    private static func clearForm(_ heading: ChargePointHeading, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let any = [Choice("", say(.all))]
        return commandForm(.clearLimits, heading, frame) {
            commandField(.clearLimits, "number", .number, heading, say, isOptional: true, type: .number)
            choice(
                .clearLimits,
                "purpose",
                Text(en: "That limit", nl: "Die begrenzen"),
                any + Purpose.allCases.map { Choice($0.rawValue, say($0.title)) },
                usual: "",
                heading,
                say
            )
            waitField(.clearLimits, heading, say)
            div { submitButton(say(en: "Remove", nl: "Wissen"), style: .danger) }
        }
    }

    // MARK: Composite

    private static func compositeForm(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say.at(model.heading.zone)
        return HTML {
            commandForm(.compositeSchedule, model.heading, frame) {
                fieldRow {
                    connectorField(.compositeSchedule, model.heading, say, withWhole: true)
                    commandField(
                        .compositeSchedule,
                        "hours",
                        Text(en: "Hours", nl: "Uren"),
                        model.heading,
                        say,
                        usual: "24",
                        type: .number
                    )
                    choice(.compositeSchedule, "unit", unitTitle, units, usual: "A", model.heading, say)
                }
                div { submitButton(say(en: "Ask", nl: "Opvragen"), style: .secondary) }
            }
            if let composite = model.composite { compositeTable(composite, say) }
        }
    }

    private static func compositeTable(_ composite: Composite, _ say: Reader) -> HTML {
        HTML {
            p {
                say(.connector)
                " \(composite.connector) · "
                say.dateTime(composite.at)
            }
            facts(composite.stretches.map { Fact($0.from, $0.limit) })
        }
    }

    private static func choice(
        _ command: ChargePointCommand,
        _ name: String,
        _ title: Text,
        _ choices: [Choice],
        usual: String,
        _ heading: ChargePointHeading,
        _ say: Reader
    ) -> HTML {
        var control = Control(command.field(name), title)
        control.isRequired = choices.allSatisfy { !$0.value.isEmpty }
        return selectField(control, choices, heading.typed.field(command, name, usual: usual), say)
    }
}
