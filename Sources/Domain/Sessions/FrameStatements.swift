import Postgres
import Values

/// A frame as COPY writes it.
struct FrameRow: CopyRow {
    static let target = CopyTarget(
        table: "ocpp_frames",
        columns: [
            "operator_id", "charge_point_id", "received_at", "node_id", "sequence", "connection_id", "is_outgoing",
            "payload", "route",
        ]
    )
    static let sample = FrameRow(
        frame: StoredFrame(
            operatorID: OperatorID(1),
            chargePointID: ChargePointID(1),
            reference: FrameReference(nodeID: 1, sequence: 1, receivedAt: Timestamp(seconds: 0)),
            connectionID: 1,
            isOutgoing: false,
            payload: []
        )
    )
    let frame: StoredFrame

    func bind(to values: inout Bindings) {
        values.append(frame.operatorID)
        values.append(frame.chargePointID)
        values.append(frame.reference.receivedAt)
        values.append(frame.reference.nodeID)
        values.append(frame.reference.sequence)
        values.append(frame.connectionID)
        values.append(frame.isOutgoing)
        values.append(frame.payload)
        values.append(frame.passage.rawValue)
    }
}

/// Makes the partitions for a month and the one after.
struct EnsurePartitions: Statement {
    static let sql = "SELECT ensure_partitions($1)::text"
    static let sample = EnsurePartitions(moment: Timestamp(seconds: 0))
    let moment: Timestamp

    func bind(to values: inout Bindings) { values.append(moment) }
}

/// The highest number stored of a node.
struct StoredSequence: Statement {
    static let spansTenants: String? = "a node numbers the frames of all operators"
    static let sql = "SELECT coalesce(max(sequence), -1) FROM ocpp_frames WHERE node_id = $1"
    static let sample = StoredSequence(node: 1)
    let node: Int32

    func bind(to values: inout Bindings) { values.append(node) }

    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}

/// Makes a node.
struct InsertNode: Statement {
    static let sql = """
        INSERT INTO ocpp_nodes (name) VALUES ($1) ON CONFLICT ON CONSTRAINT ocpp_nodes_name_unique DO NOTHING
        """
    static let sample = InsertNode(name: "")
    let name: String

    func bind(to values: inout Bindings) { values.append(name) }
}

/// The id of a node.
struct NodeByName: Statement {
    static let sql = "SELECT id FROM ocpp_nodes WHERE name = $1"
    static let sample = NodeByName(name: "")
    let name: String

    func bind(to values: inout Bindings) { values.append(name) }

    static func decode(_ row: inout RowReader) throws -> Int32 { try row.next() }
}

/// The next block of transaction ids.
struct NextTransactionBlock: Statement {
    static let sql = "SELECT nextval('ocpp_transaction_blocks')"
    static let sample = NextTransactionBlock()

    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}

/// The latest starts whose numbers are ours, newest first: those that went through to a back-office bear its numbers.
struct RecentStarts: Statement {
    static let sql = """
        SELECT charge_point_id, connector_id::bigint, id_tag, meter_start_thousandths_wh, started_at, transaction_id,
            state = 'completed'
        FROM sessions s
        WHERE natural_key LIKE 'T:%' AND NOT EXISTS (
            SELECT FROM charge_point_relays r
            WHERE r.operator_id = s.operator_id AND r.charge_point_id = s.charge_point_id
                AND s.start_received_at >= r.since_at AND (r.until_at IS NULL OR s.start_received_at < r.until_at))
        ORDER BY id DESC
        LIMIT $1
        """
    static let sample = RecentStarts(limit: 1)
    let limit: Int

    func bind(to values: inout Bindings) { values.append(limit) }

    static func decode(_ row: inout RowReader) throws -> AnsweredStart {
        AnsweredStart(
            chargePointID: try row.next(),
            connectorID: try row.next(),
            idTag: try row.next(),
            meterStart: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            startedAt: try row.next(),
            transactionID: try row.next(),
            isStopped: try row.next()
        )
    }
}

/// All frames of a charge point in the order in which the projection takes them: by number within a node, whose clock
/// may have been put back, and over nodes by the time of receipt.
struct FramesOfChargePoint: Statement {
    static let sql = """
        SELECT operator_id, charge_point_id, node_id, sequence, received_at, connection_id, is_outgoing, route, payload
        FROM ocpp_frames
        WHERE operator_id = $1 AND charge_point_id = $2
        ORDER BY max(received_at) OVER (PARTITION BY node_id ORDER BY sequence), node_id, sequence
        """
    static let sample = FramesOfChargePoint(operatorID: OperatorID(1), chargePoint: ChargePointID(1))
    let operatorID: OperatorID
    let chargePoint: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
    }

    static func decode(_ row: inout RowReader) throws -> StoredFrame { try StoredFrame(reading: &row) }
}
