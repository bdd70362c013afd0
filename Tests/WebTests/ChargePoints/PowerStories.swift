import Domain
import Postgres
import TestWorld
import Testing
import Values
import Web

/// Limits on power, set by people.
struct PowerStories {
    private func start(_ world: WebWorld, connector: Int64) async throws -> Int64 {
        let feed = try await FrameFeed.make(on: world.database)
        let run = ChargingRun(
            operatorID: world.voltaria.id,
            chargePoint: world.voltaria.chargePoint,
            connector: connector,
            from: world.clock.now.adding(seconds: -600),
            until: world.clock.now,
            wh: 0
        )
        let transaction = try await feed.start(run, register: 0)
        try await FrameFeed.settle(world.database)
        return transaction
    }

    @Test func `a limit for one session needs one that runs, and goes to its connector`() async throws {
        try await WebWorld.run { world in
            let scope = world.voltaria.scope
            let address = "/charge-points/\(world.voltaria.chargePoint)"
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            #expect(try await !browser.visit(address + "/power").words.contains("The session that runs"))
            let transaction = try await start(world, connector: 2)
            let page = try await browser.visit(address + "/power")
            #expect(page.words.contains("the session that runs") && page.words.contains("CAFE01"))
            let token = await browser.token
            func set(_ more: [(String, String)]) async throws -> PageAnswer {
                let fields = [
                    ("command", "set_limit"), ("set_limit_connector", "1"), ("set_limit_purpose", "TxProfile"),
                    ("set_limit_kind", "Relative"), ("set_limit_unit", "A"), ("set_limit_number", "1"),
                    ("set_limit_level", "0"), ("set_limit_from_1", "0:00"), ("set_limit_limit_1", "10,5"),
                ]
                return try await browser.post(address + "/commands", fields + more, token: token)
            }
            for nobody in [[], [("set_limit_transaction", "")], [("set_limit_transaction", "\(transaction + 1)")]] {
                let refused = try await set(nobody)
                #expect(refused.status == 422 && refused.words.contains("Choose a session that runs."))
            }
            #expect(try await set([("set_limit_transaction", "\(transaction)")]).status == 303)
            let command = try #require(
                try await world.database.read(scope) {
                    try await Commands.list(scope, of: world.voltaria.chargePoint, in: $0)
                }.first
            )
            let profile = command.request.payload["csChargingProfiles"]
            #expect(command.request.payload["connectorId"] == .number("2"))
            #expect(profile?["transactionId"] == .number("\(transaction)"))
            #expect(profile?["chargingProfilePurpose"] == .string("TxProfile"))
            #expect(profile?["chargingProfileKind"] == .string("Relative"))
        }
    }
}
