package import Postgres
package import Values

/// Something that a person is told once.
package struct EREReminder: Hashable, Sendable {
    package enum Matter: Hashable, Sendable {
        case deadline(EREDeadline)
        case mandate(EREWatched)
        case silence(EREWatched)
        case evidence(EREWatched)
    }

    package let matter: Matter
    /// What it is about, and which of the days before it.
    package let key: String
}

/// Somebody with what there is to tell; at least one thing.
package struct ERETold: Sendable {
    package let user: UserID
    package let email: String
    package let name: String
    package let language: String
    /// People of a customer are told of its own mandates and evidence only.
    package let role: Role
    package let reminders: [EREReminder]
}

/// Reminds people: each of each thing once for each of the days before it.
package enum EREReminders {
    /// Mandates and chargers that one run tells of; the rest comes with the next.
    private static let matterLimit = 2_000

    /// Operators with customers on their way to units or beyond; work of the installation only.
    package static func operators(_ scope: Scope, in tx: Transaction) async throws -> [OperatorID] {
        try scope.require()
        return try await tx.all(OperatorsWithEREEnrolments())
    }

    /// Takes what is to be told on a day; it is taken once, and has to be told in the same transaction.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func take(
        _ scope: Scope,
        on today: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [ERETold] {
        try scope.require()
        let operatorID = try scope.requireOperator()
        try await tx.run(LockEREReminders(operatorID: operatorID))
        let rules = try await EREWatch.rules(scope, in: tx)
        let watched = try await watched(scope, today, in: tx)
        let days = deadlines(rules[.deadline] ?? [], today)
        let silent = silent(watched, rules[.silence] ?? [])
        let mandates = ending(watched, rules[.mandate] ?? [], today)
        let evidence = evidence(watched, rules[.evidence] ?? [], today)
        var told: [ERETold] = []
        for person in try await tx.all(EREReminderPeople(operatorID: operatorID)) {
            // The calendar is that of whoever books; a partner has customers and chargers.
            let ends = evidence.values.flatMap(\.self).sorted { $0.key < $1.key }
            let own = (person.role == .partnerAdmin ? silent : days + silent) + ends
            let due = person.customer.map { (mandates[$0] ?? []) + (evidence[$0] ?? []) } ?? own
            guard !due.isEmpty else { continue }
            let insert = InsertEREReminders(operatorID: operatorID, user: person.user, keys: due.map(\.key), at: now)
            let fresh = Set(try await tx.all(insert))
            guard !fresh.isEmpty else { continue }
            told.append(
                ERETold(
                    user: person.user,
                    email: person.email,
                    name: person.name,
                    language: person.language,
                    role: person.role,
                    reminders: due.filter { fresh.contains($0.key) }
                )
            )
        }
        return told
    }

    private static func watched(_ scope: Scope, _ today: LocalDate, in tx: Transaction) async throws -> [EREWatched] {
        let span = try await EREWatch.span(scope, today, in: tx)
        let request = ListRequest(sort: EREWatchSort.day, limit: matterLimit)
        let list = ListEREWatched<Ascending<EREWatchDayKey>>(span: span, kind: nil, request: request)
        return try await tx.all(list).map(\.row)
    }

    /// The nearest of the days on which something is told: who comes late is told once, not of every day that has passed.
    package static func step(_ daysLeft: Int64, _ days: [Int]) -> Int? {
        guard daysLeft >= 0 else { return nil }
        return days.filter { daysLeft <= Int64($0) }.min()
    }

    private static func deadlines(_ days: [Int], _ today: LocalDate) -> [EREReminder] {
        EREDeadlines.years(on: today).flatMap(EREDeadlines.all).sorted { $0.day < $1.day }.compactMap { deadline in
            step(deadline.day.daysSinceEpoch - today.daysSinceEpoch, days).map {
                EREReminder(
                    matter: .deadline(deadline),
                    key: "deadline/\(deadline.year)/\(deadline.task.name)/\($0)"
                )
            }
        }
    }

    /// By customer.
    private static func ending(
        _ watched: [EREWatched],
        _ days: [Int],
        _ today: LocalDate
    ) -> [CustomerID: [EREReminder]] {
        var all: [CustomerID: [EREReminder]] = [:]
        for one in watched where one.kind == .mandate {
            guard let step = step(one.day.daysSinceEpoch - today.daysSinceEpoch, days) else { continue }
            let key = "mandate/\(one.enrolment)/\(one.day)/\(step)"
            all[one.customer, default: []].append(EREReminder(matter: .mandate(one), key: key))
        }
        return all
    }

    /// By customer; what has ended already is told once more than before.
    private static func evidence(
        _ watched: [EREWatched],
        _ days: [Int],
        _ today: LocalDate
    ) -> [CustomerID: [EREReminder]] {
        guard !days.isEmpty else { return [:] }
        var all: [CustomerID: [EREReminder]] = [:]
        for one in watched where one.kind == .evidence {
            let left = one.day.daysSinceEpoch - today.daysSinceEpoch
            guard let step = left < 0 ? 0 : step(left, days) else { continue }
            let key = "evidence/\(one.enrolment)/\(one.subject)/\(one.day)/\(step)"
            all[one.customer, default: []].append(EREReminder(matter: .evidence(one), key: key))
        }
        return all
    }

    private static func silent(_ watched: [EREWatched], _ days: [Int]) -> [EREReminder] {
        guard !days.isEmpty else { return [] }
        return watched.filter { $0.kind == .silence }.map {
            EREReminder(matter: .silence($0), key: "silence/\($0.enrolment)/\($0.subject)/\($0.day)")
        }
    }
}

extension EREDeadline.Task {
    /// A stable name for keys.
    var name: String {
        switch self {
        case .reconciliation(let quarter): "reconciliation-\(quarter)"
        case .mandates: "mandates"
        case .booking: "booking"
        case .statement: "statement"
        case .sale: "sale"
        case .submission: "submission"
        }
    }
}
