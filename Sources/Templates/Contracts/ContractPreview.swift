package import Values

/// What the terms in a form give on an example session; refreshed while the form is filled in.
package enum ContractPreview {
    /// The example session at some prices.
    package struct Example: Sendable {
        /// One part for a price at the start or a fixed one, one per quarter hour else.
        package let parts: [PricedPart]
        package let amount: Exact
        /// What the other way of pricing would give.
        package let otherAmount: Exact?

        package init(parts: [PricedPart], amount: Exact, otherAmount: Exact?) {
            self.parts = parts
            self.amount = amount
            self.otherAmount = otherAmount
        }
    }

    package struct Model: Sendable {
        /// What stands in the way of a calculation; `nil` when there is a result.
        package let problem: Text?
        package let formula: Formula?
        /// `nil` for a supply contract, whose prices are nobody's amounts yet.
        package let mode: PricingMode?
        /// The example at ordinary prices.
        package let ordinary: Example?
        /// The same session at negative prices.
        package let negative: Example?
        /// How many credited sessions would be corrected; `nil` while the form does not say enough.
        package var corrections: Int?

        package init(
            problem: Text?,
            formula: Formula?,
            mode: PricingMode?,
            ordinary: Example?,
            negative: Example?,
            corrections: Int? = nil
        ) {
            self.problem = problem
            self.formula = formula
            self.mode = mode
            self.ordinary = ordinary
            self.negative = negative
            self.corrections = corrections
        }
    }

    /// The id of the element that takes the fragment.
    static let panelID = "contract-preview"

    static func panel(_ model: Model, _ say: Reader) -> HTML {
        aside(.class("form-split__aside")) {
            div(.id(panelID), .ariaLive(.polite)) { fragment(model, say) }
        }
    }

    /// The content of the panel.
    package static func fragment(_ model: Model, _ say: Reader) -> HTML {
        HTML {
            ContractSaving.foresight(model.corrections, say)
            card(say(en: "On an example session", nl: "Op een voorbeeldsessie")) {
                if let formula = model.formula {
                    result(model, formula, say)
                } else {
                    p(.class("soft")) { say(model.problem ?? waiting) }
                }
            }
        }
    }

    package static let waiting = Text(
        en: "Fill in the price to see what a session would give.",
        nl: "Vul de prijs in om te zien wat een sessie oplevert."
    )

    private static let example = Text(
        en: "A session of one hour and 10 kWh: 4, 3, 2 and 1 kWh in its quarter hours, each with a price of its own.",
        nl: "Een sessie van een uur en 10 kWh: 4, 3, 2 en 1 kWh in de kwartieren, elk met een eigen prijs."
    )
    private static let fixedExample = Text(
        en: "A session of one hour and 10 kWh.",
        nl: "Een sessie van een uur en 10 kWh."
    )

    private static func result(_ model: Model, _ formula: Formula, _ say: Reader) -> HTML {
        HTML {
            p(.class("formula")) { say(en: "price per kWh = ", nl: "prijs per kWh = ") + formula.rule(say) }
            p(.class("soft")) { say(formula.knowsMarket ? example : fixedExample) }
            if let part = model.ordinary { worked(part, model.mode, formula, say) }
            if let part = model.negative {
                h3 { say(en: "At a negative price", nl: "Bij een negatieve prijs") }
                worked(part, model.mode, formula, say)
            }
        }
    }

    private static func worked(_ example: Example, _ mode: PricingMode?, _ formula: Formula, _ say: Reader) -> HTML {
        div {
            p(.class("amount")) { say.exactAmount(example.amount, formula.currency) }
            p(.class("formula")) { steps(example, formula, say) }
            if let mode, let other = example.otherAmount, formula.knowsMarket {
                p(.class("soft")) {
                    say(LineParts.comparison(mode)) + " " + say.exactAmount(other, formula.currency) + "."
                }
            }
        }
    }

    /// With one part its figures are filled in; with several each is a line, and the sum the last one.
    private static func steps(_ example: Example, _ formula: Formula, _ say: Reader) -> String {
        if example.parts.count == 1, let only = example.parts.first { return formula.worked(only, say) }
        let lines = example.parts.map { part in
            let amount = say.exactAmount(part.amount, formula.currency)
            return say.energy(part.energy) + " × " + say.unitPrice(part.price, formula.currency) + " = " + amount
                + (part.index.map { index in " (" + say.indexPrice(index.price, formula.currency) + ")" } ?? "")
        }
        let sum = say(en: "sum: ", nl: "som: ") + say.exactAmount(example.amount, formula.currency)
        return (lines + [sum]).joined(separator: "\n")
    }
}
