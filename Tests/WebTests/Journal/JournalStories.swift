import Domain
import Testing
import Values

struct JournalStories {
    @Test func `the journal shows each session's price, formula and amount, and narrows by month and state`()
        async throws
    {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            try await story.recordPrices(on: "2025-06-10")
            try await story.charge(from: "2025-06-10T10:00:00Z", until: "2025-06-10T11:00:00Z", wh: 8_000)
            try await story.charge(from: "2025-06-12T10:00:00Z", until: "2025-06-12T11:00:00Z", wh: 1_000)
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            let all = try await browser.visit("/journal")
            #expect(all.status == 200)
            #expect(all.words.contains("€0.411264") && all.words.contains("day-ahead NL + 2%"))
            #expect(all.words.contains("Waiting for a price"))
            let waiting = try await browser.visit("/journal?state=waiting&month=2025-06")
            #expect(!waiting.words.contains("€0.411264") && waiting.words.contains("1.000"))
            let july = try await browser.visit("/journal?month=2025-07")
            #expect(july.words.contains("Nothing matches"))
        }
    }

    @Test func `a line shows its dated price and leads on to its session and contracts`() async throws {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            try await story.recordPrices(on: "2025-06-10")
            let ids = try await story.charge(from: "2025-06-10T10:00:00Z", until: "2025-06-10T11:00:00Z", wh: 8_000)
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            let page = try await browser.visit("/journal/\(ids.line)")
            #expect(page.words.contains("€50.40/MWh") && page.words.contains("8.000"))
            #expect(page.body.contains("href=\"/sessions/\(ids.session)\""))
            #expect(page.body.contains("href=\"/contracts/reimbursement/\(story.contract)\""))
            let stranger = try await world.browser(world.ampère, .operatorAdmin)
            #expect(try await stranger.get("/journal/\(ids.line)").status == 404)
            let fragment = try await browser.get("/journal/latest")
            #expect(!fragment.body.contains("<html") && fragment.body.contains("href=\"/journal/\(ids.line)\""))
        }
    }

    @Test func `the exports carry the lines with exact amounts`() async throws {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            try await story.recordPrices(on: "2025-06-10")
            let ids = try await story.charge(from: "2025-06-10T10:00:00Z", until: "2025-06-10T11:00:00Z", wh: 8_000)
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            let json = try await browser.get("/journal.json?month=2025-06")
            #expect(json.header("Content-Disposition")?.contains("journal.json") == true)
            let line = try #require(try JSON(parsing: Array(json.body.utf8))[0])
            #expect(line["amount"] == .string("0.411264") && line["host"] == .string("H1"))
            let csv = try await browser.get("/journal.csv")
            #expect(csv.body.hasPrefix("operator,host,site,charge_point,"))
            #expect(
                csv.body.contains("2025-06-10T10:00:00Z,2025-06-10T11:00:00Z,8000,R1,spot,at_start,priced,EUR,0.411264")
            )
            let sessions = try await browser.get("/sessions.csv")
            #expect(sessions.body.contains("\(ids.session),1001,H1 of voltaria,Harbour voltaria,CP-voltaria,1,"))
            let foreign = try await world.browser(world.ampère, .operatorAdmin)
            #expect(try await foreign.get("/journal.json").body == "[\n]\n")
        }
    }

    @Test func `exceptions count in the navigation and on the dashboard`() async throws {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            try await story.charge(from: "2025-06-12T10:00:00Z", until: "2025-06-12T11:00:00Z", wh: 1_000)
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let page = try await browser.visit("/exceptions")
            #expect(page.words.contains("The price of 12 Jun 2025, 12:00 is missing."))
            let held = try await browser.visit("/exceptions?kind=held")
            #expect(held.words.contains("Nothing matches"))
            let csv = try await browser.get("/exceptions.csv")
            #expect(csv.body.contains("price_missing,") && csv.body.contains(",2025-06-12T10:00:00Z,1,"))
            let dashboard = try await browser.visit("/dashboard")
            #expect(dashboard.status == 200 && dashboard.words.contains("Waiting for prices 1"))
        }
    }

    @Test func `a host sees its own lines under its own addresses, and nobody else's`() async throws {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            try await story.recordPrices(on: "2025-06-10")
            let ids = try await story.charge(from: "2025-06-10T10:00:00Z", until: "2025-06-10T11:00:00Z", wh: 8_000)
            let own = try await world.browser(world.voltaria, .host)
            let list = try await own.visit("/host/sessions")
            #expect(list.words.contains("€0.411264"))
            #expect(list.body.contains("href=\"/host/sessions/\(ids.session)\""))
            #expect(!list.body.contains("href=\"/journal/") && !list.body.contains("href=\"/sites/"))
            let session = try await own.visit("/host/sessions/\(ids.session)")
            #expect(session.status == 200 && session.words.contains("€0.411264"))
            #expect(!session.body.contains("href=\"/contracts/") && !session.body.contains("href=\"/charge-points/"))
            #expect(try await own.get("/host/sessions.json").body.contains("\"0.411264\""))
            #expect(try await own.get("/sessions/\(ids.session)").status == 404)
            let stranger = try await world.browser(world.ampère, .host)
            #expect(try await stranger.get("/host/sessions/\(ids.session)").status == 404)
            #expect(try await stranger.get("/host/sessions.json").body == "[\n]\n")
        }
    }
}
