import Domain
import Templates

/// Why a close did not make every document, in words for the operator.
enum CloseWords {
    /// The note of a close: codes, each after the name of a host where it is about one, separated by semicolons.
    static func message(_ note: String, _ say: Reader) -> String {
        note.split(separator: ";").map { part($0.drop { $0 == " " }, say) }.joined(separator: " · ")
    }

    private static func part(_ part: Substring, _ say: Reader) -> String {
        guard let start = part.lastIndex(of: ":") else { return text(of: part).map { say($0) } ?? String(part) }
        let code = part[part.index(after: start)...].drop { $0 == " " }
        guard let text = text(of: code) else { return String(part) }
        return part[...start] + " " + say(text)
    }

    private static func text(of code: Substring) -> Text? {
        if let finding = VATFinding(rawValue: String(code)) { return finding.text }
        return switch code {
        case CreditFinding.currencyDiffers.code: currencyDiffers
        case CreditFinding.termMissing.code: termMissing
        case CreditFinding.amountTooLarge.code: amountTooLarge
        case "close.cancelled", "close.stopped": stopped
        case MonthCloseRejection.currencyUnknown.code: MonthCloseRejection.currencyUnknown.text
        case MonthCloseRejection.periodNotOver.code: MonthCloseRejection.periodNotOver.text
        default: nil
        }
    }

    private static let currencyDiffers = Text(
        en: CreditFinding.currencyDiffers.reason,
        nl: "Regels hebben een andere valuta dan de boeken van de exploitant; er wordt in één valuta vergoed."
    )
    private static let termMissing = Text(
        en: CreditFinding.termMissing.reason,
        nl: "Geen versie van het contract geldt in de maand of daarvoor: voeg er een toe."
    )
    private static let amountTooLarge = Text(
        en: CreditFinding.amountTooLarge.reason,
        nl: "De bedragen zijn te groot om exact te rekenen: controleer de prijzen van het contract."
    )
    private static let stopped = Text(
        en: "It was stopped before it was done.",
        nl: "Het is gestopt voordat het klaar was."
    )
}

extension VATFinding {
    /// What is wrong and what to do.
    fileprivate var text: Text { Text(en: reason, nl: dutch) }

    private var dutch: String {
        switch self {
        case .personWithStatus:
            "Een particulier kan niet btw-plichtig of vrijgesteld zijn: verbeter soort of btw-status."
        case .hostIDMissing:
            "De locatiehouder is btw-plichtig maar heeft geen btw-nummer: vul het in of verbeter de btw-status."
        case .hostIDForeign: "Het btw-nummer is er geen van het land van de locatiehouder: verbeter een van beide."
        case .siteAbroad:
            "Een locatie staat in een ander land dan de locatiehouder: vraag uw accountant wie de btw afdraagt."
        case .outsideUnion:
            "Locatiehouder en exploitant zitten in twee landen, waarvan één buiten de Europese Unie: "
                + "vraag uw accountant."
        case .exemptAbroad:
            "De locatiehouder is vrijgesteld in een ander land dan de exploitant: vraag uw accountant of dat hier geldt."
        case .operatorIDMissing: "De btw wordt verlegd naar de exploitant, die geen btw-nummer heeft: vul het in."
        case .operatorIDForeign:
            "Het btw-nummer van de exploitant is er geen van zijn land: verbeter een van beide."
        case .rateMissing: "Voor dit land en deze maand is geen btw-tarief bekend: voeg het toe aan de tarieven."
        }
    }
}

extension MonthCloseRejection {
    /// Why the month is not closed.
    var text: Text {
        switch self {
        case .periodNotOver:
            Text(
                en: "The month is not over yet: it can be closed from the first day of the next one.",
                nl: "De maand is nog niet voorbij: afsluiten kan vanaf de eerste dag van de volgende."
            )
        case .currencyUnknown:
            Text(
                en: "No documents can be made in the operator's currency.",
                nl: "In de valuta van de exploitant kunnen geen documenten worden gemaakt."
            )
        }
    }
}

extension ApprovalRejection {
    /// Why nothing was approved.
    var text: Text {
        switch self {
        case .needsPerson:
            Text(en: "Only a person can approve credits.", nl: "Alleen een mens kan vergoedingen goedkeuren.")
        case .nothingToApprove:
            Text(en: "The month has no credits to approve.", nl: "De maand heeft geen vergoedingen om goed te keuren.")
        case .needsFourEyes:
            Text(
                en: "You asked for this close, so somebody else has to approve its credits.",
                nl: "U hebt deze afsluiting gevraagd, dus moet een ander de vergoedingen goedkeuren."
            )
        }
    }
}
