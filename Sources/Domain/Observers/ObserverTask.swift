package import Values

/// That a node tells an observer; every claim has another epoch.
package struct FeedClaim: Hashable, Sendable {
    package let operatorID: OperatorID
    package let id: ObserverID
    package let node: Int32
    package let epoch: Int64

    package init(operatorID: OperatorID, id: ObserverID, node: Int32, epoch: Int64) {
        self.operatorID = operatorID
        self.id = id
        self.node = node
        self.epoch = epoch
    }
}

/// An observer that a node tells.
package struct ObserverTask: Hashable, Sendable {
    package let claim: FeedClaim
    package let chargePointID: ChargePointID
    /// The charge point's own identity.
    package let chargePointIdentity: String
    package let upstreamID: UpstreamID
    package let url: String
    package let trustedAuthorities: String
    /// The identity under which it knows the charge point; empty for the charge point's own.
    package let identity: String
    /// Sealed for ``Observers/sealedPlace(_:_:)``; `nil` without credentials.
    package let sealedKey: [UInt8]?
    /// Whether every connection to it begins with the charge point's last boot.
    package let bootsAgain: Bool
    package let since: Timestamp
    /// The protocol that the charge point speaks, or spoke last.
    package let spoken: String
    /// Whether the charge point is connected, to whichever node.
    package let isPresent: Bool
    /// Whether another node holds the charge point's connection: that one shall tell.
    package let isElsewhere: Bool
}

/// A message on its way to an observer: the frame, and how often people had it told again.
package struct FeedSending: Hashable, Sendable {
    package let node: Int32
    package let sequence: Int64
    package let round: Int32

    package init(node: Int32, sequence: Int64, round: Int32) {
        self.node = node
        self.sequence = sequence
        self.round = round
    }
}

/// What is stored of how far an observer was told.
package struct LoadedFeed: Hashable, Sendable {
    /// The last frame of each node that is dealt with.
    package let places: [FrameReference]
    /// The latest boot and states that it was not told at their place.
    package let owed: [String: FrameReference]
    package let isIntroduced: Bool
    package let sending: FeedSending?
    package internal(set) var transactions: [FeedTransaction] = []
    /// The last frames that are dealt with, oldest first.
    package internal(set) var heard: [StoredFrame] = []
}

/// What an observer made of a transaction.
package struct FeedTransaction: Hashable, Sendable {
    package let frame: FrameReference
    package let transactionID: Int64
    package let observerTransactionID: Int64?
    package let startDigest: [UInt8]
    package let state: String
    package let reason: String
    package let told: Int32
    package let skipped: Int32
    package let refused: Int32
    package let stop: FrameReference?
    package let round: Int32
    package let again: FrameReference?

    package init(
        frame: FrameReference,
        transactionID: Int64,
        observerTransactionID: Int64?,
        startDigest: [UInt8],
        state: String,
        reason: String,
        told: Int32,
        skipped: Int32,
        refused: Int32,
        stop: FrameReference?,
        round: Int32,
        again: FrameReference?
    ) {
        self.frame = frame
        self.transactionID = transactionID
        self.observerTransactionID = observerTransactionID
        self.startDigest = startDigest
        self.state = state
        self.reason = reason
        self.told = told
        self.skipped = skipped
        self.refused = refused
        self.stop = stop
        self.round = round
        self.again = again
    }
}

/// What changed since it was stored last.
package struct FeedProgress: Sendable {
    package let places: [FrameReference]
    package let owed: [String: FrameReference]
    package let told: Int
    package let outdated: Int
    package let refused: Int
    package let refusal: String
    package let commands: Int
    package let transactions: [FeedTransaction]
    package let lookback: Int64?
    package let at: Timestamp

    package init(
        places: [FrameReference],
        owed: [String: FrameReference],
        told: Int = 0,
        outdated: Int = 0,
        refused: Int = 0,
        refusal: String = "",
        commands: Int = 0,
        transactions: [FeedTransaction] = [],
        lookback: Int64? = nil,
        at: Timestamp
    ) {
        self.places = places
        self.owed = owed
        self.told = told
        self.outdated = outdated
        self.refused = refused
        self.refusal = refusal
        self.commands = commands
        self.transactions = transactions
        self.lookback = lookback
        self.at = at
    }
}
