/// A connection of the database's owner, outside any scope and transaction, for what belongs to nobody: migrations,
/// and making and dropping databases.
package struct OwnerSession: Sendable {
    let connection: Connection

    /// Lends a connection to the closure; session locks end with it.
    package static func with<Result>(
        _ configuration: DatabaseConfiguration,
        _ body: (OwnerSession) async throws -> Result
    ) async throws -> Result {
        let connection = try await Connection.open(configuration.forOwner)
        do {
            let result = try await body(OwnerSession(connection: connection))
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Runs one or more statements as they stand; several of them are one transaction.
    package func run(_ sql: String) async throws {
        try await connection.cancellable { try $0.usableWire().simple(sql) }
    }

    /// The rows of a statement.
    package func all<S: Statement>(_ statement: S) async throws -> [S.Row] {
        try await connection.cancellable { try $0.ownerRows(statement) }
    }
}

extension Connection {
    /// The rows of a statement outside any scope, or within a transaction that the caller began.
    func ownerRows<S: Statement>(_ statement: S) throws -> [S.Row] {
        var batch = Batch()
        let name = try append(statement, to: &batch)
        return try exchange(batch).last?.rows(of: S.self, named: name) ?? []
    }
}
