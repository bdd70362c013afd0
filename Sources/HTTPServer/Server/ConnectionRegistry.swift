import NIOCore
import Synchronization

/// The open connections of a server, for the limit and for shutting down.
final class ConnectionRegistry: Sendable {
    /// What happens to a new connection.
    enum Admission: Sendable {
        case serve
        case refuse
        case drop
    }

    private struct State {
        var connections: [ObjectIdentifier: HTTPConnection] = [:]
        var count = 0
        var isShuttingDown = false
        /// Whether somebody waits for the end of all.
        var isAwaited = false
    }

    private let state = Mutex(State())
    private let gone = Signal()
    private let limits: HTTPLimits

    init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// Whether answers should end their connections.
    var isShuttingDown: Bool { state.withLock { $0.isShuttingDown } }

    /// Counts a new connection in; every admission is followed by one `leave`.
    func enter() -> Admission {
        state.withLock { state in
            state.count += 1
            if state.isShuttingDown || state.count > limits.connections + limits.refusalReserve { return .drop }
            return state.count > limits.connections ? .refuse : .serve
        }
    }

    func leave() {
        let isLast = state.withLock { state in
            state.count -= 1
            return state.count == 0 && state.isAwaited
        }
        if isLast { gone.fire() }
    }

    /// Waits until no connection is left.
    ///
    /// Called once no new one comes; a cancelled task waits no longer.
    func allGone() async {
        let isEmpty = state.withLock { state in
            state.isAwaited = true
            return state.count == 0
        }
        if !isEmpty { await gone.wait() }
    }

    func add(_ connection: HTTPConnection) {
        let isLate = state.withLock { state in
            state.connections[ObjectIdentifier(connection)] = connection
            return state.isShuttingDown
        }
        if isLate { connection.beginShutdown() }
    }

    func remove(_ connection: HTTPConnection) {
        state.withLock { _ = $0.connections.removeValue(forKey: ObjectIdentifier(connection)) }
    }

    /// Asks every connection to end after what it is doing.
    func beginShutdown() {
        let connections = state.withLock { state in
            state.isShuttingDown = true
            return Array(state.connections.values)
        }
        for connection in connections { connection.beginShutdown() }
    }

    /// Drops what is still open.
    func dropAll() {
        let connections = state.withLock { Array($0.connections.values) }
        for connection in connections { connection.channel.close(promise: nil) }
    }
}
