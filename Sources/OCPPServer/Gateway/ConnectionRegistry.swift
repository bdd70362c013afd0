internal import HTTPServer
internal import NIOCore
internal import Synchronization
internal import Values

/// The program's side of a charge point's connection, on its event loop.
protocol ConnectedSession: AnyObject {
    /// Takes a command for the charge point.
    func take(_ command: Command) -> CommandAdmission
    /// Makes room for a newer connection of the same charge point.
    func replace()
}

/// The connected charge points of this node; one connection each, the newest.
final class ConnectionRegistry: Sendable {
    /// A connection as the rest of the gateway sees it.
    struct Entry: Sendable {
        let connectionID: Int64
        /// The charge point as it was when it was let in.
        let admitted: RegisteredChargePoint
        let socket: WebSocketConnection
        let session: NIOLoopBound<any ConnectedSession>

        /// Does something on the connection's event loop.
        func onLoop(_ body: @escaping @Sendable (any ConnectedSession) -> Void) {
            let session = session
            if socket.eventLoop.inEventLoop {
                body(session.value)
            } else {
                socket.eventLoop.execute { body(session.value) }
            }
        }

        /// Makes room for a newer connection.
        func replace() {
            onLoop { $0.replace() }
        }
    }

    private let entries = Mutex<[ChargePointID: Entry]>([:])
    private let lastConnectionID = Atomic<Int64>(0)

    /// A number for a connection: grows with the clock, so it is not used again after a restart.
    func makeConnectionID(at now: Timestamp) -> Int64 {
        var id = now.microseconds
        while true {
            let last = lastConnectionID.load(ordering: .relaxed)
            id = max(id, last + 1)
            if lastConnectionID.compareExchange(expected: last, desired: id, ordering: .relaxed).exchanged { return id }
        }
    }

    /// Enters a connection.
    ///
    /// - Returns: The connection that it replaces.
    func enter(_ entry: Entry, for id: ChargePointID) -> Entry? {
        entries.withLock { $0.updateValue(entry, forKey: id) }
    }

    /// Removes a connection, unless a newer one took its place.
    func leave(_ connectionID: Int64, of id: ChargePointID) {
        entries.withLock { entries in
            if entries[id]?.connectionID == connectionID { entries[id] = nil }
        }
    }

    func entry(of id: ChargePointID) -> Entry? { entries.withLock { $0[id] } }

    var all: [(ChargePointID, Entry)] { entries.withLock { entries in entries.map { ($0.key, $0.value) } } }
}
