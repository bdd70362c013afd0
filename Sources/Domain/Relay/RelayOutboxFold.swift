import OCPP
import Postgres
package import Values

/// What an answer of ours promises to tell a back-office, stored with it.
package struct StoredPromise: Hashable, Sendable {
    package let call: FrameReference
    package let upstreamID: UpstreamID
    package let action: String
    package let subject: String
    package let transactionID: Int64?
    package let upstreamTransactionID: Int64?
    package let wasSent: Bool

    package init(
        call: FrameReference,
        upstreamID: UpstreamID,
        action: String,
        subject: String,
        transactionID: Int64?,
        upstreamTransactionID: Int64?,
        wasSent: Bool
    ) {
        self.call = call
        self.upstreamID = upstreamID
        self.action = action
        self.subject = subject
        self.transactionID = transactionID
        self.upstreamTransactionID = upstreamTransactionID
        self.wasSent = wasSent
    }
}

extension RelayOutbox {
    /// Writes what frames say of the outbox, in the transaction that stores them: so it is written exactly once.
    static func fold(_ frames: [StoredFrame], in tx: Transaction) async throws {
        let promises = frames.filter { $0.promise != nil }
        if !promises.isEmpty {
            try await tx.run(InsertOutbox(frames: promises))
            let subjects = promises.filter { $0.promise?.subject.isEmpty == false }
            if !subjects.isEmpty { try await tx.run(SupersedeOutbox(frames: subjects)) }
        }
        let told = frames.filter { $0.passage == .upstream }.compactMap(ToldFrame.init)
        let (sent, answered) = (told.filter { !$0.isAnswer }, told.filter(\.isAnswer))
        if !sent.isEmpty { try await tx.run(MarkOutboxSent(frames: sent)) }
        if !answered.isEmpty { try await tx.run(MarkOutboxAnswered(frames: answered)) }
    }
}

/// A frame between us and a back-office that is about a message that waited.
struct ToldFrame: Sendable {
    let frame: StoredFrame
    let id: OutboxMessageID
    let isAnswer: Bool
    /// The code of an error; empty for an answer that is none.
    let errorCode: String
    /// The number that the back-office gave to a transaction.
    let transactionID: Int64?

    init?(_ frame: StoredFrame) {
        let read = Frame(reading: frame.payload)
        guard let id = read.id.flatMap(OutboxMessageID.init) else { return nil }
        self.frame = frame
        self.id = id
        switch read {
        case .call: (isAnswer, errorCode, transactionID) = (false, "", nil)
        case .callResult(let result):
            let number = result.payload["transactionId"]
            (isAnswer, errorCode) = (true, "")
            transactionID = number?.integerValue ?? number?.stringValue.flatMap { Int64($0) }
        case .callError(let error): (isAnswer, errorCode, transactionID) = (true, error.code.rawValue, nil)
        case .unreadable: return nil
        }
    }

    var json: JSON {
        .dictionary([
            "operator_id": .integer(frame.operatorID.rawValue),
            "charge_point_id": .integer(frame.chargePointID.rawValue), "node_id": .integer(id.nodeID),
            "sequence": .integer(id.sequence), "round": .integer(id.round), "error_code": .string(errorCode),
            "transaction_id": transactionID.map { .integer($0) } ?? .null,
            "at": .string(frame.reference.receivedAt.description),
        ])
    }
}

extension StoredFrame {
    /// The names that ``InsertOutbox`` and ``SupersedeOutbox`` read; empty without a promise.
    fileprivate var promiseJSON: JSON {
        guard let promise else { return .object([]) }
        let isKnown = promise.upstreamTransactionID != nil
        return .dictionary([
            "operator_id": .integer(operatorID.rawValue), "charge_point_id": .integer(chargePointID.rawValue),
            "node_id": .integer(promise.call.nodeID), "sequence": .integer(promise.call.sequence),
            "received_at": .string(promise.call.receivedAt.description),
            "upstream_id": .integer(promise.upstreamID.rawValue), "action": .string(promise.action),
            "subject": .string(promise.subject), "transaction_id": promise.transactionID.map { .integer($0) } ?? .null,
            "upstream_transaction_id": promise.upstreamTransactionID.map { .integer($0) } ?? .null,
            "attempts": .integer(promise.wasSent ? 1 : 0),
            "state": .string(isKnown ? "acked" : promise.wasSent ? "sent" : "pending"),
            "at": .string(reference.receivedAt.description),
        ])
    }
}

/// Messages that were answered in a back-office's place; one that is there stays as it is.
struct InsertOutbox: Statement {
    static let sql = """
        INSERT INTO relay_outbox (operator_id, charge_point_id, node_id, sequence, received_at, upstream_id, action,
            subject, transaction_id, upstream_transaction_id, attempts, state, changed_at)
        SELECT given.operator_id, given.charge_point_id, given.node_id, given.sequence, given.received_at,
            given.upstream_id, given.action, given.subject, given.transaction_id, given.upstream_transaction_id,
            given.attempts, given.state, given.at
        FROM jsonb_to_recordset($1) AS given (operator_id bigint, charge_point_id bigint, node_id integer,
            sequence bigint, received_at timestamptz, upstream_id bigint, action text, subject text,
            transaction_id bigint, upstream_transaction_id bigint, attempts integer, state text, at timestamptz)
        ON CONFLICT ON CONSTRAINT relay_outbox_key DO NOTHING
        """
    static let sample = InsertOutbox(frames: [])
    let frames: [StoredFrame]

    func bind(to values: inout Bindings) { values.append(JSON.array(frames.map(\.promiseJSON))) }
}

/// Messages that wait and that a newer one of the same subject replaces.
struct SupersedeOutbox: Statement {
    static let sql = """
        UPDATE relay_outbox SET state = 'superseded', changed_at = given.at
        FROM jsonb_to_recordset($1) AS given (operator_id bigint, charge_point_id bigint, upstream_id bigint,
            subject text, received_at timestamptz, node_id integer, sequence bigint, at timestamptz)
        WHERE relay_outbox.operator_id = given.operator_id AND relay_outbox.charge_point_id = given.charge_point_id
            AND relay_outbox.upstream_id = given.upstream_id AND relay_outbox.subject = given.subject
            AND relay_outbox.state = 'pending'
            AND (relay_outbox.received_at, relay_outbox.node_id, relay_outbox.sequence)
                < (given.received_at, given.node_id, given.sequence)
        """
    static let sample = SupersedeOutbox(frames: [])
    let frames: [StoredFrame]

    func bind(to values: inout Bindings) { values.append(JSON.array(frames.map(\.promiseJSON))) }
}

/// Messages that went to the back-office.
struct MarkOutboxSent: Statement {
    static let sql = """
        UPDATE relay_outbox SET state = 'sent', attempts = relay_outbox.attempts + told.times, changed_at = told.at
        FROM (
            SELECT given.operator_id, given.charge_point_id, given.node_id, given.sequence, given.round,
                count(*)::integer AS times, max(given.at) AS at
            FROM jsonb_to_recordset($1) AS given (operator_id bigint, charge_point_id bigint, node_id integer,
                sequence bigint, round integer, at timestamptz)
            GROUP BY given.operator_id, given.charge_point_id, given.node_id, given.sequence, given.round
        ) AS told
        WHERE relay_outbox.operator_id = told.operator_id AND relay_outbox.charge_point_id = told.charge_point_id
            AND relay_outbox.node_id = told.node_id AND relay_outbox.sequence = told.sequence
            AND relay_outbox.round = told.round AND relay_outbox.state IN ('pending', 'sent')
        """
    static let sample = MarkOutboxSent(frames: [])
    let frames: [ToldFrame]

    func bind(to values: inout Bindings) { values.append(JSON.array(frames.map(\.json))) }
}

/// Messages that the back-office answered; an answer that comes late counts too.
struct MarkOutboxAnswered: Statement {
    static let sql = """
        UPDATE relay_outbox SET
            state = CASE WHEN given.error_code <> '' OR relay_outbox.action = 'StartTransaction'
                AND given.transaction_id IS NULL THEN 'parked' ELSE 'acked' END,
            reason = CASE WHEN given.error_code <> '' THEN 'refused: ' || given.error_code
                WHEN relay_outbox.action = 'StartTransaction' AND given.transaction_id IS NULL THEN 'no_number'
                ELSE '' END,
            upstream_transaction_id = CASE WHEN relay_outbox.action = 'StartTransaction'
                THEN coalesce(given.transaction_id, relay_outbox.upstream_transaction_id) END,
            changed_at = given.at
        FROM jsonb_to_recordset($1) AS given (operator_id bigint, charge_point_id bigint, node_id integer,
            sequence bigint, round integer, error_code text, transaction_id bigint, at timestamptz)
        WHERE relay_outbox.operator_id = given.operator_id AND relay_outbox.charge_point_id = given.charge_point_id
            AND relay_outbox.node_id = given.node_id AND relay_outbox.sequence = given.sequence
            AND relay_outbox.round = given.round AND relay_outbox.state <> 'acked'
        """
    static let sample = MarkOutboxAnswered(frames: [])
    let frames: [ToldFrame]

    func bind(to values: inout Bindings) { values.append(JSON.array(frames.map(\.json))) }
}
