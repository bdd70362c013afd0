package import Postgres
package import Values

/// What runs out, or fell silent, and somebody has to do something about.
package enum EREWatchKind: String, CaseIterable, Hashable, Sendable, PostgresValue {
    /// A mandate that ends and has no successor: none goes on by itself.
    case mandate
    /// A charger of an active enrolment of which nothing was heard.
    case silence
    /// What proves the meter of a charger ends, or ended; only where the paper names a day.
    case evidence
}

/// One of them.
package struct EREWatched: Hashable, Sendable {
    package let kind: EREWatchKind
    package let enrolment: EREEnrolmentID
    package let customer: CustomerID
    package let customerName: String
    /// The connection, or the charger.
    package let subject: String
    /// The last day of mandate or evidence, or the day on which the charger was heard last.
    package let day: LocalDate
}

/// The columns by which they are ordered.
package enum EREWatchSort: String, CaseIterable, Hashable, Sendable {
    case day, customer
}

/// What people are reminded of.
package enum EREReminderKind: String, CaseIterable, Hashable, Sendable, PostgresValue {
    case deadline, mandate, silence, evidence

    /// On how many days before, or after, where the operator has no rule of its own.
    package var usualDays: [Int] {
        switch self {
        case .deadline: [30, 14, 7, 1]
        case .mandate, .evidence: [90, 60, 30, 7]
        case .silence: [30]
        }
    }
}

/// Why a rule was not stored.
package enum EREReminderRejection: String, ConstraintRejection, CaseIterable {
    case unknownKind = "reminder.unknown_kind"
    case days = "reminder.days"

    package static let constraints: [String: EREReminderRejection] = [
        "reminder_rules_kind_known": .unknownKind, "reminder_rules_days": .days,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the rule was not stored" }
}

/// Watches what runs out.
package enum EREWatch {
    /// Mandates and evidence are watched from so many days before their end, whatever the rules of mails say.
    static let mandateDays: Int64 = 120

    /// What ends soon, or fell silent, of customers whose name or whose connection or charger contains the search text.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<EREWatchSort>,
        _ kind: EREWatchKind? = nil,
        on today: LocalDate,
        in tx: Transaction
    ) async throws -> Listing<EREWatched> {
        try scope.requireCustomerReader()
        let span = try await span(scope, today, in: tx)
        switch (request.sort, request.isDescending) {
        case (.day, false): return try await page(Ascending<EREWatchDayKey>.self, span, request, kind, in: tx)
        case (.day, true): return try await page(Descending<EREWatchDayKey>.self, span, request, kind, in: tx)
        case (.customer, false): return try await page(Ascending<EREWatchCustomerKey>.self, span, request, kind, in: tx)
        case (.customer, true): return try await page(Descending<EREWatchCustomerKey>.self, span, request, kind, in: tx)
        }
    }

    private static func page<Order: SQLOrder>(
        _ order: Order.Type,
        _ span: EREWatchSpan,
        _ request: ListRequest<EREWatchSort>,
        _ kind: EREWatchKind?,
        in tx: Transaction
    ) async throws -> Listing<EREWatched> {
        try await tx.listing(request) { ListEREWatched<Order>(span: span, kind: kind, request: $0) }
    }

    static func span(_ scope: Scope, _ today: LocalDate, in tx: Transaction) async throws -> EREWatchSpan {
        let days = try await rules(scope, in: tx)[.silence] ?? []
        let silence = days.min() ?? EREReminderKind.silence.usualDays.min() ?? 30
        return EREWatchSpan(
            operatorID: try scope.requireOperator(),
            today: today,
            mandatesUntil: today.adding(days: mandateDays),
            silentSince: today.adding(days: -Int64(silence))
        )
    }

    // MARK: Rules

    /// On which days people are reminded of what.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func rules(_ scope: Scope, in tx: Transaction) async throws -> [EREReminderKind: [Int]] {
        try scope.requireCustomerReader()
        let stored = try await tx.all(EREReminderRules(operatorID: try scope.requireOperator()))
        var rules = Dictionary(uniqueKeysWithValues: EREReminderKind.allCases.map { ($0, $0.usualDays) })
        for rule in stored { rules[rule.kind] = rule.days }
        return rules
    }

    /// Sets on which days people are reminded; none turns it off.
    ///
    /// - Throws: ``EREReminderRejection``, ``NotPermitted``, `PostgresFault`.
    package static func setRule(
        _ scope: Scope,
        _ kind: EREReminderKind,
        days: [Int],
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin, .partnerAdmin)
        let insert = InsertEREReminderRule(
            operatorID: try scope.requireOperator(),
            kind: kind,
            days: Array(Set(days)).sorted(by: >),
            by: scope.userID,
            at: now
        )
        _ = try await EREReminderRejection.mapping { try await tx.run(insert) }
        let detail = JSON.dictionary([
            "kind": .string(kind.rawValue), "days": .array(insert.days.map { .integer($0) }),
        ])
        try await AuditLog.record(scope, AuditRecord("reminder.rule_set", subject: "reminders", detail: detail), in: tx)
    }
}
