internal import Logging
internal import Synchronization
public import Values

/// A PostgreSQL database: the only way to it is a transaction on behalf of a scope.
///
/// Making one does nothing yet; connections are opened when they are needed.
public final class Database: Sendable {
    /// Where it is and the limits it is used within.
    public let configuration: DatabaseConfiguration
    private let pool: Pool
    private let lastTicket = Atomic<UInt64>(0)
    let logger: Logger

    /// A database that is connected to when it is first used.
    public init(_ configuration: DatabaseConfiguration) {
        let logger = Logger(label: "laadboek.postgres")
        self.configuration = configuration
        self.logger = logger
        pool = Pool(configuration, logger: logger)
    }

    /// How many connections there are, how many of them nobody uses, and how many tasks wait for one.
    public var occupancy: (total: Int, idle: Int, waiting: Int) { pool.occupancy }

    /// Refuses new transactions, lets those that run end, and closes all connections.
    public func close() async {
        await pool.close()
    }

    /// Runs the closure in a transaction that cannot write.
    ///
    /// - Throws: ``PostgresFault``, and whatever the closure throws.
    public nonisolated(nonsending) func read<Result>(
        _ scope: Scope,
        isolation: Isolation = .readCommitted,
        planning: Planning = .kept,
        repeating: Repetition = .never,
        _ body: nonisolated(nonsending) (Transaction) async throws -> Result
    ) async throws -> Result {
        let mode = TransactionMode(scope: scope, isolation: isolation, isReadOnly: true, planning: planning)
        return try await transaction(mode, repeating, body)
    }

    /// Runs the closure in a transaction, commits when it returns, rolls back when it throws or its task is cancelled.
    ///
    /// - Throws: ``PostgresFault``, and whatever the closure throws. After ``PostgresFault/Kind/commitUnknown`` the
    ///   transaction may have been stored.
    public nonisolated(nonsending) func write<Result>(
        _ scope: Scope,
        isolation: Isolation = .readCommitted,
        planning: Planning = .kept,
        durability: Durability = .atOnce,
        repeating: Repetition = .never,
        _ body: nonisolated(nonsending) (Transaction) async throws -> Result
    ) async throws -> Result {
        let mode = TransactionMode(
            scope: scope,
            isolation: isolation,
            isReadOnly: false,
            planning: planning,
            durability: durability
        )
        return try await transaction(mode, repeating, body)
    }

    private nonisolated(nonsending) func transaction<Result>(
        _ mode: TransactionMode,
        _ repetition: Repetition,
        _ body: nonisolated(nonsending) (Transaction) async throws -> Result
    ) async throws -> Result {
        var backoff = Backoff.conflict
        while true {
            do {
                return try await transaction(mode, body)
            } catch let fault as PostgresFault where fault.isConflict && backoff.attempt + 1 < repetition.attempts {
                try await Task.sleep(for: backoff.next())
            }
        }
    }

    private nonisolated(nonsending) func transaction<Result>(
        _ mode: TransactionMode,
        _ body: nonisolated(nonsending) (Transaction) async throws -> Result
    ) async throws -> Result {
        let connection = try await pool.lease()
        let transaction = Transaction(connection, ticket(mode))
        do {
            let result = try await body(transaction)
            try Task.checkCancellation()
            try await connection.commit(transaction.ticket)
            await pool.giveBack(connection)
            return result
        } catch {
            await connection.rollBack(transaction.ticket)
            await pool.giveBack(connection)
            throw error
        }
    }

    private func ticket(_ mode: TransactionMode) -> TransactionTicket {
        TransactionTicket(number: lastTicket.add(1, ordering: .relaxed).newValue, mode: mode)
    }
}

extension Database {
    /// The first row of a statement that is a transaction of its own: one round trip, read only.
    public func first<S: Statement>(_ scope: Scope, _ statement: S) async throws -> S.Row? {
        try await alone(scope, statement, isReadOnly: true) { answer, name in
            answer.rowCount == 0 ? nil : try answer.row(0, of: S.self, named: name)
        }
    }

    /// All rows of a statement that is a transaction of its own: one round trip, read only.
    public func all<S: Statement>(_ scope: Scope, _ statement: S) async throws -> [S.Row] {
        try await alone(scope, statement, isReadOnly: true) { try $0.rows(of: S.self, named: $1) }
    }

    /// Runs a statement that is a transaction of its own: one round trip; the number of rows affected.
    @discardableResult
    public func run(_ scope: Scope, _ statement: some Statement) async throws -> Int {
        try await alone(scope, statement, isReadOnly: false) { answer, _ in answer.affectedRows }
    }

    private func alone<Result: Sendable>(
        _ scope: Scope,
        _ statement: some Statement,
        isReadOnly: Bool,
        reading: @Sendable (ResultSet, String) throws -> Result
    ) async throws -> Result {
        let mode = TransactionMode(scope: scope, isolation: .readCommitted, isReadOnly: isReadOnly)
        let connection = try await pool.lease()
        let ticket = ticket(mode)
        do {
            let result = try await connection.cancellable { connection in
                try connection.alone(statement, in: ticket, reading: reading)
            }
            await pool.giveBack(connection)
            return result
        } catch {
            await pool.giveBack(connection)
            throw error
        }
    }

    /// Lends a connection for work that runs no statement.
    func withConnection<Result: Sendable>(
        _ work: @Sendable (isolated Connection) throws -> Result
    ) async throws -> Result {
        let connection = try await pool.lease()
        do {
            let result = try await connection.cancellable(work)
            await pool.giveBack(connection)
            return result
        } catch {
            await pool.giveBack(connection)
            throw error
        }
    }
}
