internal import CLibPQ

extension Connection {
    /// All rows.
    func all<S: Statement>(_ statement: S, in ticket: TransactionTicket) throws -> [S.Row] {
        var batch = try batch(in: ticket)
        let name = try append(statement, to: &batch)
        return try exchange(batch).last?.rows(of: S.self, named: name) ?? []
    }

    /// The first row, if there is one.
    func first<S: Statement>(_ statement: S, in ticket: TransactionTicket) throws -> S.Row? {
        var batch = try batch(in: ticket)
        let name = try append(statement, to: &batch)
        guard let answer = try exchange(batch).last, answer.rowCount > 0 else { return nil }
        return try answer.row(0, of: S.self, named: name)
    }

    /// The number of rows affected.
    func run(_ statement: some Statement, in ticket: TransactionTicket) throws -> Int {
        var batch = try batch(in: ticket)
        try append(statement, to: &batch)
        return try exchange(batch).last?.affectedRows ?? 0
    }

    /// The rows of several statements.
    func together<each S: Statement>(
        _ statements: repeat each S,
        in ticket: TransactionTicket
    ) throws -> (repeat [(each S).Row]) {
        var batch = try batch(in: ticket)
        var places: [(index: Int, name: String)] = []
        for statement in repeat each statements {
            let name = try append(statement, to: &batch)
            places.append((batch.commands.count - 1, name))
        }
        let answers = try exchange(batch)
        var rest = places[...]
        func rows<T: Statement>(of type: T.Type) throws -> [T.Row] {
            guard let place = rest.popFirst() else { return [] }
            return try answers[place.index].rows(of: type, named: place.name)
        }
        return (repeat try rows(of: (each S).self))
    }

    /// Sends a statement along with the next one.
    func runLater(_ statement: some Statement, in ticket: TransactionTicket) throws {
        var batch = try batch(in: ticket)
        try append(statement, to: &batch)
        keep(batch)
    }

    /// The number of rows affected by all of them together.
    func runAll(_ statements: ArraySlice<any Statement>, in ticket: TransactionTicket) throws -> Int {
        guard !statements.isEmpty else { return 0 }
        var batch = try batch(in: ticket)
        let preludeCount = batch.commands.count
        for statement in statements { try append(statement, to: &batch) }
        return try exchange(batch)[preludeCount...].reduce(0) { $0 + $1.affectedRows }
    }

    /// A whole transaction of one statement in one round trip: BEGIN, scope, statement, COMMIT.
    func alone<S: Statement, Result>(
        _ statement: S,
        in ticket: TransactionTicket,
        reading: (ResultSet, String) throws -> Result
    ) throws -> Result {
        var batch = try batch(in: ticket)
        let name = try append(statement, to: &batch)
        let place = batch.commands.count - 1
        batch.commands.append(.once(sql: "COMMIT", Bindings()))
        defer { finish(ticket) }
        do {
            return try reading(try exchange(batch)[place], name)
        } catch {
            rollBack()
            guard let fault = error as? PostgresFault, fault.kind == .connectionLost, !ticket.mode.isReadOnly else {
                throw error
            }
            throw Connection.commitUnknown(fault)
        }
    }

    /// Commits; a transaction that sent nothing needs no round trip.
    func commit(_ ticket: TransactionTicket) throws {
        defer { finish(ticket) }
        guard hasBegun(ticket) else { return }
        var batch = try batch(in: ticket)
        batch.commands.append(.once(sql: "COMMIT", Bindings()))
        let hasFailed = try usableWire().transactionStatus == PQTRANS_INERROR
        do {
            try exchange(batch)
        } catch let fault as PostgresFault where fault.kind == .connectionLost && !ticket.mode.isReadOnly && !hasFailed
        {
            throw Connection.commitUnknown(fault)
        }
        if hasFailed {
            throw PostgresFault(.transactionFailed, "a statement failed before, so everything was rolled back")
        }
    }

    private static func commitUnknown(_ fault: PostgresFault) -> PostgresFault {
        var unknown = PostgresFault(.commitUnknown, fault.summary)
        unknown.sqlState = fault.sqlState
        unknown.severity = fault.severity
        return unknown
    }

    /// Rolls back what is open; a connection that cannot even do that is broken and will be thrown away.
    func rollBack(_ ticket: TransactionTicket) {
        rollBack()
        finish(ticket)
    }

    private func rollBack() {
        guard let wire, !wire.isBroken, wire.transactionStatus != PQTRANS_IDLE else { return }
        var batch = Batch()
        batch.commands.append(.once(sql: "ROLLBACK", Bindings()))
        // An error here leaves the wire broken or in a transaction: `isReusable` sees either.
        _ = try? exchange(batch)
    }

    /// The parameter and column types of some SQL, as PostgreSQL sees them, without running it.
    func describe(_ sql: String) throws -> (parameters: [PostgresType], columns: [PostgresType], names: [String]) {
        var batch = Batch()
        batch.commands.append(.prepare(name: "", sql: sql, types: []))
        batch.commands.append(.describe(name: ""))
        guard let answer = try exchange(batch).last else { return ([], [], []) }
        return (answer.parameterTypes, answer.columnTypes, answer.columnNames)
    }
}
