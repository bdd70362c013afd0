import Postgres
import Values

/// Zones by currency with their span, found by leaping from one to the next over the index rather than reading every
/// price.
struct ListPricedZones: Statement {
    static let sql = """
        WITH RECURSIVE series AS (
            (SELECT zone, currency FROM prices ORDER BY zone, currency LIMIT 1)
            UNION ALL
            SELECT next.zone, next.currency
            FROM series CROSS JOIN LATERAL (
                SELECT p.zone, p.currency FROM prices p
                WHERE (p.zone, p.currency) > (series.zone, series.currency)
                ORDER BY p.zone, p.currency LIMIT 1
            ) AS next
        )
        SELECT series.zone, first.starts_at, last.starts_at, series.currency
        FROM series
        CROSS JOIN LATERAL (
            SELECT p.starts_at FROM prices p WHERE p.zone = series.zone AND p.currency = series.currency
            ORDER BY p.starts_at LIMIT 1
        ) AS first
        CROSS JOIN LATERAL (
            SELECT p.starts_at FROM prices p WHERE p.zone = series.zone AND p.currency = series.currency
            ORDER BY p.starts_at DESC LIMIT 1
        ) AS last
        ORDER BY series.zone, series.currency
        """
    static let sample = ListPricedZones()

    static func decode(_ row: inout RowReader) throws -> PricedZone {
        PricedZone(zone: try row.next(), first: try row.next(), last: try row.next(), currency: try row.next())
    }
}
