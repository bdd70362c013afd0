import Domain
import Ledger
import Postgres
import Templates
import Values

/// Where a credit stands in the books: its own transaction, and the one that handed it to the bank.
enum CreditPostings {
    static func find(
        _ scope: Scope,
        _ credit: CreditSummary,
        _ say: Reader,
        _ tx: Transaction
    ) async throws -> [LedgerPosting] {
        let wanted = BookAccounts.payable(to: credit.hostID, credit.total.currency)
        let accounts = try await Ledger.accounts(scope, in: tx)
        guard let payable = accounts.first(where: { $0.code == wanted.code && $0.currency == wanted.currency })
        else { return [] }
        let sequences = try await sequences(scope, credit, payable, tx)
        var found: [LedgerPosting] = []
        for sequence in sequences {
            let transactions = try await Ledger.transactions(scope, after: sequence - 1, limit: 1, in: tx)
            found += transactions.flatMap { LedgerModels.postings($0, [credit.hostID: credit.hostName], say) }
        }
        return found
    }

    /// Every transaction about a credit has a posting on the host's account that names it, oldest first.
    private static func sequences(
        _ scope: Scope,
        _ credit: CreditSummary,
        _ payable: LedgerAccount,
        _ tx: Transaction
    ) async throws -> [Int64] {
        var found: Set<Int64> = []
        try await AccountPostings(scope: scope, account: payable, month: nil).forEach(tx) { posting in
            let words = posting.description.split(separator: " ")
            guard words.count > 1 else { return }
            let isOwn = posting.kind == "credit" && words[1] == credit.number
            let isPayment = posting.kind == "payment" && credit.endToEndID.map { words[1] == $0 } == true
            if isOwn || isPayment { found.insert(posting.sequence) }
        }
        return found.sorted()
    }
}
