import Ledger
import Postgres
import Values

/// What payouts look like in the books: proceeds become what is owed to the customer, or to the partner for all of them,
/// the fee of whoever books, and the partner's margin.
enum EREPayoutBooks {
    static let payablePrefix = "payable:customer:"
    /// The kind of the transactions.
    static let kind = "ere_payout"

    /// What a customer is owed.
    static func payable(to customer: CustomerID) -> AccountSpecification {
        AccountSpecification(
            code: payablePrefix + "\(customer)",
            name: "Payable to customer \(customer)",
            kind: .liability,
            currency: .eur,
            subject: customer.rawValue
        )
    }

    /// What the partner is owed where it pays its customers itself.
    static let payableToPartner = AccountSpecification(
        code: "payable:partner",
        name: "Payable to the partner, for its customers",
        kind: .liability,
        currency: .eur
    )

    /// The fee: owed to the platform by a partner's books, earned by whoever books for itself.
    static func fee(isPartner: Bool) -> AccountSpecification {
        isPartner
            ? AccountSpecification(
                code: "payable:platform",
                name: "Service fee payable to the platform, VAT included",
                kind: .liability,
                currency: .eur
            )
            : AccountSpecification(
                code: "ere_service_fee",
                name: "Service fee on units, VAT included",
                kind: .income,
                currency: .eur
            )
    }

    /// The partner's margin, where it is not paid with the rest.
    static let margin = AccountSpecification(
        code: "ere_margin",
        name: "Margin on units",
        kind: .income,
        currency: .eur
    )

    /// What is held back until a year is verified.
    static let reserve = AccountSpecification(
        code: "ere_reserve",
        name: "Held back until units are verified",
        kind: .liability,
        currency: .eur
    )

    /// What customers give back of units that failed: owed to whoever bought them.
    static let givenBack = AccountSpecification(
        code: "ere_given_back",
        name: "Given back for units that failed",
        kind: .liability,
        currency: .eur
    )

    /// Posts documents of customers, each with the proof of what it says.
    static func post(
        _ scope: Scope,
        _ run: EREPayoutRunRecord,
        _ documents: [EREPayoutDocument],
        _ proofs: [String],
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let payees = documents.map { $0.customer.map(payable(to:)) ?? payableToPartner }
        var shared = [EREBooks.proceeds, BookAccounts.inputVAT(.eur), fee(isPartner: run.isPartner), margin]
        if documents.contains(where: { !$0.snapshot.adjustments.isEmpty }) { shared += [reserve, givenBack] }
        let accounts = try await Ledger.openAccounts(scope, shared + payees, in: tx)
        let drafts = zip(zip(documents, proofs), accounts.dropFirst(shared.count)).compactMap { proven, payee in
            draft(proven.0, proven.1, accounts, payee, on: run.madeOn)
        }
        _ = try await Ledger.append(scope, all: drafts, at: now, in: tx)
    }

    /// Debit proceeds and input VAT, credit fee, margin, what is held back or was given back, and what is owed.
    private static func draft(
        _ document: EREPayoutDocument,
        _ proof: String,
        _ shared: [LedgerAccount],
        _ payee: LedgerAccount,
        on day: LocalDate
    ) -> TransactionDraft? {
        let snapshot = document.snapshot
        // The partner gets its margin with the rest.
        let margin = document.customer == nil ? Money.zero(.eur) : snapshot.margin
        let given = snapshot.adjustments.filter { $0.kind == .clawedBack }.reduce(0) { $0 - $1.minor }
        let held = -snapshot.adjustment.minor - given
        var adjusted: [Posting?] = []
        if !snapshot.adjustments.isEmpty {
            adjusted = [
                Posting.signed(shared[4], .credit, Money(minor: held, .eur)),
                Posting.signed(shared[5], .credit, Money(minor: given, .eur)),
            ]
        }
        let postings =
            ([
                Posting.signed(shared[0], .debit, snapshot.gross),
                Posting.signed(shared[1], .debit, snapshot.vatAmount),
                Posting.signed(shared[2], .credit, snapshot.fee), Posting.signed(shared[3], .credit, margin),
                Posting.signed(payee, .credit, snapshot.total),
            ] + adjusted).compactMap { $0 }
        if postings.isEmpty { return nil }
        return TransactionDraft(
            idempotencyKey: CreditPosting.key(snapshot.number),
            kind: kind,
            description: "Payout \(snapshot.number) for \(snapshot.quarter)",
            metadata: proof,
            effectiveOn: day,
            postings: postings
        )
    }
}
