import Domain
import Postgres
import Testing
import Values
import Web

/// Those who look after a partner's customers.
struct CustomerDeskStories {
    /// Invites a customer; the page of it.
    private func invite(_ desk: Browser, _ name: String, _ email: String) async throws -> PageAnswer {
        try await desk.visit("/customers/new")
        await desk.choose("kind", "private")
        await desk.fill("Name", name)
        await desk.choose("email", email)
        await desk.choose("language", "en")
        await desk.choose("invite", "yes")
        return try await desk.press("Save")
    }

    @Test func `a customer is invited by mail, signs in, and the list says how far it is`() async throws {
        try await EREFlowStories.run { world in
            let desk = try await world.browser(world.voltaria, .partnerSupport)
            let shown = try await invite(desk, "Anna de Vries", "anna@home.example")
            #expect(shown.status == 200 && shown.words.contains("The invitation is on its way."), "\(shown.words)")
            let mail = try await world.newestMail()
            #expect(mail.contains("VOLTARIA invites you to take part"), "\(mail)")
            let anna = world.browser()
            try await anna.visit(try #require(world.link(in: mail)))
            await anna.choose("password", "a whole new sentence")
            await anna.choose("repeated", "a whole new sentence")
            try await anna.press("Save")
            #expect(try await desk.visit("/customers?state=invited").words.contains("Anna de Vries"))
            let home = try await anna.signIn("anna@home.example", "a whole new sentence")
            #expect(home.path == "/customer")
            #expect(try await desk.visit("/customers?state=joined&search=anna").words.contains("Anna de Vries"))
            #expect(try await !desk.visit("/customers?state=invited").words.contains("Anna de Vries"))
            try await EREFlowStories.fill(anna)
            #expect(try await desk.visit("/customers?state=in_progress").words.contains("Anna de Vries"))
            _ = try await EREFlowStories.sign(anna, try await EREFlowStories.askForCode(anna, world))
            #expect(try await desk.visit("/customers?state=waiting").words.contains("Anna de Vries"))
            let counts = try await desk.visit("/partner")
            #expect(counts.words.contains("Waiting for evidence 1"), "\(counts.words)")
            let page = try await desk.visit(shown.path)
            #expect(page.words.contains("Keizersgracht 12, Amsterdam") && !page.body.contains("Invite again"))
            let file = try await desk.get("/customers.json?state=waiting")
            #expect(file.body.contains("anna@home.example") && !file.body.contains("Customer of"), "\(file.body)")
        }
    }

    @Test func `an address or reference that a customer has is refused at its field, another operator's is not`()
        async throws
    {
        try await EREFlowStories.run { world in
            let desk = try await world.browser(world.voltaria, .partnerAdmin)
            _ = try await invite(desk, "Anna", "anna@home.example")
            let twice = try await invite(desk, "Anna", "ANNA@home.example")
            #expect(twice.status == 422, "\(twice.words)")
            let other = try await world.browser(world.ampère, .partnerAdmin)
            #expect(try await invite(other, "Anna", "anna@home.example").status == 200)
        }
    }

    @Test func `a customer is changed, written to again, ended with a reason and taken back`() async throws {
        try await EREFlowStories.run { world in
            let desk = try await world.browser(world.voltaria, .operatorFinance)
            let shown = try await invite(desk, "Bea Bos", "bea@home.example")
            try await desk.visit(shown.path + "/edit")
            await desk.choose("kind", "company")
            await desk.choose("company_number", "12345678")
            await desk.choose("reference", "K-7")
            let changed = try await desk.press("Save")
            #expect(changed.words.contains("12345678") && changed.words.contains("K-7"), "\(changed.words)")
            let again = try await desk.press("Invite again")
            #expect(again.words.contains("The invitation is on its way."), "\(again.words)")
            await desk.choose("reason", "")
            let refused = try await desk.press("End")
            #expect(refused.status == 422)
            await desk.choose("reason", "Moved away")
            let ended = try await desk.press("End")
            #expect(ended.words.contains("Moved away") && !ended.body.contains("Invite again"), "\(ended.words)")
            let back = try await desk.press("Take it back")
            #expect(!back.words.contains("Moved away") && back.body.contains("Invite again"))
        }
    }

    @Test func `a list is looked at first, and adds and invites the customers that are right`() async throws {
        try await EREFlowStories.run { world in
            let desk = try await world.browser(world.voltaria, .partnerSupport)
            _ = try await invite(desk, "Anna", "anna@home.example")
            try await desk.visit("/customers/import")
            let csv = """
                Naam;E-mail;Soort;Kenmerk
                Bea Bos;bea@home.example;particulier;K-1
                Cor;nobody;;K-2
                Anna;Anna@home.example;;
                VvE Gracht;vve@home.example;vve;K-1
                Dina;dina@home.example;;K-9
                """
            let seen = try await desk.upload("/customers/import", "list", fileName: "klanten.csv", Array(csv.utf8))
            #expect(seen.status == 200, "\(seen.words)")
            for words in [
                "2 customers can be added; 3 lines cannot", "A customer signs in with this address.",
                "The same reference as line 2.",
            ] { #expect(seen.words.contains(words), "\(words): \(seen.words)") }
            let other = try await world.browser(world.voltaria, .partnerAdmin)
            let before = try await other.get("/customers.json")
            #expect(!before.body.contains("bea@home.example"), "nothing before the word")
            let added = try await desk.press("Add 2 customers")
            #expect(
                added.path == "/customers" && added.words.contains("invitations are on their way"),
                "\(added.words)"
            )
            let file = try await desk.get("/customers.json?state=invited")
            #expect(file.body.contains("bea@home.example") && file.body.contains("dina@home.example"))
            #expect(!file.body.contains("vve@home.example"))
            let mail = try await world.newestMail()
            #expect(mail.contains("Dina,"), "\(mail)")
        }
    }

    @Test func `a list without headings, and a file that is none, are refused in words`() async throws {
        try await EREFlowStories.run { world in
            let desk = try await world.browser(world.voltaria, .operatorAdmin)
            for (name, text, words) in [
                ("a.csv", "Anna;anna@home.example", "The first line needs headings"),
                ("b.csv", "Naam;E-mail", "The first line needs headings"), ("c.csv", "", "Nothing is in this file."),
            ] {
                try await desk.visit("/customers/import")
                let refused = try await desk.upload("/customers/import", "list", fileName: name, Array(text.utf8))
                #expect(refused.status == 422 && refused.words.contains(words), "\(name): \(refused.words)")
            }
            try await desk.visit("/customers/import")
            let token = await desk.token
            let lost = try await desk.post("/customers/import/confirmation", [("list", "x")], token: token)
            #expect(lost.status == 422 && lost.words.contains("came back incomplete"))
        }
    }
}
