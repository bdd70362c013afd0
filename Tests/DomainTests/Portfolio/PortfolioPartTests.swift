import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

/// Files that name some fields of some things.
struct PortfolioPartTests {
    private static func write(_ text: String, into database: Database) async throws -> PortfolioResult {
        let file = try PortfolioSamples.read(Array(text.utf8))
        let portfolio = PortfolioImport(database: database, box: PortfolioSamples.box) { "hash of \($0)" }
        return try await portfolio.run(file, operatorReference: "kustlader", isDryRun: false)
    }

    private static func withExample(_ body: (Database) async throws -> Void) async throws {
        try await TestDatabase.lease { database in
            let file = try PortfolioSamples.read(try PortfolioSamples.example())
            let portfolio = PortfolioImport(database: database, box: PortfolioSamples.box) { "hash of \($0)" }
            _ = try await portfolio.run(file, operatorReference: nil, isDryRun: false)
            try await body(database)
        }
    }

    /// Everything that stands of parties, without what the database adds.
    private static func state(_ database: Database) async throws -> (hosts: [HostDetails], sites: [SiteDetails]) {
        try await database.read(.system) { tx in
            let tenant = try #require(try await Operators.list(.system, in: tx).first)
            let scope = Scope.system(for: tenant.id)
            var hosts: [HostDetails] = []
            for row in try await Hosts.list(scope, ListRequest(sort: .name), in: tx).rows {
                hosts.append(try await Hosts.find(scope, row.id, in: tx).details)
            }
            var sites: [SiteDetails] = []
            for row in try await Sites.list(scope, ListRequest(sort: .name), in: tx).rows {
                sites.append(try await Sites.find(scope, row.id, in: tx).details)
            }
            return (hosts, sites)
        }
    }

    @Test func `what a file does not name stays`() async throws {
        try await Self.withExample { database in
            let before = try await Self.state(database)
            let result = try await Self.write(
                """
                {"hosts": [{"reference": "strandhotel", "email": "neu@strandhotel.example"}],
                 "sites": [{"reference": "strandhotel", "address": {"house_number": "99"}}],
                 "charge_points": [{"identity": "KUST-001"}],
                 "tokens": [{"uid": "\(try Self.firstToken())"}]}
                """,
                into: database
            )
            let after = try await Self.state(database)
            for (old, new) in zip(before.hosts, after.hosts) {
                var expected = old
                if old.reference == "strandhotel" { expected.email = "neu@strandhotel.example" }
                #expect(new == expected)
            }
            for (old, new) in zip(before.sites, after.sites) {
                var expected = old
                if old.reference == "strandhotel" { expected.address.houseNumber = "99" }
                #expect(new == expected)
            }
            #expect(
                result.lines.prefix(4) == [
                    "hosts: 0 new, 1 changed, 0 unchanged", "sites: 0 new, 1 changed, 0 unchanged",
                    "charge points: 0 new, 0 changed, 1 unchanged", "tokens: 0 new, 0 changed, 1 unchanged",
                ]
            )
        }
    }

    private static func firstToken() throws -> String {
        let file = try PortfolioSamples.read(try PortfolioSamples.example())
        return try #require(file.tokens.first?["uid"]?.stringValue)
    }

    @Test func `null empties a field and a whole address`() async throws {
        try await Self.withExample { database in
            let text = #"{"hosts": [{"reference": "strandhotel", "iban": null, "address": null}]}"#
            _ = try await Self.write(text, into: database)
            let host = try #require(try await Self.state(database).hosts.first { $0.reference == "strandhotel" })
            #expect(host.iban == "" && host.address.street == "" && host.address.town == "")
            #expect(host.email != "" && host.address.country == "NL")
            #expect(try await Self.write(text, into: database).isUnchanged)
        }
    }

    @Test func `a new thing without what it needs is told by its line, and nothing is written`() async throws {
        try await Self.withExample { database in
            let text = """
                {"hosts": [
                  {"reference": "strandhotel", "name": "Another"},
                  {"reference": "newcomer"}],
                 "charge_points": [
                  {"identity": "KUST-099"}]}
                """
            do {
                _ = try await Self.write(text, into: database)
                Issue.record("the file was taken")
            } catch let refusal as PortfolioRefusal {
                #expect(
                    refusal.problems.map(\.description) == [
                        "line 3, /hosts/1: name is missing", "line 3, /hosts/1: kind is missing",
                        "line 5, /charge_points/0: site is missing",
                    ]
                )
            }
            #expect(try await !Self.state(database).hosts.contains { $0.name == "Another" })
        }
    }

    @Test func `a private host cannot become taxable by a file that leaves its kind out`() async throws {
        try await Self.withExample { database in
            do {
                _ = try await Self.write(
                    "{\"hosts\": [{\"reference\": \"kamerling\",\n\"vat_status\": \"taxable\"}]}",
                    into: database
                )
                Issue.record("the file was taken")
            } catch let refusal as PortfolioRefusal {
                let said = refusal.problems.map(\.description)
                #expect(said == ["line 2, /hosts/0/vat_status: a private host is not_taxable"])
            }
        }
    }

    @Test func `an imported time zone computes the lines of the site again`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let tenant = world.voltaria
            let session = try await world.charge(
                tenant,
                at: "VOL-002",
                from: "2025-06-30T15:00:00Z",
                until: "2025-06-30T16:00:00Z",
                wh: 8_000
            )
            let names = try await database.read(tenant.admin) { tx in
                let found = try await Operators.list(.system, in: tx).first { $0.id == tenant.id }
                let site = try await Sites.find(tenant.admin, tenant.site("quay"), in: tx).details.reference
                return (tenant: try #require(found).reference, site: site)
            }
            let text = #"{"sites": [{"reference": "\#(names.site)", "time_zone": "Pacific/Auckland"}]}"#
            let file = try PortfolioSamples.read(Array(text.utf8))
            let portfolio = PortfolioImport(database: database, box: PortfolioSamples.box) { $0 }
            _ = try await portfolio.run(file, operatorReference: names.tenant, isDryRun: false)
            try await world.settle()

            let id = try await world.session(session, of: tenant).id
            let lines = try await database.read(tenant.admin) { tx in
                try await Sessions.find(tenant.admin, id, in: tx).lines
            }
            #expect(lines.map(\.period) == [month("2025-07"), month("2025-06")])
            #expect(lines.map(\.reason) == [.siteChanged, .sessionCompleted])
        }
    }
}
