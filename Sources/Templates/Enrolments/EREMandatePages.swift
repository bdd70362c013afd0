package import Values

/// The whole mandate to read, and for which years.
package enum EREMandatePage {
    package struct Model: Sendable {
        /// For the years that are chosen; `nil` when none can be.
        package let text: EREMandateText?
        /// The years that may be chosen.
        package let choices: [ClosedRange<Int>]
        package let years: Field
        package let agreed: Field
        package let email: String
        /// Whether this calendar year has a provider already.
        package let isThisYearTaken: Bool
        package let lacksEvidence: Bool
        package let problem: Text?

        package init(
            text: EREMandateText?,
            choices: [ClosedRange<Int>],
            years: Field,
            agreed: Field,
            email: String,
            isThisYearTaken: Bool,
            lacksEvidence: Bool,
            problem: Text?
        ) {
            self.text = text
            self.choices = choices
            self.years = years
            self.agreed = agreed
            self.email = email
            self.isThisYearTaken = isThisYearTaken
            self.lacksEvidence = lacksEvidence
            self.problem = problem
        }
    }

    package static func view(_ way: EREWay, _ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return EREStepPage.view(.mandate, way, heading, lead: lead, frame: frame) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            formErrors(EREFields(labels.map(\.key)) { $0 == "years" ? model.years : model.agreed }, labels, say)
            if model.isThisYearTaken { notice(.caution, say(taken)) }
            if model.lacksEvidence { notice(.info, say(evidence)) }
            if let text = model.text {
                yearsForm(way, model, frame)
                card(say(EREMandateText.title)) { EREMandateBody.view(text, say) }
                sendForm(way, model, frame)
            }
        }
    }

    private static let labels: KeyValuePairs<String, Text> = [
        "years": yearsTitle, "agreed": Text(en: "Agreement", nl: "Akkoord"),
    ]
    private static let heading = Text(en: "Read and sign", nl: "Lezen en tekenen")
    private static let lead = Text(
        en: "This is the whole mandate. A code by mail shows that it is you who signs.",
        nl: "Dit is de hele machtiging. Een code per mail laat zien dat u het bent die tekent."
    )
    private static let taken = Text(
        en:
            "This connection has a provider for this calendar year already, so the mandate can begin next year. Is that wrong? Tell us.",
        nl:
            "Voor deze aansluiting is er dit kalenderjaar al een dienstverlener, dus de machtiging kan volgend jaar beginnen. Klopt dat niet? Laat het weten."
    )
    private static let evidence = Text(
        en:
            "Photos of a meter are still missing. You can sign now and add them later; sessions are booked once they are there.",
        nl:
            "Foto's van een meter ontbreken nog. U kunt nu tekenen en ze later toevoegen; ingeboekt wordt als ze er zijn."
    )

    /// Choosing other years shows the text anew; works without a script.
    private static func yearsForm(_ way: EREWay, _ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        guard model.choices.count > 1 else { return .empty }
        return form(.method(.get), .action(frame.inside(.customerEREMandate(way.id))), .class("form"), .autoSubmit()) {
            fieldGroup(say(en: "For how long", nl: "Voor hoe lang")) {
                radioField(Control("years", yearsTitle), choices(model, say), model.years, say)
                formActions { submitButton(say(en: "Show", nl: "Toon"), style: .secondary) }
            }
        }
    }

    private static let yearsTitle = Text(en: "Calendar years", nl: "Kalenderjaren")

    private static func choices(_ model: Model, _ say: Reader) -> [Choice] {
        model.choices.map { Choice(value($0), EREYearWords.range($0)) }
    }

    /// How years are written in forms.
    package static func value(_ years: ClosedRange<Int>) -> String { "\(years.lowerBound)-\(years.upperBound)" }

    private static func sendForm(_ way: EREWay, _ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: .customerEREMandate(way.id), .class("form")) {
            hiddenField("years", model.years.value)
            checkField(Control("agreed", agreed), model.agreed, say)
            p(.class("soft")) { say(en: "The code goes to \(model.email).", nl: "De code gaat naar \(model.email).") }
            EREStepPage.actions(.mandate, way, frame, Text(en: "Send me the code", nl: "Stuur mij de code"))
        }
    }

    private static let agreed = Text(
        en: "I have read the mandate and agree to it.",
        nl: "Ik heb de machtiging gelezen en ga ermee akkoord."
    )
}

/// The text of a mandate as a part of a page.
enum EREMandateBody {
    static func view(_ text: EREMandateText, _ say: Reader) -> HTML {
        div(.class("stack")) {
            text.parts(say).map { part in
                section {
                    h3 { part.heading }
                    part.lines.map { line in p { line } }
                }
            }
        }
    }
}

/// Signing: the name and the code.
package enum ERESignaturePage {
    private static let labels: KeyValuePairs<String, Text> = ["name": .name, "code": code]
    package static let names = labels.map(\.key)

    package struct Model: Sendable {
        package let text: EREMandateText
        package let fields: EREFields
        package let email: String
        package let signer: String
        /// Until when the code works.
        package let expiresAt: Timestamp
        package let problem: Text?

        package init(
            text: EREMandateText,
            fields: EREFields,
            email: String,
            signer: String,
            expiresAt: Timestamp,
            problem: Text?
        ) {
            self.text = text
            self.fields = fields
            self.email = email
            self.signer = signer
            self.expiresAt = expiresAt
            self.problem = problem
        }
    }

    package static func view(_ way: EREWay, _ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return EREStepPage.view(.mandate, way, heading, lead: lead(model.email), frame: frame) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            formErrors(model.fields, labels, say)
            postForm(frame, to: .customerERESignature(way.id), .class("form")) {
                fieldGroup(say(en: "Your signature", nl: "Uw handtekening")) {
                    inputField(
                        Control("name", .name, hint: nameHint(model.signer)).autocomplete("name"),
                        model.fields["name"],
                        say
                    )
                    inputField(
                        Control("code", code, hint: codeHint(say.clock(model.expiresAt))).whole
                            .autocomplete("one-time-code"),
                        model.fields["code"],
                        say
                    )
                }
                formActions {
                    submitButton(say(en: "Sign", nl: "Tekenen"))
                    linkButton(
                        say(en: "Another code", nl: "Een andere code"),
                        to: frame.inside(.customerEREMandate(way.id)),
                        style: .quiet
                    )
                }
            }
            disclosure(say(en: "The mandate that you sign", nl: "De machtiging die u tekent")) {
                EREMandateBody.view(model.text, say)
            }
        }
    }

    private static let heading = Text(en: "Sign", nl: "Tekenen")
    private static let code = Text(verbatim: "Code")

    private static func lead(_ email: String) -> Text {
        Text(en: "A code is on its way to \(email).", nl: "Er is een code onderweg naar \(email).")
    }

    private static func nameHint(_ name: String) -> Text {
        Text(en: "Type: \(name)", nl: "Typ: \(name)")
    }

    private static func codeHint(_ clock: String) -> Text {
        Text(en: "Six digits, valid until \(clock).", nl: "Zes cijfers, geldig tot \(clock).")
    }
}

/// Turning off, with what that means.
package enum EREOffPage {
    package struct Model: Sendable {
        package let id: EREEnrolmentID
        package let standing: EREStanding
        /// The last year that still counts; `nil` when none does.
        package let lastYear: Int?

        package init(id: EREEnrolmentID, standing: EREStanding, lastYear: Int?) {
            self.id = id
            self.standing = standing
            self.lastYear = lastYear
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(en: "Turn off", nl: "Uitzetten"),
            frame: frame,
            crumbs: [Crumb(say(.ereToggle), .customerERE)]
        ) {
            card(say(en: "What this means", nl: "Wat dit betekent")) {
                ul(.class("steps")) { meaning(model).map { text in li { say(text) } } }
                postForm(frame, to: .customerEREOff(model.id), .class("action")) {
                    formActions {
                        submitButton(say(en: "Turn it off", nl: "Zet het uit"), style: .danger)
                        linkButton(
                            say(en: "Keep it on", nl: "Laat het aan"),
                            to: frame.inside(.customerEREShow(model.id)),
                            style: .quiet
                        )
                    }
                }
            }
        }
    }

    private static func meaning(_ model: Model) -> [Text] {
        if let year = model.lastYear { return active(year) }
        if model.standing == .draft {
            return [
                Text(
                    en: "Nothing is signed. What you said so far is put away.",
                    nl: "Er is niets getekend. Wat u invulde wordt weggelegd."
                )
            ]
        }
        return [
            Text(
                en: "Nothing has been booked, so the mandate ends at once.",
                nl: "Er is niets ingeboekt, dus de machtiging eindigt meteen."
            ),
            Text(
                en: "Another provider may have the connection from now on.",
                nl: "Een andere dienstverlener mag de aansluiting vanaf nu hebben."
            ),
            kept,
        ]
    }

    private static func active(_ year: Int) -> [Text] {
        [
            Text(
                en: "A mandate holds for whole calendar years, so yours ends after 31 December \(year).",
                nl: "Een machtiging geldt voor hele kalenderjaren, dus de uwe eindigt na 31 december \(year)."
            ),
            Text(
                en: "Sessions of \(year) are still booked and paid; those of later years are not.",
                nl: "Sessies van \(year) worden nog ingeboekt en uitbetaald; die van latere jaren niet."
            ),
            Text(
                en: "Another provider may have the connection from 1 January \(year + 1) on.",
                nl: "Een andere dienstverlener mag de aansluiting vanaf 1 januari \(year + 1) hebben."
            ),
            kept,
        ]
    }

    private static let kept = Text(
        en: "The signed mandate and its evidence are kept as long as the law asks.",
        nl: "De getekende machtiging en het bewijs blijven bewaard zo lang de wet dat vraagt."
    )
}
