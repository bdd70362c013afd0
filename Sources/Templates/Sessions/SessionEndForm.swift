package import Values

/// The form that ends a session whose stop never came.
package enum SessionEndForm {
    package struct Model: Sendable {
        /// When and with which register it was last heard of.
        package let lastReading: (at: Timestamp, register: Energy)?
        /// Whether it was ended by hand before, and this changes what was said.
        package let isEnded: Bool
        /// The wall clock of the site, as browsers send it.
        package let endedAt: Field
        /// Kilowatt-hours.
        package let register: Field
        package let reason: Field

        package init(
            lastReading: (at: Timestamp, register: Energy)?,
            isEnded: Bool,
            endedAt: Field,
            register: Field,
            reason: Field
        ) {
            self.lastReading = lastReading
            self.isEnded = isEnded
            self.endedAt = endedAt
            self.register = register
            self.reason = reason
        }
    }

    /// A session that was ended already offers the form folded away.
    static func card(_ model: Model, _ session: SessionShow.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say.at(session.zone)
        if model.isEnded {
            let isWrong = [model.endedAt, model.register, model.reason].contains { $0.error != nil }
            return disclosure(say(change), isOpen: isWrong) { form(model, session, frame) }
        }
        return Templates.card(say(title)) {
            p { say(hint) }
            facts(known(model, session, say))
            form(model, session, frame)
        }
    }

    private static func known(_ model: Model, _ session: SessionShow.Model, _ say: Reader) -> [Fact] {
        let last = model.lastReading.map { last in
            HTML {
                say.decimal(last.register.kWh, minimumDecimals: 0) + "\u{00A0}kWh, "
                exactMoment(last.at, say)
            }
        }
        return [
            Fact(say(en: "Last reading", nl: "Laatste stand"), last ?? HTML(say(en: "none came", nl: "kwam er niet"))),
            Fact(say(.started), exactMoment(session.startedAt, say)),
        ]
    }

    private static func form(_ model: Model, _ session: SessionShow.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: .sessionEnding(session.id), .class("form")) {
            fieldRow {
                inputField(
                    Control("ended_at", endTitle, hint: Text(verbatim: session.zone.name), type: .dateTime).seconds,
                    model.endedAt,
                    say
                )
                inputField(Control("register", registerTitle).number(unit: "kWh"), model.register, say)
            }
            inputField(Control("reason", Text(en: "Reason", nl: "Reden"), hint: .laterReaders), model.reason, say)
            formActions { submitButton(say(en: "End the session", nl: "Beëindig de sessie")) }
        }
    }

    private static let title = Text(en: "End this session by hand", nl: "Beëindig deze sessie met de hand")
    private static let change = Text(en: "Change the end that was given", nl: "Wijzig het opgegeven einde")
    private static let endTitle = Text(en: "Ended at", nl: "Beëindigd om")
    private static let registerTitle = Text(en: "Register at the end", nl: "Eindstand")
    private static let hint = Text(
        en:
            """
            No stop came, and nothing was heard for a day or longer. Say when it ended and what the meter showed; the \
            last reading is filled in. The session is then credited. A stop that comes later counts instead.
            """,
        nl:
            """
            Er kwam geen stop en er is een dag of langer niets gehoord. Geef einde en meterstand op; de laatste stand is \
            ingevuld. De sessie wordt dan vergoed. Een stop die later nog komt, telt in plaats daarvan.
            """
    )
}

extension Text {
    static let laterReaders = Text(
        en: "For the host and the accountant, later.",
        nl: "Voor de locatiehouder en de accountant, later."
    )
}
