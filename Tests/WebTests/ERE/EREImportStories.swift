import Domain
import Postgres
import Testing
import Values
import Web

/// Taking over mandates that were given elsewhere, and handing one in on paper.
struct EREImportStories {
    private static let csv = """
        Naam;E-mail;EAN;Straat;Huisnummer;Postcode;Plaats;Merk;Model;Serienummer;MID in lader;IBAN;Machtiging tot;Bewijs
        Bea Bos;bea@home.example;871685900000000004;Laan;1;1234 AB;Ede;Alfen;Eve;ACE1;ja;NL91ABNA0417164300;2026;map 3
        """

    @Test func `a list is looked at, put right, taken over, and waits for signatures`() async throws {
        try await EREFlowStories.run { world in
            let desk = try await world.browser(world.voltaria, .partnerSupport)
            try await desk.visit("/enrolments/import")
            let wrong = Self.csv.replacing("1234 AB", with: "12")
            let refused = try await desk.upload("/enrolments/import", "list", fileName: "a.csv", Array(wrong.utf8))
            #expect(refused.status == 422 && refused.words.contains("Postcode: is not one."), "\(refused.words)")
            #expect(!refused.body.contains("/enrolments/import/confirmation"), "nothing to confirm")
            try await desk.visit("/enrolments/import")
            let seen = try await desk.upload("/enrolments/import", "list", fileName: "a.csv", Array(Self.csv.utf8))
            #expect(seen.status == 200 && seen.words.contains("New connections: 1."), "\(seen.words)")
            #expect(try await !desk.get("/customers.json").body.contains("bea@home.example"), "nothing before the word")
            try await desk.visit("/enrolments/import")
            try await desk.upload("/enrolments/import", "list", fileName: "a.csv", Array(Self.csv.utf8))
            let added = try await desk.press("Add 1 connections")
            #expect(added.path == "/enrolments" && added.words.contains("Bea Bos"), "\(added.words)")
            #expect(try await world.newestMail().contains("Bea Bos"))
            #expect(try await desk.visit("/customers?state=in_progress").words.contains("Bea Bos"))
            try await desk.visit("/enrolments/import")
            let again = try await desk.upload("/enrolments/import", "list", fileName: "a.csv", Array(Self.csv.utf8))
            #expect(again.words.contains("There already") && !again.body.contains("/confirmation"), "\(again.words)")
            let other = try await world.browser(world.ampère, .partnerSupport)
            #expect(try await !other.get("/enrolments.json").body.contains("Bea Bos"))
        }
    }

    @Test func `what is no such list is refused in words`() async throws {
        try await EREFlowStories.run { world in
            let desk = try await world.browser(world.voltaria, .operatorAdmin)
            for (text, words) in [
                ("Naam;E-mail\nAnna;anna@home.example", "The first line needs headings"),
                ("", "Nothing is in this file."),
            ] {
                try await desk.visit("/enrolments/import")
                let refused = try await desk.upload("/enrolments/import", "list", fileName: "x.csv", Array(text.utf8))
                #expect(refused.status == 422 && refused.words.contains(words), "\(refused.words)")
            }
            try await desk.visit("/enrolments/import")
            let token = await desk.token
            let lost = try await desk.post("/enrolments/import/confirmation", [("list", "x")], token: token)
            #expect(lost.status == 422 && lost.words.contains("came back incomplete"))
        }
    }

    @Test func `the parts of a customer's file are pages with what happened`() async throws {
        try await EREFlowStories.run { world in
            let desk = try await world.browser(world.voltaria, .partnerAdmin)
            try await desk.visit("/enrolments/import")
            try await desk.upload("/enrolments/import", "list", fileName: "a.csv", Array(Self.csv.utf8))
            try await desk.press("Add 1 connections")
            let json = try await desk.get("/customers.json?search=bea").body
            let id = try #require(json.firstMatch(of: #/"customer": ?"([0-9]+)"/#)?.output.1)
            let timeline = try await desk.visit("/customers/\(id)/timeline")
            #expect(timeline.words.contains("Enrolment taken from a list"), "\(timeline.words)")
            for part in ["documents", "sessions", "payouts"] {
                #expect(try await desk.visit("/customers/\(id)/\(part)").status == 200, "\(part)")
            }
            let other = try await world.browser(world.ampère, .partnerAdmin)
            for part in ["timeline", "documents", "sessions", "payouts"] {
                #expect(try await other.get("/customers/\(id)/\(part)").status == 404, "\(part)")
            }
        }
    }
}
