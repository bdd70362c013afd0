import Domain
import Postgres
import Values

/// The most that can be hoped for: COPY of the same sessions, ready in memory, into a table with the same keys.
struct PushLimit {
    private static let rowsPerCopy = 500

    let database: Database

    func measure() async throws -> BenchFigure.Peer {
        let rows = try await database.all(.system, AllPushed())
        try await OwnerSession.with(database.configuration) { session in
            try await session.run("CREATE TABLE bench_sessions (LIKE pushed_sessions INCLUDING ALL)")
        }
        let took = try await ContinuousClock().measure {
            for first in stride(from: 0, to: rows.count, by: PushLimit.rowsPerCopy) {
                let batch = rows[first..<min(first + PushLimit.rowsPerCopy, rows.count)]
                _ = try await database.write(.system) { try await $0.copy(batch) }
            }
        }
        try await OwnerSession.with(database.configuration) { try await $0.run("DROP TABLE bench_sessions") }
        let perSecond = Int64(rows.count) * 1_000_000 / max(1, took.wholeMicroseconds)
        return BenchFigure.Peer(name: "PostgreSQL COPY of the same sessions in the same batches", value: perSecond)
    }
}

/// Every session that was sent.
private struct AllPushed: Statement {
    static let sql = """
        SELECT operator_id, id, customer_id, charger_id, connector, external_id, version, started_at, stopped_at,
            begin_thousandths_wh, end_thousandths_wh, is_withdrawn, batch_id, place
        FROM pushed_sessions ORDER BY id
        """
    static let sample = AllPushed()

    static func decode(_ row: inout RowReader) throws -> CopiedSession {
        CopiedSession(
            operatorID: try row.next(),
            id: try row.next(),
            customerID: try row.next(),
            chargerID: try row.next(),
            connector: try row.next(),
            name: try row.next(),
            version: try row.next(),
            startedAt: try row.next(),
            stoppedAt: try row.next(),
            begin: try row.next(),
            end: try row.next(),
            isWithdrawn: try row.next(),
            batchID: try row.next(),
            place: try row.next()
        )
    }
}

/// A session on its way into the table beside.
private struct CopiedSession: CopyRow {
    static let target = CopyTarget(
        table: "bench_sessions",
        columns: [
            "operator_id", "id", "customer_id", "charger_id", "connector", "external_id", "version", "started_at",
            "stopped_at", "begin_thousandths_wh", "end_thousandths_wh", "is_withdrawn", "batch_id", "place",
        ]
    )
    static let sample = CopiedSession(
        operatorID: OperatorID(1),
        id: 1,
        customerID: CustomerID(1),
        chargerID: EREChargerID(1),
        connector: 1,
        name: "S-1",
        version: 1,
        startedAt: Timestamp(seconds: 0),
        stoppedAt: Timestamp(seconds: 0),
        begin: 0,
        end: 0,
        isWithdrawn: false,
        batchID: 1,
        place: 0
    )
    let operatorID: OperatorID
    let id: Int64
    let customerID: CustomerID
    let chargerID: EREChargerID
    let connector: Int32
    let name: String
    let version: Int32
    let startedAt: Timestamp
    let stoppedAt: Timestamp
    let begin: Int64
    let end: Int64
    let isWithdrawn: Bool
    let batchID: Int64
    let place: Int32

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(customerID)
        values.append(chargerID)
        values.append(connector)
        values.append(name)
        values.append(version)
        values.append(startedAt)
        values.append(stoppedAt)
        values.append(begin)
        values.append(end)
        values.append(isWithdrawn)
        values.append(batchID)
        values.append(place)
    }
}
