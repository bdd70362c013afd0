package import Values

/// One account with its postings.
package enum LedgerAccountShow {
    package struct Model: Sendable {
        package let id: AccountID
        package let name: String
        package let code: String
        package let kind: LedgerIndex.AccountKind
        package let balance: Money
        package let query: ListQuery
        package let total: Int
        package let postings: [LedgerPosting]

        package init(
            id: AccountID,
            name: String,
            code: String,
            kind: LedgerIndex.AccountKind,
            balance: Money,
            query: ListQuery,
            total: Int,
            postings: [LedgerPosting]
        ) {
            self.id = id
            self.name = name
            self.code = code
            self.kind = kind
            self.balance = balance
            self.query = query
            self.total = total
            self.postings = postings
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["month"],
        sorts: ["recorded"],
        sort: "recorded",
        isDescending: true
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let list = ListState(
            .ledgerAccount(model.id),
            model.query,
            total: model.total,
            filters: [.month(name: "month", title: .month)],
            exports: ExportFormat.allCases
        )
        return Page.app(
            model.name,
            frame: frame,
            crumbs: [Crumb(say(.ledger), .ledger)],
            lead: HTML(model.code)
        ) {
            tiles([
                Tile(say(.balance), say.money(model.balance)),
                Tile(say(HostKind.heading), say(model.kind.title)),
            ])
            dataTable(
                say(en: "Postings", nl: "Boekingen"),
                list,
                LedgerParts.columns(say),
                model.postings,
                whenEmpty: emptyState(say(en: "No postings", nl: "Geen boekingen"), ""),
                say: say
            )
        }
    }
}
