import Domain
import Testing
import Values

struct ContractStories {
    @Test func `a supply contract and a reimbursement contract are made, versioned and listed`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            try await browser.visit("/contracts/supply/new")
            for (label, value) in [
                ("Host", world.voltaria.host.description), ("Name", "Energy at the harbour"), ("Reference", "L-9"),
                ("Valid from", "2025-01-01"), ("Bidding zone", "NL"), ("Factor a", "1,05"), ("Addend b", "0.012"),
            ] { await browser.fill(label, value) }
            await browser.choose("mode", "formula")
            let supply = try await browser.press("Save")
            #expect(supply.status == 200, "\(supply.words)")
            #expect(supply.words.contains("(1.05 × day-ahead NL + €0.0120/kWh)") && supply.words.contains("holds now"))

            let contractID = try #require(supply.path.split(separator: "/").last.map(String.init))
            try await browser.visit("/contracts/reimbursement/new")
            for (label, value) in [
                ("Host", world.voltaria.host.description), ("Name", "Credit"), ("Reference", "R-9"),
                ("Supply contract", contractID), ("Valid from", "2025-01-01"), ("Until", "2025-12-31"),
                ("Plus a percentage", "2.5"),
            ] { await browser.fill(label, value) }
            let made = try await browser.press("Save")
            #expect(made.status == 200, "\(made.words)")
            #expect(made.words.contains("1 Jan 2025 – 31 Dec 2025"))
            #expect(made.words.contains("(1.05 × day-ahead NL + €0.0120/kWh) + 2.5%"))
            #expect(made.words.contains("30 days net") && made.words.contains("holds now"))

            try await browser.visit(made.path + "/versions/new")
            await browser.fill("Valid from", "2025-03-01")
            await browser.fill("Plus a percentage", "3")
            let versioned = try await browser.press("Save")
            #expect(versioned.words.contains("1 Mar 2025") && versioned.words.contains("+ 3%"))
            let list = try await browser.visit("/contracts")
            #expect(list.words.contains("Energy at the harbour") && list.words.contains("+ 3%"))
        }
    }

    @Test func `what is wrong stands at its field, and what was typed stays`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/contracts/supply/new")
            for (label, value) in [
                ("Host", world.voltaria.host.description), ("Name", "Half filled"), ("Valid from", "2025-02-30"),
                ("Fixed price", "0.1234567"),
            ] { await browser.fill(label, value) }
            await browser.choose("mode", "fixed")
            let refused = try await browser.press("Save")
            #expect(refused.status == 422)
            #expect(refused.words.contains("There is no such day.") && refused.words.contains("At most 6 decimals."))
            #expect(refused.body.contains("value=\"Half filled\"") && refused.body.contains("value=\"0.1234567\""))
            await browser.fill("Fixed price", "1000")
            let dear = try await browser.press("Save")
            #expect(dear.status == 422 && dear.words.contains("A number from -100 to 100."))
        }
    }

    @Test func `a reference or place that is taken and a foreign supply contract are refused at their fields`() async throws {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            func save(_ host: HostID, _ reference: String) async throws -> PageAnswer {
                try await browser.visit("/contracts/reimbursement/new")
                for (label, value) in [
                    ("Host", host.description), ("Name", "Again"), ("Reference", reference),
                    ("Supply contract", story.supply.description), ("Valid from", "2025-01-01"),
                ] { await browser.fill(label, value) }
                return try await browser.press("Save")
            }
            #expect(try await save(world.voltaria.host, "R1").words.contains("This is already in use."))
            #expect(try await save(world.voltaria.host, "R2").words.contains("There is a contract for this already"))
            #expect(try await save(world.voltaria.otherHost, "R3").words.contains("a supply contract of the same host"))
            await browser.fill("Until", "2024-12-01")
            let ended = try await browser.press("Save")
            #expect(ended.words.contains("The end lies before the start."))
        }
    }

    @Test func `the preview works out an ordinary and a negative price by the same formula`() async throws {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/account")
            let token = await browser.token
            let fields = [
                ("kind", "reimbursement"), ("supply_contract", story.supply.description), ("valid_from", "2025-06-01"),
                ("percent", "10"), ("fixed", "0.01"), ("pricing", "at_start"),
            ]
            let fragment = try await browser.post("/contracts/preview", fields, token: token)
            #expect(fragment.status == 200 && !fragment.body.contains("<html"))
            #expect(fragment.words.contains("€1.09") && fragment.words.contains("−€0.25"))
            #expect(fragment.words.contains("no percentage on a negative price"))
            let supply = try await browser.post(
                "/contracts/preview", [("kind", "supply"), ("mode", "fixed"), ("price", "0.25")], token: token)
            #expect(supply.words.contains("€2.50"))
            let unfinished = try await browser.post(
                "/contracts/preview", [("kind", "supply"), ("mode", "fixed"), ("price", "")], token: token)
            #expect(unfinished.status == 200 && unfinished.words.contains("Fill in the price"))
        }
    }

    @Test func `another operator's contracts do not exist`() async throws {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            let stranger = try await world.browser(world.ampère, .operatorAdmin)
            for path in [
                "supply/\(story.supply)", "supply/\(story.supply)/versions/new", "reimbursement/\(story.contract)",
                "reimbursement/\(story.contract)/versions/new",
            ] { #expect(try await stranger.get("/contracts/\(path)").status == 404, "\(path)") }
            try await stranger.visit("/account")
            let fields = [
                ("kind", "reimbursement"), ("supply_contract", story.supply.description), ("pricing", "at_start"),
            ]
            let preview = try await stranger.post("/contracts/preview", fields, token: await stranger.token)
            #expect(preview.words.contains("Choose a supply contract"))
        }
    }
}

extension Browser {
    /// Marks the radio button of a field; sent with the next button.
    func choose(_ name: String, _ value: String) {
        chosen[name] = value
    }
}
