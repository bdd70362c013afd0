import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

@testable import App

/// What a node knows of the charge points of the others.
struct NodeRoomTests {
    private let now = Timestamp(seconds: 1_750_000_000)

    private func store(_ world: World, _ point: String, _ state: ChargePointState, node: Int32) async throws {
        let update = ChargePointStateUpdate(
            operatorID: world.voltaria.id,
            chargePointID: world.voltaria.chargePoint(point),
            state: state
        )
        try await world.database.write(.system) {
            try await ChargePointStates.store(.system, [update], node: node, in: $0)
        }
    }

    @Test func `a node that starts knows which charge points the others hold, and what these tell since counts`()
        async throws
    {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let frames = Frames(database: database)
            let (one, two) = (try await frames.node(named: "one"), try await frames.node(named: "two"))
            try await store(world, "VOL-001", ChargePointState(connectedAt: now), node: two)
            try await store(world, "VOL-002", ChargePointState(connectedAt: now), node: one)
            let box = SecretBox(secret: Array(repeating: 7, count: 32))
            let ports = GatewayPorts(database: database, frames: frames, nodeID: one, box: box)
            let (first, second) = (world.voltaria.chargePoint("VOL-001"), world.voltaria.chargePoint("VOL-002"))
            #expect(ports.holder(of: first) == nil)
            try await ports.learnRooms()
            #expect(ports.holder(of: first) == two && ports.holder(of: second) == nil)

            let rooms = NodeRooms(database: database, nodeID: one)
            rooms.heard(ConnectionNotice(chargePointID: first, nodeID: 9, connectedAt: now))
            rooms.learn([first: two, second: two])
            #expect(rooms.holder(of: first) == 9 && rooms.holder(of: second) == two)

            try await store(world, "VOL-001", ChargePointState(connectedAt: now, disconnectedAt: now), node: two)
            let later = GatewayPorts(database: database, frames: frames, nodeID: one, box: box)
            try await later.learnRooms()
            #expect(later.holder(of: first) == nil)
        }
    }
}
