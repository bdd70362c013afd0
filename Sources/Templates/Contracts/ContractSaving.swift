/// What saving a contract's version does to sessions that are credited, and the buttons under its form.
enum ContractSaving {
    /// What a first day means for sessions, for the forms' hints.
    static let anew = Text(
        en:
            """
            Versions before it stay as they are. Sessions that start on this day or later are priced anew; those \
            already credited are corrected by the next month-end close.
            """,
        nl:
            """
            Eerdere versies blijven staan. Sessies die op deze dag of later starten worden opnieuw geprijsd; al \
            vergoede sessies worden bij de volgende maandafsluiting gecorrigeerd.
            """
    )

    /// The question above a form that is not saved before somebody agrees.
    static func question(_ corrections: Int?, _ say: Reader) -> HTML {
        guard let corrections else { return .empty }
        return notice(.caution, say(isCorrecting(corrections, say))) {
            p { say(consequence) }
            p {
                say(
                    en: "Nothing is saved yet. Change the first day, or press the button below to agree.",
                    nl:
                        "Er is nog niets bewaard. Wijzig de eerste dag, of druk op de knop hieronder als u akkoord bent."
                )
            }
        }
    }

    /// What the panel beside the form says; nothing while the form does not say enough.
    static func foresight(_ corrections: Int?, _ say: Reader) -> HTML {
        guard let corrections else { return .empty }
        guard corrections > 0 else {
            return p(.class("soft")) {
                say(
                    en: "No credited session gets another price by saving this.",
                    nl: "Geen vergoede sessie krijgt hierdoor een andere prijs."
                )
            }
        }
        return notice(.caution, say(isCorrecting(corrections, say))) { p { say(consequence) } }
    }

    /// Save comes first, so that it is what the Enter key does.
    static func actions(_ corrections: Int?, back: Route, _ say: Reader) -> HTML {
        formActions {
            if let corrections { hiddenField("confirmed", String(corrections)) }
            submitButton(corrections.map { say(saveAndCorrect($0, say)) } ?? say(.save))
            button(
                .class("button", ButtonStyle.secondary.className),
                .type(.submit),
                .name("preview"),
                .value("yes"),
                .formnovalidate()
            ) { say(en: "Show the example", nl: "Toon het voorbeeld") }
            linkButton(say(.cancel), to: back, style: .quiet)
        }
    }

    private static func isCorrecting(_ count: Int, _ say: Reader) -> Text {
        count == 1
            ? Text(
                en: "1 session that is already credited gets another price",
                nl: "1 al vergoede sessie krijgt een andere prijs"
            )
            : Text(
                en: "\(say.count(count)) sessions that are already credited get another price",
                nl: "\(say.count(count)) al vergoede sessies krijgen een andere prijs"
            )
    }

    private static let consequence = Text(
        en: "The next month-end close takes back what was credited for them and credits them anew.",
        nl: "De volgende maandafsluiting neemt terug wat ervoor is vergoed en vergoedt ze opnieuw."
    )

    private static func saveAndCorrect(_ count: Int, _ say: Reader) -> Text {
        count == 1
            ? Text(en: "Save and correct 1 credited session", nl: "Bewaar en corrigeer 1 vergoede sessie")
            : Text(
                en: "Save and correct \(say.count(count)) credited sessions",
                nl: "Bewaar en corrigeer \(say.count(count)) vergoede sessies"
            )
    }
}
