import Domain
import Templates

/// Why a close did not make every document, in words for the operator.
enum CloseWords {
    /// The note of a close: codes, separated by semicolons; old ones name a host before each code that is about one.
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
        if let finding = CreditFinding(code: String(code)) { return finding.text }
        return switch code {
        case "close.cancelled", "close.stopped": stopped
        case MonthCloseRejection.currencyUnknown.code: MonthCloseRejection.currencyUnknown.text
        case MonthCloseRejection.periodNotOver.code: MonthCloseRejection.periodNotOver.text
        default: nil
        }
    }

    private static let stopped = Text(
        en: "It was stopped before it was done.",
        nl: "Het is gestopt voordat het klaar was."
    )
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
