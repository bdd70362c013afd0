package import Values

/// One customer with its people and enrolments, for those who look after it.
package enum CustomerShow {
    package struct Person: Sendable {
        package let name: String
        package let email: String
        package let lastSeenAt: Timestamp?
        package let hasPassword: Bool

        package init(name: String, email: String, lastSeenAt: Timestamp?, hasPassword: Bool) {
            self.name = name
            self.email = email
            self.lastSeenAt = lastSeenAt
            self.hasPassword = hasPassword
        }
    }

    package struct Enrolment: Sendable {
        package let enrolment: Mention
        package let standing: EREStanding
        package let ean: String
        package let years: ClosedRange<Int>?
        package let changedAt: Timestamp

        package init(
            enrolment: Mention,
            standing: EREStanding,
            ean: String,
            years: ClosedRange<Int>?,
            changedAt: Timestamp
        ) {
            self.enrolment = enrolment
            self.standing = standing
            self.ean = ean
            self.years = years
            self.changedAt = changedAt
        }
    }

    /// A charger of one of its connections.
    package struct Charger: Sendable {
        /// Linked where the reader sees charge points.
        package let charger: Mention
        package let serial: String
        package let connection: Mention
        package let isProven: Bool
        package let heardAt: Timestamp?

        package init(charger: Mention, serial: String, connection: Mention, isProven: Bool, heardAt: Timestamp?) {
            self.charger = charger
            self.serial = serial
            self.connection = connection
            self.isProven = isProven
            self.heardAt = heardAt
        }
    }

    package struct Model: Sendable {
        package let id: CustomerID
        package let known: CustomerHome.Model
        package let reference: String
        package let standing: CustomerStanding
        package let createdAt: Timestamp
        package let invitedAt: Timestamp?
        package let joinedAt: Timestamp?
        package let endReason: String
        package let people: [Person]
        package let enrolments: [Enrolment]
        package let chargers: [Charger]
        package let reason: Field

        package init(
            id: CustomerID,
            known: CustomerHome.Model,
            reference: String,
            standing: CustomerStanding,
            createdAt: Timestamp,
            invitedAt: Timestamp?,
            joinedAt: Timestamp?,
            endReason: String,
            people: [Person],
            enrolments: [Enrolment],
            chargers: [Charger],
            reason: Field
        ) {
            self.id = id
            self.known = known
            self.reference = reference
            self.standing = standing
            self.createdAt = createdAt
            self.invitedAt = invitedAt
            self.joinedAt = joinedAt
            self.endReason = endReason
            self.people = people
            self.enrolments = enrolments
            self.chargers = chargers
            self.reason = reason
        }

        /// Whether there is somebody, or might be, who never chose a password.
        var mayBeInvited: Bool { known.endedAt == nil && !people.contains { $0.hasPassword } }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.known.name,
            frame: frame,
            crumbs: [Crumb(say(.customers), .customers)],
            lead: badge(say(model.standing.title), model.standing.tone),
            actions: actions(model, frame)
        ) {
            CustomerFilePart.overview.tabs(of: model.id, say)
            formErrors([model.reason], say)
            if let endedAt = model.known.endedAt { ended(model, endedAt, say) }
            columns {
                card(say(en: "What is known of it", nl: "Wat er bekend is")) { facts(known(model, say)) }
                card(say(en: "Up to now", nl: "Tot nu toe")) { facts(history(model, say)) }
            }
            tableCard(say(.ereEnrolments)) { enrolments(model, say) }
            if !model.chargers.isEmpty {
                tableCard(say(en: "Chargers", nl: "Laders")) {
                    plainTable(say(en: "Chargers", nl: "Laders"), chargerColumns(say), model.chargers)
                }
            }
            tableCard(say(en: "People who sign in", nl: "Mensen die inloggen")) {
                plainTable(say(.users), personColumns(say), model.people)
            }
            ending(model, frame)
        }
    }

    private static func actions(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let again = say(en: "Invite again", nl: "Opnieuw uitnodigen")
        let first = say(en: "Send the invitation", nl: "Uitnodiging sturen")
        return HTML {
            if frame.user.map({ [.operatorAdmin, .partnerAdmin].contains($0.role) }) ?? false {
                linkButton(say(.privacy), to: .customerPrivacy(model.id), style: .quiet)
            }
            linkButton(say(.edit), to: .editCustomer(model.id))
            if model.mayBeInvited {
                actionButton(
                    frame,
                    model.invitedAt == nil ? first : again,
                    to: .customerInvitation(model.id),
                    style: model.invitedAt == nil ? .primary : .secondary
                )
            }
        }
    }

    private static func ended(_ model: Model, _ moment: Timestamp, _ say: Reader) -> HTML {
        notice(
            .caution,
            say(
                en: "It left on \(say.date(moment)): \(model.endReason)",
                nl: "Vertrokken op \(say.date(moment)): \(model.endReason)"
            )
        )
    }

    private static func known(_ model: Model, _ say: Reader) -> [Fact] {
        CustomerHome.known(model.known, say) + [Fact(say(.reference), model.reference.orDash)]
    }

    private static func history(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact(say(en: "Added", nl: "Toegevoegd"), say.dateTime(model.createdAt)),
            Fact(
                say(en: "Last invited", nl: "Laatst uitgenodigd"),
                model.invitedAt.map { say.dateTime($0) } ?? "–"
            ),
            Fact(
                say(en: "First signed in", nl: "Voor het eerst ingelogd"),
                model.joinedAt.map { say.dateTime($0) } ?? "–"
            ),
        ]
    }

    private static func enrolments(_ model: Model, _ say: Reader) -> HTML {
        guard !model.enrolments.isEmpty else {
            return p(.class("card__body", "soft")) { say(en: "Nothing turned on yet.", nl: "Nog niets aangezet.") }
        }
        return plainTable(say(.ereEnrolments), enrolmentColumns(say), model.enrolments)
    }

    private static func enrolmentColumns(_ say: Reader) -> [Column<Enrolment>] {
        [
            Column(say(en: "Connection", nl: "Aansluiting")) { row in row.enrolment.html },
            Column(say(.state)) { row in row.standing.badge(say) },
            Column("EAN") { row in if row.ean.isEmpty { "–" } else { code { row.ean } } },
            Column(say(en: "Years", nl: "Jaren")) { row in row.years.map { EREYearWords.range($0) } ?? "–" },
            Column(say(en: "Changed", nl: "Gewijzigd")) { row in say.dateTime(row.changedAt) },
        ]
    }

    private static func chargerColumns(_ say: Reader) -> [Column<Charger>] {
        [
            Column(say(en: "Charger", nl: "Lader")) { row in
                div {
                    row.charger.html
                    small { row.serial }
                }
            },
            Column(say(en: "Connection", nl: "Aansluiting")) { row in row.connection.html },
            Column(say(en: "Meter", nl: "Meter")) { row in
                row.isProven
                    ? badge(say(en: "Proven", nl: "Bewezen"), .good)
                    : badge(say(en: "No evidence accepted", nl: "Geen bewijs goedgekeurd"), .caution)
            },
            Column(say(en: "Last heard", nl: "Laatst gehoord")) { row in
                if let at = row.heardAt { recentMoment(at, say) } else { "–" }
            },
        ]
    }

    private static func personColumns(_ say: Reader) -> [Column<Person>] {
        [
            Column(say(.name)) { row in
                div {
                    row.name
                    small { row.email }
                }
            },
            Column(say(en: "Last seen", nl: "Laatst gezien")) { row in
                if let at = row.lastSeenAt { recentMoment(at, say) } else { "–" }
            },
            Column(say(.state)) { row in
                row.hasPassword
                    ? badge(say(en: "Active", nl: "Actief"), .good)
                    : badge(say(en: "No password yet", nl: "Nog geen wachtwoord"), .info)
            },
        ]
    }

    private static func ending(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        if model.known.endedAt != nil {
            return postForm(frame, to: .customerEnd(model.id), .class("action")) {
                hiddenField("resume", "yes")
                submitButton(say(en: "Take it back", nl: "Weer opnemen"), style: .secondary)
            }
        }
        return disclosure(say(en: "The customer leaves", nl: "De klant vertrekt"), isOpen: model.reason.error != nil) {
            postForm(frame, to: .customerEnd(model.id), .class("form")) {
                inputField(Control("reason", Text(en: "Reason", nl: "Reden"), hint: endHint), model.reason, say)
                formActions { submitButton(say(en: "End", nl: "Beëindigen"), style: .danger) }
            }
        }
    }

    private static let endHint = Text(
        en: "Nothing is removed. A signed mandate ends with the toggle, not with this.",
        nl: "Er wordt niets verwijderd. Een getekende machtiging eindigt met de schakelaar, niet hiermee."
    )
}
