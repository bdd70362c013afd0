import Values

extension Ledger {
    /// Writes transactions in the plain text format of hledger, ledger and beancount's importers.
    ///
    /// Accounts are named by kind and code (`liabilities:payable:host:12`), so that the usual reports work; the
    /// sequence is the transaction's code and the idempotency key a tag. Debits are positive.
    public static func journalText(_ transactions: some Sequence<LedgerTransaction>) -> String {
        var text = ""
        for transaction in transactions { append(transaction, to: &text) }
        return text
    }

    /// The declarations with which a journal begins: the form of the amounts, and every account.
    ///
    /// With them `hledger check --strict` accepts the journal.
    public static func journalHead(_ accounts: some Sequence<LedgerAccount>) -> String {
        let accounts = Array(accounts)
        let currencies = Set(accounts.map(\.currency.code)).sorted()
        let forms = currencies.map { "commodity \($0) 1000.00\n" }
        let names = Set(accounts.map(journalName)).sorted().map { "account \($0)\n" }
        return (forms + names).joined() + "\n"
    }

    private static func append(_ transaction: LedgerTransaction, to text: inout String) {
        let content = transaction.content
        text += "\(content.effectiveOn) * (\(transaction.sequence)) \(plain(content.description))\n"
        text += "    ; key:\(plain(content.idempotencyKey)), kind:\(plain(content.kind))\n"
        for posting in content.postings {
            let amount = posting.side == .debit ? posting.amount : -posting.amount
            text += "    \(journalName(posting.account))  \(amount)\n"
        }
        text += "\n"
    }

    private static func journalName(_ account: LedgerAccount) -> String {
        let root =
            switch account.kind {
            case .asset: "assets"
            case .liability: "liabilities"
            case .expense: "expenses"
            case .income: "income"
            }
        return "\(root):\(account.code)"
    }

    /// Takes out what the format gives a meaning to: line ends, comments and tag separators.
    private static func plain(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == ";" || $0 == "," || $0 == "|" ? " " : $0 })
    }
}
