import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

/// Lists of connections with a mandate elsewhere or on paper.
struct EREImportTests {
    private static let headings = [
        "Naam", "E-mail", "EAN", "Straat", "Huisnummer", "Postcode", "Plaats", "Merk", "Model", "Serienummer",
        "MID in lader",
        "IBAN", "Machtiging op", "Machtiging tot", "Bewijs", "Kenmerk", "Soort", "KvK",
    ]
    private static let today = LocalDate(year: 2026, month: 12, day: 1) ?? LocalDate(daysSinceEpoch: 0)
    private static let now = Timestamp("2026-12-01T10:00:00Z") ?? Timestamp(seconds: 0)

    /// A number with a right check digit.
    private static func ean(_ index: Int) -> String {
        let digits = "8716859" + String(repeating: "0", count: 10 - String(index).count) + String(index)
        let sum = digits.utf8.reversed().enumerated().reduce(0) { sum, digit in
            sum + Int(digit.element - 48) * (digit.offset.isMultiple(of: 2) ? 3 : 1)
        }
        return digits + String((10 - sum % 10) % 10)
    }

    private static func line(_ index: Int, _ changes: [String: String] = [:]) -> [String] {
        let usual = [
            "Naam": "Anna \(index)", "E-mail": "anna\(index)@home.example", "EAN": ean(index), "Straat": "Laan",
            "Huisnummer": "\(index)", "Postcode": "1234 AB", "Plaats": "Ede", "Merk": "Alfen", "Model": "Eve",
            "Serienummer": "ACE\(index)", "MID in lader": "ja", "IBAN": "NL91ABNA0417164300",
            "Machtiging op": "3-2-2026",
            "Machtiging tot": "2026", "Bewijs": "map \(index)",
        ].merging(changes) { $1 }
        return headings.map { usual[$0] ?? "" }
    }

    private static func list(_ lines: [[String]]) -> EREImportList {
        EREImportList(
            lines.enumerated().map { (number: $0.offset + 2, cells: $0.element) },
            columns: EREImportList.recognised(in: headings),
            language: "nl",
            catalogue: .empty,
            on: today
        )
    }

    // MARK: Reading

    @Test func `headings are known in both languages, and what is not known is left aside`() {
        let found = EREImportList.recognised(in: [
            "Name", "Mail", "EAN-code", "Colour", "Valid until", "Merk", "MID-meter",
        ])
        #expect(found == [.name: 0, .email: 1, .ean: 2, .mandateUntil: 4, .brand: 5, .meterPlace: 6])
    }

    @Test func `a line is a customer, a connection, a charger, an account and a mandate that proves nothing`() throws {
        let line = Self.list([Self.line(1)]).lines[0]
        #expect(line.faults == [] && line.details.name == "Anna 1" && line.holder.kind == .person)
        #expect(line.connection?.isHeld == false && line.connection?.address.town == "Ede")
        #expect(line.charger?.meterPlace == .inCharger && line.account?.accountHolder == "")
        #expect(line.elsewhere.issuedOn == LocalDate("2026-02-03") && line.elsewhere.until == LocalDate("2026-12-31"))
        #expect(line.elsewhere.evidence == "map 1")
        let bare = Self.list([
            Self.line(
                2,
                ["Merk": "", "Model": "", "Serienummer": "", "IBAN": "", "Machtiging op": "", "Machtiging tot": ""]
            )
        ]).lines[0]
        #expect(bare.faults == [] && bare.charger == nil && bare.account == nil && bare.elsewhere.until == nil)
    }

    @Test(
        arguments: [
            ("Naam", "", EREImportList.Fault(.name, .missing)), ("E-mail", "nobody", .init(.email, .malformed)),
            ("EAN", "", .init(.ean, .ean(.missing))), ("EAN", "871685900000000018", .init(.ean, .ean(.checkDigit))),
            ("Huisnummer", "", .init(.houseNumber, .missing)), ("Postcode", "12345", .init(.postcode, .malformed)),
            ("Plaats", "", .init(.town, .missing)), ("Serienummer", "", .init(.serial, .missing)),
            ("MID in lader", "meterkast", .init(.meterPlace, .meterElsewhere)),
            ("MID in lader", "paars", .init(.meterPlace, .unknownWord)), ("IBAN", "NL00", .init(.iban, .malformed)),
            ("Machtiging op", "gisteren", .init(.mandateOn, .malformed)),
            ("Machtiging op", "2026-12-02", .init(.mandateOn, .dates)),
            ("Machtiging tot", "2025", .init(.mandateUntil, .dates)), ("Soort", "alien", .init(.kind, .unknownWord)),
            ("KvK", "12345678", .init(.companyNumber, .privateRegistered)),
            ("Bewijs", String(repeating: "x", count: 201), .init(.evidence, .tooLong)),
        ] as [(String, String, EREImportList.Fault)]
    )
    func `what is wrong is told at its column`(_ column: String, _ text: String, _ fault: EREImportList.Fault) {
        #expect(Self.list([Self.line(1, [column: text])]).lines[0].faults == [fault])
    }

    @Test func `lines of one connection are one enrolment, and of two customers the second is wrong`() {
        let list = Self.list([
            Self.line(1), Self.line(1, ["Serienummer": "ACE9"]),
            Self.line(1, ["Naam": "Bob", "E-mail": "bob@home.example"]),
            Self.line(1), Self.line(2, ["Kenmerk": "K1"]), Self.line(3, ["Kenmerk": "K1"]),
        ])
        #expect(list.lines.map(\.outcome)[0...1] == [.newCustomer, .moreChargers])
        #expect(
            list.lines.map(\.faults) == [
                [], [], [.init(.ean, .twice(2))], [.init(.serial, .twice(2))], [], [.init(.reference, .twice(6))],
            ]
        )
    }

    // MARK: Taking over

    private static func record(
        _ world: PartiesWorld,
        _ list: EREImportList,
        as scope: Scope? = nil
    ) async throws -> EREImportResult {
        let scope = scope ?? world.voltaria.scope
        return try await world.database.write(scope) {
            try await EREImports.record(
                scope,
                list,
                of: [UInt8](repeating: 1, count: 32),
                payingOut: .customers,
                on: today,
                at: now,
                in: $0
            )
        }
    }

    private static func enrolments(_ world: PartiesWorld) async throws -> [EREEnrolmentSummary] {
        let scope = world.voltaria.scope
        return try await world.database.read(scope) {
            try await EREReviews.list(scope, ListRequest(sort: .customer), in: $0).rows
        }
    }

    @Test func `a list becomes enrolments that wait for a signature, and the same list again changes nothing`()
        async throws
    {
        try await PartiesWorld.lend { world in
            let list = Self.list([Self.line(1), Self.line(1, ["Serienummer": "ACE9"]), Self.line(2)])
            let first = try await Self.record(world, list)
            #expect(first.customers.count == 2 && first.enrolments == 2 && first.chargers == 3 && first.known == 0)
            let rows = try await Self.enrolments(world)
            #expect(rows.map(\.state) == [.draft, .draft] && rows.map(\.chargers) == [2, 1])
            #expect(rows.allSatisfy { $0.signedAt == nil })
            let scope = world.voltaria.scope
            let (enrolment, imported) = try await world.database.read(scope) { tx in
                (
                    try await EREEnrolments.find(scope, rows[0].id, in: tx),
                    try await EREImports.find(scope, of: rows[0].id, in: tx)
                )
            }
            // The customer still has to say that the connection is in its name; everything else is filled in.
            #expect(enrolment.draft.next == .connection && enrolment.draft.problems(at: .connection) == [.notHeld])
            #expect(enrolment.draft.account?.iban.text == "NL91ABNA0417164300")
            #expect(imported?.elsewhere.until == LocalDate("2026-12-31") && imported?.recordedAt == Self.now)
            let again = try await Self.record(world, list)
            #expect(again == EREImportResult(customers: [], enrolments: 0, chargers: 0, known: 3))
            #expect(try await Self.enrolments(world).count == 2)
        }
    }

    @Test func `a list with one wrong line adds nothing, and a customer who is known gets an enrolment`() async throws {
        try await PartiesWorld.lend { world in
            let wrong = Self.list([Self.line(1), Self.line(2, ["Postcode": "x"])])
            await #expect(throws: EREImportRejection.faults) { _ = try await Self.record(world, wrong) }
            #expect(try await Self.enrolments(world).isEmpty)
            _ = try await Self.record(world, Self.list([Self.line(1)]))
            let more = Self.list([Self.line(5, ["E-mail": "ANNA1@home.example", "Naam": "Anna 1"])])
            let result = try await Self.record(world, more)
            #expect(result.customers.isEmpty && result.enrolments == 1)
            // The same connection for somebody else is another customer's.
            var others = Self.list([Self.line(1, ["E-mail": "bob@home.example"])])
            let scope = world.voltaria.scope
            let given = others
            others = try await world.database.read(scope) { tx in
                var looked = given
                try await EREImports.look(scope, &looked, on: Self.today, in: tx)
                return looked
            }
            #expect(others.lines[0].faults == [.init(.ean, .othersConnection)])
        }
    }

    @Test func `of imports at the same time each connection is added once`() async throws {
        try await PartiesWorld.lend { world in
            let list = Self.list((1...4).map { Self.line($0) })
            let added = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...4 { group.addTask { try await Self.record(world, list).enrolments } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(added.sorted() == [0, 0, 0, 4])
            #expect(try await Self.enrolments(world).count == 4)
        }
    }

    @Test func `customers of others stay theirs, and a connection with a provider is told`() async throws {
        try await PartiesWorld.lend { world in
            _ = try await Self.record(world, Self.list([Self.line(1)]), as: world.ampère.scope)
            let result = try await Self.record(world, Self.list([Self.line(1)]))
            #expect(result.customers.count == 1 && result.enrolments == 1, "an enrolment claims nothing")
            let paper = try Self.paper()
            let mine = try #require(try await Self.enrolments(world).first)
            try await Self.take(world, paper, mine.id)
            var list = Self.list([Self.line(1, ["E-mail": "new@home.example"])])
            let scope = world.ampère.scope
            let given = list
            list = try await world.database.read(scope) { tx in
                var looked = given
                try await EREImports.look(scope, &looked, on: Self.today, in: tx)
                return looked
            }
            #expect(list.lines[0].faults == [.init(.ean, .othersConnection)])
            let host = world.voltaria.hostScope
            await #expect(throws: NotPermitted.self) { _ = try await Self.record(world, given, as: host) }
        }
    }

    // MARK: On paper

    private static func paper(
        _ signer: String = "Anna 1",
        _ years: ClosedRange<Int> = 2026...2028,
        _ day: String = "2026-02-03"
    ) throws -> EREPaperMandate {
        EREPaperMandate(
            years: years,
            issuedOn: try #require(LocalDate(day)),
            signer: signer,
            language: "nl",
            file: try EREEvidenceFile(Array("%PDF-1.7 scan".utf8))
        )
    }

    private static func take(_ world: PartiesWorld, _ paper: EREPaperMandate, _ id: EREEnrolmentID) async throws {
        let scope = world.voltaria.scope
        try await world.database.write(scope) {
            try await EREMandates.takePaper(scope, paper, of: id, on: today, at: now, in: $0)
        }
    }

    @Test func `a mandate on paper makes an enrolment wait, never active, and is taken once`() async throws {
        try await PartiesWorld.lend { world in
            _ = try await Self.record(
                world,
                Self.list([Self.line(1), Self.line(2, ["Serienummer": "", "Merk": "", "Model": ""])])
            )
            let rows = try await Self.enrolments(world)
            let (first, second) = (rows[0].id, rows[1].id)
            await #expect(throws: EREMandateRejection.name) { try await Self.take(world, Self.paper("Bob"), first) }
            await #expect(throws: EREMandateRejection.yearTaken) {
                try await Self.take(world, Self.paper("Anna 1", 2025...2026), first)
            }
            await #expect(throws: EREMandateRejection.years) {
                try await Self.take(world, Self.paper("Anna 1", 2026...2026, "2026-12-02"), first)
            }
            await #expect(throws: EREMandateRejection.incomplete([.noCharger])) {
                try await Self.take(world, Self.paper("Anna 2"), second)
            }
            try await Self.take(world, Self.paper(), first)
            let scope = world.voltaria.scope
            let (enrolment, mandate, pdf) = try await world.database.read(scope) { tx in
                (
                    try await EREEnrolments.find(scope, first, in: tx),
                    try await EREMandates.find(scope, of: first, in: tx),
                    try await EREMandates.pdf(scope, of: first, in: tx)
                )
            }
            #expect(enrolment.state == .waiting && mandate?.template == "paper-1" && mandate?.years == 2026...2028)
            #expect(mandate?.issuedOn == LocalDate("2026-02-03") && pdf == Array("%PDF-1.7 scan".utf8))
            await #expect(throws: EREEnrolmentRejection.notDraft) { try await Self.take(world, Self.paper(), first) }
            await #expect(throws: EREEnrolmentRejection.evidenceMissing) {
                try await world.database.write(scope) {
                    try await EREReviews.accept(scope, first, at: Self.now, in: $0)
                }
            }
            let others = world.ampère.scope
            await #expect(throws: NotFound.self) {
                try await world.database.write(others) {
                    try await EREMandates.takePaper(
                        others,
                        Self.paper(),
                        of: second,
                        on: Self.today,
                        at: Self.now,
                        in: $0
                    )
                }
            }
        }
    }

    @Test func `every statement of imports fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let statements: [any Statement.Type] = [
                LockEREImports.self, KnownEREImports.self, CustomerOfEmail.self, InsertEREImport.self,
                FindEREImport.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(statements, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
