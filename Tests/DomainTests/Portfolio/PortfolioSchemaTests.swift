import Foundation
import TestSupport
import Testing
import Values

/// The JSON Schema of the documentation, judged by PyPI `jsonschema`, beside the reader.
struct PortfolioSchemaTests {
    @Test func `schema and reader agree on the example`() async throws {
        let verdicts = try await SchemaPeer.isValid([try PortfolioSamples.example()])
        #expect(verdicts == [true])
        #expect(PortfolioSamples.problems(try PortfolioSamples.example()) == [])
    }

    @Test func `schema and reader accept the same variations`() async throws {
        let files = try PortfolioSchemaTests.right.map { try PortfolioSamples.example([$0]) }
        let verdicts = try await SchemaPeer.isValid(files)
        for (index, change) in PortfolioSchemaTests.right.enumerated() {
            #expect(verdicts[index], "schema, \(change.0)")
            #expect(PortfolioSamples.problems(files[index]) == [], "reader, \(change.0)")
        }
    }

    @Test func `schema and reader refuse the same faults`() async throws {
        let files = try PortfolioSchemaTests.wrong.map { try PortfolioSamples.example([$0]) }
        let verdicts = try await SchemaPeer.isValid(files)
        for (index, change) in PortfolioSchemaTests.wrong.enumerated() {
            #expect(!verdicts[index], "schema, \(change.0)")
            #expect(PortfolioSamples.problems(files[index]) != [], "reader, \(change.0)")
        }
    }

    private static let right: [(String, JSON?)] = [
        ("/operator/number_prefix", nil), ("/hosts/0/name", nil), ("/hosts/0/kind", nil), ("/sites/0/name", nil),
        ("/sites/0/host", nil), ("/charge_points/0/site", nil), ("/charge_points/0/key", .null),
        ("/operator", nil), ("/operator", .null), ("/tokens", nil), ("/tokens", .null), ("/$schema", .integer(1)),
        ("/hosts/0/iban", nil), ("/hosts/0/iban", .string("")), ("/hosts/0/email", .string("")),
        ("/hosts/1/vat_status", .string("not_taxable")), ("/hosts/2/vat_status", .string("exempt")),
        ("/hosts/3/exemption_ground", nil), ("/hosts/3/exemption_ground", .null),
        ("/hosts/0/address", nil), ("/hosts/0/address/country", nil), ("/hosts/0/address/street", .null),
        ("/hosts/0/name", .string("Café “Zee” 🌊")), ("/sites/0/bidding_zone", .string("10YNL----------L")),
        ("/sites/0/time_zone", .string("America/Argentina/Ushuaia")), ("/sites/0/time_zone", .string("UTC")),
        ("/charge_points/0/connectors", .number("2.0")), ("/charge_points/0/identity", .string("NL KUST*1")),
        ("/upstreams/0/url", nil), ("/upstreams/0/url", .string("ws://[2001:db8::1]:8080/ocpp?a=b")),
        ("/upstreams/0/url", .string("wss://host")), ("/upstreams/1", .dictionary(["name": .string("Garage control")])),
        ("/upstreams/0/trusted_authorities", .string(PortfolioSamples.pem)), ("/upstreams/0/forwards_query", .null),
        ("/charge_points/2/relay", .null), ("/charge_points/2/relay", nil), ("/charge_points/2/relay/key", nil),
        ("/charge_points/2/relay/key", .null), ("/charge_points/2/relay/authorization", nil),
        ("/charge_points/2/relay/mode", .null), ("/charge_points/2/relay/mode", .string("pass")),
        ("/charge_points/2/relay/accepts_unknown_tokens", .bool(true)),
        ("/charge_points/2/relay/accepts_unknown_tokens", nil),
        ("/charge_points/2/relay/boots_again", .bool(true)),
        ("/charge_points/3/relay/authorization", .string("none")),
        ("/charge_points/3/relay/authorization", .null),
        ("/charge_points/3/observers", nil), ("/charge_points/3/observers", .null),
        ("/charge_points/3/observers", .array([])), ("/charge_points/3/observers/0/key", nil),
        ("/charge_points/3/observers/0/authorization", nil), ("/charge_points/3/observers/0/identity", .null),
        ("/charge_points/3/observers/0/identity", .string("")), ("/charge_points/3/observers/0/enabled", .null),
        ("/charge_points/3/observers/0/enabled", .bool(false)),
        ("/charge_points/3/observers/0/boots_again", .bool(true)),
        ("/charge_points/3/observers/0/boots_again", .null),
        ("/tokens/1/expires_at", .string("2030-12-31 23:00+01:00")), ("/tokens/0/parent_uid", nil),
        ("/users/1/password", .null), ("/users/0/host", .null),
        ("/supply_contracts/1/versions/0/price_per_kwh", .string("-0.01")),
        ("/supply_contracts/1/versions/0/price_per_kwh", .integer(1)),
        ("/supply_contracts/0/versions/1/addend_per_kwh", nil),
        ("/supply_contracts/0/versions/1/factor", .string("0.123456789")),
        ("/reimbursement_contracts/3/versions/0/percent", .integer(-100)),
        ("/reimbursement_contracts/3/versions/0/payment_term_days", .integer(0)),
        ("/reimbursement_contracts/2/versions/0/valid_until", nil),
    ]

    private static let wrong: [(String, JSON?)] = [
        ("/extra", .integer(1)), ("/hosts", .object([])), ("/hosts/0", .string("x")),
        ("/operator/reference", nil), ("/operator/number_prefix", .null),
        ("/operator/number_prefix", .string("kust")),
        ("/operator/currency", .string("USD")), ("/operator/heartbeat_seconds", .integer(9)),
        ("/operator/needs_four_eyes", .string("yes")), ("/operator/language", .string("fr")),
        ("/hosts/3/exemption_ground", .string(String(repeating: "x", count: 201))),
        ("/hosts/3/exemption_ground", .integer(25)),
        ("/hosts/0/reference", .string("")), ("/hosts/0/reference", .string(" ")), ("/hosts/0/name", .null),
        ("/hosts/0/name", .string(String(repeating: "x", count: 141))), ("/hosts/0/name", .string("A\nB")),
        ("/hosts/0/kind", .null), ("/hosts/1/vat_status", .string("taxable")), ("/hosts/0/street", .string("flat")),
        ("/hosts/0/address/country", .string("Netherlands")), ("/hosts/0/address/country", .string("XX")),
        ("/sites/0/bidding_zone", .string("LU")), ("/supply_contracts/0/versions/0/zone", .string("XX")),
        ("/hosts/0/address/zip", .string("1")),
        ("/hosts/0/email", .string("nobody")), ("/hosts/0/bic", .string("test")), ("/hosts/0/iban", .string("NL-91")),
        ("/sites/0/name", .null), ("/sites/0/bidding_zone", .string("nl")),
        ("/sites/0/time_zone", .string("Amsterdam")),
        ("/charge_points/0/identity", .string(" KUST")), ("/charge_points/0/connectors", .integer(0)),
        ("/charge_points/0/connectors", .number("1.5")), ("/charge_points/0/max_power_w", .string("22")),
        ("/upstreams/0/name", nil), ("/upstreams/0/name", .string(" ")), ("/upstreams/0/url", .null),
        ("/upstreams/0/url", .string("http://host/")), ("/upstreams/0/url", .string("wss://user@host/")),
        ("/upstreams/0/url", .string("wss://host/#x")), ("/upstreams/0/url", .string("wss://")),
        ("/upstreams/0/url", .string("WSS://host/")), ("/upstreams/0/url", .string("wss://host/a b")),
        ("/upstreams/0/trusted_authorities", .string("a certificate")), ("/upstreams/0/secret", .string("x")),
        ("/upstreams/0/forwards_query", .string("yes")),
        ("/charge_points/2/relay", .string("Garage control")), ("/charge_points/2/relay/upstream", nil),
        ("/charge_points/2/relay/upstream", .null), ("/charge_points/2/relay/authorization", .string("basic")),
        ("/charge_points/2/relay/authorization", .string("none")), ("/charge_points/2/relay/mode", .string("later")),
        ("/charge_points/2/relay/accepts_unknown_tokens", .string("yes")),
        ("/charge_points/2/relay/boots_again", .string("yes")),
        ("/charge_points/2/relay/key", .string("ключ")), ("/charge_points/2/relay/key", .string("")),
        ("/charge_points/3/observers", .object([])), ("/charge_points/3/observers/0", .string("Garage control")),
        ("/charge_points/3/observers/0/upstream", nil), ("/charge_points/3/observers/0/secret", .string("x")),
        ("/charge_points/3/observers/0/authorization", .string("pass")),
        ("/charge_points/3/observers/0/authorization", .string("none")),
        ("/charge_points/3/observers/0/key", .string("")), ("/charge_points/3/observers/0/identity", .string(" X")),
        ("/charge_points/3/observers/0/enabled", .string("yes")),
        ("/charge_points/3/observers/0/boots_again", .integer(1)),
        ("/charge_points/0/key", .string("short")), ("/tokens/0/uid", nil), ("/tokens/0/parent_uid", .string("")),
        ("/tokens/0/expires_at", .string("2030-12-31T23:00")), ("/tokens/0/is_blocked", .bool(true)),
        ("/users/0/email", .string("a@b@c")), ("/users/0/role", .string("root")), ("/users/2/host", nil),
        ("/users/2/host", .string("")), ("/users/0/host", .string("strandhotel")),
        ("/users/0/password", .string("too short")),
        ("/supply_contracts/0/versions", nil), ("/supply_contracts/0/versions", .array([])),
        ("/supply_contracts/0/versions/0/mode", .string("tiered")), ("/supply_contracts/0/versions/0/mode", nil),
        ("/supply_contracts/0/versions/0/price_per_kwh", .string("0.2")),
        ("/supply_contracts/0/versions/0/valid_from", nil),
        ("/supply_contracts/1/versions/0/price_per_kwh", nil),
        ("/supply_contracts/1/versions/0/price_per_kwh", .string("0.1234567")),
        ("/supply_contracts/1/versions/0/price_per_kwh", .string("€ 0.12")),
        ("/supply_contracts/0/versions/1/factor", nil), ("/supply_contracts/0/versions/1/factor", .integer(1_001)),
        ("/reimbursement_contracts/0/versions/0/pricing", nil),
        ("/reimbursement_contracts/0/versions/0/supply_contract", nil),
        ("/reimbursement_contracts/0/versions/0/percent", .integer(1_001)),
        ("/reimbursement_contracts/0/versions/0/payment_term_days", .integer(181)),
        ("/reimbursement_contracts/0/versions/0/payment_term_kind", .string("gross")),
        ("/reimbursement_contracts/1/site", .string("")),
    ]
}

/// PyPI `jsonschema` on the schema of the documentation.
enum SchemaPeer {
    /// Why the peer cannot be asked.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    private static let code = """
        import json, sys
        from jsonschema import Draft202012Validator
        schema = json.load(open(sys.argv[1]))
        Draft202012Validator.check_schema(schema)
        validator = Draft202012Validator(schema)
        print(json.dumps([validator.is_valid(json.loads(line)) for line in open(sys.argv[2])]))
        """

    /// Whether each of the files follows the schema.
    static func isValid(_ files: [[UInt8]]) async throws -> [Bool] {
        guard let venv = ProcessInfo.processInfo.environment["LAADBOEK_VENV"], !venv.isEmpty else {
            throw Missing(description: "LAADBOEK_VENV is not set: run `make test`, which makes the environment")
        }
        let lines = try files.map { try JSON(parsing: $0).description + "\n" }.joined()
        let path = NSTemporaryDirectory() + "laadboek-portfolio-\(UUID().uuidString).jsonl"
        try Data(lines.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let said = try await Program.output(
            of: venv + "/bin/python",
            ["-c", code, PortfolioSamples.folder + "/portfolio.schema.json", path]
        )
        return try JSON(parsing: Array(said.utf8)).arrayValue?.compactMap(\.boolValue) ?? []
    }
}
