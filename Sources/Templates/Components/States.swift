/// How far a charging session is.
package enum SessionState: String, CaseIterable, Sendable {
    /// Energy may still flow.
    case open
    /// Stopped; its line is computed.
    case completed
    /// Something about it must be decided by a person before it is paid.
    case held

    package var title: Text {
        switch self {
        case .open: Text(en: "Charging", nl: "Laadt")
        case .completed: Text(en: "Completed", nl: "Voltooid")
        case .held: Text(en: "Needs a decision", nl: "Vraagt een besluit")
        }
    }

    var tone: Tone {
        switch self {
        case .open: .info
        case .completed: .good
        case .held: .caution
        }
    }
}

/// How far a journal line is.
package enum LineState: String, CaseIterable, Sendable {
    case priced, waiting, held, noContract = "no_contract", excluded, credited, correction

    package var title: Text {
        switch self {
        case .priced: Text(en: "Complete", nl: "Volledig")
        case .waiting: Text(en: "Waiting for a price", nl: "Wacht op een prijs")
        case .held: Text(en: "Needs a decision", nl: "Vraagt een besluit")
        case .noContract: Text(en: "No contract", nl: "Geen contract")
        case .excluded: Text(en: "Excluded", nl: "Uitgesloten")
        case .credited: Text(en: "Credited", nl: "Vergoed")
        case .correction: Text(en: "Correction due", nl: "Te corrigeren")
        }
    }

    var tone: Tone {
        switch self {
        case .priced: .good
        case .waiting, .held: .caution
        case .noContract: .bad
        case .excluded: .neutral
        case .credited: .info
        case .correction: .caution
        }
    }
}

/// At which moment's price a session is paid.
package enum PricingMode: String, CaseIterable, Sendable {
    case atStart = "at_start"
    case perInterval = "per_interval"

    package var title: Text {
        switch self {
        case .atStart: Text(en: "Price at session start", nl: "Prijs bij start van de sessie")
        case .perInterval: Text(en: "Price per quarter hour", nl: "Prijs per kwartier")
        }
    }

    var explanation: Text {
        switch self {
        case .atStart:
            Text(
                en: "The price of the quarter hour in which the session starts holds for the whole session.",
                nl: "De prijs van het kwartier waarin de sessie start, geldt voor de hele sessie."
            )
        case .perInterval:
            Text(
                en: "Each quarter hour's energy is paid at the price of that quarter hour.",
                nl: "De energie van elk kwartier wordt betaald tegen de prijs van dat kwartier."
            )
        }
    }
}

func stateBadge(_ state: SessionState, _ say: Reader) -> HTML { badge(say(state.title), state.tone) }
func stateBadge(_ state: LineState, _ say: Reader) -> HTML { badge(say(state.title), state.tone) }

/// The choices of a filter or form from an enumeration with names.
func choices<Value: RawRepresentable<String>>(
    _ values: [Value],
    _ say: Reader,
    title: (Value) -> Text
) -> [Choice] {
    values.map { Choice($0.rawValue, say(title($0))) }
}

/// How far a credit document is.
package enum CreditState: String, CaseIterable, Sendable {
    case issued, approved, inBankFile = "in_bank_file", paidElsewhere = "paid_elsewhere"

    package var title: Text {
        switch self {
        case .issued: Text(en: "To be approved", nl: "Nog goed te keuren")
        case .approved: Text(en: "Approved", nl: "Goedgekeurd")
        case .inBankFile: Text(en: "In a bank file", nl: "In een bankbestand")
        case .paidElsewhere: Text(en: "Paid another way", nl: "Anders betaald")
        }
    }

    var tone: Tone {
        switch self {
        case .issued: .caution
        case .approved: .good
        case .inBankFile, .paidElsewhere: .info
        }
    }
}

func stateBadge(_ state: CreditState, _ say: Reader) -> HTML { badge(say(state.title), state.tone) }
