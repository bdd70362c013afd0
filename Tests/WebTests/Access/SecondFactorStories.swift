import Domain
import Testing
import Values
import Web

struct SecondFactorStories {
    @Test func `a second factor is turned on, asked for at the next sign-in, and turned off`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .host)
            try await browser.visit("/account/second-factor")
            let pending = try await browser.press("Turn it on")
            let secret = try #require(pending.body.firstMatch(of: /[A-Z2-7]{32}/).map { String($0.output) })
            #expect(pending.body.contains("class=\"qr\""))
            func code() -> String {
                TimeCode(base32: secret)?.code(at: TimeCode.step(at: world.clock.now)) ?? ""
            }
            await browser.choose("code", "000000")
            let wrong = try await browser.press("Confirm")
            #expect(wrong.status == 422 && wrong.words.contains("not right"))
            await browser.choose("code", code())
            let codes = try await browser.press("Confirm")
            #expect(codes.words.contains("they are shown once"))
            let recovery = codes.body.matches(of: /([a-z2-7]{4}-){3}[a-z2-7]{4}/).map { String($0.output.0) }
            #expect(recovery.count == 10)
            let again = try await browser.visit("/account/second-factor")
            #expect(!again.body.contains(recovery[0]) && again.words.contains("Recovery codes left"))

            let second = world.browser()
            let step = try await second.signIn(world.voltaria.email(.host))
            #expect(step.path.hasPrefix("/sign-in/code") && step.words.contains("Your code"))
            #expect(try await second.get("/host").status == 303, "the password alone opens nothing")
            try await second.visit(step.path)
            await second.choose("code", code())
            let replayed = try await second.press("Sign in")
            #expect(replayed.status == 422, "the code that turned it on was used")
            world.clock.advance(seconds: 60)
            await second.choose("code", code())
            let entered = try await second.press("Sign in")
            #expect(entered.path == "/host", "\(entered.path)")

            let third = world.browser()
            try await third.signIn(world.voltaria.email(.host))
            await third.choose("code", recovery[3])
            #expect(try await third.press("Sign in").path == "/host")

            world.clock.advance(seconds: 60)
            try await browser.visit("/account/second-factor")
            await browser.choose("code", code())
            let off = try await browser.press("Turn it off")
            #expect(off.words.contains("The second factor is off."), "\(off.words)")
            #expect(try await world.browser().signIn(world.voltaria.email(.host)).path == "/host")
        }
    }

    @Test func `people of the platform get no further without one`() async throws {
        try await WebWorld.run(adjust: { $0.configuration.needsSecondFactor = Set(Role.ofPlatform) }) { world in
            for role in Role.ofPlatform {
                let browser = try await world.browser(world.voltaria, role)
                for page in ["/admin/partners", "/admin/agreements", "/admin/partners/\(world.voltaria.id)"] {
                    let answer = try await browser.get(page)
                    #expect(answer.header("Location") == "/account/second-factor", "\(page) as \(role)")
                }
                let page = try await browser.visit("/account/second-factor")
                #expect(page.words.contains("Your role needs a second factor"))
                let pending = try await browser.press("Turn it on")
                let secret = try #require(pending.body.firstMatch(of: /[A-Z2-7]{32}/).map { String($0.output) })
                let code = TimeCode(base32: secret)?.code(at: TimeCode.step(at: world.clock.now)) ?? ""
                await browser.choose("code", code)
                try await browser.press("Confirm")
                #expect(try await browser.get("/admin/partners").status == 200, "\(role)")
                world.clock.advance(seconds: 60)
                let next = TimeCode(base32: secret)?.code(at: TimeCode.step(at: world.clock.now)) ?? ""
                try await browser.visit("/account/second-factor")
                let token = await browser.token
                let refused = try await browser.post(
                    "/account/second-factor",
                    [("step", "off"), ("code", next)],
                    token: token
                )
                #expect(refused.status == 422, "\(role)")
            }
        }
    }

    @Test func `the second step without the first leads to the door`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            #expect(try await browser.visit("/sign-in/code").path == "/sign-in")
            try await browser.visit("/sign-in")
            let token = await browser.token
            let answer = try await browser.post("/sign-in/code", [("code", "123456")], token: token)
            #expect(answer.header("Location") == "/sign-in")
        }
    }

    /// Turns a second factor on.
    private func turnOn(_ browser: Browser, _ world: WebWorld) async throws {
        try await browser.visit("/account/second-factor")
        let pending = try await browser.press("Turn it on")
        let secret = try #require(pending.body.firstMatch(of: /[A-Z2-7]{32}/).map { String($0.output) })
        let code = TimeCode(base32: secret)?.code(at: TimeCode.step(at: world.clock.now)) ?? ""
        await browser.choose("code", code)
        try await browser.press("Confirm")
    }

    @Test func `who lost device and codes asks an administrator, and is told by mail`() async throws {
        try await WebWorld.run { world in
            let page = "/users/\(world.voltaria.finance)"
            try await turnOn(try await world.browser(world.voltaria, .operatorFinance), world)
            let waiting = world.browser()
            #expect(try await waiting.signIn(world.voltaria.email(.operatorFinance)).path.hasPrefix("/sign-in/code"))
            for role in [Role.partnerAdmin] {
                let other = try await world.browser(world.voltaria, role)
                try await other.visit("/account")
                let refused = try await other.post(page + "/second-factor", [], token: await other.token)
                #expect(refused.status == 404, "\(role)")
            }
            let admin = try await world.browser(world.voltaria, .operatorAdmin)
            #expect(try await admin.visit(page).words.contains("On since"))
            let taken = try await admin.press("Take it away")
            #expect(taken.words.contains("The second factor is off.") && !taken.words.contains("On since"))
            #expect(try await world.newestMail().contains("an administrator took away the second factor"))
            #expect(try await world.browser().signIn(world.voltaria.email(.operatorFinance)).path == "/dashboard")
        }
    }

    @Test func `nobody takes away the own one without a code`() async throws {
        try await WebWorld.run { world in
            let admin = try await world.browser(world.voltaria, .operatorAdmin)
            try await turnOn(admin, world)
            let page = "/users/\(world.voltaria.administrator)"
            #expect(try await !admin.visit(page).words.contains("On since"))
            let refused = try await admin.post(page + "/second-factor", [], token: await admin.token)
            #expect(refused.status == 403)
            let again = try await world.browser().signIn(world.voltaria.email(.operatorAdmin))
            #expect(again.path.hasPrefix("/sign-in/code"))
        }
    }
}
