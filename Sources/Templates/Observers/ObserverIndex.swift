package import Values

/// The further back-offices that are told what a charge point says, and where one is added.
package enum ObserverIndex {
    package struct Row: Sendable {
        package let id: ObserverID
        package let name: String
        package let url: String
        package let isEnabled: Bool
        /// `new`, `connected`, `away`, `not_accepted`, `resting`.
        package let state: String
        package let reason: String
        package let since: Timestamp?
        /// Messages that wait, ``ObserverShow/Model/countedMessages`` and one for more.
        package let behind: Int
        package let told: Int
        package let skipped: Int
        /// Transactions of which it was not told everything.
        package let untold: Int

        package init(
            id: ObserverID,
            name: String,
            url: String,
            isEnabled: Bool,
            state: String,
            reason: String,
            since: Timestamp?,
            behind: Int,
            told: Int,
            skipped: Int,
            untold: Int
        ) {
            self.id = id
            self.name = name
            self.url = url
            self.isEnabled = isEnabled
            self.state = state
            self.reason = reason
            self.since = since
            self.behind = behind
            self.told = told
            self.skipped = skipped
            self.untold = untold
        }
    }

    package struct Model: Sendable {
        package let id: ChargePointID
        package let name: String
        package let zone: Zone
        package let rows: [Row]
        package let countedMessages: Int
        package let upstream: Field
        package let upstreams: [Choice]
        package let fields: ObserverFields
        package let mayEdit: Bool

        package init(
            id: ChargePointID,
            name: String,
            zone: Zone,
            rows: [Row],
            countedMessages: Int,
            upstream: Field,
            upstreams: [Choice],
            fields: ObserverFields,
            mayEdit: Bool
        ) {
            self.id = id
            self.name = name
            self.zone = zone
            self.rows = rows
            self.countedMessages = countedMessages
            self.upstream = upstream
            self.upstreams = upstreams
            self.fields = fields
            self.mayEdit = mayEdit
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.zone)
        let crumbs = [
            Crumb(say(.chargePoints), .chargePoints), Crumb(model.name, .chargePointRelay(model.id)),
        ]
        return Page.app(say(ObserverWords.observers), frame: frame, crumbs: crumbs, lead: HTML(say(lead))) {
            formErrors([model.upstream] + model.fields.all, say)
            table(model.rows, countedMessages: model.countedMessages, say)
            if model.mayEdit { card(say(add)) { form(model, frame, say) } }
        }
    }

    /// The observers with how each stands.
    static func table(_ rows: [Row], countedMessages: Int, _ say: Reader) -> HTML {
        tableCard(say(ObserverWords.observers)) {
            if rows.isEmpty {
                emptyState(say(en: "Nobody observes it", nl: "Niemand kijkt mee"), say(nobody))
            } else {
                plainTable(say(ObserverWords.observers), columns(countedMessages, say), rows)
            }
        }
    }

    private static func columns(_ countedMessages: Int, _ say: Reader) -> [Column<Row>] {
        [
            Column(say(.upstream)) { row in
                div {
                    Mention(row.name, .observer(row.id)).html
                    small { row.url }
                }
            },
            Column(say(.state)) { row in
                let (text, tone) = ObserverWords.state(row.state, isEnabled: row.isEnabled)
                div {
                    badge(say(text), tone)
                    if row.isEnabled { small { details(row, say) } }
                }
            },
            .number(say(en: "Waiting", nl: "Wacht")) { row in
                ObserverWords.behind(row.behind, atMost: countedMessages, say)
            },
            .number(say(en: "Told", nl: "Verteld")) { row in say.count(row.told) },
            .number(say(en: "Skipped", nl: "Overgeslagen")) { row in say.count(row.skipped) },
            .number(say(en: "Sessions to look at", nl: "Sessies om te bekijken")) { row in say.count(row.untold) },
        ]
    }

    private static func details(_ row: Row, _ say: Reader) -> HTML {
        HTML {
            if let since = row.since { recentMoment(since, say) }
            if !row.reason.isEmpty { " " + ObserverWords.reason(row.reason, say) }
        }
    }

    private static func form(_ model: Model, _ frame: PageFrame, _ say: Reader) -> HTML {
        postForm(frame, to: .chargePointObservers(model.id), .class("form")) {
            selectField(Control("upstream", .upstream, hint: upstreamHint), model.upstreams, model.upstream, say)
            model.fields.boxes(say)
            formActions { submitButton(say(en: "Have it told from now on", nl: "Vanaf nu laten meekijken")) }
        }
    }

    private static let lead = Text(
        en: "Further back-offices that hear what the charge point says, session by session, and have no control.",
        nl: "Andere backoffices die horen wat het laadpunt zegt, sessie voor sessie, en niets te zeggen hebben."
    )
    private static let add = Text(en: "Add an observer", nl: "Meekijker toevoegen")
    private static let nobody = Text(
        en: "A back-office that is added here is told each session, under numbers of its own.",
        nl: "Een backoffice die u hier toevoegt, hoort elke sessie, onder eigen nummers."
    )
    private static let upstreamHint = Text(
        en: "Another one than the charge point's own, unless it is known there by another identity.",
        nl: "Een andere dan die van het laadpunt zelf, tenzij het daar een andere identiteit heeft."
    )
}
