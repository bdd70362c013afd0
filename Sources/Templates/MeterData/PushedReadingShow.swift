package import Values

/// A meter reading that was sent, and taking it back.
package enum PushedReadingShow {
    package struct Model: Sendable {
        package let id: PushedReadingID
        package let customer: Mention
        package let charger: String
        package let at: Timestamp
        package let register: Energy
        package let batch: String
        package let sha256: String
        package let receivedAt: Timestamp
        package let version: Int
        package let isWithdrawn: Bool
        /// Whether nothing else was told of its moment later.
        package let isNewest: Bool
        package let reason: Field
        package let problem: Text?

        package init(
            id: PushedReadingID,
            customer: Mention,
            charger: String,
            at: Timestamp,
            register: Energy,
            batch: String,
            sha256: String,
            receivedAt: Timestamp,
            version: Int,
            isWithdrawn: Bool,
            isNewest: Bool,
            reason: Field,
            problem: Text?
        ) {
            self.id = id
            self.customer = customer
            self.charger = charger
            self.at = at
            self.register = register
            self.batch = batch
            self.sha256 = sha256
            self.receivedAt = receivedAt
            self.version = version
            self.isWithdrawn = isWithdrawn
            self.isNewest = isNewest
            self.reason = reason
            self.problem = problem
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(en: "Meter reading \(model.id)", nl: "Meterstand \(model.id)"),
            frame: frame,
            crumbs: [Crumb(say(.ereBookings), .ereBookings), Crumb(say(.meterData), .meterData)],
            lead: state(model, say)
        ) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            columns {
                card(say(en: "What was told", nl: "Wat is gemeld")) { facts(rows(model, say)) }
                takeBack(model, frame)
            }
        }
    }

    private static func state(_ model: Model, _ say: Reader) -> HTML {
        if model.isWithdrawn { return badge(say(en: "Takes back", nl: "Trekt in"), .caution) }
        return model.isNewest
            ? badge(say(en: "Holds", nl: "Geldt"), .good)
            : badge(say(en: "Taken back", nl: "Ingetrokken"), .neutral)
    }

    private static func rows(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact(say(en: "Customer", nl: "Klant"), model.customer.html),
            Fact(say(en: "Charger", nl: "Lader"), model.charger),
            Fact(say(en: "Read", nl: "Opgenomen"), say.dateTime(model.at)),
            Fact(say(en: "Register", nl: "Stand"), say.energy(model.register)),
            Fact(say(en: "Version of this moment", nl: "Versie van dit tijdstip"), say.count(model.version)),
            Fact(say(en: "Came with batch", nl: "Kwam met levering"), model.batch),
            Fact(say(en: "Received", nl: "Ontvangen"), say.dateTime(model.receivedAt)),
            Fact("SHA-256", HTML { code { model.sha256 } }),
        ]
    }

    private static func takeBack(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        guard model.isNewest, !model.isWithdrawn else { return .empty }
        return card(say(en: "Take it back", nl: "Trek haar in")) {
            p(.class("soft")) { say(what) }
            postForm(frame, to: .pushedReading(model.id), .class("form")) {
                inputField(Control("reason", reason), model.reason, say)
                formActions { submitButton(say(en: "Take back", nl: "Intrekken")) }
            }
        }
    }

    private static let reason = Text(en: "Why", nl: "Waarom")
    private static let what = Text(
        en: """
            The register never showed this. The reading stays in the history and counts no more; the next measuring corrects \
            what was booked of it. What the register did show is sent anew.
            """,
        nl: """
            De teller heeft dit nooit aangegeven. De meterstand blijft in de geschiedenis en telt niet meer mee; de volgende \
            meting corrigeert wat ervan is ingeboekt. Wat de teller wel aangaf, wordt opnieuw gestuurd.
            """
    )
}
