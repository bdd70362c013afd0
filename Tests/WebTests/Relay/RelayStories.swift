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

    @Test func `what back-offices did is told on the first page and listed for the own operator`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            #expect(try await !browser.visit("/dashboard").words.contains("Back-offices"))
            #expect(try await browser.visit("/notices").words.contains("Nothing noticed"))
            try await Self.relay(world)
            let box = SecretBox(secret: Array(repeating: 7, count: 32))
            try await world.database.write(.system) { tx in
                let upstream = try await Relays.find(world.voltaria.scope, world.voltaria.chargePoint, in: tx)?
                    .upstreamID
                for (code, detail) in [("moved", "X = wss://<elsewhere>/"), ("hard_reset", "")] {
                    let notice = RelayNotice(
                        chargePointID: world.voltaria.chargePoint,
                        upstreamID: try #require(upstream),
                        code: code,
                        detail: detail,
                        at: world.clock.now
                    )
                    let tenant = world.voltaria.id
                    try await Relays.record(.system, notice, of: tenant, newKey: nil, box: box, in: tx)
                }
            }
            let front = try await browser.visit("/dashboard")
            #expect(front.words.contains("key, security profile or firmware in seven days: 1."))
            #expect(front.body.contains(#"href="/notices""#))
            let list = try await browser.visit("/notices")
            #expect(list.words.contains("The back-office sent it to another address"))
            #expect(list.body.contains("wss://&lt;elsewhere&gt;/"))
            #expect(list.body.contains(#"href="/charge-points/\#(world.voltaria.chargePoint)/relay""#))
            let narrowed = try await browser.visit("/notices?kind=hard_reset")
            #expect(narrowed.words.contains("restarted it") && !narrowed.words.contains("X = wss"))
            let other = try await world.browser(world.ampère, .operatorAdmin)
            #expect(try await other.visit("/notices").words.contains("Nothing noticed"))
            #expect(try await !other.visit("/dashboard").words.contains("in seven days"))
        }
    }

    @Test func `unknown charge points are let through by a rule, approved into a site or refused`() async throws {
        try await WebWorld.run { world in
            let (scope, now) = (world.voltaria.scope, world.clock.now)
            let upstream = try await world.database.write(scope) {
                let details = UpstreamDetails(name: "Elsewhere BV", url: "wss://ocpp.example/")
                return try await Upstreams.create(scope, details, in: $0)
            }
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let empty = try await browser.visit("/unknown-charge-points")
            #expect(empty.words.contains("Nobody: unknown identities are turned away."))
            await browser.fill("Identity begins with", "VOL")
            let short = try await browser.press("Let them through")
            #expect(short.status == 422 && short.words.contains("Four characters or more"))
            await browser.fill("Identity begins with", "VOL-*")
            #expect(try await browser.press("Let them through").words.contains("Saved."))
            func come(_ identity: String) async throws -> ChargePointID {
                try await world.database.write(.system) { tx in
                    let newcomer = Newcomer(
                        operatorID: world.voltaria.id,
                        id: try await UnknownChargePoints.reserveID(.system, in: tx),
                        identity: identity,
                        upstreamID: upstream,
                        remoteAddress: "192.0.2.7"
                    )
                    #expect(try await UnknownChargePoints.keep(.system, newcomer, at: now, in: tx))
                    return newcomer.id
                }
            }
            let (first, second) = (try await come("VOL-1"), try await come("VOL-2"))
            let list = try await browser.visit("/unknown-charge-points")
            #expect(
                list.words.contains("VOL-1") && list.words.contains("VOL-2") && list.words.contains("waits for you")
            )
            try await browser.visit("/unknown-charge-points/\(first)")
            await browser.fill("Site", world.ampère.site.description)
            let foreign = try await browser.press("Approve")
            #expect(foreign.status == 422 && foreign.words.contains("Please choose one of the options."))
            await browser.fill("Site", world.voltaria.site.description)
            await browser.fill("Name", "Gate <new>")
            let approved = try await browser.press("Approve")
            #expect(approved.path == "/charge-points/\(first)" && approved.words.contains("Gate <new>"))
            #expect(approved.words.contains("goes through to Elsewhere BV"))
            try await browser.visit("/unknown-charge-points/\(second)")
            let token = await browser.token
            #expect(try await browser.press("Refuse").words.contains("refused"))
            // Decided meanwhile: the page says where it is now.
            let late = try await browser.post("/unknown-charge-points/\(first)/refusal", [], token: token)
            #expect(late.status == 303 && late.header("Location") == "/charge-points/\(first)")
            let other = try await world.browser(world.ampère, .operatorAdmin)
            #expect(try await !other.visit("/unknown-charge-points").words.contains("VOL-2"))
            #expect(try await other.get("/unknown-charge-points/\(second)").status == 404)
        }
    }
}
