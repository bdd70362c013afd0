package import Values

/// What a charge point's back-office was not told yet, what it was told later, and what a person has to decide.
package enum OutboxShow {
    /// A message that was answered in the back-office's place.
    package struct Row: Sendable {
        /// What names it in a form.
        package let name: String
        package let at: Timestamp
        package let action: String
        package let transactionID: Int64?
        package let upstreamTransactionID: Int64?
        /// `pending`, `sent`, `acked`, `parked`, `superseded`, `given_up`.
        package let state: String
        /// `no_answer`, `no_number`, or `refused: ` with the back-office's code.
        package let reason: String
        package let changedAt: Timestamp

        package init(
            name: String,
            at: Timestamp,
            action: String,
            transactionID: Int64?,
            upstreamTransactionID: Int64?,
            state: String,
            reason: String,
            changedAt: Timestamp
        ) {
            self.name = name
            self.at = at
            self.action = action
            self.transactionID = transactionID
            self.upstreamTransactionID = upstreamTransactionID
            self.state = state
            self.reason = reason
            self.changedAt = changedAt
        }
    }

    package struct Model: Sendable {
        package let id: ChargePointID
        package let name: String
        package let zone: Zone
        package let waiting: Int
        package let waitingSince: Timestamp?
        package let told: Int
        package let lastToldAt: Timestamp?
        package let parked: Int
        package let rows: [Row]
        package let mayDecide: Bool

        package init(
            id: ChargePointID,
            name: String,
            zone: Zone,
            waiting: Int,
            waitingSince: Timestamp?,
            told: Int,
            lastToldAt: Timestamp?,
            parked: Int,
            rows: [Row],
            mayDecide: Bool
        ) {
            self.id = id
            self.name = name
            self.zone = zone
            self.waiting = waiting
            self.waitingSince = waitingSince
            self.told = told
            self.lastToldAt = lastToldAt
            self.parked = parked
            self.rows = rows
            self.mayDecide = mayDecide
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.zone)
        let crumbs = [
            Crumb(say(.chargePoints), .chargePoints), Crumb(model.name, .chargePointRelay(model.id)),
        ]
        return Page.app(say(title), frame: frame, crumbs: crumbs) {
            card(say(stands)) { facts(summary(model, say)) }
            tableCard(say(messages)) {
                if model.rows.isEmpty {
                    emptyState(say(en: "Nothing was answered here", nl: "Hier is niets beantwoord"), say(nothing))
                } else {
                    plainTable(say(messages), columns(model, frame, say), model.rows)
                }
            }
        }
    }

    private static func summary(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact(say(en: "Waiting", nl: "Wacht"), say.count(model.waiting)),
            Fact(
                say(en: "Oldest since", nl: "Oudste sinds"),
                model.waitingSince.map { exactMoment($0, say) } ?? HTML("–")
            ),
            Fact(say(en: "Told later", nl: "Later verteld"), say.count(model.told)),
            Fact(
                say(en: "Last told", nl: "Laatst verteld"),
                model.lastToldAt.map { exactMoment($0, say) } ?? HTML("–")
            ),
            Fact(
                say(en: "To decide", nl: "Te beslissen"),
                badge(say.count(model.parked), model.parked == 0 ? .good : .bad)
            ),
        ]
    }

    private static func columns(_ model: Model, _ frame: PageFrame, _ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "When", nl: "Wanneer")) { row in exactMoment(row.at, say) },
            Column(say(en: "Message", nl: "Bericht")) { row in
                div {
                    row.action
                    small { numbers(row, say) }
                }
            },
            Column(say(en: "State", nl: "Stand")) { row in
                div {
                    badge(
                        say(states[row.state]?.0 ?? Text(en: row.state, nl: row.state)),
                        states[row.state]?.1 ?? .neutral
                    )
                    small { reason(row, say) }
                }
            },
            Column(say(en: "Decide", nl: "Beslissen")) { row in
                let isOpen = model.mayDecide && ["parked", "pending"].contains(row.state)
                if isOpen { buttons(row, model, frame, say) } else { HTML("–") }
            },
        ]
    }

    private static func numbers(_ row: Row, _ say: Reader) -> String {
        guard let number = row.transactionID else { return "" }
        let own = say(en: "Transaction", nl: "Transactie") + " \(number)"
        return row.upstreamTransactionID.map { own + " → \($0)" } ?? own
    }

    private static func reason(_ row: Row, _ say: Reader) -> String {
        if row.reason == "no_answer" { return say(noAnswer) }
        if row.reason == "no_number" { return say(noNumber) }
        guard row.reason.hasPrefix("refused: ") else { return "" }
        return say(refused) + " " + row.reason.dropFirst("refused: ".count)
    }

    private static func buttons(_ row: Row, _ model: Model, _ frame: PageFrame, _ say: Reader) -> HTML {
        HTML {
            if row.state == "parked" {
                postForm(frame, to: .chargePointOutbox(model.id), .class("action")) {
                    hiddenField("message", row.name)
                    hiddenField("decision", "retry")
                    submitButton(say(en: "Try again", nl: "Opnieuw proberen"), style: .secondary)
                }
            }
            postForm(frame, to: .chargePointOutbox(model.id), .class("action"), .confirm(say(giveUpQuestion))) {
                hiddenField("message", row.name)
                hiddenField("decision", "give_up")
                submitButton(say(en: "Give up", nl: "Opgeven"), style: .danger)
            }
        }
    }

    private static let title = Text(en: "For the back-office", nl: "Voor de backoffice")
    private static let stands = Text(
        en: "Answered here while the back-office was away",
        nl: "Hier beantwoord terwijl de backoffice weg was"
    )
    private static let messages = Text(en: "Messages", nl: "Berichten")
    private static let nothing = Text(
        en: "What we answer while the back-office is away, and tell it later, shows up here.",
        nl: "Wat wij beantwoorden terwijl de backoffice weg is, en die later vertellen, verschijnt hier."
    )
    private static let noAnswer = Text(
        en: "Sent twice, no answer: look in the back-office whether it is there before trying again.",
        nl: "Twee keer gestuurd, geen antwoord: kijk in de backoffice of het er is voordat u opnieuw probeert."
    )
    private static let noNumber = Text(
        en: "The back-office gave the transaction no number.",
        nl: "De backoffice gaf de transactie geen nummer."
    )
    private static let refused = Text(en: "The back-office refused it:", nl: "De backoffice weigerde het:")
    private static let giveUpQuestion = Text(
        en: "The back-office is never told, with a start also nothing else of its transaction. Our copy stays. Go on?",
        nl:
            "De backoffice hoort dit nooit, bij een start ook niet de rest ervan. Onze kopie blijft. Doorgaan?"
    )
    private static let states: [String: (Text, Tone)] = [
        "pending": (Text(en: "Waits", nl: "Wacht"), .neutral),
        "sent": (Text(en: "Sent", nl: "Verstuurd"), .neutral),
        "acked": (Text(en: "Told", nl: "Verteld"), .good),
        "parked": (Text(en: "To decide", nl: "Te beslissen"), .bad),
        "superseded": (Text(en: "Replaced by a later one", nl: "Vervangen door een later bericht"), .neutral),
        "given_up": (Text(en: "Given up", nl: "Opgegeven"), .neutral),
    ]
}
