package import Values

/// A partner, for the people of the platform.
package enum PartnerShow {
    package struct Person: Sendable {
        package let name: String
        package let email: String
        package let role: Role
        package let lastSeenAt: Timestamp?
        package let isDisabled: Bool
        package let hasPassword: Bool

        package init(
            name: String,
            email: String,
            role: Role,
            lastSeenAt: Timestamp?,
            isDisabled: Bool,
            hasPassword: Bool
        ) {
            self.name = name
            self.email = email
            self.role = role
            self.lastSeenAt = lastSeenAt
            self.isDisabled = isDisabled
            self.hasPassword = hasPassword
        }
    }

    /// The forms of the page as they were typed.
    package struct Forms: Sendable {
        package let terms: PartnerTermsFields
        package let personName: Field
        package let personEmail: Field
        package let personRole: Field
        package let endReason: Field

        package init(
            terms: PartnerTermsFields,
            personName: Field,
            personEmail: Field,
            personRole: Field,
            endReason: Field
        ) {
            self.terms = terms
            self.personName = personName
            self.personEmail = personEmail
            self.personRole = personRole
            self.endReason = endReason
        }

        var all: [Field] { terms.all + [personName, personEmail, personRole, endReason] }
    }

    package struct Model: Sendable {
        package let id: OperatorID
        package let name: String
        package let legalName: String
        package let reference: String
        package let companyNumber: String
        package let vatID: String
        package let email: String
        package let address: PostalAddress
        package let since: Timestamp
        package let endedAt: Timestamp?
        package let endReason: String
        package let customerCount: Int
        package let terms: [PartnerTermsRow]
        package let documents: [PartnerDocumentRow]
        package let people: [Person]
        package let forms: Forms

        package init(
            id: OperatorID,
            name: String,
            legalName: String,
            reference: String,
            companyNumber: String,
            vatID: String,
            email: String,
            address: PostalAddress,
            since: Timestamp,
            endedAt: Timestamp?,
            endReason: String,
            customerCount: Int,
            terms: [PartnerTermsRow],
            documents: [PartnerDocumentRow],
            people: [Person],
            forms: Forms
        ) {
            self.id = id
            self.name = name
            self.legalName = legalName
            self.reference = reference
            self.companyNumber = companyNumber
            self.vatID = vatID
            self.email = email
            self.address = address
            self.since = since
            self.endedAt = endedAt
            self.endReason = endReason
            self.customerCount = customerCount
            self.terms = terms
            self.documents = documents
            self.people = people
            self.forms = forms
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.name,
            frame: frame,
            crumbs: [Crumb(say(.partners), .partners)],
            lead: HTML(model.reference),
            actions: frame.user?.role == .platformAdmin
                ? linkButton(say(.brandTitle), to: .partnerBrand(model.id)) : .empty
        ) {
            formErrors(model.forms.all, say)
            if let endedAt = model.endedAt { ended(model, endedAt, say) }
            card(say(en: "Organisation", nl: "Organisatie")) { facts(organisation(model, say)) }
            documents(model, frame)
            terms(model, frame)
            people(model, frame)
            if frame.user?.role == .platformAdmin { ending(model, frame) }
        }
    }

    private static func ended(_ model: Model, _ moment: Timestamp, _ say: Reader) -> HTML {
        notice(
            .caution,
            say(
                en: "The partnership ended on \(say.date(moment)): \(model.endReason)",
                nl: "De samenwerking eindigde op \(say.date(moment)): \(model.endReason)"
            )
        )
    }

    private static func organisation(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact(say(en: "Registered as", nl: "Geregistreerd als"), model.legalName),
            Fact(say(en: "Company number", nl: "KvK-nummer"), model.companyNumber.orDash),
            Fact(say(en: "VAT number", nl: "Btw-nummer"), model.vatID.orDash),
            Fact(say(.address), model.address.oneLine.orDash),
            Fact(say(.email), model.email.orDash),
            Fact(say(en: "Partner since", nl: "Partner sinds"), say.date(model.since)),
            Fact(say(.customers), say.count(model.customerCount)),
        ]
    }

    private static func documents(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return tableCard(say(.agreements)) {
            partnerDocumentTable(model.documents, say)
            if frame.user?.role == .platformAdmin {
                postForm(frame, to: .partnerOffers(model.id), .class("form", "card__body")) {
                    formActions {
                        AgreementKind.allCases.map { kind in
                            button(
                                .class("button", "button--secondary"),
                                .type(.submit),
                                .name("kind"),
                                .value(kind.rawValue)
                            ) { say(offer(kind)) }
                        }
                    }
                }
            }
        }
    }

    private static func offer(_ kind: AgreementKind) -> Text {
        switch kind {
        case .agreement: Text(en: "Offer the newest agreement", nl: "Nieuwste overeenkomst voorleggen")
        case .processing:
            Text(en: "Offer the newest processing agreement", nl: "Nieuwste verwerkersovereenkomst voorleggen")
        }
    }

    private static func terms(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let mayChange = frame.user?.role == .platformAdmin || frame.user?.role == .platformFinance
        return HTML {
            tableCard(say(.terms)) { partnerTermsTable(model.terms, say) }
            if mayChange {
                postForm(frame, to: .partnerTerms(model.id), .class("form")) {
                    partnerTermsGroup(model.forms.terms, Text(en: "Other terms", nl: "Andere voorwaarden"), say)
                    formActions { submitButton(say(en: "Set these terms", nl: "Deze voorwaarden vastleggen")) }
                }
            }
        }
    }

    private static func people(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            tableCard(say(en: "People", nl: "Mensen")) { plainTable(say(.users), personColumns(say), model.people) }
            if frame.user?.role == .platformAdmin {
                postForm(frame, to: .partnerInvitations(model.id), .class("form")) {
                    fieldGroup(say(en: "Invite somebody", nl: "Iemand uitnodigen")) {
                        fieldRow {
                            inputField(Control("person_name", .name), model.forms.personName, say)
                            inputField(Control("person_email", .email, type: .email), model.forms.personEmail, say)
                        }
                        radioField(
                            Control("person_role", .role),
                            Role.ofPartners.map { Choice($0.rawValue, say($0.title), detail: say($0.explanation)) },
                            model.forms.personRole,
                            say
                        )
                    }
                    formActions { submitButton(say(en: "Invite", nl: "Uitnodigen")) }
                }
            }
        }
    }

    private static func personColumns(_ say: Reader) -> [Column<Person>] {
        [
            Column(say(.name)) { row in
                div {
                    row.name
                    small { row.email }
                }
            },
            Column(say(.role)) { row in say(row.role.title) },
            Column(say(en: "Last seen", nl: "Laatst gezien")) { row in
                if let at = row.lastSeenAt { recentMoment(at, say) } else { "–" }
            },
            Column(say(.state)) { row in state(row, say) },
        ]
    }

    private static func state(_ row: Person, _ say: Reader) -> HTML {
        if row.isDisabled { return badge(say(en: "Disabled", nl: "Geblokkeerd"), .bad) }
        return row.hasPassword
            ? badge(say(en: "Active", nl: "Actief"), .good) : badge(say(en: "Invited", nl: "Uitgenodigd"), .info)
    }

    private static func ending(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let isEnded = model.endedAt != nil
        return disclosure(
            isEnded
                ? say(en: "Take the partnership up again", nl: "Samenwerking hervatten")
                : say(en: "End the partnership", nl: "Samenwerking beëindigen"),
            isOpen: model.forms.endReason.error != nil
        ) {
            postForm(frame, to: .partnerEnd(model.id), .class("form")) {
                if isEnded {
                    hiddenField("resume", "yes")
                } else {
                    inputField(
                        Control("end_reason", Text(en: "Reason", nl: "Reden"), hint: endHint),
                        model.forms.endReason,
                        say
                    )
                }
                formActions {
                    submitButton(isEnded ? say(en: "Resume", nl: "Hervatten") : say(en: "End", nl: "Beëindigen"))
                }
            }
        }
    }

    private static let endHint = Text(
        en: "Nothing is removed; what was delivered before is still settled.",
        nl: "Er wordt niets verwijderd; wat eerder is geleverd wordt nog afgerekend."
    )
}
