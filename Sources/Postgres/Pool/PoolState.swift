/// Decides who gets which connection; does nothing itself.
///
/// Invariant: `idle.count <= total <= limit`, and nobody waits while a connection is idle or another may be opened.
struct PoolState<Member: Sendable, Moment: Comparable & Sendable>: Sendable {
    /// Identifies somebody who waits.
    typealias Ticket = UInt64

    /// What to do for somebody who asks.
    enum Answer {
        /// Take this one.
        case use(Member)
        /// Open another; its place is reserved.
        case open
        /// Wait for a grant under the ticket.
        case wait
        /// Nothing to be had.
        case refuse(PostgresFault.Kind)
    }

    /// What somebody who waited gets.
    enum Grant {
        /// Take this one.
        case use(Member)
        /// Open another; its place is reserved.
        case open
        /// Nothing came.
        case refuse(PostgresFault.Kind)
    }

    /// A grant and for whom it is.
    struct Delivery {
        let ticket: Ticket
        let grant: Grant
    }

    let limit: Int
    let waitingLimit: Int
    /// Connections that nobody uses, the longest idle first.
    private(set) var idle: [(member: Member, since: Moment)] = []
    /// Connections that exist or are being opened, idle ones included.
    private(set) var total = 0
    /// Who waits, the longest first.
    private(set) var waiting: [Ticket] = []
    private(set) var isClosed = false

    init(limit: Int, waitingLimit: Int) {
        self.limit = limit
        self.waitingLimit = waitingLimit
    }

    /// Somebody asks for a connection.
    ///
    /// The connection used last is given first, so that the others grow old and are closed.
    mutating func lease(_ ticket: Ticket) -> Answer {
        guard !isClosed else { return .refuse(.closed) }
        if let (member, _) = idle.popLast() { return .use(member) }
        if total < limit {
            total += 1
            return .open
        }
        guard waiting.count < waitingLimit else { return .refuse(.tooManyWaiting) }
        waiting.append(ticket)
        return .wait
    }

    /// A connection comes back in order: for whom it is next, or whether it must be closed.
    mutating func giveBack(_ member: Member, at now: Moment) -> (delivery: Delivery?, close: Member?) {
        if isClosed {
            total -= 1
            return (nil, member)
        }
        guard !waiting.isEmpty else {
            idle.append((member, now))
            return (nil, nil)
        }
        return (Delivery(ticket: waiting.removeFirst(), grant: .use(member)), nil)
    }

    /// A connection is gone, or could not be opened: its place goes to whoever waits.
    mutating func discard() -> Delivery? {
        guard !isClosed, !waiting.isEmpty else {
            total -= 1
            return nil
        }
        return Delivery(ticket: waiting.removeFirst(), grant: .open)
    }

    /// Somebody waits no longer; `false` when the grant was given meanwhile.
    mutating func abandon(_ ticket: Ticket) -> Bool {
        guard let place = waiting.firstIndex(of: ticket) else { return false }
        waiting.remove(at: place)
        return true
    }

    /// Takes out the connections that have been idle since before the moment.
    mutating func expire(before moment: Moment) -> [Member] {
        let expired = idle.prefix { $0.since < moment }.map(\.member)
        idle.removeFirst(expired.count)
        total -= expired.count
        return expired
    }

    /// Closes the pool: the idle connections to close, and those who wait, to be refused.
    mutating func close() -> (members: [Member], deliveries: [Delivery]) {
        isClosed = true
        let members = idle.map(\.member)
        total -= members.count
        idle = []
        defer { waiting = [] }
        return (members, waiting.map { Delivery(ticket: $0, grant: .refuse(.closed)) })
    }
}
