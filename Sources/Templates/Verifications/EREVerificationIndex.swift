package import Values

/// Verifiers' statements by year of delivery, and where one is written down.
package enum EREVerificationIndex {
    /// What of a year is verified.
    package struct Year: Sendable {
        package let year: Int
        package let lines: Int
        package let units: Int64
        package let verifiedLines: Int
        package let verifiedUnits: Int64
        package let energy: Energy

        package init(
            year: Int,
            lines: Int,
            units: Int64,
            verifiedLines: Int,
            verifiedUnits: Int64,
            energy: Energy
        ) {
            self.year = year
            self.lines = lines
            self.units = units
            self.verifiedLines = verifiedLines
            self.verifiedUnits = verifiedUnits
            self.energy = energy
        }
    }

    package enum Standing: Sendable { case waiting, confirmed, thrownAway }

    package struct Row: Sendable {
        package let statement: Mention
        package let year: Int
        package let verifier: String
        package let statedOn: LocalDate
        package let isRefused: Bool
        package let failedLines: Int
        package let lostUnits: Int64
        package let standing: Standing

        package init(
            statement: Mention,
            year: Int,
            verifier: String,
            statedOn: LocalDate,
            isRefused: Bool,
            failedLines: Int,
            lostUnits: Int64,
            standing: Standing
        ) {
            self.statement = statement
            self.year = year
            self.verifier = verifier
            self.statedOn = statedOn
            self.isRefused = isRefused
            self.failedLines = failedLines
            self.lostUnits = lostUnits
            self.standing = standing
        }
    }

    /// A statement as it is typed in.
    package struct Form: Sendable {
        package let year: Field
        package let outcome: Field
        package let code: Field
        package let verifier: Field
        package let statedOn: Field
        package let findings: Field
        package let failed: Field
        package let file: Field

        package init(
            year: Field,
            outcome: Field,
            code: Field,
            verifier: Field,
            statedOn: Field,
            findings: Field,
            failed: Field,
            file: Field
        ) {
            self.year = year
            self.outcome = outcome
            self.code = code
            self.verifier = verifier
            self.statedOn = statedOn
            self.findings = findings
            self.failed = failed
            self.file = file
        }

        var all: [Field] { [year, outcome, code, verifier, statedOn, findings, failed, file] }
    }

    package struct Model: Sendable {
        package let years: [Year]
        package let rows: [Row]
        package let form: Form

        package init(years: [Year], rows: [Row], form: Form) {
            self.years = years
            self.rows = rows
            self.form = form
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.ereVerifications), frame: frame, crumbs: [Crumb(say(.ereCredits), .ereCredits)]) {
            formErrors(model.form.all, say)
            p(.class("soft")) { say(rule) }
            years(model, say)
            statements(model, say)
            form(model.form, frame)
        }
    }

    private static let rule = Text(
        en: """
            Once a year a verifier judges what was booked. Its statement is written down here with its own code, and counts \
            when it is confirmed: then everything credited for the year is verified, and lines that failed are lowered. What \
            was paid for units that failed is taken from the customer's next payouts.
            """,
        nl: """
            Eén keer per jaar beoordeelt een verificateur wat is ingeboekt. De verklaring wordt hier vastgelegd met de eigen \
            code, en telt zodra zij is bevestigd: dan is alles wat voor het jaar is bijgeschreven geverifieerd, en worden \
            afgekeurde regels verlaagd. Wat voor afgekeurde eenheden is betaald, gaat af van de volgende uitbetalingen.
            """
    )

    private static func years(_ model: Model, _ say: Reader) -> HTML {
        if model.years.isEmpty { return .empty }
        let title = say(en: "Verified by year", nl: "Geverifieerd per jaar")
        let columns: [Column<Year>] = [
            Column(say(EREVerificationWords.year)) { row in "\(row.year)" },
            .number(say(en: "Lines verified", nl: "Regels geverifieerd")) { row in
                say(
                    en: "\(say.count(row.verifiedLines)) of \(say.count(row.lines))",
                    nl: "\(say.count(row.verifiedLines)) van \(say.count(row.lines))"
                )
            },
            .number(say(en: "kWh verified", nl: "kWh geverifieerd")) { row in say.energyNumber(row.energy) },
            .number(say(en: "ERE verified", nl: "ERE geverifieerd")) { row in EREUnitsText.of(row.verifiedUnits, say) },
            .number(say(en: "ERE credited", nl: "ERE bijgeschreven")) { row in EREUnitsText.of(row.units, say) },
        ]
        return tableCard(title) { plainTable(title, columns, model.years) }
    }

    private static func statements(_ model: Model, _ say: Reader) -> HTML {
        if model.rows.isEmpty {
            return emptyState(
                say(en: "No statement yet", nl: "Nog geen verklaring"),
                say(
                    en: "The verifier's statement about a year comes before 1 April of the next one.",
                    nl: "De verklaring van de verificateur over een jaar komt vóór 1 april van het volgende."
                )
            )
        }
        let title = say(en: "Statements", nl: "Verklaringen")
        let columns: [Column<Row>] = [
            Column(say(EREVerificationWords.code)) { row in
                div {
                    row.statement.html
                    small { row.verifier }
                }
            },
            Column(say(EREVerificationWords.year)) { row in "\(row.year)" },
            Column(say(en: "Stated on", nl: "Afgegeven op")) { row in say.date(row.statedOn) },
            .number(say(en: "Lines failed", nl: "Regels afgekeurd")) { row in say.count(row.failedLines) },
            .number(say(en: "ERE lost", nl: "ERE vervallen")) { row in EREUnitsText.of(row.lostUnits, say) },
            Column(say(.state)) { row in EREVerificationWords.badge(row.standing, isRefused: row.isRefused, say) },
        ]
        return tableCard(title) { plainTable(title, columns, model.rows) }
    }

    private static func form(_ form: Form, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(say(en: "Write a statement down", nl: "Leg een verklaring vast")) {
            postForm(frame, to: .ereVerification(.list), .class("form"), .enctypeWithFiles()) {
                fieldRow {
                    inputField(
                        Control("year", EREVerificationWords.year).whole,
                        form.year,
                        say
                    )
                    selectField(Control("outcome", EREVerificationWords.outcome), outcomes(say), form.outcome, say)
                }
                fieldRow {
                    inputField(Control("code", EREVerificationWords.code, hint: codeHint), form.code, say)
                    inputField(Control("verifier", EREVerificationWords.verifier), form.verifier, say)
                    inputField(
                        Control("stated_on", Text(en: "Stated on", nl: "Afgegeven op"), type: .date),
                        form.statedOn,
                        say
                    )
                }
                textField(
                    Control("findings", Text(en: "Findings", nl: "Bevindingen")).optional,
                    rows: 3,
                    form.findings,
                    say
                )
                textField(
                    Control("failed", Text(en: "Lines that failed", nl: "Afgekeurde regels"), hint: failedHint)
                        .optional,
                    rows: 4,
                    form.failed,
                    say
                )
                fileField(
                    Control("file", Text(en: "The statement", nl: "De verklaring")),
                    accept: ".pdf,.xml,.zip,.eml",
                    mostMegabytes: 10,
                    error: form.file.error,
                    say
                )
                formActions { submitButton(say(en: "Write it down", nl: "Vastleggen")) }
            }
        }
    }

    private static let codeHint = Text(
        en: "The code that the verifier gave it.",
        nl: "De code die de verificateur eraan gaf."
    )
    private static let failedHint = Text(
        en: "One a line: EAN; quarter; kWh that is right; why. Such as 871685900000000018; 2026-Q3; 0; no MID meter",
        nl: "Eén per regel: EAN; kwartaal; kWh die klopt; waarom. Zoals 871685900000000018; 2026-Q3; 0; geen MID-meter"
    )

    private static func outcomes(_ say: Reader) -> [Choice] {
        [
            Choice("verified", say(EREVerificationWords.verified)),
            Choice("refused", say(EREVerificationWords.refused)),
        ]
    }
}

/// What the pages of verifications say.
enum EREVerificationWords {
    static let year = Text(en: "Year of delivery", nl: "Leveringsjaar")
    static let outcome = Text(en: "Outcome", nl: "Uitkomst")
    static let code = Text(en: "Statement", nl: "Verklaring")
    static let verifier = Text(en: "Verifier", nl: "Verificateur")
    static let verified = Text(
        en: "Verified, apart from the lines that failed",
        nl: "Geverifieerd, op de afgekeurde regels na"
    )
    static let refused = Text(en: "Not verified", nl: "Niet geverifieerd")

    static func badge(_ standing: EREVerificationIndex.Standing, isRefused: Bool, _ say: Reader) -> HTML {
        switch standing {
        case .waiting: Templates.badge(say(en: "Waits for confirmation", nl: "Wacht op bevestiging"), .caution)
        case .confirmed:
            isRefused
                ? Templates.badge(say(refused), .bad)
                : Templates.badge(say(en: "Confirmed", nl: "Bevestigd"), .good)
        case .thrownAway: Templates.badge(say(en: "Thrown away", nl: "Verworpen"))
        }
    }
}

extension Text {
    package static let ereVerifications = Text(en: "ERE verification", nl: "ERE-verificatie")
}
