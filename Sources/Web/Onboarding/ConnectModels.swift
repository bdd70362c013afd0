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
        let chosen = try await Connecting.choice(visit.scope, platform: platform, brand: brand, in: tx)
        return Choices(platform: chosen.platform, brand: chosen.brand)
    }

    static func wait(
        _ visit: MemberVisit,
        _ id: ChargePointID,
        newKey: ChargePointKey?,
        brand: ChargerBrand?,
        _ tx: Transaction
    ) async throws -> ConnectWait.Model {
        let progress = try await Connecting.progress(visit.scope, id, at: visit.now, in: tx)
        let (chargePoint, relay) = (progress.chargePoint, progress.relay)
        let identity = chargePoint.details.identity
        let base = visit.shell.configuration.publicURL.ocpp
        let full = base + "/" + Link.encode(identity)
        let side = visit.connectSide
        var model = ConnectWait.Model(
            id: id,
            name: chargePoint.details.displayName,
            identity: identity,
            site: Mention(chargePoint.siteName, side == .operators ? .site(chargePoint.siteID) : nil),
            baseURL: base,
            fullURL: full,
            code: drawing(full),
            newKey: newKey?.text,
            keyCode: newKey.flatMap { drawing($0.text) },
            brand: brand.map(PlatformModels.guide),
            live: live(visit, progress)
        )
        model.side = side
        if let relay { model.passage = .init(to: relay.upstreamName, keepsPassword: relay.authorizationMode == .pass) }
        model.mayRenewKey = progress.mayRenewKey && model.passage?.keepsPassword != true
        return model
    }

    static func live(_ visit: MemberVisit, _ progress: ConnectProgress) -> ConnectWait.Live {
        let state = progress.state
        let identity = progress.chargePoint.details.identity
        return ConnectWait.Live(
            isOnline: state.isOnline,
            connectedAt: state.isOnline ? state.connectedAt : nil,
            vendor: state.boot.vendor,
            model: state.boot.model,
            problems: ConnectProblems.problems(progress.refused, of: identity, for: visit.connectSide)
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
