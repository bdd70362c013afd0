package import Ledger
package import Values

/// The accounts that credits and payments are posted to; the only place that knows their codes.
package enum BookAccounts {
    /// What the operator spends on hosts' energy.
    package static func reimbursement(_ currency: Currency) -> AccountSpecification {
        AccountSpecification(
            code: "energy_reimbursement",
            name: "Energy reimbursement",
            kind: .expense,
            currency: currency
        )
    }

    /// The VAT on self-billed invoices that the operator may deduct.
    package static func inputVAT(_ currency: Currency) -> AccountSpecification {
        AccountSpecification(code: "input_vat", name: "Input VAT", kind: .asset, currency: currency)
    }

    /// What the operator owes a host.
    package static func payable(to host: HostID, _ currency: Currency) -> AccountSpecification {
        AccountSpecification(
            code: payablePrefix + host.description,
            name: "Payable to host \(host)",
            kind: .liability,
            currency: currency,
            subject: host.rawValue
        )
    }

    /// What was handed to the bank and is not yet on a statement.
    package static func paymentsInTransit(_ currency: Currency) -> AccountSpecification {
        AccountSpecification(
            code: "payments_in_transit",
            name: "Payments in transit",
            kind: .liability,
            currency: currency
        )
    }

    /// What the codes of the accounts of hosts begin with.
    package static let payablePrefix = "payable:host:"
}

/// What a credit looks like in the books.
struct CreditPosting: Sendable {
    let number: String
    let period: YearMonth
    let issuedOn: LocalDate
    let net: Money
    let vat: Money
    let total: Money
    /// What proves the document's printed form.
    let proof: CreditProof

    /// The idempotency key of a credit's transaction.
    static func key(_ number: String) -> String { "credit:\(number)" }

    /// The accounts that a credit of a host is posted to.
    static func accounts(host: HostID, _ currency: Currency) -> [AccountSpecification] {
        [
            BookAccounts.reimbursement(currency), BookAccounts.inputVAT(currency),
            BookAccounts.payable(to: host, currency),
        ]
    }

    /// The transaction on accounts that stand in the order of ``accounts(host:_:)``; `nil` for a credit of nothing.
    ///
    /// Debit energy reimbursement and input VAT, credit what is owed to the host; mirrored for what is taken back.
    func draft(on accounts: [LedgerAccount]) -> TransactionDraft? {
        let sides: [(Side, Money)] = [(.debit, net), (.debit, vat), (.credit, total)]
        let postings = zip(accounts, sides).compactMap { Posting.signed($0, $1.0, $1.1) }
        if postings.isEmpty { return nil }
        return TransactionDraft(
            idempotencyKey: CreditPosting.key(number),
            kind: "credit",
            description: "Credit \(number) for \(period)",
            metadata: proof.metadata,
            effectiveOn: issuedOn,
            postings: postings
        )
    }
}
