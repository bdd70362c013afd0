/// A transaction that is under way, on behalf of one scope; it exists within the closure of
/// ``Database/read(_:isolation:repeating:_:)`` or ``Database/write(_:isolation:repeating:_:)``.
///
/// Nothing is sent before the first statement, which takes BEGIN and the scope along. Statements of several tasks run
/// one after the other.
public struct Transaction: Sendable {
    let connection: Connection
    let ticket: TransactionTicket

    init(_ connection: Connection, _ ticket: TransactionTicket) {
        self.connection = connection
        self.ticket = ticket
    }

    /// All rows.
    public func all<S: Statement>(_ statement: S) async throws -> [S.Row] {
        try await connection.cancellable { try $0.all(statement, in: ticket) }
    }

    /// The first row, or `nil` without rows; what comes after it is not read.
    public func first<S: Statement>(_ statement: S) async throws -> S.Row? {
        try await connection.cancellable { try $0.first(statement, in: ticket) }
    }

    /// The row of a statement that always returns one, such as an aggregate or `INSERT … RETURNING`.
    ///
    /// - Throws: ``PostgresFault/Kind/noRow`` when it does not.
    public func one<S: Statement>(_ statement: S) async throws -> S.Row {
        guard let row = try await first(statement) else {
            throw PostgresFault(.noRow, "no row where one was expected", statement: StatementName.readable(S.self))
        }
        return row
    }

    /// The rows of several statements, in one round trip; each sees what was committed before it runs.
    public func together<each S: Statement>(
        _ statements: repeat each S
    ) async throws -> (repeat [(each S).Row]) {
        try await connection.cancellable { try $0.together(repeat each statements, in: ticket) }
    }

    /// Runs a statement with the next one, at the latest with the commit: for those whose outcome nobody waits for.
    ///
    /// A refusal is thrown by what comes next, and names the statement.
    public func runLater(_ statement: some Statement) async throws {
        try await connection.cancellable { try $0.runLater(statement, in: ticket) }
    }

    /// Runs a statement; the number of rows affected.
    @discardableResult
    public func run(_ statement: some Statement) async throws -> Int {
        try await connection.cancellable { try $0.run(statement, in: ticket) }
    }

    /// Runs many statements in one round trip for each thousand; the number of rows affected by all of them.
    ///
    /// The first refusal is thrown; nothing after it is run.
    @discardableResult
    public func runAll(_ statements: [any Statement]) async throws -> Int {
        var affected = 0
        var rest = statements[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(PostgresLimits.statementsPerPipeline)
            rest = rest.dropFirst(chunk.count)
            affected += try await connection.cancellable { try $0.runAll(chunk, in: ticket) }
        }
        return affected
    }

    /// Stores rows with COPY; the number of rows stored.
    ///
    /// PostgreSQL refuses COPY into a table with row-level security. With `staged` the rows go into a temporary table
    /// first and from there with an INSERT, which obeys the policies.
    @discardableResult
    public func copy<Rows: Sequence & Sendable>(
        _ rows: Rows,
        staged: Bool = false
    ) async throws -> Int where Rows.Element: CopyRow {
        try await connection.cancellable { try $0.copy(rows, in: ticket, staged: staged) }
    }

    /// The rows of a big result, fetched some at a time, so that memory stays bounded.
    ///
    /// Other statements may run in between. A stream that is left early stays open until the transaction ends.
    public func stream<S: Statement>(_ statement: S, batch: Int = PostgresLimits.rowsPerFetch) -> RowStream<S> {
        RowStream(transaction: self, statement: statement, batch: max(1, batch))
    }

    /// Sends a notification to listeners of the channel when the transaction commits.
    ///
    /// The payload has at most ``PostgresLimits/bytesPerNotification`` bytes; equal ones of a transaction arrive once.
    public func notify(_ channel: String, _ payload: String = "") async throws {
        try await run(Notify(channel: channel, payload: payload))
    }

    /// PostgreSQL's plan for a statement, one line per node; the statement is not run.
    public func explain(_ statement: some Statement) async throws -> [String] {
        try await connection.cancellable { try $0.explain(statement, in: ticket) }
    }
}
