package import Values

/// By which rules revenue is paid out, and from which account.
package enum EREPayoutRulesPage {
    package struct Row: Sendable {
        package let validFrom: LocalDate
        package let minimum: Money
        /// In percent, as are the others.
        package let reserve: Exact
        package let step: Exact
        package let floor: Exact
        package let by: String

        package init(validFrom: LocalDate, minimum: Money, reserve: Exact, step: Exact, floor: Exact, by: String) {
            self.validFrom = validFrom
            self.minimum = minimum
            self.reserve = reserve
            self.step = step
            self.floor = floor
            self.by = by
        }
    }

    /// Rules as they are typed in.
    package struct Rules: Sendable {
        package let minimum: Field
        package let reserve: Field
        package let step: Field
        package let floor: Field
        package let validFrom: Field

        package init(minimum: Field, reserve: Field, step: Field, floor: Field, validFrom: Field) {
            self.minimum = minimum
            self.reserve = reserve
            self.step = step
            self.floor = floor
            self.validFrom = validFrom
        }

        var all: [Field] { [minimum, reserve, step, floor, validFrom] }
    }

    /// The account as it is typed in.
    package struct Account: Sendable {
        package let holder: Field
        package let iban: Field
        package let bic: Field
        package let validFrom: Field

        package init(holder: Field, iban: Field, bic: Field, validFrom: Field) {
            self.holder = holder
            self.iban = iban
            self.bic = bic
            self.validFrom = validFrom
        }

        var all: [Field] { [holder, iban, bic, validFrom] }
    }

    package struct Model: Sendable {
        package let rows: [Row]
        package let rules: Rules
        /// Holder and IBAN of the account that pays today; empty where it is the operator's own.
        package let paysFrom: String
        package let account: Account

        package init(rows: [Row], rules: Rules, paysFrom: String, account: Account) {
            self.rows = rows
            self.rules = rules
            self.paysFrom = paysFrom
            self.account = account
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.erePayoutRules), frame: frame, crumbs: [Crumb(say(.erePayouts), .erePayouts)]) {
            formErrors(model.rules.all + model.account.all, say)
            columns {
                card(say(en: "Rules", nl: "Regels")) { rules(model, frame) }
                card(say(en: "Paying account", nl: "Betaalrekening")) { account(model, frame) }
            }
            history(model, say)
        }
    }

    private static func rules(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            p(.class("soft")) { say(lead) }
            postForm(frame, to: .erePayoutRule(.rules), .class("form")) {
                inputField(Control("minimum", minimum, hint: minimumHint).number(unit: "€"), model.rules.minimum, say)
                inputField(Control("reserve", reserve, hint: reserveHint).number(unit: "%"), model.rules.reserve, say)
                fieldRow {
                    inputField(Control("step", step).number(unit: "%"), model.rules.step, say)
                    inputField(Control("floor", floor).number(unit: "%"), model.rules.floor, say)
                }
                inputField(Control("rules_from", from, type: .date), model.rules.validFrom, say)
                formActions { submitButton(say(en: "Set the rules", nl: "Leg de regels vast")) }
            }
        }
    }

    private static func account(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let own = say(en: "The account of the organisation pays.", nl: "De rekening van de organisatie betaalt.")
        return HTML {
            p(.class("soft")) { model.paysFrom.isEmpty ? own : model.paysFrom }
            postForm(frame, to: .erePayoutRule(.account), .class("form")) {
                inputField(Control("holder", Text(en: "Holder", nl: "Tenaamstelling")), model.account.holder, say)
                inputField(Control("iban", Text(en: "IBAN", nl: "IBAN")), model.account.iban, say)
                inputField(Control("bic", Text(en: "BIC", nl: "BIC")).optional, model.account.bic, say)
                inputField(Control("account_from", from, type: .date), model.account.validFrom, say)
                formActions {
                    submitButton(say(en: "Pay from this account", nl: "Betaal vanaf deze rekening"), style: .secondary)
                }
            }
        }
    }

    private static func history(_ model: Model, _ say: Reader) -> HTML {
        if model.rows.isEmpty { return p(.class("soft")) { say(usual) } }
        let title = say(en: "Rules by date", nl: "Regels per datum")
        let columns: [Column<Row>] = [
            Column(say(from)) { row in
                div {
                    say.date(row.validFrom)
                    small { row.by }
                }
            },
            .number(say(minimum)) { row in say.money(row.minimum) },
            .number(say(reserve)) { row in say.percent(row.reserve) },
            .number(say(step)) { row in say.percent(row.step) },
            .number(say(floor)) { row in say.percent(row.floor) },
        ]
        return tableCard(title) { plainTable(title, columns, model.rows) }
    }

    private static let from = Text(en: "From", nl: "Vanaf")
    private static let minimum = Text(en: "Smallest amount", nl: "Kleinste bedrag")
    private static let minimumHint = Text(en: "Less waits for the next run.", nl: "Minder wacht op de volgende ronde.")
    private static let reserve = Text(en: "Held back", nl: "Ingehouden")
    private static let reserveHint = Text(
        en: "Of what a customer gets, until the year is verified.",
        nl: "Van wat een klant krijgt, tot het jaar is geverifieerd."
    )
    private static let step = Text(en: "Less per referral", nl: "Lager per aanbreng")
    private static let floor = Text(en: "Never below", nl: "Nooit onder")
    private static let lead = Text(
        en: "A run goes by the rules of the day on which it begins. Rules are added and never changed.",
        nl: "Een ronde volgt de regels van de dag waarop zij begint. Regels worden toegevoegd en nooit gewijzigd."
    )
    private static let usual = Text(
        en: "Nothing was set: 5 euro, nothing held back, one point per customer brought, down to 10%.",
        nl: "Niets vastgelegd: 5 euro, niets ingehouden, één punt per aangebrachte klant, tot 10%."
    )
}

extension Text {
    package static let erePayoutRules = Text(en: "Rules of payouts", nl: "Regels voor uitbetaling")
}
