import Domain
import Postgres
import Testing
import Values
import Web

/// Charge points, charge cards and the operator's own settings, changed by people.
struct NetworkStories {
    @Test func `a charge point is changed, and what is wrong is said at the field`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let address = "/charge-points/\(world.voltaria.chargePoint)"
            try await browser.visit(address)
            try await browser.visit(address + "/edit")
            await browser.fill("Connectors", "65")
            await browser.fill("Name", "Gate <left>")
            await browser.fill("Highest power", "11.0001")
            let wrong = try await browser.press("Save")
            #expect(wrong.status == 422 && wrong.words.contains("2 fields need your attention."))
            #expect(wrong.words.contains("A number from 1 to 64.") && wrong.words.contains("At most 3 decimals."))
            #expect(wrong.body.contains("value=\"65\"") && wrong.body.contains("value=\"Gate &lt;left&gt;\""))
            await browser.fill("Connectors", "2")
            await browser.fill("Highest power", "11,5")
            let saved = try await browser.press("Save")
            #expect(saved.path == address && saved.words.contains("Saved.") && saved.words.contains("11.5 kW"))
            #expect(saved.words.contains("Gate <left>"))
            try await browser.visit(address + "/edit")
            await browser.fill("Site", world.ampère.site.description)
            #expect(try await browser.press("Save").words.contains("Please choose one of the options."))
        }
    }

    @Test func `a charge point is taken out of use and comes back with a key that is shown once`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let address = "/charge-points/\(world.voltaria.chargePoint)"
            try await browser.visit(address)
            let token = await browser.token
            let gone = try await browser.press("Take out of use")
            #expect(gone.path == address && gone.words.contains("Out of use since"))
            #expect(!gone.words.contains("Make a new key") && !gone.words.contains("Send a command"))
            #expect(try await browser.visit(address + "/edit").path == address)
            let again = try await browser.post(address + "/retirement", [], token: token)
            #expect(again.status == 303)
            #expect(!(try await browser.visit("/charge-points").words.contains("CP-voltaria")))
            #expect(try await browser.visit("/charge-points?online=retired").words.contains("CP-voltaria"))
            try await browser.visit(address)
            let back = try await browser.press("Put back into use with a new key")
            #expect(back.status == 201 && back.words.contains("shown once"))
            #expect(try await browser.visit("/charge-points").words.contains("CP-voltaria"))
            #expect(try await browser.post(address + "/return", [], token: token).header("Location") == address)
            let finance = try await world.browser(world.voltaria, .operatorFinance)
            #expect(!(try await finance.visit(address).words.contains("Take out of use")))
        }
    }

    @Test func `a charge card is added, changed, blocked and let charge again`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/tokens/new")
            await browser.fill("Card number", "card-VOLTARIA")
            await browser.fill("Valid through", "2025-06-31")
            let wrong = try await browser.press("Save")
            #expect(wrong.status == 422 && wrong.words.contains("There is no such day."))
            #expect(wrong.body.contains("value=\"2025-06-31\""))
            await browser.fill("Valid through", "2025-06-14")
            #expect(try await browser.press("Save").words.contains("This is already in use."))
            await browser.fill("Card number", "04A1B2C3")
            let added = try await browser.press("Save")
            #expect(added.words.contains("The charge card is added.") && added.words.contains("Expired"))
            #expect(try await browser.visit("/tokens?state=expired").words.contains("14 Jun 2025"))
            #expect(!(try await browser.visit("/tokens?state=active").words.contains("04A1B2C3")))
            let id = try await world.token("04A1B2C3").id
            try await browser.visit("/tokens/\(id)")
            await browser.fill("Valid through", "2025-06-15")
            await browser.fill("Belongs to", "Nora")
            #expect(try await browser.press("Save").words.contains("Nora"))
            let ends = try await world.token("04A1B2C3").details.expiresAt
            #expect(ends == Zone.named("Europe/Amsterdam")?.span(of: try #require(LocalDate("2025-06-15"))).until)
            let blocked = try await browser.press("Block")
            #expect(blocked.words.contains("The charge card is blocked."))
            #expect(try await browser.press("Unblock").words.contains("may charge again"))
            let csv = try await browser.get("/tokens.csv?search=nora").body.split(separator: "\r\n")
            #expect(csv.count == 2 && csv[1] == "04A1B2C3,Nora,,false,2025-06-15T22:00:00Z", "\(csv)")
        }
    }

    @Test func `the exact end of an imported card survives a change of its name`() async throws {
        try await WebWorld.run { world in
            let (scope, noon) = (world.voltaria.scope, Timestamp(seconds: 1_767_182_400))
            let details = TokenDetails(uid: "IMPORTED", expiresAt: noon)
            let id = try await world.database.write(scope) { try await Tokens.create(scope, details, in: $0) }
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/tokens/\(id)")
            await browser.fill("Belongs to", "Nora")
            try await browser.press("Save")
            #expect(try await world.token("IMPORTED").details.expiresAt == noon)
        }
    }

    @Test func `charge cards are read by finance and changed by administrators`() async throws {
        try await WebWorld.run { world in
            let finance = try await world.browser(world.voltaria, .operatorFinance)
            let list = try await finance.visit("/tokens")
            #expect(list.words.contains("CARD-voltaria") && !list.words.contains("New charge card"))
            #expect(!list.body.contains("/blocking") && !list.words.contains("CARD-ampere"))
            let token = await finance.token
            let path = "/tokens/\(world.voltaria.token)/blocking"
            #expect(try await finance.post(path, [("blocked", "yes")], token: token).status == 403)
            #expect(try await finance.get("/settings").status == 403)
        }
    }

    @Test func `settings are changed, and what is wrong is said at the field`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/settings")
            for (label, value) in [
                ("Legal name", ""), ("IBAN", "NL91ABNA0417164301"), ("BIC", "X"), ("VAT number", "BE0123456789"),
                ("Numbers begin with", "vo"), ("Heartbeat", "5"), ("E-mail", "nobody"), ("Country", "Nederland"),
            ] { await browser.fill(label, value) }
            let wrong = try await browser.press("Save")
            #expect(wrong.status == 422)
            for words in [
                "The check digits of this IBAN are wrong.", "A BIC has eight or eleven", "Two to eight capitals",
                "A number from 10 to 86400.", "This is no e-mail address.", "At most 2 characters.",
            ] { #expect(wrong.words.contains(words), "\(words)") }
            for value in ["NL91ABNA0417164301", "BE0123456789", "vo", "nobody", "Nederland"] {
                #expect(wrong.body.contains("value=\"\(value)\""), "\(value)")
            }
            for (country, vatID, words) in [
                ("XX", "NL001234567B01", "ISO 3166"), ("NL", "BE0123456789", "begins with NL"),
                ("GR", "GR123456789", "begins with EL"),
            ] {
                await browser.fill("Country", country)
                await browser.fill("VAT number", vatID)
                let refused = try await browser.press("Save")
                #expect(refused.status == 422 && refused.words.contains(words), "\(country) \(refused.words)")
            }
            for (label, value) in [
                ("Legal name", "Voltaria B.V."), ("IBAN", "NL91 ABNA 0417 1643 00"), ("BIC", "abnanl2a"),
                ("VAT number", "NL001234567B01"), ("Numbers begin with", "AM"), ("Heartbeat", "60"),
                ("E-mail", "finance@voltaria.example"), ("Country", "nl"), ("Street", "Kade"), ("House number", "1"),
                ("Postcode", "1011"), ("Town", "Amsterdam"),
            ] { await browser.fill(label, value) }
            let taken = try await browser.press("Save")
            #expect(taken.status == 422 && taken.words.contains("This is already in use."), "\(taken.words)")
            await browser.fill("Numbers begin with", "VOLT")
            let saved = try await browser.press("Save")
            #expect(saved.words.contains("Saved."), "\(saved.words)")
            let scope = world.voltaria.scope
            let own = try await world.database.read(scope) { try await Operators.own(scope, in: $0) }.details
            #expect(own.iban == "NL91ABNA0417164300" && own.bic == "ABNANL2A" && own.numberPrefix == "VOLT")
            #expect(
                own.legalName == "Voltaria B.V." && own.policy.heartbeatSeconds == 60 && own.address.country == "NL"
            )
        }
    }

    @Test func `an administrator does without the mails about back-offices, and nobody else has them`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            func isOn() async throws -> Bool {
                try await browser.visit("/account").body.contains(
                    #"name="notices" type="checkbox" value="yes" checked"#
                )
            }
            let before = try await isOn()
            let token = await browser.token
            let off = try await browser.post("/account/mails", [], token: token).status
            let between = try await isOn()
            let on = try await browser.post("/account/mails", [("notices", "yes")], token: token).status
            let after = try await isOn()
            #expect(before && off == 303 && !between && on == 303 && after)
            let finance = try await world.browser(world.voltaria, .operatorFinance)
            let page = try await finance.visit("/account").body
            #expect(!page.contains("/account/mails"))
            let refused = try await finance.post("/account/mails", [("notices", "yes")], token: await finance.token)
            #expect(refused.status == 403 || refused.status == 404)
        }
    }

    @Test func `boxes that are not ticked turn a rule off`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/settings")
            let fields = [
                ("name", "V"), ("legal_name", "V"), ("street", "Kade"), ("house_number", "1"), ("postcode", "1011"),
                ("town", "Amsterdam"), ("country", "NL"), ("currency", "EUR"), ("time_zone", "Europe/Amsterdam"),
                ("language", "en"), ("number_prefix", "VO"), ("heartbeat", "300"),
            ]
            let token = await browser.token
            let rules = [("four_eyes", "yes"), ("unknown_tokens", "yes")]
            #expect(try await browser.post("/settings", fields + rules, token: token).status == 303)
            #expect(try await browser.visit("/tokens").words.contains("cards that are not listed here may charge"))
            let next = await browser.token
            #expect(try await browser.post("/settings", fields, token: next).status == 303)
            let scope = world.voltaria.scope
            let policy = try await world.database.read(scope) { try await Operators.own(scope, in: $0) }.details.policy
            #expect(!policy.needsFourEyes && !policy.acceptsUnknownTokens)
            #expect(try await browser.post("/settings", fields, token: nil).status == 403)
        }
    }

    @Test func `the currency is fixed once there are journal lines`() async throws {
        try await BillingStory.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorAdmin)
            try await browser.visit("/settings")
            for (label, value) in [
                ("Currency", "CHF"), ("Street", "Kade"), ("House number", "1"), ("Postcode", "1011"),
            ] { await browser.fill(label, value) }
            let refused = try await browser.press("Save")
            #expect(refused.status == 422 && refused.words.contains("it can no longer change"), "\(refused.words)")
            await browser.fill("Currency", "EUR")
            #expect(try await browser.press("Save").words.contains("Saved."))
        }
    }
}

extension WebWorld {
    /// A card of voltaria as it is stored.
    fileprivate func token(_ uid: String) async throws -> Token {
        let scope = voltaria.scope
        return try #require(try await database.read(scope) { try await Tokens.find(scope, uid: uid, in: $0) })
    }
}
