import Domain
import Postgres
import TestSupport
import Testing
import Values

/// Which node is asked to let go of a charge point: the one that holds it, and only while it is alive.
struct NodeHolderTests {
    private func connect(
        _ world: PartiesWorld,
        _ id: ChargePointID,
        to node: Int32,
        at moment: Timestamp,
        isGone: Bool = false
    ) async throws {
        let state = ChargePointState(
            connectedAt: moment,
            disconnectedAt: isGone ? moment : nil,
            lastMessageAt: moment
        )
        let update = ChargePointStateUpdate(operatorID: world.voltaria.id, chargePointID: id, state: state)
        try await world.write(.system) { try await ChargePointStates.store(.system, [update], node: node, in: $0) }
    }

    private func holder(_ world: PartiesWorld, _ id: ChargePointID, besides node: Int32) async throws -> Int32? {
        try await world.database.read(.system) {
            try await NodeHolders.holder(.system, of: id, world.voltaria.id, besides: node, in: $0)
        }
    }

    private func areOthers(_ world: PartiesWorld, than node: Int32) async throws -> Bool {
        try await world.database.read(.system) { try await NodeHolders.areOthers(.system, than: node, in: $0) }
    }

    @Test(.timeLimit(.minutes(20)))
    func `a node that is alive holds what connected to it, until it leaves, moves or the node dies`() async throws {
        try await PartiesWorld.lend { world in
            let scope = world.voltaria.scope
            let now = Timestamp(seconds: 1_750_000_000)
            let id = try await world.write(scope) {
                try await ChargePoints.create(
                    scope,
                    ChargePointDetails(identity: "CP-1"),
                    at: world.voltaria.site,
                    key: .random(),
                    in: $0
                )
            }
            try await connect(world, id, to: 1, at: now)
            // Nobody holds the mark of node 1: it died.
            #expect(try await holder(world, id, besides: 2) == nil)
            #expect(try await areOthers(world, than: 2) == false)

            var first: Listener.Iterator? = world.database.listen(to: ["rooms"], holding: NodeHolders.mark(of: 1))
                .makeAsyncIterator()
            var second = world.database.listen(to: ["rooms"], holding: NodeHolders.mark(of: 2)).makeAsyncIterator()
            #expect(try await first?.next() == .listening)
            #expect(try await second.next() == .listening)
            #expect(try await holder(world, id, besides: 2) == 1)
            #expect(try await areOthers(world, than: 2))
            // What it holds itself is nobody else's.
            #expect(try await holder(world, id, besides: 1) == nil)

            try await connect(world, id, to: 2, at: now.adding(seconds: 5))
            #expect(try await holder(world, id, besides: 1) == 2)
            #expect(try await holder(world, id, besides: 2) == nil)
            try await connect(world, id, to: 2, at: now.adding(seconds: 5), isGone: true)
            #expect(try await holder(world, id, besides: 1) == nil)

            try await connect(world, id, to: 1, at: now.adding(seconds: 9))
            #expect(try await holder(world, id, besides: 2) == 1)
            first = nil
            while try await holder(world, id, besides: 2) != nil { try await Task.sleep(for: .milliseconds(20)) }
            #expect(try await areOthers(world, than: 2) == false)
        }
    }
}
