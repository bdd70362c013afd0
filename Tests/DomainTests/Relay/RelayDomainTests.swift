import Domain
import Postgres
import TestSupport
import Testing
import Values

struct RelayDomainTests {
    private let now = Timestamp(seconds: 1_750_000_000)
    private let box = SecretBox(secret: Array(repeating: 7, count: 32))

    private func upstream(_ world: PartiesWorld, _ name: String = "E-Flux") async throws -> UpstreamID {
        let scope = world.voltaria.scope
        return try await world.write(scope) {
            try await Upstreams.create(scope, UpstreamDetails(name: name, url: "wss://ocpp.example/ocpp/"), in: $0)
        }
    }

    private func chargePoint(
        _ world: PartiesWorld,
        of tenant: PartiesWorld.Tenant,
        _ identity: String
    ) async throws -> ChargePointID {
        try await world.write(tenant.scope) {
            try await ChargePoints.create(
                tenant.scope,
                ChargePointDetails(identity: identity),
                at: tenant.site,
                key: .random(),
                in: $0
            )
        }
    }

    private func entries(_ world: PartiesWorld) async throws -> [ChargePointDirectorySnapshot.RelayEntry] {
        try await world.database.read(.system) {
            try await ChargePointDirectorySnapshot.load(.system, in: $0).relays
        }
    }

    @Test func `a charge point goes through from one moment to another, and is ours before and after`() async throws {
        try await PartiesWorld.lend { world in
            let (scope, point) = (world.voltaria.scope, try await chargePoint(world, of: world.voltaria, "VOL"))
            let first = try await upstream(world)
            let second = try await upstream(world, "Other")
            for id in [first, second] {
                try await world.write(scope) {
                    try await Relays.begin(scope, point, to: id, authorization: .pass, box: box, at: now, in: $0)
                }
            }
            #expect(try await entries(world).map(\.upstreamID) == [second])
            let counts = try await world.database.read(scope) { try await Upstreams.list(scope, in: $0) }
            #expect(counts.map(\.chargePoints) == [0, 1])
            await #expect(throws: UpstreamRejection.inUse) {
                try await world.write(scope) { try await Upstreams.retire(scope, second, at: now, in: $0) }
            }
            try await world.write(scope) { try await Relays.end(scope, point, at: now, in: $0) }
            #expect(try await entries(world).isEmpty)
            try await world.write(scope) { try await Upstreams.retire(scope, second, at: now, in: $0) }
            await #expect(throws: UpstreamRejection.retired) {
                try await world.write(scope) {
                    try await Relays.begin(scope, point, to: second, authorization: .pass, box: box, at: now, in: $0)
                }
            }
        }
    }

    @Test func `other credentials are kept sealed and open for this charge point only`() async throws {
        try await PartiesWorld.lend { world in
            let (scope, point) = (world.voltaria.scope, try await chargePoint(world, of: world.voltaria, "VOL"))
            let id = try await upstream(world)
            try await world.write(scope) {
                try await Relays.begin(
                    scope,
                    point,
                    to: id,
                    authorization: .replace,
                    field: BasicCredentials.field(user: "CP", password: "a secret"),
                    box: box,
                    at: now,
                    in: $0
                )
            }
            let sealed = try #require(try await entries(world).first?.sealedAuthorization)
            #expect(box.open(sealed, for: Relays.sealedPlace(point)) == "Basic Q1A6YSBzZWNyZXQ=")
            #expect(box.open(sealed, for: Relays.sealedPlace(ChargePointID(999))) == nil)
            #expect(
                SecretBox(secret: Array(repeating: 8, count: 32)).open(sealed, for: Relays.sealedPlace(point)) == nil
            )
        }
    }

    @Test func `another operator finds neither the back-office nor the charge point`() async throws {
        try await PartiesWorld.lend { world in
            let foreign = world.ampère
            let ownPoint = try await chargePoint(world, of: world.voltaria, "VOL")
            let foreignPoint = try await chargePoint(world, of: foreign, "AMP")
            let id = try await upstream(world)
            await #expect(throws: NotFound.self) {
                try await world.database.read(foreign.scope) { try await Upstreams.find(foreign.scope, id, in: $0) }
            }
            await #expect(throws: NotFound.self) {
                try await world.database.read(foreign.scope) {
                    try await Relays.proof(foreign.scope, ownPoint, in: $0)
                }
            }
            await #expect(throws: NotFound.self) {
                try await world.write(foreign.scope) {
                    try await Relays.begin(
                        foreign.scope,
                        foreignPoint,
                        to: id,
                        authorization: .pass,
                        box: box,
                        at: now,
                        in: $0
                    )
                }
            }
            #expect(try await entries(world).isEmpty)
        }
    }

    @Test func `a notice is kept once and a new key becomes the one to show`() async throws {
        try await PartiesWorld.lend { world in
            let (scope, point) = (world.voltaria.scope, try await chargePoint(world, of: world.voltaria, "VOL"))
            let id = try await upstream(world)
            let notice = RelayNotice(
                chargePointID: point,
                upstreamID: id,
                code: "key_rotation",
                detail: "",
                at: now
            )
            let key = ChargePointKey.random()
            for _ in 0..<2 {
                try await world.database.write(.system) {
                    try await Relays.record(.system, notice, of: world.voltaria.id, newKey: key, box: box, in: $0)
                }
            }
            let kept = try await world.database.read(scope) {
                try await Relays.notices(scope, point, limit: 10, in: $0)
            }
            #expect(kept == [notice])
            let hash = try await world.database.read(.system) { tx in
                try await ChargePointDirectorySnapshot.load(.system, in: tx).chargePoints.first { $0.id == point }?
                    .keyHash
            }
            #expect(hash == key.hash)
        }
    }

    @Test(arguments: [RelayAuthorizationMode.replace, .none, .pass])
    func `a new key goes to the back-office too where we show it one`(_ mode: RelayAuthorizationMode) async throws {
        try await PartiesWorld.lend { world in
            let (scope, point) = (world.voltaria.scope, try await chargePoint(world, of: world.voltaria, "VOL-1"))
            let (id, other) = (try await upstream(world), try await upstream(world, "Other"))
            let old = BasicCredentials.field(user: "VOL-1", password: "the old key of it")
            try await world.write(scope) {
                try await Relays.begin(
                    scope,
                    point,
                    to: id,
                    authorization: mode,
                    field: old,
                    box: box,
                    at: now,
                    in: $0
                )
            }
            func shown() async throws -> String? {
                try await entries(world).first?.sealedAuthorization.flatMap {
                    box.open($0, for: Relays.sealedPlace(point))
                }
            }
            func rotate(_ upstreamID: UpstreamID, _ key: String, _ seconds: Int64) async throws {
                let notice = RelayNotice(
                    chargePointID: point,
                    upstreamID: upstreamID,
                    code: "key_rotation",
                    detail: "",
                    at: now.adding(seconds: seconds)
                )
                let newKey = try ChargePointKey(given: key)
                try await world.database.write(.system) {
                    try await Relays.record(
                        .system,
                        notice,
                        of: world.voltaria.id,
                        newKey: newKey,
                        box: box,
                        in: $0
                    )
                }
            }
            // Told late by a back-office that it does not go through to any more.
            try await rotate(other, "a key from elsewhere", 1)
            #expect(try await shown() == (mode == .replace ? old : nil))
            try await rotate(id, "00112233445566778899aabbccddeeff00112233", 2)
            let expected = BasicCredentials.field(user: "VOL-1", password: "00112233445566778899aabbccddeeff00112233")
            #expect(try await shown() == (mode == .replace ? expected : nil))
        }
    }

    @Test(arguments: [RelayAuthorizationMode.replace, .none, .pass])
    func `where we let it in, the old key opens until it has come with the new one`(
        _ mode: RelayAuthorizationMode
    ) async throws {
        try await PartiesWorld.lend { world in
            let (scope, point) = (world.voltaria.scope, try await chargePoint(world, of: world.voltaria, "VOL-1"))
            let id = try await upstream(world)
            try await world.write(scope) {
                try await Relays.begin(
                    scope,
                    point,
                    to: id,
                    authorization: mode,
                    field: "Basic x",
                    box: box,
                    at: now,
                    in: $0
                )
            }
            func keys() async throws -> [[UInt8]?] {
                try await world.database.read(.system) { tx in
                    let all = try await ChargePointDirectorySnapshot.load(.system, in: tx).chargePoints
                    return all.filter { $0.id == point }.flatMap { [$0.keyHash, $0.nextKeyHash] }
                }
            }
            let old = try await keys()[0]
            let key = ChargePointKey.random()
            let notice = RelayNotice(chargePointID: point, upstreamID: id, code: "key_rotation", detail: "", at: now)
            try await world.database.write(.system) {
                try await Relays.record(.system, notice, of: world.voltaria.id, newKey: key, box: box, in: $0)
            }
            // A key that is passed on is the back-office's to judge; it is ours when the charge point is.
            #expect(try await keys() == (mode == .pass ? [key.hash, nil] : [old, key.hash]))
            let step = try await world.database.read(scope) { try await KeyRenewals.find(scope, point, in: $0) }
            #expect(step == (mode == .pass ? nil : .taken))
            try await world.database.write(.system) {
                try await KeyRenewals.came(.system, point, of: world.voltaria.id, with: key.hash, in: $0)
            }
            #expect(try await keys() == [key.hash, nil])
        }
    }

    @Test(arguments: ["http://x/", "wss://user@host/", "", "wss://"])
    func `what is no address is refused`(_ url: String) async throws {
        try await PartiesWorld.lend { world in
            let scope = world.voltaria.scope
            await #expect(throws: UpstreamRejection.url) {
                try await world.write(scope) {
                    try await Upstreams.create(scope, UpstreamDetails(name: "x", url: url), in: $0)
                }
            }
        }
    }
}
