internal import CLibPQ

extension Database {
    /// Notifications of the channels, over a connection of its own that comes back by itself.
    ///
    /// `mark` is held from before the first event until the connection is gone: by it others see that somebody listens.
    public func listen(to channels: [String], holding mark: AdvisoryMark? = nil) -> Listener {
        Listener(configuration: configuration, channels: channels, mark: mark)
    }
}

/// A shared advisory lock that says that its holder is alive; any number may hold the same one.
///
/// Source: PostgreSQL, "Explicit Locking", advisory locks with two keys.
public struct AdvisoryMark: Hashable, Sendable {
    /// What kind of holder it is.
    public let kind: Int32
    /// Which one.
    public let number: Int32

    /// A mark of a kind; kinds are told apart by whoever chooses them.
    public init(kind: Int32, number: Int32) {
        self.kind = kind
        self.number = number
    }
}

/// An endless sequence of notifications.
///
/// It ends only with its task. Whatever was sent while there was no connection is lost, so every (re)connection is
/// announced by ``Event/listening``: reload what depends on the channels then.
public struct Listener: AsyncSequence, Sendable {
    /// What a listener learns.
    public enum Event: Hashable, Sendable {
        /// From now on nothing is missed; what was sent before may have been.
        case listening
        /// Somebody sent this on one of the channels.
        case notification(channel: String, payload: String)
    }

    /// An event.
    public typealias Element = Event

    let configuration: DatabaseConfiguration
    let channels: [String]
    let mark: AdvisoryMark?

    /// Listens over a connection of its own.
    public func makeAsyncIterator() -> Iterator {
        Iterator(configuration: configuration, channels: channels, mark: mark)
    }

    /// Connects, listens, and connects again when the connection breaks.
    public struct Iterator: AsyncIteratorProtocol {
        private let configuration: DatabaseConfiguration
        private let channels: [String]
        private let mark: AdvisoryMark?
        private var connection: Connection?
        private var arrived: ArraySlice<Event> = []
        private var backoff = Backoff.connecting

        fileprivate init(configuration: DatabaseConfiguration, channels: [String], mark: AdvisoryMark?) {
            self.configuration = configuration
            self.channels = channels
            self.mark = mark
        }

        /// The next event; waits as long as it takes.
        ///
        /// An unreachable server is tried again for ever.
        ///
        /// - Throws: `CancellationError`, and ``PostgresFault/Kind/configuration``.
        public mutating func next() async throws -> Event? {
            while true {
                if let event = arrived.popFirst() { return event }
                do {
                    try await receive()
                } catch let fault as PostgresFault where fault.isConnectionLoss {
                    await connection?.close()
                    connection = nil
                    try await Task.sleep(for: backoff.next())
                }
            }
        }

        private mutating func receive() async throws {
            guard let connection else { return try await connect() }
            arrived = try await connection.cancellable { try $0.notifications() }[...]
        }

        private mutating func connect() async throws {
            try Task.checkCancellation()
            let connection = try await Connection.open(configuration)
            let listening = channels.map { "LISTEN \(quotedIdentifier($0));" }
            let marking = mark.map { "SELECT pg_advisory_lock_shared(\($0.kind), \($0.number));" }
            let sql = (listening + [marking].compactMap(\.self)).joined(separator: " ")
            try await connection.cancellable { try $0.usableWire().simple(sql) }
            self.connection = connection
            backoff = .connecting
            arrived = [.listening]
        }
    }
}

extension Connection {
    /// Waits for notifications; at least one.
    fileprivate func notifications() throws -> [Listener.Event] {
        let wire = try usableWire()
        while true {
            let events = wire.takeNotifications()
            guard events.isEmpty else { return events }
            if wire.isCancelled { throw CancellationError() }
            try wire.awaitInput()
        }
    }
}

extension Wire {
    /// The notifications that have arrived.
    fileprivate func takeNotifications() -> [Listener.Event] {
        var events: [Listener.Event] = []
        while let notification = PQnotifies(handle) {
            defer { PQfreemem(notification) }
            let payload = notification.pointee.extra.map { String(cString: $0) } ?? ""
            events.append(.notification(channel: String(cString: notification.pointee.relname), payload: payload))
        }
        return events
    }

    /// Sleeps until something arrives or the task is cancelled.
    fileprivate func awaitInput() throws {
        let (socket, rang) = try sleep(until: POLLIN, limit: nil)
        if rang { silenceBell() }
        if socket { try consume() }
        guard PQstatus(handle) == CONNECTION_OK else { throw lost() }
    }
}
