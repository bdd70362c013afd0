internal import Values

/// What a transaction sees of others that run at the same time (PostgreSQL 15, 13.2).
public enum Isolation: String, CaseIterable, Sendable {
    /// Each statement sees what was committed before it.
    case readCommitted = "READ COMMITTED"
    /// All statements see the same moment; a write over somebody else's newer one fails with `40001`.
    case repeatableRead = "REPEATABLE READ"
    /// As if transactions ran one after the other; fails with `40001` where that cannot be.
    case serializable = "SERIALIZABLE"
}

/// Whether a transaction's closure may run again.
public enum Repetition: Sendable {
    /// It runs once; a conflict is thrown.
    case never
    /// After a serialization failure (`40001`) or deadlock (`40P01`) it runs again from its start, after a short
    /// random pause, at most ``PostgresLimits/attemptsPerTransaction`` times in all.
    ///
    /// Only for closures whose every effect is in the transaction.
    case onConflict

    var attempts: Int {
        switch self {
        case .never: 1
        case .onConflict: PostgresLimits.attemptsPerTransaction
        }
    }
}

/// How the statements of a transaction are planned (PostgreSQL 15, 20.7).
public enum Planning: Sendable {
    /// By plans that the connection keeps: the cheapest for statements whose tables change slowly.
    case kept
    /// Anew for each statement, by the size that tables have now.
    ///
    /// A plan that is kept is made when a new installation's tables are empty; it reads all rows of an operator for each
    /// session of a batch, and is kept until statistics come. Costs about a millisecond a statement.
    case anew
    /// By plans that the connection keeps and that find rows by index alone.
    ///
    /// For transactions that touch a few rows of each table, thousands of times over: their plans, and those of the
    /// foreign keys behind them, are made once, maybe while the tables are empty.
    case byIndex

    var setting: String? {
        switch self {
        case .kept: nil
        case .anew: "plan_cache_mode = force_custom_plan"
        case .byIndex: "enable_seqscan = off"
        }
    }
}

/// When a commit returns (PostgreSQL 15, 30.4).
public enum Durability: Sendable {
    /// When the disk has what was written.
    case atOnce
    /// At once. What was written is on the disk within a second, and before anything that is committed after it: a
    /// power cut takes the last of it away, whole transactions and in order.
    ///
    /// For one of many transactions alike that are simply made again, of which nobody was told.
    case soon

    var setting: String? { self == .soon ? "synchronous_commit = off" : nil }
}

/// Everything a transaction starts with.
struct TransactionMode: Sendable {
    let scope: Scope
    let isolation: Isolation
    let isReadOnly: Bool
    var planning = Planning.kept
    var durability = Durability.atOnce

    /// What begins it, sent in one round trip.
    var beginSQL: [String] {
        let begin = "BEGIN ISOLATION LEVEL \(isolation.rawValue) \(isReadOnly ? "READ ONLY" : "READ WRITE")"
        return [begin] + [planning.setting, durability.setting].compactMap { $0.map { "SET LOCAL \($0)" } }
    }
}

/// Which transaction of a connection an operation belongs to.
struct TransactionTicket: Sendable {
    /// Counts up, so that a transaction that is over cannot speak for a later one.
    let number: UInt64
    let mode: TransactionMode
}

/// Hands the scope to the row-level security policies, until the end of the transaction.
struct SetScope: Statement {
    static let sql = """
        SELECT set_config('laadboek.operator_id', $1, true), set_config('laadboek.host_id', $2, true), \
        set_config('laadboek.system', $3, true), set_config('laadboek.customer_operator_id', $4, true), \
        set_config('laadboek.customer_id', $5, true), set_config('laadboek.platform', $6, true)
        """
    static let sample = SetScope(scope: .system)
    let scope: Scope

    func bind(to values: inout Bindings) {
        let operatorID = scope.operatorID.map(\.description) ?? ""
        // With a customer no operator is set, so that tables of tenants are closed unless they say otherwise.
        values.append(scope.customerID == nil ? operatorID : "")
        values.append(scope.hostID.map(\.description) ?? "")
        values.append(scope.actor == .system ? "on" : "")
        values.append(scope.customerID == nil ? "" : operatorID)
        values.append(scope.customerID.map(\.description) ?? "")
        values.append(scope.isAcrossPartners ? "on" : "")
    }
}

/// Sends a notification when the transaction commits.
struct Notify: Statement {
    static let sql = "SELECT pg_notify($1, $2)"
    static let sample = Notify(channel: "channel", payload: "")
    let channel: String
    let payload: String

    func bind(to values: inout Bindings) {
        values.append(channel)
        values.append(payload)
    }
}
