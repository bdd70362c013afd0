package import Values

/// A webhook: its secret, what was sent to it and how that went.
package enum WebhookShow {
    package enum Standing: String, CaseIterable, Sendable {
        case waiting, delivered, dead
    }

    package struct Delivery: Sendable {
        package let id: WebhookDeliveryID
        package let kind: String
        package let message: String
        package let state: Standing
        package let attempts: Int
        package let at: Timestamp
        /// When it is tried next; `nil` when it is not.
        package let nextAt: Timestamp?
        /// What the last attempt came to: a status, or why there was none.
        package let last: String

        package init(
            id: WebhookDeliveryID,
            kind: String,
            message: String,
            state: Standing,
            attempts: Int,
            at: Timestamp,
            nextAt: Timestamp?,
            last: String
        ) {
            self.id = id
            self.kind = kind
            self.message = message
            self.state = state
            self.attempts = attempts
            self.at = at
            self.nextAt = nextAt
            self.last = last
        }
    }

    package struct Model: Sendable {
        package let row: WebhookIndex.Row
        package let name: Field
        package let kinds: [String]
        package let chosen: Set<String>
        package let kindError: Text?
        package let query: ListQuery
        /// The newest ones.
        package let deliveries: [Delivery]
        /// A secret that is shown once.
        package let secret: String?

        package init(
            row: WebhookIndex.Row,
            name: Field,
            kinds: [String],
            chosen: Set<String>,
            kindError: Text?,
            query: ListQuery,
            deliveries: [Delivery],
            secret: String?
        ) {
            self.row = row
            self.name = name
            self.kinds = kinds
            self.chosen = chosen
            self.kindError = kindError
            self.query = query
            self.deliveries = deliveries
            self.secret = secret
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["state", "event"],
        sorts: ["at"],
        sort: "at",
        isDescending: true
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.row.name,
            frame: frame,
            crumbs: [Crumb(say(.apiKeys), .apiKeys), Crumb(say(.webhooks), .webhooks)],
            lead: HTML(model.row.url),
            actions: actions(model, frame)
        ) {
            if let secret = model.secret { shown(secret, say) }
            formErrors([model.name, Field(error: model.kindError)], say)
            deliveries(model, say)
            columns {
                card(say(en: "Settings", nl: "Instellingen")) { change(model, frame) }
                card(say(en: "New secret", nl: "Nieuw geheim")) { rotation(model, frame) }
            }
        }
    }

    private static func actions(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        var all: [HTML] = []
        if model.row.disabledAt == nil {
            let text = say(en: "Send a test", nl: "Stuur een test")
            all.append(actionButton(frame, text, to: .webhookTest(model.row.id)))
        }
        if model.row.dead > 0 {
            let text = say(en: "Send again what was given up", nl: "Stuur opnieuw wat is opgegeven")
            all.append(actionButton(frame, text, to: .webhookReplays(model.row.id)))
        }
        return HTML(joining: all)
    }

    private static func shown(_ secret: String, _ say: Reader) -> HTML {
        card(say(en: "The secret", nl: "Het geheim")) {
            notice(.caution, say(once))
            p { copyable(secret, id: "secret", say) }
        }
    }

    private static let once = Text(
        en: "Keep this now: it is shown once. With it your program checks the signature of each message.",
        nl: "Bewaar dit nu: het staat hier één keer. Uw programma controleert er de ondertekening van elk bericht mee."
    )

    private static func change(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: .webhook(model.row.id), .class("form")) {
            inputField(Control("name", .name), model.name, say)
            WebhookWords.choice(model.kinds, model.chosen, model.kindError, say)
            selectField(
                Control("disabled", .state),
                [
                    Choice("no", say(en: "On", nl: "Aan")),
                    Choice("yes", say(en: "Off: nothing is written for it", nl: "Uit: er wordt niets voor geschreven")),
                ],
                Field(model.row.disabledAt == nil ? "no" : "yes"),
                say
            )
            formActions { submitButton(say(.save), style: .secondary) }
        }
    }

    private static func rotation(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML(joining: [
            model.row.earlierUntil.map { until in
                p {
                    say(en: "The secret before signs, too, until ", nl: "Het vorige geheim ondertekent ook nog tot ")
                    moment(until, say)
                    "."
                }
            } ?? .empty,
            postForm(frame, to: .webhookRotation(model.row.id), .class("form")) {
                radioField(Control("overlap", overlap), APIKeyIndex.overlaps(say), Field("1"), say)
                formActions { submitButton(say(en: "Make a new secret", nl: "Nieuw geheim maken"), style: .secondary) }
            },
        ])
    }

    private static let overlap = Text(en: "The present one signs for", nl: "Het huidige ondertekent nog")

    // MARK: Deliveries

    private static func deliveries(_ model: Model, _ say: Reader) -> HTML {
        let state = ListState(
            .webhook(model.row.id),
            model.query,
            total: model.deliveries.count,
            filters: [
                .choice(name: "state", title: .state, choices: states(say)),
                .choice(name: "event", title: WebhookWords.events, choices: model.kinds.map { Choice($0, $0) }),
            ]
        )
        let title = say(en: "What was sent", nl: "Wat is gestuurd")
        let empty = emptyState(
            say(en: "Nothing yet", nl: "Nog niets"),
            say(
                en: "Events stand here for thirty days. Send a test to see whether it works.",
                nl: "Gebeurtenissen staan hier dertig dagen. Stuur een test om te zien of het werkt."
            )
        )
        return dataTable(title, state, tableColumns(say), model.deliveries, whenEmpty: empty, say: say)
    }

    private static func states(_ say: Reader) -> [Choice] {
        [
            Choice("waiting", say(en: "Waiting", nl: "Wacht")),
            Choice("delivered", say(en: "Delivered", nl: "Afgeleverd")),
            Choice("dead", say(en: "Given up", nl: "Opgegeven")),
        ]
    }

    private static func tableColumns(_ say: Reader) -> [Column<Delivery>] {
        [
            Column(say(en: "Event", nl: "Gebeurtenis")) { row in
                div {
                    a(.href(.webhookDelivery(row.id))) { code { row.kind } }
                    small { row.message }
                }
            },
            Column(say(en: "When", nl: "Wanneer")) { row in moment(row.at, say) },
            Column(say(.state)) { row in WebhookWords.badge(row.state, say) },
            .number(say(en: "Attempts", nl: "Pogingen")) { row in say.count(row.attempts) },
            Column(say(en: "Last answer", nl: "Laatste antwoord")) { row in row.last },
            Column(say(en: "Next attempt", nl: "Volgende poging")) { row in
                row.nextAt.map { moment($0, say) } ?? .empty
            },
        ]
    }
}
