import Domain
import Testing
import Values
import Web

struct VATRateStories {
    @Test func `a VAT rate is added by an administrator, kept as typed when wrong, and read by finance`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/settings/vat-rates")
            for (label, value) in [
                ("Country", "es"), ("Standard rate", "210"), ("Valid from", "2012-09-01"), ("Source", "Ley <37>"),
            ] { await browser.fill(label, value) }
            let wrong = try await browser.press("Add the rate")
            #expect(wrong.status == 422 && wrong.words.contains("A percentage from 0 to 100"), "\(wrong.words)")
            #expect(wrong.body.contains("value=\"210\"") && wrong.body.contains("value=\"Ley &lt;37&gt;\""))
            await browser.fill("Standard rate", "21,0")
            let added = try await browser.press("Add the rate")
            #expect(
                added.words.contains("Saved.") && added.words.contains("ES 21% 1 Sep 2012 Ley <37>"),
                "\(added.words)"
            )
            #expect(added.words.contains("First day unknown"))
            await browser.fill("Country", "ES")
            await browser.fill("Standard rate", "21")
            await browser.fill("Valid from", "2012-09-01")
            await browser.fill("Source", "again")
            let known = try await browser.press("Add the rate")
            #expect(known.status == 422 && known.words.contains("already listed"), "\(known.words)")
            let finance = try await world.browser(world.voltaria, .operatorFinance)
            let read = try await finance.visit("/settings/vat-rates")
            #expect(read.words.contains("Ley <37>") && !read.words.contains("Add the rate"))
            let token = await finance.token
            #expect(try await finance.post("/settings/vat-rates", [], token: token).status == 403)
            let other = try await world.browser(world.ampère, .operatorAdmin)
            #expect(!(try await other.visit("/settings/vat-rates")).words.contains("Ley <37>"))
        }
    }
}
