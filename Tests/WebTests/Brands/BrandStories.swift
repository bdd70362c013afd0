import Domain
import Postgres
import Testing
import Values
import Web

struct BrandStories {
    /// A brand for each of the two operators, by their own names.
    private func brand(_ world: WebWorld, hostName: String = "") async throws {
        for (tenant, colour, host) in [(world.voltaria, "1d4f91", hostName), (world.ampère, "7a1f5c", "")] {
            try await world.database.write(tenant.scope) { tx in
                let details = BrandDetails(
                    slug: tenant.reference,
                    name: "Brand of \(tenant.reference)",
                    hostName: host,
                    colour: colour,
                    senderName: "Team \(tenant.reference)",
                    senderAddress: "ere@\(tenant.reference).example",
                    supportEmail: "help@\(tenant.reference).example"
                )
                try await Brands.set(tenant.scope, details, at: world.clock.now, in: tx)
            }
        }
        world.clock.advance(seconds: 60)
    }

    /// Whether a page is in the brand of voltaria and shows no other name, ours included.
    ///
    /// A mandate has to name who books; no other page does.
    private func expectBranded(_ answer: PageAnswer, _ comment: Comment, isMandate: Bool = false) {
        #expect(answer.body.contains("Brand of voltaria"), comment)
        #expect(answer.body.contains("/brand-styles/1d4f91.css"), comment)
        let others = ["laadboek", "ampere", "platform b.v.", "7a1f5c", "favicon", "class=\"logo\""]
        let seen = others.filter { answer.body.lowercased().contains($0) && !(isMandate && $0 == "platform b.v.") }
        #expect(seen == [], comment)
    }

    @Test func `a customer sees the own brand from the door to the mail, and no other`() async throws {
        try await WebWorld.run { world in
            try await brand(world)
            let browser = world.browser()
            expectBranded(try await browser.visit("/p/voltaria"), "the door")
            expectBranded(try await browser.visit("/"), "the front page")
            expectBranded(try await browser.visit("/sign-in"), "the sign-in page")
            await browser.fill("E-mail", "nobody@x.example")
            await browser.fill("Password", "wrong")
            expectBranded(try await browser.press("Sign in"), "a refusal")
            expectBranded(try await browser.visit("/nowhere"), "a lost page")
            expectBranded(try await browser.visit("/password-reset"), "forgotten password")
            await browser.fill("E-mail", world.voltaria.email(.customer))
            expectBranded(try await browser.press("Send me a link"), "sent")
            let mail = try await world.newestMail(withHead: true)
            #expect(mail.contains("Brand of voltaria") && !mail.lowercased().contains("laadboek"))
            #expect(mail.contains("<ere@voltaria.example>") && mail.contains("Sender: <books@charge.example>"))
            let fresh = world.browser()
            let link = try #require(world.link(in: try await world.newestMail()))
            expectBranded(try await fresh.visit(link), "the link")
            try await browser.visit("/sign-in")
            let home = try await browser.signIn(world.voltaria.email(.customer))
            #expect(home.path == "/customer")
            expectBranded(home, "the first page")
            for page in ["/account", "/account/second-factor", "/hosts", "/nowhere", "/customer/nothing"] {
                expectBranded(try await browser.visit(page), "\(page)")
            }
            try await browser.visit("/customer")
            expectBranded(try await browser.press("Sign out"), "after signing out")
        }
    }

    @Test func `the way from the toggle to the mandate is in the own brand, its mail and paper included`() async throws
    {
        try await EREFlowStories.run { world in
            try await brand(world)
            let browser = try await world.browser(world.voltaria, .customer)
            expectBranded(try await browser.visit("/customer/ere"), "the toggle")
            let way = try await EREFlowStories.begin(browser)
            expectBranded(await browser.page, "who")
            expectBranded(try await EREFlowStories.sayWho(browser), "the connection")
            expectBranded(try await EREFlowStories.sayConnection(browser), "the charger")
            expectBranded(try await EREFlowStories.sayCharger(browser), "the account")
            expectBranded(try await EREFlowStories.sayAccount(browser), "the mandate", isMandate: true)
            let code = try await EREFlowStories.askForCode(browser, world)
            expectBranded(await browser.page, "the signature", isMandate: true)
            let mail = try await world.newestMail(withHead: true)
            #expect(mail.contains("<ere@voltaria.example>") && mail.contains("Sender: <books@charge.example>"))
            #expect(!mail.lowercased().contains("laadboek") && !mail.contains("Platform"))
            expectBranded(try await EREFlowStories.sign(browser, code), "what happens next")
            expectBranded(try await browser.visit(way + "/off"), "turning off")
            let paper = try await browser.get(way + "/mandate.pdf")
            #expect(paper.status == 200 && !paper.body.lowercased().contains("laadboek"))
        }
    }

    @Test func `at a host name of its own every page is the brand's`() async throws {
        try await WebWorld.run { world in
            try await brand(world, hostName: "127.0.0.1")
            expectBranded(try await world.browser().visit("/sign-in"), "by host name")
            expectBranded(try await world.browser().visit("/nowhere"), "a lost page")
        }
    }

    @Test func `what is too large is refused in the brand and frame of its sender, with a way back`() async throws {
        try await WebWorld.run { world in
            try await brand(world, hostName: "127.0.0.1")
            let large = [UInt8](repeating: UInt8(ascii: "x"), count: 1_200_000)
            let type = "application/x-www-form-urlencoded"
            let stranger = world.browser()
            await stranger.set("Accept-Language", "nl")
            let refused = try await stranger.post("/sign-in", bytes: large, type: type)
            #expect(refused.status == 413 && refused.words.contains("Dit is te groot"), "\(refused.words)")
            expectBranded(refused, "a stranger at the brand's host")
            let customer = try await world.browser(world.voltaria, .customer)
            await customer.set("Sec-Fetch-Site", "same-origin")
            await customer.set("Referer", "http://127.0.0.1/customer/ere")
            let own = try await customer.post("/customer/ere", bytes: large, type: type)
            #expect(own.status == 413 && own.words.contains("Sign out"), "\(own.words)")
            #expect(own.body.contains("href=\"/customer/ere\">Back to the form"), "\(own.body)")
            expectBranded(own, "a customer")
        }
    }

    @Test func `the same address is another customer at another door`() async throws {
        try await WebWorld.run { world in
            try await brand(world)
            let email = "both@home.example"
            for tenant in [world.voltaria, world.ampère] {
                try await world.database.write(tenant.scope) { tx in
                    let id = try await Customers.addUser(
                        tenant.scope,
                        to: tenant.customer,
                        email: email,
                        name: "Both",
                        language: "en",
                        in: tx
                    )
                    let hash = try PasswordHash(of: tenant.reference + " and a password", parameters: WebWorld.cheap)
                    let own = Scope.system(for: tenant.id)
                    try await Users.setPassword(own, of: id, hash, at: world.clock.now, in: tx)
                }
            }
            for (door, other) in [(world.voltaria, world.ampère), (world.ampère, world.voltaria)] {
                let browser = world.browser()
                try await browser.visit("/p/\(door.reference)")
                let refused = try await browser.signIn(email, other.reference + " and a password")
                #expect(refused.status == 422, "the password of the other operator's customer")
                let home = try await browser.signIn(email, door.reference + " and a password")
                #expect(home.path == "/customer" && home.words.contains("Customer of \(door.reference)"))
            }
            let ours = try await world.browser().signIn(email, "voltaria and a password")
            #expect(ours.status == 422, "at our own door it is not known which one is meant")
        }
    }

    @Test func `a brand is set with its colour checked and its logo by what the file is`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .partnerAdmin)
            try await browser.visit("/partner/brand")
            await browser.choose("colour", "#ffee00")
            let light = try await browser.press("Save")
            #expect(light.status == 422 && light.words.contains("Try #"), "\(light.words)")
            await browser.choose("colour", "#1d4f91")
            await browser.choose("name", "Voltaria Thuis")
            let saved = try await browser.press("Save")
            #expect(saved.status == 200 && saved.body.contains("/p/voltaria") && saved.body.contains("1d4f91.css"))
            for (name, bytes) in [
                ("logo.png", Array("<svg/>".utf8)), ("logo.svg", Array("GIF89a".utf8)),
                ("large.png", BrandStories.png(width: 64, height: 64) + Array(repeating: 0, count: 300_000)),
                ("wide.png", BrandStories.png(width: 4_000, height: 64)),
            ] {
                try await browser.visit("/partner/brand")
                let refused = try await browser.upload("/partner/brand/logo", "logo", fileName: name, bytes)
                #expect(refused.status == 422, "\(name)")
            }
            try await browser.visit("/partner/brand")
            let logo = BrandStories.png(width: 64, height: 32)
            let taken = try await browser.upload("/partner/brand/logo", "logo", fileName: "x.png", logo)
            #expect(taken.header("Location") == "/partner/brand")
            let page = try await browser.visit("/partner/brand")
            let path = try #require(page.body.firstMatch(of: /\/brand-logos\/[0-9a-f]{64}/).map { String($0.output) })
            let image = try await world.browser().get(path)
            #expect(image.status == 200 && image.header("Content-Type") == "image/png")
            #expect(image.header("Cache-Control") == "public, max-age=31536000, immutable")
            let style = try await world.browser().get("/brand-styles/1d4f91.css")
            #expect(style.status == 200 && style.body.contains("--brand: light-dark(#1d4f91"))
            for wrong in ["/brand-styles/1d4f9.css", "/brand-styles/1D4F91.css", "/brand-logos/ab", "/p/nobody"] {
                #expect(try await world.browser().get(wrong).status == 404, "\(wrong)")
            }
            let support = try await world.browser(world.voltaria, .partnerSupport)
            #expect(try await support.get("/partner/brand").status == 403)
        }
    }

    /// The head of a PNG file, which is all that is looked at.
    private static func png(width: UInt32, height: UInt32) -> [UInt8] {
        func number(_ value: UInt32) -> [UInt8] {
            (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
        return head + number(width) + number(height) + [8, 6, 0, 0, 0, 0, 0, 0, 0]
    }
}
