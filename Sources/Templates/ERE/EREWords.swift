package import Values

/// From where delivered energy came.
package enum EREBasis: String, CaseIterable, Sendable {
    case grid
    case ownGeneration = "own_generation"

    package var title: Text {
        switch self {
        case .grid: Text(en: "From the grid", nl: "Van het net")
        case .ownGeneration: Text(en: "Own generation, proven", nl: "Eigen opwek, aangetoond")
        }
    }
}

/// How far a source is from the official text.
package enum EREEvidence: String, CaseIterable, Sendable {
    case confirmed, quoted, market, inferred

    var title: Text {
        switch self {
        case .confirmed: Text(en: "Read in the official text", nl: "Gelezen in de officiële tekst")
        case .quoted: Text(en: "Official text as quoted by others", nl: "Officiële tekst zoals anderen die aanhalen")
        case .market: Text(en: "As told in the market", nl: "Zoals in de markt verteld")
        case .inferred: Text(en: "Worked out from other facts", nl: "Afgeleid uit andere feiten")
        }
    }
}

/// For what the price of an estimate is.
package enum EREPriceUnit: String, CaseIterable, Sendable {
    case kWh = "kwh"
    case unit = "ere"

    package var title: Text {
        switch self {
        case .kWh: Text(en: "€ per kWh", nl: "€ per kWh")
        case .unit: Text(en: "€ per ERE", nl: "€ per ERE")
        }
    }
}

extension Text {
    package static let ereCalculator = Text(en: "ERE calculator", nl: "ERE-rekenhulp")
    static let ere = Text(verbatim: "ERE")
    static let ereCustomers = Text(en: "ERE: customers", nl: "ERE: klanten")
    static let ereBooking = Text(en: "ERE: booking and filing", nl: "ERE: inboeken en indienen")
    static let ereSelling = Text(en: "ERE: selling and paying out", nl: "ERE: verkopen en uitbetalen")
    static let ereOversight = Text(en: "ERE: oversight", nl: "ERE: toezicht")
    package static let estimate = Text(
        en: "This is an estimate, not an offer and not a promise.",
        nl: "Dit is een schatting, geen aanbod en geen belofte."
    )
}

/// Pages that strangers and signed-in people see alike, each in its own frame.
enum SharedPage {
    static func view(_ heading: String, lead: String, frame: PageFrame, @HTMLBuilder content: Content) -> HTML {
        guard frame.user == nil else { return Page.app(heading, frame: frame, lead: HTML(lead), content: content) }
        return Page.plain(heading, frame: frame) {
            header(.class("page-head")) {
                div {
                    h1 { heading }
                    p(.class("page-head__lead")) { lead }
                }
            }
            content()
        }
    }
}
