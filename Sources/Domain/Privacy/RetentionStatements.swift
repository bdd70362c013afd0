import Postgres
import Values

/// Has runs of an operator wait for each other, until the transaction ends.
struct LockRetention: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended('laadboek.retention', $1))::text"
    static let sample = LockRetention(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

/// How long each kind is kept today, in the order of the kinds.
struct RetentionPeriods: Statement {
    static let sql = """
        SELECT d.kind, p.amount::bigint, p.unit, d.amount::bigint, d.is_minimum, d.source, r.reason,
            coalesce(r.valid_from, d.valid_from), retention_bound($1, d.kind, retention_today())
        FROM retention_defaults d
        CROSS JOIN LATERAL retention_period($1, d.kind, retention_today()) p
        LEFT JOIN LATERAL (SELECT o.reason, o.valid_from FROM retention_rules o
            WHERE o.operator_id = $1 AND o.kind = d.kind AND o.valid_from <= retention_today()
            ORDER BY o.valid_from DESC, o.id DESC LIMIT 1) r ON true
        WHERE d.valid_from = (SELECT max(x.valid_from) FROM retention_defaults x
            WHERE x.kind = d.kind AND x.valid_from <= retention_today())
        ORDER BY d.place
        """
    static let sample = RetentionPeriods(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    /// `nil` for a kind of a later version.
    static func decode(_ row: inout RowReader) throws -> RetentionPeriod? {
        let kind = RetentionKind(rawValue: try row.next())
        let (amount, unit): (Int, RetentionUnit) = (try row.next(), try row.next())
        let (usual, isMinimum, source): (Int, Bool, String) = (try row.next(), try row.next(), try row.next())
        let (reason, from): (String?, LocalDate) = (try row.next(), try row.next())
        let bound: LocalDate = try row.next()
        return kind.map {
            RetentionPeriod(
                kind: $0,
                amount: amount,
                unit: unit,
                usual: usual,
                isMinimum: isMinimum,
                source: source,
                reason: reason,
                validFrom: from,
                bound: bound
            )
        }
    }
}

/// Adds a rule.
struct InsertRetentionRule: Statement {
    static let sql = """
        INSERT INTO retention_rules (operator_id, kind, valid_from, amount, reason, recorded_by, recorded_at)
        VALUES ($1, $2, $3, $4::bigint, $5, $6, $7)
        """
    static let sample = InsertRetentionRule(
        operatorID: OperatorID(1),
        kind: .mails,
        amount: 1,
        from: LocalDate(daysSinceEpoch: 0),
        reason: "",
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let kind: RetentionKind
    let amount: Int
    let from: LocalDate
    let reason: String
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(kind.rawValue)
        values.append(from)
        values.append(amount)
        values.append(reason)
        values.append(by)
        values.append(at)
    }
}

/// Begins a run.
struct InsertRetentionRun: Statement {
    static let sql = """
        INSERT INTO retention_runs (operator_id, is_dry, day, started_by, started_at)
        VALUES ($1, $2, retention_today(), $3, $4) RETURNING id, day
        """
    static let sample = InsertRetentionRun(operatorID: OperatorID(1), isDry: true, by: nil, at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let isDry: Bool
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(isDry)
        values.append(by)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> (id: RetentionRunID, day: LocalDate) {
        (try row.next(), try row.next())
    }
}

/// Has records of a kind go, or counts them.
struct SweepRetention: Statement {
    static let sql = "SELECT $2::text, s.before, s.gone, s.held FROM retention_sweep($1, $2, $3) s"
    static let sample = SweepRetention(operatorID: OperatorID(1), kind: .mails, carriesOut: false)
    let operatorID: OperatorID
    let kind: RetentionKind
    let carriesOut: Bool

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(kind.rawValue)
        values.append(carriesOut)
    }
    static func decode(_ row: inout RowReader) throws -> RetentionResult {
        RetentionResult(
            kind: RetentionKind(rawValue: try row.next()) ?? .mails,
            before: try row.next(),
            gone: try row.next(),
            held: try row.next()
        )
    }
}

/// Keeps what came of a kind.
struct InsertRetentionResult: Statement {
    static let sql = """
        INSERT INTO retention_results (operator_id, run_id, kind, before, gone, held) VALUES ($1, $2, $3, $4, $5, $6)
        """
    static let sample = InsertRetentionResult(
        operatorID: OperatorID(1),
        run: RetentionRunID(1),
        result: RetentionResult(kind: .mails, before: LocalDate(daysSinceEpoch: 0), gone: 0, held: 0)
    )
    let operatorID: OperatorID
    let run: RetentionRunID
    let result: RetentionResult

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(result.kind.rawValue)
        values.append(result.before)
        values.append(result.gone)
        values.append(result.held)
    }
}

/// The last runs, without what came of them.
struct ListRetentionRuns: Statement {
    static let sql = """
        SELECT r.id, r.is_dry, r.day, coalesce(u.name, ''), r.started_at FROM retention_runs r
        LEFT JOIN users u ON u.operator_id = $1 AND u.id = r.started_by
        WHERE r.operator_id = $1 ORDER BY r.id DESC LIMIT $2
        """
    static let sample = ListRetentionRuns(operatorID: OperatorID(1), limit: 1)
    let operatorID: OperatorID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> RetentionRun {
        RetentionRun(
            id: try row.next(),
            isDry: try row.next(),
            day: try row.next(),
            by: try row.next(),
            at: try row.next(),
            results: []
        )
    }
}

/// What came of some runs.
struct RetentionResultsOf: Statement {
    struct Row: Sendable {
        let run: RetentionRunID
        /// `nil` for a kind of a later version.
        let result: RetentionResult?
    }

    static let sql = """
        SELECT run_id, kind, before, gone, held FROM retention_results
        WHERE operator_id = $1 AND run_id = ANY ($2) ORDER BY run_id, kind
        """
    static let sample = RetentionResultsOf(operatorID: OperatorID(1), runs: [])
    let operatorID: OperatorID
    let runs: [RetentionRunID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(runs)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        let (run, kind): (RetentionRunID, String) = (try row.next(), try row.next())
        let (before, gone, held): (LocalDate, Int, Int) = (try row.next(), try row.next(), try row.next())
        let result = RetentionKind(rawValue: kind).map {
            RetentionResult(kind: $0, before: before, gone: gone, held: held)
        }
        return Row(run: run, result: result)
    }
}

/// Operators of which nothing was let go today.
struct OperatorsDueForRetention: Statement {
    static let sql = """
        SELECT o.id FROM operators o WHERE NOT EXISTS (SELECT FROM retention_runs r
            WHERE r.operator_id = o.id AND NOT r.is_dry AND r.day = retention_today()) ORDER BY o.id
        """
    static let sample = OperatorsDueForRetention()
    static func decode(_ row: inout RowReader) throws -> OperatorID { try row.next() }
}
