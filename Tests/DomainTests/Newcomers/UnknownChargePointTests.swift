import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

/// Back-offices for identities that nobody registered, and the charge points that came by them.
struct UnknownChargePointTests {
    private let now = Timestamp(seconds: 1_750_000_000)

    private func upstream(_ world: PartiesWorld, of tenant: PartiesWorld.Tenant) async throws -> UpstreamID {
        try await world.write(tenant.scope) {
            try await Upstreams.create(
                tenant.scope,
                UpstreamDetails(name: "Elsewhere", url: "wss://ocpp.example/"),
                in: $0
            )
        }
    }

    @discardableResult
    private func rule(
        _ world: PartiesWorld,
        _ beginning: String,
        of tenant: PartiesWorld.Tenant,
        to upstream: UpstreamID
    ) async throws -> DefaultUpstreamID {
        try await world.write(tenant.scope) {
            try await DefaultUpstreams.create(tenant.scope, beginning, to: upstream, in: $0)
        }
    }

    /// Keeps a newcomer as the gateway does; its id when it came in.
    private func come(
        _ world: PartiesWorld,
        _ identity: String,
        of tenant: PartiesWorld.Tenant,
        to upstream: UpstreamID
    ) async throws -> ChargePointID? {
        try await world.database.write(.system) { tx in
            let newcomer = Newcomer(
                operatorID: tenant.id,
                id: try await UnknownChargePoints.reserveID(.system, in: tx),
                identity: identity,
                upstreamID: upstream,
                remoteAddress: "192.0.2.7"
            )
            return try await UnknownChargePoints.keep(.system, newcomer, at: now, in: tx) ? newcomer.id : nil
        }
    }

    private func snapshot(_ world: PartiesWorld) async throws -> ChargePointDirectorySnapshot {
        try await world.database.read(.system) { try await ChargePointDirectorySnapshot.load(.system, in: $0) }
    }

    @Test func `beginnings of two operators do not overlap, and nobody takes what another has`() async throws {
        try await PartiesWorld.lend { world in
            let (own, other) = (world.voltaria, world.ampère)
            let (first, second) = (try await upstream(world, of: own), try await upstream(world, of: other))
            let id = try await rule(world, "VOL-", of: own, to: first)
            for beginning in ["VOL-", "VOL-1", "VOL-1*2"] {
                await #expect(throws: DefaultUpstreamRejection.overlap) {
                    try await rule(world, beginning, of: other, to: second)
                }
            }
            try await rule(world, "VOL.", of: other, to: second)
            try await rule(world, "AMP-1", of: other, to: second)
            await #expect(throws: DefaultUpstreamRejection.overlap) {
                try await rule(world, "AMP-", of: own, to: first)
            }
            for beginning in ["VOL", "", "VO L-1", "VÖL-1", String(repeating: "x", count: 256)] {
                await #expect(throws: DefaultUpstreamRejection.form) {
                    try await rule(world, beginning, of: own, to: first)
                }
            }
            try await world.write(other.scope) { tx in
                let details = ChargePointDetails(identity: "AMPERE-7")
                _ = try await ChargePoints.create(other.scope, details, at: other.site, key: .random(), in: tx)
            }
            await #expect(throws: DefaultUpstreamRejection.foreign) {
                try await rule(world, "AMPERE", of: own, to: first)
            }
            await #expect(throws: NotFound.self) { try await rule(world, "NEW-", of: other, to: first) }
            await #expect(throws: NotFound.self) {
                try await world.write(other.scope) {
                    try await DefaultUpstreams.end(other.scope, id, at: now, in: $0)
                }
            }
            await #expect(throws: NotPermitted.self) {
                try await world.write(own.financeScope) {
                    try await DefaultUpstreams.create(own.financeScope, "FIN-", to: first, in: $0)
                }
            }
            #expect(Set(try await snapshot(world).defaults.map(\.beginning)) == ["VOL-", "VOL.", "AMP-1"])
            // What has ended is free again.
            try await world.write(own.scope) { try await DefaultUpstreams.end(own.scope, id, at: now, in: $0) }
            try await rule(world, "VOL-1", of: other, to: second)
        }
    }

    @Test func `only who has a rule comes in, once, and no more than the limit`() async throws {
        try await PartiesWorld.lend { world in
            let (own, other) = (world.voltaria, world.ampère)
            let (first, second) = (try await upstream(world, of: own), try await upstream(world, of: other))
            let id = try await rule(world, "VOL-", of: own, to: first)
            #expect(try await come(world, "AMP-1", of: own, to: first) == nil)
            #expect(try await come(world, "VOL-1", of: other, to: second) == nil)
            #expect(try await come(world, "VOL-1", of: own, to: first) != nil)
            #expect(try await come(world, "VOL-1", of: own, to: first) == nil, "it is there already")
            try await world.write(own.scope) { tx in
                let details = ChargePointDetails(identity: "VOL-2")
                let id = try await ChargePoints.create(own.scope, details, at: own.site, key: .random(), in: tx)
                try await ChargePoints.retire(own.scope, id, at: now, in: tx)
            }
            #expect(try await come(world, "VOL-2", of: own, to: first) == nil, "it was retired")
            #expect(try await snapshot(world).closedIdentities == ["VOL-2"])
            for number in 3..<UnknownChargePoints.waitingLimit + 2 {
                #expect(try await come(world, "VOL-\(number)", of: own, to: first) != nil)
            }
            #expect(try await come(world, "VOL-9999", of: own, to: first) == nil, "too many wait")
            await #expect(throws: UpstreamRejection.inUse) {
                try await world.write(own.scope) { try await Upstreams.retire(own.scope, first, at: now, in: $0) }
            }
            try await world.write(own.scope) { try await DefaultUpstreams.end(own.scope, id, at: now, in: $0) }
            #expect(try await come(world, "VOL-10000", of: own, to: first) == nil, "the rule has ended")
        }
    }

    @Test func `tenants see and decide their own only, and a refused one is closed`() async throws {
        try await PartiesWorld.lend { world in
            let (own, other) = (world.voltaria, world.ampère)
            let first = try await upstream(world, of: own)
            try await rule(world, "VOL-", of: own, to: first)
            let id = try #require(try await come(world, "VOL-1", of: own, to: first))
            let seen = try await world.database.read(other.scope) {
                try await UnknownChargePoints.list(other.scope, in: $0)
            }
            #expect(seen.isEmpty)
            await #expect(throws: NotFound.self) {
                try await world.write(other.scope) {
                    try await UnknownChargePoints.approve(other.scope, id, as: "", at: other.site, in: $0)
                }
            }
            await #expect(throws: NotFound.self) {
                try await world.write(other.scope) {
                    try await UnknownChargePoints.refuse(other.scope, id, at: now, in: $0)
                }
            }
            await #expect(throws: NotPermitted.self) {
                try await world.write(own.financeScope) {
                    try await UnknownChargePoints.refuse(own.financeScope, id, at: now, in: $0)
                }
            }
            #expect(try await snapshot(world).unknown.map(\.id) == [id])
            for _ in 0..<2 {
                try await world.write(own.scope) {
                    try await UnknownChargePoints.refuse(own.scope, id, at: now, in: $0)
                }
            }
            let refused = try await snapshot(world)
            #expect(refused.unknown.isEmpty && refused.closedIdentities == ["VOL-1"])
            #expect(try await come(world, "VOL-1", of: own, to: first) == nil)
        }
    }

    @Test func `an approved one has its sessions from its first message on`() async throws {
        try await PartiesWorld.lend { world in
            let own = world.voltaria
            let first = try await upstream(world, of: own)
            try await rule(world, "VOL-", of: own, to: first)
            let id = try #require(try await come(world, "VOL-1", of: own, to: first))
            let feed = try await FrameFeed.make(on: world.database)
            let run = ChargingRun(
                operatorID: own.id,
                chargePoint: id,
                from: now.adding(seconds: 600),
                until: now.adding(seconds: 4_200),
                wh: 8_000
            )
            _ = try await feed.charge(run)
            try await FrameFeed.settle(world.database)
            func sessions() async throws -> [SessionSummary] {
                try await world.database.read(own.scope) {
                    try await Sessions.list(own.scope, ListRequest(sort: .started), in: $0).rows
                }
            }
            #expect(try await sessions().isEmpty, "nobody's frames are nobody's sessions")
            try await world.write(own.scope) {
                try await UnknownChargePoints.approve(own.scope, id, as: "Gate", at: own.site, in: $0)
            }
            let counted = try await sessions()
            #expect(counted.count == 1 && counted.first?.energy == Energy(wh: 8_000), "\(counted)")
            let relay = try await world.database.read(own.scope) { try await Relays.find(own.scope, id, in: $0) }
            #expect(relay?.upstreamID == first && relay?.authorizationMode == .pass && relay?.since == now)
            let point = try await world.database.read(own.scope) { try await ChargePoints.find(own.scope, id, in: $0) }
            #expect(point.details.identity == "VOL-1" && point.details.name == "Gate")
            #expect(try await snapshot(world).unknown.isEmpty)
            // What comes from now on is projected as it comes.
            _ = try await feed.charge(
                ChargingRun(
                    operatorID: own.id,
                    chargePoint: id,
                    from: now.adding(seconds: 7_200),
                    until: now.adding(seconds: 9_000),
                    wh: 4_000
                )
            )
            try await FrameFeed.settle(world.database)
            #expect(try await sessions().count == 2)
        }
    }

    @Test func `an identity that somebody registered meanwhile is not approved twice`() async throws {
        try await PartiesWorld.lend { world in
            let own = world.voltaria
            let first = try await upstream(world, of: own)
            try await rule(world, "VOL-", of: own, to: first)
            let id = try #require(try await come(world, "VOL-1", of: own, to: first))
            try await world.write(own.scope) { tx in
                let details = ChargePointDetails(identity: "VOL-1")
                _ = try await ChargePoints.create(own.scope, details, at: own.site, key: .random(), in: tx)
            }
            await #expect(throws: ChargePointRejection.identityTaken) {
                try await world.write(own.scope) {
                    try await UnknownChargePoints.approve(own.scope, id, as: "", at: own.site, in: $0)
                }
            }
        }
    }

    @Test func `an identity that waits for another operator is nobody else's to register`() async throws {
        try await PartiesWorld.lend { world in
            let (own, other) = (world.voltaria, world.ampère)
            let first = try await upstream(world, of: own)
            try await rule(world, "VOL-", of: own, to: first)
            let id = try #require(try await come(world, "VOL-1", of: own, to: first))
            func register(_ identity: String) async throws -> ChargePointID {
                try await world.write(other.scope) { tx in
                    let details = ChargePointDetails(identity: identity)
                    return try await ChargePoints.create(other.scope, details, at: other.site, key: .random(), in: tx)
                }
            }
            await #expect(throws: ChargePointRejection.identityTaken) { try await register("VOL-1") }
            let neighbour = try await register("VOL-2")
            await #expect(throws: ChargePointRejection.identityTaken) {
                try await world.write(other.scope) { tx in
                    let details = ChargePointDetails(identity: "VOL-1")
                    try await ChargePoints.update(other.scope, neighbour, to: details, at: other.site, in: tx)
                }
            }
            try await world.write(own.scope) { try await UnknownChargePoints.refuse(own.scope, id, at: now, in: $0) }
            _ = try await register("VOL-1")
        }
    }
}
