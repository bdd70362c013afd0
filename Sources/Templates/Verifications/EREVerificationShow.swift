package import Values

/// One statement: the lines that failed, its document, and its confirmation.
package enum EREVerificationShow {
    package struct Line: Sendable {
        package let booking: Mention
        package let ean: String
        package let quarter: String
        package let measured: Energy
        package let energy: Energy
        package let credited: Int64
        package let units: Int64
        package let reason: String

        package init(
            booking: Mention,
            ean: String,
            quarter: String,
            measured: Energy,
            energy: Energy,
            credited: Int64,
            units: Int64,
            reason: String
        ) {
            self.booking = booking
            self.ean = ean
            self.quarter = quarter
            self.measured = measured
            self.energy = energy
            self.credited = credited
            self.units = units
            self.reason = reason
        }
    }

    package struct Model: Sendable {
        package let id: EREVerificationID
        package let row: EREVerificationIndex.Row
        package let findings: String
        package let documentName: String
        package let sha256: String
        package let by: String
        package let at: Timestamp
        /// Who decided, when, and why; empty before.
        package let decision: String
        package let lines: [Line]
        package let reason: Field
        package let problem: Text?

        package init(
            id: EREVerificationID,
            row: EREVerificationIndex.Row,
            findings: String,
            documentName: String,
            sha256: String,
            by: String,
            at: Timestamp,
            decision: String,
            lines: [Line],
            reason: Field,
            problem: Text?
        ) {
            self.id = id
            self.row = row
            self.findings = findings
            self.documentName = documentName
            self.sha256 = sha256
            self.by = by
            self.at = at
            self.decision = decision
            self.lines = lines
            self.reason = reason
            self.problem = problem
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.row.statement.name,
            frame: frame,
            crumbs: [Crumb(say(.ereCredits), .ereCredits), Crumb(say(.ereVerifications), .ereVerification(.list))],
            lead: EREVerificationWords.badge(model.row.standing, isRefused: model.row.isRefused, say),
            actions: downloadButton(
                say(en: "The statement", nl: "De verklaring"),
                to: Link(.ereVerification(.document(model.id)))
            )
        ) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            formErrors([model.reason], say)
            card(say(en: "Statement", nl: "Verklaring")) { facts(figures(model, say)) }
            lines(model, say)
            decide(model, frame)
        }
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Fact] {
        let row = model.row
        let outcome = row.isRefused ? EREVerificationWords.refused : EREVerificationWords.verified
        var all = [
            Fact(say(EREVerificationWords.year), "\(row.year)"), Fact(say(EREVerificationWords.outcome), say(outcome)),
            Fact(say(EREVerificationWords.verifier), row.verifier + ", " + say.date(row.statedOn)),
            Fact(say(en: "Written down", nl: "Vastgelegd"), model.by + ", " + say.dateTime(model.at)),
        ]
        if !model.decision.isEmpty { all.append(Fact(say(en: "Decided", nl: "Besloten"), model.decision)) }
        if !model.findings.isEmpty { all.append(Fact(say(en: "Findings", nl: "Bevindingen"), model.findings)) }
        return all + [
            Fact(say(en: "File", nl: "Bestand"), model.documentName),
            Fact("SHA-256", code { model.sha256 }),
        ]
    }

    private static func lines(_ model: Model, _ say: Reader) -> HTML {
        if model.lines.isEmpty {
            return p(.class("soft")) { say(en: "No line failed.", nl: "Geen regel is afgekeurd.") }
        }
        let title = say(en: "Lines that failed", nl: "Afgekeurde regels")
        let columns: [Column<Line>] = [
            Column(say(EREPayoutText.connection)) { row in
                div {
                    row.booking.html
                    small { row.ean }
                }
            },
            Column(say(EREPayoutText.quarter)) { row in row.quarter },
            .number(say(en: "kWh right", nl: "kWh juist")) { row in
                say.energyNumber(row.energy)
                small { say(en: "of ", nl: "van ") + say.energyNumber(row.measured) }
            },
            .number(say(en: "ERE right", nl: "ERE juist")) { row in
                EREUnitsText.of(row.units, say)
                small { say(en: "of ", nl: "van ") + EREUnitsText.of(row.credited, say) }
            },
            Column(say(en: "Why", nl: "Waarom")) { row in row.reason },
        ]
        return tableCard(title) { plainTable(title, columns, model.lines) }
    }

    private static func decide(_ model: Model, _ frame: PageFrame) -> HTML {
        guard case .waiting = model.row.standing else { return .empty }
        let say = frame.say
        return card(say(en: "Confirm it", nl: "Bevestig haar")) {
            p(.class("soft")) { say(consequence) }
            postForm(frame, to: .ereVerification(.decision(model.id)), .class("action"), .confirm(say(sure))) {
                hiddenField("decision", "confirm")
                submitButton(say(en: "Confirm the statement", nl: "Bevestig de verklaring"))
            }
            disclosure(
                say(en: "It was written down wrongly", nl: "Zij is verkeerd vastgelegd"),
                isOpen: model.reason.error != nil
            ) {
                postForm(frame, to: .ereVerification(.decision(model.id)), .class("form")) {
                    hiddenField("decision", "throw_away")
                    inputField(Control("reason", Text(en: "Reason", nl: "Reden")), model.reason, say)
                    formActions {
                        submitButton(say(en: "Throw it away", nl: "Verwerp haar"), style: .danger)
                    }
                }
            }
        }
    }

    private static let consequence = Text(
        en: """
            Confirming cannot be taken back: lines of the year become verified, those that failed lose units, and what was \
            held back of payouts is let go by the next run.
            """,
        nl: """
            Bevestigen kan niet worden teruggedraaid: regels van het jaar worden geverifieerd, afgekeurde verliezen \
            eenheden, en wat van uitbetalingen is ingehouden komt vrij bij de volgende ronde.
            """
    )
    private static let sure = Text(en: "Confirm this statement?", nl: "Deze verklaring bevestigen?")
}
