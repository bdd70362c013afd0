import Domain
import Postgres
import Templates
import Values

/// The form of a charge point that is being connected.
enum ConnectForms {
    /// What is to be stored.
    struct ConnectRequest: Sendable {
        let details: ChargePointDetails
        let site: SiteID
        /// Where its messages go on to; `nil` when it is ours.
        let relay: ConnectRelay?
    }

    static func model(
        _ choices: ConnectModels.Choices,
        sites: [SiteName],
        say: Reader,
        field: (String) -> Field
    ) -> ConnectDetails.Model {
        var model = ConnectDetails.Model(
            platformSlug: choices.platform.slug,
            brandSlug: choices.brand.slug,
            platform: PlatformModels.guide(choices.platform),
            brand: PlatformModels.guide(choices.brand),
            isRelayed: choices.isRelayed,
            field: field,
            sites: sites.map { Choice($0.id.description, "\($0.name) (\($0.hostName))") }
        )
        if choices.isRelayed { model.relay = ConnectRelay.choices(field("authorization"), say) }
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
        let relay = choices.isRelayed ? ConnectRelay.read(&form) : nil
        guard let (details, site) = ChargePointForms.read(&form) else { return nil }
        return ConnectRequest(details: details, site: site, relay: relay)
    }

    static func store(
        _ request: ConnectRequest,
        _ platform: Platform,
        _ visit: MemberVisit,
        _ key: ChargePointKey,
        _ tx: Transaction
    ) async throws -> ChargePointID {
        let id = try await ChargePoints.create(visit.scope, request.details, at: request.site, key: key, in: tx)
        try await request.relay?.begin(visit, id, platform, tx)
        return id
    }
}
