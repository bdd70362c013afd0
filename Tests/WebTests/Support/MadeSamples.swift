import Postgres
import Values

/// A request of a verifier that chose nothing, as a row.
struct NewSample: Statement {
    static let sql = """
        INSERT INTO ere_samples (operator_id, delivery_year, rule, size, named, note, filings_through, population_lines,
            population_sha256, requested_by, requested_by_name, requested_at)
        VALUES ($1, 2026, 'largest', 1, '', '', $2, 1, sha256('x'), $3, 'N', now()) RETURNING id
        """
    static let sample = NewSample(operatorID: OperatorID(1), filing: EREFilingID(1), by: UserID(1))
    let operatorID: OperatorID
    let filing: EREFilingID
    let by: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(filing)
        values.append(by)
    }
    static func decode(_ row: inout RowReader) throws -> ERESampleID { try row.next() }
}
