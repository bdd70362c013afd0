package import Values

/// A run that is not at its end: how far it is, or what stopped it.
package enum EREPayoutProgressPage {
    package struct Model: Sendable {
        package let quarter: String
        package let madeOn: LocalDate
        package let done: Int
        package let total: Int
        /// What stopped it; empty while it goes on.
        package let message: String

        package init(quarter: String, madeOn: LocalDate, done: Int, total: Int, message: String) {
            self.quarter = quarter
            self.madeOn = madeOn
            self.done = done
            self.total = total
            self.message = message
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(en: "Payouts through \(model.quarter)", nl: "Uitbetaling tot en met \(model.quarter)"),
            frame: frame,
            crumbs: [Crumb(say(.erePayouts), .erePayouts)],
            lead: HTML(say(en: "Begun on ", nl: "Begonnen op ") + say.date(model.madeOn))
        ) {
            if model.message.isEmpty { running(model, say) } else { stopped(model, frame) }
        }
    }

    private static func dealtWith(_ model: Model, _ say: Reader) -> String {
        let (done, total) = (say.count(model.done), say.count(model.total))
        return say(en: "\(done) of \(total) customers done", nl: "\(done) van \(total) klanten gedaan")
    }

    private static func running(_ model: Model, _ say: Reader) -> HTML {
        notice(.info, dealtWith(model, say)) {
            p {
                say(
                    en: "This page looks again by itself; you may close it, the run goes on.",
                    nl: "Deze pagina kijkt vanzelf opnieuw; u mag haar sluiten, de ronde gaat door."
                )
            }
        }
    }

    private static func stopped(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            notice(.bad, say(en: "The run stopped", nl: "De ronde is gestopt")) {
                p { dealtWith(model, say) }
                p { code { model.message } }
            }
            if EREPayoutText.pays(frame) { goOn(model, frame) }
        }
    }

    private static func goOn(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(say(en: "Go on", nl: "Verder")) {
            p(.class("soft")) {
                say(
                    en: "What was made stays; the rest is made by the same rules.",
                    nl: "Wat is gemaakt blijft; de rest wordt met dezelfde regels gemaakt."
                )
            }
            postForm(frame, to: .erePayouts, .class("action")) {
                hiddenField("quarter", model.quarter)
                submitButton(say(en: "Finish the run", nl: "Maak de ronde af"))
            }
        }
    }
}
