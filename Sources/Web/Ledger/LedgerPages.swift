import Domain
import HTTPServer
import Ledger
import Postgres
import Templates
import Values

/// The books: accounts with their balances, the state of the chain, the postings of an account.
package enum LedgerPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        let chains = ChainChecks()
        endpoints.get(.ledger, for: .operators) { try await index($0, chains) }
        endpoints.get({ (account: ListArgument<AccountID>) in .ledgerAccount(account.value) }, for: .operators, account)
    }

    private static func index(_ visit: MemberVisit, _ chains: ChainChecks) async throws -> Response {
        let (balances, hosts) = try await visit.read { tx in
            (try await Ledger.balances(visit.scope, in: tx), try await Hosts.names(visit.scope, in: tx))
        }
        let names = Dictionary(hosts.map { ($0.id, $0.name) }) { first, _ in first }
        let model = LedgerIndex.Model(
            chain: try await chains.state(visit),
            accounts: try balances.map { try LedgerModels.account($0, hosts: names, visit.say) }
        )
        let unbalanced = TrialBalance(accounts: balances).unbalanced
        return try await visit.page { frame in
            var frame = frame
            if !unbalanced.isEmpty { frame.flashes.append(Flash(.bad, differs(unbalanced))) }
            return LedgerIndex.view(model, frame: frame)
        }
    }

    private static func differs(_ currencies: [Currency]) -> Text {
        let codes = currencies.map(\.code).joined(separator: ", ")
        return Text(
            en: "The trial balance does not balance in \(codes): debits and credits differ.",
            nl: "De proefbalans klopt niet in \(codes): debet en credit verschillen."
        )
    }

    private static func account(_ visit: MemberVisit, _ argument: ListArgument<AccountID>) async throws -> Response {
        guard let format = argument.format else { return try await page(visit, argument.value) }
        let account = try await visit.read { try await find(visit, argument.value, $0) }
        return try export(account).answer(visit, format)
    }

    private static func page(_ visit: MemberVisit, _ id: AccountID) async throws -> Response {
        let query = visit.listQuery(LedgerAccountShow.rules)
        let model = try await visit.read { tx in
            let account = try await find(visit, id, tx)
            let name = try await name(account, visit, tx)
            let sums = try await Ledger.balances(visit.scope, codePrefix: account.code, in: tx)
            let found = try await postings(visit, account, query).page(query, tx)
            return LedgerAccountShow.Model(
                id: account.id,
                name: name,
                code: account.code,
                kind: LedgerModels.kind(account.kind),
                balance: try sums.first { $0.account.id == id }?.balance() ?? .zero(account.currency),
                query: query,
                total: found.total,
                postings: found.rows.map { LedgerModels.posting($0, of: account, named: name) }
            )
        }
        return try await visit.page { LedgerAccountShow.view(model, frame: $0) }
    }

    private static func name(_ account: LedgerAccount, _ visit: MemberVisit, _ tx: Transaction) async throws -> String {
        let hosts = try await Hosts.names(visit.scope, in: tx)
        return LedgerModels.name(account, Dictionary(hosts.map { ($0.id, $0.name) }) { first, _ in first }, visit.say)
    }

    private static func find(_ visit: MemberVisit, _ id: AccountID, _ tx: Transaction) async throws -> LedgerAccount {
        guard let account = try await Ledger.accounts(visit.scope, in: tx).first(where: { $0.id == id }) else {
            throw NotFound("account")
        }
        return account
    }

    private static func postings(_ visit: MemberVisit, _ account: LedgerAccount, _ query: ListQuery) -> AccountPostings
    {
        AccountPostings(scope: visit.scope, account: account, month: YearMonth(query.filter("month")))
    }

    /// Postings for programs; amounts are decimal text in the account's currency.
    private static func export(_ account: LedgerAccount) -> Export<AccountPosting> {
        Export(
            "account-\(account.id)",
            columns: [
                ("transaction", { .integer($0.sequence) }), ("kind", { .string($0.kind) }),
                ("description", { .string($0.description) }), ("account", { _ in .string(account.code) }),
                ("effective_on", { .string($0.effectiveOn.description) }),
                ("recorded_at", { .string($0.recordedAt.description) }), ("side", { .string($0.side.rawValue) }),
                ("amount", { .string($0.amount.decimalText) }), ("currency", { .string($0.amount.currency.code) }),
            ]
        ) { visit, tx, emit in
            let query = visit.listQuery(LedgerAccountShow.rules)
            try await postings(visit, account, query).forEach(as: query, tx, emit)
        }
    }
}
