extension ErrorPage {
    /// A form that was not taken since its session has ended, with what was typed into it.
    package struct StaleForm: Sendable, Hashable {
        package enum Cause: Sendable, Hashable {
            /// Nobody is signed in any more.
            case signedOut
            /// Somebody signed in again since the form was opened.
            case earlierSession
            /// The browser says that the form stands on another site.
            case foreign
        }

        package let cause: Cause
        /// Where it was sent.
        package let action: Route
        /// What was typed, less what is never shown.
        package let typed: [Link.Pair]
        /// Whether that is all, so that it can be sent again.
        package let isWhole: Bool
        /// The page on which it stood, where that is known.
        package let back: Link?

        package init(cause: Cause, action: Route, typed: [Link.Pair], isWhole: Bool, back: Link?) {
            self.cause = cause
            self.action = action
            self.typed = typed
            self.isWhole = isWhole
            self.back = back
        }
    }
}

extension ErrorPage.StaleForm {
    /// What can be done now, and what was typed.
    func html(_ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            if cause == .signedOut {
                div(.class("oops__actions")) {
                    a(.class("button", "button--primary"), .href(.signIn), .target(.blank)) {
                        say(en: "Sign in in another window", nl: "Inloggen in een ander venster")
                    }
                }
            }
            if mayBeSent {
                again(frame)
            } else {
                HTML {
                    list(say); ways(frame)
                }
            }
        }
    }

    private var mayBeSent: Bool { cause != .foreign && isWhole }

    private func again(_ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: action, .class("stack")) {
            if cause == .signedOut { p { say(ErrorPage.StaleForm.thenSend) } }
            list(say)
            typed.map { hiddenField($0.name, $0.value) }
            div(.class("oops__actions")) {
                submitButton(
                    say(en: "Send it again", nl: "Opnieuw versturen"),
                    style: cause == .signedOut ? .secondary : .primary
                )
                backLink(say)
            }
        }
    }

    private static let thenSend = Text(
        en: "Then come back here and send again what you typed; you can keep it from here, too.",
        nl: "Kom dan hier terug en verstuur opnieuw wat u typte; u kunt het hier ook overnemen."
    )

    /// The longest text that is shown of one field; the rest is sent all the same.
    private static let shownCharacters = 300

    private func list(_ say: Reader) -> HTML {
        let filled = typed.filter { !$0.value.isEmpty }
        guard !filled.isEmpty else { return .empty }
        return disclosure(say(en: "What the form says", nl: "Wat er in het formulier staat"), isOpen: true) {
            facts(
                filled.map { field in
                    let isLong = field.value.count > ErrorPage.StaleForm.shownCharacters
                    let start = String(field.value.prefix(ErrorPage.StaleForm.shownCharacters))
                    return Fact(field.name.split(separator: "_").joined(separator: " "), start + (isLong ? " …" : ""))
                }
            )
        }
    }

    private func ways(_ frame: PageFrame) -> HTML {
        div(.class("oops__actions")) {
            backLink(frame.say)
            linkButton(frame.say(en: "To the first page", nl: "Naar de eerste pagina"), to: frame.start)
        }
    }

    private func backLink(_ say: Reader) -> HTML {
        guard let back else { return .empty }
        return linkButton(say(en: "Open the page anew", nl: "De pagina opnieuw openen"), to: back)
    }
}

extension ErrorPage.StaleForm.Cause {
    var heading: Text {
        switch self {
        case .signedOut: Text(en: "You are no longer signed in", nl: "U bent niet meer ingelogd")
        case .earlierSession:
            Text(en: "This form is of an earlier session", nl: "Dit formulier is van een eerdere sessie")
        case .foreign: Text(en: "This form is not one of ours", nl: "Dit formulier is niet van ons")
        }
    }

    var explanation: Text {
        switch self {
        case .signedOut:
            Text(
                en: "Nothing was saved or done: your session ended before you sent the form.",
                nl: "Er is niets opgeslagen of gedaan: uw sessie eindigde voordat u het formulier verstuurde."
            )
        case .earlierSession:
            Text(
                en:
                    "Nothing was saved or done: it was opened before you signed in anew. Look it through and send it again.",
                nl:
                    "Er is niets opgeslagen of gedaan: het is geopend voordat u opnieuw inlogde. Kijk het na en verstuur het opnieuw."
            )
        case .foreign:
            Text(
                en: "Nothing was saved or done: your browser says that the form stands on another site.",
                nl: "Er is niets opgeslagen of gedaan: uw browser zegt dat het formulier op een andere site staat."
            )
        }
    }
}
