package import Domain
import HTTPServer
package import Values

/// Makes filings and their documents; handed in by the program, since documents are the jobs' trade.
package struct FilingServices: Sendable {
    package typealias Make = @Sendable (Scope, EREQuarter, Timestamp) async throws -> EREFilingID
    /// Hands out a document's pieces.
    package typealias Document =
        @Sendable (
            Scope, EREFilingID, _ name: String, _ hand: nonisolated(nonsending) ([UInt8]) async throws -> Void
        ) async throws -> Void
    /// Hands out the pieces of the evidence pack.
    package typealias Pack =
        @Sendable (Scope, EREFilingID, _ hand: nonisolated(nonsending) ([UInt8]) async throws -> Void) async throws ->
        Void

    package let make: Make
    package let document: Document
    package let pack: Pack

    package init(make: @escaping Make, document: @escaping Document, pack: @escaping Pack) {
        self.make = make
        self.document = document
        self.pack = pack
    }

    /// In a process that makes no documents; it is answered with 503.
    package static let unavailable = FilingServices(
        make: { _, _, _ in throw HTTPError(.serviceUnavailable, "This process makes no filings.") },
        document: { _, _, _, _ in throw HTTPError(.serviceUnavailable, "This process makes no documents.") },
        pack: { _, _, _ in throw HTTPError(.serviceUnavailable, "This process makes no documents.") }
    )
}
