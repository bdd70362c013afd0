import Postgres
import Values

extension EREScheme: PostgresValue {}
extension EREFactors.Basis: PostgresValue {}
extension EREFactors.Evidence: PostgresValue {}

/// The factors of a scheme in the order they were recorded.
struct FactorsOfScheme: Statement {
    static let sql = """
        SELECT delivery_year::bigint, basis, renewable_share, comparator_g_per_mj, mj_per_kwh, source, evidence
        FROM ere_factors WHERE scheme = $1 ORDER BY recorded_at, id
        """
    static let sample = FactorsOfScheme(scheme: .netherlands)
    let scheme: EREScheme

    func bind(to values: inout Bindings) { values.append(scheme) }

    static func decode(_ row: inout RowReader) throws -> EREFactors {
        EREFactors(
            year: try row.next(),
            basis: try row.next(),
            share: try row.next(),
            comparator: try row.next(),
            mjPerKWh: try row.next(),
            source: try row.next(),
            evidence: try row.next()
        )
    }
}

/// Adds factors.
struct InsertEREFactors: Statement {
    static let sql = """
        INSERT INTO ere_factors
            (scheme, delivery_year, basis, renewable_share, comparator_g_per_mj, mj_per_kwh, source, evidence,
                recorded_at)
        VALUES ($1, $2::bigint, $3, $4, $5, $6, $7, $8, $9)
        """
    static let sample = InsertEREFactors(
        factors: EREFactors(
            year: 2026,
            basis: .grid,
            share: .zero,
            comparator: .zero,
            mjPerKWh: .zero,
            source: "",
            evidence: .inferred
        ),
        at: Timestamp(seconds: 0)
    )
    let factors: EREFactors
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(factors.scheme)
        values.append(factors.year)
        values.append(factors.basis)
        values.append(factors.share)
        values.append(factors.comparator)
        values.append(factors.mjPerKWh)
        values.append(factors.source)
        values.append(factors.evidence)
        values.append(at)
    }
}
