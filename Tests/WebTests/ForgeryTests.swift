import Testing
import Values
import Web

struct ForgeryTests {
    @Test func `a form without a token, with a foreign one or a made-up one is refused`() async throws {
        try await WebWorld.run { world in
            let victim = try await world.browser(world.voltaria, .operatorAdmin)
            let attacker = try await world.browser(world.ampère, .operatorAdmin)
            try await attacker.visit("/account")
            let foreign = await attacker.token
            try await victim.visit("/account")
            let own = await victim.token
            for token in [nil, "", foreign, String(repeating: "0", count: 128)] {
                let refused = try await victim.post("/account/language", [("language", "nl")], token: token)
                #expect(refused.status == 403)
            }
            #expect(try await victim.post("/account/language", [("language", "nl")], token: own).status == 303)
        }
    }

    @Test func `tokens differ on every page and all work`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/account")
            let first = await browser.token
            try await browser.visit("/account")
            let second = await browser.token
            #expect(first != second)
            for token in [first, second] {
                #expect(try await browser.post("/account/language", [("language", "en")], token: token).status == 303)
            }
        }
    }

    @Test(arguments: [
        ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"),
        ("Origin", "null"), ("Origin", "http://charge.example.evil.example"),
    ])
    func `a form that the browser says is from elsewhere is refused, token or not`(
        _ name: String,
        _ value: String
    ) async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/account")
            let token = await browser.token
            await browser.set(name, value)
            #expect(try await browser.post("/account/language", [("language", "en")], token: token).status == 403)
            await browser.set(name, name == "Origin" ? "http://charge.example" : "same-origin")
            #expect(try await browser.post("/account/language", [("language", "en")], token: token).status == 303)
        }
    }

    @Test func `signing in is protected, too`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            let fields = [("email", world.voltaria.email(.operatorAdmin)), ("password", WebWorld.password)]
            #expect(try await browser.post("/sign-in", fields, token: nil).status == 403)
            try await browser.visit("/sign-in")
            let token = await browser.token
            await browser.forgetCookies()
            #expect(try await browser.post("/sign-in", fields, token: token).status == 403)
        }
    }

    @Test func `a notice is shown once and cannot be made up`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/account")
            #expect(try await browser.press("Save").words.contains("The language is changed."))
            #expect(try await !browser.visit("/account").words.contains("The language is changed."))
            await browser.setCookie("laadboek-notice", "language-changed.00")
            #expect(try await !browser.visit("/account").words.contains("The language is changed."))
        }
    }

    @Test func `one address cannot send forms without end`() async throws {
        try await WebWorld.run(adjust: { $0.configuration.limits.formsInARow = 3 }) { world in
            let browser = world.browser()
            for _ in 0..<3 { #expect(try await browser.post("/language", [], token: nil).status == 403) }
            let limited = try await browser.post("/language", [], token: nil)
            #expect(limited.status == 429 && limited.header("Retry-After") != nil)
            #expect(try await browser.get("/sign-in").status == 200)
            world.clock.advance(seconds: 60)
            #expect(try await browser.post("/language", [], token: nil).status == 403)
        }
    }
}
