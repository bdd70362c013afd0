package import Postgres
package import Values

/// What is there to be verified of one partner in a calendar year.
package struct EREPopulationRow: Hashable, Sendable {
    package let partner: OperatorID
    package let name: String
    /// Mandates that hold in the year, whatever became of their evidence.
    package let mandates: Int
    /// Those of them that count.
    package let active: Int
    package let chargers: Int
    /// Files handed in for them, by what was said of them last.
    package let accepted: Int
    package let refused: Int
    package let unseen: Int
}

/// Mandates and evidence over all partners.
package enum EREPopulation {
    /// The partners by name with what is there of a calendar year; the scope goes across partners.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func ofYear(_ scope: Scope, _ year: Int, in tx: Transaction) async throws -> [EREPopulationRow] {
        try scope.require(.platformAdmin, .platformFinance, .verifier)
        try scope.requireAcrossPartners()
        return try await tx.all(ListEREPopulation(year: year))
    }
}

/// What is there to be verified, by partner.
struct ListEREPopulation: Statement {
    static let sql = """
        SELECT p.operator_id, o.name, count(h.id), count(h.id) FILTER (WHERE h.state = 'active'),
            coalesce(sum(h.chargers), 0)::bigint, coalesce(sum(h.accepted), 0)::bigint,
            coalesce(sum(h.refused), 0)::bigint, coalesce(sum(h.unseen), 0)::bigint
        FROM partners p JOIN operators o ON o.id = p.operator_id
        LEFT JOIN LATERAL (
            SELECT e.id, e.state,
                (SELECT count(*) FROM ere_chargers c
                    WHERE c.operator_id = p.operator_id AND c.enrolment_id = e.id AND c.removed_at IS NULL) AS chargers,
                v.accepted, v.refused, v.unseen
            FROM ere_mandates m
            JOIN ere_enrolments e ON e.operator_id = m.operator_id AND e.id = m.enrolment_id
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE w.verdict = 'accepted') AS accepted,
                    count(*) FILTER (WHERE w.verdict = 'refused') AS refused,
                    count(*) FILTER (WHERE w.verdict IS NULL) AS unseen
                FROM ere_evidence f LEFT JOIN LATERAL (
                    SELECT r.verdict FROM ere_evidence_reviews r
                    WHERE r.operator_id = f.operator_id AND r.evidence_id = f.id ORDER BY r.id DESC LIMIT 1) w ON true
                WHERE f.operator_id = p.operator_id AND f.enrolment_id = e.id
            ) v
            WHERE m.operator_id = p.operator_id AND e.state <> 'ended'
                AND $1::bigint BETWEEN m.first_year AND least(coalesce(e.ends_after, m.last_year), m.last_year)
        ) h ON true
        GROUP BY p.operator_id, o.name ORDER BY lower(o.name), p.operator_id
        """
    static let sample = ListEREPopulation(year: 2026)
    let year: Int

    func bind(to values: inout Bindings) { values.append(year) }
    static func decode(_ row: inout RowReader) throws -> EREPopulationRow {
        EREPopulationRow(
            partner: try row.next(),
            name: try row.next(),
            mandates: try row.next(),
            active: try row.next(),
            chargers: try row.next(),
            accepted: try row.next(),
            refused: try row.next(),
            unseen: try row.next()
        )
    }
}
