import Domain
import Formats
import HTTPServer
import Postgres
import Templates
import Values

/// Revenue that is paid out: the operator's people pay, a partner's own people look.
package enum EREPayoutPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.erePayouts, for: .partners) { try await index($0, nil) }
        endpoints.post(.erePayouts, for: .operators, make)
        endpoints.get({ (run: ListArgument<EREPayoutRunID>) in .erePayout(run.value) }, for: .partners, show)
        endpoints.post(Route.erePayoutApproval, for: .operators, approve)
        endpoints.post(Route.erePayoutBankFile, for: .operators, bankFile)
        endpoints.post(Route.erePayoutReturns, for: .operators, giveBack)
        endpoints.get(Route.erePayoutStatement, for: .partners, statement)
        endpoints.get(Route.erePayoutOfCustomer, for: .partners, payout)
        endpoints.get(Route.erePayoutDocument, for: .partners, document)
        endpoints.get({ .payout(.breakdownSheet($0)) }, for: .partners) { try await breakdown($0, $1).xlsx() }
        endpoints.get({ .payout(.breakdownTable($0)) }, for: .partners) { try await breakdown($0, $1).csv() }
    }

    /// Customers left out that a page shows; the rest is counted.
    static let leftOutShown = 100

    // MARK: Runs

    private static func index(_ visit: MemberVisit, _ problem: Text?) async throws -> Response {
        let asked = visit.listQuery(EREPayoutModels.quarterRules).filter("quarter")
        let quarter = EREQuarter(asked)
        let (over, preview) = try await next(visit, quarter)
        let runs = try await visit.read { try await EREPayouts.list(visit.scope, in: $0) }
        let model = EREPayoutIndex.Model(
            quarters: over.map { "\($0)" },
            quarter: quarter.map { "\($0)" } ?? over.first.map { "\($0)" } ?? "",
            preview: zip(preview, quarter).map(EREPayoutModels.preview),
            runs: runs.map(EREPayoutModels.row),
            problem: problem
        )
        return try await visit.page(status: problem == nil ? .ok : .unprocessableContent) {
            EREPayoutIndex.view(model, frame: $0)
        }
    }

    /// The quarters that may be paid out, and what the next run would do, for those who make it.
    private static func next(
        _ visit: MemberVisit,
        _ quarter: EREQuarter?
    ) async throws -> (over: [EREQuarter], preview: EREPayoutPreview?) {
        guard Access.operators.admits(visit.scope.role) else { return ([], nil) }
        let known = try await visit.read { try await EREBookings.quarters(visit.scope, in: $0) }
        let over = known.filter { $0.endDay <= visit.today }
        guard let quarter, over.contains(quarter) else { return (over, nil) }
        let payouts = EREPayouts(visit.shell.database)
        return (over, try await payouts.preview(visit.scope, quarter, today: visit.today))
    }

    private static func zip<First, Second>(_ first: First?, _ second: Second?) -> (First, Second)? {
        guard let first, let second else { return nil }
        return (first, second)
    }

    private static func make(_ visit: MemberVisit) async throws -> Response {
        let form = try visit.form()
        guard let quarter = EREQuarter(form.typed("quarter")) else { return try await index(visit, .notAChoice) }
        do {
            let payouts = EREPayouts(visit.shell.database)
            let run = try await payouts.request(visit.scope, quarter, today: visit.today, at: visit.now)
            return visit.redirect(to: .erePayout(run))
        } catch let rejection as EREPayoutRejection {
            return try await index(visit, EREPayoutModels.text(rejection))
        }
    }

    // MARK: One run

    private static func show(_ visit: MemberVisit, _ argument: ListArgument<EREPayoutRunID>) async throws -> Response {
        guard let format = argument.format else { return try await page(visit, argument.value, FormReader([:]), nil) }
        _ = try await visit.read { try await EREPayouts.find(visit.scope, argument.value, in: $0) }
        return try export(argument.value).answer(visit, format)
    }

    private static func export(_ run: EREPayoutRunID) -> Export<EREPayoutSummary> {
        Export<EREPayoutSummary>("ere-payouts-\(run)", columns: EREPayoutModels.columns) { visit, tx, emit in
            let query = visit.listQuery(EREPayoutRunPage.rules)
            let standing = EREPayoutStanding(rawValue: query.filter("standing"))
            try await Export.pages(
                visit,
                query.request(by: .customer),
                { try await EREPayouts.payouts(visit.scope, of: run, $0, standing, in: tx) },
                emit
            )
        }
    }

    private static func page(
        _ visit: MemberVisit,
        _ id: EREPayoutRunID,
        _ form: FormReader,
        _ problem: Text?
    ) async throws -> Response {
        let query = visit.listQuery(EREPayoutRunPage.rules)
        let run = try await visit.read { try await EREPayouts.run(visit.scope, id, in: $0) }
        guard run.finishedAt != nil else { return try await progress(visit, run) }
        let model = try await visit.read { tx in
            let result = try await EREPayouts.find(visit.scope, id, in: tx)
            let standing = EREPayoutStanding(rawValue: query.filter("standing"))
            let payouts = try await EREPayouts.payouts(
                visit.scope,
                of: id,
                query.request(by: .customer),
                standing,
                in: tx
            )
            let first = ListRequest(sort: EREPayoutSort.customer, limit: 1)
            let one = try await EREPayouts.payouts(visit.scope, of: id, first, in: tx).rows.first
            let month = result.run.quarter.lastMonth
            let pays = Access.operators.admits(visit.scope.role)
            let files = pays ? try await PaymentFiles.list(visit.scope, .payouts, month: month, in: tx) : []
            return EREPayoutModels.show(result, payouts, one, files, query, form, problem)
        }
        var response = try await visit.page(status: form.isValid && problem == nil ? .ok : .unprocessableContent) {
            EREPayoutRunPage.view(model, frame: $0)
        }
        if run.bankFileAskedAt != nil { response.headers["Refresh"] = "\(refreshSeconds)" }
        return response
    }

    /// How far a run is that is not at its end; the page looks again by itself while it goes on.
    private static func progress(_ visit: MemberVisit, _ run: EREPayoutRunRecord) async throws -> Response {
        let model = EREPayoutModels.progress(run)
        var response = try await visit.page { EREPayoutProgressPage.view(model, frame: $0) }
        if run.message.isEmpty { response.headers["Refresh"] = "\(refreshSeconds)" }
        return response
    }

    private static let refreshSeconds = 2

    private static func approve(_ visit: MemberVisit, _ id: EREPayoutRunID) async throws -> Response {
        let run = try await visit.read { try await EREPayouts.run(visit.scope, id, in: $0) }
        guard run.finishedAt != nil else { return visit.redirect(to: .erePayout(id)) }
        do {
            _ = try await Approvals(visit.shell.database).approve(visit.scope, run: id, at: visit.now)
            try await EREPayoutMails(visit.shell.database).request(visit.scope, id)
            return visit.redirect(to: .erePayout(id), .saved)
        } catch let rejection as ApprovalRejection {
            return try await page(visit, id, FormReader([:]), rejection.text)
        }
    }

    private static func bankFile(_ visit: MemberVisit, _ id: EREPayoutRunID) async throws -> Response {
        let run = try await visit.read { try await EREPayouts.find(visit.scope, id, in: $0).run }
        do {
            let own = try await visit.read { try await Operators.own(visit.scope, in: $0) }
            let month = run.quarter.lastMonth
            guard try await isShort(visit, month) else {
                try await EREPayoutBankFiles(visit.shell.database).request(visit.scope, id, at: visit.now)
                return visit.redirect(to: .erePayout(id))
            }
            let result = try await visit.shell.payouts.bankFile(visit.scope, own, month)
            return visit.redirect(to: .erePayout(id), result.isNew ? .bankFileMade : .bankFileKnown)
        } catch let rejection as PaymentRejection {
            return try await page(visit, id, FormReader([:]), rejection.text)
        } catch let refusal as PaymentFileRefusal {
            return try await page(visit, id, FormReader([:]), BankFileWords.refused(refusal))
        }
    }

    /// Whether a person waits for the bank file, rather than leave it to the job.
    private static func isShort(_ visit: MemberVisit, _ month: YearMonth) async throws -> Bool {
        let most = visit.shell.payouts.paymentsAtOnce
        let files = EREPayoutBankFiles(visit.shell.database)
        return try await files.waiting(visit.scope, through: month, countedTo: most + 1) <= most
    }

    private static func giveBack(_ visit: MemberVisit, _ id: EREPayoutRunID) async throws -> Response {
        _ = try await visit.read { try await EREPayouts.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let reference = form.text("end_to_end_id", atMost: 35)
        let day = form.day("returned_on")
        let reason = form.text("reason", atMost: 140)
        guard form.isValid, let day else { return try await page(visit, id, form, nil) }
        let order = PaymentReturnOrder(
            endToEndID: reference,
            returnedOn: day,
            reason: reason,
            now: visit.now,
            today: visit.today
        )
        do {
            try await PaymentReturns(visit.shell.database).record(visit.scope, order)
            return visit.redirect(to: .erePayout(id), .saved)
        } catch let rejection as PaymentReturnRejection {
            form.reject(EREPayoutModels.field(of: rejection), EREPayoutModels.text(rejection))
        } catch is NotFound {
            form.reject("end_to_end_id", EREPayoutModels.unknownPayment)
        }
        return try await page(visit, id, form, nil)
    }

    // MARK: Of what it is made

    private static func breakdown(_ visit: MemberVisit, _ id: EREPayoutRunID) async throws -> EREBreakdownFile {
        try await visit.shell.database.read(visit.scope, isolation: .repeatableRead) { tx in
            let own = try await Operators.own(visit.scope, in: tx)
            let breakdown = try await EREPayouts.breakdown(visit.scope, id, in: tx)
            let first = ListRequest(sort: EREPayoutSort.customer, limit: 1)
            let one = try await EREPayouts.payouts(visit.scope, of: id, first, in: tx).rows.first
            return EREBreakdownFile(
                breakdown: breakdown,
                document: breakdown.run.model == .partner ? one?.number ?? "" : "",
                author: own.details.legalName,
                say: visit.say
            )
        }
    }

    // MARK: One payout

    private static func payout(
        _ visit: MemberVisit,
        _ run: EREPayoutRunID,
        _ customer: CustomerID
    ) async throws -> Response {
        let model = try await visit.read { tx in
            let found = try await EREPayouts.payout(visit.scope, run, of: customer, in: tx)
            return EREPayoutModels.payout(found.summary, found.connections, found.kept, found.adjustments)
        }
        let crumbs = [
            Crumb(visit.say(.erePayouts), .erePayouts), Crumb(visit.say(EREPayoutModels.run), .erePayout(run)),
        ]
        return try await visit.page { EREPayoutShow.view(model, crumbs: crumbs, frame: $0) }
    }

    private static func document(
        _ visit: MemberVisit,
        _ run: EREPayoutRunID,
        _ customer: CustomerID
    ) async throws -> Response {
        try await document(visit, run, of: customer)
    }

    private static func statement(_ visit: MemberVisit, _ run: EREPayoutRunID) async throws -> Response {
        try await document(visit, run, of: nil)
    }

    private static func document(
        _ visit: MemberVisit,
        _ run: EREPayoutRunID,
        of customer: CustomerID?
    ) async throws -> Response {
        let found = try await visit.read { try await EREPayouts.document(visit.scope, run, of: customer, in: $0) }
        let bytes = try await visit.shell.payouts.document(
            try visit.scope.requireOperator(),
            found.id,
            found.snapshot
        )
        return Response.of(type: "application/pdf", bytes: bytes).download(as: "\(found.snapshot.number).pdf")
    }
}

/// What a customer was paid for its units, in its own environment.
package enum CustomerPayoutPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.customerPayouts, for: .customers, list)
        endpoints.get(Route.customerPayout, for: .customers, show)
        endpoints.get(Route.customerPayoutDocument, for: .customers, document)
        endpoints.get({ .payout(.earned($0)) }, for: .customers, earned)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let (payouts, earned) = try await visit.read { tx in
            (try await EREPayouts.own(visit.scope, in: tx), try await EREPayouts.earned(visit.scope, in: tx))
        }
        return try await visit.page {
            CustomerPayouts.view(
                payouts.map(EREPayoutModels.own),
                earned: earned.map(EREPayoutModels.earned),
                frame: $0
            )
        }
    }

    private static func earned(_ visit: MemberVisit, _ run: EREPayoutRunID) async throws -> Response {
        let earning = try await visit.read { try await EREPayouts.earned(visit.scope, run, in: $0) }
        return try await visit.page { CustomerEarnedPage.view(EREPayoutModels.earning(earning), frame: $0) }
    }

    private static func show(_ visit: MemberVisit, _ id: CreditID) async throws -> Response {
        let payout = try await visit.read { try await EREPayouts.own(visit.scope, id, in: $0) }
        let model = EREPayoutModels.document(payout, visit.say)
        let crumbs = [Crumb(visit.say(.customerPayouts), .customerPayouts)]
        return try await visit.page { EREPayoutShow.view(model, crumbs: crumbs, frame: $0) }
    }

    private static func document(_ visit: MemberVisit, _ id: CreditID) async throws -> Response {
        let payout = try await visit.read { try await EREPayouts.own(visit.scope, id, in: $0) }
        let bytes = try await visit.shell.payouts.document(
            try visit.scope.requireOperator(),
            id,
            payout.snapshot
        )
        return Response.of(type: "application/pdf", bytes: bytes).download(as: "\(payout.snapshot.number).pdf")
    }
}
