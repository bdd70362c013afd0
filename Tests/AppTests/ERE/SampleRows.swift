import Postgres

/// A sample of each operator's filings, with its answer.
struct FillSamples: Statement {
    static let sql = """
        WITH sample AS (
            INSERT INTO ere_samples (operator_id, delivery_year, rule, size, named, note, filings_through, population_lines,
                population_sha256, requested_by, requested_by_name, requested_at)
            SELECT f.operator_id, 2026, 'largest', 1, '', '', f.id, 1, sha256('x'), u.id, 'N', now()
            FROM (SELECT operator_id, max(id) AS id FROM ere_filings GROUP BY operator_id) f
            JOIN (SELECT operator_id, min(id) AS id FROM users GROUP BY operator_id) u USING (operator_id)
            RETURNING operator_id, id
        ), line AS (
            INSERT INTO ere_sample_lines (operator_id, sample_id, position, booking_id)
            SELECT s.operator_id, s.id, 1, l.booking_id FROM sample s
            JOIN (SELECT operator_id, min(booking_id) AS booking_id FROM ere_filing_lines GROUP BY operator_id) l
                USING (operator_id) RETURNING 1
        )
        INSERT INTO ere_sample_answers (operator_id, sample_id, size_bytes, sha256, made_at)
        SELECT operator_id, id, 1, sha256('x'), now() FROM sample
        """
    static let sample = FillSamples()
}
