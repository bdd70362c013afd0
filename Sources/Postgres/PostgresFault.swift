/// Something did not work between us and PostgreSQL.
///
/// `description` is fit for any log: it names the condition, the statement and the constraint, never a value.
/// `debugDescription` adds what the server said in full and belongs in the debug log.
public struct PostgresFault: Error, Sendable {
    /// What kind of thing went wrong; the raw value is the stable code for logs and metrics.
    public enum Kind: String, CaseIterable, Sendable {
        /// The server refused a statement; ``PostgresFault/sqlState`` says why.
        case refused = "postgres.refused"
        /// No connection could be made.
        case unreachable = "postgres.unreachable"
        /// The connection broke; nothing of the transaction is stored.
        case connectionLost = "postgres.connection_lost"
        /// The connection broke while committing: the transaction is stored wholly or not at all, but which is unknown.
        case commitUnknown = "postgres.commit_unknown"
        /// No connection came free within the wait limit.
        case waitedTooLong = "postgres.waited_too_long"
        /// Too many tasks wait for a connection already.
        case tooManyWaiting = "postgres.too_many_waiting"
        /// The database was closed.
        case closed = "postgres.closed"
        /// A transaction was used after its closure returned.
        case transactionOver = "postgres.transaction_over"
        /// A statement failed before, its error was swallowed, and the transaction could not be committed.
        case transactionFailed = "postgres.transaction_failed"
        /// A column has another type than the decoder reads, or COPY writes.
        case wrongType = "postgres.wrong_type"
        /// A column is NULL where the decoder reads a value.
        case unexpectedNull = "postgres.unexpected_null"
        /// A row has more or fewer columns than the decoder reads.
        case columnCount = "postgres.column_count"
        /// A value is none of the Swift type that it is read into or written from.
        case invalidValue = "postgres.invalid_value"
        /// A statement that must return a row returned none.
        case noRow = "postgres.no_row"
        /// A connection string, folder or file that cannot be used.
        case configuration = "postgres.configuration"
        /// A migration file that was changed, is missing, or is not allowed.
        case migration = "postgres.migration"
    }

    /// What kind of thing went wrong.
    public let kind: Kind
    /// The server's code for the condition, when the server answered.
    public internal(set) var sqlState: SQLState?
    /// `ERROR`, `FATAL` or `PANIC`, when the server answered.
    public internal(set) var severity: String?
    /// The constraint that said no.
    public internal(set) var constraint: String?
    /// The table that the condition is about.
    public internal(set) var table: String?
    /// The column that the condition is about, by name, or by number from 1 when it has none.
    public internal(set) var column: String?
    /// The name of the statement: its Swift type.
    public internal(set) var statement: String?
    /// What happened, in words without data.
    public internal(set) var summary: String?
    /// What the server said in full; may quote values.
    public internal(set) var details: String?

    init(_ kind: Kind, _ summary: String? = nil, statement: String? = nil) {
        self.kind = kind
        self.summary = summary
        self.statement = statement
    }

    /// The stable code for logs and metrics.
    public var code: String { kind.rawValue }

    /// Whether the constraint of this name said no.
    public func violates(_ constraint: String) -> Bool {
        self.constraint == constraint && sqlState?.conditionClass == "23"
    }

    /// Whether the transaction met another one; it may succeed when it is repeated as a whole.
    public var isConflict: Bool { sqlState == .serializationFailure || sqlState == .deadlockDetected }

    /// Whether the connection broke or could not be made.
    public var isConnectionLoss: Bool {
        switch kind {
        case .unreachable, .connectionLost, .commitUnknown: true
        default: sqlState?.endsConnection ?? false
        }
    }

    /// Whether the same may succeed later without any change of ours.
    ///
    /// After ``Kind/commitUnknown`` only work that may be done twice may be repeated.
    public var isTransient: Bool {
        switch kind {
        case .waitedTooLong, .tooManyWaiting: true
        default: isConflict || isConnectionLoss || sqlState == .lockNotAvailable || sqlState?.conditionClass == "53"
        }
    }
}

extension PostgresFault: CustomStringConvertible, CustomDebugStringConvertible {
    /// Code, condition, statement, constraint and table; never a value of a row or a parameter.
    public var description: String {
        var text = code
        if let sqlState { text += " \(sqlState)" }
        if let summary { text += ": \(summary)" }
        let named = [("statement", statement), ("constraint", constraint), ("table", table), ("column", column)]
        let places = named.compactMap { name, value in value.map { "\(name) \($0)" } }
        return places.isEmpty ? text : text + " (" + places.joined(separator: ", ") + ")"
    }

    /// The description with all the server said, values included; for the debug log only.
    public var debugDescription: String {
        details.map { "\(description)\n\($0)" } ?? description
    }
}
