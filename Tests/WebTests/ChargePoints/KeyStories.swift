import Domain
import Postgres
import Testing
import Values
import Web

/// Keys of charge points, renewed over the air.
struct KeyStories {
    @Test func `a key is renewed once at a time, and nobody sees it`() async throws {
        try await WebWorld.run { world in
            let (scope, id) = (world.voltaria.scope, world.voltaria.chargePoint)
            let address = "/charge-points/\(id)/configuration"
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit(address)
            let token = await browser.token
            let renewed = try await browser.press("Renew its key")
            #expect(renewed.path == address && renewed.words.contains("The command is queued."))
            #expect(renewed.words.contains("A new key is on its way to it."))
            #expect(!renewed.words.contains("Renew its key"))
            let again = try await browser.post(
                "/charge-points/\(id)/commands",
                [("command", "renew_key")],
                token: token
            )
            #expect(again.status == 303)
            #expect(try await browser.visit(address).words.contains("on its way to this charge point already"))
            let commands = try await world.database.read(scope) { try await Commands.list(scope, of: id, in: $0) }
            #expect(commands.count == 1 && commands[0].request.action == "ChangeConfiguration")
            let box = SecretBox(secret: Array(repeating: 7, count: 32))
            let key = try #require(KeyRenewals.opened(commands[0], by: box)?.payload["value"]?.stringValue)
            #expect(key.count == 40 && !"\(commands[0].request.payload)".contains(key))
            for page in ["", "/commands", "/configuration"] {
                #expect(try await !browser.visit("/charge-points/\(id)\(page)").body.contains(key))
            }
            // Taken back, it may be renewed anew.
            try await browser.visit(address)
            #expect(try await browser.press("Withdraw").words.contains("The command is withdrawn."))
            #expect(try await browser.visit(address).words.contains("Renew its key"))
        }
    }
}
