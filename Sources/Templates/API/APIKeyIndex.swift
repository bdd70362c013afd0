package import Values

/// The keys of an operator's programs: making one, giving one a new secret, taking one back.
package enum APIKeyIndex {
    package struct Row: Sendable {
        package let id: APIKeyID
        package let name: String
        /// By which it is told apart, such as `laadboek_12`.
        package let mark: String
        package let permissions: [String]
        package let createdAt: Timestamp
        package let createdBy: String
        package let lastUsedAt: Timestamp?
        package let lastUsedFrom: String
        /// Until when the secret before the newest is taken; `nil` when it is not.
        package let earlierUntil: Timestamp?
        package let revokedAt: Timestamp?
        /// Whether the reader may change it.
        package let isOurs: Bool

        package init(
            id: APIKeyID,
            name: String,
            mark: String,
            permissions: [String],
            createdAt: Timestamp,
            createdBy: String,
            lastUsedAt: Timestamp?,
            lastUsedFrom: String,
            earlierUntil: Timestamp?,
            revokedAt: Timestamp?,
            isOurs: Bool
        ) {
            self.id = id
            self.name = name
            self.mark = mark
            self.permissions = permissions
            self.createdAt = createdAt
            self.createdBy = createdBy
            self.lastUsedAt = lastUsedAt
            self.lastUsedFrom = lastUsedFrom
            self.earlierUntil = earlierUntil
            self.revokedAt = revokedAt
            self.isOurs = isOurs
        }
    }

    /// A secret that is shown once.
    package struct Secret: Sendable {
        package let name: String
        package let text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    package struct Model: Sendable {
        package let rows: [Row]
        package let name: Field
        /// What the reader may put into a key.
        package let permissions: [Choice]
        package let chosen: Set<String>
        package let permissionError: Text?
        package var secret: Secret?

        package init(
            rows: [Row],
            name: Field,
            permissions: [Choice],
            chosen: Set<String>,
            permissionError: Text?,
            secret: Secret? = nil
        ) {
            self.rows = rows
            self.name = name
            self.permissions = permissions
            self.chosen = chosen
            self.permissionError = permissionError
            self.secret = secret
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let reference = HTML(joining: [
            linkButton(say(.webhooks), to: .webhooks),
            linkButton(say(en: "What programs can do", nl: "Wat programma's kunnen"), to: .apiReference),
        ])
        return Page.app(say(.apiKeys), frame: frame, lead: HTML(say(lead)), actions: reference) {
            if let secret = model.secret { shown(secret, say) }
            if !model.rows.isEmpty {
                tableCard(say(.apiKeys)) { plainTable(say(.apiKeys), columns(frame), model.rows) }
            }
            new(model, frame)
        }
    }

    private static let lead = Text(
        en:
            "By a key a program of yours reads and sends what the key permits, of your own customers and charge points.",
        nl: "Met een sleutel leest en stuurt een programma van u wat de sleutel toestaat, van uw eigen klanten en "
            + "laadpunten."
    )

    private static func shown(_ secret: Secret, _ say: Reader) -> HTML {
        card(say(en: "The key “\(secret.name)”", nl: "De sleutel “\(secret.name)”")) {
            notice(.caution, say(once))
            p { copyable(secret.text, id: "secret", say) }
            p(.class("soft")) { say(header) }
        }
    }

    private static let once = Text(
        en: "Keep this now: it is shown once, and nobody can look it up later.",
        nl: "Bewaar dit nu: het staat hier één keer, en niemand kan het later opzoeken."
    )
    private static let header = Text(
        en: "Programs send it with every request, as “Authorization: Bearer” followed by the key.",
        nl: "Programma's sturen hem met elk verzoek mee, als “Authorization: Bearer” gevolgd door de sleutel."
    )

    // MARK: Table

    private static func columns(_ frame: PageFrame) -> [Column<Row>] {
        let say = frame.say
        return [
            Column(say(.name)) { row in
                div {
                    row.name
                    small { code { row.mark } }
                }
            },
            Column(say(en: "Permits", nl: "Staat toe")) { row in
                ul { row.permissions.map { permission in li { permission } } }
            },
            Column(say(en: "Made", nl: "Gemaakt")) { row in
                div {
                    moment(row.createdAt, say)
                    small { row.createdBy }
                }
            },
            Column(say(en: "Last used", nl: "Laatst gebruikt")) { row in used(row, say) },
            Column(say(.state)) { row in state(row, say) },
            Column(say(en: "Change", nl: "Wijzigen")) { row in actions(row, frame) },
        ]
    }

    private static func used(_ row: Row, _ say: Reader) -> HTML {
        guard let at = row.lastUsedAt else { return HTML(say(en: "never", nl: "nooit")) }
        return div {
            recentMoment(at, say)
            small { row.lastUsedFrom }
        }
    }

    private static func state(_ row: Row, _ say: Reader) -> HTML {
        if let at = row.revokedAt {
            return div {
                badge(say(en: "Revoked", nl: "Ingetrokken"), .bad)
                small { moment(at, say) }
            }
        }
        return div {
            badge(say(en: "In use", nl: "In gebruik"), .good)
            if let until = row.earlierUntil {
                small {
                    say(en: "the one before until", nl: "de vorige tot")
                    " "
                    moment(until, say)
                }
            }
        }
    }

    private static func actions(_ row: Row, _ frame: PageFrame) -> HTML {
        guard row.isOurs, row.revokedAt == nil else { return HTML("–") }
        let say = frame.say
        return div(.class("actions")) {
            disclosure(say(en: "New secret", nl: "Nieuw geheim")) {
                postForm(frame, to: .apiKeyRotation(row.id), .class("form")) {
                    radioField(Control("overlap", overlap).at("\(row.id)"), overlaps(say), Field("1"), say)
                    submitButton(say(en: "Make a new secret", nl: "Nieuw geheim maken"), style: .secondary)
                }
            }
            actionButton(
                frame,
                say(en: "Revoke", nl: "Intrekken"),
                to: .apiKeyRevocation(row.id),
                style: .danger,
                confirm: Text(
                    en: "Revoke this key for good? Programs that use it stop working at once.",
                    nl: "Deze sleutel voorgoed intrekken? Programma's die hem gebruiken, werken meteen niet meer."
                )
            )
        }
    }

    private static let overlap = Text(en: "The present one works on for", nl: "De huidige werkt nog")

    static func overlaps(_ say: Reader) -> [Choice] {
        [
            Choice(
                "0",
                say(en: "no time", nl: "niet"),
                detail: say(en: "somebody else may have it", nl: "iemand anders kan hem hebben")
            ),
            Choice("1", say(en: "a day", nl: "een dag")), Choice("7", say(en: "a week", nl: "een week")),
        ]
    }

    // MARK: Form

    private static func new(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            formErrors([model.name, Field(error: model.permissionError)], say)
            postForm(frame, to: .apiKeys, .class("form")) {
                fieldGroup(say(en: "New key", nl: "Nieuwe sleutel"), hint: say(each)) {
                    inputField(Control("name", .name, hint: nameHint), model.name, say)
                    checksField(
                        Control("permission", permits),
                        model.permissions,
                        checked: model.chosen,
                        error: model.permissionError,
                        say
                    )
                }
                formActions { submitButton(say(en: "Make the key", nl: "Sleutel maken")) }
            }
        }
    }

    private static let each = Text(
        en: "Give each program a key of its own, with no more than it needs.",
        nl: "Geef elk programma een eigen sleutel, met niet meer dan het nodig heeft."
    )
    private static let nameHint = Text(
        en: "What the program is, such as “website”.",
        nl: "Wat het programma is, zoals “website”."
    )
    private static let permits = Text(en: "It permits", nl: "Hij staat toe")
}

extension Text {
    package static let apiKeys = Text(en: "API keys", nl: "API-sleutels")
}
