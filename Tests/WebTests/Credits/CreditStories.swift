import Domain
import Testing
import Values
import Web

struct CreditStories {
    @Test func `credits are listed, narrowed, ordered and taken along`() async throws {
        try await BillingStory.run { story in
            try await story.close()
            let credits = try await story.credits()
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let list = try await browser.visit("/credits?sort=total&order=descending").words
            let (small, large) = (list.firstRange(of: credits.first.number), list.firstRange(of: credits.second.number))
            #expect(try #require(large).lowerBound < (try #require(small)).lowerBound)
            #expect(try await browser.visit("/credits?state=approved").words.contains("Nothing matches"))
            let issued = try await browser.visit("/credits?state=issued&host=\(story.tenant.host)").words
            #expect(issued.contains(credits.first.number) && !issued.contains(credits.second.number))
            #expect(try await browser.visit("/credits?month=2025-05").words.contains("Nothing matches"))
            let json = try JSON(parsing: Array(try await browser.get("/credits.json?sort=total").body.utf8))
            #expect(json.arrayValue?.count == 2 && json[0]?["total"] == .string("0.41"))
            #expect(json[0]?["exact_amount"] == .string("0.411264") && json[0]?["host"] == .string("H1"))
            let csv = try await browser.get("/credits.csv?state=issued&host=\(story.tenant.otherHost)")
            #expect(csv.body.split(separator: "\r\n").count == 2 && csv.body.contains(",2.00,"))
        }
    }

    @Test func `a credit shows its lines, sessions, rule and postings, and its files come under its number`()
        async throws
    {
        try await BillingStory.run { story in
            try await story.close()
            let credit = try await story.credits().first
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let page = try await browser.visit("/credits/\(credit.id)")
            for words in [
                "Payout statement", "Harbour voltaria", "€0.411264", "CP-voltaria", "vat.not_taxable.1",
                "Energy reimbursement", "Payable to H1 of voltaria", "Credit \(credit.number) for 2025-06",
                "Credit one",
            ] { #expect(page.words.contains(words), "\(words)") }
            #expect(page.body.contains("href=\"/month-ends/2025-06\""))
            let pdf = try await browser.get("/credits/\(credit.id)/document.pdf")
            #expect(pdf.body == "pdf of \(credit.number)" && pdf.header("Content-Type") == "application/pdf")
            #expect(pdf.header("Content-Disposition")?.contains("\(credit.number).pdf") == true)
            #expect(try await browser.get("/credits/\(credit.id)/sessions.xlsx").body == "xlsx of \(credit.number)")
        }
    }

    @Test func `other operators and other hosts find none of it`() async throws {
        try await BillingStory.run { story in
            try await story.close()
            let credits = try await story.credits()
            let stranger = try await story.world.browser(story.world.ampère, .operatorAdmin)
            for path in [
                "/credits/\(credits.first.id)", "/credits/\(credits.first.id)/document.pdf",
                "/credits/\(credits.first.id)/sessions.xlsx", "/month-ends/2025-06", "/month-ends/2025-06.json",
            ] { #expect(try await stranger.get(path).status == 404, "\(path)") }
            #expect(try await stranger.get("/credits.json").body == "[\n]\n")
            let host = try await story.world.browser(story.tenant, .host)
            for path in ["", "/document.pdf", "/sessions.xlsx"] {
                #expect(try await host.get("/host/credits/\(credits.first.id)\(path)").status == 200, "\(path)")
                #expect(try await host.get("/host/credits/\(credits.second.id)\(path)").status == 404, "\(path)")
                #expect(try await host.get("/credits/\(credits.first.id)\(path)").status == 404, "\(path)")
            }
        }
    }

    @Test func `a process that makes no documents says so`() async throws {
        try await BillingStory.run(makesDocuments: false) { story in
            try await story.close()
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let answer = try await browser.get("/credits/\(try await story.credits().first.id)/document.pdf")
            #expect(answer.status == 503)
            #expect(answer.header("Content-Disposition") == nil && answer.words.contains("Back in a moment"))
        }
    }

    @Test func `an exempt host says why, on its form, its page and its credit, which names no rate`() async throws {
        try await BillingStory.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            try await browser.visit("/hosts/\(story.tenant.host)/edit")
            await browser.fill("Exempt", "exempt")
            let wrong = try await browser.press("Save")
            #expect(wrong.status == 422 && wrong.words.contains("Please fill this in."), "\(wrong.words)")
            await browser.fill("Ground of exemption", "KOR <artikel 25>")
            let saved = try await browser.press("Save")
            #expect(saved.words.contains("Exempt: KOR <artikel 25>"), "\(saved.words)")
            try await story.close()
            let credits = try await story.credits()
            let page = try await browser.visit("/credits/\(credits.first.id)").words
            #expect(page.contains("Exempt from VAT €0.00") && page.contains("Exempt from VAT: KOR <artikel 25>."))
            #expect(!page.contains("VAT 0%"), "\(page)")
            let statement = try await browser.visit("/credits/\(credits.second.id)").words
            #expect(statement.contains("Payout statement") && !statement.contains("0%"), "\(statement)")
        }
    }

    @Test func `credits are read in Dutch, too`() async throws {
        try await BillingStory.run { story in
            try await story.change(story.tenant.host) { $0.vatStatus = .taxable }
            try await story.close()
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let token = await browser.token
            _ = try await browser.post("/account/language", [("language", "nl")], token: token)
            let month = try await browser.visit("/month-ends/2025-06").words
            #expect(month.contains("De locatiehouder is btw-plichtig maar heeft geen btw-nummer"), "\(month)")
            let credit = try await browser.visit("/credits/\(try await story.only().id)").words
            #expect(credit.contains("Geen btw") && credit.contains("niet btw-plichtig"), "\(credit)")
        }
    }
}
