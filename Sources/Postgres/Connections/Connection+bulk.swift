extension Connection {
    /// COPY; the number of rows stored.
    func copy<Rows: Sequence>(
        _ rows: Rows,
        in ticket: TransactionTicket,
        staged: Bool
    ) throws -> Int where Rows.Element: CopyRow {
        let target = Rows.Element.target
        var batch = try batch(in: ticket)
        if staged { batch.commands.append(.once(sql: target.stagingSQL, Bindings())) }
        if !batch.commands.isEmpty { try exchange(batch) }
        let encoder = CopyEncoder(rows)
        try check(encoder)
        let sql = staged ? target.copyToStagingSQL : target.copySQL
        let stored = try usableWire().copyIn(sql, statement: encoder.name) { try encoder.fill(&$0) }
        guard staged else { return stored }
        var move = Batch()
        for sql in [target.moveSQL, target.emptyStagingSQL] { move.commands.append(.once(sql: sql, Bindings())) }
        return try exchange(move)[0].affectedRows
    }

    /// Compares the types of the first row with those of the table, once per connection: COPY itself would store the
    /// bytes of one type as another.
    private func check<Row: CopyRow>(_ encoder: CopyEncoder<some IteratorProtocol<Row>>) throws {
        guard !checkedCopies.contains(ObjectIdentifier(Row.self)), let written = try encoder.firstTypes else { return }
        let columns = try describe(Row.target.selectSQL).columns
        guard written.count == columns.count else {
            throw PostgresFault(
                .columnCount,
                "\(columns.count) columns are named, \(written.count) are written",
                statement: encoder.name
            )
        }
        for (index, pair) in zip(written, columns).enumerated() where !pair.0.fits(pair.1) {
            var fault = PostgresFault(.wrongType, "expected \(pair.1), found \(pair.0)", statement: encoder.name)
            fault.column = Row.target.columns[index]
            throw fault
        }
        checkedCopies.insert(ObjectIdentifier(Row.self))
    }

    /// Opens a cursor and fetches its first rows.
    func openCursor<S: Statement>(
        _ cursor: String,
        for statement: S,
        rows: Int,
        in ticket: TransactionTicket
    ) throws -> [S.Row] {
        var batch = try batch(in: ticket)
        let sql = "DECLARE \(cursor) NO SCROLL CURSOR FOR \(S.sql)"
        batch.commands.append(.once(sql: sql, try statement.bindings()))
        return try fetch(rows, from: cursor, of: S.self, after: batch)
    }

    /// Fetches the next rows; closes the cursor when it is exhausted.
    func fetch<S: Statement>(
        _ rows: Int,
        from cursor: String,
        of type: S.Type,
        in ticket: TransactionTicket
    ) throws -> [S.Row] {
        try fetch(rows, from: cursor, of: type, after: batch(in: ticket))
    }

    private func fetch<S: Statement>(
        _ rows: Int,
        from cursor: String,
        of type: S.Type,
        after batch: Batch
    ) throws -> [S.Row] {
        var batch = batch
        batch.commands.append(.once(sql: "FETCH FORWARD \(rows) FROM \(cursor)", Bindings()))
        guard let answer = try exchange(batch).last else { return [] }
        let fetched = try answer.rows(of: type, named: StatementName.readable(type))
        guard fetched.count < rows else { return fetched }
        var end = Batch()
        end.commands.append(.once(sql: "CLOSE \(cursor)", Bindings()))
        try exchange(end)
        return fetched
    }

    /// PostgreSQL's plan for a statement, one line per node.
    func explain(_ statement: some Statement, in ticket: TransactionTicket) throws -> [String] {
        var batch = try batch(in: ticket)
        let sql = "EXPLAIN \(type(of: statement).sql)"
        batch.commands.append(.once(sql: sql, try statement.bindings()))
        guard let answer = try exchange(batch).last else { return [] }
        return try answer.rows(of: PlanLine.self, named: "EXPLAIN")
    }
}

/// One line of a plan; only its decoder is used.
private struct PlanLine: Statement {
    static let sql = "EXPLAIN SELECT"
    static let sample = PlanLine()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
