internal import Logging
internal import Synchronization

/// Opens, lends and closes connections as ``PoolState`` decides.
final class Pool: Sendable {
    private typealias State = PoolState<Connection, ContinuousClock.Instant>

    private struct Shared {
        var state: State
        var lastTicket: UInt64 = 0
        var continuations: [State.Ticket: CheckedContinuation<State.Grant, Never>] = [:]
        /// Grants for those who are about to wait.
        var early: [State.Ticket: State.Grant] = [:]
        /// Who waits in ``Pool/close()`` for the last connection.
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    private let configuration: DatabaseConfiguration
    private let logger: Logger
    private let shared: Mutex<Shared>

    init(_ configuration: DatabaseConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        let state = State(limit: configuration.maxConnections, waitingLimit: PostgresLimits.waitingTasks)
        shared = Mutex(Shared(state: state))
    }

    /// How many connections there are, how many of them nobody uses, and how many tasks wait.
    var occupancy: (total: Int, idle: Int, waiting: Int) {
        shared.withLock { ($0.state.total, $0.state.idle.count, $0.state.waiting.count) }
    }

    /// A connection that works; waits at most for the wait limit.
    func lease() async throws -> Connection {
        let deadline = ContinuousClock.now + configuration.waitLimit
        await closeExpired()
        let ticket = shared.withLock { shared in
            shared.lastTicket += 1
            return shared.lastTicket
        }
        switch shared.withLock({ $0.state.lease(ticket) }) {
        case .use(let connection): return try await checked(connection, until: deadline)
        case .open: return try await open(until: deadline)
        case .refuse(let kind): throw PostgresFault(kind, "no connection")
        case .wait: return try await take(await grant(for: ticket, until: deadline), until: deadline)
        }
    }

    private func take(_ grant: State.Grant, until deadline: ContinuousClock.Instant) async throws -> Connection {
        switch grant {
        case .use(let connection): return try await checked(connection, until: deadline)
        case .open: return try await open(until: deadline)
        case .refuse(let kind):
            try Task.checkCancellation()
            throw PostgresFault(kind, "no connection came free within \(configuration.waitLimit)")
        }
    }

    /// The connection itself, or a new one in its place when the server has said goodbye to it.
    private func checked(
        _ connection: Connection,
        until deadline: ContinuousClock.Instant
    ) async throws -> Connection {
        if connection.isQuiet {
            guard Task.isCancelled else { return connection }
            await giveBack(connection)
            throw CancellationError()
        }
        logger.warning("postgres.connection_lost: an idle connection was ended by the server")
        await connection.close()
        return try await open(until: deadline)
    }

    /// Opens a connection in a reserved place, again and again until the deadline.
    private func open(until deadline: ContinuousClock.Instant) async throws -> Connection {
        var backoff = Backoff.connecting
        while true {
            do {
                try Task.checkCancellation()
                return try await Connection.open(configuration)
            } catch let fault as PostgresFault where fault.kind == .unreachable {
                let pause = backoff.next()
                let mayRetry = ContinuousClock.now + pause < deadline && !shared.withLock { $0.state.isClosed }
                logger.warning("\(fault), attempt \(backoff.attempt)")
                guard mayRetry else { throw given(up: fault) }
                do { try await Task.sleep(for: pause) } catch { throw given(up: error) }
            } catch {
                throw given(up: error)
            }
        }
    }

    /// Gives the reserved place to whoever waits, and hands the error on.
    private func given(up error: any Error) -> any Error {
        let delivery = shared.withLock { $0.state.discard() }
        deliver(delivery)
        resumeClosingWhenEmpty()
        return error
    }

    /// Takes a connection back; one that is broken or still in a transaction is closed instead.
    func giveBack(_ connection: Connection) async {
        guard await connection.isReusable else {
            await connection.close()
            deliver(shared.withLock { $0.state.discard() })
            return resumeClosingWhenEmpty()
        }
        let (delivery, closed) = shared.withLock { $0.state.giveBack(connection, at: .now) }
        deliver(delivery)
        await closed?.close()
        resumeClosingWhenEmpty()
    }

    /// Refuses new work, closes what is idle, and returns when the last connection has come back.
    func close() async {
        let (members, deliveries) = shared.withLock { $0.state.close() }
        deliveries.forEach(deliver)
        for member in members { await member.close() }
        await withCheckedContinuation { continuation in
            shared.withLock { $0.closing.append(continuation) }
            resumeClosingWhenEmpty()
        }
    }

    private func resumeClosingWhenEmpty() {
        let closing = shared.withLock { shared in
            guard shared.state.isClosed, shared.state.total == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { shared.closing = [] }
            return shared.closing
        }
        closing.forEach { $0.resume() }
    }

    private func closeExpired() async {
        let expired = shared.withLock { $0.state.expire(before: .now - configuration.idleLifetime) }
        for connection in expired { await connection.close() }
    }
}

extension Pool {
    /// Waits for a grant, for the deadline, or for the end of the task, whichever comes first.
    private func grant(for ticket: State.Ticket, until deadline: ContinuousClock.Instant) async -> State.Grant {
        await withTaskGroup(of: State.Grant?.self) { group in
            group.addTask { await self.grant(for: ticket) }
            group.addTask {
                try? await Task.sleep(until: deadline, clock: .continuous)
                self.abandon(ticket, .waitedTooLong)
                return nil
            }
            var result = State.Grant.refuse(.waitedTooLong)
            for await case .some(let grant) in group {
                result = grant
                group.cancelAll()
            }
            return result
        }
    }

    private func grant(for ticket: State.Ticket) async -> State.Grant {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let early: State.Grant? = shared.withLock { shared in
                    if let grant = shared.early.removeValue(forKey: ticket) { return grant }
                    shared.continuations[ticket] = continuation
                    return nil
                }
                if let early { continuation.resume(returning: early) }
            }
        } onCancel: {
            abandon(ticket, .waitedTooLong)
        }
    }

    /// Ends the waiting, unless a grant is under way already.
    private func abandon(_ ticket: State.Ticket, _ kind: PostgresFault.Kind) {
        guard shared.withLock({ $0.state.abandon(ticket) }) else { return }
        deliver(State.Delivery(ticket: ticket, grant: .refuse(kind)))
    }

    private func deliver(_ delivery: State.Delivery?) {
        guard let delivery else { return }
        let continuation = shared.withLock { shared in
            let continuation = shared.continuations.removeValue(forKey: delivery.ticket)
            if continuation == nil { shared.early[delivery.ticket] = delivery.grant }
            return continuation
        }
        continuation?.resume(returning: delivery.grant)
    }
}
