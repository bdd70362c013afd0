package import Values

/// Charge cards that nobody registered: what becomes of them, and those that charged.
package enum UnknownCards {
    /// What becomes of them; sent in the field `policy`.
    package enum Policy: String, CaseIterable, Sendable {
        case refuse, accept, flag

        var title: Text {
            switch self {
            case .refuse: Text(en: "Refuse", nl: "Weigeren")
            case .accept: Text(en: "Accept", nl: "Accepteren")
            case .flag: Text(en: "Accept and show here", nl: "Accepteren en hier tonen")
            }
        }

        var detail: Text {
            switch self {
            case .refuse:
                Text(en: "Only registered cards may charge.", nl: "Alleen geregistreerde passen mogen laden.")
            case .accept: Text(en: "Every card may charge.", nl: "Elke pas mag laden.")
            case .flag:
                Text(
                    en: "Every card may charge; you see afterwards which ones nobody registered.",
                    nl: "Elke pas mag laden; achteraf ziet u welke niemand registreerde."
                )
            }
        }
    }

    /// What the forms do; sent in the field `act`.
    package enum Act: String, CaseIterable, Sendable {
        case policy, adopt, block
    }

    package struct Card: Sendable {
        package let uid: String
        package let sessions: Int
        package let firstAt: Timestamp
        package let lastAt: Timestamp
        package let chargePoint: Mention

        package init(uid: String, sessions: Int, firstAt: Timestamp, lastAt: Timestamp, chargePoint: Mention) {
            self.uid = uid
            self.sessions = sessions
            self.firstAt = firstAt
            self.lastAt = lastAt
            self.chargePoint = chargePoint
        }
    }

    package struct Model: Sendable {
        package let policy: Policy
        package let cards: [Card]
        /// Whether the reader's role may decide.
        package let mayDecide: Bool

        package init(policy: Policy, cards: [Card], mayDecide: Bool) {
            self.policy = policy
            self.cards = cards
            self.mayDecide = mayDecide
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(title), frame: frame, lead: HTML(say(lead))) {
            card(say(en: "What becomes of them", nl: "Wat ermee gebeurt")) { policyForm(model, frame) }
            tableCard(say(en: "Charged without being registered", nl: "Laadden zonder registratie")) {
                cardTable(model, frame)
            }
        }
    }

    package static let title = Text(en: "Unknown cards", nl: "Onbekende passen")
    private static let lead = Text(
        en: "Charge cards that charged in the last three months and that nobody registered.",
        nl: "Laadpassen die in de laatste drie maanden laadden en die niemand registreerde."
    )

    private static func policyForm(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        guard model.mayDecide else { return p { say(model.policy.title) } }
        return postForm(frame, to: .unknownCards, .class("stack")) {
            hiddenField("act", Act.policy.rawValue)
            radioField(
                Control("policy", Text(en: "An unknown card", nl: "Een onbekende pas")),
                Policy.allCases.map { Choice($0.rawValue, say($0.title), detail: say($0.detail)) },
                Field(model.policy.rawValue),
                say
            )
            formActions { submitButton(say(.save)) }
        }
    }

    private static func cardTable(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        guard !model.cards.isEmpty else {
            return p(.class("soft")) { say(en: "None in three months.", nl: "Geen in drie maanden.") }
        }
        let columns: [Column<Card>] = [
            Column(say(en: "Card", nl: "Pas")) { card in code { card.uid } },
            .number(say(.sessions)) { say.count($0.sessions) },
            Column(say(en: "First", nl: "Eerste")) { say.dateTime($0.firstAt) },
            Column(say(en: "Last", nl: "Laatste")) { card in
                say.dateTime(card.lastAt)
                " · "
                card.chargePoint.html
            },
            Column(say(en: "Decide", nl: "Beslis")) { card in
                if model.mayDecide {
                    decision(.adopt, Text(en: "Register", nl: "Registreren"), .secondary, card, frame)
                    decision(.block, Text(en: "Block", nl: "Blokkeren"), .danger, card, frame)
                }
            },
        ]
        return plainTable(say(title), columns, model.cards)
    }

    private static func decision(
        _ act: Act,
        _ title: Text,
        _ style: ButtonStyle,
        _ card: Card,
        _ frame: PageFrame
    ) -> HTML {
        postForm(frame, to: .unknownCards, .class("action")) {
            hiddenField("act", act.rawValue)
            hiddenField("uid", card.uid)
            submitButton(frame.say(title), style: style)
        }
    }
}
