import Domain
import Postgres
import Templates
import Values

/// What the pages of credits show, made from what the contexts know.
enum CreditModels {
    static func row(_ credit: CreditSummary, _ links: PageLinks) -> CreditIndex.Row {
        CreditIndex.Row(
            credit: Mention(credit.number, links.credit(credit.id)),
            kind: kind(credit.kind),
            host: Mention(credit.hostName, links.host(credit.hostID)),
            period: credit.period,
            issuedOn: credit.issuedOn,
            dueOn: credit.dueOn,
            lineCount: credit.sessionCount,
            total: credit.total,
            state: credit.state
        )
    }

    static func kind(_ kind: Domain.CreditKind) -> Templates.CreditKind {
        switch kind {
        case .selfBilledInvoice: .selfBilledInvoice
        case .payoutStatement: .payoutStatement
        }
    }

    /// A credit with everything around it; postings and approval are the operator's own business.
    static func show(
        _ visit: MemberVisit,
        _ id: CreditID,
        _ links: PageLinks,
        _ tx: Transaction
    ) async throws -> CreditShow.Model {
        let credit = try await Credits.detail(visit.scope, id, in: tx)
        let groups = try await Credits.groups(visit.scope, id, in: tx)
        let query = visit.listQuery(CreditShow.sessionRules)
        // Entries are numbered from 1 without gaps.
        let lines = try await Credits.lines(visit.scope, id, after: query.offset, limit: query.size, in: tx)
        let isInside = links == .operatorPages
        let parts = CreditPageParts(credit: credit, groups: groups, query: query, links: links, say: visit.say)
        return parts.model(
            lines: lines,
            postings: isInside ? try await CreditPostings.find(visit.scope, credit.summary, visit.say, tx) : [],
            approval: isInside ? try await ApprovalModels.approval(visit, credit.summary, tx) : nil
        )
    }
}

/// One credit on its way to its page.
private struct CreditPageParts {
    let credit: CreditDetail
    let groups: [CreditLineGroup]
    let query: ListQuery
    let links: PageLinks
    let say: Reader

    private var summary: CreditSummary { credit.summary }
    private var snapshot: CreditSnapshot { credit.snapshot }

    func model(
        lines: [CreditLine],
        postings: [LedgerPosting],
        approval: MonthEndShow.Approval?
    ) -> CreditShow.Model {
        CreditShow.Model(
            id: summary.id,
            number: summary.number,
            kind: CreditModels.kind(summary.kind),
            state: summary.state,
            host: Mention(summary.hostName, links.host(summary.hostID)),
            contract: Mention(snapshot.contractName, links.contract(summary.contractID)),
            period: summary.period,
            issuedOn: summary.issuedOn,
            dueOn: summary.dueOn,
            currency: summary.total.currency,
            net: summary.net,
            vat: summary.vat,
            total: summary.total,
            vatTotals: snapshot.vatTotals.map(line),
            vatRule: CreditVATWords.rule(snapshot, links),
            energy: summary.energy,
            exactAmount: summary.exact,
            lines: documentLines(),
            query: query,
            sessions: lines.map(session),
            entryCount: groups.reduce(0) { $0 + $1.entryCount },
            sessionCount: summary.sessionCount,
            postings: postings,
            approval: approval,
            paidByHand: summary.paidByHand.map { CreditShow.PaidByHand(on: $0.on, reference: $0.reference) }
        )
    }

    private func line(_ total: VATTotal) -> CreditShow.VATLine {
        CreditShow.VATLine(
            treatment: VATTreatment(rawValue: total.category.rawValue) ?? .standard,
            percent: Exact(mantissa: Int128(total.rate), scale: 2),
            vat: total.vat
        )
    }

    /// The lines with their tariffs in the reader's words, and the documents that they correct.
    private func documentLines() -> [CreditShow.DocumentLine] {
        let behind = Dictionary(groups.map { ($0.documentLine, $0) }) { first, _ in first }
        return snapshot.lines.enumerated().map { line($1, behind[$0 + 1]) }
    }

    private func line(_ line: CreditDocumentLine, _ group: CreditLineGroup?) -> CreditShow.DocumentLine {
        let corrected = group?.corrects ?? ""
        let correction =
            corrected.isEmpty
            ? say(en: " (correction)", nl: " (correctie)")
            : say(en: " (correction of \(corrected))", nl: " (correctie van \(corrected))")
        let tariff = group.map { self.tariff($0.terms, $0.pricing) ?? $0.tariff } ?? line.tariff
        return CreditShow.DocumentLine(
            site: Mention(snapshot.site(of: line)?.name ?? "", links.site(line.siteID)),
            tariff: tariff + (line.isCorrection ? correction : ""),
            sessionCount: line.sessionCount,
            energy: line.energy,
            exactAmount: line.exact,
            net: line.net
        )
    }

    /// `nil` where the line has no terms.
    private func tariff(_ terms: Domain.LineDetail.Terms?, _ pricing: PricingMoment?) -> String? {
        terms.map { LineModels.formula($0, summary.total.currency).tariff(say, isAtStart: pricing == .atStart) }
    }

    private func session(_ entry: CreditLine) -> CreditShow.SessionLine {
        let index = entry.documentLine - 1
        let isCorrection = snapshot.lines.indices.contains(index) && snapshot.lines[index].isCorrection
        return CreditShow.SessionLine(
            session: Mention(entry.sessionID.description, links.session(entry.sessionID)),
            line: Mention(entry.tariff, links.line(entry.lineID, of: entry.sessionID)),
            stoppedAt: entry.stoppedAt ?? entry.startedAt,
            chargePoint: entry.chargePoint,
            energy: entry.energy,
            formula: tariff(Domain.LineDetail.terms(in: entry.detail), entry.pricing) ?? entry.tariff,
            amount: entry.amount,
            isCorrection: isCorrection
        )
    }
}
