import Domain
import Foundation
import Postgres
import TestSupport
import Testing
import Values

/// `laadboek ere import`, asked of the real program on a real database.
struct EREImportCommandTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    private static let list = """
        Naam;E-mail;EAN;Straat;Huisnummer;Postcode;Plaats;Merk;Model;Serienummer;MID in lader;IBAN
        Bea Bos;bea@home.example;871685900000000004;Laan;1;1234 AB;Ede;Alfen;Eve;ACE1;ja;NL91ABNA0417164300
        Cor Kok;cor@home.example;\(EREFilingWorld.ean(7));Laan;2;1234 AB;Ede;Alfen;Eve;ACE2;ja;NL91ABNA0417164300

        """

    private static func taking(
        _ world: EREFilingWorld,
        _ text: String,
        for reference: String = "voltaria",
        _ options: String...
    ) async throws -> Program.Outcome {
        let path = NSTemporaryDirectory() + "laadboek-\(UUID().uuidString).csv"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/laadboek"
        return try await Program.run(
            program,
            ["ere", "import", path, "--operator", reference] + options,
            environment: ["DATABASE_URL": try world.test.connectionString, "LAADBOEK_SHARE": root]
        )
    }

    private static func count(_ world: EREFilingWorld, of id: OperatorID? = nil) async throws -> Int {
        try await world.test.owner.first(.system, CountImported(operatorID: id ?? world.operatorID)) ?? 0
    }

    @Test func `a dry run writes nothing, the file is taken once, and again it is all known`() async throws {
        try await EREFilingWorld.lend(connections: 1) { world in
            let dry = try await Self.taking(world, Self.list, for: "voltaria", "--dry-run")
            #expect(dry.status == 0 && dry.output == "2 lines: 2 to add, 0 known\n", "\(dry)")
            #expect(try await Self.count(world) == 0)
            let first = try await Self.taking(world, Self.list)
            #expect(
                first.status == 0
                    && first.output.hasSuffix("added 2 customers, 2 enrolments, 2 chargers; 0 lines known\n"),
                "\(first)"
            )
            #expect(try await Self.count(world) == 2)
            let again = try await Self.taking(world, Self.list)
            #expect(
                again.status == 0
                    && again.output.hasSuffix("added 0 customers, 0 enrolments, 0 chargers; 2 lines known\n"),
                "\(again)"
            )
            #expect(try await Self.count(world) == 2)
        }
    }

    @Test func `each fault is told with its line, and nothing of the file is taken`() async throws {
        try await EREFilingWorld.lend(connections: 1) { world in
            let wrong = Self.list.replacing("cor@home.example", with: "nobody").replacing("ACE2", with: "ACE1")
                .replacing("Laan;1;1234 AB", with: "Laan;1;12")
            let refused = try await Self.taking(world, wrong)
            #expect(refused.status == 1, "\(refused)")
            let lines = refused.output.split(separator: "\n").map(String.init)
            #expect(lines.contains { $0.hasPrefix("line 2: Postcode:") }, "\(lines)")
            #expect(lines.contains { $0.hasPrefix("line 3: E-mail:") }, "\(lines)")
            #expect(!refused.output.contains("EREImportList") && !refused.output.contains("Usage:"), "\(lines)")
            #expect(try await Self.count(world) == 0)
            let bare = try await Self.taking(world, "Naam;E-mail\nBea;bea@home.example\n")
            #expect(bare.status == 1 && !bare.output.contains("Usage:"), "\(bare)")
        }
    }

    @Test func `another operator's file is its own, and an unknown operator is refused`() async throws {
        try await EREFilingWorld.lend(connections: 1) { world in
            let other = try await world.test.database.write(.system) { tx in
                let details = OperatorDetails(
                    name: "Other",
                    legalName: "Other B.V.",
                    address: Address(street: "Kade", houseNumber: "2", postcode: "1011 AB", town: "Ede", country: "NL"),
                    numberPrefix: "OTH"
                )
                return try await Operators.create(.system, reference: "other", details, in: tx)
            }
            #expect(try await Self.taking(world, Self.list).status == 0)
            let own = try await Self.taking(world, Self.list, for: "other")
            #expect(own.status == 0 && own.output.contains("2 lines: 2 to add, 0 known"), "\(own)")
            #expect(try await Self.count(world) == 2)
            #expect(try await Self.count(world, of: other) == 2)
            let nobody = try await Self.taking(world, Self.list, for: "nobody")
            #expect(nobody.status == 1 && nobody.output.contains("there is no operator nobody"), "\(nobody)")
        }
    }
}

private struct CountImported: Statement {
    static let sql = """
        SELECT count(*) FROM ere_imports i JOIN ere_enrolments e ON e.operator_id = i.operator_id AND e.id = i.enrolment_id
        WHERE i.operator_id = $1 AND e.state = 'draft'
        """
    static let sample = CountImported(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}
