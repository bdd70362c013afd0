package import Values

/// Turning the second factor of one's own sign-in on and off.
package enum SecondFactorPage {
    /// How far it is.
    package enum State: Sendable {
        case off
        /// The secret waits for its first code.
        case pending(secret: String, drawing: QRDrawing?)
        case on(since: Timestamp, codesLeft: Int)
        /// Codes for a lost device, shown once.
        case codes([String])
    }

    package struct Model: Sendable {
        package let state: State
        package let code: Field
        /// Whether the reader's role needs it.
        package let isRequired: Bool

        package init(state: State, code: Field, isRequired: Bool) {
            self.state = state
            self.code = code
            self.isRequired = isRequired
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let crumbs = [Crumb(say(en: "Your account", nl: "Uw account"), .account)]
        return Page.app(say(.secondFactor), frame: frame, crumbs: crumbs, lead: HTML(say(lead))) {
            formErrors([model.code], say)
            if model.isRequired, case .off = model.state { notice(.caution, say(required)) }
            switch model.state {
            case .off: off(frame)
            case .pending(let secret, let drawing): pending(secret, drawing, model, frame)
            case .on(let since, let left): on(since, left, model, frame)
            case .codes(let codes): recovery(codes, frame)
            }
        }
    }

    private static let lead = Text(
        en: "A code from an app on your telephone, beside your password.",
        nl: "Een code uit een app op uw telefoon, naast uw wachtwoord."
    )
    private static let required = Text(
        en: "Your role needs a second factor. Turn it on to go on.",
        nl: "Uw rol vraagt een tweede factor. Zet hem aan om verder te gaan."
    )

    private static func off(_ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(say(en: "It is off", nl: "Hij staat uit")) {
            p {
                say(
                    en: "Whoever learns your password can sign in as you. With a second factor that is not enough.",
                    nl: "Wie uw wachtwoord kent, kan als u inloggen. Met een tweede factor is dat niet genoeg."
                )
            }
            step("begin", frame) { submitButton(say(en: "Turn it on", nl: "Aanzetten")) }
        }
    }

    private static func pending(
        _ secret: String,
        _ drawing: QRDrawing?,
        _ model: Model,
        _ frame: PageFrame
    ) -> HTML {
        let say = frame.say
        return columns {
            card(say(en: "1. Scan this with your app", nl: "1. Scan dit met uw app")) {
                if let drawing { drawing.svg(say(en: "The secret as a QR code", nl: "Het geheim als QR-code")) }
                p { say(en: "Or type it:", nl: "Of typ het over:") }
                copyable(secret, id: "secret", say)
            }
            card(say(en: "2. Type the code it shows", nl: "2. Typ de code die hij toont")) {
                step("confirm", frame) {
                    codeField(.sixDigits, model.code, say)
                    formActions { submitButton(say(en: "Confirm", nl: "Bevestigen")) }
                }
            }
        }
    }

    private static func on(_ since: Timestamp, _ left: Int, _ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            card(say(en: "It is on", nl: "Hij staat aan")) {
                facts([
                    Fact(say(en: "Since", nl: "Sinds"), moment(since, say)),
                    Fact(say(en: "Recovery codes left", nl: "Herstelcodes over"), say.count(left)),
                ])
            }
            card(say(en: "Change it", nl: "Wijzigen")) {
                postForm(frame, to: .secondFactor, .class("form")) {
                    codeField(presentCode, model.code, say)
                    formActions {
                        choice("codes", say(en: "New recovery codes", nl: "Nieuwe herstelcodes"), "button--secondary")
                        if !model.isRequired {
                            choice("off", say(en: "Turn it off", nl: "Uitzetten"), "button--danger")
                        }
                    }
                }
            }
        }
    }

    private static let presentCode = Text(en: "Present code", nl: "Huidige code")

    private static func choice(_ step: String, _ words: String, _ style: String) -> HTML {
        button(.class("button", style), .type(.submit), .name("step"), .value(step)) { words }
    }

    private static func recovery(_ codes: [String], _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(say(en: "Your recovery codes", nl: "Uw herstelcodes")) {
            notice(
                .caution,
                say(
                    en: "Keep these now: they are shown once. Each lets you in once without your telephone.",
                    nl: "Bewaar ze nu: ze staan hier één keer. Elke code laat u één keer binnen zonder uw telefoon."
                )
            )
            ul(.class("codes")) { codes.map { code in li { Templates.code { code } } } }
            p { linkButton(say(en: "I have kept them", nl: "Ik heb ze bewaard"), to: .secondFactor, style: .primary) }
        }
    }

    private static func codeField(_ title: Text, _ field: Field, _ say: Reader) -> HTML {
        inputField(Control("code", title).autocomplete("one-time-code").narrow, field, say)
    }

    private static func step(_ name: String, _ frame: PageFrame, @HTMLBuilder content: Content) -> HTML {
        postForm(frame, to: .secondFactor, .class("form")) {
            hiddenField("step", name)
            content()
        }
    }
}
