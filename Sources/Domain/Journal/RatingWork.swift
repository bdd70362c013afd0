import Postgres
import Values

/// Why the line of a session is computed.
package enum RatingReason: String, CaseIterable, Sendable {
    /// The session was completed.
    case sessionCompleted = "session_completed"
    /// Something about a completed session changed, such as a reading that came late.
    case sessionChanged = "session_changed"
    /// A price was recorded that may have been missing.
    case priceArrived = "price_arrived"
    /// A price was corrected.
    case priceCorrected = "price_corrected"
    /// A contract or a version of one was added.
    case contractChanged = "contract_changed"
    /// The site's time zone was changed, and with it days and months.
    case siteChanged = "site_changed"
    /// A person decided about a held session.
    case decision
}

extension RatingReason: PostgresValue {}

/// Keeps changes of prices and contracts apart from raters at work.
///
/// Without it a rater could miss a price that is being recorded while the recording misses the line the rater is
/// about to leave waiting, and the line would wait for good. Raters share the gate, a change has it alone.
struct RatingGate: Statement {
    static let sql = """
        SELECT CASE WHEN $1 THEN pg_advisory_xact_lock_shared(hashtext('laadboek.rating'))
            ELSE pg_advisory_xact_lock(hashtext('laadboek.rating')) END::text
        """
    static let sample = RatingGate(isShared: true)
    let isShared: Bool

    /// For a rater.
    static func enter() -> RatingGate { RatingGate(isShared: true) }

    /// For a change of what lines depend on.
    static func close() -> RatingGate { RatingGate(isShared: false) }

    func bind(to values: inout Bindings) { values.append(isShared) }
}

// A request that meets a row which a rater is just finishing must wait and then stand again, or it would be lost:
// hence `DO UPDATE`, which locks, and never `DO NOTHING`. Rows are taken in one order, so that two requests cannot
// wait for each other.

/// Has the lines of all sessions computed again that may rest on a zone's prices in some spans.
///
/// A price matters to a line that was computed with it, to one that waits for it, and to one whose other way of pricing
/// lacks it; so every line whose terms name the zone counts, whatever its state. A line beyond calculation has no terms.
struct RateSessionsPricedBy: Statement {
    static let sql = """
        WITH changed AS (
            SELECT range_agg(tstzrange(starts_at, ends_at)) AS spans, min(starts_at) AS first, max(ends_at) AS last,
                range_agg(tstzrange(starts_at, ends_at)) FILTER (WHERE is_correction) AS corrections
            FROM unnest($2::timestamptz[], $3::timestamptz[], $4::boolean[])
                AS given (starts_at, ends_at, is_correction)
        ), touched AS (
            SELECT sessions.operator_id, sessions.id,
                tstzrange(sessions.started_at, greatest(sessions.started_at, sessions.stopped_at), '[]') AS span
            FROM changed
            CROSS JOIN operators
            JOIN sessions ON sessions.operator_id = operators.id AND sessions.state = 'completed'
                AND sessions.started_at < changed.last AND sessions.stopped_at >= changed.first
            JOIN journal_heads
                ON journal_heads.operator_id = sessions.operator_id AND journal_heads.session_id = sessions.id
            JOIN priced_lines ON priced_lines.operator_id = journal_heads.operator_id
                AND priced_lines.id = journal_heads.line_id
            WHERE priced_lines.detail -> 'terms' ->> 'zone' = $1 OR priced_lines.detail ? 'too_large'
        )
        INSERT INTO rating_work (operator_id, session_id, reason)
        SELECT touched.operator_id, touched.id,
            CASE WHEN touched.span && changed.corrections THEN 'price_corrected' ELSE 'price_arrived' END
        FROM touched JOIN changed ON touched.span && changed.spans
        ORDER BY 1, 2
        ON CONFLICT ON CONSTRAINT rating_work_key DO UPDATE SET requested_at = clock_timestamp()
        """
    static let sample = RateSessionsPricedBy(zone: "NL", changes: PriceChanges([], known: ZonePrices()))
    let zone: String
    let changes: PriceChanges

    func bind(to values: inout Bindings) {
        let all = changes.added + changes.corrected
        values.append(zone)
        values.append(all.map(\.start))
        values.append(all.map(\.end))
        values.append(all.indices.map { $0 >= changes.added.count })
    }
}

/// Has the lines of a host's sessions from a day on computed again.
struct RateSessionsOfHost: Statement {
    static let sql = """
        INSERT INTO rating_work (operator_id, session_id, reason)
        SELECT operator_id, id, 'contract_changed' FROM sessions
        WHERE operator_id = $1 AND host_id = $2 AND state = 'completed' AND started_at >= $3
        ORDER BY 1, 2
        ON CONFLICT ON CONSTRAINT rating_work_key DO UPDATE SET requested_at = clock_timestamp()
        """
    static let sample = RateSessionsOfHost(operatorID: OperatorID(1), hostID: HostID(1), from: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let hostID: HostID
    let from: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(hostID)
        values.append(from)
    }
}

/// Has the lines of all sessions at a site computed again.
struct RateSessionsOfSite: Statement {
    static let sql = """
        INSERT INTO rating_work (operator_id, session_id, reason)
        SELECT operator_id, id, 'site_changed' FROM sessions
        WHERE operator_id = $1 AND site_id = $2 AND state = 'completed'
        ORDER BY 1, 2
        ON CONFLICT ON CONSTRAINT rating_work_key DO UPDATE SET requested_at = clock_timestamp()
        """
    static let sample = RateSessionsOfSite(operatorID: OperatorID(1), siteID: SiteID(1))
    let operatorID: OperatorID
    let siteID: SiteID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(siteID)
    }
}
