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

/// Has the lines of all waiting sessions computed again.
struct RateWaitingSessions: Statement {
    static let sql = """
        INSERT INTO rating_work (operator_id, session_id, reason)
        SELECT operator_id, session_id, 'price_arrived' FROM journal_heads WHERE state = 'waiting'
        ORDER BY 1, 2
        ON CONFLICT ON CONSTRAINT rating_work_key DO UPDATE SET requested_at = clock_timestamp()
        """
    static let sample = RateWaitingSessions()
}

/// Has the lines of all sessions computed again that drew energy in a span.
struct RateSessionsDuring: Statement {
    static let sql = """
        INSERT INTO rating_work (operator_id, session_id, reason)
        SELECT operator_id, id, 'price_corrected' FROM sessions
        WHERE state = 'completed' AND started_at < $2 AND stopped_at >= $1
        ORDER BY 1, 2
        ON CONFLICT ON CONSTRAINT rating_work_key DO UPDATE SET requested_at = clock_timestamp()
        """
    static let sample = RateSessionsDuring(from: Timestamp(seconds: 0), until: Timestamp(seconds: 0))
    let from: Timestamp
    let until: Timestamp

    func bind(to values: inout Bindings) {
        values.append(from)
        values.append(until)
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
