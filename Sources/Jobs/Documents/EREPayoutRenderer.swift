import Dispatch
package import Domain
import Formats
package import Postgres
package import Values

/// Makes the documents of payouts when somebody asks for one, and stores them, once each.
package struct EREPayoutRenderer: Sendable {
    private let database: Database
    private let pdf: PDFWriter
    /// Drawing takes a core for a while, and the few threads of all tasks are not there to be held so long.
    private let queue = DispatchQueue(label: "laadboek.payouts", qos: .utility)

    package init(database: Database) throws {
        self.database = database
        pdf = try PDFWriter()
    }

    /// The bytes of a document; the caller has looked that the person may see it.
    ///
    /// - Throws: `PostgresFault`, and what drawing throws.
    package func pdf(
        _ operatorID: OperatorID,
        _ credit: CreditID,
        _ snapshot: EREPayoutSnapshot
    ) async throws -> [UInt8] {
        // People of a customer write nothing.
        let scope = Scope.system(for: operatorID)
        if let stored = try await database.read(scope, { try await CreditFiles.loadPayout(scope, credit, in: $0) }) {
            return stored
        }
        let bytes = try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Result { try self.pdf.render(EREPayoutPDF.document(snapshot)) })
            }
        }
        return try await database.write(scope) { try await CreditFiles.storePayout(scope, credit, bytes, in: $0) }
    }
}
