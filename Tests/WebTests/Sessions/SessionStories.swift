import Domain
import Templates
import TestWorld
import Testing
import Values

struct SessionStories {
    @Test func `sessions are listed, sorted and filtered, and lead down to the raw frames`() async throws {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            try await story.recordPrices(on: "2025-06-10")
            let first = try await story.charge(from: "2025-06-10T10:00:00Z", until: "2025-06-10T11:00:00Z", wh: 8_000)
            try await story.charge(from: "2025-06-12T10:00:00Z", until: "2025-06-12T11:00:00Z", wh: 1_000)
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let list = try await browser.visit("/sessions?sort=energy&order=descending")
            #expect(list.status == 200 && list.words.contains("8.000"))
            let day = try await browser.visit("/sessions?from=2025-06-11&until=2025-06-12")
            #expect(!day.words.contains("8.000") && day.words.contains("1.000"))
            let session = try await browser.visit("/sessions/\(first.session)")
            #expect(session.words.contains("StartTransaction") && session.words.contains("MeterValues"))
            #expect(session.words.contains("EVDisconnected") && session.words.contains("CAFE01"))
            let frames = try await browser.get("/sessions/\(first.session)/frames")
            let array = try #require(try JSON(parsing: Array(frames.body.utf8)).arrayValue)
            #expect(array.count == 6)
            #expect(array[0]["frame"]?[2] == .string("StartTransaction"))
            #expect(array[1]["direction"] == .string("to_charge_point"))
            let stranger = try await world.browser(world.ampère, .operatorAdmin)
            #expect(try await stranger.get("/sessions/\(first.session)/frames").status == 404)
            #expect(try await stranger.get("/sessions/\(first.session)").status == 404)
        }
    }

    @Test func `a held session is decided about with a reason`() async throws {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            try await story.recordPrices(on: "2025-06-10")
            let ids = try await story.charge(from: "2025-06-10T10:00:00Z", until: "2025-06-10T10:05:00Z", wh: 900_000)
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            let page = try await browser.visit("/sessions/\(ids.session)")
            #expect(page.words.contains("Decide about this session"))
            let refused = try await browser.press("Accept and pay")
            #expect(refused.status == 422 && refused.words.contains("Please fill this in."))
            await browser.fill("Reason", "a battery bus, checked with the host")
            let accepted = try await browser.press("Accept and pay")
            #expect(accepted.status == 200 && accepted.words.contains("Saved."))
            try await story.recordPrices(on: "2025-06-11")
            let priced = try await browser.visit("/sessions/\(ids.session)")
            #expect(priced.words.contains("a battery bus, checked with the host"))
            #expect(priced.words.contains("€46.2672"))
            #expect(!priced.words.contains("Decide about this session"))
        }
    }

    @Test func `a session without a stop is ended by hand from the exceptions on`() async throws {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            try await story.recordPrices(on: "2025-06-10")
            let run = ChargingRun(
                operatorID: world.voltaria.id,
                chargePoint: world.voltaria.chargePoint,
                from: moment("2025-06-10T10:00:00Z"),
                until: moment("2025-06-10T11:00:00Z"),
                wh: 0
            )
            let transaction = try await story.feed.start(run, register: 1_000)
            let heard = moment("2025-06-10T10:30:00Z")
            try await story.feed.read(run, transaction: transaction, register: 5_500, at: heard)
            try await FrameFeed.settle(world.database)
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            let exceptions = try await browser.visit("/exceptions")
            #expect(exceptions.words.contains("End it by hand"))
            let link = try #require(exceptions.body.firstMatch(of: #/href="(/sessions/\d+)"/#)).1
            let page = try await browser.visit(String(link))
            #expect(page.words.contains("End this session by hand") && page.words.contains("5.5 kWh"))
            #expect(page.body.contains("2025-06-10T12:30:00") && page.body.contains(#"value="5.5""#))
            let missing = try await browser.press("End the session")
            #expect(missing.status == 422 && missing.words.contains("Please fill this in."))
            await browser.fill("Register at the end", "5,4")
            await browser.fill("Reason", "read on site")
            let low = try await browser.press("End the session")
            #expect(low.status == 422 && low.words.contains("The meter had come to 5.5 kWh."))
            await browser.fill("Ended at", "2025-06-10T12:40")
            await browser.fill("Register at the end", "5,75")
            let ended = try await browser.press("End the session")
            #expect(ended.status == 200 && ended.words.contains("Saved.") && ended.words.contains("Ended by hand"))
            #expect(ended.words.contains("The operator_finance: read on site"))
            #expect(ended.words.contains("Change the end that was given") && ended.words.contains("4.75"))
            let rest = try await browser.visit("/exceptions")
            #expect(!rest.words.contains("End it by hand"))
            let stranger = try await world.browser(world.ampère, .operatorAdmin)
            try await stranger.visit("/account")
            let fields = [("ended_at", "2025-06-10T12:40"), ("register", "6"), ("reason", "mine")]
            #expect(try await stranger.post("\(link)/ending", fields, token: await stranger.token).status == 404)
        }
    }

    @Test func `another operator cannot decide, and a decision that is none is refused`() async throws {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            let ids = try await story.charge(from: "2025-06-10T10:00:00Z", until: "2025-06-10T10:05:00Z", wh: 900_000)
            let stranger = try await world.browser(world.ampère, .operatorAdmin)
            try await stranger.visit("/account")
            let address = "/sessions/\(ids.session)/decisions"
            let fields = [("decision", "accept"), ("reason", "mine")]
            #expect(try await stranger.post(address, fields, token: await stranger.token).status == 404)
            let own = try await world.browser(world.voltaria, .operatorAdmin)
            try await own.visit("/account")
            #expect(try await own.post(address, [("decision", "maybe")], token: await own.token).status == 400)
        }
    }

    @Test func `every flag a session may carry has words on the pages`() {
        let codes = Set(Domain.SessionFlag.allCases.map(\.rawValue))
        #expect(codes == Set(Templates.SessionFlag.knownCodes))
    }
}
