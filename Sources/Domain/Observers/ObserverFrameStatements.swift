import Postgres
import Values

/// What an observer is told from, and how far it was.
struct ObserverReading: Sendable {
    static let sample = ObserverReading(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        since: Timestamp(seconds: 0),
        places: []
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let since: Timestamp
    /// The last frame of each node that is dealt with.
    let places: [FrameReference]

    /// The parameters 1 to 6 of the statements below.
    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(since)
        values.append(places.map { Int64($0.nodeID) })
        values.append(places.map(\.sequence))
        // Nothing that is stored in time comes much before what is dealt with; what is stored late leaves a mark.
        values.append(places.map(\.receivedAt).max()?.adding(seconds: -ObserverFeeds.slackSeconds))
    }

    /// From when on there may be frames that are not dealt with: a clock that ran ahead must not hide them, and as long as
    /// none is dealt with, all are not.
    static let bound = """
        CASE WHEN $6::timestamptz IS NULL THEN $3
            ELSE greatest($3, least($6, now() - interval '\(ObserverFeeds.slackSeconds) seconds')) END
        """
    /// Frames that are not dealt with, of `f` and `told`.
    static let isNew = "f.sequence > coalesce(told.sequence, -1)"
    static let told = """
        told AS (
            SELECT t.node_id, t.sequence FROM unnest($4::bigint[], $5::bigint[]) AS t (node_id, sequence))
        """
}

/// The next frames to deal with, in the order in which sessions are made of them: by number within a node, whose clock
/// may have been put back, and over nodes by the time of receipt.
struct FramesToObserve: Statement {
    static let sql = """
        WITH \(ObserverReading.told), next AS (
            SELECT f.node_id, f.sequence, f.received_at,
                max(f.received_at) OVER (PARTITION BY f.node_id ORDER BY f.sequence) AS heard_at
            FROM ocpp_frames f LEFT JOIN told ON told.node_id = f.node_id
            WHERE f.operator_id = $1 AND f.charge_point_id = $2 AND f.route <> 3 AND \(ObserverReading.isNew)
                AND f.received_at >= greatest($3, least(\(ObserverReading.bound), $7::timestamptz))
            ORDER BY heard_at, f.node_id, f.sequence
            LIMIT $8)
        SELECT f.operator_id, f.charge_point_id, f.node_id, f.sequence, f.received_at, f.connection_id, f.is_outgoing,
            f.route, f.payload
        FROM next
        JOIN ocpp_frames f ON f.operator_id = $1 AND f.charge_point_id = $2 AND f.received_at = next.received_at
            AND f.node_id = next.node_id AND f.sequence = next.sequence
        ORDER BY next.heard_at, next.node_id, next.sequence
        """
    static let sample = FramesToObserve(reading: .sample, lookBackTo: nil, limit: 1)
    let reading: ObserverReading
    let lookBackTo: Timestamp?
    let limit: Int

    func bind(to values: inout Bindings) {
        reading.bind(to: &values)
        values.append(lookBackTo)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> StoredFrame { try StoredFrame(reading: &row) }
}

/// The last frames that are dealt with, newest first: what comes next may answer or repeat them.
struct FramesObserved: Statement {
    static let sql = """
        WITH \(ObserverReading.told)
        SELECT f.operator_id, f.charge_point_id, f.node_id, f.sequence, f.received_at, f.connection_id, f.is_outgoing,
            f.route, f.payload
        FROM ocpp_frames f JOIN told ON told.node_id = f.node_id
        WHERE f.operator_id = $1 AND f.charge_point_id = $2 AND f.route <> 3 AND f.sequence <= told.sequence
            AND f.received_at >= \(ObserverReading.bound)
        ORDER BY f.received_at DESC, f.node_id DESC, f.sequence DESC
        LIMIT $7
        """
    static let sample = FramesObserved(reading: .sample, limit: 1)
    let reading: ObserverReading
    let limit: Int

    func bind(to values: inout Bindings) {
        reading.bind(to: &values)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> StoredFrame { try StoredFrame(reading: &row) }
}

/// How many calls of the charge point are not dealt with, up to a limit.
struct CountFramesToObserve: Statement {
    static let sql = """
        WITH \(ObserverReading.told)
        SELECT count(*) FROM (
            SELECT 1 FROM ocpp_frames f LEFT JOIN told ON told.node_id = f.node_id
            WHERE f.operator_id = $1 AND f.charge_point_id = $2 AND f.route <> 3 AND NOT f.is_outgoing
                AND \(ObserverReading.isNew) AND substring(f.payload FROM 1 FOR 2) = '[2'::bytea
                AND f.received_at >= \(ObserverReading.bound)
            LIMIT $7) AS counted
        """
    static let sample = CountFramesToObserve(reading: .sample, limit: 1)
    let reading: ObserverReading
    let limit: Int

    func bind(to values: inout Bindings) {
        reading.bind(to: &values)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// The next calls of a charge point behind a place, by the time of receipt.
struct CallsBehind: Statement {
    static let sql = """
        SELECT f.operator_id, f.charge_point_id, f.node_id, f.sequence, f.received_at, f.connection_id, f.is_outgoing,
            f.route, f.payload
        FROM ocpp_frames f
        WHERE f.operator_id = $1 AND f.charge_point_id = $2 AND NOT f.is_outgoing AND f.route <> 3
            AND f.received_at >= $3 AND (f.received_at, f.node_id, f.sequence) > ($3, $4, $5)
        ORDER BY f.received_at, f.node_id, f.sequence
        LIMIT $6
        """
    static let sample = CallsBehind(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        place: FrameReference(nodeID: 1, sequence: 1, receivedAt: Timestamp(seconds: 0)),
        limit: 1
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let place: FrameReference
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(place.receivedAt)
        values.append(place.nodeID)
        values.append(place.sequence)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> StoredFrame { try StoredFrame(reading: &row) }
}

/// The latest calls of an action, newest first; the action stands near the beginning of a message.
struct LatestCalls: Statement {
    static let sql = """
        SELECT f.operator_id, f.charge_point_id, f.node_id, f.sequence, f.received_at, f.connection_id, f.is_outgoing,
            f.route, f.payload
        FROM ocpp_frames f
        WHERE f.operator_id = $1 AND f.charge_point_id = $2 AND NOT f.is_outgoing AND f.route <> 3
            AND f.received_at >= $3 AND f.received_at < $4
            AND position(convert_to('"' || $5 || '"', 'UTF8') IN substring(f.payload FROM 1 FOR 200)) > 0
        ORDER BY f.received_at DESC, f.node_id DESC, f.sequence DESC
        LIMIT $6
        """
    static let sample = LatestCalls(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        since: Timestamp(seconds: 0),
        before: Timestamp(seconds: 0),
        action: "",
        limit: 1
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let since: Timestamp
    let before: Timestamp
    let action: String
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(since)
        values.append(before)
        values.append(action)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> StoredFrame { try StoredFrame(reading: &row) }
}

/// Marks that frames of charge points with observers came late; the earliest of each charge point.
struct InsertLookbacks: Statement {
    static let sql = """
        INSERT INTO observer_lookbacks (operator_id, observer_id, received_at)
        SELECT o.operator_id, o.id, late.received_at
        FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[]) AS late (operator_id, charge_point_id, received_at)
        JOIN charge_point_observers o ON o.operator_id = late.operator_id AND o.charge_point_id = late.charge_point_id
        WHERE o.until_at IS NULL AND late.received_at < clock_timestamp() - make_interval(secs => $4::bigint)
        """
    static let sample = InsertLookbacks(frames: [], lateAfter: 1)
    let frames: [StoredFrame]
    let lateAfter: Int64

    func bind(to values: inout Bindings) {
        values.append(frames.map(\.operatorID.rawValue))
        values.append(frames.map(\.chargePointID.rawValue))
        values.append(frames.map(\.reference.receivedAt))
        values.append(lateAfter)
    }
}

/// From when on must be looked again, and the last mark that says so; nothing without marks.
struct FirstLookback: Statement {
    static let sql = """
        SELECT min(received_at), max(id) FROM observer_lookbacks
        WHERE operator_id = $1 AND observer_id = $2
        HAVING count(*) > 0
        """
    static let sample = FirstLookback(operatorID: OperatorID(1), id: ObserverID(1))
    let operatorID: OperatorID
    let id: ObserverID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }

    static func decode(_ row: inout RowReader) throws -> (receivedAt: Timestamp, last: Int64) {
        (receivedAt: try row.next(), last: try row.next())
    }
}

/// Drops marks whose frames are dealt with.
struct DeleteLookbacks: Statement {
    static let sql = "DELETE FROM observer_lookbacks WHERE operator_id = $1 AND observer_id = $2 AND id <= $3"
    static let sample = DeleteLookbacks(operatorID: OperatorID(1), id: ObserverID(1), last: 1)
    let operatorID: OperatorID
    let id: ObserverID
    let last: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(last)
    }
}
