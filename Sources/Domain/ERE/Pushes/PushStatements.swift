import Postgres
import Values

extension PushKind: PostgresValue {}

/// Has the batches of an operator wait for each other, until the transaction ends.
struct LockPushes: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended('laadboek.pushes', $1))::text"
    static let sample = LockPushes(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

extension PushBatch {
    init(reading row: inout RowReader) throws {
        self.init(
            id: try row.next(),
            kind: try row.next(),
            sha256: try row.next(),
            added: try row.next(),
            known: try row.next(),
            receivedAt: try row.next()
        )
    }
}

/// The batch that came under a key of its sender.
struct FindPushBatch: Statement {
    static let sql = """
        SELECT id, kind, body_sha256, added::bigint, known::bigint, received_at FROM push_batches
        WHERE operator_id = $1 AND api_key_id = $2 AND idempotency_key = $3
        """
    static let sample = FindPushBatch(operatorID: OperatorID(1), key: APIKeyID(1), idempotencyKey: "")
    let operatorID: OperatorID
    let key: APIKeyID
    let idempotencyKey: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(key)
        values.append(idempotencyKey)
    }
    static func decode(_ row: inout RowReader) throws -> PushBatch { try PushBatch(reading: &row) }
}

/// One batch.
struct PushBatchByID: Statement {
    static let sql = """
        SELECT id, kind, body_sha256, added::bigint, known::bigint, received_at FROM push_batches
        WHERE operator_id = $1 AND id = $2
        """
    static let sample = PushBatchByID(operatorID: OperatorID(1), id: PushBatchID(1))
    let operatorID: OperatorID
    let id: PushBatchID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> PushBatch { try PushBatch(reading: &row) }
}

/// Which of some chargers are those of the operator's customers, and whose.
struct ChargersOfPushes: Statement {
    static let sql = """
        SELECT c.id, c.customer_id FROM ere_chargers c
        WHERE c.operator_id = $1 AND c.id = ANY ($2) AND c.removed_at IS NULL
        """
    static let sample = ChargersOfPushes(operatorID: OperatorID(1), chargers: [])
    let operatorID: OperatorID
    let chargers: [EREChargerID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargers)
    }
    static func decode(_ row: inout RowReader) throws -> (charger: EREChargerID, customer: CustomerID) {
        (try row.next(), try row.next())
    }
}

/// Keeps a batch as it came, or names the file that it came in.
struct InsertPushBatch: Statement {
    static let sql = """
        INSERT INTO push_batches (operator_id, kind, api_key_id, idempotency_key, body, file_id, body_sha256, added, known,
            recorded_by, received_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8::bigint, $9::bigint, $10, $11)
        RETURNING id
        """
    static let sample = InsertPushBatch(
        operatorID: OperatorID(1),
        kind: .readings,
        source: .file(PushFileID(1)),
        sha256: [],
        added: 0,
        known: 0,
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let kind: PushKind
    let source: PushSource
    let sha256: [UInt8]
    let added: Int
    let known: Int
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(kind)
        switch source {
        case .program(let key, let request):
            values.append(key)
            values.append(request.idempotencyKey)
            values.append(request.body)
            values.append(PushFileID?.none)
        case .file(let file):
            values.append(APIKeyID?.none)
            values.append(String?.none)
            values.append([UInt8]?.none)
            values.append(file)
        case .hand(let body):
            values.append(APIKeyID?.none)
            values.append(String?.none)
            values.append(body)
            values.append(PushFileID?.none)
        }
        values.append(sha256)
        values.append(added)
        values.append(known)
        values.append(by)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> PushBatchID { try row.next() }
}
