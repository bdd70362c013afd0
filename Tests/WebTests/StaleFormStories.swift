import Domain
import Postgres
import Testing
import Values
import Web

/// Forms that are sent when their session has ended.
struct StaleFormStories {
    private static let typed = [
        ("reference", "H9"), ("name", "Bakker & Zoon"), ("kind", "company"), ("street", "Kade"), ("house_number", "1"),
        ("postcode", "1011"), ("town", "Delft"), ("country", "NL"), ("email", "bakker@zoon.example"),
        ("vat_status", "not_taxable"), ("language", "nl"),
    ]

    @Test func `what was typed when the session ended can be sent after signing in again`() async throws {
        try await WebWorld.run { world in
            let browser = try await own(world)
            try await browser.visit("/hosts/new")
            let token = await browser.token
            let other = try await world.browser(world.voltaria, .operatorAdmin)
            try await other.visit("/account")
            try await other.press("Sign out everywhere")
            let stale = try await browser.post("/hosts/new", Self.typed, token: token)
            #expect(stale.status == 403 && stale.words.contains("You are no longer signed in"), "\(stale.words)")
            #expect(stale.words.contains("Nothing was saved") && stale.words.contains("name Bakker & Zoon"))
            #expect(stale.body.contains("href=\"/sign-in\" target=\"_blank\""))
            // Signed in again in another window of the same browser, the page is as it was.
            let page = stale.body
            try await browser.signIn(world.voltaria.email(.operatorAdmin))
            await browser.show(page, at: "/hosts/new")
            let second = try await browser.press("Send it again")
            #expect(second.status == 403 && second.words.contains("This form is of an earlier session"))
            #expect(second.words.contains("name Bakker & Zoon") && second.words.contains("Journal"))
            let saved = try await browser.press("Send it again")
            #expect(saved.status == 200 && saved.words.contains("The host is added."), "\(saved.words)")
            #expect(saved.words.contains("Bakker & Zoon"))
        }
    }

    @Test func `a button without words leads to the door, back again, and says that nothing was done`() async throws {
        try await BillingStory.run { story in
            let browser = try await own(story.world, .operatorFinance)
            try await browser.visit("/month-ends/2025-06")
            let token = await browser.token
            await browser.setCookie("laadboek", nil)
            await browser.set("Referer", "http://charge.example/month-ends/2025-06?page=1")
            let answer = try await browser.post("/month-ends/2025-06/closing", [], token: token)
            #expect(answer.status == 303 && answer.header("Location")?.hasPrefix("/sign-in?back=") == true)
            let door = try await browser.visit(answer.header("Location") ?? "")
            #expect(door.words.contains("Your session had ended, so nothing was done."))
            await browser.fill("E-mail", story.tenant.email(.operatorFinance))
            await browser.fill("Password", WebWorld.password)
            #expect(try await browser.press("Sign in").path.hasPrefix("/month-ends/2025-06"))
            let due = try await MonthClose(story.world.database).unfinished()
            #expect(due.isEmpty)
        }
    }

    @Test func `nothing that a stranger's page sent is shown or can be sent again`() async throws {
        try await WebWorld.run { world in
            for headers in [[("Sec-Fetch-Site", "cross-site")], [("Origin", "http://evil.example")], []] {
                let browser = try await world.browser(world.voltaria, .operatorAdmin)
                for (name, value) in headers { await browser.set(name, value) }
                await browser.set("Referer", "http://evil.example/hosts/new")
                let refused = try await browser.post("/hosts/new", Self.typed, token: "made up")
                #expect(refused.status == 403 && refused.words.contains("Nothing was saved"), "\(headers)")
                #expect(!refused.body.contains("Bakker") && !refused.words.contains("Send it again"), "\(headers)")
            }
        }
    }

    @Test func `a password is never written into the page`() async throws {
        try await WebWorld.run { world in
            let browser = try await own(world)
            let fields = [("current", "x"), ("password", "hunter2hunter2"), ("repeated_password", "hunter2hunter2")]
            let refused = try await browser.post("/account/password", fields, token: "old")
            #expect(refused.status == 403 && !refused.body.contains("hunter2"))
            #expect(!refused.words.contains("Send it again"))
            let stranger = world.browser()
            await stranger.set("Sec-Fetch-Site", "same-origin")
            let door = try await stranger.post("/sign-in", [("email", "a@b.example"), ("password", "x")], token: nil)
            #expect(door.status == 403 && !door.body.contains("a@b.example") && door.words.contains("Sign in"))
        }
    }

    @Test func `a program is told by its code`() async throws {
        try await WebWorld.run { world in
            let browser = try await own(world)
            await browser.set("Accept", "application/json")
            let refused = try await browser.post("/hosts/new", Self.typed, token: "old")
            let body = try JSON(parsing: Array(refused.body.utf8))
            #expect(refused.status == 403 && body["code"] == .string("request.forged"))
        }
    }

    /// A browser that says where its forms stand, as all do today.
    private func own(_ world: WebWorld, _ role: Role = .operatorAdmin) async throws -> Browser {
        let browser = try await world.browser(world.voltaria, role)
        await browser.set("Sec-Fetch-Site", "same-origin")
        return browser
    }
}
