import Domain
import Postgres
import TestSupport
import Testing
import Values

/// From an enrolment that counts to accepted lines, as the operator's people see it.
struct EREBookingStories {
    private static func run(_ body: @escaping @Sendable (WebWorld) async throws -> Void) async throws {
        try await WebWorld.run { world in
            // A day on which the third quarter of 2026 is over.
            let october = Timestamp("2026-10-05T08:00:00Z") ?? world.clock.now
            world.clock.advance(seconds: october.seconds(since: world.clock.now))
            try await body(world)
        }
    }

    @Test func `a quarter is measured, read, accepted and taken back`() async throws {
        try await Self.run { world in
            let tenant = world.voltaria
            _ = try await ForeignThings.enrolment(of: tenant, world)
            let desk = try await world.browser(tenant, .operatorFinance)
            let empty = try await desk.visit("/bookings")
            #expect(empty.words.contains("Nothing measured yet"), "\(empty.words)")
            await desk.choose("quarter", "2026-Q3")
            let measured = try await desk.press("Measure")
            #expect(measured.status == 200 && measured.words.contains("The quarter is measured"), "\(measured.words)")
            #expect(measured.words.contains("Evidence not accepted") && measured.words.contains("No connected charger"))
            #expect(!measured.body.contains("name=\"line\""))
            let list = try await desk.get("/bookings.json?quarter=2026-Q3")
            #expect(list.body.contains("\"quarter\":\"2026-Q3\"") && list.body.contains("no_source"), "\(list.body)")
            #expect(try await !desk.get("/bookings.json?quarter=2026-Q2").body.contains("2026-Q3"))
            #expect(try await desk.get("/bookings.csv").body.hasPrefix("booking,customer,ean"))
            let id = try #require(list.body.firstMatch(of: #/"booking":"(\d+)"/#)?.output.1)
            let page = try await desk.visit("/bookings/\(id)")
            #expect(
                page.words.contains("This stands in the way") && page.words.contains("What happened"),
                "\(page.words)"
            )
            let token = await desk.token
            let forced = try await desk.post(
                "/bookings/\(id)/step",
                [("step", "accept"), ("seen", "1"), ("reason", "because")],
                token: token
            )
            #expect(forced.status == 422 && forced.words.contains("Something stands in the way"), "\(forced.words)")
        }
    }

    @Test func `a quarter that has not begun is not measured, and nothing ticked accepts nothing`() async throws {
        try await Self.run { world in
            let desk = try await world.browser(world.voltaria, .operatorAdmin)
            try await desk.visit("/bookings")
            let token = await desk.token
            for quarter in ["2027-Q1", "2026-Q9", ""] {
                let answer = try await desk.post("/bookings/measuring", [("quarter", quarter)], token: token)
                #expect(answer.status == 303)
                let page = try await desk.visit("/bookings")
                #expect(page.words.contains("Choose a quarter that has begun"), "\(quarter): \(page.words)")
            }
            let next = await desk.token
            let lines = [("which", "ticked"), ("line", "7.1"), ("line", "x"), ("line", "1.2.3")]
            let answer = try await desk.post("/bookings/acceptance", lines, token: next)
            #expect(answer.status == 303)
            #expect(try await desk.visit("/bookings").words.contains("Nothing was accepted"))
        }
    }
}
