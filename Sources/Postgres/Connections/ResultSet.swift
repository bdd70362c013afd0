internal import CLibPQ

/// What PostgreSQL answered to one command; frees the memory when it goes.
final class ResultSet {
    let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        PQclear(handle)
    }

    var status: ExecStatusType { PQresultStatus(handle) }
    var rowCount: Int { Int(PQntuples(handle)) }

    /// Rows inserted, updated, deleted or selected; 0 for commands that count nothing.
    var affectedRows: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }
    /// The command as the server names it, such as `COMMIT`.
    var commandTag: String { String(cString: PQcmdStatus(handle)) }

    /// Whether the server says that it ends the connection.
    var endsConnection: Bool { field(DiagnosticSQLState).map(SQLState.init(rawValue:))?.endsConnection ?? false }

    /// The types of the columns.
    var columnTypes: [PostgresType] {
        (0..<PQnfields(handle)).map { PostgresType(oid: PQftype(handle, $0)) }
    }
    /// The types of the parameters, after describing a statement.
    var parameterTypes: [PostgresType] {
        (0..<PQnparams(handle)).map { PostgresType(oid: PQparamtype(handle, $0)) }
    }
    /// The names of the columns.
    var columnNames: [String] {
        (0..<PQnfields(handle)).map { index in PQfname(handle, index).map { String(cString: $0) } ?? "" }
    }

    /// Decodes every row.
    func rows<S: Statement>(of type: S.Type, named name: String) throws -> [S.Row] {
        var rows: [S.Row] = []
        rows.reserveCapacity(rowCount)
        for index in 0..<rowCount { rows.append(try row(index, of: type, named: name)) }
        return rows
    }

    /// Decodes one row.
    func row<S: Statement>(_ index: Int, of type: S.Type, named name: String) throws -> S.Row {
        var reader = RowReader(result: handle, row: Int32(index), statement: name)
        let row = try S.decode(&reader)
        try reader.finish()
        return row
    }

    /// What the server's refusal says.
    func fault(statement: String?) -> PostgresFault {
        let state = field(DiagnosticSQLState).map(SQLState.init(rawValue:))
        let message = field(DiagnosticMessage)
        var fault = PostgresFault(.refused, state?.hasHarmlessMessage == true ? message : nil, statement: statement)
        fault.sqlState = state
        fault.severity = field(DiagnosticSeverity)
        fault.constraint = field(DiagnosticConstraint)
        fault.table = field(DiagnosticTable)
        fault.column = field(DiagnosticColumn)
        let lines = [
            ("message", message), ("detail", field(DiagnosticDetail)), ("hint", field(DiagnosticHint)),
            ("context", field(DiagnosticContext)), ("position", field(DiagnosticPosition)),
        ]
        fault.details = lines.compactMap { name, value in value.map { "\(name): \($0)" } }.joined(separator: "\n")
        return fault
    }

    private func field(_ field: DiagnosticField) -> String? {
        PQresultErrorField(handle, Int32(field.rawValue)).map { String(cString: $0) }
    }
}
