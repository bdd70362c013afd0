import Domain
import Testing
import Values

struct ContractStories {
    private func supplyFields(_ world: WebWorld, _ changes: [String: String] = [:]) -> [(String, String)] {
        var fields = [
            "kind": "supply", "host": world.voltaria.host.description, "supplier": "Stroom NV",
            "name": "Energy at the harbour", "reference": "L-9", "valid_from": "2025-01-01", "mode": "formula",
            "price": "", "zone": "NL", "factor": "1,05", "addend": "0.012",
        ]
        fields.merge(changes) { $1 }
        return fields.map { ($0.key, $0.value) }
    }

    private func reimbursementFields(
        _ world: WebWorld,
        _ supply: String,
        _ changes: [String: String] = [:]
    ) -> [(String, String)] {
        var fields = [
            "kind": "reimbursement", "host": world.voltaria.host.description, "site": "", "name": "Credit",
            "reference": "R-9", "supply_contract": supply, "valid_from": "2025-01-01", "valid_until": "",
            "percent": "2.5", "fixed": "", "pricing": "at_start", "payment_term_days": "30",
            "payment_term_kind": "net",
        ]
        fields.merge(changes) { $1 }
        return fields.map { ($0.key, $0.value) }
    }

    /// Opens a form, sends it filled in and follows to where it leads.
    private func send(
        _ browser: Browser,
        _ path: String,
        to target: String? = nil,
        _ fields: [(String, String)]
    ) async throws -> PageAnswer {
        #expect(try await browser.visit(path).status == 200)
        let answer = try await browser.post(target ?? path, fields, token: await browser.token)
        guard let location = answer.header("Location") else { return answer }
        return try await browser.visit(location)
    }

    @Test func `a supply contract and a reimbursement contract are made, versioned and listed`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            let supply = try await send(browser, "/contracts/supply/new", supplyFields(world))
            #expect(supply.status == 200 && supply.words.contains("holds now"), "\(supply.words)")
            #expect(supply.words.contains("(1.05 × day-ahead NL + €0.0120/kWh)"))
            let id = try #require(supply.path.split(separator: "/").last.map(String.init))

            let until = ["valid_until": "2025-12-31"]
            let made = try await send(
                browser,
                "/contracts/reimbursement/new",
                reimbursementFields(world, id, until)
            )
            #expect(made.status == 200 && made.words.contains("holds now"), "\(made.words)")
            #expect(made.words.contains("1 Jan 2025 – 31 Dec 2025") && made.words.contains("30 days net"))
            #expect(made.words.contains("(1.05 × day-ahead NL + €0.0120/kWh) + 2.5%"))

            let form = try await browser.visit(made.path + "/versions/new")
            #expect(form.body.contains("value=\"2.5\"") && form.words.contains("On an example session"))
            let changes = ["valid_from": "2025-03-01", "percent": "3"]
            let versioned = try await send(
                browser,
                made.path + "/versions/new",
                to: made.path + "/versions",
                reimbursementFields(world, id, changes)
            )
            #expect(versioned.words.contains("1 Mar 2025") && versioned.words.contains("+ 3%"))
            let list = try await browser.visit("/contracts")
            #expect(list.words.contains("Energy at the harbour") && list.words.contains("+ 3%"))
        }
    }

    @Test func `what is wrong stands at its field, and what was typed stays`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let path = "/contracts/supply/new"
            let wrong = ["mode": "fixed", "valid_from": "2025-02-30", "price": "0.1234567", "name": "Half filled"]
            let refused = try await send(browser, path, supplyFields(world, wrong))
            #expect(refused.status == 422)
            #expect(refused.words.contains("There is no such day.") && refused.words.contains("At most 6 decimals."))
            #expect(refused.body.contains("value=\"Half filled\"") && refused.body.contains("value=\"0.1234567\""))
            let dear = try await send(browser, path, supplyFields(world, ["mode": "fixed", "price": "1000"]))
            #expect(dear.status == 422 && dear.words.contains("A number from -100 to 100."))
            let factor = try await send(browser, path, supplyFields(world, ["factor": "1001"]))
            #expect(factor.status == 422 && factor.words.contains("A number from -1000 to 1000."))
            let foreign = ["host": world.ampère.host.description]
            let host = try await send(browser, path, supplyFields(world, foreign))
            #expect(host.status == 422 && host.words.contains("Please choose one of the options."))
            let unknown = try await send(browser, path, supplyFields(world, ["zone": "XX"]))
            #expect(unknown.status == 422 && unknown.words.contains("Please choose one of the options."))
        }
    }

    @Test func `what is taken, foreign or in the wrong order is refused at its field`() async throws {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let path = "/contracts/reimbursement/new"
            let supply = story.supply.description
            let cases: [([String: String], String)] = [
                (["reference": "R1"], "This is already in use."),
                ([:], "There is a contract for this already"),
                (["host": world.voltaria.otherHost.description], "a supply contract of the same host"),
                (["valid_until": "2024-12-01"], "The end lies before the start."),
                (["percent": "1001"], "A number from -100 to 1000."),
                (["payment_term_days": "181"], "A number from 0 to 180."),
                (["site": world.ampère.site.description], "This site does not belong to the host."),
            ]
            for (changes, problem) in cases {
                let refused = try await send(browser, path, reimbursementFields(world, supply, changes))
                #expect(refused.status == 422 && refused.words.contains(problem), "\(problem)")
            }
            let own = try await send(
                browser,
                path,
                reimbursementFields(world, supply, ["site": world.voltaria.site.description])
            )
            #expect(own.status == 200 && own.words.contains("Harbour voltaria"), "\(own.words)")
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
                "/contracts/preview",
                [("kind", "supply"), ("mode", "fixed"), ("price", "0.25")],
                token: token
            )
            #expect(supply.words.contains("€2.50"))
            let unfinished = try await browser.post(
                "/contracts/preview",
                [("kind", "supply"), ("mode", "fixed"), ("price", "")],
                token: token
            )
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
