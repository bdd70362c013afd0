import Domain
import HTTPServer
import Postgres
import Testing
import Values
import Web

/// The toggle in the site of a partner: the partner's server, the frame, and who may show it.
struct EmbedStories {
    static let site = "https://www.voltaria.example"
    private static let none = "frame-ancestors 'none'"

    /// The partner's server, with a site that may show the toggle.
    struct Partner: Sendable {
        let world: WebWorld
        let tenant: WebWorld.Tenant
        let program: Program

        static func make(_ world: WebWorld, _ tenant: WebWorld.Tenant, site: String = site) async throws -> Partner {
            try await allow(site, world, tenant)
            let program = try await Program.make(world, tenant, [.embedTokensWrite])
            return Partner(world: world, tenant: tenant, program: program)
        }

        func ask(_ body: String) async throws -> PageAnswer {
            try await program.browser.post("/api/v1/embed-tokens", bytes: Array(body.utf8), type: "application/json")
        }

        /// A token for the tenant's own customer.
        func token(_ more: String = "") async throws -> String {
            let answer = try await ask("{\"customer_id\": \(tenant.customer)\(more)}")
            #expect(answer.status == 201, "\(answer.body)")
            return try #require(try answer.json()["token"]?.stringValue)
        }

        /// A frame that was just opened, at the toggle; frames send no cookies.
        func frame() async throws -> Browser {
            let browser = world.browser()
            let page = try await browser.visit("/embed/" + token(", \"language\": \"en\""))
            #expect(page.status == 200 && page.path.hasSuffix("/customer/ere"), "\(page.path): \(page.words)")
            return browser
        }
    }

    static func allow(_ site: String, _ world: WebWorld, _ tenant: WebWorld.Tenant) async throws {
        let administrator = try await world.browser(tenant, .operatorAdmin)
        try await administrator.visit("/embedding")
        await administrator.fill("Address", site)
        #expect(try await administrator.press("Add it").words.contains(site))
    }

    /// The address of the frame: its beginning with the secret.
    private static func base(_ page: PageAnswer) -> String {
        "/embed/" + (page.path.split(separator: "/").dropFirst().first ?? "")
    }

    @Test func `a customer goes from the toggle to a mandate within the frame, without a cookie`() async throws {
        try await EREFlowStories.run { world in
            let browser = try await Partner.make(world, world.voltaria).frame()
            let base = Self.base(await browser.page)
            #expect(base.count == "/embed/".count + 64)
            #expect(await browser.page.words.contains("Earn ERE with your charger"))
            #expect(try await browser.press("Turn it on").path.hasPrefix(base + "/customer/ere/"))
            _ = try await EREFlowStories.sayWho(browser)
            _ = try await EREFlowStories.sayConnection(browser)
            _ = try await EREFlowStories.sayCharger(browser)
            let mandate = try await EREFlowStories.sayAccount(browser)
            #expect(mandate.path.hasPrefix(base) && mandate.path.hasSuffix("/mandate"), "\(mandate.words)")
            #expect(mandate.body.contains("data-state=\"started\""))
            let code = try await EREFlowStories.askForCode(browser, world)
            let done = try await EREFlowStories.sign(browser, code)
            #expect(done.status == 200 && done.words.contains("Being checked"), "\(done.words)")
            #expect(done.body.contains("data-state=\"signed\""))
            let pdf = try await browser.get(done.path + "/mandate.pdf")
            #expect(pdf.bytes.starts(with: Array("%PDF-".utf8)))
            // Not one link or form leads out of the frame.
            for page in [mandate, done] {
                let links = page.body.split(separator: "href=\"/").dropFirst().map { "/" + $0.prefix { $0 != "\"" } }
                let leading = links.filter {
                    !$0.hasPrefix(base) && !$0.hasPrefix("/assets/") && !$0.hasPrefix("/brands/")
                }
                #expect(leading == [], "\(page.path)")
                #expect(!page.body.contains("/sign-out") && !page.body.contains("class=\"nav\""))
            }
            for name in ["laadboek", "laadboek-visitor", "laadboek-brand"] {
                #expect(await browser.cookie(name) == nil, "\(name)")
            }
            let acts = try await world.database.all(world.voltaria.scope, ActsInFrames())
            #expect(acts == ["embed.opened", "ere.begun", "ere.signed"])
        }
    }

    @Test func `a token opens once, and a late one never`() async throws {
        try await EREFlowStories.run { world in
            let partner = try await Partner.make(world, world.voltaria)
            let token = try await partner.token()
            let (first, second) = (world.browser(), world.browser())
            #expect(try await first.get("/embed/" + token).status == 303)
            let used = try await second.get("/embed/" + token)
            #expect(used.status == 410 && used.body.contains("data-state=\"expired\""), "\(used.words)")
            #expect(used.header("Content-Security-Policy")?.contains("frame-ancestors \(Self.site)") == true)
            #expect(used.words.contains("VOLTARIA") && !used.body.contains("/customer/ere"))
            let short = try await partner.token(", \"minutes\": 1")
            world.clock.advance(seconds: 61)
            #expect(try await second.get("/embed/" + short).status == 410)
            for wrong in ["x", String(repeating: "0", count: 64), token.uppercased() + "0"] {
                let answer = try await second.get("/embed/" + wrong)
                #expect(answer.status == 404, "\(wrong)")
                #expect(answer.header("Content-Security-Policy")?.contains(Self.none) == true)
            }
        }
    }

    @Test func `of two who come with a token at the same time one gets in`() async throws {
        try await EREFlowStories.run { world in
            let token = try await Partner.make(world, world.voltaria).token()
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 { group.addTask { try await world.browser().get("/embed/" + token).status } }
                return try await group.reduce(into: []) { $0.append($1) }.sorted()
            }
            #expect(statuses == [303, 410, 410, 410, 410, 410])
        }
    }

    @Test func `a frame that nobody used for long is over, and so is every one after two hours`() async throws {
        try await EREFlowStories.run { world in
            let partner = try await Partner.make(world, world.voltaria)
            let browser = try await partner.frame()
            let path = await browser.page.path
            for _ in 0..<4 {
                world.clock.advance(seconds: 29 * 60)
                #expect(try await browser.visit(path).status == 200)
            }
            world.clock.advance(seconds: 5 * 60)
            let late = try await browser.press("Turn it on")
            #expect(late.status == 410 && late.words.contains("This was open for too long"), "\(late.words)")
            let idle = try await partner.frame()
            world.clock.advance(seconds: 31 * 60)
            #expect(try await idle.visit(idle.page.path).status == 410)
        }
    }

    @Test func `only listed sites may show it, and no other page of ours may be shown by anybody`() async throws {
        try await EREFlowStories.run { world in
            let partner = try await Partner.make(world, world.voltaria)
            _ = try await Partner.make(world, world.ampère, site: "https://ampere.example")
            try await Self.allow("https://klant.voltaria.example:8443", world, world.voltaria)
            let browser = try await partner.frame()
            let policy = await browser.page.header("Content-Security-Policy") ?? ""
            #expect(policy.hasSuffix("frame-ancestors \(Self.site) https://klant.voltaria.example:8443"), "\(policy)")
            #expect(policy.hasPrefix("default-src 'none'; script-src 'self'") && !policy.contains("unsafe"))
            let wanted = try await partner.token(", \"origin\": \"\(Self.site)/\"")
            let narrow = try await world.browser().visit("/embed/" + wanted)
            #expect(narrow.header("Content-Security-Policy")?.hasSuffix("frame-ancestors \(Self.site)") == true)
            let person = try await world.browser(world.voltaria, .customer)
            for path in ["/", "/sign-in", "/customer/ere", "/embedding", "/embed/v1/embed.js", "/assets/js/embed.js"] {
                let answer = try await person.get(path)
                #expect(answer.header("Content-Security-Policy")?.hasSuffix(Self.none) == true, "\(path)")
            }
            // A site that is taken away shows nothing any more.
            let administrator = try await world.browser(world.voltaria, .operatorAdmin)
            try await administrator.visit("/embedding")
            try await administrator.press("Remove")
            let after = try await browser.visit(browser.page.path)
            #expect(
                after.header("Content-Security-Policy")?.hasSuffix(
                    "frame-ancestors https://klant.voltaria.example:8443"
                )
                    == true
            )
        }
    }

    @Test func `what a program may not ask for it does not get`() async throws {
        try await EREFlowStories.run { world in
            let (own, other) = (world.voltaria, world.ampère)
            let bare = try await Program.make(world, own, [.embedTokensWrite])
            let early = Partner(world: world, tenant: own, program: bare)
            #expect(try await early.ask("{\"customer_id\": \(own.customer)}").fault() == "embed.no_origin")
            let partner = try await Partner.make(world, own)
            _ = try await Partner.make(world, other, site: "https://ampere.example")
            #expect(try await partner.ask("{\"customer_id\": \(other.customer)}").problem(404) == "not_found")
            #expect(try await partner.ask("{\"customer_reference\": \"K-1\"}").problem(404) == "not_found")
            for (body, code) in [
                ("{\"customer_id\": \(own.customer), \"origin\": \"https://ampere.example\"}", "embed.unknown_origin"),
                ("{\"customer_id\": \(own.customer), \"origin\": \"*\"}", "body.no_text"),
                ("{\"customer_id\": \(own.customer), \"minutes\": 16}", "body.no_integer"),
                ("{\"customer_id\": \(own.customer), \"language\": \"fr\"}", "body.no_text"),
                ("{\"customer_id\": \(own.customer), \"customer_reference\": \"K-1\"}", "embed.one_customer"),
                ("{}", "embed.one_customer"),
            ] { #expect(try await partner.ask(body).fault() == code, "\(body)") }
            let reader = try await Program.make(world, own, [.customersRead])
            let refused = try await Partner(world: world, tenant: own, program: reader).ask("{}")
            #expect(try refused.problem(403) == "key.not_permitted")
        }
    }

    @Test func `a customer without anybody who signs in gets somebody who cannot, once`() async throws {
        try await EREFlowStories.run { world in
            let partner = try await Partner.make(world, world.voltaria)
            let scope = world.voltaria.scope
            let details = CustomerDetails(
                reference: "K-7",
                kind: .privatePerson,
                name: "Eva Evers",
                email: "eva@customer.example",
                language: "en"
            )
            let id = try await world.database.write(scope) {
                try await Customers.create(scope, details, at: world.clock.now, in: $0)
            }
            async let first = partner.ask("{\"customer_reference\": \"K-7\"}")
            let other = Partner(
                world: world,
                tenant: world.voltaria,
                program: try await Program.make(world, world.voltaria, [.embedTokensWrite])
            )
            async let second = other.ask("{\"customer_reference\": \"K-7\"}")
            let statuses = try await [first.status, second.status]
            #expect(statuses == [201, 201])
            let people = try await world.database.read(scope) { try await Customers.users(scope, of: id, in: $0) }
            #expect(people.map(\.details.email) == ["eva@customer.example"] && people[0].hasPassword == false)
            let token = try #require(try await first.json()["token"]?.stringValue)
            let page = try await world.browser().visit("/embed/" + token)
            #expect(page.words.contains("Earn ERE with your charger"), "\(page.words)")
            try await world.database.write(scope) {
                try await Customers.end(scope, id, reason: "moved", at: world.clock.now, in: $0)
            }
            #expect(try await world.browser().visit(page.path).status == 410)
            let gone = try await partner.ask("{\"customer_reference\": \"K-7\"}")
            #expect(try gone.fault() == "embed.customer_ended")
        }
    }

    @Test func `the secret of a frame opens the pages of the toggle of that customer and nothing else`() async throws {
        try await EREFlowStories.run { world in
            let partner = try await Partner.make(world, world.voltaria)
            let browser = try await partner.frame()
            let base = Self.base(await browser.page)
            let foreign = try await ForeignThings.enrolment(of: world.ampère, world)
            for path in ["/customer", "/account", "/customer/payouts", "/dashboard", "", "/customer/ere/x"] {
                #expect(try await browser.get(base + path).status == 404, "\(path)")
            }
            #expect(try await browser.get(base + "/customer/ere/\(foreign.enrolment)").status == 404)
            #expect(try await browser.get(base + "/customer/ere/\(foreign.enrolment)/who").status == 404)
            await browser.setCookie("laadboek", String(base.dropFirst("/embed/".count)))
            #expect(try await browser.get("/customer").status == 303)
        }
    }

    @Test func `forms in a frame need its own token, and a sign-in beside it counts for nothing`() async throws {
        try await EREFlowStories.run { world in
            let partner = try await Partner.make(world, world.voltaria)
            let person = try await world.browser(world.voltaria, .customer)
            try await person.visit("/customer/ere")
            let foreign = await person.token
            let browser = try await partner.frame()
            let (page, own) = (await browser.page.path, await browser.token)
            for token in [nil, foreign, String(repeating: "0", count: 128)] {
                #expect(try await browser.post(page, [], token: token).status == 403)
            }
            await browser.set("Origin", Self.site)
            #expect(try await browser.post(page, [], token: own).status == 403)
            await browser.set("Origin", nil)
            #expect(try await browser.post(page, [], token: own).status == 303)
            // The same browser signed in as somebody of another operator: the frame is still its own customer's.
            let both = try await world.browser(world.ampère, .customer)
            let shown = try await both.visit("/embed/" + partner.token())
            #expect(shown.words.contains("VOLTARIA") && !shown.words.contains("AMPERE"), "\(shown.words)")
            #expect(try await both.visit("/customer").words.contains("AMPERE"))
        }
    }

    @Test func `what is too large is told within the frame, to be shown by its sites`() async throws {
        try await EREFlowStories.run { world in
            let browser = try await Partner.make(world, world.voltaria).frame()
            let large = [UInt8](repeating: UInt8(ascii: "x"), count: 1_200_000)
            let path = await browser.page.path
            let answer = try await browser.post(path, bytes: large, type: "application/x-www-form-urlencoded")
            #expect(answer.status == 413 && answer.words.contains("This is too large"), "\(answer.words)")
            #expect(answer.header("Content-Security-Policy")?.hasSuffix("frame-ancestors \(Self.site)") == true)
            #expect(answer.words.contains("VOLTARIA") && !answer.body.contains("/sign-in"), "\(answer.words)")
        }
    }

    @Test func `revoking the key ends the frames that it opened`() async throws {
        try await EREFlowStories.run { world in
            let partner = try await Partner.make(world, world.voltaria)
            let (browser, waiting) = (try await partner.frame(), try await partner.token())
            let scope = world.voltaria.scope
            try await world.database.write(scope) {
                try await APIKeys.revoke(scope, partner.program.secret.key, at: world.clock.now, in: $0)
            }
            #expect(try await browser.visit(browser.page.path).status == 410)
            #expect(try await world.browser().visit("/embed/" + waiting).status == 410)
        }
    }

    @Test func `an address that opens too many frames waits`() async throws {
        try await WebWorld.run { parts in
            (parts.configuration.limits.framesInARow, parts.configuration.limits.framesPerMinute) = (3, 1)
        } _: { world in
            let browser = world.browser()
            var statuses: [Int] = []
            for _ in 0..<4 { statuses.append(try await browser.get("/embed/x").status) }
            #expect(statuses == [404, 404, 404, 429])
        }
    }

    @Test func `the script may be loaded by any site and kept for a while`() async throws {
        try await WebWorld.run { world in
            let script = try await world.browser().get("/embed/v1/embed.js")
            #expect(script.status == 200 && script.bytes.count < 3_000)
            #expect(script.header("Content-Type")?.hasPrefix("text/javascript") == true)
            #expect(script.header("Cache-Control") == "public, max-age=3600" && script.header("ETag") != nil)
            #expect(script.header("Cross-Origin-Resource-Policy") == "cross-origin")
            #expect(script.header("Access-Control-Allow-Origin") == "*" && script.header("Set-Cookie") == nil)
        }
    }

    // MARK: The list of sites

    @Test func `what is no site is told at the field, and what was typed stays`() async throws {
        try await WebWorld.run { parts in
            parts.configuration.publicURL = PublicURL("https://charge.example")!
        } _: { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let empty = try await browser.visit("/embedding")
            #expect(empty.words.contains("No site may show it yet"))
            #expect(empty.body.contains("https://charge.example/embed/v1/embed.js"))
            for (typed, words) in [
                ("www.example.nl", "no address of a site"), ("https://a.example/path", "no address of a site"),
                ("https://*.example", "no address of a site"), ("https://a@b.example", "no address of a site"),
                ("https://a.example;script-src *", "no address of a site"), ("", "Please fill this in."),
                ("http://www.example.nl", "Sites must be reached by https"),
            ] {
                await browser.fill("Address", typed)
                let page = try await browser.press("Add it")
                #expect(page.status == 422 && page.words.contains(words), "\(typed): \(page.words)")
            }
            for typed in ["HTTPS://WWW.Shop.example:443/", "http://localhost:3000"] {
                await browser.fill("Address", typed)
                #expect(try await browser.press("Add it").status == 200)
            }
            #expect(await browser.page.words.contains("https://www.shop.example"))
            await browser.fill("Address", "https://www.shop.example")
            #expect(try await browser.press("Add it").words.contains("This site is there already."))
            let other = try await world.browser(world.ampère, .operatorAdmin)
            let theirs = try await other.visit("/embedding")
            #expect(!theirs.words.contains("shop.example"))
        }
    }
}

extension PageAnswer {
    /// The code of the one thing that is wrong.
    fileprivate func fault() throws -> String {
        #expect(status == 422, "\(body)")
        return try json()["errors"]?.arrayValue?.first?["code"]?.stringValue ?? ""
    }
}

/// What was done in frames, in order.
private struct ActsInFrames: Statement {
    static let spansTenants: String? = "a test looks at the whole log"
    static let sql = "SELECT action FROM audit_log WHERE embed_frame_id IS NOT NULL ORDER BY id"
    static let sample = ActsInFrames()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
