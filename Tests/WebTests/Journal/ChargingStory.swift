import Domain
import Postgres
import TestWorld
import Values

/// A world of pages in which cars have charged: contracts of the first host of voltaria, prices, sessions.
struct ChargingStory: Sendable {
    let world: WebWorld
    let feed: FrameFeed
    let supply: SupplyContractID
    let contract: ReimbursementContractID

    var tenant: WebWorld.Tenant { world.voltaria }

    /// The first host of voltaria gets spot NL at the start of a session, plus 2 %.
    static func begin(_ world: WebWorld) async throws -> ChargingStory {
        let contracts = Contracts(database: world.database)
        let tenant = world.voltaria
        let supplyDraft = SupplyContractDraft(hostID: tenant.host, reference: "L1", name: "Energy", supplier: "Stroom")
        let first = day("2025-01-01")
        let supply = try await contracts.add(
            supplyDraft,
            version: SupplyVersionDraft(validFrom: first, pricing: .spot(zone: "NL")),
            scope: tenant.scope
        )
        let version = ReimbursementVersionDraft(
            supplyContractID: supply,
            validFrom: first,
            validUntil: nil,
            fixed: .zero,
            percent: Exact(2),
            pricing: .atStart,
            paymentTerm: PaymentTerm(kind: .net, days: 30)
        )
        let draft = ReimbursementContractDraft(hostID: tenant.host, siteID: nil, reference: "R1", name: "Credit one")
        let contract = try await contracts.add(draft, version: version, scope: tenant.scope)
        let feed = try await FrameFeed.make(on: world.database)
        return ChargingStory(world: world, feed: feed, supply: supply, contract: contract)
    }

    /// Records prices of a day of UTC.
    func recordPrices(on date: String, zone: String = "NL") async throws {
        let from = moment(date + "T00:00:00Z")
        let document = PriceImport(
            zone: zone,
            fileName: date + ".csv",
            sha256: Array("\(date) \(zone)".utf8),
            format: "csv",
            currency: .eur,
            prices: World.prices(from: from, until: from.adding(seconds: 86_400))
        )
        _ = try await Prices(database: world.database).record(document, at: moment("2025-06-01T00:00:00Z"))
        try await FrameFeed.settle(world.database)
    }

    /// Lets a car charge at voltaria's charge point.
    ///
    /// - Returns: The session and its newest line.
    @discardableResult
    func charge(from: String, until: String, wh: Int64) async throws -> (session: SessionID, line: LineID) {
        let run = ChargingRun(
            operatorID: tenant.id,
            chargePoint: tenant.chargePoint,
            from: moment(from),
            until: moment(until),
            wh: wh
        )
        _ = try await feed.charge(run)
        try await FrameFeed.settle(world.database)
        let scope = tenant.scope
        let latest = try await world.database.read(scope) { try await Journal.latest(scope, count: 1, in: $0) }
        guard let entry = latest.first else { throw NotFound("line") }
        return (entry.sessionID, entry.lineID)
    }
}
