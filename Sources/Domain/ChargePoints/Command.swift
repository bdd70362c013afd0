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
    package let state: CommandState
    package let sentAt: Timestamp?
    package let answeredAt: Timestamp?
    package let answer: JSON?
}

/// The OCPP call that is to be sent.
package struct CommandRequest: Hashable, Sendable {
    /// The name of the action as in OCPP 1.6, such as `RemoteStartTransaction`.
    package let action: String
    package let payload: JSON

    package init(action: String, payload: JSON) {
        self.action = action
        self.payload = payload
    }

    /// Starts a session on a connector.

    ///

    /// Source: OCPP 1.6 §5.11.
    package static func remoteStart(connector: Int, idTag: String) -> CommandRequest {
        CommandRequest(
            action: "RemoteStartTransaction",
            payload: .dictionary(["connectorId": .integer(connector), "idTag": .string(idTag)])
        )
    }

    /// Stops a session.

    ///

    /// Source: OCPP 1.6 §5.12.
    package static func remoteStop(transaction: Int64) -> CommandRequest {
        CommandRequest(action: "RemoteStopTransaction", payload: .dictionary(["transactionId": .integer(transaction)]))
    }

    /// Restarts the charge point.

    ///

    /// Source: OCPP 1.6 §5.14.
    package static func reset(isHard: Bool) -> CommandRequest {
        CommandRequest(action: "Reset", payload: .dictionary(["type": .string(isHard ? "Hard" : "Soft")]))
    }
}

/// How far a command is: queued → sent → answered or failed; queued or sent → expired.
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

    package init(operatorID: OperatorID, id: CommandID, state: CommandState, answer: JSON, at: Timestamp) {
        self.operatorID = operatorID
        self.id = id
        self.state = state
        self.answer = answer
        self.at = at
    }
}

/// Why no command was queued.
package enum CommandRejection: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// A retired charge point takes no commands.
    case chargePointRetired = "command.charge_point_retired"
    /// Too many commands wait for this charge point already.
    case tooManyWaiting = "command.too_many_waiting"

    package var code: String { rawValue }
    package var isTransient: Bool { self == .tooManyWaiting }
    package var description: String { "\(code): the command was not queued" }
}
