package import Postgres
package import Values

/// Raw OCPP frames as they are kept for good: the evidence behind every session.
package struct Frames: Sendable {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Stores frames of one node in order.
    ///
    /// Frames come in the order of their numbers, so those up to the highest stored number are there already: after a
    /// crash between storing and noting they come again and change nothing.
    /// - Throws: ``PostgresFault``.
    package func store(_ frames: [StoredFrame]) async throws {
        guard let first = frames.first else { return }
        try await database.write(.system) { tx in
            for moment in Frames.months(of: frames) { try await tx.run(EnsurePartitions(moment: moment)) }
            let stored: Int64 = try await tx.one(StoredSequence(node: first.reference.nodeID))
            let new = frames.filter { $0.reference.sequence > stored }
            guard !new.isEmpty else { return }
            try await tx.copy(new.map(FrameRow.init), staged: true)
            try await RelayOutbox.fold(new, in: tx)
            try await ObserverFeeds.noteLate(new, in: tx)
            try await tx.notify("frames")
        }
    }

    /// A moment of each month in which frames came.
    ///
    /// After a long silence, or when clocks were put right, a batch has several; a row of a month without a partition
    /// would keep that partition from ever being made.
    private static func months(of frames: [StoredFrame]) -> [Timestamp] {
        var moments: [YearMonth: Timestamp] = [:]
        var last: (from: Timestamp, until: Timestamp)?
        for frame in frames {
            let moment = frame.reference.receivedAt
            if let last, last.from <= moment, moment < last.until { continue }
            let month = Zone.utc.month(of: moment)
            moments[month] = moment
            last = Zone.utc.span(of: month)
        }
        return moments.values.sorted()
    }

    /// The id of a node by its name; made when it is new.
    package func node(named name: String) async throws -> Int32 {
        try await database.write(.system) { tx in
            try await tx.run(InsertNode(name: name))
            return try await tx.one(NodeByName(name: name))
        }
    }

    /// A block of transaction ids that nobody else will ever get.
    package func reserveTransactionIDs(count: Int32) async throws -> ClosedRange<Int32> {
        let block: Int64 = try await database.write(.system) { try await $0.one(NextTransactionBlock()) }
        let first = Int32(block) * Frames.transactionIDsPerBlock + 1
        return first...first + min(count, Frames.transactionIDsPerBlock) - 1
    }

    /// How many ids a block has; 42,000 blocks fill the positive half of 32 bits.
    package static let transactionIDsPerBlock: Int32 = 50_000

    /// The latest starts that were answered, oldest first; frames must have been projected before.
    package func recentStarts(limit: Int) async throws -> [AnsweredStart] {
        try await database.read(.system) { try await $0.all(RecentStarts(limit: limit)) }.reversed()
    }

    /// Calls for the frames of a charge point in order, a batch at a time.
    package func forEach(
        of chargePoint: ChargePointID,
        operatorID: OperatorID,
        in tx: Transaction,
        _ body: (StoredFrame) -> Void
    ) async throws {
        for try await frame in tx.stream(FramesOfChargePoint(operatorID: operatorID, chargePoint: chargePoint)) {
            body(frame)
        }
    }
}

/// A transaction that was begun and answered.
package struct AnsweredStart: Hashable, Sendable {
    package let chargePointID: ChargePointID
    package let connectorID: Int64
    package let idTag: String
    package let meterStart: Energy?
    package let startedAt: Timestamp
    package let transactionID: Int64
    package let isStopped: Bool
}
