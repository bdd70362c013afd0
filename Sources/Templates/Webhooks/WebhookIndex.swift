package import Values

/// Addresses to which events are sent: adding one, and how each does.
package enum WebhookIndex {
    package struct Row: Sendable {
        package let id: WebhookEndpointID
        package let name: String
        package let url: String
        /// Empty for all.
        package let kinds: [String]
        package let createdAt: Timestamp
        package let createdBy: String
        /// Until when the secret before the newest signs, too; `nil` when it does not.
        package let earlierUntil: Timestamp?
        package let disabledAt: Timestamp?
        package let disabledReason: String
        package let waiting: Int
        package let dead: Int

        package init(
            id: WebhookEndpointID,
            name: String,
            url: String,
            kinds: [String],
            createdAt: Timestamp,
            createdBy: String,
            earlierUntil: Timestamp?,
            disabledAt: Timestamp?,
            disabledReason: String,
            waiting: Int,
            dead: Int
        ) {
            self.id = id
            self.name = name
            self.url = url
            self.kinds = kinds
            self.createdAt = createdAt
            self.createdBy = createdBy
            self.earlierUntil = earlierUntil
            self.disabledAt = disabledAt
            self.disabledReason = disabledReason
            self.waiting = waiting
            self.dead = dead
        }
    }

    package struct Model: Sendable {
        package let rows: [Row]
        package let name: Field
        package let url: Field
        /// All kinds of events.
        package let kinds: [String]
        package let chosen: Set<String>
        package let kindError: Text?

        package init(
            rows: [Row],
            name: Field,
            url: Field,
            kinds: [String],
            chosen: Set<String>,
            kindError: Text?
        ) {
            self.rows = rows
            self.name = name
            self.url = url
            self.kinds = kinds
            self.chosen = chosen
            self.kindError = kindError
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(.webhooks),
            frame: frame,
            crumbs: [Crumb(say(.apiKeys), .apiKeys)],
            lead: HTML(say(lead))
        ) {
            if !model.rows.isEmpty {
                tableCard(say(.webhooks)) { plainTable(say(.webhooks), tableColumns(say), model.rows) }
            }
            new(model, frame)
        }
    }

    private static let lead = Text(
        en: """
            Events are sent to your own programs as they happen, signed by the convention of Standard Webhooks, and tried again \
            for three days.
            """,
        nl: """
            Gebeurtenissen gaan naar uw eigen programma's zodra ze er zijn, ondertekend volgens de afspraak van Standard \
            Webhooks, en worden drie dagen lang opnieuw geprobeerd.
            """
    )

    private static func tableColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(.name)) { row in
                div {
                    a(.href(.webhook(row.id))) { row.name }
                    small { row.url }
                }
            },
            Column(say(WebhookWords.events)) { row in WebhookWords.kinds(row.kinds, say) },
            Column(say(.state)) { row in WebhookWords.state(row, say) },
            .number(say(en: "Waiting", nl: "Wacht")) { row in say.count(row.waiting) },
            .number(say(en: "Given up", nl: "Opgegeven")) { row in
                if row.dead > 0 { badge(say.count(row.dead), .bad) } else { say.count(0) }
            },
            Column(say(en: "Made", nl: "Gemaakt")) { row in
                div {
                    moment(row.createdAt, say)
                    small { row.createdBy }
                }
            },
        ]
    }

    private static func new(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            formErrors([model.name, model.url, Field(error: model.kindError)], say)
            postForm(frame, to: .webhooks, .class("form")) {
                fieldGroup(say(en: "New webhook", nl: "Nieuwe webhook"), hint: say(once)) {
                    inputField(Control("name", .name), model.name, say)
                    inputField(Control("url", address, hint: addressHint), model.url, say)
                    WebhookWords.choice(model.kinds, model.chosen, model.kindError, say)
                }
                formActions { submitButton(say(en: "Add it", nl: "Toevoegen")) }
            }
        }
    }

    private static let once = Text(
        en: "Its secret is shown once, right after.",
        nl: "Het geheim staat er één keer, meteen daarna."
    )
    private static let address = Text(en: "Address", nl: "Adres")
    private static let addressHint = Text(
        en: "https://…, of the public internet",
        nl: "https://…, op het openbare internet"
    )
}

/// What the pages of webhooks say.
enum WebhookWords {
    static let events = Text(en: "Events", nl: "Gebeurtenissen")
    private static let none = Text(en: "None ticked means all of them.", nl: "Niets aangevinkt betekent allemaal.")

    static func kinds(_ kinds: [String], _ say: Reader) -> HTML {
        kinds.isEmpty ? HTML(say(en: "all", nl: "alle")) : ul { kinds.map { kind in li { code { kind } } } }
    }

    static func choice(_ kinds: [String], _ chosen: Set<String>, _ error: Text?, _ say: Reader) -> HTML {
        checksField(
            Control("kind", events, hint: none).optional,
            kinds.map { Choice($0, $0) },
            checked: chosen,
            error: error,
            say
        )
    }

    static func state(_ row: WebhookIndex.Row, _ say: Reader) -> HTML {
        guard let at = row.disabledAt else { return badge(say(en: "On", nl: "Aan"), .good) }
        return div {
            badge(say(en: "Off", nl: "Uit"), .neutral)
            small {
                moment(at, say)
                row.disabledReason.isEmpty ? "" : " · " + row.disabledReason
            }
        }
    }

    static func badge(_ state: WebhookShow.Standing, _ say: Reader) -> HTML {
        switch state {
        case .waiting: Templates.badge(say(en: "Waiting", nl: "Wacht"), .caution)
        case .delivered: Templates.badge(say(en: "Delivered", nl: "Afgeleverd"), .good)
        case .dead: Templates.badge(say(en: "Given up", nl: "Opgegeven"), .bad)
        }
    }

    private static func badge(_ text: String, _ tone: Tone) -> HTML { Templates.badge(text, tone) }
}

extension Text {
    package static let webhooks = Text(verbatim: "Webhooks")
}
