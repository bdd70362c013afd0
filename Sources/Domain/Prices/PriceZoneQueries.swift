import Postgres
import Values

/// Zones with their span, found by leaping from zone to zone over the index rather than reading every price.
struct ListPricedZones: Statement {
    static let sql = """
        WITH RECURSIVE zones AS (
            (SELECT zone FROM prices ORDER BY zone LIMIT 1)
            UNION ALL
            SELECT (SELECT p.zone FROM prices p WHERE p.zone > zones.zone ORDER BY p.zone LIMIT 1)
            FROM zones WHERE zones.zone IS NOT NULL
        )
        SELECT zones.zone, first.starts_at, last.starts_at, last.currency
        FROM zones
        CROSS JOIN LATERAL (
            SELECT p.starts_at FROM prices p WHERE p.zone = zones.zone ORDER BY p.starts_at LIMIT 1
        ) AS first
        CROSS JOIN LATERAL (
            SELECT p.starts_at, p.currency FROM prices p WHERE p.zone = zones.zone ORDER BY p.starts_at DESC LIMIT 1
        ) AS last
        ORDER BY zones.zone
        """
    static let sample = ListPricedZones()

    static func decode(_ row: inout RowReader) throws -> PricedZone {
        PricedZone(zone: try row.next(), first: try row.next(), last: try row.next(), currency: try row.next())
    }
}
