import Domain
import OCPPServer
import Values

// The same things by the names of the two rooms.

extension JournalPlace {
    init(_ reference: FrameReference) {
        self.init(nodeID: reference.nodeID, sequence: reference.sequence, receivedAt: reference.receivedAt)
    }
}

extension FrameReference {
    init(_ place: JournalPlace) {
        self.init(nodeID: place.key.nodeID, sequence: place.key.sequence, receivedAt: place.receivedAt)
    }
}

extension JournalFrame {
    init(_ frame: StoredFrame) {
        self.init(
            place: JournalPlace(frame.reference),
            connectionID: frame.connectionID,
            isOutgoing: frame.isOutgoing,
            payload: frame.payload
        )
    }
}

extension ObserverTransaction {
    init?(_ stored: FeedTransaction) {
        guard let state = State(rawValue: stored.state) else { return nil }
        self.init(
            place: JournalPlace(stored.frame),
            transactionID: stored.transactionID,
            observerTransactionID: stored.observerTransactionID,
            startDigest: stored.startDigest,
            state: state,
            reason: stored.reason,
            told: Int(stored.told),
            skipped: Int(stored.skipped),
            refused: Int(stored.refused),
            stop: stored.stop.map(JournalPlace.init),
            round: Int(stored.round),
            again: stored.again.map(JournalPlace.init)
        )
    }
}

extension FeedTransaction {
    init(_ known: ObserverTransaction) {
        self.init(
            frame: FrameReference(known.place),
            transactionID: known.transactionID,
            observerTransactionID: known.observerTransactionID,
            startDigest: known.startDigest,
            state: known.state.rawValue,
            reason: known.reason,
            told: Int32(clamping: known.told),
            skipped: Int32(clamping: known.skipped),
            refused: Int32(clamping: known.refused),
            stop: known.stop.map(FrameReference.init),
            round: Int32(clamping: known.round),
            again: known.again.map(FrameReference.init)
        )
    }
}

extension FeedProgress {
    init(_ progress: ObserverProgress, at now: Timestamp) {
        self.init(
            places: progress.places.map(FrameReference.init),
            owed: progress.owed.mapValues(FrameReference.init),
            told: progress.told,
            outdated: progress.outdated,
            refused: progress.refused,
            refusal: progress.refusal,
            commands: progress.commands,
            transactions: progress.transactions.map(FeedTransaction.init),
            lookback: progress.lookback,
            at: now
        )
    }
}
