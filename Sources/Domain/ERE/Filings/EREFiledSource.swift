/// Which lines of filings a statement over evidence takes: parameters $1, the operator, and $2.
protocol EREFiledSource: Sendable {
    /// The lines, as `l`.
    static var from: String { get }
    static var condition: String { get }
    /// What lines are ordered by.
    static var place: String { get }
}

/// The lines of a filing.
enum EREFilingSource: EREFiledSource {
    static let from = "FROM ere_filing_lines l"
    static let condition = "WHERE l.operator_id = $1 AND l.filing_id = $2"
    static let place = "l.position"
}

/// The lines that a verifier chose, with those of earlier filings that they took the place of, as far as the population goes.
enum ERESampleSource: EREFiledSource {
    static let from = """
        FROM ere_samples sq JOIN ere_sample_lines sp ON sp.operator_id = $1 AND sp.sample_id = sq.id
        JOIN ere_bookings sw ON sw.operator_id = $1 AND sw.id = sp.booking_id
        JOIN ere_bookings sv ON sv.operator_id = $1 AND sv.quarter = sw.quarter AND sv.ean = sw.ean AND sv.basis = sw.basis
        JOIN ere_filing_lines l ON l.operator_id = $1 AND l.booking_id = sv.id AND l.filing_id <= sq.filings_through
        """
    static let condition = "WHERE sq.operator_id = $1 AND sq.id = $2"
    static let place = "sp.position, sv.revision"
}
