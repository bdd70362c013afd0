import Templates
import Values

extension SamplePage {
    static let payoutRules: [SamplePage] = [
        SamplePage("ere-payout-rules") {
            EREPayoutRulesPage.view(rules(rows: [row], paysFrom: "Voltaria ERE, NL91 ABNA 0417 1643 00"), frame: frame)
        },
        SamplePage("ere-payout-rules-wrong-nl") {
            let model = rules(rows: [], paysFrom: "", reserve: Field("120", error: .invalidNumber))
            return EREPayoutRulesPage.view(model, frame: Sample.frame(.erePayoutRule(.rules), language: .dutch))
        },
        SamplePage("ere-customer-terms") {
            ERECustomerTermsPage.view(terms, frame: Sample.frame(.customerERETerms(customer)))
        },
        SamplePage("ere-customer-terms-new-nl") {
            ERECustomerTermsPage.view(noTerms, frame: Sample.frame(.customerERETerms(customer), language: .dutch))
        },
    ]

    private static let customer = CustomerID(41)
    private static let day = LocalDate(year: 2026, month: 7, day: 1) ?? LocalDate(daysSinceEpoch: 0)
    private static var frame: PageFrame { Sample.frame(.erePayoutRule(.rules)) }

    private static let row = EREPayoutRulesPage.Row(
        validFrom: day,
        minimum: Money(minor: 500, .eur),
        reserve: Exact(10),
        step: Exact(1),
        floor: Exact(10),
        by: "Ada Admin"
    )

    private static func rules(
        rows: [EREPayoutRulesPage.Row],
        paysFrom: String,
        reserve: Field = Field("10")
    ) -> EREPayoutRulesPage.Model {
        EREPayoutRulesPage.Model(
            rows: rows,
            rules: EREPayoutRulesPage.Rules(
                minimum: Field("5.00"),
                reserve: reserve,
                step: Field("1"),
                floor: Field("10"),
                validFrom: Field("\(day)")
            ),
            paysFrom: paysFrom,
            account: EREPayoutRulesPage.Account(
                holder: Field(),
                iban: Field(),
                bic: Field(),
                validFrom: Field("\(day)")
            )
        )
    }

    private static let terms = ERECustomerTermsPage.Model(
        id: customer,
        name: "Vereniging van Eigenaars De Kade",
        fees: [
            ERECustomerTermsPage.Fee(validFrom: day, percent: Exact(15), reason: "Forty charge points"),
            ERECustomerTermsPage.Fee(validFrom: day, percent: nil, reason: "Back to the usual"),
        ],
        agreements: [ERECustomerTermsPage.Agreement(validFrom: day, isAgreed: true, reference: "Letter of 28 June")],
        referrer: Mention("J. Jansen", .customer(CustomerID(40))),
        brought: [Mention("P. Peters", .customer(CustomerID(42)))],
        fields: [:]
    )

    private static let noTerms = ERECustomerTermsPage.Model(
        id: customer,
        name: "J. Jansen",
        fees: [],
        agreements: [],
        referrer: nil,
        brought: [],
        fields: ["referrer": Field("999", error: .notAChoice)]
    )
}
