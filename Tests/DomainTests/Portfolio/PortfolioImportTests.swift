import Domain
import Postgres
import TestSupport
import Testing
import Values

struct PortfolioImportTests {
    /// Imports a file with changes to the example.
    private static func run(
        _ changes: [(String, JSON?)] = [],
        operatorReference: String? = nil,
        isDryRun: Bool = false,
        into database: Database
    ) async throws -> PortfolioResult {
        let file = try PortfolioSamples.read(try PortfolioSamples.example(changes))
        let portfolio = PortfolioImport(database: database, box: PortfolioSamples.box) { "hash of \($0)" }
        return try await portfolio.run(file, operatorReference: operatorReference, isDryRun: isDryRun)
    }

    private static func operators(_ database: Database) async throws -> [Operator] {
        try await database.read(.system) { tx in try await Operators.list(.system, in: tx) }
    }

    private static func book(_ database: Database) async throws -> (hosts: Int, points: Int, tokens: Int, users: Int) {
        guard let tenant = try await operators(database).first else { return (0, 0, 0, 0) }
        let scope = Scope.system(for: tenant.id)
        return try await database.read(.system) { tx in
            let directory = try await ChargePointDirectorySnapshot.load(.system, in: tx)
            return (
                try await Hosts.list(scope, ListRequest(sort: .name), in: tx).total, directory.chargePoints.count,
                directory.tokens.count, try await Users.list(scope, ListRequest(sort: .name), in: tx).total
            )
        }
    }

    @Test func `a VAT id of another country is refused at its field`()
        async throws
    {
        try await TestDatabase.lease { database in
            for (change, path, reason) in [
                (("/hosts/0/vat_id", "DE123456789"), "/hosts/0/vat_id", "begins with NL"),
                (("/hosts/0/address/country", "GR"), "/hosts/0/vat_id", "begins with EL"),
            ] {
                do {
                    _ = try await Self.run([(change.0, .string(change.1))], into: database)
                    Issue.record("\(change) was taken")
                } catch let refusal as PortfolioRefusal {
                    let found = refusal.problems.map { "\($0.path) \($0.reason)" }
                    #expect(found.contains { $0.hasPrefix(path) && $0.contains(reason) }, "\(found)")
                }
            }
        }
    }

    @Test func `the example is imported whole`() async throws {
        try await TestDatabase.lease { database in
            let result = try await Self.run(into: database)
            #expect(result.changes.map(\.new) == [1, 4, 4, 4, 3, 3, 5, 4, 2, 2])
            #expect(result.changes.allSatisfy { $0.changed == 0 && $0.unchanged == 0 })
            #expect(try await Self.book(database) == (4, 4, 3, 3))
            let tenant = try #require(try await Self.operators(database).first)
            #expect(tenant.details.policy.needsFourEyes && tenant.details.address.town == "Vlissingen")
        }
    }

    @Test func `a second import changes nothing`() async throws {
        try await TestDatabase.lease { database in
            _ = try await Self.run(into: database)
            let result = try await Self.run(into: database)
            #expect(result.isUnchanged, "\(result.lines)")
            #expect(result.changes.map(\.unchanged) == [1, 4, 4, 4, 3, 3, 5, 4, 2, 2])
        }
    }

    @Test func `a dry run says what would change and writes nothing`() async throws {
        try await TestDatabase.lease { database in
            let dry = try await Self.run(isDryRun: true, into: database)
            #expect(try await Self.operators(database).isEmpty)
            #expect(try await Self.run(into: database) == dry)
        }
    }

    @Test func `a change is written and nothing else`() async throws {
        try await TestDatabase.lease { database in
            _ = try await Self.run(into: database)
            let version = JSON.dictionary([
                "valid_from": .string("2026-06-01"), "mode": .string("fixed"), "price_per_kwh": .string("0.25"),
            ])
            let result = try await Self.run(
                [
                    ("/hosts/1/name", .string("P. Kamerling-Zeeman")), ("/operator/name", .string("Kustlader Zeeland")),
                    ("/charge_points/0/key", nil), ("/supply_contracts/1/versions/9", version),
                ],
                into: database
            )
            #expect(result.changes.map(\.changed) == [1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
            #expect(result.changes.map(\.new) == [0, 0, 0, 0, 0, 0, 1, 0, 0, 0])
        }
    }

    @Test func `a key that is left out stays`() async throws {
        try await TestDatabase.lease { database in
            func hashes() async throws -> [[UInt8]?] {
                try await database.read(.system) { tx in
                    try await ChargePointDirectorySnapshot.load(.system, in: tx).chargePoints.map(\.keyHash)
                }
            }
            _ = try await Self.run(into: database)
            let before = try await hashes()
            _ = try await Self.run([("/charge_points/0/key", nil)], into: database)
            #expect(try await hashes() == before)
            #expect(before[0] == (try ChargePointKey(given: "replace-this-key-of-KUST-001")).hash && before[3] == nil)
        }
    }

    @Test func `a file without operator goes to the one that is named`() async throws {
        try await TestDatabase.lease { database in
            _ = try await Self.run(into: database)
            let result = try await Self.run(
                [("/operator", nil), ("/hosts/1/name", .string("P. K."))],
                operatorReference: "kustlader",
                into: database
            )
            #expect(result.changes.first { $0.kind == "hosts" }?.changed == 1)
            await #expect(throws: PortfolioRejection.operatorMissing) {
                try await Self.run([("/operator", nil)], into: database)
            }
            await #expect(throws: PortfolioRejection.operatorUnknown("nobody")) {
                try await Self.run([("/operator", nil)], operatorReference: "nobody", into: database)
            }
            await #expect(throws: PortfolioRejection.operatorDiffers(file: "kustlader", named: "nobody")) {
                try await Self.run(operatorReference: "nobody", into: database)
            }
        }
    }

    /// What makes the example another operator's.
    private static let another: [(String, JSON?)] = [
        ("/operator/reference", .string("duinlader")), ("/operator/number_prefix", .string("DUIN")),
    ]

    @Test func `nothing of another operator can be taken`() async throws {
        try await TestDatabase.lease { database in
            _ = try await Self.run(into: database)
            await #expect(throws: PortfolioRejection.identitiesTaken(["KUST-001", "KUST-002", "KUST-003", "KUST-004"]))
            {
                try await Self.run(Self.another, into: database)
            }
            await #expect(throws: PortfolioRejection.emailsTaken(["admin@kustlader.example"])) {
                let users = JSON.array([
                    .dictionary([
                        "email": .string("Admin@Kustlader.example"), "name": .string("X"),
                        "role": .string("operator_admin"),
                    ])
                ])
                return try await Self.run(Self.another + [("/charge_points", nil), ("/users", users)], into: database)
            }
            await #expect(throws: PortfolioRejection.numberPrefixTaken) {
                try await Self.run(
                    [("/operator/reference", .string("duinlader")), ("/charge_points", nil), ("/users", nil)],
                    into: database
                )
            }
            #expect(try await Self.operators(database).count == 1)
        }
    }

    @Test func `sites and contracts stay with their host`() async throws {
        try await TestDatabase.lease { database in
            _ = try await Self.run(into: database)
            await #expect(throws: PortfolioRejection.sitesMoved(["zeegras-12"])) {
                try await Self.run([("/sites/2/host", .string("vve-duinzicht"))], into: database)
            }
            await #expect(throws: PortfolioRejection.contractsMoved(["strandhotel-terras-vergoeding"])) {
                try await Self.run([("/reimbursement_contracts/1/site", .string("strandhotel"))], into: database)
            }
            await #expect(throws: PortfolioRejection.placeTaken) {
                try await Self.run([("/reimbursement_contracts/2/reference", .string("another"))], into: database)
            }
            await #expect(throws: PortfolioRejection.operatorFixed("currency")) {
                try await Self.run([("/operator/currency", .string("CHF"))], into: database)
            }
        }
    }

    @Test func `a known user keeps the password`() async throws {
        try await TestDatabase.leaseAll { test in
            _ = try await Self.run(into: test.database)
            let result = try await Self.run(
                [("/users/0/password", .string("another pass phrase"))],
                into: test.database
            )
            #expect(result.isUnchanged)
        }
    }
}
