import Postgres
import Values

/// Keeps projectors from work until the transaction ends, on whatever node.
struct StopProjectors: Statement {
    // Also a node that has no row yet must wait, so rows will not do.
    static let sql = "LOCK TABLE projection_cursors IN EXCLUSIVE MODE"
    static let sample = StopProjectors()
}

/// The next charge point of an operator whose frames were projected by older rules, or any that has sent frames.
struct NextToRebuild: Statement {
    static let sql = """
        SELECT charge_points.id FROM charge_points
        LEFT JOIN projection_states ON projection_states.operator_id = charge_points.operator_id
            AND projection_states.charge_point_id = charge_points.id
        WHERE charge_points.operator_id = $1 AND charge_points.id > $2
            AND (projection_states.version IS NULL OR projection_states.version < $3)
            AND EXISTS (SELECT FROM ocpp_frames
                WHERE ocpp_frames.operator_id = $1 AND ocpp_frames.charge_point_id = charge_points.id)
        ORDER BY charge_points.id LIMIT 1
        """
    static let sample = NextToRebuild(operatorID: OperatorID(1), after: ChargePointID(0), below: 1)
    let operatorID: OperatorID
    let after: ChargePointID
    let below: Int32

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(after)
        values.append(below)
    }

    static func decode(_ row: inout RowReader) throws -> ChargePointID { try row.next() }
}

/// The frames of a charge point that have been projected, in the order of ``FramesOfChargePoint``.
struct ProjectedFramesOfChargePoint: Statement {
    static let sql = """
        SELECT operator_id, charge_point_id, ocpp_frames.node_id, ocpp_frames.sequence, received_at, connection_id,
            is_outgoing, route, payload
        FROM ocpp_frames
        JOIN projection_cursors ON projection_cursors.node_id = ocpp_frames.node_id
            AND ocpp_frames.sequence <= projection_cursors.sequence
        WHERE operator_id = $1 AND charge_point_id = $2
        ORDER BY max(received_at) OVER (PARTITION BY ocpp_frames.node_id ORDER BY ocpp_frames.sequence),
            ocpp_frames.node_id, ocpp_frames.sequence
        """
    static let sample = ProjectedFramesOfChargePoint(operatorID: OperatorID(1), chargePoint: ChargePointID(1))
    let operatorID: OperatorID
    let chargePoint: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
    }

    static func decode(_ row: inout RowReader) throws -> StoredFrame { try StoredFrame(reading: &row) }
}

/// The ids of a charge point's sessions by their keys.
struct SessionIDsOfChargePoint: Statement {
    struct Row: Sendable {
        let naturalKey: String
        let id: SessionID
    }

    static let sql = "SELECT natural_key, id FROM sessions WHERE operator_id = $1 AND charge_point_id = $2"
    static let sample = SessionIDsOfChargePoint(operatorID: OperatorID(1), chargePoint: ChargePointID(1))
    let operatorID: OperatorID
    let chargePoint: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
    }

    static func decode(_ row: inout RowReader) throws -> Row { Row(naturalKey: try row.next(), id: try row.next()) }
}

/// Keeps the memory of a charge point that was projected again, and by which rules.
struct StoreRebuiltState: Statement {
    static let sql = """
        INSERT INTO projection_states (operator_id, charge_point_id, state, version) VALUES ($1, $2, $3, $4)
        ON CONFLICT ON CONSTRAINT projection_states_key DO UPDATE SET state = excluded.state, version = excluded.version
        """
    static let sample = StoreRebuiltState(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        state: ProjectionState()
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let state: ProjectionState

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(state.stored)
        values.append(SessionProjection.version)
    }
}

/// Keeps sessions of a charge point that the rules no longer give, as such: ended, and without energy.
///
/// Their times and registers stay as they were read, so that people see what it was.
struct RetireSessions: Statement {
    static let sql = """
        UPDATE sessions SET flags = array_append(flags, 'no_longer_given'), state = 'completed', is_held = false,
            stopped_at = coalesce(stopped_at, greatest(started_at, last_sampled_at)), energy_thousandths_wh = NULL,
            revision = revision + 1
        WHERE operator_id = $1 AND charge_point_id = $2 AND natural_key = ANY ($3)
        RETURNING id
        """
    static let sample = RetireSessions(operatorID: OperatorID(1), chargePoint: ChargePointID(1), keys: [])
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let keys: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(keys)
    }

    static func decode(_ row: inout RowReader) throws -> SessionID { try row.next() }
}

/// Leaves readings out by the rules of a version, or takes them in again.
struct MarkReadings: Statement {
    static let sql = """
        UPDATE meter_readings SET retired_by = $7
        FROM unnest($3::text[], $4::timestamptz[], $5::bigint[], $6::bigint[], $8::bigint[])
                AS given (natural_key, received_at, node_id, sequence, ordinal)
            JOIN sessions ON sessions.operator_id = $1 AND sessions.charge_point_id = $2
                AND sessions.natural_key = given.natural_key
        WHERE meter_readings.operator_id = $1 AND meter_readings.session_id = sessions.id
            AND meter_readings.received_at = given.received_at AND meter_readings.node_id = given.node_id
            AND meter_readings.sequence = given.sequence AND meter_readings.ordinal = given.ordinal
            AND meter_readings.retired_by IS DISTINCT FROM $7
        """
    static let sample = MarkReadings(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        readings: [],
        version: nil
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let readings: [ReadingsOfChargePoint.Row]
    let version: Int32?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(readings.map(\.naturalKey))
        values.append(readings.map(\.receivedAt))
        values.append(readings.map { Int64($0.nodeID) })
        values.append(readings.map(\.sequence))
        values.append(version)
        values.append(readings.map(\.ordinal))
    }
}
