public import Values

/// Which side of a connection sent a frame.
public enum Sender: String, CaseIterable, Sendable {
    /// The charge point.
    case chargePoint = "charge_point"
    /// The central system.
    case centralSystem = "central_system"

    /// The other side.
    public var peer: Sender { self == .chargePoint ? .centralSystem : .chargePoint }
}

/// Finds the call that an answer belongs to.
///
/// Ids are unique per connection and sender only and may collide across the two directions. An entry lives until
/// its answer comes or its time is over.
///
/// Source: OCPP-J 1.6 §4.1.4.
public struct CallCorrelation<Note: Sendable>: Sendable {
    /// A call that waits for its answer.
    public struct Pending: Sendable {
        /// The connection the call went over.
        public let connection: Int64
        /// Who called.
        public let sender: Sender
        /// The call's id.
        public let id: MessageID
        /// What the caller wants to remember.
        public let note: Note
        /// When the call was seen.
        public let since: Timestamp
    }

    /// What became of a call that was opened.
    public enum Opening: Sendable {
        /// The call waits for its answer now.
        case opened
        /// The id was already waiting; the new call took its place.
        case replaced(Pending)
        /// So many calls wait already that this one is not remembered.
        case full
    }

    private struct Key: Hashable {
        let connection: Int64
        let sender: Sender
        let id: MessageID
    }

    private let limit: Int
    private let lifetimeSeconds: Int64
    private var pending: [Key: Pending] = [:]

    /// An empty table.
    ///
    /// - Parameters:
    ///   - limit: How many calls may wait at once.
    ///   - lifetimeSeconds: How long a call waits for its answer.
    public init(limit: Int, lifetimeSeconds: Int64 = 600) {
        self.limit = limit
        self.lifetimeSeconds = lifetimeSeconds
    }

    /// How many calls wait.
    public var count: Int { pending.count }

    /// Remembers a call.
    public mutating func opened(
        _ id: MessageID,
        by sender: Sender,
        over connection: Int64,
        note: Note,
        at now: Timestamp
    ) -> Opening {
        let key = Key(connection: connection, sender: sender, id: id)
        if pending[key] == nil, pending.count >= limit { return .full }
        let entry = Pending(connection: connection, sender: sender, id: id, note: note, since: now)
        guard let earlier = pending.updateValue(entry, forKey: key) else { return .opened }
        return .replaced(earlier)
    }

    /// Takes the call that an answer belongs to; `nil` when nobody asked, or too long ago.
    public mutating func answered(
        _ id: MessageID,
        by sender: Sender,
        over connection: Int64,
        at now: Timestamp
    ) -> Pending? {
        let key = Key(connection: connection, sender: sender.peer, id: id)
        guard let entry = pending.removeValue(forKey: key) else { return nil }
        return isOver(entry, now) ? nil : entry
    }

    /// Takes the calls whose time is over, oldest first.
    public mutating func expire(at now: Timestamp) -> [Pending] {
        let over = pending.filter { isOver($0.value, now) }
        for key in over.keys { pending[key] = nil }
        return over.values.sorted { $0.since < $1.since }
    }

    /// Takes all calls of a connection that is gone, oldest first.
    public mutating func closed(_ connection: Int64) -> [Pending] {
        let gone = pending.filter { $0.key.connection == connection }
        for key in gone.keys { pending[key] = nil }
        return gone.values.sorted { $0.since < $1.since }
    }

    private func isOver(_ entry: Pending, _ now: Timestamp) -> Bool {
        now.seconds(since: entry.since) >= lifetimeSeconds
    }
}
