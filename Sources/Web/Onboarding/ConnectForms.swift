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
    }

    static func model(
        _ choices: ConnectModels.Choices,
        sites: [SiteName],
        field: (String) -> Field
    ) -> ConnectDetails.Model {
        ConnectDetails.Model(
            platformSlug: choices.platform.slug,
            brandSlug: choices.brand.slug,
            platform: PlatformModels.guide(choices.platform),
            brand: PlatformModels.guide(choices.brand),
            isRelayed: choices.isRelayed,
            field: field,
            sites: sites.map { Choice($0.id.description, "\($0.name) (\($0.hostName))") }
        )
    }

    static func read(_ form: inout FormReader, _ choices: ConnectModels.Choices) -> ConnectRequest? {
        guard let (details, site) = ChargePointForms.read(&form) else { return nil }
        return ConnectRequest(details: details, site: site)
    }

    static func store(
        _ request: ConnectRequest,
        _ visit: MemberVisit,
        _ key: ChargePointKey,
        _ tx: Transaction
    ) async throws -> ChargePointID {
        try await ChargePoints.create(visit.scope, request.details, at: request.site, key: key, in: tx)
    }
}
