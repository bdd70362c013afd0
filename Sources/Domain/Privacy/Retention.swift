package import Postgres
package import Values

/// A kind of record that goes when it has been kept long enough.
package enum RetentionKind: String, CaseIterable, Hashable, Sendable {
    /// Mails that were sent.
    case mails
    /// Who signed in from where.
    case signIns = "sign_ins"
    /// Codes for signatures.
    case codes
    /// Enrolments that nobody signed, with what was handed in for them.
    case drafts
    /// The log of who did what.
    case acts
    /// The bytes of meter data as it came; hashes and values stay.
    case meterFiles = "meter_files"
    /// The bytes of the register's files; hashes and figures stay.
    case registerFiles = "register_files"
    /// Mandates, photos and papers, and who the holder was; hashes, connections and quantities stay.
    case evidence
    /// Who an erased customer was.
    case remains
}

/// How periods are counted.
package enum RetentionUnit: String, CaseIterable, Hashable, Sendable, PostgresValue {
    case days
    /// Whole calendar years after that of the record.
    case years
}

/// How long an operator keeps a kind on a day.
package struct RetentionPeriod: Hashable, Sendable {
    package let kind: RetentionKind
    package let amount: Int
    package let unit: RetentionUnit
    /// What holds without a rule of the operator's own.
    package let usual: Int
    /// Whether one may only keep longer.
    package let isMinimum: Bool
    package let source: String
    /// Why the operator's own rule is what it is; `nil` without one.
    package let reason: String?
    package let validFrom: LocalDate
    /// Records from before this day may go.
    package let bound: LocalDate
}

/// What a run let go of, or would have, of a kind.
package struct RetentionResult: Hashable, Sendable {
    package let kind: RetentionKind
    package let before: LocalDate
    package let gone: Int
    /// Those that legal holds keep.
    package let held: Int
}

/// A run over all kinds.
package struct RetentionRun: Hashable, Sendable {
    package let id: RetentionRunID
    package let isDry: Bool
    package let day: LocalDate
    /// Empty for the job and for commands.
    package let by: String
    package let at: Timestamp
    /// Kinds of which there was something.
    package var results: [RetentionResult]

    package var gone: Int { results.reduce(0) { $0 + $1.gone } }
}

/// Why a rule was not stored.
package enum RetentionRejection: String, ConstraintRejection, CaseIterable {
    case unknownKind = "retention.unknown_kind"
    /// The law wants it kept for longer.
    case minimum = "retention.minimum"
    case amount = "retention.amount"
    case reasonLength = "retention.reason_length"

    package static let constraints: [String: RetentionRejection] = [
        "retention_rules_kind_known": .unknownKind,
        "retention_rules_minimum": .minimum,
        "retention_rules_amount": .amount,
        "retention_rules_reason_form": .reasonLength,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the rule was not stored" }
}

/// How long kinds of records are kept, and letting go of them.
///
/// Which records may go, a function of the database's owner decides from rules and its own clock: the application's role
/// cannot delete what is append-only, nor have it deleted early.
package enum Retention {
    /// Runs that a page shows.
    package static let runLimit = 30

    /// How long each kind is kept today.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func periods(_ scope: Scope, in tx: Transaction) async throws -> [RetentionPeriod] {
        try scope.requirePrivacyDesk()
        return try await tx.all(RetentionPeriods(operatorID: try scope.requireOperator())).compactMap { $0 }
    }

    /// Adds a rule of the operator's own.
    ///
    /// - Throws: ``RetentionRejection``, ``NotPermitted``, `PostgresFault`.
    package static func keep(
        _ scope: Scope,
        _ kind: RetentionKind,
        for amount: Int,
        from day: LocalDate,
        because reason: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requirePrivacyDesk()
        let insert = InsertRetentionRule(
            operatorID: try scope.requireOperator(),
            kind: kind,
            amount: amount,
            from: day,
            reason: reason,
            by: scope.userID,
            at: now
        )
        _ = try await RetentionRejection.mapping { try await tx.run(insert) }
        let detail = JSON.dictionary(["kind": .string(kind.rawValue), "amount": .integer(amount)])
        try await AuditLog.record(
            scope,
            AuditRecord("retention.rule_added", subject: "retention", detail: detail),
            in: tx
        )
    }

    /// Lets go of what has been kept long enough, or only says what that would be; either is kept as a run.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func run(
        _ scope: Scope,
        isDry: Bool,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> RetentionRun {
        try scope.requirePrivacyDesk()
        let operatorID = try scope.requireOperator()
        try await tx.run(LockRetention(operatorID: operatorID))
        let insert = InsertRetentionRun(operatorID: operatorID, isDry: isDry, by: scope.userID, at: now)
        let started = try await tx.one(insert)
        var results: [RetentionResult] = []
        for kind in RetentionKind.allCases {
            let found = try await tx.one(SweepRetention(operatorID: operatorID, kind: kind, carriesOut: !isDry))
            guard found.gone > 0 || found.held > 0 else { continue }
            results.append(found)
            try await tx.run(InsertRetentionResult(operatorID: operatorID, run: started.id, result: found))
        }
        return RetentionRun(
            id: started.id,
            isDry: isDry,
            day: started.day,
            by: "",
            at: now,
            results: results
        )
    }

    /// The last runs, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func runs(_ scope: Scope, in tx: Transaction) async throws -> [RetentionRun] {
        try scope.requirePrivacyDesk()
        let operatorID = try scope.requireOperator()
        let runs = try await tx.all(ListRetentionRuns(operatorID: operatorID, limit: runLimit))
        let results = try await tx.all(RetentionResultsOf(operatorID: operatorID, runs: runs.map(\.id)))
        let byRun = Dictionary(grouping: results, by: \.run)
        return runs.map { run in
            var run = run
            run.results = byRun[run.id]?.compactMap(\.result) ?? []
            return run
        }
    }

    /// Operators that let go of nothing on a day yet; for the job.
    ///
    /// - Throws: `PostgresFault`.
    package static func due(_ scope: Scope, in tx: Transaction) async throws -> [OperatorID] {
        try scope.require()
        return try await tx.all(OperatorsDueForRetention())
    }
}
