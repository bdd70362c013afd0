import Domain
import Postgres
import TestSupport
import Testing
import Values

struct ChargePointTests {
    private let now = Timestamp(seconds: 1_750_000_000)

    private func create(
        _ world: PartiesWorld,
        _ identity: String,
        key: ChargePointKey = .random()
    ) async throws -> ChargePointID {
        let tenant = world.voltaria
        return try await world.write(tenant.scope) {
            try await ChargePoints.create(
                tenant.scope,
                ChargePointDetails(identity: identity),
                at: tenant.site,
                key: key,
                in: $0
            )
        }
    }

    @Test func `the directory knows a charge point by the digest of its key until it is retired`() async throws {
        try await PartiesWorld.lend { world in
            let scope = world.voltaria.scope
            let key = ChargePointKey.random()
            let id = try await create(world, "CP 1/é", key: key)
            func entry() async throws -> ChargePointDirectorySnapshot.Entry? {
                try await world.database.read(.system) {
                    try await ChargePointDirectorySnapshot.load(.system, in: $0).chargePoints.first { $0.id == id }
                }
            }
            let first = try #require(try await entry())
            #expect(first.identity == "CP 1/é" && first.operatorID == world.voltaria.id && first.keyHash == key.hash)
            #expect(first.heartbeatSeconds == 300)
            let next = ChargePointKey.random()
            try await world.write(scope) { try await ChargePoints.rotateKey(scope, id, to: next, in: $0) }
            #expect(try await entry()?.keyHash == next.hash)
            try await world.write(scope) { try await ChargePoints.retire(scope, id, at: now, in: $0) }
            #expect(try await entry() == nil)
            await #expect(throws: ChargePointRejection.retired) {
                try await world.write(scope) { try await ChargePoints.rotateKey(scope, id, to: key, in: $0) }
            }
            await #expect(throws: CommandRejection.chargePointRetired) {
                try await world.write(scope) {
                    try await Commands.request(scope, .reset(isHard: false), to: id, at: now, in: $0)
                }
            }
        }
    }

    @Test func `a generated key is forty digits, and its digest that of twenty bytes`() throws {
        let key = ChargePointKey.random()
        #expect(key.text.utf8.count == 40 && Hex.bytes(key.text)?.count == 20)
        let given = try ChargePointKey(given: "plain text of twenty")
        #expect(key.hash != given.hash)
        #expect(throws: ChargePointRejection.keyLength) { try ChargePointKey(given: "too short") }
        #expect(!"\(key)".contains(key.text))
    }

    @Test func `every change tells gateways to read the directory again`() async throws {
        try await PartiesWorld.lend { world in
            let tenant = world.voltaria
            try await withThrowingTaskGroup(of: Void.self) { group in
                let (heard, note) = AsyncStream.makeStream(of: String.self)
                group.addTask {
                    for try await event in world.database.listen(to: ["directory"]) {
                        switch event {
                        case .listening: note.yield("listening")
                        case .notification(let channel, _): note.yield(channel)
                        }
                    }
                }
                var events = heard.makeAsyncIterator()
                #expect(await events.next() == "listening")
                let id = try await create(world, "CP-1")
                #expect(await events.next() == "directory")
                try await world.write(tenant.scope) {
                    try await ChargePoints.rotateKey(tenant.scope, id, to: .random(), in: $0)
                }
                #expect(await events.next() == "directory")
                try await world.write(tenant.scope) {
                    _ = try await Tokens.create(tenant.scope, TokenDetails(uid: "04A2"), in: $0)
                }
                #expect(await events.next() == "directory")
                try await world.write(tenant.scope) { tx in
                    var details = try await Operators.own(tenant.scope, in: tx).details
                    details.policy.acceptsUnknownTokens = true
                    try await Operators.update(tenant.scope, to: details, in: tx)
                }
                #expect(await events.next() == "directory")
                group.cancelAll()
            }
        }
    }

    @Test func `a charge point that cannot be stored is refused with its reason`() async throws {
        try await PartiesWorld.lend { world in
            let (tenant, other) = (world.voltaria, world.ampère)
            _ = try await self.create(world, "CP-1")
            func create(_ change: (inout ChargePointDetails) -> Void, at site: SiteID? = nil) async throws {
                var details = ChargePointDetails(identity: "CP-2")
                change(&details)
                let refused = details
                try await world.write(other.scope) {
                    _ = try await ChargePoints.create(
                        other.scope,
                        refused,
                        at: site ?? other.site,
                        key: .random(),
                        in: $0
                    )
                }
            }
            await #expect(throws: ChargePointRejection.identityTaken) { try await create { $0.identity = "CP-1" } }
            await #expect(throws: ChargePointRejection.identityLength) { try await create { $0.identity = "" } }
            await #expect(throws: ChargePointRejection.identityForm) { try await create { $0.identity = "a\u{7}b" } }
            await #expect(throws: ChargePointRejection.unknownSite) { try await create({ _ in }, at: tenant.site) }
            await #expect(throws: ChargePointRejection.connectorRange) { try await create { $0.connectors = 0 } }
            await #expect(throws: ChargePointRejection.powerRange) { try await create { $0.maxPowerW = 0 } }
            try await create { $0.identity = "cp-1" }
        }
    }

    @Test func `a retired charge point comes back under a new key, and is told apart in lists`() async throws {
        try await PartiesWorld.lend { world in
            let scope = world.voltaria.scope
            let id = try await create(world, "CP-1")
            func listed(_ isRetired: Bool?) async throws -> [Bool] {
                let filter = ChargePointFilter(isRetired: isRetired)
                return try await world.database.read(scope) {
                    try await ChargePoints.list(scope, ListRequest(sort: .identity), filter, in: $0).rows
                        .map(\.isRetired)
                }
            }
            await #expect(throws: ChargePointRejection.inUse) {
                try await world.write(scope) { try await ChargePoints.restore(scope, id, key: .random(), in: $0) }
            }
            try await world.write(scope) { try await ChargePoints.retire(scope, id, at: now, in: $0) }
            #expect(try await listed(false) == [])
            #expect(try await listed(true) == [true])
            #expect(try await listed(nil) == [true])
            let finance = world.voltaria.financeScope
            await #expect(throws: NotPermitted()) {
                try await world.write(finance) { try await ChargePoints.restore(finance, id, key: .random(), in: $0) }
            }
            let key = ChargePointKey.random()
            try await world.write(scope) { try await ChargePoints.restore(scope, id, key: key, in: $0) }
            #expect(try await listed(false) == [false])
            let entry = try await world.database.read(.system) {
                try await ChargePointDirectorySnapshot.load(.system, in: $0).chargePoints.first { $0.id == id }
            }
            #expect(entry?.keyHash == key.hash)
        }
    }

    @Test func `charge points are nobody else's`() async throws {
        try await PartiesWorld.lend { world in
            let id = try await create(world, "CP-1")
            for scope in [world.ampère.scope, world.voltaria.hostScope] {
                await #expect(throws: NotFound("charge point")) {
                    try await world.database.read(scope) { try await ChargePoints.find(scope, id, in: $0) }
                }
            }
            let finance = world.voltaria.financeScope
            await #expect(throws: NotPermitted()) {
                try await world.write(finance) { try await ChargePoints.rotateKey(finance, id, to: .random(), in: $0) }
            }
        }
    }

    @Test func `a command is queued, claimed once, answered once`() async throws {
        try await PartiesWorld.lend { world in
            let scope = world.voltaria.scope
            let id = try await create(world, "CP-1")
            let command = try await world.write(scope) {
                try await Commands.request(scope, .remoteStart(connector: 1, idTag: "04A2"), to: id, at: now, in: $0)
            }
            func claim() async throws -> [Command] {
                try await world.write(.system) { try await Commands.claim(.system, of: [id], at: now, in: $0) }
            }
            let claimed = try await claim()
            #expect(claimed.map(\.id) == [command] && claimed[0].state == .sent)
            let payload = claimed[0].request.payload
            #expect(payload["connectorId"] == .number("1") && payload["idTag"] == .string("04A2"))
            #expect(try await claim().isEmpty)
            for status in ["Accepted", "Rejected"] {
                let answer = CommandAnswer(
                    operatorID: world.voltaria.id,
                    id: command,
                    state: .answered,
                    answer: .dictionary(["status": .string(status)]),
                    at: now
                )
                try await world.write(.system) { try await Commands.record(.system, [answer], in: $0) }
            }
            let listed = try await world.database.read(scope) { try await Commands.list(scope, of: id, in: $0) }
            #expect(listed[0].answer?["status"]?.stringValue == "Accepted" && listed[0].requestedBy == "operator_admin")
        }
    }

    @Test func `commands beyond ten are refused, and old ones expire`() async throws {
        try await PartiesWorld.lend { world in
            let scope = world.voltaria.scope
            let id = try await create(world, "CP-1")
            func request() async throws {
                try await world.write(scope) {
                    _ = try await Commands.request(scope, .reset(isHard: true), to: id, at: now, in: $0)
                }
            }
            for _ in 0..<Commands.waitingLimit { try await request() }
            await #expect(throws: CommandRejection.tooManyWaiting) { try await request() }
            let later = now.adding(seconds: Commands.lifetimeSeconds + 1)
            let expired = try await world.write(.system) { try await Commands.expire(.system, at: later, in: $0) }
            #expect(expired == Commands.waitingLimit)
            try await request()
        }
    }

    @Test func `what a charge point tells is kept, and what it does not repeat stays`() async throws {
        try await PartiesWorld.lend { world in
            let tenant = world.voltaria
            let id = try await create(world, "CP-1")
            var state = ChargePointState(connectedAt: now, lastMessageAt: now)
            state.boot.vendor = "Alfen"
            state.connectors = [ConnectorReport(number: 1, status: "Charging", errorCode: "NoError", at: now)]
            func store(_ state: ChargePointState) async throws {
                let update = ChargePointStateUpdate(operatorID: tenant.id, chargePointID: id, state: state)
                try await world.write(.system) { try await ChargePointStates.store(.system, [update], node: 1, in: $0) }
            }
            func find() async throws -> ChargePointState {
                try await world.database.read(tenant.scope) {
                    try await ChargePointStates.find(tenant.scope, id, in: $0)
                }
            }
            try await store(state)
            try await store(ChargePointState(connectedAt: now, disconnectedAt: now, lastMessageAt: now))
            let offline = try await find()
            #expect(!offline.isOnline && offline.boot.vendor == "Alfen" && offline.connectors[0].status == "Charging")
            try await store(ChargePointState(connectedAt: now.adding(seconds: 5), lastMessageAt: now))
            #expect(try await find().isOnline)
            try await world.write(.system) {
                try await ChargePointStates.disconnectAll(.system, node: 1, at: now, in: $0)
            }
            let listed = try await world.database.read(tenant.scope) {
                try await ChargePoints.list(
                    tenant.scope,
                    ListRequest(sort: .lastMessage),
                    ChargePointFilter(isOnline: false),
                    in: $0
                )
            }
            #expect(listed.rows.map(\.id) == [id] && listed.rows[0].connectors.count == 1)
        }
    }

    @Test func `what a node says late of a connection that moved to another node changes nothing`() async throws {
        try await PartiesWorld.lend { world in
            let tenant = world.voltaria
            let id = try await create(world, "CP-1")
            func store(_ state: ChargePointState, node: Int32) async throws {
                let update = ChargePointStateUpdate(operatorID: tenant.id, chargePointID: id, state: state)
                try await world.write(.system) {
                    try await ChargePointStates.store(.system, [update], node: node, in: $0)
                }
            }
            let moved = now.adding(seconds: 5)
            try await store(ChargePointState(connectedAt: moved, lastMessageAt: moved), node: 2)
            try await store(ChargePointState(connectedAt: now, lastMessageAt: now), node: 1)
            try await store(ChargePointState(connectedAt: now, disconnectedAt: moved, lastMessageAt: now), node: 1)
            let state = try await world.database.read(tenant.scope) {
                try await ChargePointStates.find(tenant.scope, id, in: $0)
            }
            #expect(state.isOnline && state.connectedAt == moved)
        }
    }

    @Test func `tokens differ within an operator whatever the case, and are read by the directory`() async throws {
        try await PartiesWorld.lend { world in
            let (scope, other) = (world.voltaria.scope, world.ampère.scope)
            let id = try await world.write(scope) { try await Tokens.create(scope, TokenDetails(uid: "04a2"), in: $0) }
            await #expect(throws: TokenRejection.uidTaken) {
                try await world.write(scope) { try await Tokens.create(scope, TokenDetails(uid: "04A2"), in: $0) }
            }
            await #expect(throws: TokenRejection.uidLength) {
                try await world.write(scope) { try await Tokens.create(scope, TokenDetails(uid: ""), in: $0) }
            }
            _ = try await world.write(other) { try await Tokens.create(other, TokenDetails(uid: "04A2"), in: $0) }
            try await world.write(scope) {
                try await Tokens.update(scope, id, to: TokenDetails(uid: "04a2", isBlocked: true), in: $0)
            }
            let expired = TokenDetails(uid: "EXPIRED", expiresAt: now)
            _ = try await world.write(scope) { try await Tokens.create(scope, expired, in: $0) }
            for (standing, uids) in [(TokenStanding.active, []), (.blocked, ["04a2"]), (.expired, ["EXPIRED"])] {
                let filter = TokenFilter(standing: standing, at: now)
                let found = try await world.database.read(scope) {
                    try await Tokens.list(scope, ListRequest(sort: .uid), filter, in: $0)
                }
                #expect(found.rows.map(\.details.uid) == uids)
                #expect(found.rows.allSatisfy { $0.details.standing(at: now) == standing })
            }
            try await world.write(scope) { try await Tokens.setBlocked(scope, id, false, in: $0) }
            #expect(
                try await world.database.read(scope) { try await Tokens.find(scope, id, in: $0) }.details.isBlocked
                    == false
            )
            try await world.write(scope) { try await Tokens.setBlocked(scope, id, true, in: $0) }
            let tokens = try await world.database.read(.system) {
                try await ChargePointDirectorySnapshot.load(.system, in: $0).tokens
            }
            #expect(tokens.map(\.isBlocked) == [true, false, false])
            await #expect(throws: NotFound("token")) {
                try await world.write(other) { try await Tokens.setBlocked(other, id, false, in: $0) }
            }
            await #expect(throws: NotFound("token")) {
                try await world.database.read(other) { try await Tokens.find(other, id, in: $0) }
            }
        }
    }
}
