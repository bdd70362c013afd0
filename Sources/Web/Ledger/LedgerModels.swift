import Domain
import Ledger
import Postgres
import Templates
import Values

/// What the pages of the books show, made from what the ledger knows.
enum LedgerModels {
    static func account(_ sums: AccountBalance, hosts: [HostID: String], _ say: Reader) throws -> LedgerIndex.Account {
        LedgerIndex.Account(
            account: Mention(name(sums.account, hosts, say), .ledgerAccount(sums.account.id)),
            code: sums.account.code,
            kind: kind(sums.account.kind),
            host: host(sums.account, hosts),
            debit: sums.debits,
            credit: sums.credits,
            balance: try sums.balance()
        )
    }

    /// What an account is called in the reader's language; the host's own account by the host's name.
    static func name(_ account: LedgerAccount, _ hosts: [HostID: String], _ say: Reader) -> String {
        switch account.code {
        case "energy_reimbursement": say(en: "Energy reimbursement", nl: "Vergoeding van energie")
        case "input_vat": say(en: "Input VAT", nl: "Te vorderen btw")
        case "payments_in_transit": say(en: "Payments in transit", nl: "Betalingen onderweg")
        default:
            host(account, hosts).map { say(en: "Payable to \($0.name)", nl: "Te betalen aan \($0.name)") }
                ?? account.name
        }
    }

    /// The host that an account is about; other accounts have no subject.
    private static func host(_ account: LedgerAccount, _ hosts: [HostID: String]) -> Mention? {
        guard account.code.hasPrefix(BookAccounts.payablePrefix), let subject = account.subject else { return nil }
        let id = HostID(subject)
        return Mention(hosts[id] ?? account.name, .host(id))
    }

    static func kind(_ kind: AccountKind) -> LedgerIndex.AccountKind {
        switch kind {
        case .asset: .asset
        case .liability: .liability
        case .expense: .expense
        case .income: .income
        }
    }

    static func posting(_ posting: AccountPosting, of account: LedgerAccount, named name: String) -> LedgerPosting {
        LedgerPosting(
            transaction: posting.sequence,
            account: Mention(name, .ledgerAccount(account.id)),
            accountCode: account.code,
            description: posting.description,
            effectiveOn: posting.effectiveOn,
            recordedAt: posting.recordedAt,
            debit: posting.side == .debit ? posting.amount : nil,
            credit: posting.side == .credit ? posting.amount : nil
        )
    }

    static func postings(_ transaction: LedgerTransaction, _ hosts: [HostID: String], _ say: Reader) -> [LedgerPosting]
    {
        transaction.content.postings.map { posting in
            LedgerPosting(
                transaction: transaction.sequence,
                account: Mention(name(posting.account, hosts, say), .ledgerAccount(posting.account.id)),
                accountCode: posting.account.code,
                description: transaction.content.description,
                effectiveOn: transaction.content.effectiveOn,
                recordedAt: transaction.recordedAt,
                debit: posting.side == .debit ? posting.amount : nil,
                credit: posting.side == .credit ? posting.amount : nil
            )
        }
    }
}
