package import Domain
import HTTPServer
package import Values

/// What the pages of credits need from the part of the program that draws documents and writes bank files.
package struct CreditServices: Sendable {
    /// Answers the bytes of a credit's file, made and stored when nobody has before.
    package typealias File = @Sendable (Scope, CreditID, CreditFileKind) async throws -> [UInt8]
    /// Makes the bank file of all approved and unpaid credits up to a month, or answers the last one of the month.
    package typealias BankFile = @Sendable (Scope, Operator, YearMonth) async throws -> PaymentRunResult

    package let file: File
    /// Throws `PaymentRejection` or `PaymentFileRefusal` with everything that stands in the way.
    package let bankFile: BankFile

    package init(file: @escaping File, bankFile: @escaping BankFile) {
        self.file = file
        self.bankFile = bankFile
    }

    /// In a process that draws no documents; downloads are then answered with 503.
    package static let unavailable = CreditServices(
        file: { _, _, _ in throw HTTPError(.serviceUnavailable, "This process makes no documents.") },
        bankFile: { _, _, _ in throw HTTPError(.serviceUnavailable, "This process makes no bank files.") }
    )
}
