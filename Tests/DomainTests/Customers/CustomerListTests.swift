import Domain
import Testing
import Values

struct CustomerListTests {
    private func list(_ headings: [String], _ rows: [[String]]) -> CustomerList {
        CustomerList(
            rows.enumerated().map { (number: $0.offset + 2, cells: $0.element) },
            columns: CustomerList.recognised(in: headings),
            language: "nl"
        )
    }

    @Test func `headings are known in both languages, and what is not known is left aside`() {
        let found = CustomerList.recognised(in: ["Naam", "E-mailadres", "KvK-nummer", "Kleur", "Huisnummer", "Naam"])
        #expect(found == [.name: 0, .email: 1, .companyNumber: 2, .houseNumber: 4])
    }

    @Test func `a line is a customer, with what is usual where it says nothing`() {
        let read = list(
            ["name", "email", "soort", "kvk", "plaats", "taal"],
            [
                ["Anna", "anna@home.example", "", "", "Den Haag", "English"],
                ["VvE Gracht", "b@c.example", "VvE", "12345678"],
            ]
        )
        #expect(read.good.count == 2)
        let (first, second) = (read.lines[0].details, read.lines[1].details)
        #expect(first.kind == .privatePerson && first.language == "en" && first.address.town == "Den Haag")
        #expect(second.kind == .ownersAssociation && second.language == "nl" && second.companyNumber == "12345678")
        #expect(second.address.country == "NL")
    }

    @Test(
        arguments: [
            (["", "a@b.example"], [CustomerList.Fault.missing(.name)]),
            (["A", ""], [.missing(.email)]),
            (["A", "nobody"], [.invalidEmail]),
            ([String(repeating: "x", count: 141), "a@b.example"], [.tooLong(.name)]),
            (["A", "a@b.example", "alien"], [.unknownKind]),
            (["A", "a@b.example", "private", "12345678"], [.privateRegistered]),
            (["A", "a@b.example", "", "", "call me"], [.invalidPhone]),
            (["A", "a@b.example", "", "", "", "fr"], [.unknownLanguage]),
            (["A", "a@b.example", "", "", "", "", "Nederland"], [.unknownCountry]),
        ] as [([String], [CustomerList.Fault])]
    )
    func `what is wrong with a line is told`(_ cells: [String], _ expected: [CustomerList.Fault]) {
        let read = list(["name", "email", "kind", "kvk", "phone", "language", "country"], [cells])
        #expect(read.lines[0].faults == expected && read.good.isEmpty)
    }

    @Test func `of two lines with the same address or reference the first is taken`() {
        let read = list(
            ["name", "email", "reference"],
            [
                ["A", "a@b.example", "1"], ["B", "A@B.example", ""], ["C", "c@b.example", "1"],
                ["D", "d@b.example", ""],
            ]
        )
        #expect(read.lines.map(\.faults) == [[], [.emailTwice(2)], [.referenceTwice(2)], []])
    }

    @Test func `what customers have already is told`() {
        var read = list(["name", "email", "reference"], [["A", "A@b.example", "1"], ["B", "b@b.example", "2"]])
        read.exclude(emails: ["a@b.example"], references: ["2"])
        #expect(read.lines.map(\.faults) == [[.emailTaken], [.referenceTaken]])
    }
}
