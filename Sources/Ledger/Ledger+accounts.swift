public import Postgres
public import Values

extension Ledger {
    /// Finds accounts by code and currency and opens those that are not there; the answer is in the order asked.
    ///
    /// - Throws: ``LedgerRejection/noOperator``, ``LedgerRejection/accountCodeInvalid(code:)``,
    ///   ``LedgerRejection/accountDiffers(code:)``; `PostgresFault`.
    public static func openAccounts(
        _ scope: Scope,
        _ wanted: [AccountSpecification],
        in tx: Transaction
    ) async throws -> [LedgerAccount] {
        let operatorID = try books(of: scope)
        if let wrong = wanted.first(where: { !$0.hasValidCode }) {
            throw LedgerRejection.accountCodeInvalid(code: wrong.code)
        }
        var known = try await found(wanted, of: operatorID, in: tx)
        let missing = Set(wanted).filter { known[AccountKey($0)] == nil }
        if !missing.isEmpty {
            // One order for everybody, so that two transactions that open the same accounts cannot wait for each other.
            let ordered = missing.sorted { ($0.code, $0.currency.code) < ($1.code, $1.currency.code) }
            let opened = try await tx.all(InsertAccounts(operatorID: operatorID, accounts: ordered))
            for account in opened { known[AccountKey(account)] = account }
            // Somebody else opened the others meanwhile.
            if opened.count < ordered.count { known = try await found(wanted, of: operatorID, in: tx) }
        }
        return try wanted.map { try account($0, in: known) }
    }

    /// All accounts of the books, by code and currency.
    public static func accounts(_ scope: Scope, in tx: Transaction) async throws -> [LedgerAccount] {
        try await tx.all(AllAccounts(operatorID: try books(of: scope)))
    }

    private static func account(
        _ specification: AccountSpecification,
        in known: [AccountKey: LedgerAccount]
    ) throws(LedgerRejection) -> LedgerAccount {
        guard let account = known[AccountKey(specification)], account.kind == specification.kind,
            account.subject == specification.subject
        else { throw .accountDiffers(code: specification.code) }
        return account
    }

    private static func found(
        _ wanted: [AccountSpecification],
        of operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> [AccountKey: LedgerAccount] {
        let codes = Set(wanted.map(\.code)).sorted()
        let rows = try await tx.all(AccountsByCode(operatorID: operatorID, codes: codes))
        return Dictionary(rows.map { (AccountKey($0), $0) }) { first, _ in first }
    }
}

/// What an account is found by.
private struct AccountKey: Hashable {
    let code: String
    let currency: Currency

    init(_ specification: AccountSpecification) {
        (code, currency) = (specification.code, specification.currency)
    }

    init(_ account: LedgerAccount) {
        (code, currency) = (account.code, account.currency)
    }
}
