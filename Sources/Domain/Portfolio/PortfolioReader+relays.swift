import OCPP
import Values

// MARK: Back-offices

extension PortfolioReader {
    /// A dozen certificates.
    private static let authoritiesCharacters = 64_000
    /// As long as the page takes.
    private static let keyCharacters = 128

    mutating func readUpstream(_ place: JSONCursor) -> PortfolioRow {
        var fields = PortfolioFields(place)
        let name = fields.text("name", max: 100)
        define("upstream", name, place)
        fields.row.give("name", .string(name), at: PortfolioPlace(place))
        fields.putRequired("url") { .string(PortfolioReader.readAddress(&$0)) }
        fields.putText("platform", max: 60)
        fields.put("forwards_query", standard: .bool(true)) { .bool($0.flag("forwards_query")) }
        fields.put("trusted_authorities", standard: .string("")) {
            .string(PortfolioReader.readAuthorities(&$0))
        }
        return close(&fields)
    }

    private static func readAddress(_ fields: inout PortfolioFields) -> String {
        let text = fields.text("url", max: 500)
        let isKnown = ["ws://", "wss://"].contains { text.hasPrefix($0) }
        if !text.isEmpty, !isKnown || UpstreamAddress(text) == nil {
            fields.note(fields.cursor["url"], "must look like wss://ocpp.example.com/ocpp/ without user name and #")
        }
        return text
    }

    /// Several lines, so not read as other texts are.
    private static func readAuthorities(_ fields: inout PortfolioFields) -> String {
        guard let place = fields.member("trusted_authorities") else { return "" }
        guard let text = place.value.stringValue, text.unicodeScalars.count <= authoritiesCharacters,
            UpstreamRejection.isPEM(text)
        else {
            fields.note(place, "must be certificates in PEM form, at most \(authoritiesCharacters) characters")
            return ""
        }
        return text.replacing("\r\n", with: "\n")
    }

    /// Notes what the file says of a charge point's way to a back-office; nothing where it says nothing.
    mutating func readRelay(of identity: String, _ fields: inout PortfolioFields) {
        guard let place = fields.named("relay") else { return }
        guard place.value != .null else {
            return file.relays.append(
                PortfolioRelay(identity: identity, wish: .ours, row: PortfolioRow(PortfolioPlace(place)))
            )
        }
        var inner = PortfolioFields(place)
        let upstream = inner.text("upstream", max: 100)
        check("upstream", upstream, &inner, "upstream")
        let authorization: RelayAuthorizationMode? =
            inner.member("authorization") == nil ? nil : inner.choice("authorization", default: .pass)
        let key = PortfolioReader.readUpstreamKey(&inner)
        if key != nil, let authorization, authorization != .replace {
            inner.note(inner.cursor["key"], "goes with the authorization replace only")
        }
        let mode: RelayAbsence.Mode? = inner.member("mode") == nil ? nil : inner.choice("mode", default: .pass)
        let bootsAgain = inner.member("boots_again") == nil ? nil : inner.flag("boots_again")
        let acceptsUnknown = inner.member("accepts_unknown_tokens") == nil ? nil : inner.flag("accepts_unknown_tokens")
        let wish = PortfolioRelay.Wish.through(
            upstream: upstream,
            authorization: authorization,
            key: key,
            mode: mode,
            acceptsUnknownTokens: acceptsUnknown,
            bootsAgain: bootsAgain
        )
        for name in ["upstream", "authorization", "key"] {
            if let place = inner.cursor[name] { inner.row.give(name, .null, at: PortfolioPlace(place)) }
        }
        file.relays.append(PortfolioRelay(identity: identity, wish: wish, row: close(&inner)))
    }

    /// Notes what the file says of who observes a charge point; nothing where it says nothing.
    mutating func readObservers(of identity: String, _ fields: inout PortfolioFields) {
        guard let place = fields.named("observers") else { return }
        var entries: [PortfolioObservers.Entry] = []
        for element in fields.list("observers") {
            let entry = readObserver(element)
            if entries.contains(where: { $0.upstream == entry.upstream }) {
                fields.note(element["upstream"], "is an observer of the charge point already")
            }
            entries.append(entry)
        }
        if entries.count > Observers.limit { fields.note(place, "has more than \(Observers.limit) observers") }
        let row = PortfolioRow(PortfolioPlace(place))
        file.observers.append(PortfolioObservers(identity: identity, entries: entries, row: row))
    }

    private mutating func readObserver(_ place: JSONCursor) -> PortfolioObservers.Entry {
        var fields = PortfolioFields(place)
        let upstream = fields.text("upstream", max: 100)
        check("upstream", upstream, &fields, "upstream")
        let authorization: ObserverAuthorization? =
            fields.member("authorization") == nil
            ? nil : fields.choice("authorization", default: ObserverAuthorization.none)
        let key = PortfolioReader.readUpstreamKey(&fields)
        if key != nil, authorization == ObserverAuthorization.none {
            fields.note(fields.cursor["key"], "goes with the authorization key only")
        }
        let identity = fields.named("identity") == nil ? nil : fields.optionalText("identity", max: 255) ?? ""
        if identity?.first?.isWhitespace ?? false || identity?.last?.isWhitespace ?? false {
            fields.note(fields.cursor["identity"], "must not begin or end with a blank")
        }
        let isEnabled = fields.member("enabled") == nil ? nil : fields.flag("enabled")
        let bootsAgain = fields.member("boots_again") == nil ? nil : fields.flag("boots_again")
        for name in ["upstream", "key"] {
            if let place = fields.cursor[name] { fields.row.give(name, .null, at: PortfolioPlace(place)) }
        }
        return PortfolioObservers.Entry(
            upstream: upstream,
            authorization: authorization,
            key: key,
            identity: identity,
            isEnabled: isEnabled,
            bootsAgain: bootsAgain,
            row: close(&fields)
        )
    }

    private static func readUpstreamKey(_ fields: inout PortfolioFields) -> String? {
        guard let key = fields.optionalName("key", max: keyCharacters) else { return nil }
        if !key.utf8.allSatisfy({ (32...126).contains($0) }) {
            fields.note(fields.cursor["key"], "must have letters, digits and signs of ASCII")
        }
        return key
    }
}
