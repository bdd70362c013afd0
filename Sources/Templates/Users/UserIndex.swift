package import Values

/// The people who may sign in, for the operator's administrator.
package enum UserIndex {
    package struct Row: Sendable {
        package let user: Mention
        package let email: String
        package let role: Role
        package let host: Mention?
        package let lastSeenAt: Timestamp?
        package let isDisabled: Bool

        package init(
            user: Mention,
            email: String,
            role: Role,
            host: Mention?,
            lastSeenAt: Timestamp?,
            isDisabled: Bool
        ) {
            self.user = user
            self.email = email
            self.role = role
            self.host = host
            self.lastSeenAt = lastSeenAt
            self.isDisabled = isDisabled
        }
    }

    package struct Model: Sendable {
        package let rows: [Row]

        package init(rows: [Row]) {
            self.rows = rows
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let new = linkButton(say(en: "New user", nl: "Nieuwe gebruiker"), to: .newUser, style: .primary)
        return Page.app(say(.users), frame: frame, actions: new) {
            tableCard(say(en: "People", nl: "Mensen")) { plainTable(say(.users), tableColumns(model, say), model.rows) }
        }
    }

    private static func tableColumns(_ model: Model, _ say: Reader) -> [Column<Row>] {
        // Only operators have hosts, and people of theirs.
        let hasHosts = model.rows.contains { $0.host != nil }
        let host = Column<Row>(say(.host)) { row in if let host = row.host { host.html } else { "–" } }
        let person: [Column<Row>] = [
            Column(say(.name)) { row in
                div {
                    row.user.html
                    small { row.email }
                }
            },
            Column(say(.role)) { row in say(row.role.title) },
        ]
        let rest: [Column<Row>] = [
            Column(say(en: "Last seen", nl: "Laatst gezien")) { row in
                if let at = row.lastSeenAt { recentMoment(at, say) } else { "–" }
            },
            Column(say(.state)) { row in
                row.isDisabled
                    ? badge(say(en: "Disabled", nl: "Geblokkeerd"), .bad)
                    : badge(say(en: "Active", nl: "Actief"), .good)
            },
        ]
        return person + (hasHosts ? [host] : []) + rest
    }
}
