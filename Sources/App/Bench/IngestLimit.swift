import Postgres
import Values

/// The most that can be hoped for: COPY of the frames of a replay, ready in memory, into a table with the same keys.
struct IngestLimit {
    private static let framesPerCopy = 50_000

    /// What was copied and how long it took.
    struct Result {
        let frames: Int
        let took: Duration

        /// The limit in calls, each of which left its share of the frames.
        func peer(calls: Int) -> BenchFigure.Peer {
            let perSecond = Int64(calls) * 1_000_000 / max(1, took.wholeMicroseconds)
            return BenchFigure.Peer(name: "PostgreSQL COPY of the same frames, calls/s", value: perSecond)
        }
    }

    let database: Database

    func measure() async throws -> Result {
        let rows = try await database.all(.system, AllFrames())
        try await OwnerSession.with(database.configuration) { session in
            try await session.run("CREATE TABLE bench_frames (LIKE ocpp_frames INCLUDING ALL)")
        }
        let took = try await ContinuousClock().measure {
            for first in stride(from: 0, to: rows.count, by: IngestLimit.framesPerCopy) {
                let batch = rows[first..<min(first + IngestLimit.framesPerCopy, rows.count)]
                _ = try await database.write(.system) { try await $0.copy(batch) }
            }
        }
        try await OwnerSession.with(database.configuration) { try await $0.run("DROP TABLE bench_frames") }
        return Result(frames: rows.count, took: took)
    }
}

/// Every frame of the replay.
private struct AllFrames: Statement {
    static let sql = """
        SELECT operator_id, charge_point_id, received_at, node_id, sequence, connection_id, is_outgoing, payload
        FROM ocpp_frames ORDER BY node_id, sequence
        """
    static let sample = AllFrames()

    static func decode(_ row: inout RowReader) throws -> CopiedFrame {
        CopiedFrame(
            operatorID: try row.next(),
            chargePointID: try row.next(),
            receivedAt: try row.next(),
            nodeID: try row.next(),
            sequence: try row.next(),
            connectionID: try row.next(),
            isOutgoing: try row.next(),
            payload: try row.next()
        )
    }
}

/// A frame on its way into the table beside.
private struct CopiedFrame: CopyRow {
    static let target = CopyTarget(
        table: "bench_frames",
        columns: [
            "operator_id", "charge_point_id", "received_at", "node_id", "sequence", "connection_id", "is_outgoing",
            "payload",
        ]
    )
    static let sample = CopiedFrame(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        receivedAt: Timestamp(seconds: 0),
        nodeID: 1,
        sequence: 1,
        connectionID: 1,
        isOutgoing: false,
        payload: []
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let receivedAt: Timestamp
    let nodeID: Int32
    let sequence: Int64
    let connectionID: Int64
    let isOutgoing: Bool
    let payload: [UInt8]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(receivedAt)
        values.append(nodeID)
        values.append(sequence)
        values.append(connectionID)
        values.append(isOutgoing)
        values.append(payload)
    }
}
