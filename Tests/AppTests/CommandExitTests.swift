import Foundation
import TestSupport
import Testing
import Values

@testable import App

/// How commands end, asked of the real program.
struct CommandExitTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private func laadboek(_ words: String..., database: String = "postgresql:///none") async throws -> Program.Outcome {
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/laadboek"
        return try await Program.run(
            program,
            words,
            environment: ["DATABASE_URL": database, "LAADBOEK_SHARE": Self.root]
        )
    }

    /// Lends the path of a file with a content.
    private func file<Result>(_ content: String, _ body: (String) async throws -> Result) async throws -> Result {
        let path = NSTemporaryDirectory() + "laadboek-\(UUID().uuidString)"
        try content.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    private func expectRefusal(_ outcome: Program.Outcome, _ reason: String) {
        #expect(outcome.status == 1 && outcome.output.contains(reason), "\(outcome)")
        #expect(!outcome.output.contains("Usage:"), "\(outcome.output)")
    }

    @Test func `a file with faults is refused with 1 and without the usage`() async throws {
        try await file("start_utc,minutes,eur_per_mwh\n2025-10-01T00:00Z,15\n2025-10-01T00:15Z,15,x\n") { path in
            let outcome = try await laadboek("prices", "import", path, "--zone", "NL")
            expectRefusal(outcome, "line 2: column 1: 2 cells where the header has 3")
            #expect(outcome.output.contains("line 3: eur_per_mwh is \"x\""))
        }
        try await file("{\"hosts\": 7}") { path in
            expectRefusal(try await laadboek("portfolio", "import", path), "hosts")
        }
        expectRefusal(try await laadboek("portfolio", "import", "/nowhere"), "/nowhere cannot be read")
        try await file(Self.secondAuction) { path in
            expectRefusal(try await laadboek("prices", "import", path, "--zone", "NL"), "day-ahead auction")
        }
    }

    @Test func `a price document is shown though the import does not take it, and no other document is`() async throws {
        try await file(Self.secondAuction) { path in
            let outcome = try await laadboek("prices", "inspect", path, "--json")
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.output.contains("\"zone\":\"NL\"") && outcome.output.contains("\"sequence\":2"))
            #expect(outcome.output.contains("note: prices import does not take it: no series of the day-ahead auction"))
        }
        try await file(Self.secondAuction.replacing("A44", with: "A65")) { path in
            expectRefusal(try await laadboek("prices", "inspect", path), "\"A65\", not A44")
        }
    }

    /// A document of the intraday auction that came after the day-ahead one: readable, and no day-ahead price.
    private static let secondAuction = """
        <Publication_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-3:publicationdocument:7:3">
        <mRID>1</mRID><type>A44</type><TimeSeries><mRID>1</mRID>
        <classificationSequence_AttributeInstanceComponent.position>2\
        </classificationSequence_AttributeInstanceComponent.position>
        <in_Domain.mRID codingScheme="A01">10YNL----------L</in_Domain.mRID>
        <out_Domain.mRID codingScheme="A01">10YNL----------L</out_Domain.mRID>
        <currency_Unit.name>EUR</currency_Unit.name><price_Measure_Unit.name>MWH</price_Measure_Unit.name>
        <curveType>A01</curveType><Period><timeInterval><start>2025-10-01T22:00Z</start><end>2025-10-01T23:00Z</end>
        </timeInterval><resolution>PT60M</resolution>
        <Point><position>1</position><price.amount>1</price.amount></Point></Period></TimeSeries>
        </Publication_MarketDocument>
        """

    @Test func `what is called wrongly ends with 64 and the usage`() async throws {
        for words in [["prices", "import"], ["close", "--month", "June"], ["serve", "--roles", "cook"], ["dance"]] {
            let outcome = try await Program.run(
                URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/laadboek",
                words,
                environment: ["DATABASE_URL": "postgresql:///none"]
            )
            #expect(outcome.status == 64 && outcome.output.contains("Usage:"), "\(words): \(outcome)")
        }
    }

    @Test(arguments: [
        ("--shift-days", "9223372036854775807"), ("--shift-days=-40000", ""), ("--threads", "0"),
        ("--connections", "0"), ("--connections", "100000"), ("--pause-ms=-1", ""),
    ])
    func `a replay is refused what it cannot do`(option: String, value: String) async throws {
        let words = ["simulate", "replay", "--sessions", "x.csv", "--url", "ws://localhost:1/ocpp", option]
        let outcome = try await Program.run(
            URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/laadboek",
            words + (value.isEmpty ? [] : [value])
        )
        let name = String(option.prefix { $0 != "=" })
        #expect(outcome.status == 64 && outcome.output.contains("Error: \(name) is "), "\(outcome)")
    }

    @Test func `a name that the database does not know is a refusal`() async throws {
        try await TestDatabase.leaseAll { test in
            let database = try test.connectionString
            let june = "2025-06"
            let lines = try await laadboek("lines", "export", "--month", june, "--operator", "x", database: database)
            expectRefusal(lines, "there is no operator x")
            let approval = try await laadboek("credits", "approve", "--month", june, "--as", "x", database: database)
            expectRefusal(approval, "there is no active user x")
        }
    }

    @Test func `a byte order mark at the start of a portfolio is no fault`() async throws {
        let path = Self.root + "/docs/reference/portfolio-example.json"
        let example = try String(contentsOfFile: path, encoding: .utf8)
        try await TestDatabase.leaseAll { test in
            let database = try test.connectionString
            try await file("\u{FEFF}" + example) { path in
                let outcome = try await laadboek("portfolio", "import", path, "--dry-run", database: database)
                #expect(outcome.status == 0, "\(outcome.output)")
            }
        }
    }

    @Test func `the version names the release and the newest migration`() async throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.root + "/migrations")
        let head = try #require(files.filter { $0.hasPrefix("2") }.max()).prefix(14)
        let outcome = try await laadboek("--version")
        #expect(outcome.status == 0 && outcome.output == "\(Version.number) (migrations up to \(head))\n")
        #expect(Version.text(share: "/nowhere") == "\(Version.number) (no migrations in /nowhere/migrations)")
    }
}
