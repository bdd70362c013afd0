import Domain
import Formats
import Postgres
import Templates
import Values

/// What the pages of connecting a charge point show.
enum ConnectModels {
    /// A platform and a brand as chosen in the first step.
    struct Choices: Sendable {
        let platform: Platform
        let brand: ChargerBrand

        /// Whether messages are passed on.
        var isRelayed: Bool { platform.kind == .backOffice }
    }

    static func choices(
        _ visit: MemberVisit,
        platform: String,
        brand: String,
        _ tx: Transaction
    ) async throws -> Choices {
        let entry = try await Platforms.find(visit.scope, platform, in: tx)
        let brands = try await Platforms.brands(in: tx)
        guard let chosen = brands.first(where: { $0.slug == brand }) else { throw NotFound("brand") }
        return Choices(platform: entry.platform, brand: chosen)
    }

    static func wait(
        _ visit: MemberVisit,
        _ id: ChargePointID,
        newKey: ChargePointKey?,
        brand: ChargerBrand?,
        _ tx: Transaction
    ) async throws -> ConnectWait.Model {
        let chargePoint = try await ChargePoints.find(visit.scope, id, in: tx)
        let identity = chargePoint.details.identity
        let base = visit.shell.configuration.publicURL.ocpp
        let full = base + "/" + Link.encode(identity)
        let relay = try await Relays.find(visit.scope, id, in: tx)
        var model = ConnectWait.Model(
            id: id,
            name: chargePoint.details.displayName,
            identity: identity,
            site: Mention(chargePoint.siteName, .site(chargePoint.siteID)),
            baseURL: base,
            fullURL: full,
            code: drawing(full),
            newKey: newKey?.text,
            keyCode: newKey.flatMap { drawing($0.text) },
            brand: brand.map(PlatformModels.guide),
            live: try await live(visit, chargePoint, tx)
        )
        if let relay { model.passage = .init(to: relay.upstreamName, keepsPassword: relay.authorizationMode == .pass) }
        return model
    }

    /// How long ago a refusal still says something about now, in seconds.
    private static let recentSeconds: Int64 = 3_600

    static func live(
        _ visit: MemberVisit,
        _ chargePoint: ChargePoint,
        _ tx: Transaction
    ) async throws -> ConnectWait.Live {
        let state = try await ChargePointStates.find(visit.scope, chargePoint.id, in: tx)
        let recent = visit.now.adding(seconds: -recentSeconds)
        // What went wrong before the last success has been put right.
        let since = max(recent, state.connectedAt ?? recent)
        let refused = try await RefusedHandshakes.list(visit.scope, of: chargePoint, since: since, in: tx)
        return ConnectWait.Live(
            isOnline: state.isOnline,
            connectedAt: state.isOnline ? state.connectedAt : nil,
            vendor: state.boot.vendor,
            model: state.boot.model,
            problems: ConnectProblems.problems(refused, of: chargePoint.details.identity)
        )
    }

    /// What an installer takes along; the key is not on it, since only its digest is known.
    static func label(_ summary: ChargePointSummary, _ visit: MemberVisit) -> LabelSheet.Label? {
        let base = visit.shell.configuration.publicURL.ocpp
        guard let code = QRCode(base + "/" + Link.encode(summary.identity)) else { return nil }
        let name = summary.name.isEmpty ? summary.identity : summary.name
        return LabelSheet.Label(heading: name, lines: [summary.siteName, summary.identity, base], code: code)
    }

    private static func drawing(_ text: String) -> QRDrawing? {
        QRCode(text).map { QRDrawing(size: $0.size, isDark: $0.isDark) }
    }
}
