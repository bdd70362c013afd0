package import Values

/// What an operator says of itself: on its pages, its documents, its bank files, and to its charge points.
package enum SettingsForm {
    package struct Model: Sendable {
        package var name: Field
        package var legalName: Field
        package var companyNumber: Field
        package var vatID: Field
        package var email: Field
        package var address: AddressFields
        package var iban: Field
        package var bic: Field
        package var numberPrefix: Field
        package var currency: Field
        /// Whether bank files can be made in the currency that holds.
        package var takesBankFile: Bool
        package var timeZone: Field
        package var zones: [Choice]
        package var language: Field
        package var needsFourEyes: Field
        package var acceptsUnknownTokens: Field
        package var heartbeatSeconds: Field
        package var hostsConnect: Field

        package init(
            name: Field,
            legalName: Field,
            companyNumber: Field,
            vatID: Field,
            email: Field,
            address: AddressFields,
            iban: Field,
            bic: Field,
            numberPrefix: Field,
            currency: Field,
            takesBankFile: Bool,
            timeZone: Field,
            zones: [Choice],
            language: Field,
            needsFourEyes: Field,
            acceptsUnknownTokens: Field,
            heartbeatSeconds: Field,
            hostsConnect: Field
        ) {
            self.name = name
            self.legalName = legalName
            self.companyNumber = companyNumber
            self.vatID = vatID
            self.email = email
            self.address = address
            self.iban = iban
            self.bic = bic
            self.numberPrefix = numberPrefix
            self.currency = currency
            self.takesBankFile = takesBankFile
            self.timeZone = timeZone
            self.zones = zones
            self.language = language
            self.needsFourEyes = needsFourEyes
            self.acceptsUnknownTokens = acceptsUnknownTokens
            self.heartbeatSeconds = heartbeatSeconds
            self.hostsConnect = hostsConnect
        }

        var all: [Field] {
            [name, legalName, companyNumber, vatID, email] + address.all
                + [iban, bic, numberPrefix, currency, timeZone, language]
                + [needsFourEyes, acceptsUnknownTokens, heartbeatSeconds, hostsConnect]
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let rates = linkButton(say(.vatRates), to: .vatRates)
        return Page.app(say(.settings), frame: frame, lead: HTML(say(lead)), actions: rates) {
            formErrors(model.all, say)
            postForm(frame, to: .settings, .class("form")) {
                SettingsParts.company(model, say)
                fieldGroup(say(.address), hint: say(addressHint)) { addressFields(model.address, say) }
                SettingsParts.bank(model, say)
                SettingsParts.documents(model, say)
                SettingsParts.approval(model, say)
                SettingsParts.charging(model, say)
                formActions { submitButton(say(.save)) }
            }
        }
    }

    private static let lead = Text(
        en: "Holds for everything made from now on; documents and bank files that exist stay as they are.",
        nl: "Geldt voor alles wat vanaf nu wordt gemaakt; bestaande documenten en bankbestanden blijven zoals ze zijn."
    )
    private static let addressHint = Text(
        en: "In its parts, as on documents and in bank files.",
        nl: "In delen, zoals op documenten en in bankbestanden."
    )
}

extension Text {
    static let settings = Text(en: "Settings", nl: "Instellingen")
}
