import Domain
import Formats
import HTTPServer
import Postgres
import Templates
import Values

/// Month-ends: the months, one month, closing it, approving its credits.
package enum MonthEndPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.monthEnds, for: .operators, list)
        endpoints.get({ (month: ListArgument<YearMonth>) in .monthEnd(month.value) }, for: .operators, show)
        endpoints.post(Route.monthEndClosing, for: .operators, close)
        endpoints.post(Route.monthEndApproval, for: .operators, approve)
    }

    /// The channel that wakes the job which closes months; its payload is the operator.
    package static let channel = "month_ends"

    /// How often the page of a month that is being closed looks how far it is; works without scripts.
    private static let refreshSeconds = 2

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let model = try await visit.read { try await MonthEndModels(visit: visit, tx: $0).index() }
        return try await visit.page { MonthEndIndex.view(model, frame: $0) }
    }

    private static func show(_ visit: MemberVisit, _ month: ListArgument<YearMonth>) async throws -> Response {
        guard let format = month.format else { return try await page(visit, month.value) }
        try await find(visit, month.value)
        let export = Export<CreditSummary>(
            "credits-\(month.value)",
            columns: CreditLists.hostColumns + CreditLists.columns
        ) { visit, tx, emit in
            for credit in try await Credits.month(visit.scope, month.value, in: tx) { try await emit(credit) }
        }
        return try export.answer(visit, format)
    }

    /// The page of a month, below a message where something did not work, or with the form of payments as typed.
    static func page(
        _ visit: MemberVisit,
        _ month: YearMonth,
        _ status: Status = .ok,
        saying problem: Text? = nil,
        paying form: FormReader? = nil
    ) async throws -> Response {
        let run = PaymentRun(visit.shell.database) { IBAN.fault(in: $0) == nil }
        let plan = try await run.plan(visit.scope, through: month, today: visit.today)
        let model = try await visit.read { tx in
            try await MonthEndModels(visit: visit, tx: tx).show(month, plan: plan, paying: form)
        }
        var response = try await visit.page(status: status) { frame in
            var frame = frame
            if let problem { frame.flashes.append(Flash(.caution, problem)) }
            return MonthEndShow.view(model, frame: frame)
        }
        if model.state == .closing, problem == nil { response.headers["Refresh"] = "\(refreshSeconds)" }
        return response
    }

    /// The month's figures.
    ///
    /// - Throws: `NotFound` for a month without sessions, documents and close.
    @discardableResult
    static func find(_ visit: MemberVisit, _ month: YearMonth) async throws -> MonthOverview {
        guard let overview = try await visit.read({ try await Credits.overview(visit.scope, month, in: $0) }) else {
            throw NotFound("month")
        }
        return overview
    }

    /// Asks for the close; a job does it, since a thousand documents take longer than a browser waits.
    private static func close(_ visit: MemberVisit, _ month: YearMonth) async throws -> Response {
        try await find(visit, month)
        let order = MonthCloseOrder(period: month, today: visit.today, now: visit.now)
        do {
            try await MonthClose(visit.shell.database).request(visit.scope, order)
        } catch let rejection as MonthCloseRejection {
            return try await page(visit, month, .conflict, saying: rejection.text)
        }
        let payload = visit.session.user.operatorID.description
        try await visit.write { try await $0.notify(channel, payload) }
        return visit.redirect(to: .monthEnd(month))
    }

    private static func approve(_ visit: MemberVisit, _ month: YearMonth) async throws -> Response {
        let overview = try await find(visit, month)
        if let state = overview.end?.state, state == .requested || state == .running {
            return try await page(visit, month, .conflict, saying: stillClosing)
        }
        do {
            _ = try await Approvals(visit.shell.database).approve(visit.scope, month: month, at: visit.now)
            return visit.redirect(to: .monthEnd(month))
        } catch let rejection as ApprovalRejection {
            return try await page(visit, month, .conflict, saying: rejection.text)
        }
    }

    private static let stillClosing = Text(
        en: "The month is still being closed; approve its credits when all of them are made.",
        nl: "De maand wordt nog afgesloten; keur de vergoedingen goed als ze allemaal zijn gemaakt."
    )
}
