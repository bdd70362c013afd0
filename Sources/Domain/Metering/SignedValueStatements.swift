import Postgres
import Values

/// A frame to be searched.
struct SearchedFrame: Hashable, Sendable {
    let reference: FrameReference
    let payload: [UInt8]

    init(_ row: inout RowReader) throws {
        reference = FrameReference(nodeID: try row.next(), sequence: try row.next(), receivedAt: try row.next())
        payload = try row.next()
    }
}

/// Where and when a session was; a host's user gets its own host's only.
struct FindMeteredSession: Statement {
    static let sql = """
        SELECT charge_point_id, connector_id::bigint, transaction_id, start_received_at, stop_received_at
        FROM sessions WHERE operator_id = $1 AND id = $2 AND ($3::bigint IS NULL OR host_id = $3)
        """
    static let sample = FindMeteredSession(operatorID: OperatorID(1), id: SessionID(1), hostID: nil)
    let operatorID: OperatorID
    let id: SessionID
    let hostID: HostID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(hostID)
    }

    static func decode(_ row: inout RowReader) throws -> MeteredSession {
        MeteredSession(
            chargePoint: try row.next(),
            connector: try row.next(),
            transactionID: try row.next(),
            from: try row.next(),
            until: try row.next()
        )
    }
}

/// Frames of a time that hold `SignedData`, `signedMeter` or `OCMF`.
struct FramesWithSignedValues: Statement {
    static let sql = """
        SELECT node_id, sequence, received_at, payload FROM ocpp_frames
        WHERE operator_id = $1 AND charge_point_id = $2 AND received_at >= $3
            AND ($4::timestamptz IS NULL OR received_at < $4) AND NOT is_outgoing AND route <> 3
            AND (position('\\x5369676e656444617461'::bytea IN payload) > 0
                OR position('\\x7369676e65644d65746572'::bytea IN payload) > 0
                OR position('\\x4f434d46'::bytea IN payload) > 0)
        ORDER BY received_at, node_id, sequence
        LIMIT $5
        """
    static let sample = FramesWithSignedValues(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        from: Timestamp(seconds: 0),
        until: nil,
        limit: 1
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let from: Timestamp
    let until: Timestamp?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(from)
        values.append(until)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> SearchedFrame { try SearchedFrame(&row) }
}

/// The newest frame with a signed value among the latest ones.
struct LatestSignedFrame: Statement {
    static let sql = """
        SELECT node_id, sequence, received_at, payload FROM (
            SELECT node_id, sequence, received_at, payload FROM ocpp_frames
            WHERE operator_id = $1 AND charge_point_id = $2 AND NOT is_outgoing AND route <> 3
            ORDER BY received_at DESC, node_id DESC, sequence DESC
            LIMIT $3
        ) AS latest
        WHERE position('\\x5369676e656444617461'::bytea IN payload) > 0
            OR position('\\x7369676e65644d65746572'::bytea IN payload) > 0
            OR position('\\x4f434d46'::bytea IN payload) > 0
        ORDER BY received_at DESC, node_id DESC, sequence DESC
        LIMIT 1
        """
    static let sample = LatestSignedFrame(operatorID: OperatorID(1), chargePoint: ChargePointID(1), within: 1)
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let within: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(within)
    }

    static func decode(_ row: inout RowReader) throws -> SearchedFrame { try SearchedFrame(&row) }
}

/// The key of a charge point's meter.
struct FindMeterKey: Statement {
    static let sql = "SELECT key_text FROM meter_public_keys WHERE operator_id = $1 AND charge_point_id = $2"
    static let sample = FindMeterKey(operatorID: OperatorID(1), chargePoint: ChargePointID(1))
    let operatorID: OperatorID
    let chargePoint: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
    }

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

/// Enters or replaces the key of a charge point's meter.
struct UpsertMeterKey: Statement {
    static let sql = """
        INSERT INTO meter_public_keys (operator_id, charge_point_id, key_text, entered_by) VALUES ($1, $2, $3, $4)
        ON CONFLICT ON CONSTRAINT meter_public_keys_key DO UPDATE
        SET key_text = excluded.key_text, entered_by = excluded.entered_by, entered_at = now()
        """
    static let sample = UpsertMeterKey(operatorID: OperatorID(1), chargePoint: ChargePointID(1), text: "", userID: nil)
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let text: String
    let userID: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(text)
        values.append(userID)
    }
}

/// Forgets the key of a charge point's meter.
struct DeleteMeterKey: Statement {
    static let sql = "DELETE FROM meter_public_keys WHERE operator_id = $1 AND charge_point_id = $2"
    static let sample = DeleteMeterKey(operatorID: OperatorID(1), chargePoint: ChargePointID(1))
    let operatorID: OperatorID
    let chargePoint: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
    }
}
