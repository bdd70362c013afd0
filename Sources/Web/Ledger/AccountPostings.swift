import Ledger
import Postgres
import Templates
import Values

/// The postings of one account, read to their end.
struct AccountPostings {
    let scope: Scope
    let account: LedgerAccount
    /// Only those of a month, by the day on which they are true; `nil` for all.
    let month: YearMonth?

    /// Hands over every posting, newest first.
    func forEach(_ tx: Transaction, _ take: (AccountPosting) async throws -> Void) async throws {
        var before: Int64?
        while true {
            let page = try await Ledger.postings(scope, of: account.id, before: before, in: tx)
            guard let last = page.last else { return }
            for posting in page where month == nil || posting.effectiveOn.yearMonth == month { try await take(posting) }
            before = last.sequence
        }
    }

    /// Hands over every posting in the order of a list.
    func forEach(as query: ListQuery, _ tx: Transaction, _ take: (AccountPosting) async throws -> Void) async throws {
        if query.isDescending { return try await forEach(tx, take) }
        for posting in try await all(query, tx) { try await take(posting) }
    }

    /// The page of a list together with how many there are in all.
    func page(_ query: ListQuery, _ tx: Transaction) async throws -> (rows: [AccountPosting], total: Int) {
        let all = try await all(query, tx)
        return (Array(all.dropFirst(query.offset).prefix(query.size)), all.count)
    }

    private func all(_ query: ListQuery, _ tx: Transaction) async throws -> [AccountPosting] {
        var all: [AccountPosting] = []
        try await forEach(tx) { all.append($0) }
        return query.isDescending ? all : all.reversed()
    }
}
