import Domain
import Postgres
import TestSupport
import Testing
import Values

/// A customer whose mandate ends goes on from what it said before.
struct ERERenewalStories {
    @Test func `a renewal is filled in, and signed anew`() async throws {
        try await EREFlowStories.run { world in
            let browser = try await world.browser(world.voltaria, .customer)
            let way = try await EREFlowStories.fill(browser)
            try await browser.visit(way + "/mandate?years=2026-2026")
            let signed = try await EREFlowStories.sign(browser, try await EREFlowStories.askForCode(browser, world))
            #expect(signed.words.contains("Your mandate ends on 31 Dec 2026"), "\(signed.words)")
            #expect(try await browser.visit("/customer/ere").words.contains("Go on next year"))
            let offer = try await browser.visit(way + "/renewal")
            for words in ["Anna de Vries", "Keizersgracht 12", "ACE0012345", "never goes on by itself"] {
                #expect(offer.words.contains(words), "\(words): \(offer.words)")
            }
            let mandate = try await browser.press("Fill it in and go on")
            #expect(mandate.path.hasSuffix("/mandate") && !mandate.path.hasPrefix(way + "/"), "\(mandate.path)")
            #expect(mandate.words.contains("Given by: Anna de Vries"), "\(mandate.words)")
            #expect(try await browser.visit(way + "/renewal").words.contains("Go on where you were"))
            let again = try await browser.press("Go on where you were")
            #expect(again.path == mandate.path)
            let code = try await EREFlowStories.askForCode(browser, world)
            let done = try await EREFlowStories.sign(browser, code)
            #expect(done.words.contains("2027") && done.words.contains("Being checked"), "\(done.words)")
            // There is nothing more to go on with.
            #expect(try await browser.visit(way + "/renewal").path == way)
            let other = try await world.browser(world.ampère, .customer)
            #expect(try await other.get(way + "/renewal").status == 404)
        }
    }
}
