package import Postgres
package import Values

/// A bank file as lists show it, without its bytes.
package struct PaymentFileSummary: Hashable, Sendable {
    /// The file's own number.
    package let messageID: String
    /// The month for which it was made.
    package let period: YearMonth
    /// How many payments.
    package let paymentCount: Int
    /// Their sum.
    package let total: Money
    /// The first day on which the bank shall pay.
    package let executionOn: LocalDate
    /// When it was made.
    package let createdAt: Timestamp
    /// The name of the person who made it; `nil` when a command did.
    package let createdBy: String?
    /// What it pays on which day.
    package internal(set) var days: [PaymentDay]
}

/// The bank files that were made.
package enum PaymentFiles {
    /// The files that were made for a month, and those that pay credits of it, oldest first.
    ///
    /// - Throws: `NotPermitted`; `PostgresFault`.
    package static func list(
        _ scope: Scope,
        _ purpose: PaymentPurpose = .hosts,
        month: YearMonth,
        in tx: Transaction
    ) async throws -> [PaymentFileSummary] {
        try purpose.check(scope)
        let operatorID = try scope.requireOperator()
        var files = try await tx.all(ListPaymentFiles(operatorID: operatorID, period: month, purpose: purpose))
        let query = PaymentDaysOfFiles(operatorID: operatorID, messageIDs: files.map(\.messageID))
        let days = Dictionary(grouping: try await tx.all(query), by: \.messageID)
        for index in files.indices { files[index].days = days[files[index].messageID]?.map(\.day) ?? [] }
        return files
    }

    /// One file by its number, with its bytes as they were made.
    ///
    /// - Throws: `NotFound` also for another operator's; `NotPermitted`; `PostgresFault`.
    package static func find(_ scope: Scope, number: String, in tx: Transaction) async throws -> PaymentFileRecord {
        try scope.require(.operatorAdmin, .operatorFinance)
        let statement = FindPaymentFile(operatorID: try scope.requireOperator(), messageID: number)
        guard let file = try await tx.first(statement) else { throw NotFound("bank file") }
        return file
    }
}
