package import Domain
import Postgres
package import Values

extension EREFilingFiles {
    /// Makes the documents of every filing again and compares their hashes.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package func verify(_ scope: Scope) async throws -> [VerifyReport] {
        let filings = try await database.read(scope) { try await EREFilings.list(scope, in: $0) }
        var (checked, difference) = (0, String?.none)
        for summary in filings where difference == nil {
            for name in EREFilingFiles.names where difference == nil {
                do {
                    try await write(scope, summary.filing.id, [name]) { _, _ in }
                    checked += 1
                } catch let rejection as EREFilingRejection {
                    difference = "\(summary.filing.reference): \(rejection)"
                }
            }
        }
        return [VerifyReport(kind: "ere_filings", checked: checked, firstDifference: difference)]
    }
}
