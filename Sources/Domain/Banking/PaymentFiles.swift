package import Postgres
package import Values

/// The bank files that were made.
package enum PaymentFiles {
    /// The files of a month, oldest first, bytes included.
    ///
    /// - Throws: `NotPermitted`; `PostgresFault`.
    package static func list(
        _ scope: Scope,
        month: YearMonth,
        in tx: Transaction
    ) async throws -> [PaymentFileRecord] {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.all(PaymentFilesOfMonth(operatorID: try scope.requireOperator(), period: month))
    }
}
