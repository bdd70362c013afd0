/// The limits of this room that are the same for every installation; those an installation sets are in
/// ``DatabaseConfiguration``.
public enum PostgresLimits {
    /// Statements that ``Transaction/runAll(_:)`` sends before it reads answers: the answers of a thousand
    /// statements fit libpq's buffers, and the round trip is by then a small part of the time.
    public static let statementsPerPipeline = 1_000
    /// Rows that a stream fetches at a time: enough to hide the round trip, few enough to stay below a megabyte
    /// for the rows of this product.
    public static let rowsPerFetch = 1_000
    /// Bytes of COPY data handed to libpq at a time: the size of its own output buffer, times a few.
    public static let bytesPerCopyChunk = 64 * 1_024
    /// How often a repeatable transaction runs at most: conflicts that outlast five tries are contention that
    /// waiting will not solve.
    public static let attemptsPerTransaction = 5
    /// Tasks that may wait for a connection at a time: beyond that the wait limit could not be met anyway.
    public static let waitingTasks = 10_000
    /// How much longer than the server's own statement timeout the client waits for a sign of life before it
    /// gives the connection up: the server's answer to its timeout must have time to arrive.
    public static let silenceGrace = Duration.seconds(5)
    /// Bytes of a statement's name, by PostgreSQL's `NAMEDATALEN`; longer ones would be cut and could collide.
    public static let bytesPerStatementName = 63
    /// Bytes of a notification's payload, by PostgreSQL's own limit of 8000 with its terminator.
    public static let bytesPerNotification = 7_999
}
