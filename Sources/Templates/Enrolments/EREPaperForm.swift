package import Values

/// What a list said of a mandate elsewhere, and the form for one on paper, on the page of an enrolment.
package enum EREPaperForm {
    /// What a list said.
    package struct Imported: Sendable {
        package let at: Timestamp
        package let issuedOn: LocalDate?
        package let until: LocalDate?
        package let evidence: String

        package init(at: Timestamp, issuedOn: LocalDate?, until: LocalDate?, evidence: String) {
            self.at = at
            self.issuedOn = issuedOn
            self.until = until
            self.evidence = evidence
        }
    }

    /// The form; there is one while nothing is signed.
    package struct Model: Sendable {
        package let id: EREEnrolmentID
        /// The years that it may be for, as `2026-2027`.
        package let years: [(value: String, title: String)]
        /// Who has to sign.
        package let signatory: String
        package let fields: EREFields
        package let fileProblem: Text?
        package let isOpen: Bool

        package init(
            id: EREEnrolmentID,
            years: [(String, String)],
            signatory: String,
            fields: EREFields,
            fileProblem: Text?,
            isOpen: Bool
        ) {
            self.id = id
            self.years = years.map { (value: $0.0, title: $0.1) }
            self.signatory = signatory
            self.fields = fields
            self.fileProblem = fileProblem
            self.isOpen = isOpen
        }
    }

    package static let names = ["years", "issued_on", "signer", "paper_language", "checked"]

    static func imported(_ imported: Imported, _ say: Reader) -> HTML {
        card(say(en: "From a list", nl: "Uit een lijst")) {
            p(.class("soft")) { say(proves) }
            facts(
                [
                    Fact(say(en: "Taken over", nl: "Overgenomen"), say.dateTime(imported.at)),
                    Fact(
                        say(en: "Mandate elsewhere since", nl: "Machtiging elders sinds"),
                        imported.issuedOn.map { say.date($0) } ?? "–"
                    ),
                    Fact(say(en: "Until", nl: "Tot en met"), imported.until.map { say.date($0) } ?? "–"),
                    Fact(say(en: "Evidence", nl: "Bewijs"), imported.evidence.orDash),
                ]
            )
        }
    }

    private static let proves = Text(
        en: """
            This proves nothing here. It counts once the customer signs, or the mandate on paper is handed in, and the \
            evidence is accepted. A mandate with another provider holds for whole calendar years.
            """,
        nl: """
            Dit bewijst hier niets. Het telt mee zodra de klant tekent, of de papieren machtiging is ingeleverd, en het \
            bewijs is goedgekeurd. Een machtiging bij een andere aanbieder geldt voor hele kalenderjaren.
            """
    )

    static func view(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let title = say(en: "It was signed on paper", nl: "Er is op papier getekend")
        guard !model.years.isEmpty else {
            return card(title) { p(.class("soft")) { say(taken) } }
        }
        return disclosure(title, isOpen: model.isOpen) {
            postForm(frame, to: .customerFile(.paperMandate(model.id)), .class("form"), .enctypeWithFiles()) {
                fileField(Control("paper", scan, hint: scanHint), accept: ".pdf", error: model.fileProblem, say)
                selectField(
                    Control("years", Text(en: "Calendar years", nl: "Kalenderjaren")),
                    model.years.map { Choice($0.value, $0.title) },
                    model.fields["years"],
                    say
                )
                inputField(
                    Control("issued_on", Text(en: "Signed on", nl: "Getekend op"), type: .date),
                    model.fields["issued_on"],
                    say
                )
                inputField(
                    Control("signer", Text(en: "Whose signature", nl: "Wiens handtekening"), hint: signerHint(model)),
                    model.fields["signer"],
                    say
                )
                selectField(
                    Control("paper_language", Text(en: "Language of the paper", nl: "Taal van het papier")),
                    [Choice("nl", "Nederlands"), Choice("en", "English")],
                    model.fields["paper_language"],
                    say
                )
                checkField(Control("checked", checked), model.fields["checked"], say)
                formActions { submitButton(say(en: "Hand it in", nl: "Inleveren"), style: .secondary) }
            }
        }
    }

    private static func signerHint(_ model: Model) -> Text {
        Text(en: "As on the paper: \(model.signatory)", nl: "Zoals op het papier: \(model.signatory)")
    }

    private static let scan = Text(en: "The scan", nl: "De scan")
    private static let scanHint = Text(en: "PDF, up to 8 MB.", nl: "Pdf, tot 8 MB.")
    private static let checked = Text(
        en: """
            The paper names holder, address, connection, years and day, lets NEa ask the grid operator and the verifier see \
            the place, is signed by hand, and the connection is in the holder's name.
            """,
        nl: """
            Het papier noemt houder, adres, aansluiting, jaren en dag, laat de NEa de netbeheerder vragen en de verificateur \
            de plek bekijken, is met de hand getekend, en de aansluiting staat op naam van de houder.
            """
    )
    private static let taken = Text(
        en: "The connection has a provider in this year and the next, or it is not said yet which one it is.",
        nl: "De aansluiting heeft dit jaar en volgend jaar al een aanbieder, of er is nog niet gezegd welke het is."
    )
}
