package import Postgres
package import Values

/// What bulk work did.
package struct EREBulkResult: Hashable, Sendable {
    package fileprivate(set) var done = 0
    /// Lines that were left alone, by what stood in the way first.
    package fileprivate(set) var refused: [EREGate: Int] = [:]
    /// Lines that somebody or something changed meanwhile.
    package fileprivate(set) var changed = 0

    package init() {}
}

/// Steps of booking lines that people take.
package enum EREBookingDecisions {
    /// Lines per transaction of bulk work.
    package static let linesPerPage = 500
    /// Lines that one form may name: as many as the longest page of a list has.
    package static let linesPerForm = 250

    /// Accepts one line; with a reason also one with findings that need one.
    ///
    /// - Throws: ``EREBookingRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func accept(
        _ scope: Scope,
        _ id: EREBookingID,
        seen ordinal: Int,
        reason: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let line = try await lock(scope, id, seen: ordinal, in: .measured, tx)
        try check(reason, isNeeded: false)
        let closed = line.gates.closed(on: EREQuarter.zone.date(of: now), hasReason: !reason.isEmpty)
        guard closed.isEmpty else { throw EREBookingRejection.gates(closed) }
        try await record(scope, .accepted, [line], reason: reason, at: now, in: tx)
    }

    /// Takes an acceptance back, with a reason.
    ///
    /// - Throws: ``EREBookingRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func sendBack(
        _ scope: Scope,
        _ id: EREBookingID,
        seen ordinal: Int,
        reason: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let line = try await lock(scope, id, seen: ordinal, in: .accepted, tx)
        try check(reason, isNeeded: true)
        try await record(scope, .measured, [line], reason: reason, takesBack: true, at: now, in: tx)
    }

    /// Accepts lines of a page that somebody ticked, each as it was seen; those with a closed gate are left alone.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func accept(
        _ scope: Scope,
        _ seen: [EREBookingID: Int],
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> EREBulkResult {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        try await tx.run(LockEREMeasuring(operatorID: operatorID))
        let ids = seen.keys.sorted().prefix(linesPerForm)
        let lines = try await tx.all(FindEREBookings(operatorID: operatorID, ids: Array(ids)))
        let (fresh, stale) = (
            lines.filter { $0.ordinal == seen[$0.id] && $0.state == .measured },
            lines.filter { $0.ordinal != seen[$0.id] || $0.state != .measured }
        )
        var result = try await acceptOpen(scope, fresh, at: now, in: tx)
        result.changed = stale.count
        return result
    }

    /// Accepts all lines of a filter that have no closed gate, page by page.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func acceptAll(
        _ scope: Scope,
        search: String = "",
        _ filter: EREBookingFilter,
        at now: Timestamp,
        on database: Database
    ) async throws -> EREBulkResult {
        try scope.requireCustomerDesk()
        var filter = filter
        filter.state = .measured
        let (wanted, pattern) = (filter, SearchPattern.containing(search))
        var (result, last) = (EREBulkResult(), EREBookingID?.some(EREBookingID(0)))
        while let after = last {
            let (page, end) = try await database.write(scope, repeating: .onConflict) { tx in
                try await acceptPage(scope, pattern, wanted, after: after, at: now, in: tx)
            }
            result.done += page.done
            result.refused.merge(page.refused, uniquingKeysWith: +)
            last = end
        }
        return result
    }

    private static func acceptPage(
        _ scope: Scope,
        _ pattern: String,
        _ filter: EREBookingFilter,
        after: EREBookingID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> (EREBulkResult, EREBookingID?) {
        let operatorID = try scope.requireOperator()
        try await tx.run(LockEREMeasuring(operatorID: operatorID))
        let next = NextEREBookings(
            operatorID: operatorID,
            pattern: pattern,
            filter: filter,
            after: after,
            limit: linesPerPage
        )
        let lines = try await tx.all(next)
        let result = try await acceptOpen(scope, lines, at: now, in: tx)
        return (result, lines.count < linesPerPage ? nil : lines.last?.id)
    }

    /// Accepts those without a closed gate.
    private static func acceptOpen(
        _ scope: Scope,
        _ lines: [EREBookingSummary],
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> EREBulkResult {
        let today = EREQuarter.zone.date(of: now)
        var (result, open) = (EREBulkResult(), [EREBookingSummary]())
        for line in lines {
            if let gate = line.gates.closed(on: today).first {
                result.refused[gate, default: 0] += 1
            } else {
                open.append(line)
            }
        }
        result.done = open.count
        try await record(scope, .accepted, open, reason: "", at: now, in: tx)
        return result
    }

    /// Records a step of lines that are kept from changing.
    static func record(
        _ scope: Scope,
        _ state: EREBookingState,
        _ lines: [EREBookingSummary],
        reason: String,
        takesBack: Bool = false,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        if lines.isEmpty { return }
        let insert = InsertEREFacts(
            operatorID: try scope.requireOperator(),
            state: state,
            reason: reason,
            by: scope.userID,
            at: now,
            facts: lines.map {
                InsertEREFacts.Fact(booking: $0.id, customer: $0.customer, after: $0.ordinal, takesBack: takesBack)
            }
        )
        let count = try await EREFactRejection.mapping { try await tx.run(insert) }
        guard count == lines.count else { throw EREBookingRejection.changed }
        let detail = JSON.dictionary([
            "state": .string(state.rawValue), "lines": .integer(lines.count), "reason": .string(reason),
            "bookings": .array(lines.prefix(linesInAudit).map { .string("\($0.id)") }),
        ])
        let subject = lines.count == 1 ? "booking/\(lines[0].id)" : "bookings"
        try await AuditLog.record(scope, AuditRecord("ere.\(state.rawValue)", subject: subject, detail: detail), in: tx)
    }

    /// The facts name every line; an entry of the log shows what it was about.
    private static let linesInAudit = 20

    private static func lock(
        _ scope: Scope,
        _ id: EREBookingID,
        seen ordinal: Int,
        in state: EREBookingState,
        _ tx: Transaction
    ) async throws -> EREBookingSummary {
        try scope.requireCustomerDesk()
        try await tx.run(LockEREMeasuring(operatorID: try scope.requireOperator()))
        let line = try await EREBookings.find(scope, id, in: tx)
        guard line.state == state else { throw EREBookingRejection.noSuchStep }
        guard line.ordinal == ordinal else { throw EREBookingRejection.changed }
        return line
    }

    private static func check(_ reason: String, isNeeded: Bool) throws(EREBookingRejection) {
        if isNeeded, reason.isEmpty { throw .reasonMissing }
        guard reason.count <= EREBookingRejection.reasonLimit else { throw .reasonLength }
    }
}

/// What the schema refuses of facts.
package enum EREFactRejection: String, ConstraintRejection, CaseIterable {
    /// The fact does not follow the line's last one.
    case order = "ere_booking.order"
    /// Whoever accepted a line does not book it.
    case fourEyes = "ere_booking.four_eyes"

    package static let constraints: [String: EREFactRejection] = [
        "ere_booking_facts_order": .order, "ere_booking_facts_four_eyes": .fourEyes,
    ]
    package var code: String { rawValue }
    package var description: String { "\(code): the line was not changed" }
}
