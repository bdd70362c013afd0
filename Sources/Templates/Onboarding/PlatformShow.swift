package import Values

/// One platform: what is known of it, and the form to know better.
package enum PlatformShow {
    /// The texts that can be edited; lines stand one below the other.
    package struct Form: Sendable {
        package let name: Field
        package let address: Field
        package let isConfirmed: Field
        package let source: Field
        package let credentials: Field
        package let credentialsEnglish: Field
        package let credentialsDutch: Field
        package let stepsEnglish: Field
        package let stepsDutch: Field
        package let quirksEnglish: Field
        package let quirksDutch: Field
        package let remoteEnglish: Field
        package let remoteDutch: Field

        /// Takes the fields by the names of their controls.
        package init(_ field: (String) -> Field) {
            name = field("name")
            address = field("address")
            isConfirmed = field("confirmed")
            source = field("source")
            credentials = field("credentials")
            credentialsEnglish = field("credentials_en")
            credentialsDutch = field("credentials_nl")
            stepsEnglish = field("steps_en")
            stepsDutch = field("steps_nl")
            quirksEnglish = field("quirks_en")
            quirksDutch = field("quirks_nl")
            remoteEnglish = field("remote_en")
            remoteDutch = field("remote_nl")
        }

        var all: [Field] {
            [
                name, address, isConfirmed, source, credentials, credentialsEnglish, credentialsDutch, stepsEnglish,
                stepsDutch, quirksEnglish, quirksDutch, remoteEnglish, remoteDutch,
            ]
        }
    }

    package struct Model: Sendable {
        package let slug: String
        package let name: String
        package let address: String
        package let isConfirmed: Bool
        package let source: String
        package let versions: [String]
        package let credentials: Text
        package let steps: GuideLines
        package let quirks: GuideLines
        package let remoteControl: Text
        package let editedAt: Timestamp?
        /// `nil` for readers who may not edit.
        package let form: Form?

        package init(
            slug: String,
            name: String,
            address: String,
            isConfirmed: Bool,
            source: String,
            versions: [String],
            credentials: Text,
            steps: GuideLines,
            quirks: GuideLines,
            remoteControl: Text,
            editedAt: Timestamp?,
            form: Form?
        ) {
            self.slug = slug
            self.name = name
            self.address = address
            self.isConfirmed = isConfirmed
            self.source = source
            self.versions = versions
            self.credentials = credentials
            self.steps = steps
            self.quirks = quirks
            self.remoteControl = remoteControl
            self.editedAt = editedAt
            self.form = form
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(model.name, frame: frame, crumbs: [Crumb(say(.platforms), .platforms)]) {
            if let form = model.form { formErrors(form.all, say) }
            columns {
                card(say(en: "What is known", nl: "Wat bekend is")) { facts(known(model, say)) }
                PlatformGuide.stepsCard(model.steps, model.quirks, say)
            }
            if let form = model.form { edit(model, form, frame) }
        }
    }

    private static func known(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact(
                say(en: "Address", nl: "Adres"),
                model.address.isEmpty ? HTML(say(addressUnknown)) : code { model.address }
            ),
            Fact(say(en: "How sure", nl: "Hoe zeker"), confidenceBadge(isConfirmed: model.isConfirmed, say)),
            Fact(say(en: "Source", nl: "Bron"), model.source),
            Fact("OCPP", model.versions.joined(separator: ", ")),
            Fact(say(en: "Credentials", nl: "Aanmeldgegevens"), say(model.credentials)),
            Fact(say(en: "Remote control", nl: "Bediening op afstand"), say(model.remoteControl)),
            Fact(
                say(en: "Edited", nl: "Bewerkt"),
                model.editedAt.map { exactMoment($0, say) } ?? HTML(say(en: "as supplied", nl: "zoals geleverd"))
            ),
        ]
    }

    private static let addressUnknown = Text(
        en: "Not known: read it from the charge point.",
        nl: "Niet bekend: lees het af van het laadpunt."
    )

    private static func edit(_ model: Model, _ form: Form, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let isWrong = form.all.contains { $0.error != nil }
        return disclosure(say(en: "Edit for your organisation", nl: "Bewerken voor uw organisatie"), isOpen: isWrong) {
            postForm(frame, to: .platform(model.slug), .class("form")) {
                fieldGroup(say(.platform)) {
                    inputField(Control("name", .name), form.name, say)
                    inputField(Control("address", addressTitle, hint: addressHint).optional, form.address, say)
                    checkField(Control("confirmed", confirmedTitle).optional, form.isConfirmed, say)
                    inputField(Control("source", Text(en: "Source", nl: "Bron")), form.source, say)
                    selectField(Control("credentials", credentialsTitle), credentialChoices(say), form.credentials, say)
                }
                texts("en", form.credentialsEnglish, form.stepsEnglish, form.quirksEnglish, form.remoteEnglish, say)
                texts("nl", form.credentialsDutch, form.stepsDutch, form.quirksDutch, form.remoteDutch, say)
                formActions { submitButton(say(.save)) }
            }
            if model.editedAt != nil {
                actionButton(
                    frame,
                    say(en: "Go back to the supplied text", nl: "Terug naar de geleverde tekst"),
                    to: .platformReset(model.slug),
                    style: .danger
                )
            }
        }
    }

    private static func texts(
        _ language: String,
        _ credentials: Field,
        _ steps: Field,
        _ quirks: Field,
        _ remote: Field,
        _ say: Reader
    ) -> HTML {
        let heading = language == "en" ? say(en: "English", nl: "Engels") : say(en: "Dutch", nl: "Nederlands")
        return fieldGroup(heading, hint: say(linesHint)) {
            textField(Control("steps_" + language, stepsTitle), rows: 5, steps, say)
            textField(Control("quirks_" + language, quirksTitle).optional, rows: 3, quirks, say)
            textField(Control("credentials_" + language, credentialsTitle), rows: 2, credentials, say)
            textField(Control("remote_" + language, remoteTitle), rows: 2, remote, say)
        }
    }

    private static func credentialChoices(_ say: Reader) -> [Choice] {
        [
            Choice("none", say(en: "None", nl: "Geen")),
            Choice("basic", say(en: "User and password", nl: "Gebruiker en wachtwoord")),
            Choice("optional", say(en: "Optional", nl: "Optioneel")),
            Choice("unknown", say(en: "Not known", nl: "Onbekend")),
        ]
    }

    private static let addressTitle = Text(en: "Address with {identity}", nl: "Adres met {identity}")
    private static let addressHint = Text(
        en: "Such as wss://ocpp.example.com/{identity}; empty when it is not known.",
        nl: "Zoals wss://ocpp.example.com/{identity}; leeg als het niet bekend is."
    )
    private static let confirmedTitle = Text(en: "This is confirmed", nl: "Dit is bevestigd")
    private static let credentialsTitle = Text(en: "Credentials", nl: "Aanmeldgegevens")
    private static let stepsTitle = Text(en: "Steps for the owner", nl: "Stappen voor de eigenaar")
    private static let quirksTitle = Text(en: "Peculiarities", nl: "Bijzonderheden")
    private static let remoteTitle = Text(en: "Remote control", nl: "Bediening op afstand")
    private static let linesHint = Text(en: "One step per line.", nl: "Eén stap per regel.")
}

/// The instructions of a platform or a brand.
enum PlatformGuide {
    static func stepsCard(_ steps: GuideLines, _ quirks: GuideLines, _ say: Reader) -> HTML {
        card(say(en: "How the address is changed", nl: "Hoe het adres wordt gewijzigd")) {
            list(steps, quirks, say)
        }
    }

    static func list(_ steps: GuideLines, _ quirks: GuideLines, _ say: Reader) -> HTML {
        HTML {
            ol(.class("steps")) { steps.lines(say).map { step in li { div { step } } } }
            if !quirks.lines(say).isEmpty {
                notice(.info, say(en: "Good to know", nl: "Goed om te weten")) {
                    ul { quirks.lines(say).map { quirk in li { quirk } } }
                }
            }
        }
    }
}
