internal import Crypto
package import OCPP
package import Values

/// Which message of a charge point: the node that recorded it and its number there.
package struct OutboxKey: Hashable, Sendable {
    package var nodeID: Int32
    package var sequence: Int64

    package init(nodeID: Int32, sequence: Int64) {
        self.nodeID = nodeID
        self.sequence = sequence
    }
}

/// A message that was answered here in the back-office's place and that the back-office is told later.
package struct OutboxItem: Hashable, Sendable {
    /// Where it stands.
    package enum State: String, CaseIterable, Sendable {
        /// It waits for its turn.
        case pending
        /// It went to the back-office, and no answer has come.
        case sent
        /// The back-office has answered.
        case acked
        /// It is not sent any more until a person says so.
        case parked
        /// A later message replaced it before it was sent.
        case superseded
        /// A person decided that the back-office is not told.
        case givenUp = "given_up"

        /// Whether something is still to be done about it.
        package var isOpen: Bool { [.pending, .sent, .parked].contains(self) }
    }

    package let key: OutboxKey
    /// When the charge point sent it.
    package let receivedAt: Timestamp
    package let action: String
    /// What a later message of the same name replaces; empty when nothing does.
    package let subject: String
    /// The transaction's number as the charge point has it.
    package let transactionID: Int64?
    /// The number that the back-office gave; of starts only.
    package var upstreamTransactionID: Int64?
    /// How often people have had it tried again.
    package var round: Int
    /// How often it was sent in this round.
    package var attempts: Int
    package var state: State
    /// Why it is parked: a stable name, and the back-office's own words behind a colon.
    package var reason: String
    /// The bytes as the charge point sent them.
    package let payload: [UInt8]

    package init(
        key: OutboxKey,
        receivedAt: Timestamp,
        action: String,
        subject: String = "",
        transactionID: Int64? = nil,
        upstreamTransactionID: Int64? = nil,
        round: Int = 0,
        attempts: Int = 0,
        state: State = .pending,
        reason: String = "",
        payload: [UInt8]
    ) {
        self.key = key
        self.receivedAt = receivedAt
        self.action = action
        self.subject = subject
        self.transactionID = transactionID
        self.upstreamTransactionID = upstreamTransactionID
        self.round = round
        self.attempts = attempts
        self.state = state
        self.reason = reason
        self.payload = payload
    }

    /// A message by what its answer promises.
    package init(_ promise: OutboxPromise, onNode nodeID: Int32, payload: [UInt8]) {
        self.init(
            key: OutboxKey(nodeID: nodeID, sequence: promise.callSequence),
            receivedAt: promise.callReceivedAt,
            action: promise.action,
            subject: promise.subject,
            transactionID: promise.transactionID,
            upstreamTransactionID: promise.upstreamTransactionID,
            attempts: promise.wasSent ? 1 : 0,
            state: promise.upstreamTransactionID != nil ? .acked : promise.wasSent ? .sent : .pending,
            payload: payload
        )
    }

    /// Its id at the back-office.
    package var messageID: OutboxMessageID {
        OutboxMessageID(nodeID: key.nodeID, sequence: key.sequence, round: round)
    }

    /// Whether its transaction begins with it.
    package var isStart: Bool { action == OCPP16.StartTransaction.name }

    /// What tells that a message is the same one, sent again: OCPP 1.6 has no id of its own for it.
    package static func digest(action: String, payload: JSON) -> [UInt8] {
        Array(SHA256.hash(data: Array(action.utf8) + [0] + payload.compactBytes))
    }
}

/// Why a message is parked: stable names, which the page has words for.
package enum OutboxReason {
    /// The back-office answered with an error; its code follows behind a colon.
    package static let refused = "refused"
    /// The back-office gave no answer, twice.
    package static let noAnswer = "no_answer"
    /// The back-office answered a start without a number.
    package static let noNumber = "no_number"
}
