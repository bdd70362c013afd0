internal import CLibPQ

/// Reads the columns of one row from left to right.
///
/// It lives only while ``Statement/decode(_:)`` runs and cannot be kept.
public struct RowReader: ~Copyable {
    /// What the columns come from.
    private enum Source {
        case result(OpaquePointer, row: Int32)
        case probe(Probe)
    }

    private let source: Source
    private let statement: String
    private var position: Int32 = 0
    private(set) var ignoresRest = false

    init(result: OpaquePointer, row: Int32, statement: String) {
        source = .result(result, row: row)
        self.statement = statement
    }

    init(probe: Probe) {
        source = .probe(probe)
        statement = probe.statement
    }

    /// The next column, which is never NULL.
    public mutating func next<Value: PostgresValue>(_ type: Value.Type = Value.self) throws -> Value {
        guard let value: Value = try column(nullable: false) else {
            throw fault(.unexpectedNull, "found NULL, expected \(Value.postgresType)")
        }
        return value
    }

    /// The next column, or `nil` where it is NULL.
    public mutating func next<Value: PostgresValue>(_ type: Value?.Type = Value?.self) throws -> Value? {
        try column(nullable: true)
    }

    /// Says that further columns are none of the decoder's business.
    public mutating func ignoreRest() {
        ignoresRest = true
    }

    private mutating func column<Value: PostgresValue>(nullable: Bool) throws -> Value? {
        position += 1
        switch source {
        case .probe(let probe): return try probe.column(nullable: nullable)
        case .result(let result, let row): return try value(in: result, row: row)
        }
    }

    private func value<Value: PostgresValue>(in result: OpaquePointer, row: Int32) throws -> Value? {
        let index = position - 1
        guard index < PQnfields(result) else {
            throw fault(.columnCount, "expected a column of \(Value.postgresType), found \(PQnfields(result)) columns")
        }
        let found = PostgresType(oid: PQftype(result, index))
        guard Value.postgresType.fits(found) else {
            throw fault(.wrongType, "expected \(Value.postgresType), found \(found)")
        }
        guard PQgetisnull(result, row, index) == 0 else { return nil }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, index),
            count: Int(PQgetlength(result, row, index))
        )
        do { return try Value.decode(bytes) } catch { throw fault(.invalidValue, "found \(error)") }
    }

    /// Throws when columns are left over.
    func finish() throws {
        guard case .result(let result, _) = source, !ignoresRest, position != PQnfields(result) else { return }
        var fault = PostgresFault(.columnCount, "expected \(position) columns, found \(PQnfields(result))")
        fault.statement = statement
        throw fault
    }

    private func fault(_ kind: PostgresFault.Kind, _ summary: String) -> PostgresFault {
        var fault = PostgresFault(kind, summary, statement: statement)
        fault.column = "\(position)"
        if case .result(let result, _) = source, let name = PQfname(result, position - 1) {
            fault.column = String(cString: name)
        }
        return fault
    }
}

/// Stands in for a row and notes what the decoder asks for.
final class Probe {
    let statement: String
    /// Whether optional columns answer with a value instead of NULL.
    private let fillsOptionals: Bool
    private(set) var types: [PostgresType] = []

    init(statement: String, fillsOptionals: Bool) {
        self.statement = statement
        self.fillsOptionals = fillsOptionals
    }

    func column<Value: PostgresValue>(nullable: Bool) throws -> Value? {
        types.append(Value.postgresType)
        if nullable, !fillsOptionals { return nil }
        guard let sample = Value.sample else {
            throw PostgresFault(.invalidValue, "\(Value.self) has no sample", statement: statement)
        }
        return sample
    }
}
