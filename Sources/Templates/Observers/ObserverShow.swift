package import Values

/// How one observer of a charge point stands: its connection, what it was told, and what not.
package enum ObserverShow {
    /// A transaction that it was told of, or not.
    package struct Row: Sendable {
        /// What names it in a form.
        package let name: String
        package let at: Timestamp
        package let transactionID: Int64
        package let observerTransactionID: Int64?
        /// `open`, `stopped`, `untold`, `stop_untold`.
        package let state: String
        package let reason: String
        package let told: Int
        package let skipped: Int
        package let refused: Int
        package let isUnderWay: Bool
        package let mayRetry: Bool

        package init(
            name: String,
            at: Timestamp,
            transactionID: Int64,
            observerTransactionID: Int64?,
            state: String,
            reason: String,
            told: Int,
            skipped: Int,
            refused: Int,
            isUnderWay: Bool,
            mayRetry: Bool
        ) {
            self.name = name
            self.at = at
            self.transactionID = transactionID
            self.observerTransactionID = observerTransactionID
            self.state = state
            self.reason = reason
            self.told = told
            self.skipped = skipped
            self.refused = refused
            self.isUnderWay = isUnderWay
            self.mayRetry = mayRetry
        }
    }

    package struct Model: Sendable {
        package let chargePoint: ChargePointID
        package let chargePointName: String
        package let zone: Zone
        package let summary: ObserverIndex.Row
        package let countedMessages: Int
        package let nextTryAt: Timestamp?
        package let addedAt: Timestamp
        package let lastToldAt: Timestamp?
        package let outdated: Int
        package let refused: Int
        package let lastRefusal: String
        package let commands: Int
        package let fields: ObserverFields
        package let rows: [Row]
        package let mayEdit: Bool

        package init(
            chargePoint: ChargePointID,
            chargePointName: String,
            zone: Zone,
            summary: ObserverIndex.Row,
            countedMessages: Int,
            nextTryAt: Timestamp?,
            addedAt: Timestamp,
            lastToldAt: Timestamp?,
            outdated: Int,
            refused: Int,
            lastRefusal: String,
            commands: Int,
            fields: ObserverFields,
            rows: [Row],
            mayEdit: Bool
        ) {
            self.chargePoint = chargePoint
            self.chargePointName = chargePointName
            self.zone = zone
            self.summary = summary
            self.countedMessages = countedMessages
            self.nextTryAt = nextTryAt
            self.addedAt = addedAt
            self.lastToldAt = lastToldAt
            self.outdated = outdated
            self.refused = refused
            self.lastRefusal = lastRefusal
            self.commands = commands
            self.fields = fields
            self.rows = rows
            self.mayEdit = mayEdit
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.zone)
        let crumbs = [
            Crumb(say(.chargePoints), .chargePoints),
            Crumb(model.chargePointName, .chargePointRelay(model.chargePoint)),
            Crumb(say(ObserverWords.observers), .chargePointObservers(model.chargePoint)),
        ]
        return Page.app(model.summary.name, frame: frame, crumbs: crumbs, lead: HTML(model.summary.url)) {
            formErrors(model.fields.all, say)
            card(say(stands)) {
                facts(connection(model, say) + counts(model, say))
                if model.mayEdit, model.summary.isEnabled, model.summary.state == "away" { dial(model, frame, say) }
            }
            tableCard(say(.sessions)) {
                if model.rows.isEmpty {
                    emptyState(say(en: "No session yet", nl: "Nog geen sessie"), say(nothing))
                } else {
                    plainTable(say(.sessions), ObserverTransactions.columns(model, frame, say), model.rows)
                }
            }
            if model.mayEdit { card(say(settings)) { form(model, frame, say) } }
        }
    }

    private static func connection(_ model: Model, _ say: Reader) -> [Fact] {
        let row = model.summary
        let (text, tone) = ObserverWords.state(row.state, isEnabled: row.isEnabled)
        let none = HTML("–")
        return [
            Fact(say(.state), badge(say(text), tone)),
            Fact(say(en: "Since", nl: "Sinds"), row.since.map { exactMoment($0, say) } ?? none),
            Fact(
                say(en: "Why", nl: "Waarom"),
                row.reason.isEmpty ? none : HTML(ObserverWords.reason(row.reason, say))
            ),
            Fact(
                say(en: "Tried again at", nl: "Opnieuw geprobeerd om"),
                model.nextTryAt.map { exactMoment($0, say) } ?? none
            ),
            Fact(say(en: "Added", nl: "Toegevoegd"), exactMoment(model.addedAt, say)),
        ]
    }

    private static func counts(_ model: Model, _ say: Reader) -> [Fact] {
        let row = model.summary
        let waiting = ObserverWords.behind(row.behind, atMost: model.countedMessages, say)
        return [
            Fact(say(en: "Messages that wait", nl: "Wachtende berichten"), waiting),
            Fact(say(en: "Messages told", nl: "Vertelde berichten"), say.count(row.told)),
            Fact(
                say(en: "Last told", nl: "Laatst verteld"),
                model.lastToldAt.map { exactMoment($0, say) } ?? HTML("–")
            ),
            Fact(
                say(en: "Skipped, of sessions it does not know", nl: "Overgeslagen, van onbekende sessies"),
                say.count(row.skipped)
            ),
            Fact(say(en: "Too old to be told", nl: "Te oud om te vertellen"), say.count(model.outdated)),
            Fact(say(en: "Refused by it", nl: "Daar geweigerd"), say.count(model.refused)),
            Fact(
                say(en: "Last refusal", nl: "Laatste weigering"),
                model.lastRefusal.isEmpty ? HTML("–") : HTML(model.lastRefusal)
            ),
            Fact(
                say(en: "Its commands, all refused", nl: "Zijn opdrachten, alle geweigerd"),
                say.count(model.commands)
            ),
        ]
    }

    private static func dial(_ model: Model, _ frame: PageFrame, _ say: Reader) -> HTML {
        actionButton(frame, say(en: "Try now", nl: "Nu proberen"), to: .observerRetry(model.summary.id))
    }

    private static func form(_ model: Model, _ frame: PageFrame, _ say: Reader) -> HTML {
        HTML {
            postForm(frame, to: .observer(model.summary.id), .class("form")) {
                model.fields.boxes(say)
                formActions { submitButton(say(.save)) }
            }
            actionButton(
                frame,
                say(en: "Tell it nothing more", nl: "Niet meer laten meekijken"),
                to: .observerEnd(model.summary.id),
                style: .danger,
                confirm: endQuestion
            )
        }
    }

    private static let stands = Text(en: "How it stands", nl: "Hoe het ervoor staat")
    private static let settings = Text(en: "Settings", nl: "Instellingen")
    private static let nothing = Text(
        en: "Sessions that begin from now on show up here with the number that the observer gives them.",
        nl: "Sessies die vanaf nu beginnen, verschijnen hier met het nummer dat de meekijker eraan geeft."
    )
    private static let endQuestion = Text(
        en: "Sessions under way are not told to their end. Adding it again begins anew. Go on?",
        nl: "Lopende sessies worden niet afverteld. Opnieuw toevoegen begint opnieuw. Doorgaan?"
    )
}

/// The table of an observer's transactions.
enum ObserverTransactions {
    static func columns(
        _ model: ObserverShow.Model,
        _ frame: PageFrame,
        _ say: Reader
    ) -> [Column<ObserverShow.Row>] {
        [
            Column(say(en: "When", nl: "Wanneer")) { row in exactMoment(row.at, say) },
            Column(say(en: "Transaction", nl: "Transactie")) { row in
                row.observerTransactionID.map { "\(row.transactionID) → \($0)" } ?? "\(row.transactionID)"
            },
            Column(say(.state)) { row in
                let (text, tone) = ObserverWords.state(ofTransaction: row.state, isUnderWay: row.isUnderWay)
                div {
                    badge(say(text), tone)
                    if !row.reason.isEmpty { small { ObserverWords.reason(ofTransaction: row.reason, say) } }
                }
            },
            .number(say(en: "Told", nl: "Verteld")) { row in say.count(row.told) },
            .number(say(en: "Skipped", nl: "Overgeslagen")) { row in say.count(row.skipped) },
            .number(say(en: "Refused", nl: "Geweigerd")) { row in say.count(row.refused) },
            Column(say(en: "Tell again", nl: "Opnieuw vertellen")) { row in
                if model.mayEdit, row.mayRetry { again(row, model, frame, say) } else { HTML("–") }
            },
        ]
    }

    private static func again(
        _ row: ObserverShow.Row,
        _ model: ObserverShow.Model,
        _ frame: PageFrame,
        _ say: Reader
    ) -> HTML {
        postForm(frame, to: .observerRetry(model.summary.id), .class("action")) {
            hiddenField("transaction", row.name)
            submitButton(say(en: "Tell again", nl: "Opnieuw vertellen"), style: .secondary)
        }
    }
}
