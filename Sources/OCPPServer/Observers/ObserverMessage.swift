package import OCPP
package import Values

/// A call of a charge point on its way to an observer.
package struct ObserverMessage: Hashable, Sendable {
    /// Why it is told now.
    package enum Origin: Hashable, Sendable {
        /// Its turn in the journal has come; with it everything up to a place is dealt with.
        case journal(through: JournalPlace)
        /// It is the latest of its subject.
        case owed(String)
        /// People want its transaction told again.
        case again(OutboxKey)
    }

    package let origin: Origin
    /// Its frame.
    package let place: JournalPlace
    package let call: Call
    /// The bytes as the charge point sent them.
    package let payload: [UInt8]
    /// How often people had it told again.
    package var round = 0
    /// Of a start: the number as the charge point has it.
    package var transactionID: Int64?
    /// The transaction that it belongs to, where the observer knows it.
    package var transaction: OutboxKey?
    /// Whether it has no answer: a SEND of OCPP 2.1.
    package var isSend = false

    /// What tells it from others.
    package var sending: ObserverSending { ObserverSending(key: place.key, round: round) }

    /// Its id at the observer: it names the frame, so a repetition is the same frame.
    package var id: MessageID {
        OutboxMessageID(nodeID: place.key.nodeID, sequence: place.key.sequence, round: round).messageID
    }

    var isStart: Bool { call.action == OCPP16.StartTransaction.name }
    var isBoot: Bool { call.action == OCPP16.BootNotification.name }
    var isStop: Bool { call.action == OCPP16.StopTransaction.name }
}

/// What an observer said to a message.
package enum ObserverAnswer: Hashable, Sendable {
    case result(JSON)
    case error(CallErrorCode)
    /// Nothing, however often it was sent.
    case nothing

    /// A name of ``ObserverReason``; `nil` for a result.
    var reason: String? {
        switch self {
        case .result: nil
        case .error(let code): "\(ObserverReason.refused): \(code.rawValue)"
        case .nothing: ObserverReason.noAnswer
        }
    }
}
