/// The second step of a sign-in: the code of the second factor.
package enum SignInCode {
    package struct Model: Sendable {
        package let code: Field
        /// The path to go on to, carried along.
        package let back: String

        package init(code: Field, back: String) {
            self.code = code
            self.back = back
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading = say(en: "Your code", nl: "Uw code")
        return Page.plain(heading, frame: frame) {
            section(.class("gate")) {
                h1 { heading }
                p(.class("gate__lead")) { say(lead) }
                formErrors([model.code], say)
                postForm(frame, to: .signInCode) {
                    hiddenField("back", model.back)
                    inputField(
                        Control("code", .sixDigits, hint: hint).autocomplete("one-time-code").focused,
                        model.code,
                        say
                    )
                    submitButton(say(.signIn))
                }
                p { a(.href(.signIn)) { say(en: "Begin again", nl: "Opnieuw beginnen") } }
            }
        }
    }

    private static let lead = Text(
        en: "From the app on your telephone; it changes every half minute.",
        nl: "Uit de app op uw telefoon; hij verandert elke halve minuut."
    )
    private static let hint = Text(
        en: "Without your telephone: one of your recovery codes.",
        nl: "Zonder uw telefoon: een van uw herstelcodes."
    )
}

extension Text {
    static let sixDigits = Text(en: "Code of six digits", nl: "Code van zes cijfers")
    package static let secondFactor = Text(en: "Second factor", nl: "Tweede factor")
}
