import Postgres
import Values

/// Writes payouts with their documents and postings.
struct EREPayoutWriter: Sendable {
    let scope: Scope
    let operatorID: OperatorID
    let run: EREPayoutRunRecord
    let tenant: OperatorDetails
    let now: Timestamp

    /// Writes the payouts of some customers, and who gets none: what only they need first, then what others wait for.
    func write(_ drafts: [EREPayoutDraft], _ leftOut: [EREPayoutLeftOut], in tx: Transaction) async throws {
        if !leftOut.isEmpty {
            try await tx.run(InsertEREPayoutLeftOut(operatorID: operatorID, run: run.id, leftOut: leftOut))
        }
        if drafts.isEmpty { return }
        let pays = run.model == .customers
        let ids = pays ? try await tx.all(NextCreditIDs(count: drafts.count)) : []
        let credits = Dictionary(uniqueKeysWithValues: zip(drafts.map(\.payee.id), ids))
        let numbers = pays ? try await numbers(drafts, in: tx) : []
        // The database writes one thing while we work the next one out: a run has a hundred thousand of each.
        async let parts: Void = writeParts(drafts, in: tx)
        let documents = pays ? documents(drafts, ids, numbers) : []
        try await parts
        if pays { try await issue(documents, in: tx) }
        // The last one: the database holds it against all the others.
        try await tx.run(InsertEREPayouts(operatorID: operatorID, run: run.id, drafts: drafts, credits: credits))
    }

    /// Writes the one document of a run that pays the partner, of all payouts that it made.
    func writePartner(in tx: Transaction) async throws {
        let (sums, energy) = try await tx.one(SumEREPayouts(operatorID: operatorID, run: run.id))
        if sums.payouts == 0 { return }
        let series = "\(tenant.numberPrefix)-P-\(run.madeOn.yearMonth.year)"
        let taken = try await tx.one(TakeNumbers(operatorID: operatorID, counts: [series: 1]))
        let number = DocumentNumber(series: series, number: taken.next - 1)
        let total = Money(minor: sums.payable + sums.margin, .eur)
        let feeVAT = try EREPayoutMaker.contained(in: sums.fee, rate: run.feeVATRate)
        let adjustments = EREPayoutAdjustmentsOf(operatorID: operatorID, run: run.id, customer: nil)
        let snapshot = EREPayoutSnapshot(
            number: number.text,
            kind: .payoutStatement,
            quarter: run.quarter,
            issuedOn: run.madeOn,
            language: tenant.language,
            issuer: CreditParty(operator: tenant, showsVATID: false),
            recipient: CreditParty(operator: tenant, showsVATID: false),
            ibanTail: String(tenant.iban.filter { $0 != " " }.suffix(4)),
            vat: EREVATRule.notTaxable.statement,
            connections: [],
            kept: [],
            payouts: sums.payouts,
            gross: Money(minor: sums.gross, .eur),
            fee: Money(minor: sums.fee, .eur),
            feeVATRate: run.feeVATRate,
            feeVAT: Money(minor: feeVAT, .eur),
            margin: Money(minor: sums.margin, .eur),
            adjustment: Money(minor: sums.adjustment, .eur),
            adjustments: try await tx.all(adjustments),
            net: total,
            vatRate: 0,
            vatAmount: .zero(.eur),
            total: total
        )
        let document = EREPayoutDocument(
            id: try await tx.one(NextCreditIDs(count: 1)),
            customer: nil,
            number: number,
            rule: .notTaxable,
            energy: energy,
            snapshot: snapshot,
            json: snapshot.json
        )
        try await issue([document], in: tx)
    }

    private func writeParts(_ drafts: [EREPayoutDraft], in tx: Transaction) async throws {
        try await tx.run(InsertEREPayoutQuarters(operatorID: operatorID, run: run.id, drafts: drafts))
        try await tx.run(InsertEREPayoutLines(operatorID: operatorID, run: run.id, drafts: drafts))
        try await tx.run(InsertEREPayoutAdjustments(operatorID: operatorID, run: run.id, drafts: drafts))
    }

    private func issue(_ documents: [EREPayoutDocument], in tx: Transaction) async throws {
        async let written = tx.run(
            InsertEREDocuments(run: run, documents: documents, operatorID: operatorID, at: now)
        )
        let proofs = documents.map { CreditProof(of: $0.json).metadata }
        _ = try await written
        try await EREPayoutBooks.post(scope, run, documents, proofs, at: now, in: tx)
    }

    /// The numbers of documents: of each series in the order of the customers.
    private func numbers(_ drafts: [EREPayoutDraft], in tx: Transaction) async throws -> [DocumentNumber] {
        let series = drafts.map(series)
        let counts = Dictionary(series.map { ($0, 1) }, uniquingKeysWith: +)
        let taken = try await tx.all(TakeNumbers(operatorID: operatorID, counts: counts))
        var next = Dictionary(taken.map { ($0.series, $0.next - Int64(counts[$0.series] ?? 0)) }) { first, _ in first }
        return series.map { series in
            let number = next[series, default: 1]
            next[series] = number + 1
            return DocumentNumber(series: series, number: number)
        }
    }

    private func documents(
        _ drafts: [EREPayoutDraft],
        _ ids: [CreditID],
        _ numbers: [DocumentNumber]
    ) -> [EREPayoutDocument] {
        zip(zip(drafts, ids), numbers).map { pair, number in
            let snapshot = snapshot(pair.0, number)
            return EREPayoutDocument(
                id: pair.1,
                customer: pair.0.payee.id,
                number: number,
                rule: pair.0.rule,
                energy: pair.0.figures.energy,
                snapshot: snapshot,
                json: snapshot.json
            )
        }
    }

    /// A series per customer for invoices in its name, one for all statements of the operator; a new one each year.
    private func series(_ draft: EREPayoutDraft) -> String {
        let year = run.madeOn.yearMonth.year
        return switch draft.rule.documentKind {
        case .selfBilledInvoice: "\(tenant.numberPrefix)-C\(draft.payee.id)-\(year)"
        case .payoutStatement: "\(tenant.numberPrefix)-P-\(year)"
        }
    }

    private func snapshot(_ draft: EREPayoutDraft, _ number: DocumentNumber) -> EREPayoutSnapshot {
        let showsVATIDs = draft.rule.category != .outsideScope
        let figures = draft.figures
        return EREPayoutSnapshot(
            number: number.text,
            kind: draft.rule.documentKind,
            quarter: run.quarter,
            issuedOn: run.madeOn,
            language: draft.payee.language,
            issuer: CreditParty(operator: tenant, showsVATID: showsVATIDs),
            recipient: CreditParty(
                name: draft.payee.name,
                reference: draft.payee.reference,
                address: draft.payee.address,
                companyNumber: draft.payee.companyNumber,
                vatID: showsVATIDs ? draft.payee.vatID : "",
                email: draft.payee.email
            ),
            ibanTail: String(draft.payee.iban.suffix(4)),
            vat: draft.rule.statement,
            connections: EREPayoutSnapshot.connections(figures.lines, draft.chargers),
            kept: EREPayoutSnapshot.kept(figures.quarters),
            payouts: 1,
            gross: Money(minor: figures.gross, .eur),
            fee: Money(minor: figures.fee, .eur),
            feeVATRate: run.feeVATRate,
            feeVAT: Money(minor: draft.feeVAT, .eur),
            margin: Money(minor: figures.margin, .eur),
            adjustment: Money(minor: draft.adjustment, .eur),
            adjustments: draft.adjustments,
            net: Money(minor: draft.net, .eur),
            vatRate: draft.vatRate,
            vatAmount: Money(minor: draft.vat, .eur),
            total: Money(minor: draft.payable, .eur)
        )
    }
}

extension CreditParty {
    /// The operator as it issues documents.
    init(operator tenant: OperatorDetails, showsVATID: Bool) {
        self.init(
            name: tenant.legalName,
            reference: "",
            address: tenant.address,
            companyNumber: tenant.companyNumber,
            vatID: showsVATID ? tenant.vatID : "",
            email: tenant.email
        )
    }
}
