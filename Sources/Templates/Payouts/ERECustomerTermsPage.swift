package import Values

/// What is agreed with one customer about its payouts.
package enum ERECustomerTermsPage {
    package struct Fee: Sendable {
        package let validFrom: LocalDate
        /// In percent; `nil` for what is agreed for all.
        package let percent: Exact?
        package let reason: String

        package init(validFrom: LocalDate, percent: Exact?, reason: String) {
            self.validFrom = validFrom
            self.percent = percent
            self.reason = reason
        }
    }

    package struct Agreement: Sendable {
        package let validFrom: LocalDate
        package let isAgreed: Bool
        package let reference: String

        package init(validFrom: LocalDate, isAgreed: Bool, reference: String) {
            self.validFrom = validFrom
            self.isAgreed = isAgreed
            self.reference = reference
        }
    }

    package struct Model: Sendable {
        package let id: CustomerID
        package let name: String
        package let fees: [Fee]
        package let agreements: [Agreement]
        package let referrer: Mention?
        package let brought: [Mention]
        /// By the names of their controls.
        package let fields: [String: Field]

        package init(
            id: CustomerID,
            name: String,
            fees: [Fee],
            agreements: [Agreement],
            referrer: Mention?,
            brought: [Mention],
            fields: [String: Field]
        ) {
            self.id = id
            self.name = name
            self.fees = fees
            self.agreements = agreements
            self.referrer = referrer
            self.brought = brought
            self.fields = fields
        }

        func field(_ name: String) -> Field { fields[name] ?? Field() }
    }

    /// The controls of all forms.
    package static let names = [
        "fee", "fee_from", "fee_reason", "referrer", "agreed", "agreed_from", "agreed_reference",
    ]

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(.ereCustomerTerms),
            frame: frame,
            crumbs: [Crumb(say(.customers), .customers), Crumb(model.name, .customer(model.id))]
        ) {
            formErrors(names.map { model.field($0) }, say)
            card(say(en: "Service fee", nl: "Servicekosten")) { fee(model, frame) }
            columns {
                card(say(en: "Who brought it", nl: "Aangebracht door")) { referral(model, frame) }
                card(say(en: "Invoices in its name", nl: "Facturen op zijn naam")) { agreement(model, frame) }
            }
        }
    }

    private static let from = Text(en: "From", nl: "Vanaf")

    private static func fee(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            if model.fees.isEmpty {
                p(.class("soft")) {
                    say(en: "What is agreed for all holds.", nl: "Wat voor allen is afgesproken geldt.")
                }
            } else {
                ul { model.fees.map { row in li { line(row, say) } } }
            }
            postForm(frame, to: .customerERETerms(model.id), .class("form")) {
                hiddenField("what", "fee")
                fieldRow {
                    inputField(
                        Control("fee", Text(en: "Fee", nl: "Kosten"), hint: feeHint).number(unit: "%").optional,
                        model.field("fee"),
                        say
                    )
                    inputField(Control("fee_from", from, type: .date), model.field("fee_from"), say)
                }
                inputField(Control("fee_reason", Text(en: "Why", nl: "Waarom")), model.field("fee_reason"), say)
                formActions { submitButton(say(en: "Agree the fee", nl: "Leg de kosten vast"), style: .secondary) }
            }
        }
    }

    private static let feeHint = Text(
        en: "VAT included; empty for what is agreed for all.",
        nl: "Inclusief btw; leeg voor wat voor allen is afgesproken."
    )

    private static func line(_ row: Fee, _ say: Reader) -> String {
        let percent = row.percent.map { say.percent($0) }
        let text = percent ?? say(en: "as agreed for all", nl: "zoals voor allen")
        return say.date(row.validFrom) + ": " + text + ", " + row.reason
    }

    private static func referral(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            if let referrer = model.referrer {
                p { referrer.html }
            } else {
                postForm(frame, to: .customerERETerms(model.id), .class("form")) {
                    hiddenField("what", "referral")
                    inputField(
                        Control("referrer", Text(en: "Customer number", nl: "Klantnummer"), hint: referrerHint),
                        model.field("referrer"),
                        say
                    )
                    formActions { submitButton(say(en: "Write it down", nl: "Vastleggen"), style: .secondary) }
                }
            }
            if !model.brought.isEmpty {
                p(.class("soft")) { say(en: "It brought:", nl: "Het bracht aan:") }
                ul { model.brought.map { row in li { row.html } } }
            }
        }
    }

    private static let referrerHint = Text(
        en: "The number in the address of its page, or its reference. Written down once and for all.",
        nl: "Het nummer in het adres van zijn pagina, of zijn kenmerk. Wordt één keer vastgelegd."
    )

    private static func agreement(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            ul {
                model.agreements.map { row in
                    li {
                        say.date(row.validFrom) + ": "
                            + (row.isAgreed
                                ? say(en: "agreed", nl: "akkoord") : say(en: "not agreed", nl: "niet akkoord"))
                            + ", " + row.reference
                    }
                }
            }
            postForm(frame, to: .customerERETerms(model.id), .class("form")) {
                hiddenField("what", "agreement")
                checkField(
                    Control("agreed", Text(en: "It agreed to self-billing", nl: "Akkoord met self-billing")).optional,
                    model.field("agreed"),
                    say
                )
                inputField(
                    Control("agreed_reference", Text(en: "Where the agreement is", nl: "Waar de afspraak staat")),
                    model.field("agreed_reference"),
                    say
                )
                inputField(Control("agreed_from", from, type: .date), model.field("agreed_from"), say)
                formActions { submitButton(say(en: "Record it", nl: "Leg vast"), style: .secondary) }
            }
        }
    }
}

extension Text {
    package static let ereCustomerTerms = Text(en: "Terms of payouts", nl: "Voorwaarden van uitbetaling")
}
