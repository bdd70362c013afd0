import Domain
import Templates
import Values

/// The form of a back-office: what it holds, how it is read, what can be wrong with it.
enum UpstreamForms {
    static func read(_ form: inout FormReader, platform: String) -> UpstreamDetails? {
        let details = UpstreamDetails(
            name: form.text("name", atMost: 100),
            url: form.text("url", atMost: 500),
            platform: platform,
            forwardsQuery: form.isTicked("forwards_query"),
            trustedAuthorities: authorities(&form)
        )
        return form.isValid ? details : nil
    }

    /// Several lines, as they were typed.
    private static func authorities(_ form: inout FormReader) -> String {
        let text = form.typed("trusted_authorities")
        if text.utf8.count > authoritiesBytes { form.reject("trusted_authorities", .tooLong(authoritiesBytes)) }
        return text.allSatisfy(\.isWhitespace) ? "" : text.replacing("\r\n", with: "\n")
    }

    /// A dozen certificates.
    private static let authoritiesBytes = 64_000

    static func show(_ rejection: UpstreamRejection, on form: inout FormReader) {
        switch rejection {
        case .nameTaken: form.reject("name", .alreadyTaken)
        case .nameLength: form.reject("name", .tooLong(100))
        case .url, .retired, .inUse: form.reject("url", addressForm)
        case .addressedTwice: form.reject("url", addressedTwice)
        case .authorities: form.reject("trusted_authorities", authoritiesForm)
        }
    }

    /// For whoever would send one charge point to one address twice.
    static let addressedTwice = Text(
        en: "The back-office and an observer of a charge point would have the same address and identity.",
        nl: "De backoffice en een meekijker van een laadpunt zouden hetzelfde adres en dezelfde identiteit hebben."
    )
    private static let addressForm = Text(
        en: "An address looks like wss://ocpp.example.com/ocpp/ without user name and #.",
        nl: "Een adres ziet eruit als wss://ocpp.example.com/ocpp/ zonder gebruikersnaam en #."
    )
    private static let authoritiesForm = Text(
        en: "These are no certificates in PEM form.",
        nl: "Dit zijn geen certificaten in PEM-vorm."
    )

    static let new = UpstreamForm.Model(
        id: nil,
        name: Field(),
        url: Field(),
        forwardsQuery: Field("yes"),
        trustedAuthorities: Field(),
        mayRetire: false
    )

    static func model(_ upstream: Upstream) -> UpstreamForm.Model {
        UpstreamForm.Model(
            id: upstream.id,
            name: Field(upstream.details.name),
            url: Field(upstream.details.url),
            forwardsQuery: Field(upstream.details.forwardsQuery ? "yes" : ""),
            trustedAuthorities: Field(upstream.details.trustedAuthorities),
            mayRetire: upstream.retiredAt == nil && upstream.chargePoints == 0 && upstream.observed == 0
        )
    }

    static func model(_ id: UpstreamID?, _ form: FormReader) -> UpstreamForm.Model {
        UpstreamForm.Model(
            id: id,
            name: form["name"],
            url: form["url"],
            forwardsQuery: form["forwards_query"],
            trustedAuthorities: form["trusted_authorities"],
            mayRetire: false
        )
    }
}
