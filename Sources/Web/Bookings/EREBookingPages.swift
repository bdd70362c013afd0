import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// What connections delivered per quarter, for the operator's people: measured, accepted, sent back.
package enum EREBookingPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.ereBookings, for: .operators, export: export, list)
        endpoints.post(.ereMeasuring, for: .operators, measure)
        endpoints.post(.ereAcceptance, for: .operators, accept)
        endpoints.get(Route.ereBooking, for: .operators, show)
        endpoints.post(Route.ereBookingStep, for: .operators, step)
    }

    // MARK: List

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(EREBookingIndex.rules)
        let model = try await visit.read { try await EREBookingModels.index(visit, query, in: $0) }
        return try await visit.page { EREBookingIndex.view(model, frame: $0) }
    }

    static func filter(_ value: (String) -> String) -> EREBookingFilter {
        EREBookingFilter(
            quarter: EREQuarter(value("quarter")),
            state: EREBookingState(rawValue: value("state")),
            finding: EREFindingKind(rawValue: value("finding"))
        )
    }

    private static let export = Export<EREBookingSummary>(
        "ere-bookings",
        columns: [
            ("booking", { .string("\($0.id)") }), ("customer", { .string($0.customerName) }),
            ("ean", { .string($0.ean) }), ("quarter", { .string("\($0.quarter)") }),
            ("revision", { .integer($0.revision) }), ("corrects", { .text($0.corrects.map { "\($0)" }) }),
            ("state", { .string($0.state.rawValue) }), ("kwh", { .exact($0.energy.kWh) }),
            ("expected_ere", { $0.units.map { .integer($0) } ?? .null }), ("sessions", { .integer($0.sessions) }),
            ("credited_ere", { $0.credited.map { .integer($0) } ?? .null }),
            ("findings", { .string($0.findings.map(\.rawValue).joined(separator: " ")) }),
            ("changed_at", { .text($0.changedAt.map { "\($0)" }) }),
        ]
    ) { visit, tx, emit in
        let query = visit.listQuery(EREBookingIndex.rules)
        let filter = filter(query.filter)
        try await Export.pages(
            visit,
            query.request(by: .changed),
            { try await EREBookings.list(visit.scope, $0, filter, in: tx) },
            emit
        )
    }

    // MARK: Work on many

    private static func measure(_ visit: MemberVisit) async throws -> Response {
        let form = try visit.form()
        guard let quarter = EREQuarter(form.typed("quarter")), quarter.firstDay <= visit.today else {
            return visit.redirect(to: .ereBookings, .notMeasured)
        }
        _ = try await EREMeasuring.run(visit.scope, quarter, at: visit.now, on: visit.shell.database)
        return visit.redirect(to: Link(.ereBookings, query: [Link.Pair("quarter", "\(quarter)")]), .bookingsMeasured)
    }

    private static func accept(_ visit: MemberVisit) async throws -> Response {
        let form = try visit.form()
        let isAll = form.typed("which") == "all"
        let result =
            isAll
            ? try await EREBookingDecisions.acceptAll(
                visit.scope,
                search: form.typed("search"),
                filter(form.typed),
                at: visit.now,
                on: visit.shell.database
            )
            : try await visit.write {
                try await EREBookingDecisions.accept(visit.scope, ticked(form), at: visit.now, in: $0)
            }
        let pairs = EREBookingIndex.rules.filters.map { Link.Pair($0, form.typed($0)) }
        let back = isAll ? Link(.ereBookings, query: pairs) : visit.formPage ?? Link(.ereBookings)
        return visit.redirect(to: back, result.done > 0 ? .bookingsAccepted : .nothingAccepted)
    }

    /// The lines that were ticked, each with the number of the last fact that was seen.
    private static func ticked(_ form: FormReader) -> [EREBookingID: Int] {
        let pairs = form.all("line").compactMap { text -> (EREBookingID, Int)? in
            let parts = text.split(separator: ".")
            guard parts.count == 2, let id = EREBookingID(text: parts[0]), let ordinal = Int(parts[1]) else {
                return nil
            }
            return (id, ordinal)
        }
        return Dictionary(pairs) { first, _ in first }
    }

    // MARK: One

    private static func show(_ visit: MemberVisit, _ id: EREBookingID) async throws -> Response {
        try await show(visit, id, FormReader([:]), nil)
    }

    private static func show(
        _ visit: MemberVisit,
        _ id: EREBookingID,
        _ form: FormReader,
        _ problem: Text?
    ) async throws -> Response {
        let detail = try await visit.read { try await EREBookings.detail(visit.scope, id, in: $0) }
        let model = EREBookingModels.show(visit, detail, form, problem)
        return try await visit.page(status: form.isValid && problem == nil ? .ok : .unprocessableContent) {
            EREBookingShow.view(model, frame: $0)
        }
    }

    private static func step(_ visit: MemberVisit, _ id: EREBookingID) async throws -> Response {
        _ = try await visit.read { try await EREBookings.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let isBack = form.typed("step") == "back"
        let reason = form.text("reason", isRequired: isBack, atMost: EREBookingRejection.reasonLimit)
        guard form.isValid else { return try await show(visit, id, form, nil) }
        let seen = Int(form.typed("seen")) ?? 0
        do {
            try await visit.write { tx in
                if isBack {
                    try await EREBookingDecisions.sendBack(
                        visit.scope,
                        id,
                        seen: seen,
                        reason: reason,
                        at: visit.now,
                        in: tx
                    )
                } else {
                    try await EREBookingDecisions.accept(
                        visit.scope,
                        id,
                        seen: seen,
                        reason: reason,
                        at: visit.now,
                        in: tx
                    )
                }
            }
            return visit.redirect(to: .ereBooking(id), .saved)
        } catch let rejection as EREBookingRejection {
            return try await show(visit, id, form, EREBookingWords.text(rejection))
        }
    }
}
