import Domain
import Postgres
import Testing
import Values
import Web

/// Charge points that go through to another back-office, as people see them.
struct RelayStories {
    private static func relay(_ world: WebWorld) async throws {
        let (scope, point) = (world.voltaria.scope, world.voltaria.chargePoint)
        try await world.database.write(scope) { tx in
            let details = UpstreamDetails(name: "Elsewhere BV", url: "wss://ocpp.example/")
            let upstream = try await Upstreams.create(scope, details, in: tx)
            try await Relays.begin(
                scope,
                point,
                to: upstream,
                authorization: .none,
                box: SecretBox(secret: Array(repeating: 7, count: 32)),
                at: world.clock.now,
                in: tx
            )
        }
    }

    @Test func `a relayed charge point offers no commands, and a form from before is refused in words`() async throws {
        try await WebWorld.run { world in
            let address = "/charge-points/\(world.voltaria.chargePoint)"
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit(address + "/commands")
            try await Self.relay(world)
            await browser.fill("Charge card", "04A2")
            let refused = try await browser.press("Start")
            #expect(refused.path == address + "/commands")
            #expect(refused.words.contains("goes through to another back-office; nothing was sent"))
            for page in ["", "/commands", "/configuration", "/power", "/local-list", "/upkeep", "/certificates"] {
                let shown = try await browser.visit(address + page)
                #expect(shown.words.contains("goes through to Elsewhere BV: commands come from there"), "\(page)")
                let forms = FormScan.forms(of: shown.body).filter { $0.action == address + "/commands" }
                let commands = forms.compactMap { form in form.fields.first { $0.name == "command" }?.value }
                #expect(commands.filter { $0 != "require_certificate" }.isEmpty, "\(page): \(commands)")
            }
            // It still signs in with a key of ours.
            #expect(try await browser.visit(address).words.contains("Make a new key"))
        }
    }
}
