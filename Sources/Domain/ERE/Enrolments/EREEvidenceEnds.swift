package import Values

/// Until when evidence of meters holds, where the paper says so.
///
/// Most evidence names no end: a photo of marks does not, and whether a meter may be used on when the certificate of its type
/// has ended is not for us to say. So nothing is assumed: without a day nothing ends.
package enum EREEvidenceEnds {
    /// Days that papers may name.
    package static let range = day(2000)...day(2101).adding(days: -1)

    /// Only evidence of a meter ends.
    package static func ends(_ kind: EREEvidenceKind) -> Bool { kind == .meter || kind == .certificate }

    static func known(_ day: LocalDate?, of kind: EREEvidenceKind) -> LocalDate? { ends(kind) ? day : nil }

    /// SQL for the day after which the first of an enrolment's chargers is without evidence.
    ///
    /// Of each charger the latest known day counts; one without any, or behind an exclusive connection, has none. Parameter $1 is
    /// the operator.
    static func until(enrolment: String, construct: String) -> String { sql.0 + enrolment + sql.1 + construct + sql.2 }

    private static let sql = (
        """
        (SELECT min(g.until) FROM (
            SELECT max(z.valid_until) AS until FROM ere_evidence y
            JOIN ere_chargers x ON x.operator_id = $1 AND x.id = y.charger_id AND x.removed_at IS NULL
            JOIN LATERAL (SELECT q.verdict, q.valid_until FROM ere_evidence_reviews q
                WHERE q.operator_id = $1 AND q.evidence_id = y.id ORDER BY q.id DESC LIMIT 1) z ON true
            WHERE y.operator_id = $1 AND y.enrolment_id = 
        """,
        " AND y.kind IN ('meter', 'certificate') AND z.verdict = 'accepted' AND z.valid_until IS NOT NULL AND ",
        " <> 'exclusive' GROUP BY y.charger_id) g)"
    )

    private static func day(_ year: Int) -> LocalDate {
        // Every year has it.
        LocalDate(year: year, month: 1, day: 1) ?? LocalDate(daysSinceEpoch: 0)
    }
}
