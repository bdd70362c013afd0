package import Values

/// What is kept of one customer: a copy of it, wishes to be forgotten, and holds.
package enum CustomerPrivacy {
    package struct Request: Sendable {
        package let askedBy: String
        package let askedOn: LocalDate
        package let answerBy: LocalDate
        package let reason: String
        package let recordedBy: String
        /// What became of it; `nil` while it is open.
        package let outcome: Text?
        package let outcomeReason: String
        package let decidedBy: String
        package let decidedAt: Timestamp?

        package init(
            askedBy: String,
            askedOn: LocalDate,
            answerBy: LocalDate,
            reason: String,
            recordedBy: String,
            outcome: Text?,
            outcomeReason: String,
            decidedBy: String,
            decidedAt: Timestamp?
        ) {
            self.askedBy = askedBy
            self.askedOn = askedOn
            self.answerBy = answerBy
            self.reason = reason
            self.recordedBy = recordedBy
            self.outcome = outcome
            self.outcomeReason = outcomeReason
            self.decidedBy = decidedBy
            self.decidedAt = decidedAt
        }
    }

    /// A kind of record with how many there are.
    package struct Count: Sendable {
        package let kind: Text
        package let count: Int
        /// From when it may go, for what stays.
        package let until: LocalDate?

        package init(_ kind: Text, _ count: Int, until: LocalDate? = nil) {
            self.kind = kind
            self.count = count
            self.until = until
        }
    }

    package struct Hold: Sendable {
        package let reason: String
        package let placedBy: String
        package let placedAt: Timestamp
        package let liftedBy: String
        package let liftedAt: Timestamp?

        package init(reason: String, placedBy: String, placedAt: Timestamp, liftedBy: String, liftedAt: Timestamp?) {
            self.reason = reason
            self.placedBy = placedBy
            self.placedAt = placedAt
            self.liftedBy = liftedBy
            self.liftedAt = liftedAt
        }
    }

    /// Who an erased customer was.
    package struct Remains: Sendable {
        package let name: String
        package let email: String
        package let address: PostalAddress
        package let keptUntil: LocalDate

        package init(name: String, email: String, address: PostalAddress, keptUntil: LocalDate) {
            self.name = name
            self.email = email
            self.address = address
            self.keptUntil = keptUntil
        }
    }

    /// What was typed.
    package struct Fields: Sendable {
        package var askedBy = Field()
        package var askedOn = Field()
        package var reason = Field()
        package var outcome = Field()
        package var answer = Field()
        package var hold = Field()

        package init() {}
    }

    package struct Model: Sendable {
        package let id: CustomerID
        package let name: String
        package let erasedAt: Timestamp?
        package let isOpen: Bool
        package let isHeld: Bool
        package let requests: [Request]
        package let holds: [Hold]
        package let obstacles: [Text]
        package let removed: [Count]
        package let kept: [Count]
        package let remains: Remains?
        package let fields: Fields
        package let problem: Text?

        package init(
            id: CustomerID,
            name: String,
            erasedAt: Timestamp?,
            isOpen: Bool,
            isHeld: Bool,
            requests: [Request],
            holds: [Hold],
            obstacles: [Text],
            removed: [Count],
            kept: [Count],
            remains: Remains?,
            fields: Fields,
            problem: Text?
        ) {
            self.id = id
            self.name = name
            self.erasedAt = erasedAt
            self.isOpen = isOpen
            self.isHeld = isHeld
            self.requests = requests
            self.holds = holds
            self.obstacles = obstacles
            self.removed = removed
            self.kept = kept
            self.remains = remains
            self.fields = fields
            self.problem = problem
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let fields = model.fields
        return Page.app(
            say(.privacy),
            frame: frame,
            crumbs: [Crumb(say(.customers), .customers), Crumb(model.name, .customer(model.id))],
            lead: HTML(say(lead)),
            actions: downloadButton(say(CustomerPrivacyWords.copy), to: Link(.customerData(model.id)))
        ) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            formErrors([fields.askedBy, fields.askedOn, fields.outcome, fields.answer, fields.hold], say)
            if let erasedAt = model.erasedAt { CustomerPrivacyParts.erased(model, erasedAt, say) }
            CustomerPrivacyParts.preview(model, say)
            if !model.requests.isEmpty { CustomerPrivacyParts.requests(model.requests, say) }
            columns {
                if model.isOpen {
                    card(say(en: "Decide on the request", nl: "Beslis over het verzoek")) {
                        CustomerPrivacyParts.decision(model, frame)
                    }
                } else if model.erasedAt == nil {
                    card(say(en: "A request to be forgotten", nl: "Een verzoek om vergetelheid")) {
                        CustomerPrivacyParts.asking(model, frame)
                    }
                }
                card(say(en: "Legal hold", nl: "Bewaarplicht in een zaak")) {
                    CustomerPrivacyParts.holds(model, frame)
                }
            }
        }
    }

    private static let lead = Text(
        en: "A copy of all that is kept of this customer, and what happens when it wants to be forgotten.",
        nl: "Een kopie van alles wat van deze klant wordt bewaard, en wat er gebeurt als die vergeten wil worden."
    )
}

/// What both pages of a customer's privacy say.
enum CustomerPrivacyWords {
    static let copy = Text(en: "Download all data", nl: "Download alle gegevens")
    static let kind = Text(en: "Kind", nl: "Soort")
    static let number = Text(en: "Records", nl: "Gegevens")
}

extension Text {
    static let privacy = Text(en: "Privacy", nl: "Privacy")
}
