package import Domain
import HTTPServer
package import Values

/// What the pages of payouts need from the part of the program that draws documents and writes bank files.
package struct EREPayoutServices: Sendable {
    /// Answers the bytes of a document that the person may see, made and stored when nobody has before.
    package typealias Document = @Sendable (OperatorID, CreditID, EREPayoutSnapshot) async throws -> [UInt8]
    /// Makes the bank file of all approved and unpaid payouts up to a month, or answers the last one of the month.
    package typealias BankFile = @Sendable (Scope, Operator, YearMonth) async throws -> PaymentRunResult

    package let document: Document
    /// Throws `PaymentRejection` or `PaymentFileRefusal` with everything that stands in the way.
    package let bankFile: BankFile
    /// Payments that a person waits for; a file of more is made by the job.
    package let paymentsAtOnce: Int

    package init(
        document: @escaping Document,
        bankFile: @escaping BankFile,
        paymentsAtOnce: Int = EREPayoutBankFiles.paymentsAtOnce
    ) {
        self.document = document
        self.bankFile = bankFile
        self.paymentsAtOnce = paymentsAtOnce
    }

    /// In a process that draws no documents; downloads are then answered with 503.
    package static let unavailable = EREPayoutServices(
        document: { _, _, _ in throw HTTPError(.serviceUnavailable, "This process makes no documents.") },
        bankFile: { _, _, _ in throw HTTPError(.serviceUnavailable, "This process makes no bank files.") }
    )
}
