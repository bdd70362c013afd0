package import Postgres
package import Values

/// Connecting a charge point step by step: one road for administrators and, where the operator lets them, for hosts.
///
/// A host sees and makes only what stands at its own sites. Where its charge points go through to is the operator's
/// business: only to machines that the directory or the operator's own list of back-offices names. Elsewhere a host
/// could have us dial whatever our network reaches.
package enum Connecting {
    /// Charge points that a host's people connected and that never called in, at most: a car park is set up in one go;
    /// more are a mistake, or somebody trying identities.
    package static let waitingLimit = 20

    /// Makes sure that the scope's people may connect charge points at all.
    ///
    /// - Throws: ``NotFound`` for people of hosts whose operator keeps it to itself, ``NotPermitted``, `PostgresFault`.
    package static func check(_ scope: Scope, in tx: Transaction) async throws {
        guard scope.hostID != nil else { return try scope.require(.operatorAdmin, .operatorFinance) }
        guard try await Operators.own(scope, in: tx).details.policy.hostsConnect else { throw NotFound("page") }
    }

    /// The platforms that the scope may choose, in the order of the directory.
    ///
    /// For hosts those that lead somewhere: to us, to a machine that the directory names, or to a back-office that the
    /// operator has.
    package static func platforms(_ scope: Scope, in tx: Transaction) async throws -> [Platform] {
        try await check(scope, in: tx)
        return try await offered(scope, slug: nil, in: tx)
    }

    /// A platform and a brand that the scope may choose.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func choice(
        _ scope: Scope,
        platform: String,
        brand: String,
        in tx: Transaction
    ) async throws -> (platform: Platform, brand: ChargerBrand) {
        try await check(scope, in: tx)
        guard let platform = try await offered(scope, slug: platform, in: tx).first else { throw NotFound("platform") }
        let brands = try await Platforms.brands(in: tx)
        guard let brand = brands.first(where: { $0.slug == brand }) else { throw NotFound("brand") }
        return (platform, brand)
    }

    private static func offered(_ scope: Scope, slug: String?, in tx: Transaction) async throws -> [Platform] {
        let operatorID = try scope.requireOperator()
        let all = try await tx.all(ListPlatforms(operatorID: operatorID, slug: slug)).compactMap { $0?.platform }
        guard scope.hostID != nil else { return all }
        let ways = try await tx.all(ListUpstreams(operatorID: operatorID, id: nil)).filter { $0.retiredAt == nil }
        let known = Set(ways.map(\.details.platform) + (ways.isEmpty ? [] : [Platform.other]))
        return all.filter { $0.kind == .ownCentralSystem || $0.shape != nil || known.contains($0.slug) }
    }

    /// Adds a charge point, and sends it through to the address it had when it is another platform's.
    ///
    /// An operator's admin asks, or somebody of the host at whose site it stands; `now` is from when on it goes through.
    ///
    /// - Throws: ``ConnectRejection``, ``ChargePointRejection``, ``UpstreamRejection``, ``NotFound``, ``NotPermitted``,
    ///   `PostgresFault`.
    package static func begin(
        _ scope: Scope,
        _ request: ConnectRequest,
        key: ChargePointKey,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> ChargePointID {
        if scope.hostID == nil { try scope.require(.operatorAdmin) }
        let slug = request.platform
        let (platform, _) = try await choice(scope, platform: slug, brand: request.brand, in: tx)
        try await checkHost(scope, request, in: tx)
        let (details, site) = (request.details, request.site)
        let id = try await ChargePoints.add(scope, details, at: site, key: key, connectedBy: scope.userID, in: tx)
        guard platform.kind == .backOffice else { return id }
        guard let way = request.way else { throw ConnectRejection.addressNotOffered }
        let relay = InsertRelay(
            operatorID: try scope.requireOperator(),
            chargePointID: id,
            upstreamID: try await upstream(scope, way.url, platform, in: tx),
            mode: way.keepsPassword ? .pass : .none,
            sealed: nil,
            absence: RelayAbsence(),
            at: now
        )
        try await Relays.start(scope, relay, in: tx)
        return id
    }

    /// What a host may not do, though an administrator may.
    private static func checkHost(_ scope: Scope, _ request: ConnectRequest, in tx: Transaction) async throws {
        guard let host = scope.hostID else { return }
        let operatorID = try scope.requireOperator()
        do { _ = try await Sites.find(scope, request.site, in: tx) } catch is NotFound {
            throw ChargePointRejection.unknownSite
        }
        let reserved = IdentityIsOperators(operatorID: operatorID, identity: request.details.identity)
        guard try await !tx.one(reserved) else { throw ConnectRejection.identityReserved }
        let elsewhere = IdentityIsElsewhere(identity: request.details.identity, own: operatorID)
        guard try await !tx.one(elsewhere) else { throw ConnectRejection.identityElsewhere }
        // One after the other, so that the limit is one.
        try await tx.run(LockConnecting(hostID: host))
        guard try await tx.one(CountNeverConnected(operatorID: operatorID, hostID: host)) < waitingLimit else {
            throw ConnectRejection.tooManyWaiting
        }
    }

    /// The back-office with an address, which is made when it is new.
    private static func upstream(
        _ scope: Scope,
        _ url: String,
        _ platform: Platform,
        in tx: Transaction
    ) async throws -> UpstreamID {
        let known = try await tx.all(ListUpstreams(operatorID: try scope.requireOperator(), id: nil))
        let way = ConnectAddress(url)
        let same = known.filter { way != nil && ConnectAddress($0.details.url) == way }
        if let found = same.first(where: { $0.retiredAt == nil }) { return found.id }
        if scope.hostID != nil {
            // What the operator took out of use stays so.
            guard same.isEmpty, let way, let shape = platform.shape, shape.admits(way) else {
                throw ConnectRejection.addressNotOffered
            }
        }
        let isTaken = known.contains { $0.details.name == platform.name }
        let name = isTaken ? String("\(platform.name) (\(url))".prefix(100)) : platform.name
        return try await Upstreams.add(scope, UpstreamDetails(name: name, url: url, platform: platform.slug), in: tx)
    }
}

/// A charge point that is to be connected.
package struct ConnectRequest: Hashable, Sendable {
    /// Where a relayed charge point goes on to.
    package struct Way: Hashable, Sendable {
        /// What stands before the identity.
        package let url: String
        /// Whether what it signs in with goes on; else it signs in with our key, and with none at the platform.
        package let keepsPassword: Bool

        package init(url: String, keepsPassword: Bool) {
            self.url = url
            self.keepsPassword = keepsPassword
        }
    }

    package let details: ChargePointDetails
    package let site: SiteID
    /// Slugs of the directory.
    package let platform: String
    package let brand: String
    /// `nil` when it is ours.
    package let way: Way?

    package init(details: ChargePointDetails, site: SiteID, platform: String, brand: String, way: Way?) {
        self.details = details
        self.site = site
        self.platform = platform
        self.brand = brand
        self.way = way
    }
}

/// Why a charge point is not connected as asked.
package enum ConnectRejection: String, Error, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// ``Connecting/waitingLimit`` of the host never called in.
    case tooManyWaiting = "connect.too_many_waiting"
    /// The address is neither the platform's nor one of the operator's back-offices.
    case addressNotOffered = "connect.address_not_offered"
    /// The operator lets charge points with such identities in by itself, or has turned this one away.
    case identityReserved = "connect.identity_reserved"
    /// Another operator lets charge points with such identities in; administrators may say that this one is another's.
    case identityElsewhere = "connect.identity_elsewhere"

    package var description: String { "\(rawValue): the charge point was not connected" }
}
