import Postgres
import TestSupport
import Testing
import Values

struct CatalogueTests {
    struct WrongParameter: Statement {
        static let sql = "SELECT name FROM things WHERE id = $1"
        static let sample = WrongParameter()
        func bind(to values: inout Bindings) { values.append("text") }
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }
    struct MissingTable: Statement {
        static let sql = "SELECT 1 FROM nowhere"
        static let sample = MissingTable()
    }
    struct Missing: Statement {
        static let sql = "SELECT name FROM things WHERE id = $1 AND name = $2"
        static let sample = Missing()
        func bind(to values: inout Bindings) { values.append(Int64(1)) }
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }
    struct Branching: Statement {
        static let sql = "SELECT note, name FROM things"
        static let sample = Branching()
        static func decode(_ row: inout RowReader) throws -> String? {
            guard let note: String = try row.next() else { return nil }
            return note + (try row.next())
        }
    }
    struct Enumerated: Statement {
        static let sql = "SELECT name, note FROM things"
        static let sample = Enumerated()
        static func decode(_ row: inout RowReader) throws -> Colour {
            defer { row.ignoreRest() }
            return try row.next()
        }
    }

    @Test func `statements that fit the schema make no findings`() async throws {
        try await Fixture.lease { test in
            let statements: [any Statement.Type] = [
                InsertThing.self, ListThings.self, Numbers.self, BackendID.self, SampleSummary.self, Branching.self,
                Enumerated.self, Echo<[Timestamp]>.self, Echo<JSON>.self,
            ]
            let findings = try await StatementCatalogue.check(
                statements,
                rows: [SampleRow.self, CopyTests.ThingRow.self],
                on: test.database
            )
            #expect(findings.isEmpty, "\(findings)")
        }
    }

    @Test func `each that does not fit is named with what is wrong`() async throws {
        try await Fixture.lease { test in
            let findings = try await StatementCatalogue.check(
                [
                    WrongParameter.self, Missing.self, MissingTable.self, CodecTests.WrongType.self,
                    CodecTests.TooMany.self,
                ],
                rows: [CopyTests.Mistyped.self],
                on: test.database
            )
            let problems = findings.map(\.problem)
            #expect(problems.count == 6)
            #expect(problems[0] == "binds text to $1, PostgreSQL takes int8")
            #expect(problems[1] == "binds 1 parameters, the SQL has 2")
            #expect(problems[2].contains("42P01"))
            #expect(problems[3] == "has text for column number, PostgreSQL has int4")
            #expect(problems[4] == "has 1 columns in Swift, PostgreSQL has 2")
            #expect(problems[5] == "has int8 for column taken_at, PostgreSQL has timestamptz")
        }
    }

    /// Names the tenant for one of its two tables only.
    struct HalfScoped: Statement {
        static let sql = "SELECT t.name FROM things t JOIN things u ON u.id = t.id WHERE t.operator_id = 1"
        static let sample = HalfScoped()
    }
    struct Unscoped: Statement {
        static let sql = "UPDATE things SET note = name WHERE id = 1"
        static let sample = Unscoped()
    }
    struct Excused: Statement {
        static let sql = "DELETE FROM things"
        static let spansTenants: String? = "the house is cleaned as a whole"
        static let sample = Excused()
    }
    struct NeedlesslyExcused: Statement {
        static let sql = "SELECT id FROM samples"
        static let spansTenants: String? = "no reason at all"
        static let sample = NeedlesslyExcused()
    }

    @Test func `a statement on a table of tenants names the tenant for each table`() async throws {
        try await Fixture.lease { test in
            let findings = try await StatementCatalogue.checkTenants(
                [InsertThing.self, HalfScoped.self, Unscoped.self, Excused.self, NeedlesslyExcused.self, Numbers.self],
                column: "operator_id",
                on: test.database
            )
            #expect(
                findings.map(\.problem) == [
                    "touches things u without naming its operator_id", "touches things without naming its operator_id",
                    "says why it spans tenants and does not",
                ]
            )
        }
    }
}
