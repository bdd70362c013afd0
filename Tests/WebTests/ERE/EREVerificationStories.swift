import Domain
import Postgres
import TestSupport
import Testing
import Values

/// A verifier's statement, from the form to what it changes.
struct EREVerificationStories {
    private static let path = "/ere-verifications"

    private static func run(_ body: @escaping @Sendable (WebWorld, WebWorld.Tenant) async throws -> Void) async throws {
        try await WebWorld.run { world in
            let tenant = world.voltaria
            _ = try await ForeignThings.enrolment(of: tenant, world)
            let march = Timestamp("2027-03-15T08:00:00Z") ?? world.clock.now
            world.clock.advance(seconds: march.seconds(since: world.clock.now))
            let id = try await ForeignThings.filedBooking(of: tenant, world)
            let owner = Database(world.database.configuration.forOwner)
            _ = try await owner.run(.system, GiveEnergy(operatorID: tenant.id, booking: id))
            await owner.close()
            let desk = try await world.browser(tenant, .operatorFinance)
            try await desk.visit("/register-credits")
            let bytes = Array("BookingRef,ERE\n\(id),70\n".utf8)
            try await desk.upload("/register-credits", "file", fileName: "rev.csv", bytes, with: [("figures", "whole")])
            try await desk.visit(try #require(await desk.page.header("Location")))
            try await desk.press("Record 1 lines")
            try await body(world, tenant)
        }
    }

    private static func fields(_ failed: String, code: String = "IV-1") -> [(String, String)] {
        [
            ("year", "2026"), ("outcome", "verified"), ("code", code), ("verifier", "Keurders B.V."),
            ("stated_on", "2027-03-10"), ("findings", "One charger."), ("failed", failed),
        ]
    }

    @Test func `a statement is written down, confirmed and changes what was credited`() async throws {
        try await Self.run { world, tenant in
            let desk = try await world.browser(tenant, .operatorFinance)
            let empty = try await desk.visit(Self.path)
            #expect(empty.words.contains("No statement yet") && empty.words.contains("0 of 1"), "\(empty.words)")
            let pdf = Array("%PDF-1.7".utf8)
            let line = "871685900000000004; 2026-Q1; 0; no MID meter"
            for (failed, told) in [
                ("x", "Line 1 is not EAN"), (line + "\n" + line, "is here twice"),
                ("871685900000000097; 2026-Q1; 0; x", "has nothing credited"),
            ] {
                try await desk.visit(Self.path)
                try await desk.upload(Self.path, "file", fileName: "iv.pdf", pdf, with: Self.fields(failed))
                let words = await desk.page.words
                #expect(words.contains(told) && words.contains("One charger."), "\(words)")
            }
            try await desk.visit(Self.path)
            try await desk.upload(Self.path, "file", fileName: "iv.pdf", pdf, with: Self.fields(line))
            let waiting = try await desk.visit(try #require(await desk.page.header("Location")))
            #expect(waiting.words.contains("Waits for confirmation") && waiting.words.contains("no MID meter"))
            #expect(try await desk.get(waiting.path + "/document").body == "%PDF-1.7")
            let stranger = try await world.browser(world.ampère, .operatorAdmin)
            #expect(try await stranger.get(waiting.path).status == 404)
            #expect(try await stranger.get(waiting.path + "/document").status == 404)
            try await desk.visit(waiting.path)
            let confirmed = try await desk.press("Confirm the statement")
            #expect(confirmed.words.contains("Confirmed"), "\(confirmed.words)")
            let index = try await desk.visit(Self.path)
            #expect(index.words.contains("1 of 1"), "\(index.words)")
            let again = try await desk.post(
                waiting.path + "/decision",
                [("decision", "confirm")],
                token: await desk.token
            )
            #expect(again.status == 422 && again.words.contains("Somebody decided already"), "\(again.words)")
        }
    }
}

/// Lets a line have delivered something: what was measured in its story is nothing.
private struct GiveEnergy: Statement {
    static let sql = "UPDATE ere_bookings SET energy_thousandths_wh = 250000000 WHERE operator_id = $1 AND id = $2"
    static let sample = GiveEnergy(operatorID: OperatorID(1), booking: EREBookingID(1))
    let operatorID: OperatorID
    let booking: EREBookingID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(booking)
    }
}
