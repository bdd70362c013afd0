import Domain
import Postgres
import TestSupport
import Testing
import Values

/// Files of meter readings and sessions, as the operator's people hand them in.
struct MeterDataStories {
    private static func run(_ body: @escaping @Sendable (WebWorld, Browser) async throws -> Void) async throws {
        try await WebWorld.run { world in
            _ = try await ForeignThings.enrolment(of: world.voltaria, world)
            let october = Timestamp("2026-10-05T08:00:00Z") ?? world.clock.now
            world.clock.advance(seconds: october.seconds(since: world.clock.now))
            try await body(world, try await world.browser(world.voltaria, .operatorFinance))
        }
    }

    private static func upload(
        _ desk: Browser,
        _ text: String,
        name: String = "readings.csv"
    ) async throws -> PageAnswer {
        try await desk.visit("/meter-data")
        let sent = try await desk.upload("/meter-data", "file", fileName: name, Array(text.utf8), with: [])
        guard let place = sent.header("Location") else { return sent }
        return try await desk.visit(place)
    }

    @Test func `a file is looked at, recorded, measured, and changes nothing the second time`() async throws {
        try await Self.run { world, desk in
            let text = """
                Serienummer;Tijdstip;Meterstand (kWh)
                ACE-voltaria;01-07-2026 00:00;1200,5
                ace-voltaria;2026-08-01T00:00:00+02:00;1300.25
                ACE-voltaria;30/09/2026 23:59:30;1450

                """
            let seen = try await Self.upload(desk, text)
            #expect(seen.words.contains("Looked at") && seen.words.contains("Record 3 lines"), "\(seen.words)")
            let recorded = try await desk.press("Record 3 lines")
            #expect(recorded.words.contains("Recorded"), "\(recorded.words)")
            let again = try await Self.upload(desk, text, name: "other-name.csv")
            #expect(again.words.contains("Recorded") && !again.words.contains("Record 3 lines"), "\(again.words)")
            let more = try await Self.upload(desk, text + "ACE-voltaria;01-10-2026 00:00;1500\n")
            #expect(more.words.contains("Record 4 lines") && more.words.contains("Known"), "\(more.words)")
            _ = try await desk.press("Record 4 lines")
            let list = try await desk.visit("/meter-data")
            #expect(list.words.contains("readings.csv") && !list.words.contains("other-name.csv"), "\(list.words)")
            try await desk.visit("/bookings")
            await desk.choose("quarter", "2026-Q3")
            try await desk.press("Measure")
            let lines = try await desk.get("/bookings.json?quarter=2026-Q3").body
            #expect(lines.contains("\"kwh\":299.5") && !lines.contains("no_source"), "\(lines)")
            let bytes = try await desk.get(
                try #require(list.body.firstMatch(of: #/\/meter-data\/\d+/#)).output + "/content"
            )
            #expect(bytes.status == 200 && bytes.body.contains("Tijdstip"))
        }
    }

    @Test func `every line that is wrong is told, and nothing of the file can be recorded`() async throws {
        try await Self.run { world, desk in
            let text = """
                Serial,At,RegisterKWh
                ACE-voltaria,2026-07-02T00:00:00Z,5000
                ACE-voltaria,2026-07-03T00:00:00Z,4999.999
                ACE-unknown,2026-07-04T00:00:00Z,1
                ,2026-07-04T00:00:00Z,1
                ACE-voltaria,yesterday,1
                ACE-voltaria,29-03-2026 02:30,1
                ACE-voltaria,2026-07-05T00:00:00Z,-1
                ACE-voltaria,2026-07-05T00:00:00Z,"1,234.5"
                ACE-voltaria,2027-07-05T00:00:00Z,6000

                """
            let seen = try await Self.upload(desk, text)
            for words in [
                "8 lines are wrong", "Line 3: The register was higher before", "Line 4: There is no such charger",
                "Line 5: No charger is named", "Line 6: A moment", "Line 7: A moment", "Line 8: A register",
                "Line 9: A register", "Line 10: This moment has not come yet",
            ] {
                #expect(seen.words.contains(words), "\(words): \(seen.words)")
            }
            #expect(!seen.words.contains("Record it"))
            let place = await desk.page.path
            let id = try #require(place.firstMatch(of: #/\d+$/#)).output
            let forced = try await desk.post("/meter-data/\(id)/recording", [], token: await desk.token)
            #expect(forced.status == 422 && forced.words.contains("Nothing was recorded"), "\(forced.words)")
            #expect(try await desk.visit("/meter-data").words.contains("Nothing yet"))
        }
    }

    @Test func `sessions come in files, too, and what is no such file is told at its field`() async throws {
        try await Self.run { world, desk in
            let text = """
                Session,Serial,EAN,Start,Stop,BeginKWh,EndKWh
                CDR-1,ACE-voltaria,871685900000000004,2026-07-02T10:00:00Z,2026-07-02T12:00:00Z,10,17.5

                """
            let seen = try await Self.upload(desk, text)
            #expect(seen.words.contains("CDR-1") && seen.words.contains("Record 1 lines"), "\(seen.words)")
            _ = try await desk.press("Record 1 lines")
            for (wrong, words) in [
                ("", "Please fill this in"), ("Serial,At\nx,y\n", "needs headings"),
                ("Serial,At,RegisterKWh\n", "no line below"),
                ("Serial,Serienummer,At,RegisterKWh\na,b,c,d\n", "Two columns mean the same"), ("\u{0}\u{1}", "CSV"),
            ] {
                let refused = try await Self.upload(desk, wrong)
                #expect(refused.status == 422, "\(wrong)")
                #expect(refused.words.lowercased().contains(words.lowercased()), "\(words): \(refused.words)")
            }
        }
    }
}
