public import Postgres

extension StatementCatalogue {
    /// Checks statements of the product: that they fit the schema, and that they name the operator.
    public static func checkProduct(
        _ statements: [any Statement.Type],
        rows: [any CopyRow.Type] = [],
        on database: Database
    ) async throws -> [Finding] {
        try await check(statements, rows: rows, on: database)
            + checkTenants(statements, rows: rows, column: "operator_id", on: database)
    }
}
