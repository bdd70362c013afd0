import Domain
import Postgres
import Testing
import Values
import Web

struct ERECalculatorStories {
    @Test func `a stranger finds the example with all it takes for granted, in both languages`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            let door = try await browser.visit("/sign-in")
            #expect(door.body.contains("href=\"/ere\""))
            let page = try await browser.visit("/ere")
            #expect(page.status == 200)
            for words in [
                "€150,000.00", "€120,000.00", "499,041", "€240.00 per charger", "not an offer and not a promise",
                "50.5%", "183 g", "€0.1000/kWh (≈ €0.3006 per ERE)", "nobody can promise one", "CBS average",
            ] { #expect(page.words.contains(words), "\(words): \(page.words)") }
            await browser.set("Accept-Language", "nl")
            let dutch = try await browser.visit("/ere")
            #expect(dutch.words.contains("€ 150.000,00") && dutch.words.contains("geen aanbod en geen belofte"))
            #expect(dutch.body.contains("value=\"0,10\""))
        }
    }

    @Test func `figures are asked for by an address that can be sent on`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            try await browser.visit("/ere")
            await browser.fill("Chargers", "10")
            await browser.fill("kWh per charger and year", "2500,5")
            await browser.fill("Price", "0,485")
            await browser.choose("per", "ere")
            let answer = try await browser.press("Calculate")
            // 25,005 kWh × 0.332694 = 8,319.01347 ERE; × 0.485 = 4,034.72153295.
            #expect(answer.status == 200 && answer.words.contains("€4,034.72"), "\(answer.words)")
            #expect(answer.words.contains("8,319.01347 ERE × €0.485"), "\(answer.words)")
            let other = try await world.browser().visit(answer.path)
            #expect(other.words.contains("€4,034.72"))
            let short = try await world.browser().visit("/ere?chargers=1&fee=0&basis=own_generation")
            #expect(short.words.contains("1,976.4 ERE") && short.words.contains("€300.00"), "\(short.words)")
        }
    }

    @Test(arguments: [
        ("chargers=0", "A number from 1 to 1000000"), ("chargers=many", "A whole number from 1 to"),
        ("chargers=1,5", "A whole number from 1 to"),
        ("chargers=", "Please fill this in"), ("kwh=-1", "A number from 0 to 1000000"),
        ("kwh=3.000", "Is this thousands?"), ("kwh=12.3456", "At most 3 decimals"),
        ("price=11", "A number from 0 to 10"),
        ("price=1e3", "This is no number"), ("fee=100.01", "A number from 0 to 100"),
        ("fee=1.001", "At most 2 decimals"),
        ("per=mile", "choose one of the options"), ("year=2027", "choose one of the options"),
        ("basis=wind", "choose one of the options"), ("price=%3Cscript%3E", "This is no number"),
    ])
    func `what cannot be worked out is said at its field`(query: String, words: String) async throws {
        try await WebWorld.run { world in
            let answer = try await world.browser().visit("/ere?" + query)
            #expect(answer.status == 422 && answer.words.contains(words), "\(answer.words)")
            #expect(answer.body.contains("aria-invalid") && !answer.body.contains("<script>"))
            #expect(!answer.words.contains("How it is worked out"))
        }
    }

    @Test func `people of an operator find it in their menu, in their own frame`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            #expect(try await browser.visit("/dashboard").body.contains("href=\"/ere\""))
            let page = try await browser.visit("/ere")
            #expect(page.status == 200 && page.body.contains("class=\"sidebar\"") && page.words.contains("€150,000.00"))
        }
    }

    @Test func `a year without factors is said, and none are made up`() async throws {
        try await WebWorld.run { world in
            // The end of 2027.
            world.clock.advance(seconds: 79_500_000)
            let page = try await world.browser().visit("/ere")
            #expect(page.words.contains("for 2027 is not known here yet") && page.words.contains("share 2026"))
            let added = EREFactors(
                year: 2027,
                basis: .grid,
                share: Exact(mantissa: 52, scale: 2),
                comparator: Exact(183),
                mjPerKWh: Exact(mantissa: 36, scale: 1),
                source: "a test",
                evidence: .market
            )
            let now = world.clock.now
            try await world.database.write(.system) { try await EREFactorBook.supply(.system, added, at: now, in: $0) }
            let next = try await world.browser().visit("/ere")
            #expect(
                next.words.contains("share 2027") && next.words.contains("52%") && !next.words.contains("not known")
            )
            let own = try await world.browser().visit("/ere?basis=own_generation")
            #expect(own.status == 422 && own.words.contains("not known for that year"))
        }
    }

    @Test func `one address cannot ask without end`() async throws {
        try await WebWorld.run { parts in
            parts.configuration.limits.estimatesInARow = 3
        } _: { world in
            let browser = world.browser()
            for _ in 0..<3 { #expect(try await browser.visit("/ere").status == 200) }
            let refused = try await browser.visit("/ere")
            #expect(refused.status == 429 && refused.header("Retry-After") != nil)
            #expect(try await browser.visit("/sign-in").status == 200)
            world.clock.advance(seconds: 61)
            #expect(try await browser.visit("/ere").status == 200)
        }
    }
}
