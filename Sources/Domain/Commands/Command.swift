import Postgres
package import Values

/// A command to a charge point with how far it is.
package struct Command: Hashable, Sendable {
    package let id: CommandID
    package let operatorID: OperatorID
    package let chargePointID: ChargePointID
    package let request: CommandRequest
    /// The name of the person who asked; empty for the installation itself.
    package let requestedBy: String
    package let requestedAt: Timestamp
    /// Until when it may be sent; beyond the usual two minutes it waits for a reconnect.
    package let expiresAt: Timestamp
    package let state: CommandState
    package let sentAt: Timestamp?
    package let answeredAt: Timestamp?
    package let answer: JSON?
}

/// The OCPP call that is to be sent.
package struct CommandRequest: Hashable, Sendable {
    /// The name of the action as in the protocol the charge point speaks, such as `RemoteStartTransaction`.
    package let action: String
    package let payload: JSON

    package init(action: String, payload: JSON) {
        self.action = action
        self.payload = payload
    }
}

/// How far a command is: queued → sent → answered or failed; queued or sent → expired.
///
/// A command that was handed over and not sent goes back to queued while it may still wait.
package enum CommandState: String, CaseIterable, Hashable, Sendable, PostgresValue {
    case queued, sent, answered, failed, expired

    /// Whether nothing more happens to it.
    package var isFinal: Bool { self != .queued && self != .sent }
}

/// What became of a command.
package struct CommandAnswer: Hashable, Sendable {
    package let operatorID: OperatorID
    package let id: CommandID
    package let state: CommandState
    /// What the charge point said, or why it said nothing.
    package let answer: JSON
    package let at: Timestamp
    /// Whether it never left, so that it may be tried again.
    package let isUnsent: Bool

    package init(
        operatorID: OperatorID,
        id: CommandID,
        state: CommandState,
        answer: JSON,
        at: Timestamp,
        isUnsent: Bool = false
    ) {
        self.operatorID = operatorID
        self.id = id
        self.state = state
        self.answer = answer
        self.at = at
        self.isUnsent = isUnsent
    }
}

/// Why no command was queued.
package enum CommandRejection: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// A retired charge point takes no commands.
    case chargePointRetired = "command.charge_point_retired"
    /// Too many commands wait for this charge point already.
    case tooManyWaiting = "command.too_many_waiting"
    /// The protocol that the charge point speaks has no such command.
    case notInProtocol = "command.not_in_protocol"
    /// The charge point goes through to another back-office, which alone commands it.
    case chargePointRelayed = "command.charge_point_relayed"
    /// A new key is on its way to the charge point already, or it has not come with it yet.
    case keyUnderWay = "command.key_under_way"

    package var code: String { rawValue }
    package var isTransient: Bool { self == .tooManyWaiting }
    package var description: String { "\(code): the command was not queued" }
}
