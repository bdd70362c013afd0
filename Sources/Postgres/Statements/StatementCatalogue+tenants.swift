internal import Values

extension StatementCatalogue {
    /// Checks that every statement on a table of tenants names the tenant for each such table, so that no statement
    /// depends on row-level security alone; empty when all do.
    ///
    /// A table is one of tenants when it has the column. A statement that means rows of all tenants says why
    /// (``Statement/spansTenants``); one that says so without need is a finding, too.
    public static func checkTenants(
        _ statements: [any Statement.Type],
        rows: [any CopyRow.Type] = [],
        column: String,
        on database: Database
    ) async throws -> [Finding] {
        let tables = Set(try await database.all(.system, TablesWithColumn(column: column)))
        let found = statements.flatMap { statement in
            problems(statement.sql, statement.spansTenants, column, tables).map {
                Finding(statement: StatementName.readable(statement), problem: $0)
            }
        }
        let copied = rows.filter { tables.contains($0.target.table) && !$0.target.columns.contains(column) }
        return found
            + copied.map { Finding(statement: StatementName.readable($0), problem: "writes no \(column)") }
    }

    private static func problems(
        _ sql: String,
        _ exemption: String?,
        _ column: String,
        _ tables: Set<String>
    ) -> [String] {
        let bare = TenantMentions(sql: sql, column: column, tables: tables).bare
        switch (exemption, bare.isEmpty) {
        case (nil, _): return bare.map { "touches \($0) without naming its \(column)" }
        case (_?, true): return ["says why it spans tenants and does not"]
        case (_?, false): return []
        }
    }
}

/// Where a statement mentions tables of tenants.
private struct TenantMentions {
    /// Tables, with their other names, whose tenant is not named.
    let bare: [String]

    /// Words that may follow a table and are not its other name.
    private static let keywords: Set<String> = [
        "as", "cross", "default", "do", "for", "full", "group", "having", "inner", "join", "left", "limit", "natural",
        "on", "order", "returning", "right", "select", "set", "union", "using", "values", "where", "window",
    ]

    init(sql: String, column: String, tables: Set<String>) {
        let mention = #/(?i)\b(from|join|into|update)\s+(?:only\s+)?(\w+)(?:\s+(?:as\s+)?(\w+))?/#
        let isJoined = sql.contains("USING (\(column)")
        let isNamedAlone = sql.matches(of: #/(?<dot>\.?)\b(?<name>\w+)\b/#).contains {
            $0.output.dot.isEmpty && $0.output.name == column
        }
        bare = sql.matches(of: mention).compactMap { match in
            let table = String(match.output.2)
            guard tables.contains(table) else { return nil }
            let other = match.output.3.map(String.init).flatMap {
                TenantMentions.keywords.contains($0.lowercased()) ? nil : $0
            }
            // What is inserted names its columns, whatever else the table is called.
            let isInserted = match.output.1.lowercased() == "into" && isNamedAlone
            let isNamed =
                isJoined || isInserted || sql.contains("\(other ?? table).\(column)") || (other == nil && isNamedAlone)
            return isNamed ? nil : [table, other].compactMap { $0 }.joined(separator: " ")
        }
    }
}

/// Tables and views of the schema that have a column.
private struct TablesWithColumn: Statement {
    static let sql = """
        SELECT table_name::text FROM information_schema.columns
        WHERE table_schema = current_schema() AND column_name = $1
        """
    static let sample = TablesWithColumn(column: "")
    let column: String

    func bind(to values: inout Bindings) { values.append(column) }
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
