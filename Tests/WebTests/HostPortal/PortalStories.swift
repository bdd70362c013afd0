import Domain
import Testing
import Values
import Web

struct PortalStories {
    @Test func `a host sees its balance, its credits and its downloads, and nobody else's`() async throws {
        try await BillingStory.run { story in
            try await story.close()
            let credits = try await story.credits()
            let browser = try await story.world.browser(story.tenant, .host)
            let home = try await browser.visit("/host")
            #expect(home.words.contains("Credited, not yet paid €0.41"), "\(home.words)")
            #expect(home.words.contains("We cannot pay you yet") && home.words.contains("IBAN missing"))
            for path in ["/host", "/host/credits", "/host/downloads"] {
                let page = try await browser.visit(path)
                #expect(page.words.contains(credits.first.number), "\(path)")
                #expect(!page.words.contains(credits.second.number) && !page.words.contains("H2 of"), "\(path)")
                #expect(page.body.contains("href=\"/host/credits/\(credits.first.id)\""), "\(path)")
            }
            let csv = try await browser.get("/host/credits.csv").body
            #expect(csv.hasPrefix("number,kind,contract,") && csv.split(separator: "\r\n").count == 2)
        }
    }

    @Test func `a host reads the frames of a session without the number of the driver's card`() async throws {
        try await BillingStory.run { story in
            let browser = try await story.world.browser(story.tenant, .host)
            let list = try await browser.visit("/host/sessions")
            let link = try #require(list.body.firstMatch(of: /href="(\/host\/sessions\/[0-9]+)[^"]*"/)).output.1
            let page = try await browser.visit(String(link))
            #expect(page.words.contains("StartTransaction") && page.body.contains("idTag"))
            #expect(!page.body.contains("CAFE01") && page.body.contains("••••"))
        }
    }

    @Test(arguments: [
        (#"[2,"1","StartTransaction",{"connectorId":1, "idTag" : "04BEDF218A47A0"}]"#, "\"idTag\" : \"••••47A0\""),
        (#"[3,"1",{"idTagInfo":{"parentIdTag":"GROUP-000777"}}]"#, "\"parentIdTag\":\"••••0777\""),
        (
            #"[2,"1","TransactionEvent",{"idToken":{"idToken":"04bedf218a47a0","type":"ISO14443"}}]"#,
            "\"••••47a0\",\"type\""
        ),
        (#"[2,"1","DataTransfer",{"vendorId":"v","data":"card=04BEDF218A47A0;x"}]"#, "card=••••47A0;x"),
        ("not JSON: 04BEDF218A47A0", "not JSON: ••••47A0"),
    ])
    func `the number of a card is masked wherever it stands`(frame: String, expected: String) {
        let masked = CardMask.masked(frame, card: "04BEDF218A47A0")
        #expect(masked.contains(expected) && !masked.lowercased().contains("04bedf218a47a0"), "\(masked)")
    }

    @Test(arguments: [
        #"[2,"1","Heartbeat",{}]"#, #"[2,"1","X",{"a":"say \"idTag\" : \\","b":["é",1.50]}]"#, #"{"open"#, "",
    ])
    func `a frame without a card stays as it is`(frame: String) {
        #expect(CardMask.masked(frame, card: "04BEDF218A47A0") == frame)
    }

    @Test func `a host's credit leads to the host's own pages only`() async throws {
        try await BillingStory.run { story in
            try await story.close()
            let credit = try await story.credits().first
            let browser = try await story.world.browser(story.tenant, .host)
            let page = try await browser.visit("/host/credits/\(credit.id)")
            #expect(page.words.contains("€0.411264") && page.words.contains("No VAT"))
            #expect(page.body.contains("href=\"/host/sessions/") && !page.body.contains("href=\"/sessions/"))
            #expect(!page.words.contains("vat.not_taxable") && !page.words.contains("Postings"))
            let link = try #require(page.body.firstMatch(of: /href="(\/host\/sessions\/[0-9]+)"/)).output.1
            #expect(try await browser.visit(String(link)).status == 200)
        }
    }
}
