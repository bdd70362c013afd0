package import Values

/// The reader's own account: password, language, mails, where it is signed in.
package enum AccountPage {
    package struct SignedIn: Sendable {
        package let since: Timestamp
        package let lastSeenAt: Timestamp
        package let address: String
        package let browser: String
        /// Whether it is the one that shows this page.
        package let isCurrent: Bool

        package init(since: Timestamp, lastSeenAt: Timestamp, address: String, browser: String, isCurrent: Bool) {
            self.since = since
            self.lastSeenAt = lastSeenAt
            self.address = address
            self.browser = browser
            self.isCurrent = isCurrent
        }
    }

    package struct Model: Sendable {
        package let current: Field
        package let password: Field
        package let repeated: Field
        package let sessions: [SignedIn]
        /// Whether mails tell what back-offices did; `nil` for those whom none tells.
        package let noticeMails: Bool?
        package let hasSecondFactor: Bool

        package init(
            current: Field,
            password: Field,
            repeated: Field,
            sessions: [SignedIn],
            noticeMails: Bool? = nil,
            hasSecondFactor: Bool
        ) {
            self.noticeMails = noticeMails
            self.hasSecondFactor = hasSecondFactor
            self.current = current
            self.password = password
            self.repeated = repeated
            self.sessions = sessions
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(en: "Your account", nl: "Uw account"), frame: frame, lead: HTML(frame.user?.email ?? "")) {
            columns {
                card(say(.password)) { passwordForm(model, frame) }
                card(say(.languageName)) { languageForm(frame) }
                if let isOn = model.noticeMails {
                    card(say(en: "Mails", nl: "E-mails")) { mailForm(isOn, frame) }
                }
            }
            card(say(.secondFactor)) { secondFactor(model, say) }
            tableCard(say(en: "Signed in", nl: "Ingelogd"), actions: everywhere(frame)) {
                plainTable(say(en: "Signed in", nl: "Ingelogd"), tableColumns(say), model.sessions)
            }
        }
    }

    private static func passwordForm(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let current = Control(
            "current",
            Text(en: "Current password", nl: "Huidig wachtwoord"),
            type: .password
        )
        return postForm(frame, to: .accountPassword, .class("form")) {
            inputField(current.autocomplete("current-password"), model.current, say)
            newPasswordFields(model.password, model.repeated, say)
            formActions { submitButton(say(en: "Change password", nl: "Wachtwoord wijzigen")) }
        }
    }

    private static func secondFactor(_ model: Model, _ say: Reader) -> HTML {
        HTML {
            p {
                model.hasSecondFactor
                    ? say(en: "Your sign-in asks for a code, too.", nl: "Uw login vraagt ook een code.")
                    : say(
                        en: "With a code from your telephone a stolen password is not enough.",
                        nl: "Met een code uit uw telefoon is een gestolen wachtwoord niet genoeg."
                    )
            }
            linkButton(
                model.hasSecondFactor ? say(en: "Manage", nl: "Beheren") : say(en: "Turn it on", nl: "Aanzetten"),
                to: .secondFactor
            )
        }
    }

    private static func languageForm(_ frame: PageFrame) -> HTML {
        let say = frame.say
        let languages = Language.allCases.map { Choice($0.code, $0.ownName) }
        return postForm(frame, to: .accountLanguage, .class("form"), .autoSubmit()) {
            selectField(Control("language", .languageName).narrow, languages, Field(say.language.code), say)
            formActions { submitButton(say(.save), style: .secondary) }
        }
    }

    private static func mailForm(_ isOn: Bool, _ frame: PageFrame) -> HTML {
        let notices = Control("notices", NoticeIndex.title, hint: mailHint).optional
        return postForm(frame, to: .accountMails, .class("form")) {
            checkField(notices, Field(isOn ? "yes" : ""), frame.say)
            formActions { submitButton(frame.say(.save), style: .secondary) }
        }
    }

    private static let mailHint = Text(
        en: "Once an hour at most, when there is something new. The list of back-offices has it all the same.",
        nl: "Hoogstens eens per uur, als er iets nieuws is. De lijst bij de backoffices heeft het hoe dan ook."
    )

    private static func everywhere(_ frame: PageFrame) -> HTML {
        actionButton(
            frame,
            frame.say(en: "Sign out everywhere", nl: "Overal uitloggen"),
            to: .accountSessions,
            style: .danger,
            confirm: Text(
                en: "Sign out on all devices, this one too?",
                nl: "Op alle apparaten uitloggen, ook op dit?"
            )
        )
    }

    private static func tableColumns(_ say: Reader) -> [Column<SignedIn>] {
        [
            Column(say(en: "Since", nl: "Sinds")) { row in moment(row.since, say) },
            Column(say(en: "Last seen", nl: "Laatst gezien")) { row in recentMoment(row.lastSeenAt, say) },
            Column(say(en: "From", nl: "Vanaf")) { row in row.address },
            Column(say(en: "Browser", nl: "Browser")) { row in
                div {
                    row.browser
                    if row.isCurrent { badge(say(en: "this one", nl: "deze"), .good) }
                }
            },
        ]
    }
}
