import Foundation
import TestSupport
import Testing
import Values

@testable import Domain

struct MIDScanTests {
    private static let root = String(#filePath.dropLast("/Tests/DomainTests/ERE/MIDScanTests.swift".count))

    private static func catalogue() throws -> MeterCatalogue {
        let file = URL(fileURLWithPath: root + "/docs/reference/charger-models.json")
        return try MeterCatalogue(parsing: Array(try Data(contentsOf: file)))
    }

    /// What a person wrote, and what the catalogue's entry is called; empty for none.
    @Test(arguments: [
        ("Alfen", "Eve Single Pro-line DE", "Alfen Eve Single Pro-line DE"),
        ("Alfen", "Eve Single S-line", "Alfen Eve"),
        ("ALFEN B.V.", "Alfen Eve Double", "Alfen Eve"), ("Alfen", "NG910-60023", "Alfen Eve Single (NG910)"),
        ("EVBox", "Elvi 22kW", "EVBox Elvi"), ("EV-Box", "BusinessLine G4", "EVBox BusinessLine G4"),
        ("Zaptec", "Go 2", "Zaptec Go 2"), ("Zaptec", "Go2", "Zaptec Go 2"), ("zaptec", "GO", "Zaptec Go"),
        ("Zaptec AS", "Pro", "Zaptec Pro"), ("Easee", "Charge Max", "Easee Charge Max / Pro"),
        ("Easee", "Home", "Easee Home, Charge, One"), ("Wallbox", "Pulsar Plus", "Wallbox Pulsar Plus"),
        ("Wallbox", "Pulsar Max MID", "Wallbox Pulsar Max"), ("Wallbox", "PLP1-0-2-4", "Wallbox Pulsar Plus"),
        ("KEBA", "KC-P30-EC24-M0R", "KEBA KeContact P30 with MID"), ("Keba", "KeContact P40", "KEBA KeContact P40"),
        ("ABB", "Terra AC", "ABB Terra AC"), ("Mennekes", "AMTRON Compact 2.0s 11", "Mennekes AMTRON Compact 2.0s"),
        ("Schneider Electric", "EVlink Home", "Schneider Electric EVlink"),
        ("Schneider", "EVlink", "Schneider Electric EVlink"),
        ("Shell Recharge", "Home Advanced", "NewMotion / Shell Recharge Home Advanced"),
        ("go-e", "Charger Gemini flex", "go-e Charger Gemini, HOME+"), ("go-e", "Charger PRO 22", "go-e Charger PRO"),
        ("Tesla", "Wall Connector gen 3", "Tesla Wall Connector"), ("", "Alfen Eve Single", "Alfen Eve"),
        ("", "Charge Amps Dawn", "Charge Amps Dawn"), ("", "Zaptec Go", "Zaptec Go"), ("", "EVBox Elvi", "EVBox Elvi"),
        ("", "Wallbox Pulsar Plus 7,4 kW", "Wallbox Pulsar Plus"), ("Peblar", "Home Plus", "Peblar Home"),
        ("Nobody", "Eve", ""), ("", "Eve", ""), ("", "", ""), ("A", "Eve", ""), ("Alfen", "", ""), ("??", "?", ""),
    ])
    func `a charger is found by the names that people write`(brand: String, name: String, entry: String) throws {
        let found = try Self.catalogue().model(brand: brand, name: name)
        #expect((found.map { $0.brand + " " + $0.model } ?? "") == entry)
    }

    @Test(arguments: [
        (["Merk", "Model", "Serienummer", "Aantal", "EAN"], "brand 0, count 3, ean 4, model 1, serial 2"),
        (["id", "Type lader", "Fabrikant", "S/N"], "brand 2, model 1, serial 3"),
        (
            ["Manufacturer", "Model name", "Serial number", "Qty", "House number"],
            "brand 0, count 3, model 1, serial 2"
        ),
        (["EAN-code aansluiting", "Laadpaal", "aantal laders"], "count 2, ean 0, model 1"),
        (["Country", "Contract type", "Account"], "model 1"), (["", "x", "1"], ""), ([], ""),
        (["Model", "Model"], "model 0"), (["serienummer lader", "MERK"], "brand 1, serial 0"),
    ])
    func `columns are recognised by their headings`(headings: [String], found: String) {
        let columns = MIDScan.recognised(in: headings).map { "\($0.key.rawValue) \($0.value)" }
        #expect(columns.sorted().joined(separator: ", ") == found)
    }

    private func scan(_ lines: [[String]], _ columns: [MIDScan.Column: Int]? = nil) throws -> MIDScan {
        let rows = lines.enumerated().map { MIDScan.Row(line: $0.offset + 2, cells: $0.element) }
        let places = columns ?? [.brand: 0, .model: 1, .serial: 2, .count: 3, .ean: 4]
        return MIDScan(rows, columns: places, catalogue: try Self.catalogue())
    }

    @Test func `each charger has its verdict with what it rests on`() throws {
        let scan = try scan([
            ["Alfen", "Eve Single Pro-line DE", "A1", "", ""], ["Zaptec", "Go", "", "2", ""],
            ["Zaptec", "Pro", "", "10", ""],
            ["Wallbox", "Pulsar Max", "", "3", ""], ["Noname", "X", "", "4", ""], ["Easee", "Home MID", "", "5", ""],
        ])
        let verdicts = scan.findings.map(\.verdict)
        #expect(verdicts == [.qualifies, .doesNotQualify, .qualifies, .needsProof, .needsProof, .needsProof])
        #expect(scan.findings.map(\.confidence).prefix(3) == [.confirmed, .toConfirm, .toConfirm])
        #expect(scan.findings[5].saysMID && scan.findings[5].known?.mid == MeterCatalogue.MID.none)
        #expect(MIDScan.Verdict.allCases.map(scan.chargers) == [11, 12, 2, 0])
    }

    @Test func `what is wrong with a line is told, and the line is not counted`() throws {
        let scan = try scan([
            ["", "", "s", "1", ""], ["Alfen", "Eve", "", "two", ""], ["Alfen", "Eve", "", "0", ""],
            ["Alfen", "Eve", "", "10001", ""], ["Alfen", "Eve", "", "1.5", ""], ["Alfen", "Eve", "x1", "1", ""],
            ["Alfen", "Eve", "X1", "1", ""], ["Alfen", "Eve", "x2", "3", ""], ["Alfen", "Eve"],
            ["Alfen", "Eve", "x3", "1", "871694840000000000"], ["Alfen", "Eve", "x4", "1", "871685900000000004"],
        ])
        let problems: [[MIDScan.Problem]] = [
            [.unnamed], [.count], [.count], [.count], [.count], [], [.serialTwice(line: 7)], [.serialOfMany], [],
            [.ean(.checkDigit)], [],
        ]
        #expect(scan.findings.map(\.problems) == problems)
        #expect(scan.findings.map(\.chargers) == [0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1])
        #expect(scan.chargers(.qualifies) == 4 && scan.chargers(.unreadable) == 0)
        #expect(scan.findings.filter { $0.verdict == .unreadable }.count == 7)
    }

    @Test func `without a column for the count every line is one charger`() throws {
        let scan = try scan([["Alfen Eve"], ["Zaptec Pro"], [""]], [.model: 0])
        #expect(scan.findings.map(\.chargers) == [1, 1, 0])
        #expect(scan.findings.map(\.verdict) == [.qualifies, .qualifies, .unreadable])
    }

    @Test(arguments: Seeds.some(100))
    func `the lines add up to what the verdicts bring, in any order`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let names = [["Alfen", "Eve"], ["Zaptec", "Go"], ["Wallbox", "Pulsar Max"], ["Noname", "X"], ["", ""]]
        var lines = (0..<40).map { _ in
            names[Int.random(in: names.indices, using: &generator)]
                + ["", String(Int.random(in: 0...20, using: &generator))]
        }
        let terms = ERETerms.usual(try EREFactorTests.factors(share: "0.505"))
        let scan = try scan(lines)
        for verdict in MIDScan.Verdict.allCases {
            var sum = EREEstimate.zero
            for finding in scan.findings where finding.verdict == verdict {
                sum = try sum + EREEstimate(chargers: finding.chargers, terms)
            }
            #expect(try sum == scan.estimate(verdict, terms), "seed \(seed)")
        }
        lines.shuffle(using: &generator)
        let again = try self.scan(lines)
        for verdict in MIDScan.Verdict.allCases { #expect(again.chargers(verdict) == scan.chargers(verdict)) }
    }
}
