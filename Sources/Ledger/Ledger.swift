import Postgres
import Values

/// The double-entry books of an operator: append-only, balanced per currency, hash-chained.
///
/// Every function works within the caller's transaction, so that what is posted and why it is posted are stored
/// together or not at all.
public enum Ledger {
    /// The books of the scope's operator.
    static func books(of scope: Scope) throws(LedgerRejection) -> OperatorID {
        guard let operatorID = scope.operatorID else { throw .noOperator }
        return operatorID
    }
}
