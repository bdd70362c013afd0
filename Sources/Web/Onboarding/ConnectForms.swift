import Domain
import Templates
import Values

/// The form of a charge point that is being connected.
enum ConnectForms {
    static func model(
        _ choices: ConnectModels.Choices,
        sites: [SiteName],
        _ visit: MemberVisit,
        field: (String) -> Field
    ) -> ConnectDetails.Model {
        let forHost = visit.connectSide == .hosts
        var model = ConnectDetails.Model(
            platformSlug: choices.platform.slug,
            brandSlug: choices.brand.slug,
            platform: PlatformModels.guide(choices.platform),
            brand: PlatformModels.guide(choices.brand),
            isRelayed: choices.isRelayed,
            field: field,
            sites: sites.map { Choice($0.id.description, forHost ? $0.name : "\($0.name) (\($0.hostName))") }
        )
        model.side = visit.connectSide
        if choices.isRelayed { model.relay = ConnectRelay.choices(field("authorization"), visit.say) }
        return model
    }

    /// What the form holds at first; an address that is confirmed and the same for everybody is filled in.
    static func initial(_ choices: ConnectModels.Choices, site: String) -> [String: String] {
        let shape = choices.platform.upstreamURL
        let base = String(shape.dropLast(Platform.identityMark.count))
        let isKnown = choices.platform.confidence == .confirmed && !shape.isEmpty && !base.contains("{")
        return [
            "connectors": "1", "max_power": "22", "site": site, "authorization": RelayAuthorizationMode.pass.rawValue,
            "current_url": isKnown ? base : "",
        ]
    }

    static func read(_ form: inout FormReader, _ choices: ConnectModels.Choices) -> ConnectRequest? {
        let way = choices.isRelayed ? ConnectRelay.read(&form) : nil
        guard let (details, site) = ChargePointForms.read(&form) else { return nil }
        return ConnectRequest(
            details: details,
            site: site,
            platform: choices.platform.slug,
            brand: choices.brand.slug,
            way: way
        )
    }

    static func show(_ rejection: ConnectRejection, askingAt name: String, on form: inout FormReader) {
        switch rejection {
        case .addressNotOffered: form.reject("current_url", notOffered(name))
        case .identityReserved: form.reject("identity", reserved(name))
        case .identityElsewhere: form.reject("identity", elsewhere(name))
        case .tooManyWaiting: form.reject("identity", tooMany)
        }
    }

    private static func notOffered(_ name: String) -> Text {
        Text(
            en: "This is not an address of the platform chosen. Ask \(name) to add it, then try again.",
            nl:
                "Dit is geen adres van het gekozen platform. Vraag \(name) het toe te voegen en probeer het dan opnieuw."
        )
    }

    private static func reserved(_ name: String) -> Text {
        Text(
            en: "\(name) lets charge points with such identities in itself. Ask there to have it set to your site.",
            nl: "\(name) laat laadpunten met zulke identiteiten zelf toe. Vraag daar om het op uw locatie te zetten."
        )
    }

    private static func elsewhere(_ name: String) -> Text {
        Text(
            en:
                "Such identities belong to charge points of somebody else. If this one is yours, ask \(name) to add it.",
            nl:
                "Zulke identiteiten horen bij laadpunten van iemand anders. Is dit de uwe, vraag \(name) het toe te voegen."
        )
    }

    private static let tooMany = Text(
        en:
            "\(Connecting.waitingLimit) charge points wait for their first connection already. Connect one of them first.",
        nl: "Er wachten al \(Connecting.waitingLimit) laadpunten op hun eerste verbinding. Verbind er eerst een van."
    )
}
