import Foundation
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

@testable import Domain

/// A host of voltaria that connects charge points at its one site.
struct ConnectingTests {
    private static let now = moment("2025-06-12T10:00:00Z")
    private static let eFlux = "wss://ocpp.e-flux.io/ocpp/"

    private struct Stage: Sendable {
        let database: Database
        let tenant: Tenant
        let other: Tenant
        var host: Scope { tenant.hostUser("bakkerij") }

        func allow(_ isAllowed: Bool = true) async throws {
            let scope = tenant.admin
            try await database.write(scope) { tx in
                var details = try await Operators.own(scope, in: tx).details
                details.policy.hostsConnect = isAllowed
                try await Operators.update(scope, to: details, in: tx)
            }
        }

        func request(
            _ identity: String,
            platform: String = Platform.own,
            to url: String? = nil,
            at site: String = "harbour"
        ) -> ConnectRequest {
            ConnectRequest(
                details: ChargePointDetails(identity: identity),
                site: tenant.site(site),
                platform: platform,
                brand: "alfen",
                way: url.map { ConnectRequest.Way(url: $0, keepsPassword: true) }
            )
        }

        func begin(
            _ identity: String,
            platform: String = Platform.own,
            to url: String? = nil,
            at site: String = "harbour",
            as scope: Scope? = nil
        ) async throws -> ChargePointID {
            let request = request(identity, platform: platform, to: url, at: site)
            let scope = scope ?? host
            return try await database.write(scope) {
                try await Connecting.begin(scope, request, key: .random(), at: ConnectingTests.now, in: $0)
            }
        }

        func relay(of id: ChargePointID) async throws -> ChargePointRelay? {
            try await database.read(tenant.admin) { try await Relays.find(tenant.admin, id, in: $0) }
        }

        func upstream(_ details: UpstreamDetails) async throws -> UpstreamID {
            try await database.write(tenant.admin) { try await Upstreams.create(tenant.admin, details, in: $0) }
        }

        func progress(_ id: ChargePointID, _ scope: Scope? = nil) async throws -> ConnectProgress {
            let scope = scope ?? host
            return try await database.read(scope) {
                try await Connecting.progress(scope, id, at: ConnectingTests.now, in: $0)
            }
        }

        func renewKey(_ id: ChargePointID, _ scope: Scope? = nil) async throws {
            let scope = scope ?? host
            try await database.write(scope) { try await Connecting.renewKey(scope, id, to: .random(), in: $0) }
        }

        func platforms(_ scope: Scope? = nil) async throws -> Set<String> {
            let scope = scope ?? host
            return Set(try await database.read(scope) { try await Connecting.platforms(scope, in: $0) }.map(\.slug))
        }
    }

    /// Lets statements of the transaction wait for a lock for a short while only.
    private struct ShortWaits: Statement {
        static let sql = "SELECT set_config('lock_timeout', '300', true)"
        static let sample = ShortWaits()
    }

    private func play(_ body: @escaping @Sendable (Stage) async throws -> Void) async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let directory = try PlatformTests.directory()
            try await database.write(.system) { try await Platforms.supply(directory, in: $0) }
            try await body(Stage(database: database, tenant: world.voltaria, other: world.stroomgoed))
        }
    }

    @Test func `a host finds nothing of it until its operator says so, and nothing any more when it is over`()
        async throws
    {
        try await play { stage in
            func isClosed() async {
                await #expect(throws: NotFound.self) { try await stage.platforms() }
                await #expect(throws: NotFound.self) { try await stage.begin("NEW-9") }
                await #expect(throws: NotFound.self) { try await stage.progress(stage.tenant.chargePoint("VOL-001")) }
            }
            await isClosed()
            try await stage.allow()
            let id = try await stage.begin("NEW-1")
            #expect(try await stage.progress(id).chargePoint.connectedBy?.hostID == stage.tenant.host("bakkerij"))
            try await stage.renewKey(id)
            try await stage.allow(false)
            await isClosed()
            await #expect(throws: NotFound.self) { try await stage.renewKey(id) }
        }
    }

    @Test func `the operator's own people connect as before, whatever hosts may`() async throws {
        try await play { stage in
            let id = try await stage.begin("NEW-1", platform: "other", to: "ws://10.0.0.1/", as: stage.tenant.admin)
            #expect(try await stage.relay(of: id)?.upstreamURL == "ws://10.0.0.1/")
            let progress = try await stage.progress(id, stage.tenant.finance)
            #expect(progress.chargePoint.connectedBy?.name == "admin of voltaria" && !progress.mayRenewKey)
            await #expect(throws: NotPermitted.self) { try await stage.begin("NEW-2", as: stage.tenant.finance) }
            await #expect(throws: NotFound.self) { try await stage.renewKey(id, stage.tenant.admin) }
        }
    }

    @Test(arguments: [
        "ws://ocpp.e-flux.io/ocpp/", "wss://ocpp.e-flux.io:8443/ocpp/", "wss://ocpp.e-flux.io.evil.example/ocpp/",
        "wss://evil.example/ocpp.e-flux.io/", "wss://127.0.0.1/ocpp/", "ws://169.254.169.254/latest/",
        "wss://[::1]/ocpp/", "wss://e-flux.io/ocpp/", "wss://x.ocpp.e-flux.io/ocpp/", "wss://ocpp.e-flux.io./ocpp/",
        "wss://ocpp.e-flux.io/?key=1", "wss://ocpp.e-flux.io@127.0.0.1/", "http://ocpp.e-flux.io/", "",
        "ocpp.e-flux.io",
    ])
    func `a host has nobody dial what the directory does not name`(url: String) async throws {
        try await play { stage in
            try await stage.allow()
            await #expect(throws: ConnectRejection.addressNotOffered) {
                try await stage.begin("NEW-1", platform: "e-flux", to: url)
            }
            let left = try await stage.database.read(stage.tenant.admin) { tx in
                let points = try await ChargePoints.find(stage.tenant.admin, identity: "NEW-1", in: tx)
                return (points, try await Upstreams.list(stage.tenant.admin, in: tx).count)
            }
            #expect(left.0 == nil && left.1 == 0)
        }
    }

    @Test func `a host goes through to the platform's machine, on any path`() async throws {
        try await play { stage in
            try await stage.allow()
            let first = try await stage.begin("NEW-1", platform: "e-flux", to: "wss://OCPP.e-flux.io:443/1.6/e-flux/")
            let relay = try #require(try await stage.relay(of: first))
            #expect(relay.upstreamName == "E-Flux by Road" && relay.authorizationMode == .pass)
            let second = try await stage.begin("NEW-2", platform: "e-flux", to: "wss://ocpp.e-flux.io/1.6/e-flux/")
            #expect(try await stage.relay(of: second)?.upstreamID == relay.upstreamID)
        }
    }

    @Test func `a host goes through to what its operator has, and to nothing that its operator gave up`() async throws {
        try await play { stage in
            try await stage.allow()
            let own = "ws://10.1.2.3:8887"
            let evcc = try await stage.upstream(UpstreamDetails(name: "Depot", url: own, platform: "evcc"))
            let id = try await stage.begin("NEW-1", platform: "evcc", to: own + "/")
            #expect(try await stage.relay(of: id)?.upstreamID == evcc)
            let gone = try await stage.upstream(UpstreamDetails(name: "Old", url: ConnectingTests.eFlux))
            let admin = stage.tenant.admin
            try await stage.database.write(admin) { try await Upstreams.retire(admin, gone, at: Self.now, in: $0) }
            await #expect(throws: ConnectRejection.addressNotOffered) {
                try await stage.begin("NEW-2", platform: "e-flux", to: ConnectingTests.eFlux)
            }
        }
    }

    @Test func `a host is offered the platforms that lead somewhere`() async throws {
        try await play { stage in
            try await stage.allow()
            let before = try await stage.platforms()
            #expect(before.isSuperset(of: ["own", "e-flux", "ampeco"]))
            #expect(before.isDisjoint(with: ["evcc", "steve", "virta", "other"]))
            await #expect(throws: NotFound.self) { try await stage.begin("NEW-1", platform: "other", to: "ws://a/") }
            _ = try await stage.upstream(UpstreamDetails(name: "Depot", url: "ws://10.1.2.3:8887/", platform: "evcc"))
            #expect(try await stage.platforms().subtracting(before) == ["evcc", "other"])
            #expect(try await stage.platforms(stage.tenant.admin).isSuperset(of: ["steve", "virta"]))
        }
    }

    @Test func `a host sees and makes what stands at its own sites only`() async throws {
        try await play { stage in
            try await stage.allow()
            await #expect(throws: ChargePointRejection.unknownSite) { try await stage.begin("NEW-1", at: "quay") }
            await #expect(throws: ChargePointRejection.unknownSite) { try await stage.begin("NEW-1", at: "nowhere") }
            let other = stage.tenant.hostUser("kade")
            let foreign = try await stage.begin("NEW-2", at: "quay", as: other)
            for id in [foreign, stage.tenant.chargePoint("VOL-002")] {
                await #expect(throws: NotFound.self) { try await stage.progress(id) }
                await #expect(throws: NotFound.self) { try await stage.renewKey(id) }
            }
            let mine = try await stage.database.read(stage.host) { tx in
                try await ChargePoints.list(stage.host, ListRequest(sort: .identity), in: tx).rows.map(\.identity)
            }
            #expect(mine == ["VOL-001"])
            let sites = try await stage.database.read(stage.host) { try await Sites.names(stage.host, in: $0) }
            #expect(sites.map(\.id) == [stage.tenant.site("harbour")])
        }
    }

    @Test func `a host renews the key of what its own people connected, and of nothing else`() async throws {
        try await play { stage in
            try await stage.allow()
            let operators = stage.tenant.chargePoint("VOL-001")
            #expect(try await !stage.progress(operators).mayRenewKey)
            await #expect(throws: NotFound.self) { try await stage.renewKey(operators) }
            let byAdmin = try await stage.begin("NEW-1", as: stage.tenant.admin)
            await #expect(throws: NotFound.self) { try await stage.renewKey(byAdmin) }
            let own = try await stage.begin("NEW-2")
            #expect(try await stage.progress(own).mayRenewKey)
            try await stage.renewKey(own)
            let admin = stage.tenant.admin
            try await stage.database.write(admin) { try await ChargePoints.retire(admin, own, at: Self.now, in: $0) }
            await #expect(throws: NotFound.self) { try await stage.renewKey(own) }
        }
    }

    @Test func `identities that the operator lets in by itself are not a host's to take`() async throws {
        try await play { stage in
            try await stage.allow()
            let (admin, now) = (stage.tenant.admin, Self.now)
            let upstream = try await stage.upstream(UpstreamDetails(name: "Fleet", url: "wss://fleet.example/"))
            let rule = try await stage.database.write(admin) {
                try await DefaultUpstreams.create(admin, "FLEET-", to: upstream, in: $0)
            }
            let kept = try await stage.database.write(.system) { tx in
                let newcomer = Newcomer(
                    operatorID: stage.tenant.id,
                    id: try await UnknownChargePoints.reserveID(.system, in: tx),
                    identity: "FLEET-1",
                    upstreamID: upstream,
                    remoteAddress: "192.0.2.7"
                )
                return try await UnknownChargePoints.keep(.system, newcomer, at: now, in: tx)
            }
            #expect(kept)
            await #expect(throws: ConnectRejection.identityReserved) { try await stage.begin("FLEET-2") }
            try await stage.database.write(admin) { try await DefaultUpstreams.end(admin, rule, at: now, in: $0) }
            await #expect(throws: ConnectRejection.identityReserved) { try await stage.begin("FLEET-1") }
            _ = try await stage.begin("FLEET-2")
            _ = try await stage.begin("FLEET-1", as: admin)
        }
    }
}

extension ConnectingTests {
    @Test func `identities of another operator's fleet are not a host's to take either`() async throws {
        try await play { stage in
            try await stage.allow()
            let other = stage.other.admin
            let rule = try await stage.database.write(other) { tx in
                let details = UpstreamDetails(name: "Fleet", url: "wss://fleet.example/")
                let upstream = try await Upstreams.create(other, details, in: tx)
                return try await DefaultUpstreams.create(other, "FLEET-", to: upstream, in: tx)
            }
            await #expect(throws: ConnectRejection.identityElsewhere) { try await stage.begin("FLEET-1") }
            _ = try await stage.begin("FLEE-1")
            // An administrator knows whose it is.
            _ = try await stage.begin("FLEET-1", as: stage.tenant.admin)
            try await stage.database.write(other) { try await DefaultUpstreams.end(other, rule, at: Self.now, in: $0) }
            _ = try await stage.begin("FLEET-2")
        }
    }

    @Test func `so many of a host's charge points wait for their first connection, and not one more`() async throws {
        try await play { stage in
            try await stage.allow()
            _ = try await stage.begin("ADMIN-1", as: stage.tenant.admin)
            _ = try await stage.begin("OTHER-1", at: "quay", as: stage.tenant.hostUser("kade"))
            var ids: [ChargePointID] = []
            for number in 1..<Connecting.waitingLimit { ids.append(try await stage.begin("NEW-\(number)")) }
            // Whoever comes for the last place at the same time waits until it is known to be taken.
            let (host, last) = (stage.host, stage.request("LAST-1"))
            try await stage.database.write(host) { tx in
                _ = try await Connecting.begin(host, last, key: .random(), at: Self.now, in: tx)
                await #expect(throws: PostgresFault.self) {
                    try await stage.database.write(host) { other in
                        try await other.run(ShortWaits())
                        let rival = stage.request("LAST-2")
                        return try await Connecting.begin(host, rival, key: .random(), at: Self.now, in: other)
                    }
                }
            }
            await #expect(throws: ConnectRejection.tooManyWaiting) { try await stage.begin("NEW-20") }
            try await called(in: ids[0], stage)
            _ = try await stage.begin("NEW-20")
            await #expect(throws: ConnectRejection.tooManyWaiting) { try await stage.begin("NEW-21") }
            let admin = stage.tenant.admin
            let second = ids[1]
            try await stage.database.write(admin) { try await ChargePoints.retire(admin, second, at: Self.now, in: $0) }
            _ = try await stage.begin("NEW-21")
            _ = try await stage.begin("OTHER-2", at: "quay", as: stage.tenant.hostUser("kade"))
        }
    }

    /// It called in once, and left again.
    private func called(in id: ChargePointID, _ stage: Stage) async throws {
        let state = ChargePointState(connectedAt: Self.now, disconnectedAt: Self.now, lastMessageAt: Self.now)
        let update = ChargePointStateUpdate(operatorID: stage.tenant.id, chargePointID: id, state: state)
        let node = try await Frames(database: stage.database).node(named: "test")
        try await stage.database.write(.system) {
            try await ChargePointStates.store(.system, [update], node: node, in: $0)
        }
    }
}

struct PlatformShapeTests {
    private func admits(_ shape: String, _ url: String) throws -> Bool? {
        var platform = try #require(try PlatformTests.directory().platforms.first)
        platform.upstreamURL = shape
        let address = try #require(ConnectAddress(url))
        return platform.shape.map { $0.admits(address) }
    }

    @Test(arguments: [
        ("wss://ocpp.monta.app/{identity}", "wss://ocpp.monta.app/x/", true),
        ("wss://ocpp.tapelectric.app/{account}/{identity}", "wss://ocpp.tapelectric.app/a-1/", true),
        ("ws://portal.evinity.io:80/cpms/{identity}", "ws://portal.evinity.io/cpms/", true),
        ("wss://{tenant}.charge.ampeco.tech:443/{path}/{identity}", "wss://volt.charge.ampeco.tech/o/", true),
        ("wss://{tenant}.charge.ampeco.tech:443/{path}/{identity}", "wss://a.b.charge.ampeco.tech/o/", false),
        ("wss://{tenant}.charge.ampeco.tech:443/{path}/{identity}", "wss://charge.ampeco.tech/o/", false),
        ("wss://{tenant}.charge.ampeco.tech:443/{path}/{identity}", "wss://.charge.ampeco.tech/o/", false),
        ("wss://{tenant}.charge.ampeco.tech:443/{path}/{identity}", "wss://%31.charge.ampeco.tech/o/", false),
        ("wss://10.0.0.5:9000/{identity}", "wss://10.0.0.5:9000/", true),
        ("wss://10.0.0.5:9000/{identity}", "wss://10.0.0.5/", false),
        // Anybody's machine is nobody's.
        ("ws://{host}:8887/{identity}", "ws://a:8887/", nil), ("wss://{a}.{b}/{identity}", "wss://a.b/", nil),
        ("wss://{tenant}.com/{identity}", "wss://evil.com/", nil),
        ("wss://a.{tenant}.example.com/{identity}", "wss://a.b.example.com/", nil),
        ("wss://cp-{tenant}.example.com/{identity}", "wss://cp-1.example.com/", nil), ("", "wss://a/", nil),
    ])
    func `a platform has the machines that it names`(shape: String, url: String, expected: Bool?) throws {
        #expect(try admits(shape, url) == expected, "\(shape) \(url)")
    }
}
