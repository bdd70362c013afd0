/// A file of a quarter's reconciliation.
package enum EREReconciliationFile: String, CaseIterable, Hashable, Sendable {
    /// All of it, as PDF.
    case report
    /// The steps from meter to bank, as CSV.
    case steps
    /// Every connection, as CSV.
    case connections
    /// Every correction, as CSV.
    case corrections

    /// Its name, such as `reconciliation-2026-Q3-connections.csv`.
    package func name(_ quarter: EREQuarter) -> String {
        self == .report ? "reconciliation-\(quarter).pdf" : "reconciliation-\(quarter)-\(rawValue).csv"
    }

    package var mediaType: String { self == .report ? "application/pdf" : "text/csv; charset=utf-8" }
}
