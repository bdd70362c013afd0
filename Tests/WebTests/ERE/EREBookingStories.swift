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

    @Test func `the calendar says what is open, and of whom`() async throws {
        try await Self.run { world in
            let tenant = world.voltaria
            _ = try await ForeignThings.enrolment(of: tenant, world)
            let desk = try await world.browser(tenant, .operatorFinance)
            let before = try await desk.get("/ere-calendar")
            #expect(before.words.contains("last working day before 1 March") && before.words.contains("26 Feb 2027"))
            #expect(!before.words.contains("not booked"), "\(before.words)")
            _ = try await desk.visit("/bookings")
            await desk.choose("quarter", "2026-Q3")
            _ = try await desk.press("Measure")
            let after = try await desk.get("/ere-calendar")
            // Of the quarter, and of the year.
            #expect(after.words.ranges(of: "1 line, 0").count == 2, "\(after.words)")
            let other = try await world.browser(world.ampère, .operatorFinance).get("/ere-calendar")
            #expect(!other.words.contains("not booked"), "\(other.words)")
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

    @Test func `a file of the register is looked at, recorded, and changes nothing the second time`() async throws {
        try await Self.run { world in
            let tenant = world.voltaria
            _ = try await ForeignThings.enrolment(of: tenant, world)
            let id = try await ForeignThings.filedBooking(of: tenant, world)
            let desk = try await world.browser(tenant, .operatorFinance)
            let empty = try await desk.visit("/register-credits")
            #expect(empty.words.contains("Filed, no figure yet") && empty.words.contains("2026-Q1"), "\(empty.words)")
            let bytes = Array("BookingRef,ERE\n\(id),7\n".utf8)
            try await desk.upload("/register-credits", "file", fileName: "rev.csv", bytes, with: [("figures", "whole")])
            let seen = try await desk.visit(try #require(await desk.page.header("Location")))
            #expect(seen.words.contains("Looked at") && seen.words.contains("More than 1 ERE off"), "\(seen.words)")
            let done = try await desk.press("Record 1 lines")
            #expect(done.words.contains("Recorded") && done.words.contains("Saved"), "\(done.words)")
            #expect(try await desk.get("/bookings.json").body.contains("\"credited_ere\":7"))
            let booking = try await desk.visit("/bookings/\(id)")
            #expect(booking.words.contains("Credited ERE"), "\(booking.words)")
            try await desk.visit("/register-credits")
            try await desk.upload("/register-credits", "file", fileName: "x.csv", bytes, with: [("figures", "whole")])
            let again = try await desk.visit(try #require(await desk.page.header("Location")))
            #expect(again.words.contains("rev.csv") && !again.words.contains("Record 1 lines"), "\(again.words)")
            let content = try await desk.get("\(again.path)/content")
            #expect(content.bytes == bytes)
        }
    }

    @Test func `what is wrong with a file of the register is told at its place`() async throws {
        try await Self.run { world in
            let desk = try await world.browser(world.voltaria, .operatorAdmin)
            let files = [
                ("", "whole", "Please fill this in"), ("BookingRef\n1\n", "whole", "needs headings"),
                ("BookingRef,ERE\n1,1\n", "half", "Please choose one of the options"),
                ("BookingRef,ERE,Units\n", "whole", "mean the same"),
            ]
            for (text, figures, told) in files {
                try await desk.visit("/register-credits")
                let fields = [("figures", figures)]
                let answer = try await desk.upload(
                    "/register-credits",
                    "file",
                    fileName: "rev.csv",
                    Array(text.utf8),
                    with: fields
                )
                #expect(answer.status == 422 && answer.words.contains(told), "\(text): \(answer.words)")
            }
            try await desk.visit("/register-credits")
            let bytes = Array("BookingRef,ERE\n99999,1\nx,2\n".utf8)
            try await desk.upload("/register-credits", "file", fileName: "rev.csv", bytes, with: [("figures", "whole")])
            let path = try #require(await desk.page.header("Location"))
            let page = try await desk.visit(path)
            #expect(page.words.contains("2 lines are wrong") && page.words.contains("There is no such booking"))
            #expect(!page.body.contains("/recording"))
            let token = await desk.token
            let forced = try await desk.post("\(path)/recording", [], token: token)
            #expect(forced.status == 422 && forced.words.contains("Nothing was recorded"), "\(forced.words)")
        }
    }

    @Test func `credited units are sold, shared out, and given back when a sale is cancelled`() async throws {
        try await Self.run { world in
            let tenant = world.voltaria
            _ = try await ForeignThings.enrolment(of: tenant, world)
            let id = try await ForeignThings.filedBooking(of: tenant, world)
            let desk = try await world.browser(tenant, .operatorFinance)
            let empty = try await desk.visit("/ere-sales")
            #expect(empty.words.contains("Nothing credited yet"), "\(empty.words)")
            try await desk.visit("/register-credits")
            let bytes = Array("BookingRef,ERE\n\(id),70\n".utf8)
            try await desk.upload("/register-credits", "file", fileName: "rev.csv", bytes, with: [("figures", "whole")])
            try await desk.visit(try #require(await desk.page.header("Location")))
            try await desk.press("Record 1 lines")
            try await desk.visit("/ere-sales")
            await desk.fill("Name", "Makelaar B.V.")
            let added = try await desk.press("Add")
            #expect(added.words.contains("Saved") && added.words.contains("Write a sale down"), "\(added.words)")
            await desk.fill("Its number", "C-1")
            await desk.fill("Units", "71")
            await desk.fill("Price per unit", "0,485")
            await desk.fill("Broker keeps", "1")
            let tooMany = try await desk.press("Write it down")
            #expect(tooMany.status == 422 && tooMany.words.contains("Only 70 units"), "\(tooMany.words)")
            await desk.fill("Units", "70")
            let sold = try await desk.press("Write it down")
            // 70 × 0.485 = 33.95, less 1.00.
            #expect(sold.words.contains("VO-T-2026-0001") && sold.words.contains("32.95"), "\(sold.words)")
            #expect(sold.words.contains("largest remainder"))
            let shares = try await desk.get("\(sold.path)/shares")
            #expect(shares.body.contains(",2026-Q1,70,32.95"), "\(shares.body)")
            try await desk.visit(sold.path)
            try await desk.upload("\(sold.path)/papers", "file", fileName: "note.pdf", Array("%PDF".utf8))
            let kept = try await desk.visit(sold.path)
            #expect(kept.words.contains("note.pdf"), "\(kept.words)")
            #expect(try await desk.get("/bookings.json").body.contains("\"state\":\"sold\""))
            try await desk.visit(sold.path)
            await desk.fill("Reason", "buyer withdrew")
            let cancelled = try await desk.press("Cancel the sale")
            #expect(cancelled.words.contains("Cancelled") && cancelled.words.contains("buyer withdrew"))
            #expect(try await desk.get("/bookings.json").body.contains("\"state\":\"credited\""))
        }
    }
}
