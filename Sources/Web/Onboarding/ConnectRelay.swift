import Domain
import Postgres
import Templates
import Values

/// The way of a new charge point to the platform it had before.
struct ConnectRelay: Hashable, Sendable {
    /// What stands before the identity, ending in a slash.
    let url: String
    let authorization: RelayAuthorizationMode

    static func read(_ form: inout FormReader) -> ConnectRelay? {
        let identity = form.typed("identity")
        let text = form.text("current_url", atMost: 500)
        let authorization = form.choice("authorization", as: RelayAuthorizationMode.self)
        guard form.isValid, let authorization else { return nil }
        guard let url = base(of: text, identity: identity) else {
            form.reject("current_url", addressForm)
            return nil
        }
        return ConnectRelay(url: url, authorization: authorization)
    }

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

    /// Sends the charge point through to the back-office with this address, which is made when it is new.
    func begin(
        _ visit: MemberVisit,
        _ id: ChargePointID,
        _ platform: Platform,
        _ tx: Transaction
    ) async throws {
        let known = try await Upstreams.list(visit.scope, in: tx)
        let upstream: UpstreamID
        if let found = known.first(where: { $0.details.url == url && $0.retiredAt == nil }) {
            upstream = found.id
        } else {
            let isTaken = known.contains { $0.details.name == platform.name }
            let name = isTaken ? String("\(platform.name) (\(url))".prefix(100)) : platform.name
            let details = UpstreamDetails(name: name, url: url, platform: platform.slug)
            upstream = try await Upstreams.create(visit.scope, details, in: tx)
        }
        try await Relays.begin(
            visit.scope,
            id,
            to: upstream,
            authorization: authorization,
            box: visit.shell.secretBox,
            at: visit.now,
            in: tx
        )
    }

    /// What the wizard asks about the relay; other credentials are set on the charge point's own page.
    static func choices(_ field: Field, _ say: Reader) -> [ConnectDetails.RelayChoice] {
        let control = Control("authorization", Text(en: "Its password", nl: "Het wachtwoord"))
        return [
            ConnectDetails.RelayChoice(
                control: control,
                choices: [
                    Choice("pass", say(passTitle), detail: say(passDetail)),
                    Choice("none", say(noneTitle), detail: say(noneDetail)),
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
