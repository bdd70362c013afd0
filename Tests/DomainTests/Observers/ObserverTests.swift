import Domain
import Postgres
import Testing
import Values

/// Which back-offices observe which charge points, and what is refused.
struct ObserverTests {
    private static let now = Timestamp(seconds: 1_750_000_000)
    private static let box = SecretBox(secret: Array(repeating: 7, count: 32))

    private struct Office {
        let world: PartiesWorld
        let point: ChargePointID
        let primary: UpstreamID
        let observing: UpstreamID
        var scope: Scope { world.voltaria.scope }

        static func lend(_ body: (Office) async throws -> Void) async throws {
            try await PartiesWorld.lend { world in
                let scope = world.voltaria.scope
                let office = try await world.write(scope) { tx in
                    Office(
                        world: world,
                        point: try await ChargePoints.create(
                            scope,
                            ChargePointDetails(identity: "VOL"),
                            at: world.voltaria.site,
                            key: .random(),
                            in: tx
                        ),
                        primary: try await Upstreams.create(
                            scope,
                            UpstreamDetails(name: "Primary", url: "wss://primary.example/ocpp"),
                            in: tx
                        ),
                        observing: try await Upstreams.create(
                            scope,
                            UpstreamDetails(name: "Observing", url: "wss://observing.example/ocpp/"),
                            in: tx
                        )
                    )
                }
                try await body(office)
            }
        }

        @discardableResult
        func begin(
            _ upstream: UpstreamID? = nil,
            _ details: ObserverDetails = ObserverDetails(),
            key: String? = nil,
            as scope: Scope? = nil
        ) async throws -> ObserverID {
            let scope = scope ?? self.scope
            return try await world.write(scope) { tx in
                try await Observers.begin(
                    scope,
                    point,
                    at: upstream ?? observing,
                    details,
                    key: key,
                    box: ObserverTests.box,
                    from: ObserverTests.now,
                    in: tx
                )
            }
        }

        func change(_ id: ObserverID, to details: ObserverDetails, key: String? = nil) async throws {
            try await world.write(scope) { tx in
                try await Observers.change(scope, id, to: details, key: key, box: ObserverTests.box, in: tx)
            }
        }

        func list() async throws -> [ChargePointObserver] {
            try await world.database.read(scope) { try await Observers.list(scope, point, in: $0) }
        }

        func sendThrough(to upstream: UpstreamID) async throws {
            try await world.write(scope) { tx in
                try await Relays.begin(
                    scope,
                    point,
                    to: upstream,
                    authorization: .pass,
                    box: ObserverTests.box,
                    at: ObserverTests.now,
                    in: tx
                )
            }
        }

        /// The key of the one observer, unsealed as who tells it does.
        func key(_ node: Int32 = 1) async throws -> String? {
            let tasks = try await world.database.write(.system) { tx in
                try await ObserverFeeds.live(.system, node: node, in: tx)
                return try await ObserverFeeds.assign(.system, node: node, in: tx)
            }
            let task = try #require(tasks.first)
            return task.sealedKey.flatMap {
                ObserverTests.box.open($0, for: Observers.sealedPlace(task.chargePointID, task.upstreamID))
            }
        }
    }

    @Test func `an observer is added, changed, switched off and ended`() async throws {
        try await Office.lend { office in
            _ = try await Frames(database: office.world.database).node(named: "one")
            let id = try await office.begin(nil, ObserverDetails(authorization: .key), key: "first key")
            let added = try #require(try await office.list().first)
            #expect(added.id == id && added.upstreamName == "Observing" && added.since == Self.now)
            #expect(added.feed.state == "new" && added.feed.told == 0)
            #expect(try await office.key() == "first key")
            try await office.change(id, to: ObserverDetails(identity: "OTHER", authorization: .key))
            #expect(try await office.key() == "first key", "a key that is not given stays")
            try await office.change(id, to: ObserverDetails(authorization: .key), key: "second key")
            #expect(try await office.key() == "second key")
            try await office.change(id, to: ObserverDetails(authorization: .none))
            #expect(try await office.key() == nil)
            await #expect(throws: ObserverRejection.keyMissing) {
                try await office.change(id, to: ObserverDetails(authorization: .key))
            }
            try await office.world.write(office.scope) {
                try await Observers.end(office.scope, id, at: Self.now, in: $0)
            }
            #expect(try await office.list().isEmpty)
            try await office.begin()
        }
    }

    @Test func `what cannot be an observer is refused by name`() async throws {
        try await Office.lend { office in
            await #expect(throws: ObserverRejection.keyMissing) {
                try await office.begin(nil, ObserverDetails(authorization: .key))
            }
            await #expect(throws: ObserverRejection.identityForm) {
                try await office.begin(nil, ObserverDetails(identity: " X"))
            }
            try await office.begin()
            await #expect(throws: ObserverRejection.alreadyThere) {
                try await office.begin(nil, ObserverDetails(identity: "X"))
            }
            try await office.world.write(office.scope) {
                try await Upstreams.retire(office.scope, office.primary, at: Self.now, in: $0)
            }
            await #expect(throws: ObserverRejection.retired) { try await office.begin(office.primary) }
            await #expect(throws: UpstreamRejection.inUse) {
                try await office.world.write(office.scope) {
                    try await Upstreams.retire(office.scope, office.observing, at: Self.now, in: $0)
                }
            }
        }
    }

    @Test func `no charge point comes to one address under one identity twice`() async throws {
        try await Office.lend { office in
            try await office.sendThrough(to: office.primary)
            await #expect(throws: ObserverRejection.addressedTwice) { try await office.begin(office.primary) }
            let id = try await office.begin(office.primary, ObserverDetails(identity: "SHADOW"))
            await #expect(throws: ObserverRejection.addressedTwice) {
                try await office.change(id, to: ObserverDetails(identity: "VOL"))
            }
            try await office.begin()
            await #expect(throws: UpstreamRejection.addressedTwice) {
                try await office.sendThrough(to: office.observing)
            }
            let same = UpstreamDetails(name: "Observing", url: "wss://PRIMARY.example/ocpp/")
            await #expect(throws: UpstreamRejection.addressedTwice) {
                try await office.world.write(office.scope) {
                    try await Upstreams.update(office.scope, office.observing, to: same, in: $0)
                }
            }
        }
    }

    @Test func `a charge point has so many observers and no more`() async throws {
        try await Office.lend { office in
            for number in 0..<Observers.limit {
                let upstream = try await office.world.write(office.scope) { tx in
                    let details = UpstreamDetails(name: "\(number)", url: "wss://\(number).example/")
                    return try await Upstreams.create(office.scope, details, in: tx)
                }
                try await office.begin(upstream)
            }
            await #expect(throws: ObserverRejection.tooMany) { try await office.begin() }
        }
    }

    @Test func `another operator neither sees nor sets`() async throws {
        try await Office.lend { office in
            let id = try await office.begin()
            let foreign = office.world.ampère.scope
            let acts: [(Transaction) async throws -> Void] = [
                { _ = try await Observers.list(foreign, office.point, in: $0) },
                { _ = try await Observers.find(foreign, id, in: $0) },
                { _ = try await Observers.behind(foreign, id, in: $0) },
                { _ = try await Observers.transactions(foreign, id, limit: 1, in: $0) },
                { try await Observers.end(foreign, id, at: Self.now, in: $0) },
                { try await Observers.dial(foreign, id, in: $0) },
                { tx in
                    let name = OutboxName(nodeID: 1, sequence: 1)
                    try await Observers.retry(foreign, id, transaction: name, in: tx)
                },
                { tx in
                    let details = ObserverDetails(isEnabled: false)
                    try await Observers.change(foreign, id, to: details, key: nil, box: Self.box, in: tx)
                },
            ]
            for act in acts {
                await #expect(throws: NotFound.self) { try await office.world.write(foreign) { try await act($0) } }
            }
            await #expect(throws: NotFound.self) { try await office.begin(as: foreign) }
            // Its own charge point at somebody else's back-office.
            let own = office.world.ampère
            let point = try await office.world.write(foreign) { tx in
                let details = ChargePointDetails(identity: "AMP")
                return try await ChargePoints.create(foreign, details, at: own.site, key: .random(), in: tx)
            }
            await #expect(throws: NotFound.self) {
                try await office.world.write(foreign) { tx in
                    _ = try await Observers.begin(
                        foreign,
                        point,
                        at: office.observing,
                        ObserverDetails(),
                        key: nil,
                        box: Self.box,
                        from: Self.now,
                        in: tx
                    )
                }
            }
            await #expect(throws: NotFound.self) {
                try await office.world.database.read(foreign) {
                    _ = try await Observers.find(foreign, id, in: $0)
                }
            }
        }
    }
}
