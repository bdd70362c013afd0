import Crypto
package import Postgres
package import Values

/// What is in a batch.
package enum PushKind: String, CaseIterable, Hashable, Sendable {
    case readings, sessions
}

/// A batch as it came.
package struct PushBatch: Hashable, Sendable {
    package let id: PushBatchID
    package let kind: PushKind
    package let sha256: [UInt8]
    package let added: Int
    package let known: Int
    package let receivedAt: Timestamp
}

/// What is wrong with a reading or a session that was sent.
package enum PushFault: String, CaseIterable, Hashable, Sendable {
    /// No charger of the operator's customers, or one that was taken out.
    case unknownCharger = "charger.unknown"
    /// Before there were units.
    case tooEarly = "time.too_early"
    case inFuture = "time.in_future"
    /// It ends before it begins.
    case backwards = "time.backwards"
    /// Longer than a session is.
    case tooLong = "time.too_long"
    /// The register shows something else at that moment, as was said before.
    case conflict = "register.conflict"
    /// Below an earlier reading, or below where it was at the start.
    case fell = "register.fell"
    /// Above a later reading that is kept already.
    case aboveLater = "register.above_later"
    /// The batch names the session, or takes back and tells the reading, more than once.
    case twice = "session.twice"
    /// Nothing was told of the register at the moment that is taken back.
    case neverTold = "reading.never_told"
    /// It was told of another charger or connector before.
    case moved = "session.moved"
}

/// What became of a batch.
package enum PushOutcome: Hashable, Sendable {
    /// It is kept, now or since it came first.
    case kept(PushBatch)
    /// Another batch came under the same key.
    case keyReused
    /// Nothing is kept, since of these something is wrong.
    case refused([Fault])

    package struct Fault: Hashable, Sendable {
        /// Its place in the batch, from 0.
        package let place: Int
        package let fault: PushFault

        package init(place: Int, fault: PushFault) {
            self.place = place
            self.fault = fault
        }
    }
}

/// What a batch came with.
package struct PushRequest: Sendable {
    /// What was sent, to the byte.
    package let body: [UInt8]
    /// The sender's own name for it.
    package let idempotencyKey: String

    package init(body: [UInt8], idempotencyKey: String) {
        self.body = body
        self.idempotencyKey = idempotencyKey
    }
}

/// Batches of readings and sessions that others tell of.
package enum Pushes {
    /// Rows of one batch: some hundred kilobytes, checked and kept within a second.
    package static let mostPerBatch = 1_000
    /// Seconds that a sender's clock may be ahead.
    package static let clockSeconds: Int64 = 300

    /// One batch.
    ///
    /// - Throws: ``NotFound`` also for another operator's, ``NotPermitted``, `PostgresFault`.
    package static func batch(_ scope: Scope, _ id: PushBatchID, in tx: Transaction) async throws -> PushBatch {
        try scope.requireCustomerReader()
        let find = PushBatchByID(operatorID: try scope.requireOperator(), id: id)
        guard let found = try await tx.first(find) else { throw NotFound("batch") }
        return found
    }
}

/// Where a batch comes from.
enum PushSource: Sendable {
    case program(APIKeyID, PushRequest)
    case file(PushFileID)
    /// A person, who said this.
    case hand([UInt8])
}

/// What is written of a batch, or what is wrong with it.
struct PushNews: Sendable {
    enum Rows: Sendable {
        case readings([(place: Int, customer: CustomerID, version: Int, reading: PushedReading)])
        case sessions([(place: Int, customer: CustomerID, version: Int, session: PushedSession)])

        var count: Int {
            switch self {
            case .readings(let rows): rows.count
            case .sessions(let rows): rows.count
            }
        }
        var kind: PushKind {
            switch self {
            case .readings: .readings
            case .sessions: .sessions
            }
        }
    }

    let rows: Rows
    /// Rows that are kept already.
    let known: Int
    let faults: [PushOutcome.Fault]
}

extension Pushes {
    /// Keeps a batch whole, or nothing of it; under a key that was there already the same batch has the same outcome.
    static func keep(
        _ scope: Scope,
        _ request: PushRequest,
        at now: Timestamp,
        in tx: Transaction,
        judged: (OperatorID) async throws -> PushNews
    ) async throws -> PushOutcome {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        guard let key = scope.keyID else { throw NotPermitted() }
        try await tx.run(LockPushes(operatorID: operatorID))
        let sha256 = Array(SHA256.hash(data: request.body))
        let find = FindPushBatch(operatorID: operatorID, key: key, idempotencyKey: request.idempotencyKey)
        if let before = try await tx.first(find) { return before.sha256 == sha256 ? .kept(before) : .keyReused }
        let news = try await judged(operatorID)
        guard news.faults.isEmpty else { return .refused(news.faults) }
        return .kept(try await keep(news, .program(key, request), sha256, operatorID, by: nil, at: now, in: tx))
    }

    /// Writes a batch without faults.
    static func keep(
        _ news: PushNews,
        _ source: PushSource,
        _ sha256: [UInt8],
        _ operatorID: OperatorID,
        by person: UserID?,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> PushBatch {
        let insert = InsertPushBatch(
            operatorID: operatorID,
            kind: news.rows.kind,
            source: source,
            sha256: sha256,
            added: news.rows.count,
            known: news.known,
            by: person,
            at: now
        )
        let batch = PushBatch(
            id: try await tx.one(insert),
            kind: news.rows.kind,
            sha256: sha256,
            added: news.rows.count,
            known: news.known,
            receivedAt: now
        )
        try await write(news.rows, batch.id, operatorID, in: tx)
        return batch
    }

    private static func write(
        _ rows: PushNews.Rows,
        _ batch: PushBatchID,
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws {
        switch rows {
        case .readings(let rows):
            try await tx.run(InsertPushedReadings(operatorID: operatorID, batch: batch, rows: rows))
        case .sessions(let rows):
            try await tx.run(InsertPushedSessions(operatorID: operatorID, batch: batch, rows: rows))
        }
    }

    /// Whose chargers these are; those that are nobody's are not among them.
    static func customers(
        of chargers: [EREChargerID],
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> [EREChargerID: CustomerID] {
        let find = ChargersOfPushes(operatorID: operatorID, chargers: Array(Set(chargers)).sorted())
        return Dictionary(try await tx.all(find).map { ($0.charger, $0.customer) }) { first, _ in first }
    }
}
