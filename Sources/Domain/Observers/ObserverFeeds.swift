import OCPP
package import Postgres
package import Values

/// How those who tell observers find what to tell, and keep how far they are; work of the installation only.
///
/// Whoever tells an observer names its claim with every write, so nobody tells on after another has taken over.
package enum ObserverFeeds {
    /// How long a node counts as alive after it said so.
    package static let aliveSeconds: Int64 = 30
    /// Frames that are read at once.
    package static let batchFrames = 500
    /// How long after their receipt frames may be stored without anybody being told to look back.
    ///
    /// Longer than that before the last frame that was dealt with nobody looks; the difference is for clocks that differ.
    static let lateAfterSeconds: Int64 = 600
    static let slackSeconds: Int64 = 900
    /// How far is looked back for the last boot and states of a charge point that is introduced.
    static let introductionSeconds: Int64 = 90 * 24 * 3600
    /// States that are looked at; the largest charge points have some dozens of connectors.
    static let introductionFrames = 200
    /// How long transactions of which the end was not told are remembered; longer than any transaction.
    static let memorySeconds: Int64 = 60 * 24 * 3600

    // MARK: Who tells whom

    /// Says that a node is alive, in a transaction of its own so that others see it.
    package static func live(_ scope: Scope, node: Int32, in tx: Transaction) async throws {
        try scope.require()
        try await tx.run(UpsertObserverNode(node: node, seconds: aliveSeconds))
    }

    /// Takes over observers that nobody alive tells, and gives all that the node tells.
    ///
    /// A charge point's observers are told by the node that holds its connection, or held it last: what is to be told
    /// comes from there.
    package static func assign(_ scope: Scope, node: Int32, in tx: Transaction) async throws -> [ObserverTask] {
        try scope.require()
        try await tx.run(ClaimObserverFeeds(node: node))
        return try await tx.all(ListObserverTasks(node: node))
    }

    /// Gives an observer back, and says so to the other nodes.
    package static func release(_ scope: Scope, _ claim: FeedClaim, in tx: Transaction) async throws {
        try scope.require()
        guard try await tx.run(ReleaseObserverFeed(claim: claim)) > 0 else { return }
        try await tx.notify(Observers.channel)
    }

    /// Gives everything back that a node told; also when it begins, for what it did before it died.
    package static func retire(_ scope: Scope, node: Int32, in tx: Transaction) async throws {
        try scope.require()
        try await tx.run(ReleaseObserverFeeds(node: node))
        try await tx.run(DeleteObserverNode(node: node))
        try await tx.notify(Observers.channel)
    }

    // MARK: What there is to tell

    /// What is stored of a feed.
    ///
    /// - Throws: ``NotFound``, `PostgresFault`.
    package static func load(
        _ scope: Scope,
        _ task: ObserverTask,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> LoadedFeed {
        try scope.require()
        let (operatorID, id) = (task.claim.operatorID, task.claim.id)
        guard var feed = try await tx.first(LoadObserverFeed(operatorID: operatorID, id: id)) else {
            throw NotFound("observer")
        }
        feed.transactions = try await tx.all(
            KnownObserverTransactions(
                operatorID: operatorID,
                id: id,
                openSince: now.adding(seconds: -memorySeconds),
                doneSince: now.adding(seconds: -24 * 3600)
            )
        )
        let heard = FramesObserved(reading: reading(task, feed.places), limit: batchFrames)
        feed.heard = try await tx.all(heard).reversed()
        return feed
    }

    /// The transactions that people want told again.
    package static func wantedAgain(
        _ scope: Scope,
        _ claim: FeedClaim,
        in tx: Transaction
    ) async throws -> [FeedTransaction] {
        try scope.require()
        return try await tx.all(ObserverTransactionsWanted(operatorID: claim.operatorID, id: claim.id))
    }

    /// The next frames behind the places, whether there are no more, and the mark of late ones that is done with then.
    package static func frames(
        _ scope: Scope,
        _ task: ObserverTask,
        after places: [FrameReference],
        in tx: Transaction
    ) async throws -> (frames: [StoredFrame], isAll: Bool, lookback: Int64?) {
        try scope.require()
        // Read first: a frame that is stored in between is either seen below or has a later mark.
        let late = try await tx.first(FirstLookback(operatorID: task.claim.operatorID, id: task.claim.id))
        let next = FramesToObserve(
            reading: reading(task, places),
            lookBackTo: late?.receivedAt,
            limit: batchFrames
        )
        let frames = try await tx.all(next)
        return (frames, frames.count < batchFrames, late?.last)
    }

    /// The next calls of the charge point behind a place, by the time of receipt.
    package static func calls(
        _ scope: Scope,
        _ task: ObserverTask,
        after place: FrameReference,
        in tx: Transaction
    ) async throws -> [StoredFrame] {
        try scope.require()
        let next = CallsBehind(
            operatorID: task.claim.operatorID,
            chargePoint: task.chargePointID,
            place: place,
            limit: batchFrames
        )
        return try await tx.all(next)
    }

    /// The latest calls of an action before the observer was added, newest first.
    package static func latest(
        _ scope: Scope,
        _ task: ObserverTask,
        of action: String,
        in tx: Transaction
    ) async throws -> [StoredFrame] {
        try scope.require()
        let latest = LatestCalls(
            operatorID: task.claim.operatorID,
            chargePoint: task.chargePointID,
            since: task.since.adding(seconds: -introductionSeconds),
            before: task.since,
            action: action,
            limit: action == OCPP16.BootNotification.name ? 1 : introductionFrames
        )
        return try await tx.all(latest)
    }

    /// The last boot of the charge point, whenever the observer was added; `nil` when none is known.
    package static func lastBoot(
        _ scope: Scope,
        _ task: ObserverTask,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> StoredFrame? {
        try scope.require()
        let latest = LatestCalls(
            operatorID: task.claim.operatorID,
            chargePoint: task.chargePointID,
            since: now.adding(seconds: -introductionSeconds),
            // Clocks of nodes differ.
            before: now.adding(seconds: slackSeconds),
            action: OCPP16.BootNotification.name,
            limit: 1
        )
        return try await tx.first(latest)
    }

    private static func reading(_ task: ObserverTask, _ places: [FrameReference]) -> ObserverReading {
        ObserverReading(
            operatorID: task.claim.operatorID,
            chargePoint: task.chargePointID,
            since: task.since,
            places: places
        )
    }

    // MARK: What was told

    /// Notes that a message goes out now; how often it did by then, `nil` when another node tells the observer, or nobody
    /// is to any more: who is told of an end later than others must not tell on.
    package static func sending(
        _ scope: Scope,
        _ claim: FeedClaim,
        _ message: FeedSending,
        in tx: Transaction
    ) async throws -> Int? {
        try scope.require()
        return try await tx.first(MarkObserverSending(claim: claim, message: message))
    }

    /// Keeps what was told; `false` when another node tells the observer.
    package static func advance(
        _ scope: Scope,
        _ claim: FeedClaim,
        _ progress: FeedProgress,
        in tx: Transaction
    ) async throws -> Bool {
        try scope.require()
        guard try await tx.run(AdvanceObserverFeed(claim: claim, progress: progress)) > 0 else { return false }
        if !progress.transactions.isEmpty {
            try await tx.run(UpsertObserverTransactions(claim: claim, transactions: progress.transactions))
        }
        if let last = progress.lookback {
            try await tx.run(DeleteLookbacks(operatorID: claim.operatorID, id: claim.id, last: last))
        }
        return true
    }

    /// Keeps how the connection to an observer stands.
    package static func note(
        _ scope: Scope,
        _ claim: FeedClaim,
        state: String,
        reason: String,
        nextTryAt: Timestamp?,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require()
        let note = NoteObserverState(claim: claim, state: state, reason: reason, nextTryAt: nextTryAt, at: now)
        try await tx.run(note)
    }

    /// Notes frames that are stored long after their receipt, in the transaction that stores them.
    static func noteLate(_ frames: [StoredFrame], in tx: Transaction) async throws {
        let calls = Dictionary(frames.map { ($0.chargePointID, $0) }) { first, second in
            first.reference.receivedAt <= second.reference.receivedAt ? first : second
        }
        try await tx.run(InsertLookbacks(frames: Array(calls.values), lateAfter: lateAfterSeconds))
    }
}
