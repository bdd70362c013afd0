import Domain
import Postgres
import Simulator
import TestSupport
import Testing
import Values

@testable import App

struct DemoPartnerSiteTests {
    private static let now = Timestamp(seconds: 1_796_000_000)

    private static func world(_ database: Database) async throws {
        try await database.write(.system) { tx in
            for reference in DemoWorld.operatorReferences {
                let details = OperatorDetails(
                    name: reference.uppercased(),
                    legalName: reference,
                    address: Domain.Address(country: "NL"),
                    numberPrefix: String(reference.prefix(3)).uppercased()
                )
                _ = try await Operators.create(.system, reference: reference, details, in: tx)
            }
        }
        let hash = try await PasswordHasher().hash("a password of the demo")
        try await DemoPartners(database: database, now: now, password: hash).fill()
    }

    @Test func `its server gets tokens for the customers of the page, and a second start takes the first key back`()
        async throws
    {
        try await TestDatabase.lease { database in
            try await Self.world(database)
            let first = try await DemoPartnerSite.prepare(database, port: 9_080, apiPort: 8_080, at: Self.now)
            let second = try await DemoPartnerSite.prepare(database, port: 9_080, apiPort: 8_080, at: Self.now)
            #expect(try await APIKeys.program(first.key, from: "", at: Self.now, on: database) == nil)
            let program = try #require(try await APIKeys.program(second.key, from: "", at: Self.now, on: database))
            for customer in DemoPartnerPage.customers {
                let grant = try await database.write(program.scope) {
                    try await EmbedFrames.issue(
                        program.scope,
                        EmbedRequest(customer: .reference(customer.reference)),
                        at: Self.now,
                        in: $0
                    )
                }
                #expect(grant.origins == ["http://127.0.0.1:9080"], "\(customer.name)")
            }
        }
    }

    @Test func `where there is no demo world there is no site`() async throws {
        try await TestDatabase.lease { database in
            await #expect(throws: CommandRefusal.self) {
                try await DemoPartnerSite.prepare(database, port: 9_080, apiPort: 8_080, at: Self.now)
            }
        }
    }

    @Test func `the page shows the element with its token, and says whose it is`() {
        let grant = DemoPartnerPage.Grant(token: "t0", script: "http://localhost:8080/embed/v1/embed.js")
        let html = DemoPartnerPage.html(grant, customer: "K-1002")
        #expect(html.contains("<laadboek-ere token=\"t0\"") && html.contains("<strong>Mohamed El Idrissi</strong>"))
        #expect(html.contains("<script src=\"http://localhost:8080/embed/v1/embed.js\" async></script>"))
    }
}
