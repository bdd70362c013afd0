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

/// Everything a transaction starts with.
struct TransactionMode: Sendable {
    let scope: Scope
    let isolation: Isolation
    let isReadOnly: Bool

    var beginSQL: String { "BEGIN ISOLATION LEVEL \(isolation.rawValue) \(isReadOnly ? "READ ONLY" : "READ WRITE")" }
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
