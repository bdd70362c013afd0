import Domain
import Templates
import Values

/// The way of a new charge point to the platform it had before, as the form asks for it.
enum ConnectRelay {
    static func read(_ form: inout FormReader) -> ConnectRequest.Way? {
        let identity = form.typed("identity")
        let text = form.text("current_url", atMost: 500)
        let authorization = form.choice("authorization", of: [passes, sendsNone])
        guard form.isValid else { return nil }
        guard let url = base(of: text, identity: identity) else {
            form.reject("current_url", addressForm)
            return nil
        }
        return ConnectRequest.Way(url: url, keepsPassword: authorization == passes)
    }

    private static let passes = RelayAuthorizationMode.pass.rawValue
    private static let sendsNone = RelayAuthorizationMode.none.rawValue

    /// The address without the identity at its end, which may be there as it is or percent-encoded.
    static func base(of text: String, identity: String) -> String? {
        guard let scheme = ["wss://", "ws://"].first(where: text.hasPrefix) else { return nil }
        guard text.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value < 127 && $0 != "?" && $0 != "#" }) else {
            return nil
        }
        var rest = text.dropFirst(scheme.count)
        while rest.hasSuffix("/") { rest = rest.dropLast() }
        for ending in [identity, Link.encode(identity)] where !ending.isEmpty && rest.hasSuffix("/" + ending) {
            rest = rest.dropLast(ending.count + 1)
            break
        }
        let host = rest.prefix { $0 != "/" }
        return host.isEmpty || host.contains("@") ? nil : scheme + rest + "/"
    }

    /// What the wizard asks about the relay; other credentials are set on the charge point's own page.
    static func choices(_ field: Field, _ say: Reader) -> [ConnectDetails.RelayChoice] {
        let control = Control("authorization", Text(en: "Its password", nl: "Het wachtwoord"))
        return [
            ConnectDetails.RelayChoice(
                control: control,
                choices: [
                    Choice(passes, say(passTitle), detail: say(passDetail)),
                    Choice(sendsNone, say(noneTitle), detail: say(noneDetail)),
                ],
                field: field
            )
        ]
    }

    private static let passTitle = Text(en: "Stays as it is", nl: "Blijft zoals het is")
    private static let passDetail = Text(
        en: "Whatever the charge point signs in with is passed on byte for byte, and the platform judges it.",
        nl: "Waarmee het laadpunt zich aanmeldt, gaat byte voor byte door, en het platform oordeelt erover."
    )
    private static let noneTitle = Text(
        en: "Our key, and none for the platform",
        nl: "Onze sleutel, en geen voor het platform"
    )
    private static let noneDetail = Text(
        en: "For platforms that ask for none: the charge point signs in here with a key we make.",
        nl: "Voor platformen die er geen vragen: het laadpunt meldt zich hier aan met een sleutel die wij maken."
    )
    static let addressForm = Text(
        en: "It begins with ws:// or wss://, has no blanks, and no question mark.",
        nl: "Het begint met ws:// of wss://, heeft geen spaties en geen vraagteken."
    )
}
