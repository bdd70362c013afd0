import Domain
import Testing
import Values

struct PortfolioReaderTests {
    @Test func `the example of the documentation is whole`() throws {
        let file = try PortfolioSamples.read(try PortfolioSamples.example())
        #expect(file.hosts.count == 4 && file.sites.count == 4 && file.chargePoints.count == 4)
        #expect(file.tokens.count == 3 && file.users.count == 3)
        #expect(file.supplyContracts.map(\.versions.count) == [2, 1, 2])
        #expect(file.reimbursementContracts.map(\.site) == [nil, "strandhotel-terras", nil, nil])
        #expect(file.operatorRow?["currency"] == .string("EUR"))
    }

    @Test func `every problem is told with its line and place`() {
        let text = """
            {
              "hosts": [
                {"reference": "a", "name": "A", "kind": "firm",
                 "iban": "NL00TEST0900010001"},
                {"reference": "a", "name": " ", "kind": "private",
                 "vat_status": "taxable"}
              ],
              "sites": [
                {"reference": "s", "host": "b", "name": "S",
                 "time_zone": "Europe/Atlantis", "adress": {}}
              ],
              "supply_contracts": [
                {"reference": "c", "host": "a", "versions": [
                  {"valid_from": "2025-02-30", "mode": "fixed", "price_per_kwh": 0.1234567},
                  {"valid_from": "2025-01-01", "mode": "formula", "factor": "1001"}
                ]}
              ]
            }
            """
        let expected = [
            "line 3, /hosts/0/kind: must be one of private, company, association",
            "line 4, /hosts/0/iban: the check digits do not fit",
            "line 5, /hosts/1: is defined on line 3 already",
            "line 5, /hosts/1/name: must not be empty",
            "line 6, /hosts/1/vat_status: a private host is not_taxable",
            "line 9, /sites/0/host: no host of the file has this reference",
            "line 10, /sites/0/time_zone: is no time zone such as Europe/Amsterdam",
            "line 10, /sites/0/adress: adress is not a known field",
            "line 14, /supply_contracts/0/versions/0/valid_from: must be a day such as 2025-06-30",
            "line 14, /supply_contracts/0/versions/0/price_per_kwh: must have at most six decimals",
            "line 15, /supply_contracts/0/versions/1/factor: must be from -1000 to 1000 with at most nine decimals",
        ]
        let found = PortfolioSamples.problems(Array(text.utf8))
        #expect(found.sorted() == expected.sorted())
        #expect(found.map { $0.prefix { $0 != "," } }.first == "line 3")
    }

    @Test func `zones and countries are known ones`() {
        let text = """
            {
              "hosts": [{"reference": "a", "name": "A", "kind": "company",
                 "address": {"country": "XX"}}],
              "sites": [{"reference": "s", "host": "a", "name": "S",
                 "bidding_zone": "DELU"}],
              "supply_contracts": [{"reference": "c", "host": "a", "versions": [
                 {"valid_from": "2025-01-01", "mode": "spot", "zone": "NX"}]}]
            }
            """
        let found = PortfolioSamples.problems(Array(text.utf8)).sorted()
        #expect(found.count == 3)
        #expect(found.first == "line 3, /hosts/0/address/country: must be a country code such as NL")
        #expect(found.contains { $0.hasPrefix("line 5, /sites/0/bidding_zone: \"DELU\" is no bidding zone") })
        #expect(found.contains { $0.contains("line 7, /supply_contracts/0/versions/0/zone:") && $0.contains("NL") })
    }

    @Test func `the VAT id of an operator is its country's`() {
        let text = """
            {"operator": {"reference": "o", "name": "O", "number_prefix": "OP", "address": {"country": "GB"},
             "vat_id": "NL001234567B01"}}
            """
        #expect(
            PortfolioSamples.problems(Array(text.utf8))
                == ["line 2, /operator/vat_id: a VAT id of GB begins with GB or XI"]
        )
        #expect(PortfolioSamples.problems(Array(text.replacing("NL0012", with: "XI0012").utf8)) == [])
    }

    @Test func `text that is no JSON is told by its line`() {
        #expect(PortfolioSamples.problems(Array("{\n\"hosts\": [}\n".utf8)).first?.hasPrefix("line 2") == true)
    }

    @Test func `a field given twice is refused`() {
        let text = #"{"hosts": [{"reference": "a", "name": "A", "name": "B", "kind": "company"}]}"#
        #expect(PortfolioSamples.problems(Array(text.utf8)) == ["line 1, /hosts/0/name: name is given twice"])
    }

    @Test(arguments: [
        ("/sites/0/host", "kamerling", "/reimbursement_contracts/1/site"),
        ("/supply_contracts/0/host", "kamerling", "/reimbursement_contracts/0/versions/0/supply_contract"),
        ("/reimbursement_contracts/0/host", "nobody", "/reimbursement_contracts/0/host"),
        ("/charge_points/2/site", "nowhere", "/charge_points/2/site"),
        ("/users/2/host", "nobody", "/users/2/host"),
        ("/reimbursement_contracts/3/reference", "kamerling-vergoeding", "/reimbursement_contracts/3"),
        (
            "/reimbursement_contracts/1/versions/0/valid_until", "2024-01-01",
            "/reimbursement_contracts/1/versions/0/valid_until"
        ),
    ])
    func `what belongs to another host or to nobody is refused`(pointer: String, value: String, place: String) throws {
        let pointer = pointer == "/sites/0/host" ? "/sites/1/host" : pointer
        let problems = PortfolioSamples.problems(try PortfolioSamples.example([(pointer, .string(value))]))
        #expect(problems.contains { $0.contains(", \(place): ") })
    }

    @Test func `two versions for one day are refused`() throws {
        let change = ("/supply_contracts/0/versions/1/valid_from", JSON.string("2025-01-01"))
        let problems = PortfolioSamples.problems(try PortfolioSamples.example([change]))
        #expect(problems.count == 1 && problems[0].contains("begins on this day already"))
    }

    @Test func `secrets do not appear in problems`() throws {
        let bytes = try PortfolioSamples.example([
            ("/charge_points/0/key", .string("geheim")), ("/users/0/password", .string("geheim")),
        ])
        let problems = PortfolioSamples.problems(bytes)
        #expect(problems.count == 2 && !problems.joined().contains("geheim"))
    }
}
