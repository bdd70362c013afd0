package import Values

/// One run: its payouts, their approval and the bank files that pay them.
package enum EREPayoutRunPage {
    package struct Row: Sendable {
        package let customer: Mention
        package let number: String
        package let units: Int64
        package let gross: Money
        package let fee: Money
        package let net: Money
        package let payable: Money
        package let isApproved: Bool
        package let isPaid: Bool
        package let returns: Int
        package let endToEndID: String

        package init(
            customer: Mention,
            number: String,
            units: Int64,
            gross: Money,
            fee: Money,
            net: Money,
            payable: Money,
            isApproved: Bool,
            isPaid: Bool,
            returns: Int,
            endToEndID: String
        ) {
            self.customer = customer
            self.number = number
            self.units = units
            self.gross = gross
            self.fee = fee
            self.net = net
            self.payable = payable
            self.isApproved = isApproved
            self.isPaid = isPaid
            self.returns = returns
            self.endToEndID = endToEndID
        }
    }

    package struct File: Sendable {
        package let number: String
        package let payments: Int
        package let total: Money
        package let madeAt: Timestamp

        package init(number: String, payments: Int, total: Money, madeAt: Timestamp) {
            self.number = number
            self.payments = payments
            self.total = total
            self.madeAt = madeAt
        }
    }

    /// A return as it is typed in.
    package struct Return: Sendable {
        package let endToEndID: Field
        package let returnedOn: Field
        package let reason: Field

        package init(endToEndID: Field, returnedOn: Field, reason: Field) {
            self.endToEndID = endToEndID
            self.returnedOn = returnedOn
            self.reason = reason
        }

        var all: [Field] { [endToEndID, returnedOn, reason] }
    }

    /// The one payment of a run that pays the partner.
    package struct Payment: Sendable {
        package let number: String
        package let total: Money
        package let isApproved: Bool
        package let isPaid: Bool
        package let returns: Int

        package init(number: String, total: Money, isApproved: Bool, isPaid: Bool, returns: Int) {
            self.number = number
            self.total = total
            self.isApproved = isApproved
            self.isPaid = isPaid
            self.returns = returns
        }
    }

    /// A bank file that a job makes.
    package struct Making: Sendable {
        /// When it was asked for; `nil` when nobody waits for one.
        package let askedAt: Timestamp?
        /// Why none was made; empty unless it failed.
        package let message: String

        package init(askedAt: Timestamp?, message: String) {
            self.askedAt = askedAt
            self.message = message
        }
    }

    package struct Model: Sendable {
        package let id: EREPayoutRunID
        package let quarter: String
        package let madeOn: LocalDate
        /// Where the partner is paid.
        package let payment: Payment?
        package let sums: EREPayoutIndex.Sums
        package let leftOut: [EREPayoutIndex.LeftOut]
        package let leftOutCount: Int
        package let query: ListQuery
        package let total: Int
        package let rows: [Row]
        package let files: [File]
        package let making: Making
        package let form: Return
        package let problem: Text?

        package init(
            id: EREPayoutRunID,
            quarter: String,
            madeOn: LocalDate,
            payment: Payment?,
            sums: EREPayoutIndex.Sums,
            leftOut: [EREPayoutIndex.LeftOut],
            leftOutCount: Int,
            query: ListQuery,
            total: Int,
            rows: [Row],
            files: [File],
            making: Making,
            form: Return,
            problem: Text?
        ) {
            self.id = id
            self.quarter = quarter
            self.madeOn = madeOn
            self.payment = payment
            self.sums = sums
            self.leftOut = leftOut
            self.leftOutCount = leftOutCount
            self.query = query
            self.total = total
            self.rows = rows
            self.files = files
            self.making = making
            self.form = form
            self.problem = problem
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["search", "standing"],
        sorts: ["customer", "units", "gross", "payable"],
        sort: "customer"
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let list = ListState(
            .erePayout(model.id),
            model.query,
            total: model.total,
            filters: [
                .search(name: "search", title: .search),
                .choice(
                    name: "standing",
                    title: .state,
                    choices: EREPayoutStandings.all.map { Choice($0.0, say($0.1)) }
                ),
            ],
            exports: ExportFormat.allCases
        )
        return Page.app(
            say(en: "Payouts through \(model.quarter)", nl: "Uitbetaling tot en met \(model.quarter)"),
            frame: frame,
            crumbs: [Crumb(say(.erePayouts), .erePayouts)],
            lead: HTML(say(en: "Made on ", nl: "Gemaakt op ") + say.date(model.madeOn)),
            actions: downloads(model, say)
        ) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            formErrors(model.form.all, say)
            tiles(EREPayoutText.tiles(model.sums, say))
            if let one = model.payment { payment(one, model.sums, say) }
            if EREPayoutText.pays(frame) { steps(model, frame) }
            dataTable(say(.erePayouts), list, columns(say), model.rows, whenEmpty: .empty, say: say)
            EREPayoutText.leftOut(model.leftOut, model.leftOutCount, say)
            if EREPayoutText.pays(frame) { returns(model, frame) }
        }
    }

    private static func downloads(_ model: Model, _ say: Reader) -> HTML {
        HTML {
            if model.payment != nil {
                downloadButton(
                    say(en: "Statement (PDF)", nl: "Overzicht (PDF)"),
                    to: Link(.erePayoutStatement(model.id))
                )
            }
            downloadButton(
                say(en: "Breakdown (XLSX)", nl: "Specificatie (XLSX)"),
                to: Link(.payout(.breakdownSheet(model.id)))
            )
            downloadButton(
                say(en: "Breakdown (CSV)", nl: "Specificatie (CSV)"),
                to: Link(.payout(.breakdownTable(model.id)))
            )
        }
    }

    /// The one payment to the partner, of which the table says what it is made of.
    private static func payment(_ payment: Payment, _ sums: EREPayoutIndex.Sums, _ say: Reader) -> HTML {
        card(say(en: "One payment to the partner", nl: "Eén betaling aan de partner")) {
            p(.class("soft")) { say(EREPayoutText.paysPartner) }
            facts([
                Fact(say(en: "Document", nl: "Document"), payment.number),
                Fact(say(en: "Share of the customers", nl: "Deel van de klanten"), say.money(sums.payable)),
                Fact(say(EREPayoutText.margin), say.money(sums.margin)),
                Fact(say(en: "Paid", nl: "Betaald"), HTML { strong { say.money(payment.total) } }),
                Fact(
                    say(.state),
                    EREPayoutStandings.badges(
                        isApproved: payment.isApproved,
                        isPaid: payment.isPaid,
                        returns: payment.returns,
                        say
                    )
                ),
            ])
        }
    }

    private static func steps(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(say(en: "Approve and pay", nl: "Goedkeuren en betalen")) {
            postForm(frame, to: .erePayoutApproval(model.id), .class("action"), .confirm(say(sure))) {
                submitButton(say(en: "Approve all", nl: "Keur alles goed"), style: .secondary)
            }
            bankFile(model, frame)
            if !model.files.isEmpty {
                ul {
                    model.files.map { file in
                        li {
                            a(.href(.bankFile(file.number)), .download()) { file.number }
                            small {
                                " " + payments(file.payments, say) + ", " + say.money(file.total) + ", "
                                    + say.dateTime(file.madeAt)
                            }
                        }
                    }
                }
            }
        }
    }

    /// The button, or since when a job is at it.
    private static func bankFile(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        if let asked = model.making.askedAt {
            let since = say.dateTime(asked)
            return notice(
                .info,
                say(
                    en: "The bank file is being made, asked for on \(since). This page looks again by itself.",
                    nl: "Het bankbestand wordt gemaakt, gevraagd op \(since). Deze pagina kijkt vanzelf opnieuw."
                )
            )
        }
        let why = say(en: "The bank file was not made.", nl: "Het bankbestand is niet gemaakt.")
        let message = model.making.message
        return HTML {
            if !message.isEmpty { notice(.bad, why) { p { message } } }
            postForm(frame, to: .erePayoutBankFile(model.id), .class("action")) {
                submitButton(say(en: "Make the bank file", nl: "Maak het bankbestand"), style: .secondary)
            }
        }
    }

    private static let sure = Text(
        en: "Approve all payouts of this run?",
        nl: "Alle uitbetalingen van deze ronde goedkeuren?"
    )

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "Customer", nl: "Klant"), sort: "customer") { row in
                div {
                    row.customer.html
                    small { row.number }
                }
            },
            .number("ERE", sort: "units") { row in EREUnitsText.of(row.units, say) },
            .number(say(EREPayoutText.gross), sort: "gross") { row in say.money(row.gross) },
            .number(say(EREPayoutText.fee)) { row in say.money(row.fee) },
            .number(say(EREPayoutText.net)) { row in say.money(row.net) },
            .number(say(EREPayoutText.payable), sort: "payable") { row in say.money(row.payable) },
            Column(say(.state)) { row in state(row, say) },
        ]
    }

    private static func state(_ row: Row, _ say: Reader) -> HTML {
        EREPayoutStandings.badges(isApproved: row.isApproved, isPaid: row.isPaid, returns: row.returns, say)
    }

    private static func payments(_ count: Int, _ say: Reader) -> String {
        let number = say.count(count)
        return say(
            en: number + (count == 1 ? " payment" : " payments"),
            nl: number + (count == 1 ? " betaling" : " betalingen")
        )
    }

    private static func returns(_ model: Model, _ frame: PageFrame) -> HTML {
        guard !model.files.isEmpty else { return .empty }
        let say = frame.say
        return disclosure(
            say(en: "A payment came back", nl: "Een betaling is teruggekomen"),
            isOpen: model.form.all.contains { $0.error != nil }
        ) {
            p(.class("soft")) {
                say(
                    en: "What it paid is owed again, and in the next bank file once its cause is put right.",
                    nl:
                        "Wat hij betaalde, moet weer worden betaald, en staat in het volgende bankbestand als de oorzaak weg is."
                )
            }
            postForm(frame, to: .erePayoutReturns(model.id), .class("form")) {
                fieldRow {
                    inputField(
                        Control("end_to_end_id", Text(en: "Reference at the bank", nl: "Kenmerk bij de bank")),
                        model.form.endToEndID,
                        say
                    )
                    inputField(
                        Control("returned_on", Text(en: "Came back on", nl: "Teruggekomen op"), type: .date),
                        model.form.returnedOn,
                        say
                    )
                }
                inputField(
                    Control("reason", Text(en: "What the bank said", nl: "Wat de bank zei")),
                    model.form.reason,
                    say
                )
                formActions { submitButton(say(en: "Write it down", nl: "Vastleggen"), style: .secondary) }
            }
        }
    }
}
