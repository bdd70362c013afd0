import Values

/// Forms of the page of sales.
enum ERETradeForms {
    static func sale(_ model: ERETradeIndex.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let title = say(en: "Write a sale down", nl: "Leg een verkoop vast")
        if model.brokers.isEmpty {
            return card(title) {
                p(.class("soft")) {
                    say(en: "Add a broker below first.", nl: "Voeg hieronder eerst een makelaar toe.")
                }
            }
        }
        let form = model.form
        return card(title) {
            p(.class("soft")) { say(ERETradeWords.rule) }
            postForm(frame, to: .ereTrades, .class("form"), .confirm(say(sure))) {
                fieldRow {
                    selectField(Control("broker", ERETradeWords.broker), model.brokers, form.broker, say)
                    inputField(Control("reference", ERETradeWords.reference), form.reference, say)
                    inputField(Control("sold_on", ERETradeWords.soldOn, type: .date), form.soldOn, say)
                }
                fieldRow {
                    selectField(Control("kind", ERETradeWords.kind), model.kinds, form.kind, say)
                    selectField(
                        Control("year", ERETradeWords.year),
                        model.years.map { Choice($0, $0) },
                        form.year,
                        say
                    )
                    inputField(Control("units", ERETradeWords.units).number(unit: "ERE"), form.units, say)
                }
                fieldRow {
                    inputField(Control("price", ERETradeWords.price).number(unit: "€"), form.price, say)
                    inputField(Control("fee", ERETradeWords.fee).number(unit: "€"), form.fee, say)
                }
                formActions { submitButton(say(en: "Write it down", nl: "Vastleggen")) }
            }
        }
    }

    private static let sure = Text(
        en: "Write this sale down and share its revenue out?",
        nl: "Deze verkoop vastleggen en de opbrengst verdelen?"
    )

    static func broker(_ model: ERETradeIndex.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return disclosure(
            say(en: "Add a broker", nl: "Voeg een makelaar toe"),
            isOpen: model.brokers.isEmpty || model.brokerName.error != nil
        ) {
            postForm(frame, to: .ereBrokers, .class("form")) {
                fieldRow {
                    inputField(Control("name", Text(en: "Name", nl: "Naam")), model.brokerName, say)
                    inputField(
                        Control("company_number", Text(en: "Company number", nl: "KvK-nummer")).optional,
                        model.companyNumber,
                        say
                    )
                }
                formActions { submitButton(say(en: "Add", nl: "Toevoegen"), style: .secondary) }
            }
        }
    }
}

/// What the pages of sales say.
enum ERETradeWords {
    static let broker = Text(en: "Broker", nl: "Makelaar")
    static let reference = Text(en: "Its number", nl: "Nummer van de makelaar")
    static let soldOn = Text(en: "Sold on", nl: "Verkocht op")
    static let kind = Text(en: "Kind", nl: "Soort")
    static let grid = Text(en: "From the grid", nl: "Van het net")
    static let own = Text(en: "Own generation", nl: "Eigen opwek")
    static let year = Text(en: "Year of delivery", nl: "Jaar van levering")
    static let units = Text(en: "Units", nl: "Eenheden")
    static let price = Text(en: "Price per unit", nl: "Prijs per eenheid")
    static let gross = Text(en: "Brings", nl: "Brengt op")
    static let fee = Text(en: "Broker keeps", nl: "Makelaar houdt")
    static let net = Text(en: "Shared out", nl: "Verdeeld")
    static let cancelled = Text(en: "Cancelled", nl: "Geannuleerd")
    /// How units are taken and revenue is shared out; shown wherever it happens.
    static let rule = Text(
        en: """
            Units are taken from the oldest quarter first; within it from each connection in proportion to what it has left. \
            What the sale brings, less what the broker keeps, is shared out in proportion to the units taken. Both in whole \
            units and whole cents by largest remainder: everybody's share is rounded down, and what is left goes one by one \
            to the largest remainders, of equal ones to the lower EAN.
            """,
        nl: """
            Eenheden komen eerst uit het oudste kwartaal; daarbinnen van elke aansluiting naar verhouding van wat zij over \
            heeft. Wat de verkoop opbrengt, min wat de makelaar houdt, wordt verdeeld naar verhouding van de eenheden. Beide \
            in hele eenheden en hele centen volgens de grootste rest: ieders deel wordt naar beneden afgerond, en wat \
            overblijft, gaat één voor één naar de grootste resten, bij gelijke naar de laagste EAN.
            """
    )
}

extension Text {
    package static let ereTrades = Text(en: "ERE sales", nl: "ERE-verkoop")
}
