import Domain
import Foundation
import Templates
import Testing
import Values
import Web

struct LedgerStories {
    @Test func `the books show accounts, balances, an intact chain, and the postings of an account`() async throws {
        try await BillingStory.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            #expect(try await browser.visit("/ledger").words.contains("Nothing posted yet"))
            try await story.close()
            story.world.clock.advance(seconds: 61)
            let books = try await browser.visit("/ledger")
            #expect(books.words.contains("The chain of 2 transactions is intact"), "\(books.words)")
            #expect(books.words.contains("€2.41") && books.words.contains("H1 of voltaria"))
            #expect(!books.body.contains("Payable to host "))
            let found = books.body.firstMatch(of: /href="(\/ledger\/accounts\/[0-9]+)"[^>]*>Energy reimbursement/)
            let account = try #require(found).output.1
            let page = try await browser.visit(String(account))
            #expect(page.words.contains("Balance €2.41") && page.words.contains("1–2 of 2"), "\(page.words)")
            #expect(try await browser.visit(account + "?month=2025-06").words.contains("Nothing matches"))
            let csv = try await browser.get(account + ".csv")
            #expect(csv.body.split(separator: "\r\n").count == 3 && csv.body.contains(",debit,2.00,EUR"))
            let json = try JSON(parsing: Array(try await browser.get(account + ".json?month=2025-07").body.utf8))
            #expect(json.arrayValue?.count == 2 && json[0]?["account"] == .string("energy_reimbursement"))
            let stranger = try await story.world.browser(story.world.ampère, .operatorAdmin)
            #expect(try await stranger.get(String(account)).status == 404)
            #expect(try await stranger.get(account + ".csv").status == 404)
        }
    }

    @Test func `an address of a list may end in a format`() {
        let page = ListArgument<AccountID>(pathText: "12")
        #expect(page?.value == AccountID(12) && page?.format == nil)
        #expect(ListArgument<AccountID>(pathText: "12.csv")?.format == .csv)
        #expect(ListArgument<YearMonth>(pathText: "2025-06.json")?.value == BillingStory.june)
        for wrong in ["", ".csv", "12.pdf", "12.csv.csv", "x.csv"] {
            #expect(ListArgument<AccountID>(pathText: wrong) == nil, "\(wrong)")
        }
    }
}
