import Ledger
import Postgres
import Values

/// How payments were made, as the books tell it, and the day on which it is true.
struct PaymentWords: Sendable {
    let made: String
    let on: LocalDate
}

extension Payment {
    /// The idempotency key of a payment's transaction.
    static func key(_ endToEndID: String) -> String { "payment:\(endToEndID)" }

    /// Books payments, all of one currency: what is owed to the hosts becomes what is on its way.
    static func post(
        _ scope: Scope,
        _ payments: [Payment],
        _ words: PaymentWords,
        _ now: Timestamp,
        in tx: Transaction
    ) async throws {
        guard let currency = payments.first?.amount.currency else { return }
        let wanted = payments.map { $0.payee.payable(currency) }
        let accounts = try await Ledger.openAccounts(
            scope,
            wanted + [BookAccounts.paymentsInTransit(currency)],
            in: tx
        )
        guard let transit = accounts.last else { return }
        let drafts = zip(payments, accounts).map { $0.draft(payable: $1, transit: transit, words) }
        _ = try await Ledger.append(scope, all: drafts, at: now, in: tx)
    }

    /// Debit what is owed to the host, credit what is on its way.
    private func draft(payable: LedgerAccount, transit: LedgerAccount, _ words: PaymentWords) -> TransactionDraft {
        TransactionDraft(
            idempotencyKey: Payment.key(endToEndID),
            kind: "payment",
            description: "Payment \(endToEndID) \(words.made)",
            effectiveOn: words.on,
            postings: [Posting(payable, .debit, amount), Posting(transit, .credit, amount)]
        )
    }
}
