import Templates
import Values

extension SamplePage {
    static let ledger: [SamplePage] = [
        SamplePage("ledger") {
            let model = LedgerIndex.Model(
                chain: .intact(transactions: 812, head: "9f86d081884c7d65", checkedAt: Sample.noon),
                accounts: accounts
            )
            return LedgerIndex.view(model, frame: Sample.frame(.ledger))
        },
        SamplePage("ledger-broken") {
            let model = LedgerIndex.Model(chain: .broken(at: 17, checkedAt: Sample.noon), accounts: [])
            return LedgerIndex.view(model, frame: Sample.frame(.ledger))
        },
        SamplePage("ledger-account") {
            let model = LedgerAccountShow.Model(
                id: AccountID(2),
                name: "Hotel Zeezicht B.V.",
                code: "1600.7",
                kind: .liability,
                balance: Sample.euro(123_456),
                query: ListQuery(rules: LedgerAccountShow.rules),
                total: 2,
                postings: Sample.postings
            )
            return LedgerAccountShow.view(model, frame: Sample.frame(.ledgerAccount(AccountID(2))))
        },
    ]

    private static let accounts: [LedgerIndex.Account] = [
        .init(
            account: Mention("Hotel Zeezicht B.V.", .ledgerAccount(AccountID(2))),
            code: "1600.7",
            kind: .liability,
            host: Sample.host,
            debit: Sample.euro(0),
            credit: Sample.euro(123_456),
            balance: Sample.euro(123_456)
        ),
        .init(
            account: Mention("Energy reimbursed to hosts", .ledgerAccount(AccountID(1))),
            code: "7100",
            kind: .expense,
            host: nil,
            debit: Sample.euro(102_030),
            credit: Sample.euro(0),
            balance: Sample.euro(102_030)
        ),
    ]

    static let people: [SamplePage] = [
        SamplePage("account") {
            let model = AccountPage.Model(
                current: Field(error: .wrongPassword),
                password: Field(),
                repeated: Field(),
                sessions: [
                    .init(
                        since: Sample.noon,
                        lastSeenAt: Sample.noon,
                        address: "192.0.2.14",
                        browser: "Firefox",
                        isCurrent: true
                    )
                ],
                noticeMails: true,
                hasSecondFactor: false
            )
            return AccountPage.view(model, frame: Sample.frame(.account))
        },
        SamplePage("users") {
            let rows: [UserIndex.Row] = [
                .init(
                    user: Mention("Noor de Wit", .user(UserID(1))),
                    email: "noor@voltaria.example",
                    role: .operatorAdmin,
                    host: nil,
                    lastSeenAt: Sample.noon,
                    isDisabled: false
                ),
                .init(
                    user: Mention("Piet Zee", .user(UserID(2))),
                    email: "piet@zeezicht.example",
                    role: .host,
                    host: Sample.host,
                    lastSeenAt: nil,
                    isDisabled: true
                ),
            ]
            return UserIndex.view(.init(rows: rows), frame: Sample.frame(.users))
        },
        SamplePage("user-form") { UserForm.view(userForm(id: nil), frame: Sample.frame(.newUser)) },
        SamplePage("user-form-edit") {
            UserForm.view(userForm(id: UserID(2)), frame: Sample.frame(.user(UserID(2)), language: .dutch))
        },
        SamplePage("user-form-second-factor") {
            var model = userForm(id: UserID(2))
            model.secondFactorSince = Sample.noon
            return UserForm.view(model, frame: Sample.frame(.user(UserID(2))))
        },
    ]

    private static func userForm(id: UserID?) -> UserForm.Model {
        UserForm.Model(
            id: id,
            name: Field("Piet Zee"),
            email: Field("piet@zeezicht.example"),
            role: Field("host"),
            host: Field("7"),
            hosts: Sample.hostChoices,
            roles: [.operatorAdmin, .operatorFinance, .host],
            language: Field("nl"),
            isDisabled: Field(id == nil ? "" : "yes")
        )
    }
}
