import Domain
import Templates
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
