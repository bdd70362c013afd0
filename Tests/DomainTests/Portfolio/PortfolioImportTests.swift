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
            #expect(result.changes.map(\.new) == [1, 4, 4, 4, 3, 3, 3, 5, 4, 4, 2, 2, 1])
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
            #expect(result.changes.map(\.unchanged) == [1, 4, 4, 4, 3, 3, 3, 5, 4, 4, 2, 2, 1])
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
            #expect(result.changes.map(\.changed) == [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
            #expect(result.changes.map(\.new) == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0])
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

    /// What is wrong with the example after some changes, without the lines; each stands where the path leads.
    private static func problems(_ changes: [(String, JSON?)], into database: Database) async throws -> [String] {
        do {
            _ = try await run(changes, into: database)
            return []
        } catch let refusal as PortfolioRefusal {
            #expect(refusal.problems.map(\.line) == refusal.problems.map(\.line).sorted())
            let lines = String(decoding: try PortfolioSamples.example(changes), as: UTF8.self).split(separator: "\n")
            for problem in refusal.problems where problem.path.last?.isNumber == false {
                let member = problem.path.split(separator: "/").last ?? ""
                #expect(lines[problem.line - 1].contains("\"\(member)\":"), "\(problem)")
            }
            return refusal.problems.map { "\($0.path): \($0.reason)" }
        }
    }

    @Test func `nothing of another operator can be taken, and all that is taken is told`() async throws {
        try await TestDatabase.lease { database in
            _ = try await Self.run(into: database)
            let users = JSON.array([
                .dictionary([
                    "email": .string("Admin@Kustlader.example"), "name": .string("X"),
                    "role": .string("operator_admin"),
                ])
            ])
            let told = try await Self.problems(
                [("/operator/reference", .string("duinlader")), ("/users", users)],
                into: database
            )
            let points = (0..<4).map {
                "/charge_points/\($0)/identity: another operator has a charge point of this identity"
            }
            #expect(
                told == ["/operator/number_prefix: another operator has this number_prefix"] + points
                    + ["/users/0/email: a user of another operator has this address"]
            )
            #expect(try await Self.operators(database).count == 1)
        }
    }

    @Test func `an identity that waits for another operator is nobody else's to import`() async throws {
        try await TestDatabase.lease { database in
            _ = try await Self.run(into: database)
            let other = OperatorDetails(
                name: "Other",
                legalName: "Other BV",
                address: Address(street: "Kade", houseNumber: "1", postcode: "1", town: "Amsterdam", country: "NL"),
                numberPrefix: "OTH"
            )
            let scope = Scope.system(
                for: try await database.write(.system) { tx in
                    try await Operators.create(.system, reference: "other", other, in: tx)
                }
            )
            let isKept = try await database.write(.system) { tx in
                let details = UpstreamDetails(name: "Elsewhere", url: "wss://ocpp.example/")
                let upstream = try await Upstreams.create(scope, details, in: tx)
                _ = try await DefaultUpstreams.create(scope, "DUNE-", to: upstream, in: tx)
                let newcomer = Newcomer(
                    operatorID: try scope.requireOperator(),
                    id: try await UnknownChargePoints.reserveID(.system, in: tx),
                    identity: "DUNE-1",
                    upstreamID: upstream,
                    remoteAddress: "192.0.2.7"
                )
                return try await UnknownChargePoints.keep(.system, newcomer, at: Timestamp(seconds: 0), in: tx)
            }
            #expect(isKept)
            let told = try await Self.problems([("/charge_points/1/identity", .string("DUNE-1"))], into: database)
            #expect(told == ["/charge_points/1/identity: another operator has a charge point of this identity"])
        }
    }

    @Test func `sites and contracts stay with their host, and each that does not is told`() async throws {
        try await TestDatabase.lease { database in
            _ = try await Self.run(into: database)
            let told = try await Self.problems(
                [
                    ("/operator/currency", .string("CHF")), ("/sites/2/host", .string("vve-duinzicht")),
                    ("/reimbursement_contracts/1/site", .string("strandhotel")),
                    ("/reimbursement_contracts/2/reference", .string("another")),
                    ("/reimbursement_contracts/3/site", .string("duinzicht")),
                ],
                into: database
            )
            #expect(
                told == [
                    "/operator/currency: is EUR and cannot be changed",
                    "/sites/2/host: the site belongs to the host kamerling and stays with it",
                    "/reimbursement_contracts/1/site: the contract holds for the site strandhotel-terras and stays with it",
                    "/reimbursement_contracts/2/reference: the host kamerling has the contract kamerling-vergoeding "
                        + "for all its sites already",
                    "/reimbursement_contracts/3/site: the contract holds for all sites of its host and stays with it",
                ]
            )
            #expect(try await Self.run(into: database).isUnchanged)
        }
    }

    @Test func `a place that has a contract is named with host and site`() async throws {
        try await TestDatabase.lease { database in
            _ = try await Self.run(into: database)
            let told = try await Self.problems(
                [("/reimbursement_contracts/1/reference", .string("another"))],
                into: database
            )
            #expect(
                told == [
                    "/reimbursement_contracts/1/reference: the host strandhotel has the contract "
                        + "strandhotel-terras-vergoeding for the site strandhotel-terras already"
                ]
            )
        }
    }

    @Test func `a contract takes another name and supplier where the file says so`() async throws {
        try await TestDatabase.lease { database in
            _ = try await Self.run(into: database)
            let changes: [(String, JSON?)] = [
                ("/supply_contracts/0/name", .string("Hotel, by the quarter hour")),
                ("/supply_contracts/1/supplier", .string("Landwind")),
                ("/supply_contracts/2/supplier", nil), ("/reimbursement_contracts/0/name", .string("Hotel, parking")),
                ("/reimbursement_contracts/1/name", nil),
            ]
            let result = try await Self.run(changes, into: database)
            #expect(result.changes.map(\.changed) == [0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0])
            #expect(result.changes.allSatisfy { $0.new == 0 })
            let names = try await database.all(.system, ContractNames())
            #expect(
                names.sorted() == [
                    "duinzicht-stroom|duinzicht-stroom|Polderstroom", "duinzicht-vergoeding|duinzicht-vergoeding|",
                    "kamerling-stroom|kamerling-stroom|Landwind", "kamerling-vergoeding|kamerling-vergoeding|",
                    "strandhotel-stroom|Hotel, by the quarter hour|Zeewind Energie",
                    "strandhotel-terras-vergoeding|Terrace|", "strandhotel-vergoeding|Hotel, parking|",
                ]
            )
            #expect(try await Self.run(changes, into: database).isUnchanged)
        }
    }

    private struct ContractNames: Statement {
        static let sql = """
            SELECT reference || '|' || name || '|' || supplier FROM supply_contracts
            UNION ALL SELECT reference || '|' || name || '|' FROM reimbursement_contracts
            """
        static let sample = ContractNames()
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
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
