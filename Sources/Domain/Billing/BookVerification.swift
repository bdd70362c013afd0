import Ledger
package import Postgres
package import Values

/// What verifying one kind of thing found.
package struct VerifyReport: Hashable, Sendable {
    /// The kind of thing, such as `documents`.
    package let kind: String
    /// How many were checked.
    package let checked: Int
    /// The first difference in words, with its place; `nil` when everything agrees.
    package let firstDifference: String?
    /// What could not be checked, in words; no difference.
    package let note: String?

    package init(kind: String, checked: Int, firstDifference: String? = nil, note: String? = nil) {
        self.kind = kind
        self.checked = checked
        self.firstDifference = firstDifference
        self.note = note
    }
}

/// Recomputes documents, numbers, marks, postings and balances from what they are made of, and compares.
package enum BookVerification {
    /// Checks everything about an operator's credits and books; one report per kind.
    ///
    /// Reads at one moment (repeatable read), so that work that goes on meanwhile is no difference.
    ///
    /// - Throws: `NotPermitted`; `PostgresFault`.
    package static func run(_ scope: Scope, on database: Database) async throws -> [VerifyReport] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return try await database.read(scope, isolation: .repeatableRead) { tx in
            [
                try await documents(operatorID, in: tx),
                try await proofs(operatorID, in: tx),
                try await found("document_files", CheckFiles(operatorID: operatorID), in: tx),
                try await found("numbers", CheckNumbers(operatorID: operatorID), in: tx),
                try await found("journal_heads", CheckHeads(operatorID: operatorID), in: tx),
                try await found("credited_sessions", CheckMarks(operatorID: operatorID), in: tx),
                try await found("credit_postings", CheckCreditPostings(operatorID: operatorID), in: tx),
                try await found("payment_postings", CheckPaymentPostings(operatorID: operatorID), in: tx),
                try await paymentDays(operatorID, in: tx),
                try await found("payment_returns", CheckPaymentReturns(operatorID: operatorID), in: tx),
                try await found("payment_approvals", CheckApprovals(operatorID: operatorID), in: tx),
                try await found("host_balances", CheckHostBalances(operatorID: operatorID), in: tx),
                try await chain(scope, in: tx),
                try await trialBalance(scope, in: tx),
            ]
        }
    }

    /// The printed forms against what the books have held of them since they were issued.
    private static func proofs(_ operatorID: OperatorID, in tx: Transaction) async throws -> VerifyReport {
        var (checked, without, last) = (0, 0, CreditID(0))
        var difference: String?
        while difference == nil {
            let page = ListStoredCredits(operatorID: operatorID, after: last, limit: BillingLimits.creditsPerRead)
            let credits = try await tx.all(page)
            guard let end = credits.last else { break }
            let known = try await tx.all(ProofsOfCredits(operatorID: operatorID, numbers: credits.map(\.number)))
            let proofs = Dictionary(known.map { ($0.key, $0.proof) }) { first, _ in first }
            for credit in credits where difference == nil {
                guard let proof = proofs[CreditPosting.key(credit.number)] ?? nil else {
                    without += 1
                    continue
                }
                checked += 1
                difference = proof.difference(in: credit.snapshot).map { "credit \(credit.number): \($0)" }
            }
            last = end.id
        }
        let note = without > 0 ? "\(without) have none: issued before proofs were kept, or of nothing" : nil
        return VerifyReport(kind: "document_proofs", checked: checked, firstDifference: difference, note: note)
    }

    private static func found<Check: Statement>(
        _ kind: String,
        _ check: Check,
        in tx: Transaction
    ) async throws -> VerifyReport where Check.Row == CheckOutcome {
        let outcome = try await tx.one(check)
        return VerifyReport(kind: kind, checked: outcome.checked, firstDifference: outcome.difference)
    }

    /// Each payment against the day that its credits' terms, the day of its posting and the calendar give.
    private static func paymentDays(_ operatorID: OperatorID, in tx: Transaction) async throws -> VerifyReport {
        let payments = try await tx.all(ListPaymentDays(operatorID: operatorID))
        let first = payments.lazy.compactMap(\.difference).first
        return VerifyReport(kind: "payment_days", checked: payments.count, firstDifference: first)
    }

    private static func chain(_ scope: Scope, in tx: Transaction) async throws -> VerifyReport {
        let report = try await Ledger.checkChain(scope, in: tx)
        return VerifyReport(
            kind: "ledger_chain",
            checked: Int(report.checked),
            firstDifference: report.fault?.description
        )
    }

    private static func trialBalance(_ scope: Scope, in tx: Transaction) async throws -> VerifyReport {
        let balance = try await Ledger.trialBalance(scope, in: tx)
        return VerifyReport(
            kind: "ledger_accounts",
            checked: balance.accounts.count,
            firstDifference: balance.unbalanced.first.map { "debits and credits in \($0.code) differ" }
        )
    }

    private static func documents(_ operatorID: OperatorID, in tx: Transaction) async throws -> VerifyReport {
        var checked = 0
        var last = CreditID(0)
        while true {
            let page = ListStoredCredits(operatorID: operatorID, after: last, limit: BillingLimits.creditsPerRead)
            let credits = try await tx.all(page)
            guard let end = credits.last else { return VerifyReport(kind: "documents", checked: checked) }
            let ids = credits.map(\.id)
            let parts = DocumentParts(
                lines: try await tx.all(LinesOfDocuments(operatorID: operatorID, credits: ids)),
                vatTotals: try await tx.all(VATTotalsOfDocuments(operatorID: operatorID, credits: ids)),
                entries: try await tx.all(EntriesOfDocuments(operatorID: operatorID, credits: ids))
            )
            for credit in credits where !credit.isPayout {
                if let difference = parts.difference(in: credit) {
                    let text = "credit \(credit.number): \(difference)"
                    return VerifyReport(kind: "documents", checked: checked, firstDifference: text)
                }
                checked += 1
            }
            last = end.id
        }
    }
}
