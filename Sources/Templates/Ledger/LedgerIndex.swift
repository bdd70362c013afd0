package import Values

/// The books: accounts with balances, and whether the chain holds.
package enum LedgerIndex {
    package struct Account: Sendable {
        package let account: Mention
        package let code: String
        package let kind: AccountKind
        /// The host the account stands for, if any.
        package let host: Mention?
        package let debit: Money
        package let credit: Money
        package let balance: Money

        package init(
            account: Mention,
            code: String,
            kind: AccountKind,
            host: Mention?,
            debit: Money,
            credit: Money,
            balance: Money
        ) {
            self.account = account
            self.code = code
            self.kind = kind
            self.host = host
            self.debit = debit
            self.credit = credit
            self.balance = balance
        }
    }

    package enum AccountKind: String, CaseIterable, Sendable {
        case asset, liability, expense, income

        var title: Text {
            switch self {
            case .asset: Text(en: "Asset", nl: "Activa")
            case .liability: Text(en: "Liability", nl: "Passiva")
            case .expense: Text(en: "Expense", nl: "Kosten")
            case .income: Text(en: "Income", nl: "Opbrengsten")
            }
        }
    }

    /// What the last check of the hash chain found.
    package enum Chain: Sendable {
        case intact(transactions: Int64, head: String, checkedAt: Timestamp)
        case broken(at: Int64, checkedAt: Timestamp)
        case unchecked
    }

    package struct Model: Sendable {
        package let chain: Chain
        package let accounts: [Account]

        package init(chain: Chain, accounts: [Account]) {
            self.chain = chain
            self.accounts = accounts
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.ledger), frame: frame, lead: HTML(say(lead))) {
            chain(model.chain, say)
            tableCard(say(en: "Accounts", nl: "Rekeningen")) {
                if model.accounts.isEmpty {
                    emptyState(say(en: "Nothing posted yet", nl: "Nog niets geboekt"), say(emptyHint))
                } else {
                    plainTable(say(.ledger), tableColumns(say), model.accounts)
                }
            }
        }
    }

    private static let lead = Text(
        en: "Double entry, only ever added to, each transaction chained to the one before.",
        nl: "Dubbel boekhouden, alleen aangevuld, elke boeking geketend aan de vorige."
    )
    private static let emptyHint = Text(
        en: "The first postings come with the first month-end.",
        nl: "De eerste boekingen komen met de eerste maandafsluiting."
    )

    private static func chain(_ chain: Chain, _ say: Reader) -> HTML {
        switch chain {
        case .intact(let count, let head, let at):
            notice(.good, say(intact(say.count(Int(count)), say.dateTime(at)))) {
                p {
                    say(en: "Newest hash: ", nl: "Nieuwste hash: ")
                    code { head }
                }
            }
        case .broken(let transaction, let at):
            notice(.bad, say(broken(String(transaction), say.dateTime(at)))) {
                p {
                    say(
                        en: "Run laadboek verify and keep the database as it is.",
                        nl: "Voer laadboek verify uit en laat de database zoals zij is."
                    )
                }
            }
        case .unchecked:
            notice(.info, say(en: "The chain has not been checked yet", nl: "De keten is nog niet gecontroleerd"))
        }
    }

    private static func intact(_ count: String, _ at: String) -> Text {
        Text(
            en: "The chain of \(count) transactions is intact, checked \(at)",
            nl: "De keten van \(count) boekingen is heel, gecontroleerd \(at)"
        )
    }
    private static func broken(_ number: String, _ at: String) -> Text {
        Text(
            en: "The chain breaks at transaction \(number), checked \(at)",
            nl: "De keten breekt bij boeking \(number), gecontroleerd \(at)"
        )
    }

    private static func tableColumns(_ say: Reader) -> [Column<Account>] {
        [
            Column(say(en: "Account", nl: "Rekening")) { row in
                div {
                    row.account.html
                    small { row.code }
                }
            },
            Column(say(HostKind.heading)) { row in say(row.kind.title) },
            Column(say(.host)) { row in if let host = row.host { host.html } else { "–" } },
            .number(say(.debit)) { row in say.money(row.debit) },
            .number(say(.creditSide)) { row in say.money(row.credit) },
            .number(say(.balance)) { row in strong { say.money(row.balance) } },
        ]
    }
}
