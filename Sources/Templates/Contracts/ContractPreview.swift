import Values

/// What the terms in a form give on an example session; refreshed while the form is filled in.
package enum ContractPreview {
    package struct Model: Sendable {
        /// What stands in the way of a calculation; `nil` when there is a result.
        package let problem: Text?
        package let formula: Formula?
        /// The example at an ordinary price.
        package let ordinary: PricedPart?
        /// The same session at a negative price.
        package let negative: PricedPart?

        package init(problem: Text?, formula: Formula?, ordinary: PricedPart?, negative: PricedPart?) {
            self.problem = problem
            self.formula = formula
            self.ordinary = ordinary
            self.negative = negative
        }
    }

    /// The id of the element that takes the fragment.
    static let panelID = "contract-preview"

    static func panel(_ model: Model?, _ say: Reader) -> HTML {
        aside(.class("form-split__aside")) {
            div(.id(panelID), .ariaLive(.polite)) { fragment(model, say) }
        }
    }

    /// The content of the panel.
    package static func fragment(_ model: Model?, _ say: Reader) -> HTML {
        card(say(en: "On an example session", nl: "Op een voorbeeldsessie")) {
            if let model, let formula = model.formula {
                result(model, formula, say)
            } else {
                p(.class("soft")) { say(model?.problem ?? waiting) }
            }
        }
    }

    private static let waiting = Text(
        en: "Fill in the price to see what a session would give.",
        nl: "Vul de prijs in om te zien wat een sessie oplevert."
    )

    private static func result(_ model: Model, _ formula: Formula, _ say: Reader) -> HTML {
        HTML {
            p(.class("formula")) { say(en: "price per kWh = ", nl: "prijs per kWh = ") + formula.rule(say) }
            if let part = model.ordinary { example(part, formula, say) }
            if let part = model.negative {
                h3 { say(en: "At a negative price", nl: "Bij een negatieve prijs") }
                example(part, formula, say)
            }
        }
    }

    private static func example(_ part: PricedPart, _ formula: Formula, _ say: Reader) -> HTML {
        div {
            p(.class("amount")) { say.exactAmount(part.amount, formula.currency) }
            p(.class("formula")) { formula.worked(part, say) }
        }
    }
}
