import Domain
import Postgres
import TestWorld
import Testing
import Values

struct UnknownTokenTests {
    @Test func `the policy is the operator's, and unknown tokens that charged are listed until registered`()
        async throws
    {
        try await Commanded.lend { point in
            let (world, scope) = (point.world, point.scope)
            func policy() async throws -> UnknownTokenPolicy {
                try await world.database.read(scope) { try await UnknownTokens.policy(scope, in: $0) }
            }
            #expect(try await policy() == .refuse)
            for wanted in UnknownTokenPolicy.allCases {
                try await world.database.write(scope) { try await UnknownTokens.setPolicy(scope, wanted, in: $0) }
                #expect(try await policy() == wanted)
                let accepts = try await world.database.read(.system) {
                    try await ChargePointDirectorySnapshot.load(.system, in: $0).acceptsUnknownTokens
                }
                #expect(accepts[world.voltaria.id] == (wanted != .refuse) && accepts[world.ampère.id] == false)
            }
            let feed = try await FrameFeed.make(on: world.database)
            let run = ChargingRun(
                operatorID: world.voltaria.id,
                chargePoint: point.id,
                from: point.now,
                until: point.now.adding(seconds: 3_600),
                wh: 5_000
            )
            _ = try await feed.charge(run)
            try await FrameFeed.settle(world.database)
            func listed(_ scope: Scope) async throws -> [UnknownToken] {
                try await world.database.read(scope) {
                    try await UnknownTokens.list(scope, at: point.now.adding(seconds: 7_200), in: $0)
                }
            }
            let found = try await listed(scope)
            #expect(found.map(\.uid) == ["CAFE01"] && found[0].sessions == 1 && found[0].chargePointID == point.id)
            #expect(try await listed(world.ampère.scope).isEmpty)
            _ = try await world.database.write(scope) {
                try await Tokens.create(scope, TokenDetails(uid: "cafe01", origin: .roaming), in: $0)
            }
            #expect(try await listed(scope).isEmpty)
        }
    }
}
