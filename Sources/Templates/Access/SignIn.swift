/// The sign-in page.
package enum SignIn {
    package struct Model: Sendable {
        package let email: Field
        package let password: Field
        /// Why the last attempt failed; says the same for a wrong name and a wrong password.
        package let problem: Text?
        /// The path to go on to, carried along.
        package let back: String

        package init(email: Field, password: Field, problem: Text?, back: String) {
            self.email = email
            self.password = password
            self.problem = problem
            self.back = back
        }
    }

    /// The one answer to a wrong name or password.
    package static let refused = Text(
        en: "E-mail address and password do not match an account.",
        nl: "E-mailadres en wachtwoord horen niet bij een account."
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.plain(say(.signIn), frame: frame) {
            section(.class("gate")) {
                h1 { say(.signIn) }
                p(.class("gate__lead")) {
                    say(lead(frame.brand))
                }
                if let problem = model.problem { notice(.bad, say(problem)) }
                signInForm(model, frame)
                p { a(.href(.passwordReset)) { say(en: "Forgotten your password?", nl: "Wachtwoord vergeten?") } }
            }
        }
    }

    private static func lead(_ brand: Brand) -> Text {
        brand.isWhiteLabel
            ? Text(en: "To your account at \(brand.name).", nl: "Naar uw account bij \(brand.name).")
            : Text(en: "To the charge book of your operator.", nl: "Naar het laadboek van uw exploitant.")
    }

    private static func signInForm(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let email = Control("email", .email, type: .email).autocomplete("username").focused
        let password = Control("password", .password, type: .password).autocomplete("current-password")
        return postForm(frame, to: .signIn) {
            hiddenField("back", model.back)
            inputField(email, model.email, say)
            inputField(password, model.password, say)
            submitButton(say(.signIn))
        }
    }
}
