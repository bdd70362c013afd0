package import Values

/// Adding a user or changing one.
package enum UserForm {
    package struct Model: Sendable {
        /// `nil` when the user is new.
        package let id: UserID?
        package let name: Field
        package let email: Field
        package let role: Field
        package let host: Field
        package let hosts: [Choice]
        /// Those that the reader may give.
        package let roles: [Role]
        package let language: Field
        package let isDisabled: Field
        /// Since when the person has a second factor that the reader may take away.
        package var secondFactorSince: Timestamp?

        package init(
            id: UserID?,
            name: Field,
            email: Field,
            role: Field,
            host: Field,
            hosts: [Choice],
            roles: [Role],
            language: Field,
            isDisabled: Field
        ) {
            self.id = id
            self.name = name
            self.email = email
            self.role = role
            self.host = host
            self.hosts = hosts
            self.roles = roles
            self.language = language
            self.isDisabled = isDisabled
        }

        var all: [Field] { [name, email, role, host, language, isDisabled] }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading = model.id == nil ? say(en: "New user", nl: "Nieuwe gebruiker") : model.name.value
        return Page.app(heading, frame: frame, crumbs: [Crumb(say(.users), .users)]) {
            formErrors(model.all, say)
            postForm(frame, to: model.id.map(Route.user) ?? .newUser, .class("form")) {
                person(model, say)
                rights(model, say)
                if model.id == nil { notice(.info, say(invitation)) }
                formActions {
                    submitButton(say(.save))
                    linkButton(say(.cancel), to: .users, style: .quiet)
                }
            }
            if let id = model.id, let since = model.secondFactorSince { secondFactor(id, since, frame) }
        }
    }

    private static func secondFactor(_ id: UserID, _ since: Timestamp, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(say(.secondFactor)) {
            p { say(en: "On since \(say.dateTime(since)).", nl: "Aan sinds \(say.dateTime(since)).") }
            p(.class("soft")) { say(lost) }
            postForm(frame, to: .userSecondFactor(id), .class("action")) {
                submitButton(say(en: "Take it away", nl: "Weghalen"), style: .danger)
            }
        }
    }

    private static let lost = Text(
        en:
            "Take it away only when you know that device and recovery codes are lost: call the person. A mail tells of it.",
        nl:
            "Haal hem alleen weg als u weet dat toestel en herstelcodes kwijt zijn: bel de persoon. Er gaat een mail over."
    )

    private static let invitation = Text(
        en: "A mail with a link to choose a password is sent.",
        nl: "Er gaat een mail met een link om een wachtwoord te kiezen."
    )

    private static func person(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Who", nl: "Wie")) {
            inputField(Control("name", .name), model.name, say)
            inputField(Control("email", .email, type: .email), model.email, say)
            selectField(
                Control("language", .languageName),
                Language.allCases.map { Choice($0.code, $0.ownName) },
                model.language,
                say
            )
        }
    }

    private static func rights(_ model: Model, _ say: Reader) -> HTML {
        let roles = model.roles.map { Choice($0.rawValue, say($0.title), detail: say($0.explanation)) }
        return fieldGroup(say(en: "Rights", nl: "Rechten")) {
            radioField(Control("role", .role), roles, model.role, say)
            if model.roles.contains(.host) {
                selectField(
                    Control("host", .host, hint: Text(en: "For the role host", nl: "Bij de rol locatiehouder"))
                        .optional,
                    [Choice("", "–")] + model.hosts,
                    model.host,
                    say
                )
            }
            if model.id != nil {
                checkField(
                    Control("disabled", Text(en: "May no longer sign in", nl: "Mag niet meer inloggen")).optional,
                    model.isDisabled,
                    say
                )
            }
        }
    }
}
