/// What may be set about an observer, in forms.
package struct ObserverFields: Sendable {
    package let identity: Field
    package let authorization: Field
    package let authorizations: [Choice]
    /// Never filled: a key is never shown again, not even to who typed it.
    package let key: Field
    package let enabled: Field
    package let bootsAgain: Field

    package init(
        identity: Field,
        authorization: Field,
        authorizations: [Choice],
        key: Field,
        enabled: Field,
        bootsAgain: Field
    ) {
        self.identity = identity
        self.authorization = authorization
        self.authorizations = authorizations
        self.key = key
        self.enabled = enabled
        self.bootsAgain = bootsAgain
    }

    var all: [Field] { [identity, authorization, key] }

    func boxes(_ say: Reader) -> HTML {
        HTML {
            inputField(
                Control("identity", ObserverFields.identityTitle, hint: ObserverFields.identityHint).optional
                    .autocomplete("off"),
                identity,
                say
            )
            radioField(Control("authorization", ObserverFields.modeTitle), authorizations, authorization, say)
            inputField(
                Control("key", ObserverFields.keyTitle, hint: ObserverFields.keyHint, type: .password).optional
                    .autocomplete("off"),
                key,
                say
            )
            checkField(
                Control("boots_again", ObserverFields.bootsTitle, hint: ObserverFields.bootsHint),
                bootsAgain,
                say
            )
            checkField(Control("enabled", ObserverFields.enabledTitle, hint: ObserverFields.enabledHint), enabled, say)
        }
    }

    private static let identityTitle = Text(en: "Identity there", nl: "Identiteit daar")
    private static let identityHint = Text(
        en: "Empty for the charge point's own.",
        nl: "Leeg voor die van het laadpunt zelf."
    )
    private static let modeTitle = Text(
        en: "What it sees as credentials",
        nl: "Wat het als inloggegevens ziet"
    )
    private static let keyTitle = Text(en: "Key there", nl: "Sleutel daar")
    private static let keyHint = Text(
        en: "Kept sealed and never shown again; an empty box keeps the one that is there.",
        nl: "Verzegeld bewaard en nooit meer getoond; een leeg vak behoudt de sleutel die er is."
    )
    private static let bootsTitle = Text(
        en: "Begin every connection with the last boot",
        nl: "Begin elke verbinding met de laatste opstart"
    )
    private static let bootsHint = Text(
        en: "For back-offices that take nothing before one. They see more boots than the charge point made.",
        nl: "Voor backoffices die daarvoor niets aannemen. Ze zien dan meer opstarts dan het laadpunt deed."
    )
    private static let enabledTitle = Text(en: "Tell it", nl: "Laat het meekijken")
    private static let enabledHint = Text(
        en: "What it misses while it is switched off it is told afterwards.",
        nl: "Wat het mist terwijl het uit staat, hoort het daarna."
    )
}
