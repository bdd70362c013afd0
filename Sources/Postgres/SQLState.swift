/// The five characters by which PostgreSQL names a condition (PostgreSQL 15, appendix A).
///
/// An open set: the server may send more than are named here.
public struct SQLState: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// Five digits or capital letters, such as `23505`.
    public let rawValue: String

    /// Wraps the characters the server sent.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A row with this key is there already.
    public static let uniqueViolation = SQLState(rawValue: "23505")
    /// The row pointed at is missing, or still pointed at.
    public static let foreignKeyViolation = SQLState(rawValue: "23503")
    /// A CHECK constraint says no.
    public static let checkViolation = SQLState(rawValue: "23514")
    /// A column that must have a value got none.
    public static let notNullViolation = SQLState(rawValue: "23502")
    /// Overlaps a row that it may not overlap.
    public static let exclusionViolation = SQLState(rawValue: "23P01")
    /// The role may not do this; also what row-level security answers to a write.
    public static let insufficientPrivilege = SQLState(rawValue: "42501")
    /// A write in a transaction that only reads.
    public static let readOnlyTransaction = SQLState(rawValue: "25006")
    /// A statement after the transaction failed.
    public static let failedTransaction = SQLState(rawValue: "25P02")
    /// Concurrent transactions would not have had this outcome one after the other.
    public static let serializationFailure = SQLState(rawValue: "40001")
    /// Two transactions waited for each other, and this one was chosen to give way.
    public static let deadlockDetected = SQLState(rawValue: "40P01")
    /// The statement was cancelled, by its task or by the statement timeout.
    public static let queryCanceled = SQLState(rawValue: "57014")
    /// `raise exception` of a function or trigger of our own.
    public static let raisedException = SQLState(rawValue: "P0001")
    /// A lock was not to be had at once (`NOWAIT`, `lock_timeout`).
    public static let lockNotAvailable = SQLState(rawValue: "55P03")

    /// The first two characters, which name the kind of condition.
    public var conditionClass: Substring { rawValue.prefix(2) }

    /// The characters.
    public var description: String { rawValue }

    /// Classes whose primary message names objects of the schema and never the data of a row.
    ///
    /// Not among them: `22` (data exceptions quote the value), `P0` (triggers write what they like), `23` in the
    /// detail line, which is why a detail is never described at all.
    var hasHarmlessMessage: Bool {
        let classes: Set<Substring> = [
            "08", "0A", "23", "25", "26", "28", "2B", "34", "3D", "3F", "40", "42", "53", "54", "55", "57",
        ]
        return classes.contains(conditionClass)
    }

    /// Whether the connection is of no use after this.
    var endsConnection: Bool {
        conditionClass == "08" || ["57P01", "57P02", "57P03", "57P05", "25P03"].contains(rawValue)
    }

    /// Whether a statement prepared earlier no longer fits the schema, so that the connection should be replaced.
    var spoilsPreparedStatements: Bool { ["0A000", "26000"].contains(rawValue) }
}
