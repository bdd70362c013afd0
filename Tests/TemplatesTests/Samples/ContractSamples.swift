import Templates
import Values

extension SamplePage {
    static let contracts: [SamplePage] = [
        SamplePage("contracts") {
            let reimbursement = ContractIndex.Row(
                contract: Sample.contract,
                reference: "R-005",
                host: Sample.host,
                scope: "Strandweg",
                terms: "day-ahead NL + 2.5% + €0.0100/kWh",
                validFrom: Sample.day,
                versionCount: 2
            )
            let model = ContractIndex.Model(supply: [], reimbursement: [reimbursement])
            return ContractIndex.view(model, frame: Sample.frame(.contracts))
        },
        SamplePage("supply-contract") {
            let model = SupplyContractShow.Model(
                id: .init(3),
                name: "Vattenfall dynamic",
                reference: "S-003",
                host: Sample.host,
                supplier: "Vattenfall",
                versions: [
                    supplyVersion(Sample.day, .formula(zone: "NL", factor: Sample.exact("1.05"), addend: .zero), true),
                    supplyVersion(Sample.day.adding(days: -365), .fixed(Sample.perKWh("0.21")), false),
                ],
                usedBy: [Sample.contract]
            )
            return SupplyContractShow.view(model, frame: Sample.frame(.supplyContract(.init(3))))
        },
        SamplePage("supply-form") {
            SupplyForm.view(supplyForm, frame: Sample.frame(.newSupplyContract))
        },
        SamplePage("reimbursement-contract") {
            let model = ReimbursementContractShow.Model(
                id: .init(5),
                name: "Zeezicht, pass-through plus 2.5%",
                reference: "R-005",
                host: Sample.host,
                vatStatus: .exempt,
                site: nil,
                versions: [reimbursementVersion],
                credits: []
            )
            return ReimbursementContractShow.view(model, frame: Sample.frame(.reimbursementContract(.init(5))))
        },
        SamplePage("reimbursement-host") {
            ReimbursementHostForm.view(
                .init(host: Field(), hosts: Sample.hostChoices),
                frame: Sample.frame(.newReimbursementContract)
            )
        },
        SamplePage("reimbursement-form") {
            ReimbursementForm.view(
                reimbursementForm(preview: preview),
                frame: Sample.frame(.newReimbursementContract)
            )
        },
        SamplePage("reimbursement-form-nl") {
            ReimbursementForm.view(
                reimbursementForm(preview: unfinished, unconfirmed: 78),
                frame: Sample.frame(.newReimbursementContract, language: .dutch)
            )
        },
        SamplePage("contract-preview", isFragment: true) {
            ContractPreview.fragment(preview, Sample.frame(.contracts).say)
        },
    ]

    private static func supplyVersion(
        _ from: LocalDate,
        _ supply: Formula.Supply,
        _ isCurrent: Bool
    ) -> SupplyContractShow.Version {
        .init(
            validFrom: from,
            supply: supply,
            currency: .eur,
            recordedAt: Sample.noon,
            recordedBy: "Noor de Wit",
            isCurrent: isCurrent
        )
    }

    private static let supplyForm = SupplyForm.Model(
        contract: nil,
        contractName: "",
        name: Field("Vattenfall dynamic"),
        reference: Field("S-003"),
        host: Field("7"),
        hosts: Sample.hostChoices,
        supplier: Field("Vattenfall"),
        validFrom: Field("2025-06-01"),
        mode: Field("formula"),
        price: Field(),
        zone: Field("NL"),
        zones: [Choice("NL", "NL"), Choice("BE", "BE")],
        factor: Field("1,0x", error: .invalidNumber),
        addend: Field("0.002"),
        currency: .eur,
        preview: unfinished
    )

    private static let unfinished = ContractPreview.Model(
        problem: ContractPreview.waiting,
        formula: nil,
        mode: nil,
        ordinary: nil,
        negative: nil
    )

    private static let reimbursementVersion = ReimbursementContractShow.Version(
        validFrom: Sample.day,
        validUntil: nil,
        formula: Sample.formula,
        supplyContract: Sample.supply,
        mode: .atStart,
        paymentTermDays: 30,
        paymentTermKind: .endOfMonth,
        recordedAt: Sample.noon,
        recordedBy: "Noor de Wit",
        isCurrent: true
    )

    private static let preview = ContractPreview.Model(
        problem: nil,
        formula: Sample.formula,
        mode: .perInterval,
        ordinary: .init(
            parts: [Sample.startPart, quarter("-21.5", "-0.0115", "-0.09292")],
            amount: Sample.exact("2.4"),
            otherAmount: Sample.exact("2.5")
        ),
        negative: .init(
            parts: [quarter("-21.5", "-0.0115", "-0.09292")],
            amount: Sample.exact("-0.09292"),
            otherAmount: Sample.exact("-0.08")
        ),
        corrections: 78
    )

    private static func quarter(_ perMWh: String, _ price: String, _ amount: String) -> PricedPart {
        PricedPart(
            from: Sample.at("2025-06-12T11:00:00Z"),
            until: Sample.at("2025-06-12T11:15:00Z"),
            energy: Energy(wh: 8_080),
            isInterpolated: false,
            index: IndexQuote(
                price: Sample.perMWh(perMWh),
                start: Sample.at("2025-06-12T11:00:00Z"),
                minutes: 15,
                version: 1,
                recordedAt: Sample.noon
            ),
            supplyPrice: Sample.exact("-0.0215"),
            price: Sample.exact(price),
            amount: Sample.exact(amount)
        )
    }

    private static func reimbursementForm(
        preview: ContractPreview.Model,
        unconfirmed: Int? = nil
    ) -> ReimbursementForm.Model {
        ReimbursementForm.Model(
            contract: nil,
            contractName: "",
            name: Field("Zeezicht"),
            reference: Field("R-005"),
            host: .init(7),
            hostName: "Zeezicht BV",
            vatStatus: .notTaxable,
            site: Field(),
            sites: Sample.siteChoices,
            supplyContract: Field("3"),
            supplyContracts: [Choice("3", "Vattenfall dynamic")],
            validFrom: Field("2025-06-01"),
            validUntil: Field(),
            fixed: Field("0.0100"),
            percent: Field("2.5"),
            pricing: Field("at_start"),
            paymentTermDays: Field("30"),
            paymentTermKind: Field("net"),
            currency: .eur,
            preview: preview,
            unconfirmed: unconfirmed
        )
    }
}
