/// Compares what statements write and read with what PostgreSQL says, without running any of them.
public enum StatementCatalogue {
    /// A statement, or row of COPY, that does not fit the schema.
    public struct Finding: Hashable, Sendable, CustomStringConvertible {
        /// The Swift type.
        public let statement: String
        /// What does not fit.
        public let problem: String

        /// The statement and its problem.
        public var description: String { "\(statement): \(problem)" }
    }

    /// Checks every type against the database's schema; empty when all of them fit.
    public static func check(
        _ statements: [any Statement.Type],
        rows: [any CopyRow.Type] = [],
        on database: Database
    ) async throws -> [Finding] {
        var findings: [Finding] = []
        for statement in statements { findings += try await check(statement, on: database) }
        for row in rows { findings += try await check(row, on: database) }
        return findings
    }

    private static func check<S: Statement>(_ type: S.Type, on database: Database) async throws -> [Finding] {
        let name = StatementName.readable(type)
        do {
            let bound = try S.sample.bindings().types
            let (parameters, columns, names) = try await database.withConnection { try $0.describe(S.sql) }
            let read = read(type, matching: columns.count)
            let problems = compare(parameters: parameters, bound: bound) + compare(columns, names, read)
            return problems.map { Finding(statement: name, problem: $0) }
        } catch let fault as PostgresFault where !fault.isConnectionLoss {
            return [Finding(statement: name, problem: String(reflecting: fault))]
        }
    }

    private static func check<Row: CopyRow>(_ type: Row.Type, on database: Database) async throws -> [Finding] {
        let name = StatementName.readable(type)
        do {
            var values = Bindings()
            Row.sample.bind(to: &values)
            try values.check(statement: name)
            let columns = try await database.withConnection { try $0.describe(Row.target.selectSQL).columns }
            let problems = compare(columns, Row.target.columns, .columns(values.types, ignoresRest: false))
            return problems.map { Finding(statement: name, problem: $0) }
        } catch let fault as PostgresFault where !fault.isConnectionLoss {
            return [Finding(statement: name, problem: String(reflecting: fault))]
        }
    }

    /// What a decoder asked for.
    private enum Reading {
        case columns([PostgresType], ignoresRest: Bool)
        case stopped(after: Int, any Error)
    }

    /// Runs the decoder over made-up rows: first with NULL wherever it may be, then, should it not have read all
    /// columns, with values.
    private static func read<S: Statement>(_ type: S.Type, matching count: Int) -> Reading {
        let sparse = read(type, fillsOptionals: false)
        if case .columns(let types, let ignoresRest) = sparse, ignoresRest || types.count == count { return sparse }
        let full = read(type, fillsOptionals: true)
        if case .stopped = full, case .columns = sparse { return sparse }
        return full
    }

    private static func read<S: Statement>(_ type: S.Type, fillsOptionals: Bool) -> Reading {
        let probe = Probe(statement: StatementName.readable(type), fillsOptionals: fillsOptionals)
        var reader = RowReader(probe: probe)
        do {
            _ = try S.decode(&reader)
            return .columns(probe.types, ignoresRest: reader.ignoresRest)
        } catch {
            return .stopped(after: probe.types.count, error)
        }
    }

    private static func compare(parameters: [PostgresType], bound: [PostgresType]) -> [String] {
        guard parameters.count == bound.count else {
            return ["binds \(bound.count) parameters, the SQL has \(parameters.count)"]
        }
        return zip(bound, parameters).enumerated().compactMap { index, pair in
            pair.0.fits(pair.1) ? nil : "binds \(pair.0) to $\(index + 1), PostgreSQL takes \(pair.1)"
        }
    }

    private static func compare(_ columns: [PostgresType], _ names: [String], _ reading: Reading) -> [String] {
        switch reading {
        case .stopped(let count, let error):
            return ["the decoder stopped after \(count) columns of sample values: \(error)"]
        case .columns(let types, let ignoresRest):
            guard types.count == columns.count || (ignoresRest && types.count < columns.count) else {
                return ["has \(types.count) columns in Swift, PostgreSQL has \(columns.count)"]
            }
            return zip(types, columns).enumerated().compactMap { index, pair in
                pair.0.fits(pair.1) ? nil : "has \(pair.0) for column \(names[index]), PostgreSQL has \(pair.1)"
            }
        }
    }
}
