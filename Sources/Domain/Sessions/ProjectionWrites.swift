import Postgres
import Values

/// Writes sessions as projected: new ones with the site and host their charge point has now, known ones changed.
///
/// `OFFSET 0` keeps the planner from joining in another order: a new database has no statistics, and every batch would
/// read all charge points of an operator for each session.
struct UpsertSessions: Statement {
    struct Row: Sendable {
        let chargePoint: ChargePointID
        let naturalKey: String
        let id: SessionID
    }

    static let sql = """
        INSERT INTO sessions (operator_id, charge_point_id, site_id, host_id, connector_id, natural_key,
            transaction_id, id_tag, state, started_at, stopped_at, meter_start_thousandths_wh,
            meter_stop_thousandths_wh, energy_thousandths_wh, last_register_thousandths_wh, last_sampled_at,
            reading_count, stop_reason, stop_id_tag, flags, is_held, revision, start_received_at, stop_received_at)
        SELECT given.operator_id, given.charge_point_id, place.site_id, place.host_id, given.connector_id,
            given.natural_key, given.transaction_id, given.id_tag, given.state, given.started_at, given.stopped_at,
            given.meter_start, given.meter_stop, given.energy, given.last_register, given.last_sampled_at,
            given.reading_count, given.stop_reason, given.stop_id_tag, given.flags, given.is_held, given.revision,
            given.start_received_at, given.stop_received_at
        FROM jsonb_to_recordset($1) AS given (operator_id bigint, charge_point_id bigint, connector_id integer,
            natural_key text, transaction_id bigint, id_tag text, state text, started_at timestamptz,
            stopped_at timestamptz, meter_start bigint, meter_stop bigint, energy bigint, last_register bigint,
            last_sampled_at timestamptz, reading_count integer, stop_reason text, stop_id_tag text, flags text[],
            is_held boolean, revision integer, start_received_at timestamptz, stop_received_at timestamptz)
        CROSS JOIN LATERAL (
            SELECT charge_points.site_id, (
                SELECT host_id FROM sites
                WHERE sites.operator_id = charge_points.operator_id AND sites.id = charge_points.site_id) AS host_id
            FROM charge_points
            WHERE charge_points.operator_id = given.operator_id AND charge_points.id = given.charge_point_id
            OFFSET 0
        ) AS place
        ORDER BY given.operator_id, given.charge_point_id, given.started_at
        ON CONFLICT ON CONSTRAINT sessions_natural_key_unique DO UPDATE SET
            connector_id = excluded.connector_id, transaction_id = excluded.transaction_id, id_tag = excluded.id_tag,
            start_received_at = excluded.start_received_at, state = excluded.state, started_at = excluded.started_at,
            stopped_at = excluded.stopped_at, meter_start_thousandths_wh = excluded.meter_start_thousandths_wh,
            meter_stop_thousandths_wh = excluded.meter_stop_thousandths_wh,
            energy_thousandths_wh = excluded.energy_thousandths_wh,
            last_register_thousandths_wh = excluded.last_register_thousandths_wh,
            last_sampled_at = excluded.last_sampled_at, reading_count = excluded.reading_count,
            stop_reason = excluded.stop_reason, stop_id_tag = excluded.stop_id_tag, flags = excluded.flags,
            is_held = excluded.is_held, revision = excluded.revision, stop_received_at = excluded.stop_received_at
        RETURNING charge_point_id, natural_key, id
        """
    static let sample = UpsertSessions(sessions: [])
    let sessions: [(operatorID: OperatorID, chargePoint: ChargePointID, record: SessionRecord)]

    func bind(to values: inout Bindings) {
        values.append(
            JSON.array(sessions.map { $0.record.json(operatorID: $0.operatorID, chargePoint: $0.chargePoint) })
        )
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(chargePoint: try row.next(), naturalKey: try row.next(), id: try row.next())
    }
}

extension SessionRecord {
    /// The record with the names ``UpsertSessions`` reads.
    func json(operatorID: OperatorID, chargePoint: ChargePointID) -> JSON {
        .object(
            [
                JSONMember(name: "operator_id", value: .integer(operatorID.rawValue)),
                JSONMember(name: "charge_point_id", value: .integer(chargePoint.rawValue)),
            ] + facts
        )
    }

    /// Everything a session is made of, by name; two sessions are the same when these are.
    var facts: [JSONMember] { identityFacts + meterFacts + stopFacts }

    private var identityFacts: [JSONMember] {
        [
            JSONMember(name: "connector_id", value: .integer(connectorID)),
            JSONMember(name: "natural_key", value: .string(naturalKey)),
            JSONMember(name: "transaction_id", value: .integer(transactionID)),
            JSONMember(name: "id_tag", value: .string(idTag)),
            JSONMember(name: "state", value: .string(state.rawValue)),
            JSONMember(name: "started_at", value: .string(startedAt.rfc3339)),
            JSONMember(name: "start_received_at", value: .string(startReceivedAt.rfc3339)),
            JSONMember(name: "flags", value: .array(sortedFlags.map { .string($0.rawValue) })),
            JSONMember(name: "is_held", value: .bool(isHeld)),
            JSONMember(name: "revision", value: .integer(revision)),
        ]
    }

    private var meterFacts: [JSONMember] {
        [
            JSONMember(name: "meter_start", value: SessionRecord.number(meterStart)),
            JSONMember(name: "meter_stop", value: SessionRecord.number(meterStop)),
            JSONMember(name: "energy", value: SessionRecord.number(energy)),
            JSONMember(name: "last_register", value: SessionRecord.number(lastRegister)),
            JSONMember(name: "last_sampled_at", value: .text(lastSampledAt?.rfc3339)),
            JSONMember(name: "reading_count", value: .integer(readingCount)),
        ]
    }

    private var stopFacts: [JSONMember] {
        [
            JSONMember(name: "stopped_at", value: .text(stoppedAt?.rfc3339)),
            JSONMember(name: "stop_reason", value: .string(stopReason)),
            JSONMember(name: "stop_id_tag", value: .string(stopIDTag)),
            JSONMember(name: "stop_received_at", value: .text(stopReceivedAt?.rfc3339)),
        ]
    }

    private static func number(_ energy: Energy?) -> JSON { energy.map { .integer($0.thousandthsWh) } ?? .null }
}

/// Keeps readings; one that is there already stays as it is.
struct InsertReadings: Statement {
    static let sql = """
        INSERT INTO meter_readings (operator_id, session_id, received_at, node_id, sequence, ordinal, sampled_at,
            register_thousandths_wh, context)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::bigint[],
            $7::timestamptz[], $8::bigint[], $9::text[])
        ON CONFLICT DO NOTHING
        """
    static let sample = InsertReadings(readings: [])
    let readings: [(operatorID: OperatorID, session: SessionID, reading: ProjectedReading)]

    func bind(to values: inout Bindings) {
        values.append(readings.map(\.operatorID.rawValue))
        values.append(readings.map(\.session.rawValue))
        values.append(readings.map(\.reading.reference.receivedAt))
        values.append(readings.map { Int64($0.reading.reference.nodeID) })
        values.append(readings.map(\.reading.reference.sequence))
        values.append(readings.map { Int64($0.reading.ordinal) })
        values.append(readings.map(\.reading.sampledAt))
        values.append(readings.map(\.reading.register.thousandthsWh))
        values.append(readings.map(\.reading.context))
    }
}

/// Keeps which frames began and ended sessions.
struct InsertSessionFrames: Statement {
    static let sql = """
        INSERT INTO session_frames (operator_id, session_id, part, received_at, node_id, sequence)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::timestamptz[], $5::bigint[], $6::bigint[])
        ON CONFLICT DO NOTHING
        """
    static let sample = InsertSessionFrames(frames: [])
    let frames: [(operatorID: OperatorID, session: SessionID, frame: ProjectedFrame)]

    func bind(to values: inout Bindings) {
        values.append(frames.map(\.operatorID.rawValue))
        values.append(frames.map(\.session.rawValue))
        values.append(frames.map(\.frame.part.rawValue))
        values.append(frames.map(\.frame.reference.receivedAt))
        values.append(frames.map { Int64($0.frame.reference.nodeID) })
        values.append(frames.map(\.frame.reference.sequence))
    }
}

/// Keeps faults of frames.
struct InsertFrameFaults: Statement {
    struct Fault: Sendable {
        let operatorID: OperatorID
        let chargePoint: ChargePointID
        let reference: FrameReference
        let fault: FrameFault
    }

    static let sql = """
        INSERT INTO frame_faults (operator_id, charge_point_id, received_at, node_id, sequence, code, reason)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::text[],
            $7::text[])
        ON CONFLICT DO NOTHING
        """
    static let sample = InsertFrameFaults(faults: [])
    let faults: [Fault]

    func bind(to values: inout Bindings) {
        values.append(faults.map(\.operatorID.rawValue))
        values.append(faults.map(\.chargePoint.rawValue))
        values.append(faults.map(\.reference.receivedAt))
        values.append(faults.map { Int64($0.reference.nodeID) })
        values.append(faults.map(\.reference.sequence))
        values.append(faults.map(\.fault.code.rawValue))
        values.append(faults.map(\.fault.reason))
    }
}

/// Keeps the projection's memory of charge points; what was projected by older rules keeps their version until it is
/// projected again.
struct UpsertProjectionStates: Statement {
    struct State: Sendable {
        let operatorID: OperatorID
        let chargePoint: ChargePointID
        let state: ProjectionState
    }

    static let sql = """
        INSERT INTO projection_states (operator_id, charge_point_id, state, version)
        SELECT given.operator_id, given.charge_point_id, given.state, $2
        FROM jsonb_to_recordset($1) AS given (operator_id bigint, charge_point_id bigint, state jsonb)
        ORDER BY 1, 2
        ON CONFLICT ON CONSTRAINT projection_states_key DO UPDATE SET state = excluded.state
        """
    static let sample = UpsertProjectionStates(states: [])
    let states: [State]

    func bind(to values: inout Bindings) {
        values.append(
            JSON.array(
                states.map { entry in
                    .dictionary([
                        "operator_id": .integer(entry.operatorID.rawValue),
                        "charge_point_id": .integer(entry.chargePoint.rawValue),
                        "state": entry.state.stored,
                    ])
                }
            )
        )
        values.append(SessionProjection.version)
    }
}

/// Has the lines of sessions computed.
struct RequestRating: Statement {
    static let sql = """
        INSERT INTO rating_work (operator_id, session_id, reason)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[])
        ORDER BY 1, 2
        ON CONFLICT ON CONSTRAINT rating_work_key DO UPDATE SET reason = excluded.reason, requested_at = clock_timestamp()
        """
    static let sample = RequestRating(sessions: [])
    let sessions: [(operatorID: OperatorID, session: SessionID, reason: RatingReason)]

    func bind(to values: inout Bindings) {
        values.append(sessions.map(\.operatorID.rawValue))
        values.append(sessions.map(\.session.rawValue))
        values.append(sessions.map(\.reason.rawValue))
    }
}
