import Domain
import Testing
import Values

struct PriceStories {
    @Test func `prices open at the last day known, and lead to month and versions`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            let empty = try await browser.visit("/prices")
            #expect(empty.status == 200 && empty.words.contains("No prices known"))
            let story = try await ChargingStory.begin(world)
            try await story.recordPrices(on: "2025-06-10")
            let day = try await browser.visit("/prices")
            #expect(day.path == "/prices/NL/days/2025-06-11")
            #expect(day.words.contains("Prices are missing on this day"))
            let full = try await browser.visit("/prices/NL/days/2025-06-10")
            #expect(full.words.contains("€50.40/MWh") && full.words.contains("Negative 8"))
            let ahead = try await browser.visit("/prices/NL/days/2025-08-01")
            #expect(ahead.words.contains("This day is still to come") && !ahead.words.contains("are missing"))
            let month = try await browser.visit("/prices/NL/months/2025-06")
            #expect(month.words.contains("88 / 96") && month.words.contains("0 / 96"))
            let versions = try await browser.visit("/prices/NL/quarter-hours/2025-06-10T10:00:00Z")
            #expect(versions.words.contains("2025-06-10.csv") && versions.words.contains("€50.40/MWh"))
        }
    }

    @Test func `prices open on the zone of most sites, not on the first by name`() async throws {
        try await WebWorld.run { world in
            let story = try await ChargingStory.begin(world)
            try await story.recordPrices(on: "2025-06-10")
            try await story.recordPrices(on: "2025-06-10", zone: "AT")
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            let day = try await browser.visit("/prices")
            #expect(day.path == "/prices/NL/days/2025-06-11")
        }
    }

    @Test func `a zone without prices has no page`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            for path in ["days/2025-06-10", "months/2025-06", "quarter-hours/2025-06-10T10:00:00Z", "days/yesterday"] {
                #expect(try await browser.get("/prices/XX/\(path)").status == 404, "\(path)")
            }
        }
    }
}
