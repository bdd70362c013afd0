import Postgres
import Values

extension SessionRecord.State: PostgresValue {}

/// How far a node's frames have been projected; the row is locked, so that one projector works on a node.
struct LockCursor: Statement {
    static let sql = """
        INSERT INTO projection_cursors (node_id, sequence) VALUES ($1, -1)
        ON CONFLICT (node_id) DO UPDATE SET sequence = projection_cursors.sequence
        RETURNING sequence
        """
    static let sample = LockCursor(node: 1)
    let node: Int32

    func bind(to values: inout Bindings) { values.append(node) }

    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}

/// Notes how far a node's frames have been projected.
struct AdvanceCursor: Statement {
    static let sql = "UPDATE projection_cursors SET sequence = $2 WHERE node_id = $1 AND sequence < $2"
    static let sample = AdvanceCursor(node: 1, sequence: 0)
    let node: Int32
    let sequence: Int64

    func bind(to values: inout Bindings) {
        values.append(node)
        values.append(sequence)
    }
}

/// Nodes whose frames have been stored.
struct FrameNodes: Statement {
    static let sql = "SELECT id FROM ocpp_nodes ORDER BY id"
    static let sample = FrameNodes()

    static func decode(_ row: inout RowReader) throws -> Int32 { try row.next() }
}

/// The next frames of a node in order.
struct FramesAfter: Statement {
    static let sql = """
        SELECT operator_id, charge_point_id, node_id, sequence, received_at, connection_id, is_outgoing, route, payload
        FROM ocpp_frames
        WHERE node_id = $1 AND sequence > $2
        ORDER BY node_id, sequence
        LIMIT $3
        """
    static let sample = FramesAfter(node: 1, sequence: 0, limit: 1)
    let node: Int32
    let sequence: Int64
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(node)
        values.append(sequence)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> StoredFrame { try StoredFrame(reading: &row) }
}

extension StoredFrame {
    /// Reads operator, charge point, node, sequence, time, connection, direction and payload.
    init(reading row: inout RowReader) throws {
        self.init(
            operatorID: try row.next(),
            chargePointID: try row.next(),
            reference: FrameReference(
                nodeID: try row.next(),
                sequence: try row.next(),
                receivedAt: try row.next()
            ),
            connectionID: try row.next(),
            isOutgoing: try row.next(),
            passage: StoredFrame.Passage(rawValue: try row.next(Int16.self)) ?? .direct,
            payload: try row.next()
        )
    }
}

/// The projection's memory of charge points.
struct ProjectionStates: Statement {
    struct Row: Sendable {
        let chargePoint: ChargePointID
        let state: ProjectionState
    }

    static let sql = """
        SELECT charge_point_id, state FROM projection_states
        WHERE operator_id = ANY ($1) AND charge_point_id = ANY ($2)
        """
    static let sample = ProjectionStates(operators: [], chargePoints: [])
    let operators: [OperatorID]
    let chargePoints: [ChargePointID]

    func bind(to values: inout Bindings) {
        values.append(operators.map(\.rawValue))
        values.append(chargePoints.map(\.rawValue))
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(chargePoint: try row.next(), state: ProjectionState(stored: try row.next()))
    }
}

/// Sessions by charge point and key, locked in one order against people who end them meanwhile.
///
/// The lock lets others name the sessions: a journal line that is written meanwhile holds them by its foreign key, and
/// would wait for the projection that waits for it.
struct SessionsByKey: Statement {
    struct Row: Sendable {
        let chargePoint: ChargePointID
        let record: SessionRecord
    }

    static let sql = """
        SELECT charge_point_id, \(SessionRecord.columns)
        FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS wanted (operator_id, charge_point_id, natural_key)
        JOIN sessions USING (operator_id, charge_point_id, natural_key)
        ORDER BY sessions.operator_id, sessions.id
        FOR NO KEY UPDATE OF sessions
        """
    static let sample = SessionsByKey(operators: [], chargePoints: [], keys: [])
    let operators: [Int64]
    let chargePoints: [Int64]
    let keys: [String]

    func bind(to values: inout Bindings) {
        values.append(operators)
        values.append(chargePoints)
        values.append(keys)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(chargePoint: try row.next(), record: try SessionRecord(reading: &row))
    }
}

extension SessionRecord {
    /// What ``init(reading:)`` reads, in its order.
    static let columns = """
        natural_key, connector_id::bigint, transaction_id, id_tag, state, started_at, stopped_at, \
        meter_start_thousandths_wh, meter_stop_thousandths_wh, last_register_thousandths_wh, last_sampled_at, \
        reading_count::bigint, stop_reason, stop_id_tag, array_to_string(flags, ','), revision::bigint, \
        start_received_at, stop_received_at
        """

    /// Reads ``columns``.
    init(reading row: inout RowReader) throws {
        self.init(
            naturalKey: try row.next(),
            connectorID: try row.next(),
            transactionID: try row.next(),
            idTag: try row.next(),
            state: try row.next(),
            startedAt: try row.next(),
            stoppedAt: try row.next(),
            meterStart: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            meterStop: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            lastRegister: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            lastSampledAt: try row.next(),
            readingCount: Int(try row.next(Int64.self)),
            stopReason: try row.next(),
            stopIDTag: try row.next(),
            flags: SessionFlag.set(from: try row.next()),
            revision: Int(try row.next(Int64.self)),
            startReceivedAt: try row.next(),
            stopReceivedAt: try row.next()
        )
    }
}

extension SessionFlag {
    /// Reads names parted by commas; names no longer known are left out.
    static func set(from text: String) -> Set<SessionFlag> {
        Set(text.split(separator: ",").compactMap { SessionFlag(rawValue: String($0)) })
    }
}
