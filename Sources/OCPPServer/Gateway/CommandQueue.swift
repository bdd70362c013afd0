package import OCPP
package import Values

/// A call to a charge point.
package struct Command: Hashable, Sendable {
    package var id: CommandID
    package var chargePointID: ChargePointID
    package var action: String
    package var payload: JSON

    /// A command from an action's request.
    package init<Action: OCPP.Action>(
        _ id: CommandID,
        to chargePointID: ChargePointID,
        _: Action.Type,
        _ request: Action.Request
    ) {
        self.init(id, to: chargePointID, action: Action.name, payload: request.json)
    }

    /// A command from its parts.
    package init(_ id: CommandID, to chargePointID: ChargePointID, action: String, payload: JSON) {
        self.id = id
        self.chargePointID = chargePointID
        self.action = action
        self.payload = payload
    }
}

/// What became of the wish to send a command.
package enum CommandAdmission: String, Sendable {
    /// It is sent as soon as the ones before are answered; the outcome is reported.
    case queued
    /// The charge point is not connected to this node.
    case notConnected
    /// Too many commands wait already.
    case queueFull
    /// The charge point is connected through to its back-office, which alone commands it.
    case relayed
}

/// The commands of one connection: one at a time goes out, the others wait.
///
/// Source: OCPP-J 1.6 §4.1.1.
struct CommandQueue: Sendable {
    /// A command that ended.
    struct Ended: Hashable, Sendable {
        let command: Command
        let outcome: CommandOutcome
    }

    private let limit: Int
    private let timeoutSeconds: Int64
    private var waiting: [Command] = []
    private var outstanding: (command: Command, since: Timestamp)?

    init(limit: Int, timeoutSeconds: Int64) {
        self.limit = limit
        self.timeoutSeconds = timeoutSeconds
    }

    /// Whether a command waits for its answer.
    var isBusy: Bool { outstanding != nil }

    /// Takes a command; `false` when too many wait.
    mutating func enqueue(_ command: Command) -> Bool {
        guard waiting.count < limit else { return false }
        waiting.append(command)
        return true
    }

    /// The next command to send, if none is outstanding; it counts as sent from now on.
    mutating func next(at now: Timestamp) -> Command? {
        guard outstanding == nil, !waiting.isEmpty else { return nil }
        let command = waiting.removeFirst()
        outstanding = (command, now)
        return command
    }

    /// Takes an answer of the charge point; `nil` when nobody asked, or not any more.
    mutating func answered(_ id: MessageID, _ outcome: CommandOutcome) -> Ended? {
        guard let (command, _) = outstanding, command.messageID == id else { return nil }
        outstanding = nil
        return Ended(command: command, outcome: outcome)
    }

    /// Gives up the outstanding command when its time is over.
    mutating func expire(at now: Timestamp) -> Ended? {
        guard let (command, since) = outstanding, now.seconds(since: since) >= timeoutSeconds else { return nil }
        outstanding = nil
        return Ended(command: command, outcome: .timedOut)
    }

    /// Ends everything: the connection is gone.
    mutating func close() -> [Ended] {
        let sent = outstanding.map { [Ended(command: $0.command, outcome: .disconnected)] } ?? []
        let unsent = waiting.map { Ended(command: $0, outcome: .notSent) }
        (outstanding, waiting) = (nil, [])
        return sent + unsent
    }
}

extension Command {
    /// The id of the command's call: unique over all connections, recognisable in the raw frames.
    var messageID: MessageID { MessageID("laadboek-\(id)") }

    /// The call that carries the command.
    var call: Call { Call(id: messageID, action: action, payload: payload) }
}
