import Domain
import Postgres
import Testing
import Values
import Web

/// Lists taken along: as the page shows them, to the end.
struct ExportStories {
    /// Lists with the orders in which their rows of the story differ, and none is without a value.
    private static let lists: [(path: String, orders: [String])] = [
        ("/hosts", ["name", "balance", "sites"]), ("/sites", ["name"]),
        ("/charge-points", ["identity", "site"]), ("/tokens", ["uid", "label"]),
        ("/sessions", ["started", "energy", "duration"]),
        ("/journal", ["stopped", "site", "energy", "state"]),
        ("/credits", ["number", "host", "total"]),
    ]

    @Test func `an export has the rows in the order of its page`() async throws {
        try await BillingStory.run { story in
            try await story.close()
            try await story.prepare()
            let browser = try await story.world.browser(story.tenant, .operatorAdmin)
            for (path, orders) in Self.lists {
                for order in orders {
                    let query = "?sort=\(order)&order="
                    let rising = try await rows(path, query + "ascending", browser)
                    let falling = try await rows(path, query + "descending", browser)
                    #expect(rising.count > 1, "\(path) by \(order): \(rising)")
                    #expect(rising == falling.reversed(), "\(path) by \(order)")
                }
            }
            let account = try #require(
                try await browser.visit("/ledger").body.split(separator: "\"").first {
                    $0.hasPrefix("/ledger/accounts/")
                }
            )
            let rising = try await rows(String(account), "?order=ascending&sort=recorded", browser)
            let falling = try await rows(String(account), "", browser)
            #expect(rising.count > 1 && rising == falling.reversed())
        }
    }

    @Test func `a host takes its own sessions along in the order of its page`() async throws {
        try await BillingStory.run { story in
            let browser = try await story.world.browser(story.tenant, .host)
            for order in ["stopped", "energy", "state"] {
                let rising = try await rows("/host/sessions", "?sort=\(order)&order=ascending", browser)
                let falling = try await rows("/host/sessions", "?sort=\(order)&order=descending", browser)
                #expect(rising.count == 2 && rising == falling.reversed(), "\(order)")
            }
            let page = try await browser.visit("/host/sessions?sort=energy&order=ascending").body
            #expect(page.contains("/host/sessions.csv?sort=energy&amp;order=ascending"), "the link keeps the order")
        }
    }

    @Test func `amounts of hosts are exact decimal text with their currency`() async throws {
        try await BillingStory.run { story in
            try await story.close()
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let csv = try await browser.get("/hosts.csv?sort=balance&order=descending").body
            let lines = csv.split(separator: "\r\n")
            #expect(lines[0].hasSuffix(",sites,charge_points,balance,currency"))
            #expect(lines[1].hasSuffix(",1,1,2.00,EUR") && lines[2].hasSuffix(",1,1,0.41,EUR"), "\(csv)")
            let json = try JSON(parsing: Array(try await browser.get("/hosts.json?search=H1").body.utf8))
            #expect(json.arrayValue?.count == 1 && json[0]?["balance"] == .string("0.41"))
        }
    }

    private func rows(_ path: String, _ query: String, _ browser: Browser) async throws -> [String] {
        let answer = try await browser.get(path + ".csv" + query)
        #expect(answer.status == 200, "\(path)")
        return answer.body.split(separator: "\r\n").dropFirst().map(String.init)
    }
}

extension BillingStory {
    /// Something to order by: a second card, a second site of the first host, other days on which credits are due.
    fileprivate func prepare() async throws {
        try await world.database.write(tenant.scope) { tx in
            _ = try await Tokens.create(tenant.scope, TokenDetails(uid: "A-CARD", label: "A card"), in: tx)
            let place = SiteDetails(reference: "S9", name: "Third site", address: Address(country: "NL"))
            _ = try await Sites.create(tenant.scope, place, of: tenant.host, in: tx)
        }
    }
}
