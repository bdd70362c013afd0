import HTTPServer
package import Values

/// Writes the copy of all that is kept of a customer; handed in by the program, since documents are the jobs' trade.
package struct PrivacyServices: Sendable {
    /// Hands out the pieces of an archive; the caller has looked that the person may have it.
    package typealias Export =
        @Sendable (OperatorID, CustomerID, _ hand: nonisolated(nonsending) ([UInt8]) async throws -> Void) async throws
        -> Void

    package let export: Export

    package init(export: @escaping Export) {
        self.export = export
    }

    /// In a process that makes no documents.
    package static let unavailable = PrivacyServices { _, _, _ in
        throw HTTPError(.serviceUnavailable, "This process makes no documents.")
    }
}
