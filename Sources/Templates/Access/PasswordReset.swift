/// Asking for a link to set a new password.
package enum PasswordReset {
    package struct Model: Sendable {
        package let email: Field
        /// Whether the request has been taken; says so whether or not the account exists.
        package let isSent: Bool

        package init(email: Field, isSent: Bool) {
            self.email = email
            self.isSent = isSent
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading = say(en: "Reset your password", nl: "Wachtwoord opnieuw instellen")
        return Page.plain(heading, frame: frame) {
            section(.class("gate")) {
                h1 { heading }
                if model.isSent { sent(say) } else { request(model, frame) }
                p { a(.href(.signIn)) { say(en: "Back to sign-in", nl: "Terug naar inloggen") } }
            }
        }
    }

    private static func sent(_ say: Reader) -> HTML {
        notice(.good, say(en: "Look into your mailbox", nl: "Kijk in uw mailbox")) {
            p {
                say(
                    en: "If there is an account with this address, a link is on its way. It works once, for one hour.",
                    nl: "Als er een account met dit adres is, is een link onderweg. Hij werkt één keer, een uur lang."
                )
            }
        }
    }

    private static func request(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let email = Control("email", .email, type: .email).autocomplete("username").focused
        return postForm(frame, to: .passwordReset) {
            inputField(email, model.email, say)
            submitButton(say(en: "Send me a link", nl: "Stuur mij een link"))
        }
    }
}

/// Setting a new password with the token from the mail.
package enum NewPassword {
    package struct Model: Sendable {
        package let token: String
        package let password: Field
        package let repeated: Field
        /// Whether the token still works.
        package let isTokenValid: Bool

        package init(token: String, password: Field, repeated: Field, isTokenValid: Bool) {
            self.token = token
            self.password = password
            self.repeated = repeated
            self.isTokenValid = isTokenValid
        }
    }

    /// The shortest password accepted, in characters (NIST SP 800-63B asks for 8 at least).
    package static let minimumLength = 12

    static let lengthHint = Text(
        en: "At least \(minimumLength) characters; a sentence is easier to keep in mind than a riddle.",
        nl: "Minstens \(minimumLength) tekens; een zin onthoudt beter dan een raadsel."
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading = say(en: "Choose a new password", nl: "Kies een nieuw wachtwoord")
        return Page.plain(heading, frame: frame) {
            section(.class("gate")) {
                h1 { heading }
                if model.isTokenValid { passwordForm(model, frame) } else { expired(say) }
            }
        }
    }

    private static func passwordForm(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: .newPassword(model.token)) {
            newPasswordFields(model.password, model.repeated, say)
            submitButton(say(.save))
        }
    }

    private static func expired(_ say: Reader) -> HTML {
        HTML {
            notice(.caution, say(en: "This link no longer works", nl: "Deze link werkt niet meer")) {
                p {
                    say(
                        en: "It was used already or is older than an hour.",
                        nl: "Hij is al gebruikt of ouder dan een uur."
                    )
                }
            }
            linkButton(say(en: "Ask for a new link", nl: "Vraag een nieuwe link"), to: .passwordReset, style: .primary)
        }
    }
}

/// The new password twice, as on every form that sets one.
func newPasswordFields(_ password: Field, _ repeated: Field, _ say: Reader) -> HTML {
    let first = Control(
        "password",
        Text(en: "New password", nl: "Nieuw wachtwoord"),
        hint: NewPassword.lengthHint,
        type: .password
    )
    let second = Control(
        "repeated",
        Text(en: "The same once more", nl: "Nog een keer hetzelfde"),
        type: .password
    )
    return HTML {
        inputField(first.autocomplete("new-password"), password, say)
        inputField(second.autocomplete("new-password"), repeated, say)
    }
}
