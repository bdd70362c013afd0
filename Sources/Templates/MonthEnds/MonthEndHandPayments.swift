package import Values

extension MonthEndShow {
    /// A payment that no bank file takes, to be made another way.
    package struct PaymentToMake: Sendable {
        /// What the form sends for it.
        package let value: String
        package let host: String
        package let amount: Money
        package let payOn: LocalDate
        /// The numbers of the credits in it.
        package let credits: [String]

        package init(value: String, host: String, amount: Money, payOn: LocalDate, credits: [String]) {
            self.value = value
            self.host = host
            self.amount = amount
            self.payOn = payOn
            self.credits = credits
        }
    }

    /// A payment that a person says was made.
    package struct HandPaymentRow: Sendable {
        package let number: String
        package let host: Mention
        package let amount: Money
        package let paidOn: LocalDate
        package let reference: String
        package let by: String
        package let at: Timestamp

        package init(
            number: String,
            host: Mention,
            amount: Money,
            paidOn: LocalDate,
            reference: String,
            by: String,
            at: Timestamp
        ) {
            self.number = number
            self.host = host
            self.amount = amount
            self.paidOn = paidOn
            self.reference = reference
            self.by = by
            self.at = at
        }
    }

    /// What a person pays another way: what is to be paid, the form that says so, and what was said.
    package struct HandPayments: Sendable {
        /// Payments that the form offers at a time; with its other fields far below what a form may have.
        package static let shown = 200

        package let due: [PaymentToMake]
        package let made: [HandPaymentRow]
        /// The values of the ticked ones.
        package let chosen: Set<String>
        package let choiceError: Text?
        package let paidOn: Field
        package let reference: Field

        package init(
            due: [PaymentToMake],
            made: [HandPaymentRow],
            chosen: Set<String>,
            choiceError: Text?,
            paidOn: Field,
            reference: Field
        ) {
            self.due = due
            self.made = made
            self.chosen = chosen
            self.choiceError = choiceError
            self.paidOn = paidOn
            self.reference = reference
        }
    }

    /// What was paid another way, below the steps.
    static func handPayments(_ model: Model, _ say: Reader) -> HTML {
        let columns: [Column<HandPaymentRow>] = [
            Column(say(.host)) { row in
                div {
                    row.host.html
                    small { row.number }
                }
            },
            .number(say(.total)) { row in strong { say.money(row.amount) } },
            Column(say(paidOn)) { row in say.date(row.paidOn) },
            Column(say(reference)) { row in row.reference },
            Column(say(en: "Marked", nl: "Gemarkeerd")) { row in
                div {
                    moment(row.at, say)
                    small { row.by }
                }
            },
        ]
        let heading = say(en: "Paid another way", nl: "Anders betaald")
        return tableCard(heading) { plainTable(heading, columns, model.handPayments.made) }
    }

    static let paidOn = Text(en: "Paid on", nl: "Betaald op")
    static let reference = Text(en: "Reference", nl: "Kenmerk")
}

/// The step in which a person pays what no bank file takes.
enum MonthEndHandPayments {
    static func step(_ model: MonthEndShow.Model, _ frame: PageFrame) -> HTML {
        let (say, hands) = (frame.say, model.handPayments)
        return HTML {
            h3 { say(en: "Pay the hosts", nl: "De locatiehouders betalen") }
            notice(.info, say(.bankFilesInEuroOnly)) { p { say(documentsBelow) } }
            if !hands.due.isEmpty {
                form(model, frame)
            } else if model.approval == nil {
                p(.class("soft")) { say(en: "Once the credits are approved.", nl: "Zodra is goedgekeurd.") }
            } else {
                p(.class("soft")) { say(hands.made.isEmpty ? nothingToPay : allMarked) }
            }
        }
    }

    private static let documentsBelow = Text(
        en: "Amounts, documents and days of payment are in the list below; its CSV has them all.",
        nl: "Bedragen, documenten en betaaldagen staan in de lijst hieronder; de CSV daarvan bevat alles."
    )
    private static let nothingToPay = Text(en: "There is nothing to pay.", nl: "Er is niets te betalen.")
    private static let allMarked = Text(
        en: "Everything approved is marked as paid; it stands below.",
        nl: "Alles wat is goedgekeurd is als betaald gemarkeerd; het staat hieronder."
    )

    private static func form(_ model: MonthEndShow.Model, _ frame: PageFrame) -> HTML {
        let (say, hands) = (frame.say, model.handPayments)
        return postForm(frame, to: .monthEndPayments(model.month), .class("form"), .confirm(say(question))) {
            checksField(
                Control("payment", toMark, hint: hands.due.count > MonthEndShow.HandPayments.shown ? more : nil),
                hands.due.prefix(MonthEndShow.HandPayments.shown).map { choice($0, say) },
                checked: hands.chosen,
                error: hands.choiceError,
                say
            )
            fieldRow {
                inputField(Control("paid_on", MonthEndShow.paidOn, type: .date).narrow, hands.paidOn, say)
                inputField(Control("reference", MonthEndShow.reference, hint: referenceHint), hands.reference, say)
            }
            formActions { submitButton(say(en: "Mark as paid", nl: "Markeren als betaald")) }
        }
    }

    private static func choice(_ payment: MonthEndShow.PaymentToMake, _ say: Reader) -> Choice {
        let due = say(en: "by", nl: "uiterlijk") + " " + say.date(payment.payOn)
        return Choice(
            payment.value,
            payment.host + " · " + say.money(payment.amount),
            detail: due + " · " + payment.credits.joined(separator: ", ")
        )
    }

    private static let toMark = Text(en: "Payments you made", nl: "Betalingen die u hebt gedaan")
    private static let more = Text(
        en: "Only the first \(MonthEndShow.HandPayments.shown) are shown; the rest follows once these are marked.",
        nl: "Alleen de eerste \(MonthEndShow.HandPayments.shown) staan hier; de rest volgt als deze zijn gemarkeerd."
    )
    private static let referenceHint = Text(
        en: "Such as the number of the payment or of its batch at your bank. The hosts see it.",
        nl: "Zoals het nummer van de betaling of van de opdracht bij uw bank. De locatiehouders zien het."
    )
    private static let question = Text(
        en: "Mark the chosen payments as paid? They are booked, and nothing pays them again.",
        nl: "De gekozen betalingen als betaald markeren? Ze worden geboekt en niets betaalt ze nog eens."
    )
}
