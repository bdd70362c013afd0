package import Domain
import HTTPServer
package import Templates
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

    /// Hands out the pieces of a file of a quarter's reconciliation.
    package typealias Report =
        @Sendable (
            Scope, EREQuarter, EREReconciliationFile, Language, Timestamp,
            _ hand: nonisolated(nonsending) ([UInt8]) async throws -> Void
        ) async throws -> Void

    package let make: Make
    package let document: Document
    package let pack: Pack
    package let report: Report
    package let verifier: VerifierServices

    package init(
        make: @escaping Make,
        document: @escaping Document,
        pack: @escaping Pack,
        report: @escaping Report = { _, _, _, _, _, _ in
            throw HTTPError(.serviceUnavailable, "This process makes no documents.")
        },
        verifier: VerifierServices = .unavailable
    ) {
        self.make = make
        self.document = document
        self.pack = pack
        self.report = report
        self.verifier = verifier
    }

    /// In a process that makes no documents; it is answered with 503.
    package static let unavailable = FilingServices(
        make: { _, _, _ in throw HTTPError(.serviceUnavailable, "This process makes no filings.") },
        document: { _, _, _, _ in throw HTTPError(.serviceUnavailable, "This process makes no documents.") },
        pack: { _, _, _ in throw HTTPError(.serviceUnavailable, "This process makes no documents.") }
    )
}

/// What verifiers take along; each hands out its pieces.
package struct VerifierServices: Sendable {
    package typealias OfYear =
        @Sendable (
            Scope, _ year: Int, Timestamp, _ hand: nonisolated(nonsending) ([UInt8]) async throws -> Void
        ) async throws -> Void
    package typealias OfSample =
        @Sendable (
            Scope, ERESampleID, Timestamp, _ hand: nonisolated(nonsending) ([UInt8]) async throws -> Void
        ) async throws -> Void

    package let population: OfYear
    package let pack: OfYear
    package let answer: OfSample

    package init(population: @escaping OfYear, pack: @escaping OfYear, answer: @escaping OfSample) {
        self.population = population
        self.pack = pack
        self.answer = answer
    }

    /// In a process that makes no documents; it is answered with 503.
    package static let unavailable = VerifierServices(
        population: { _, _, _, _ in throw HTTPError(.serviceUnavailable, "This process makes no documents.") },
        pack: { _, _, _, _ in throw HTTPError(.serviceUnavailable, "This process makes no documents.") },
        answer: { _, _, _, _ in throw HTTPError(.serviceUnavailable, "This process makes no documents.") }
    )
}
