package import OCPP
package import Values

/// A frame's place in the journal.
package struct JournalPlace: Hashable, Sendable {
    /// The node that recorded the frame and its number there.
    package var key: OutboxKey
    /// When it was received or sent.
    package var receivedAt: Timestamp

    package init(nodeID: Int32, sequence: Int64, receivedAt: Timestamp) {
        key = OutboxKey(nodeID: nodeID, sequence: sequence)
        self.receivedAt = receivedAt
    }
}

/// A frame between a charge point and whoever answers it, as stored.
package struct JournalFrame: Hashable, Sendable {
    package var place: JournalPlace
    /// The connection; message ids are unique within one and per sender only.
    package var connectionID: Int64
    /// Whether it went to the charge point.
    package var isOutgoing: Bool
    package var payload: [UInt8]

    package init(place: JournalPlace, connectionID: Int64, isOutgoing: Bool, payload: [UInt8]) {
        self.place = place
        self.connectionID = connectionID
        self.isOutgoing = isOutgoing
        self.payload = payload
    }
}

/// Frames of the journal in the order in which they are dealt with.
package struct JournalBatch: Hashable, Sendable {
    package var frames: [JournalFrame]
    /// Whether there are no more at the moment.
    package var isAll: Bool
    /// The last mark that says that frames came late; done with once all are dealt with.
    package var lookback: Int64?

    package init(frames: [JournalFrame], isAll: Bool, lookback: Int64? = nil) {
        self.frames = frames
        self.isAll = isAll
        self.lookback = lookback
    }
}

/// That this node tells an observer; every claim has another epoch, and nothing can be written under an older one.
package struct ObserverClaim: Hashable, Sendable {
    package var operatorID: OperatorID
    package var observerID: ObserverID
    package var epoch: Int64

    package init(operatorID: OperatorID, observerID: ObserverID, epoch: Int64) {
        self.operatorID = operatorID
        self.observerID = observerID
        self.epoch = epoch
    }
}

/// An observer that this node tells now.
package struct ObserverAssignment: Hashable, Sendable {
    package var claim: ObserverClaim
    package var chargePointID: ChargePointID
    package var target: ObserverTarget
    /// Frames received before belong to a time in which nobody asked for it to be told.
    package var since: Timestamp
    /// Whether the charge point is connected, to whichever node.
    package var isPresent: Bool
    /// Whether it is connected to another node, which shall tell the observer from now on.
    package var isElsewhere: Bool

    package init(
        claim: ObserverClaim,
        chargePointID: ChargePointID,
        target: ObserverTarget,
        since: Timestamp,
        isPresent: Bool,
        isElsewhere: Bool = false
    ) {
        self.claim = claim
        self.chargePointID = chargePointID
        self.target = target
        self.since = since
        self.isPresent = isPresent
        self.isElsewhere = isElsewhere
    }
}

/// What an observer made of a transaction.
package struct ObserverTransaction: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// It has given the transaction a number.
        case open
        /// It was told its end.
        case stopped
        /// It does not know the start, so it is told nothing of it.
        case untold
        /// It knows the transaction and took no stop.
        case stopUntold = "stop_untold"
    }

    /// Its start, or the first message that was not told because the start is not known.
    package let place: JournalPlace
    /// The number as the charge point has it.
    package let transactionID: Int64
    /// The observer's number.
    package var observerTransactionID: Int64?
    /// What tells the start from others; empty when the start is not known.
    package let startDigest: [UInt8]
    package var state: State
    /// Why it is not told, or what is odd about it: a name of ``ObserverReason``.
    package var reason: String
    /// Messages that it was told.
    package var told: Int
    /// Messages that it was not told.
    package var skipped: Int
    /// Messages that it answered with an error, or not at all.
    package var refused: Int
    package var stop: JournalPlace?
    /// How often people had it told again.
    package var round: Int
    /// The last frame that was looked at to tell it again; `nil` when that is not under way.
    package var again: JournalPlace?

    package init(
        place: JournalPlace,
        transactionID: Int64,
        observerTransactionID: Int64? = nil,
        startDigest: [UInt8] = [],
        state: State,
        reason: String = "",
        told: Int = 0,
        skipped: Int = 0,
        refused: Int = 0,
        stop: JournalPlace? = nil,
        round: Int = 0,
        again: JournalPlace? = nil
    ) {
        self.place = place
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

/// Why something was not told, or is odd: stable names, which the page has words for.
package enum ObserverReason {
    /// The start was before the observer was added, or is not known for another reason.
    package static let startUnknown = "start_unknown"
    /// The observer answered with an error; its code follows behind a colon.
    package static let refused = "refused"
    /// The observer gave no answer, twice.
    package static let noAnswer = "no_answer"
    /// The observer answered a start without a number.
    package static let noNumber = "no_number"
    /// The observer gave a number and did not accept the card; its word follows behind a colon.
    package static let notAccepted = "not_accepted"
    /// The start came a second time and got another number; the observer knows the first.
    package static let repeated = "repeated"
}

/// What is stored of how far an observer was told.
package struct ObserverRecord: Hashable, Sendable {
    package var places: [JournalPlace]
    package var owed: [String: JournalPlace]
    package var isIntroduced: Bool
    /// The message on its way when this was written last.
    package var sending: ObserverSending?
    package var transactions: [ObserverTransaction]
    /// The last frames that are dealt with: what comes may answer or repeat them.
    package var heard: [JournalFrame]

    package init(
        places: [JournalPlace] = [],
        owed: [String: JournalPlace] = [:],
        isIntroduced: Bool = false,
        sending: ObserverSending? = nil,
        transactions: [ObserverTransaction] = [],
        heard: [JournalFrame] = []
    ) {
        self.places = places
        self.owed = owed
        self.isIntroduced = isIntroduced
        self.sending = sending
        self.transactions = transactions
        self.heard = heard
    }
}

/// A message on its way to an observer: the frame, and how often people had it told again.
package struct ObserverSending: Hashable, Sendable {
    package var key: OutboxKey
    package var round: Int

    package init(key: OutboxKey, round: Int) {
        self.key = key
        self.round = round
    }
}

/// What changed since it was stored last.
package struct ObserverProgress: Hashable, Sendable {
    package var places: [JournalPlace]
    package var owed: [String: JournalPlace]
    package var told = 0
    package var outdated = 0
    package var refused = 0
    package var refusal = ""
    package var commands = 0
    package var transactions: [ObserverTransaction] = []
    /// Marks of late frames up to this one are done with.
    package var lookback: Int64?

    package init(places: [JournalPlace], owed: [String: JournalPlace]) {
        self.places = places
        self.owed = owed
    }
}

/// How the connection to an observer stands.
package struct ObserverStand: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case connected
        case away
        /// It does not accept the charge point yet.
        case notAccepted = "not_accepted"
        /// The charge point is away and everything is told.
        case resting
    }

    package var state: State
    /// `unreachable`, `tls`, `timed_out`, `malformed`, `closed`, each with words behind a colon; `refused: ` with a
    /// status; the observer's word when it does not accept the charge point.
    package var reason: String
    package var nextTryAt: Timestamp?

    package init(_ state: State, reason: String = "", nextTryAt: Timestamp? = nil) {
        self.state = state
        self.reason = reason
        self.nextTryAt = nextTryAt
    }
}

/// Another node tells the observer by now.
package struct ObserverClaimLost: Error {
    package init() {}
}

/// Where those who tell observers find what to tell, and keep how far they are.
package protocol ObserverStore: Sendable {
    /// Says that this node lives, takes over observers that nobody tells, and gives all that it tells now.
    func assignments() async throws -> [ObserverAssignment]
    /// Gives an observer back, so that another node may tell it.
    func release(_ claim: ObserverClaim) async throws
    /// Gives everything back: this node ends.
    func retire() async
    /// What is stored of an observer; with it what transactions people want told again.
    func load(_ assignment: ObserverAssignment) async throws -> ObserverRecord
    /// The transactions that people want told again.
    func wantedAgain(_ claim: ObserverClaim) async throws -> [ObserverTransaction]
    /// The next frames behind the places.
    func frames(_ assignment: ObserverAssignment, after places: [JournalPlace]) async throws -> JournalBatch
    /// The next calls of the charge point behind a place, by the time of receipt.
    func calls(_ assignment: ObserverAssignment, after place: JournalPlace) async throws -> [JournalFrame]
    /// The bytes of a frame; `nil` when it is not there.
    func payload(_ assignment: ObserverAssignment, at place: JournalPlace) async throws -> [UInt8]?
    /// The latest calls of some actions before the observer was added, newest first.
    func latest(_ assignment: ObserverAssignment, of action: String) async throws -> [JournalFrame]
    /// The last boot of the charge point, whenever that was; `nil` when none is known.
    func lastBoot(_ assignment: ObserverAssignment) async throws -> JournalFrame?
    /// Notes durably that a message goes out now; how often it did so by then.
    ///
    /// - Throws: ``ObserverClaimLost``.
    func sending(_ claim: ObserverClaim, _ message: ObserverSending) async throws -> Int
    /// Keeps what was told; nothing is on its way any more.
    ///
    /// - Throws: ``ObserverClaimLost``.
    func advance(_ claim: ObserverClaim, _ progress: ObserverProgress) async throws
    /// Keeps how the connection stands.
    func note(_ claim: ObserverClaim, _ stand: ObserverStand) async throws
}
