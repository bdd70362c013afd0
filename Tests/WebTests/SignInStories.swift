import Domain
import Testing
import Values
import Web

struct SignInStories {
    @Test func `people sign in, are led to their first page, and sign out`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            let page = try await browser.visit("/hosts")
            #expect(page.path == "/sign-in?back=%2Fhosts" && page.status == 200)
            await browser.fill("E-mail", world.voltaria.email(.operatorAdmin))
            await browser.fill("Password", WebWorld.password)
            let hosts = try await browser.press("Sign in")
            #expect(hosts.path == "/hosts" && hosts.words.contains("H1 of voltaria"))
            let left = try await browser.press("Sign out")
            #expect(left.path == "/sign-in" && left.words.contains("You are signed out."))
            #expect(try await browser.visit("/hosts").path.hasPrefix("/sign-in"))
        }
    }

    @Test func `a wrong name and a wrong password look the same and keep the address typed`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            let known = try await browser.signIn(world.voltaria.email(.host), "not the password")
            #expect(known.status == 422 && known.body.contains("host@voltaria.example"))
            let unknown = try await browser.signIn("nobody@voltaria.example", "not the password")
            #expect(unknown.status == 422)
            let sentence = "E-mail address and password do not match an account."
            #expect(known.words.contains(sentence) && unknown.words.contains(sentence))
            #expect(!known.body.contains("not the password"))
        }
    }

    @Test func `after five wrong passwords even the right one must wait`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            for _ in 0..<5 { try await browser.signIn(world.voltaria.email(.host), "not the password") }
            let limited = try await browser.signIn(world.voltaria.email(.host))
            #expect(limited.status == 429 && limited.header("Retry-After") == "30")
            #expect(limited.words.contains("Too many attempts. Please try again in 30"))
            world.clock.advance(seconds: 31)
            let entered = try await browser.signIn(world.voltaria.email(.operatorFinance))
            #expect(entered.status != 422)
        }
    }

    @Test func `a session that was planted before sign-in is worth nothing after it`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            let planted = SecretToken.random().text
            await browser.setCookie("laadboek", planted)
            try await browser.signIn(world.voltaria.email(.operatorAdmin))
            let session = await browser.cookie("laadboek")
            #expect(session != nil && session != planted)
            let thief = world.browser()
            await thief.setCookie("laadboek", planted)
            #expect(try await thief.visit("/hosts").path.hasPrefix("/sign-in"))
            #expect(await thief.cookie("laadboek") == nil)
        }
    }

    @Test func `signing in again gives another session`() async throws {
        try await WebWorld.run { world in
            let first = try await world.browser(world.voltaria, .operatorAdmin).cookie("laadboek")
            let second = try await world.browser(world.voltaria, .operatorAdmin).cookie("laadboek")
            #expect(first != nil && second != nil && first != second)
        }
    }

    @Test func `the way back leads to pages of ours only`() async throws {
        try await WebWorld.run { world in
            for back in ["https://evil.example/", "//evil.example", "/\\evil.example", "/nowhere", "javascript:x"] {
                let browser = world.browser()
                let form = try await browser.visit("/sign-in?back=\(PercentEncoding.of(back))")
                #expect(!form.body.contains("evil") && !form.body.contains("javascript"))
                let token = await browser.token
                let answer = try await browser.post(
                    "/sign-in",
                    [("email", world.voltaria.email(.operatorAdmin)), ("password", WebWorld.password), ("back", back)],
                    token: token
                )
                #expect(answer.status == 303 && answer.header("Location") == "/")
            }
        }
    }

    @Test func `the way back keeps the filters, the order and the place of a list`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            let query = "search=H1+of&kind=company&sort=balance&order=descending&size=25&page=1"
            let door = try await browser.visit("/hosts?" + query)
            #expect(door.path.hasPrefix("/sign-in?back="))
            let chosen = try await browser.press("Nederlands")
            #expect(chosen.path.hasPrefix("/sign-in?back="), "the choice of language keeps it, too")
            await browser.fill("E-mail", world.voltaria.email(.operatorAdmin))
            await browser.fill("Wachtwoord", WebWorld.password)
            let hosts = try await browser.press("Inloggen")
            #expect(hosts.path == "/hosts?search=H1%20of&kind=company&sort=balance&order=descending&size=25&page=1")
            #expect(hosts.words.contains("H1 of voltaria") && !hosts.words.contains("H2 of voltaria"))
        }
    }

    @Test func `the language is switched from any page, comes back to it, and stays with the account`() async throws {
        try await WebWorld.run { world in
            for role in Role.allCases {
                let browser = try await world.browser(world.voltaria, role)
                let path =
                    switch role {
                    case .operatorAdmin, .operatorFinance: "/sessions?month=2025-06&size=25"
                    case .host: "/host/sessions?month=2025-06"
                    case .customer: "/customer"
                    case .partnerAdmin, .partnerSupport: "/partner"
                    case .platformAdmin, .platformFinance, .verifier: "/admin/partners?state=active&size=25"
                    }
                try await browser.visit(path)
                let dutch = try await browser.press("Nederlands")
                #expect(dutch.path == path && dutch.words.contains("Uitloggen"), "\(role): \(dutch.path)")
                let again = try await world.browser(world.voltaria, role)
                #expect(try await again.visit("/account").words.contains("Uitloggen"), "\(role)")
                #expect(try await again.press("English").words.contains("Sign out"), "\(role)")
            }
        }
    }

    @Test func `a switch of language on a page that answers a form leads to the form`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            await browser.set("Sec-Fetch-Site", "same-origin")
            await browser.set("Referer", "http://charge.example/hosts/new")
            try await browser.visit("/hosts/new")
            await browser.fill("Name", "")
            let wrong = try await browser.press("Save")
            #expect(wrong.status == 422)
            #expect(try await browser.press("Nederlands").path == "/hosts/new")
        }
    }

    @Test func `a password is changed on the account page, and other sessions end`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let other = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/account")
            func change(_ current: String, _ new: String, _ repeated: String) async throws -> PageAnswer {
                await browser.fill("Current password", current)
                await browser.fill("New password", new)
                await browser.fill("The same once more", repeated)
                return try await browser.press("Change password")
            }
            let wrong = try await change("not it at all", "a whole new sentence", "a whole new sentence")
            #expect(wrong.status == 422 && wrong.words.contains("This is not your current password."))
            let short = try await change(WebWorld.password, "short", "short")
            #expect(short.words.contains("At least 12 characters."))
            let differing = try await change(WebWorld.password, "a whole new sentence", "another new sentence")
            #expect(differing.words.contains("The two passwords differ."))
            let done = try await change(WebWorld.password, "a whole new sentence", "a whole new sentence")
            #expect(done.status == 200 && done.words.contains("The password is changed"))
            #expect(try await other.visit("/account").path.hasPrefix("/sign-in"))
        }
    }

    @Test func `signing out everywhere ends every session of the person and nobody else's`() async throws {
        try await WebWorld.run { world in
            let here = try await world.browser(world.voltaria, .operatorAdmin)
            let there = try await world.browser(world.voltaria, .operatorAdmin)
            let colleague = try await world.browser(world.voltaria, .operatorFinance)
            let account = try await here.visit("/account")
            #expect(account.words.contains("this one"))
            #expect(try await here.press("Sign out everywhere").words.contains("You are signed out everywhere."))
            for browser in [here, there] { #expect(try await browser.visit("/account").path.hasPrefix("/sign-in")) }
            #expect(try await colleague.visit("/account").path == "/account")
        }
    }

    @Test func `a forgotten password is replaced by the link in the mail, once`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            try await browser.visit("/password-reset")
            await browser.fill("E-mail", world.voltaria.email(.operatorFinance))
            let sent = try await browser.press("Send me a link")
            #expect(sent.words.contains("Look into your mailbox"))
            let mail = try await world.newestMail()
            let path = try #require(world.link(in: mail))
            try await browser.visit(path)
            await browser.fill("New password", "a whole new sentence")
            await browser.fill("The same once more", "a whole new sentence")
            let changed = try await browser.press("Save")
            #expect(changed.path == "/sign-in" && changed.words.contains("The password is changed"))
            #expect(try await browser.visit(path).words.contains("This link no longer works"))
            let entered = try await browser.signIn(world.voltaria.email(.operatorFinance), "a whole new sentence")
            #expect(entered.status != 422)
        }
    }

    @Test func `asking for a link says the same for an address that nobody has, and sends nothing`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            try await browser.visit("/password-reset")
            await browser.fill("E-mail", "nobody@voltaria.example")
            let sent = try await browser.press("Send me a link")
            #expect(sent.status == 200 && sent.words.contains("Look into your mailbox"))
            #expect(try await world.newestMail() == "")
        }
    }

    @Test func `the language is the visitor's choice, then the person's`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            try await browser.visit("/")
            let dutch = try await browser.press("Nederlands")
            #expect(dutch.body.contains("lang=\"nl\"") && dutch.words.contains("Inloggen"))
            await browser.set("Accept-Language", "nl-NL,nl;q=0.9")
            await browser.forgetCookies()
            #expect(try await browser.visit("/").words.contains("Inloggen"))
            let person = try await world.browser(world.voltaria, .host)
            try await person.visit("/account")
            await person.fill("Language", "nl")
            let changed = try await person.press("Save")
            #expect(changed.words.contains("De taal is gewijzigd."))
        }
    }
}
