internal import CLibPQ
internal import Glibc
internal import Synchronization

/// One connection: an actor on a thread of its own, so that each call is one blocking conversation with the server
/// and no two overlap.
actor Connection {
    private nonisolated let thread: ConnectionThread
    nonisolated let interrupt: Interrupt
    private nonisolated let socket = Atomic<Int32>(-1)
    private(set) var wire: Wire?
    /// Names of the statements that the server has parsed, by Swift type.
    private var prepared: [ObjectIdentifier: String] = [:]
    /// COPY targets whose columns were compared with the rows, by Swift type.
    var checkedCopies: Set<ObjectIdentifier> = []
    /// The transaction that the server is in.
    private(set) var openTransaction: UInt64?
    /// What goes to the server with the next statement of the open transaction.
    private var waiting: Batch?
    /// The last transaction that ended here.
    private var finishedTransaction: UInt64 = 0
    /// Set when a statement turned out to be prepared for an older schema.
    private var isOutdated = false

    private init(_ configuration: DatabaseConfiguration) throws {
        thread = try ConnectionThread.start(niceness: configuration.niceness)
        interrupt = Interrupt(bell: thread.bell)
    }

    deinit {
        thread.stop()
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Connects.
    static func open(_ configuration: DatabaseConfiguration) async throws -> Connection {
        let connection = try Connection(configuration)
        try await connection.connect(configuration)
        return connection
    }

    private func connect(_ configuration: DatabaseConfiguration) throws {
        let wire = try Wire(configuration, bell: thread.bell, interrupt: interrupt)
        self.wire = wire
        socket.store(wire.descriptor, ordering: .releasing)
    }

    /// Ends the connection; nothing works on it afterwards.
    func close() {
        wire = nil
        socket.store(-1, ordering: .releasing)
    }

    /// Whether an idle connection can still be used, as far as the socket tells without a round trip.
    ///
    /// An idle server says nothing, unless to say that it goes.
    nonisolated var isQuiet: Bool {
        var watched = pollfd(fd: socket.load(ordering: .acquiring), events: Int16(POLLIN), revents: 0)
        return watched.fd >= 0 && poll(&watched, 1, 0) == 0
    }

    /// Whether the next transaction may run here.
    var isReusable: Bool {
        guard let wire, !wire.isBroken, !isOutdated else { return false }
        return wire.transactionStatus == PQTRANS_IDLE
    }

    /// Runs the work on the connection's thread; cancelling the task cancels the statement that runs.
    nonisolated func cancellable<Result: Sendable>(
        _ work: @Sendable (isolated Connection) throws -> Result
    ) async throws -> Result {
        let operation = interrupt.number()
        return try await withTaskCancellationHandler {
            try await perform(operation, work)
        } onCancel: {
            interrupt.request(operation)
        }
    }

    private func perform<Result: Sendable>(
        _ operation: UInt64,
        _ work: @Sendable (isolated Connection) throws -> Result
    ) throws -> Result {
        try Task.checkCancellation()
        wire?.start()
        interrupt.start(operation)
        defer { interrupt.finish(operation) }
        do {
            return try work(self)
        } catch let fault as PostgresFault where fault.sqlState == .queryCanceled && interrupt.isRequested {
            throw CancellationError()
        }
    }

    /// The wire, while there is one.
    func usableWire() throws -> Wire {
        guard let wire else { throw PostgresFault(.closed, "the connection was closed") }
        guard !wire.isBroken else { throw PostgresFault(.connectionLost, "the connection broke before") }
        return wire
    }

    /// Sends a batch and reads its answers, and remembers what has been prepared.
    @discardableResult
    func exchange(_ batch: Batch) throws -> [ResultSet] {
        let wire = try usableWire()
        if let begun = batch.begins { openTransaction = begun }
        let (answers, fault) = try wire.exchange(batch.commands)
        for fresh in batch.fresh where answers[fresh.index].status == PGRES_COMMAND_OK {
            prepared[fresh.type] = fresh.name
        }
        guard let fault else { return answers }
        if fault.sqlState?.spoilsPreparedStatements == true { isOutdated = true }
        throw fault
    }

    /// Appends a statement to the batch, preparing it where it is to be prepared and is not yet; its name.
    @discardableResult
    func append<S: Statement>(_ statement: S, to batch: inout Batch) throws -> String {
        let type = ObjectIdentifier(S.self)
        let bindings = try statement.bindings()
        if S.isPlannedAnew {
            let name = StatementName.readable(S.self)
            batch.commands.append(.once(sql: S.sql, bindings, name: name))
            return name
        }
        if let name = prepared[type] ?? batch.name(of: type) {
            batch.commands.append(.execute(name: name, bindings))
            return name
        }
        let name = StatementName.unused(for: StatementName.readable(S.self)) { candidate in
            prepared.values.contains(candidate) || batch.fresh.contains { $0.name == candidate }
        }
        batch.fresh.append((type, name, batch.commands.count))
        batch.commands.append(.prepare(name: name, sql: S.sql, types: bindings.types))
        batch.commands.append(.execute(name: name, bindings))
        return name
    }

    /// A batch for the transaction: empty, or starting with BEGIN and the scope when nothing has been sent yet.
    func batch(in ticket: TransactionTicket) throws -> Batch {
        if ticket.number == waiting?.transaction, let batch = waiting {
            waiting = nil
            return batch
        }
        var batch = Batch()
        batch.transaction = ticket.number
        guard openTransaction != ticket.number else {
            // Without this, a statement after a BEGIN that failed would run outside any transaction and scope.
            guard try usableWire().transactionStatus != PQTRANS_IDLE else {
                throw PostgresFault(.transactionFailed, "the transaction could not begin")
            }
            return batch
        }
        guard ticket.number > finishedTransaction, openTransaction == nil else {
            throw PostgresFault(.transactionOver, "used after its closure returned")
        }
        batch.begins = ticket.number
        for sql in ticket.mode.beginSQL { batch.commands.append(.once(sql: sql, Bindings())) }
        try append(SetScope(scope: ticket.mode.scope), to: &batch)
        return batch
    }

    /// Keeps a batch until the next statement of its transaction.
    func keep(_ batch: Batch) {
        waiting = batch
    }

    /// Whether the transaction has to end at the server.
    func hasBegun(_ ticket: TransactionTicket) -> Bool {
        openTransaction == ticket.number || waiting?.transaction == ticket.number
    }

    /// Notes the end of a transaction, whatever became of it.
    func finish(_ ticket: TransactionTicket) {
        waiting = nil
        openTransaction = nil
        finishedTransaction = max(finishedTransaction, ticket.number)
    }
}

/// Commands for one round trip.
struct Batch {
    var commands: [Command] = []
    /// Statements that the batch prepares: their Swift type, name, and the place of the command.
    var fresh: [(type: ObjectIdentifier, name: String, index: Int)] = []
    /// The transaction that the batch belongs to.
    var transaction: UInt64?
    /// The transaction that the batch begins.
    var begins: UInt64?

    /// The name under which the batch itself prepares a type.
    func name(of type: ObjectIdentifier) -> String? {
        fresh.first { $0.type == type }?.name
    }
}
