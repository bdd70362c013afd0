package import Postgres
package import Values

/// What charge points were answered while their back-office was away, until it knows it too.
package enum RelayOutbox {
    /// The channel that speaks, with the charge point's id, when a person decided something.
    package static let channel = "relay_outbox"

    /// How many numbers for transactions are reserved at once; a sequence of the database counts the blocks.
    package static let numbersPerBlock: Int64 = 5_000
    /// The first number that a transaction gets while its back-office is away.
    package static let firstNumber: Int64 = 1_900_000_000
    /// How long a message that was sent for the last time may still be answered before people may decide about it.
    package static let patienceSeconds: Int64 = 60

    /// What was sent for the last time before this gets no answer any more.
    static func unansweredBefore(_ now: Timestamp) -> Timestamp { now.adding(seconds: -patienceSeconds) }
    /// How long messages that are done are remembered by gateways: a charge point may bring one again.
    static let memorySeconds: Int64 = 24 * 3600
    /// How long the numbers of transactions are remembered by gateways; longer than any transaction.
    static let numberMemorySeconds: Int64 = 60 * 24 * 3600

    /// A block of numbers that nobody else will ever get.
    ///
    /// - Throws: `PostgresFault`, also when none are left.
    package static func reserveNumbers(_ scope: Scope, in tx: Transaction) async throws -> ClosedRange<Int64> {
        try scope.require()
        let block: Int64 = try await tx.one(NextProvisionalBlock())
        let first = firstNumber + block * numbersPerBlock
        return first...(first + numbersPerBlock - 1)
    }

    /// All messages that gateways must know: what is open, and for a while what is done.
    ///
    /// - Parameters:
    ///   - scope: The installation's.
    ///   - chargePoints: Those of some charge points; `nil` for all.
    ///   - now: The moment from which is counted back.
    ///   - tx: The transaction.
    /// - Returns: The messages, oldest first.
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func load(
        _ scope: Scope,
        of chargePoints: [ChargePointID]?,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [OutboxMessage] {
        try scope.require()
        let statement = LoadOutbox(
            chargePoints: chargePoints,
            doneSince: now.adding(seconds: -memorySeconds),
            startedSince: now.adding(seconds: -numberMemorySeconds)
        )
        return try await tx.all(statement)
    }

    /// The bytes of a call that was stored before its answer; `nil` when it is not there.
    package static func payload(
        _ scope: Scope,
        of chargePoint: ChargePointID,
        operatorID: OperatorID,
        _ reference: FrameReference,
        in tx: Transaction
    ) async throws -> [UInt8]? {
        try scope.require()
        return try await tx.first(
            PayloadOfFrame(operatorID: operatorID, chargePoint: chargePoint, reference: reference)
        )
    }

    /// The highest number stored of a node: what the database knows of its frames ends there.
    package static func storedSequence(_ scope: Scope, of node: Int32, in tx: Transaction) async throws -> Int64 {
        try scope.require()
        return try await tx.one(StoredSequence(node: node))
    }

    // MARK: People

    /// A charge point's messages for people, those to decide about first, then the newest.
    package static func list(
        _ scope: Scope,
        _ id: ChargePointID,
        at now: Timestamp,
        limit: Int,
        in tx: Transaction
    ) async throws -> [OutboxLine] {
        _ = try await ChargePoints.find(scope, id, in: tx)
        let statement = ListOutbox(
            operatorID: try scope.requireOperator(),
            chargePoint: id,
            unansweredBefore: unansweredBefore(now),
            limit: limit
        )
        return try await tx.all(statement)
    }

    /// What waits, was told and is parked, in numbers.
    package static func summary(
        _ scope: Scope,
        _ id: ChargePointID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> OutboxSummary {
        _ = try await ChargePoints.find(scope, id, in: tx)
        let statement = SummariseOutbox(
            operatorID: try scope.requireOperator(),
            chargePoint: id,
            unansweredBefore: unansweredBefore(now)
        )
        return try await tx.one(statement)
    }

    /// What a person decides about a message.
    package enum Decision: String, CaseIterable, Hashable, Sendable {
        /// The back-office is told once more, twice at most.
        case retry
        /// The back-office is not told; our copy stays.
        case giveUp = "give_up"
    }

    /// Decides about a parked message, or gives up one that waits; giving up a start gives up what waits for it.
    ///
    /// - Throws: ``NotFound`` when the message is at another stand by now, ``NotPermitted``, `PostgresFault`.
    package static func decide(
        _ scope: Scope,
        _ decision: Decision,
        _ id: ChargePointID,
        message: OutboxName,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        _ = try await ChargePoints.find(scope, id, in: tx)
        let operatorID = try scope.requireOperator()
        let change = DecideOutbox(
            operatorID: operatorID,
            chargePoint: id,
            message: message,
            decision: decision,
            at: now,
            unansweredBefore: unansweredBefore(now)
        )
        let changed = try await tx.all(change)
        guard !changed.isEmpty else { throw NotFound("message") }
        for name in changed {
            try await tx.run(
                InsertOutboxDecision(
                    operatorID: operatorID,
                    chargePoint: id,
                    message: name,
                    decision: decision,
                    user: scope.userID
                )
            )
        }
        let record = AuditRecord(
            "relay_outbox.\(decision.rawValue)",
            subject: "charge_point/\(id)",
            detail: .dictionary(["message": .string(message.text), "messages": .integer(changed.count)])
        )
        try await AuditLog.record(scope, record, in: tx)
        try await tx.notify(channel, "\(id)")
    }
}

/// A message by the node that recorded it and its number there.
package struct OutboxName: Hashable, Sendable {
    package let nodeID: Int32
    package let sequence: Int64

    package init(nodeID: Int32, sequence: Int64) {
        self.nodeID = nodeID
        self.sequence = sequence
    }

    /// Reads `node-sequence`.
    package init?(text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let node = Int32(parts[0]), let sequence = Int64(parts[1]) else { return nil }
        self.init(nodeID: node, sequence: sequence)
    }

    /// `node-sequence`.
    package var text: String { "\(nodeID)-\(sequence)" }
}

/// A message as gateways know it.
package struct OutboxMessage: Hashable, Sendable {
    package let operatorID: OperatorID
    package let chargePointID: ChargePointID
    package let upstreamID: UpstreamID
    package let name: OutboxName
    package let receivedAt: Timestamp
    package let action: String
    package let subject: String
    package let transactionID: Int64?
    package let upstreamTransactionID: Int64?
    package let round: Int64
    package let attempts: Int64
    package let state: String
    package let reason: String
    /// The bytes as the charge point sent them.
    package let payload: [UInt8]
}

/// A message as people see it.
package struct OutboxLine: Hashable, Sendable {
    package let name: OutboxName
    package let receivedAt: Timestamp
    package let action: String
    package let transactionID: Int64?
    package let upstreamTransactionID: Int64?
    package let attempts: Int64
    /// `pending`, `sent`, `acked`, `parked`, `superseded`, `given_up`.
    package let state: String
    /// Why it is parked: `no_answer`, `no_number`, or `refused: ` with the back-office's code.
    package let reason: String
    package let changedAt: Timestamp
    package let upstream: String
}

/// What waits, was told and is parked.
package struct OutboxSummary: Hashable, Sendable {
    package let waiting: Int64
    /// Since when the oldest waits.
    package let waitingSince: Timestamp?
    package let acked: Int64
    package let lastAckedAt: Timestamp?
    package let parked: Int64
}
