package import Values

/// Charge points that nobody registered: those that go through meanwhile, and by which rules.
package enum UnknownChargePointIndex {
    package struct Row: Sendable {
        package let id: ChargePointID
        package let identity: String
        package let model: String
        package let upstream: String
        package let firstAt: Timestamp
        package let lastMessageAt: Timestamp?
        /// When somebody said that it shall not come again.
        package let refusedAt: Timestamp?

        package init(
            id: ChargePointID,
            identity: String,
            model: String,
            upstream: String,
            firstAt: Timestamp,
            lastMessageAt: Timestamp?,
            refusedAt: Timestamp?
        ) {
            self.id = id
            self.identity = identity
            self.model = model
            self.upstream = upstream
            self.firstAt = firstAt
            self.lastMessageAt = lastMessageAt
            self.refusedAt = refusedAt
        }
    }

    /// A back-office for identities that nobody registered.
    package struct Rule: Sendable {
        package let id: DefaultUpstreamID
        package let beginning: String
        package let upstream: String

        package init(id: DefaultUpstreamID, beginning: String, upstream: String) {
            self.id = id
            self.beginning = beginning
            self.upstream = upstream
        }
    }

    package struct Model: Sendable {
        package let rows: [Row]
        package let rules: [Rule]
        package let beginning: Field
        package let upstream: Field
        package let upstreams: [Choice]
        /// How many may wait.
        package let limit: Int
        package let mayEdit: Bool

        package init(
            rows: [Row],
            rules: [Rule],
            beginning: Field,
            upstream: Field,
            upstreams: [Choice],
            limit: Int,
            mayEdit: Bool
        ) {
            self.rows = rows
            self.rules = rules
            self.beginning = beginning
            self.upstream = upstream
            self.upstreams = upstreams
            self.limit = limit
            self.mayEdit = mayEdit
        }

        var waiting: Int { rows.count { $0.refusedAt == nil } }
    }

    package static let title = Text(en: "Unknown charge points", nl: "Onbekende laadpunten")

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(title),
            frame: frame,
            crumbs: [Crumb(say(.upstreams), .upstreams)],
            lead: HTML(say(lead))
        ) {
            formErrors([model.beginning, model.upstream], say)
            if model.waiting >= model.limit { notice(.caution, say(full(model.limit))) }
            if model.rows.isEmpty {
                emptyState(say(en: "None came", nl: "Er kwam er geen"), say(whenEmpty))
            } else {
                tableCard(say(title)) { plainTable(say(title), rowColumns(say), model.rows) }
            }
            tableCard(say(rulesTitle)) { rules(model, frame) }
            if model.mayEdit, !model.upstreams.isEmpty { card(say(newRule)) { ruleForm(model, frame) } }
        }
    }

    private static func rowColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "Identity", nl: "Identiteit")) { row in
                div {
                    Mention(row.identity, .unknownChargePoint(row.id)).html
                    small { row.model }
                }
            },
            Column(say(.upstream)) { $0.upstream },
            Column(say(en: "First came", nl: "Kwam voor het eerst")) { say.dateTime($0.firstAt) },
            Column(say(en: "Last message", nl: "Laatste bericht")) { row in
                row.lastMessageAt.map { say.dateTime($0) } ?? "–"
            },
            Column(say(.state)) { state($0, say) },
        ]
    }

    private static func state(_ row: Row, _ say: Reader) -> HTML {
        row.refusedAt == nil
            ? badge(say(en: "waits for you", nl: "wacht op u"), .caution)
            : badge(say(en: "refused", nl: "geweigerd"), .bad)
    }

    // MARK: Rules

    private static func rules(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        guard !model.rules.isEmpty else { return p(.class("soft")) { say(noRule) } }
        let columns: [Column<Rule>] = [
            Column(say(beginningTitle)) { rule in code { rule.beginning } },
            Column(say(.upstream)) { $0.upstream },
            Column(say(en: "Decide", nl: "Beslis")) { rule in
                if model.mayEdit {
                    actionButton(
                        frame,
                        say(en: "Let no more through", nl: "Geen meer doorlaten"),
                        to: .defaultUpstreamEnd(rule.id),
                        style: .danger,
                        confirm: endQuestion
                    )
                }
            },
        ]
        return plainTable(say(rulesTitle), columns, model.rules)
    }

    private static func ruleForm(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: .defaultUpstreams, .class("form")) {
            inputField(
                Control("beginning", beginningTitle, hint: beginningHint).autocomplete("off"),
                model.beginning,
                say
            )
            selectField(Control("upstream", .upstream), model.upstreams, model.upstream, say)
            formActions { submitButton(say(en: "Let them through", nl: "Doorlaten")) }
        }
    }

    private static func full(_ limit: Int) -> Text {
        Text(
            en: "\(limit) wait, so no more come in. Decide about some of them first.",
            nl: "Er wachten er \(limit), dus er komen er geen meer bij. Beslis eerst over enkele."
        )
    }

    private static let lead = Text(
        en: "They go through to your back-office and are copied, but are nobody's until you give them a site.",
        nl: "Ze gaan door naar uw backoffice en worden gekopieerd, maar zijn van niemand tot u ze een locatie geeft."
    )
    private static let whenEmpty = Text(
        en: "Charge points that nobody registered are turned away unless a rule below lets them through.",
        nl: "Laadpunten die niemand registreerde worden afgewezen, tenzij een regel hieronder ze doorlaat."
    )
    private static let rulesTitle = Text(en: "Who is let through", nl: "Wie wordt doorgelaten")
    private static let noRule = Text(
        en: "Nobody: unknown identities are turned away.",
        nl: "Niemand: onbekende identiteiten worden afgewezen."
    )
    private static let newRule = Text(en: "Let unknown charge points through", nl: "Onbekende laadpunten doorlaten")
    private static let beginningTitle = Text(en: "Identity begins with", nl: "Identiteit begint met")
    private static let beginningHint = Text(
        en: "At least four characters that only your charge points have; capitals count.",
        nl: "Minstens vier tekens die alleen uw laadpunten hebben; hoofdletters tellen mee."
    )
    private static let endQuestion = Text(
        en: "Charge points that came already stay until you decide about them. Let no more through?",
        nl: "Laadpunten die al kwamen blijven tot u over ze beslist. Geen meer doorlaten?"
    )
}
