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
