import Postgres
import TestSupport
import Testing
import Values

struct CopyTests {
    struct ThingRow: CopyRow {
        static let target = CopyTarget(table: "things", columns: ["operator_id", "name"])
        static let sample = ThingRow(operatorID: OperatorID(1), name: "x")
        let operatorID: OperatorID
        let name: String
        func bind(to values: inout Bindings) {
            values.append(operatorID)
            values.append(name)
        }
    }
    struct Mistyped: CopyRow {
        static let target = CopyTarget(table: "samples", columns: ["taken_at"])
        static let sample = Mistyped()
        func bind(to values: inout Bindings) { values.append(Int64(1)) }
    }

    @Test func `a hundred thousand rows arrive exactly`() async throws {
        try await Fixture.lease { test in
            let rows = (1...100_000).lazy.map { SampleRow(id: $0, note: $0 % 2 == 0 ? nil : "odd") }
            let stored = try await test.database.write(alpha) { try await $0.copy(Array(rows)) }
            #expect(stored == 100_000)
            let summary = try await test.database.first(alpha, SampleSummary())
            #expect(summary?.count == 100_000 && summary?.sum == Exact(mantissa: 5_000_050_000, scale: 3))
            #expect(summary?.last == Timestamp(seconds: 100_000))
        }
    }

    @Test func `no rows are no error, and a bad row undoes all`() async throws {
        try await Fixture.lease { test in
            #expect(try await test.database.write(alpha) { try await $0.copy([SampleRow]()) } == 0)
            let rows = (1...5_000).map { SampleRow(id: $0, note: $0 == 4_000 ? "a\0" : nil) }
            let fault = try await fault { try await test.database.write(alpha) { _ = try await $0.copy(rows) } }
            #expect(fault.kind == .invalidValue)
            #expect(try await test.database.first(alpha, SampleSummary())?.count == 0)
            #expect(try await test.database.write(alpha) { try await $0.copy([SampleRow(id: 1)]) } == 1)
        }
    }

    @Test func `a column of another type is found before its bytes are stored as something else`() async throws {
        try await Fixture.lease { test in
            let fault = try await fault { try await test.database.write(alpha) { _ = try await $0.copy([Mistyped()]) } }
            #expect(fault.kind == .wrongType && fault.column == "taken_at")
            #expect(fault.description.contains("expected timestamptz, found int8"))
        }
    }

    @Test func `staged rows obey the policies of their table`() async throws {
        try await Fixture.lease { test in
            let rows = (1...2_000).map { ThingRow(operatorID: OperatorID(1), name: "\($0)") }
            let direct = try await fault { try await test.database.write(alpha) { _ = try await $0.copy(rows) } }
            #expect(direct.sqlState?.rawValue == "0A000")
            let stored = try await test.database.write(alpha) { tx in
                try await tx.copy(rows[..<1_000], staged: true) + tx.copy(rows[1_000...], staged: true)
            }
            #expect(stored == 2_000)
            #expect(try await test.database.all(alpha, ListThings()).count == 2_000)
            let foreign = try await fault {
                try await test.database.write(beta) { _ = try await $0.copy(rows, staged: true) }
            }
            #expect(foreign.sqlState == .insufficientPrivilege)
        }
    }
}
