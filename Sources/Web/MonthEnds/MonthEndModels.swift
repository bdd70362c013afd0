import Domain
import Formats
import Postgres
import Templates
import Values

/// What the pages of month-ends show, made from what the contexts know.
struct MonthEndModels {
    let visit: MemberVisit
    let tx: Transaction

    /// Months on the list: what was paid two years ago is looked up on the list of credits.
    static let monthsShown = 24

    /// The list of months, newest first.
    func index() async throws -> MonthEndIndex.Model {
        let months = try await Credits.months(visit.scope, limit: MonthEndModels.monthsShown, in: tx)
        return MonthEndIndex.Model(rows: months.map(row))
    }

    private func row(_ month: MonthOverview) -> MonthEndIndex.Row {
        MonthEndIndex.Row(
            month: month.period,
            state: state(month),
            creditCount: month.issued.count,
            lineCount: month.sessions,
            energy: month.energy,
            total: month.issued.total,
            openCount: month.open.count,
            blockedCount: month.blocked
        )
    }

    /// One month.
    ///
    /// - Throws: `NotFound` for a month without sessions, documents and close.
    func show(
        _ month: YearMonth,
        plan: PaymentPlan,
        paying form: FormReader? = nil
    ) async throws -> MonthEndShow.Model {
        guard let overview = try await Credits.overview(visit.scope, month, in: tx) else { throw NotFound("month") }
        let credits = try await Credits.month(visit.scope, month, in: tx)
        let own = try await Operators.own(visit.scope, in: tx).details
        let blocks = PaymentBlocks(blockers(credits, own, plan))
        let zero = Money.zero(overview.issued.total.currency)
        let needsOther = needsSomebodyElse(overview, own)
        let query = visit.listQuery(MonthEndShow.rules)
        let blocked = try await BlockedCredits.list(visit.scope, month: month, in: tx)
        let files = try await PaymentFiles.list(visit.scope, month: month, in: tx)
        return MonthEndShow.Model(
            month: month,
            state: state(overview),
            progress: overview.end.map { MonthEndShow.Progress(done: $0.done, total: $0.total) },
            message: overview.end.map { CloseWords.message($0.message, visit.say) } ?? "",
            credits: credits.dropFirst(query.offset).prefix(query.size).map(row),
            query: query,
            creditCount: credits.count,
            net: try credits.reduce(zero) { try $0 + $1.net },
            vat: try credits.reduce(zero) { try $0 + $1.vat },
            total: overview.issued.total,
            energy: overview.energy,
            openCount: overview.open.count,
            correctionCount: try await Credits.correctionsDue(visit.scope, month, in: tx),
            blocked: blocked.map(row),
            blocks: blocks.hosts,
            operatorBlocks: blocks.others,
            approval: try await ApprovalModels.approval(visit, credits, tx),
            mayApprove: !credits.isEmpty && !needsOther,
            approvalHint: needsOther ? ApprovalRejection.needsFourEyes.text : nil,
            standings: try PaymentStandings(plan).rows(credits),
            takesBankFile: plan.takesBankFile,
            next: MonthEndShow.NextFile(
                payments: plan.payments.count,
                total: plan.total,
                days: plan.days.map(MonthEndShow.PaymentDay.init)
            ),
            files: files.reversed().map(row),
            handPayments: try await HandPaymentForms.model(visit, month, plan, form, in: tx)
        )
    }

    private func row(_ credit: CreditSummary) -> MonthEndShow.CreditRow {
        MonthEndShow.CreditRow(
            credit: credit.id,
            number: credit.number,
            host: Mention(credit.hostName, .host(credit.hostID)),
            lineCount: credit.sessionCount,
            energy: credit.energy,
            net: credit.net,
            vat: credit.vat,
            total: credit.total,
            dueOn: credit.dueOn,
            state: credit.state
        )
    }

    private func row(_ entry: BlockedCreditEntry) -> MonthEndShow.BlockedRow {
        MonthEndShow.BlockedRow(
            host: Mention(entry.hostName, .host(entry.hostID)),
            contract: entry.contractName,
            reason: CreditFinding.text(entry.finding, code: entry.code),
            remedy: entry.finding?.remedy(entry.hostID, entry.contractID) ?? .host(entry.hostID)
        )
    }

    private func row(_ file: PaymentFileSummary) -> MonthEndShow.FileRow {
        MonthEndShow.FileRow(
            number: file.messageID,
            month: file.period,
            paymentCount: file.paymentCount,
            total: file.total,
            days: file.days.map(MonthEndShow.PaymentDay.init),
            createdAt: file.createdAt,
            createdBy: file.createdBy ?? ""
        )
    }

    private func state(_ month: MonthOverview) -> Templates.MonthEndState {
        guard let end = month.end else { return month.period.lastDay < visit.today ? .ready : .running }
        return switch end.state {
        case .requested, .running: .closing
        case .failed: .failed
        case .blocked where month.blocked > 0: .blocked
        case .closed, .blocked: month.isApproved ? .approved : .closed
        }
    }

    private func needsSomebodyElse(_ month: MonthOverview, _ own: OperatorDetails) -> Bool {
        guard own.policy.needsFourEyes, !month.isApproved, let end = month.end else { return false }
        return end.requestedBy == visit.scope.userID
    }

    /// What blocks the month's own credits, also before they are approved, and what blocks those of months before.
    private func blockers(
        _ credits: [CreditSummary],
        _ own: OperatorDetails,
        _ plan: PaymentPlan
    ) -> [PaymentBlocker] {
        guard plan.takesBankFile else { return [] }
        let account = BankParty(name: own.legalName, address: own.address, iban: own.iban, bic: own.bic)
        let isToBePaid = credits.contains { $0.paidAt == nil && $0.total.minor > 0 }
        let ours = PaymentBlocker.blockers(ofOperator: account) { IBAN.fault(in: $0) == nil }
        let hosts = credits.flatMap { $0.blockers { IBAN.fault(in: $0) == nil } }
        return (isToBePaid ? ours : []) + plan.blockers + hosts
    }
}

extension MonthEndShow.PaymentDay {
    init(_ paid: PaymentDay) {
        self.init(day: paid.day, payments: paid.payments, total: paid.total)
    }
}

extension MonthOverview {
    /// Whether there are credits, and somebody approved all of them.
    var isApproved: Bool { issued.count > 0 && approved.count == issued.count }
}

extension OpenLines {
    /// All that could not be credited.
    var count: Int { waiting + held + withoutContract }
}
