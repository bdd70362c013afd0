import Templates
import Values

extension SamplePage {
    static let payouts: [SamplePage] = [
        SamplePage("ere-payouts") { EREPayoutIndex.view(index(preview), frame: Sample.frame(.erePayouts)) },
        SamplePage("ere-payouts-nl") {
            let problem = Text(en: "The quarter is not over.", nl: "Het kwartaal is niet voorbij.")
            return EREPayoutIndex.view(
                index(nil, problem: problem),
                frame: Sample.frame(.erePayouts, language: .dutch)
            )
        },
        SamplePage("ere-payouts-empty") {
            let model = EREPayoutIndex.Model(quarters: [], quarter: "", preview: nil, runs: [], problem: nil)
            return EREPayoutIndex.view(model, frame: Sample.frame(.erePayouts))
        },
        SamplePage("ere-payout-run") {
            EREPayoutRunPage.view(run(returned: Field()), frame: Sample.frame(.erePayout(id)))
        },
        SamplePage("ere-payout-run-open-nl") {
            let unknown = Text(en: "No bank file has it.", nl: "Geen bankbestand heeft het.")
            return EREPayoutRunPage.view(
                run(returned: Field("VOL-P-9", error: unknown)),
                frame: Sample.frame(.erePayout(id), language: .dutch)
            )
        },
        SamplePage("ere-payout-run-making") {
            let making = EREPayoutRunPage.Making(askedAt: Sample.noon, message: "")
            return EREPayoutRunPage.view(
                run(returned: Field(), making: making),
                frame: Sample.frame(.erePayout(id))
            )
        },
        SamplePage("ere-payout-run-unmade-nl") {
            let making = EREPayoutRunPage.Making(askedAt: nil, message: "payment.blocked: payment.iban_missing")
            return EREPayoutRunPage.view(
                run(returned: Field(), making: making),
                frame: Sample.frame(.erePayout(id), language: .dutch)
            )
        },
        SamplePage("ere-payout-run-partner") {
            EREPayoutRunPage.view(
                run(returned: Field(), payment: payment),
                frame: Sample.frame(.erePayout(id), role: .partnerAdmin)
            )
        },
        SamplePage("ere-payouts-partner-nl") {
            EREPayoutIndex.view(
                index(nil),
                frame: Sample.frame(.erePayouts, role: .partnerSupport, language: .dutch)
            )
        },
        SamplePage("customer-payouts-earned") {
            CustomerPayouts.view([], earned: [earned], frame: Sample.frame(.customerPayouts, role: .customer))
        },
        SamplePage("customer-earned-nl") {
            CustomerEarnedPage.view(
                earning,
                frame: Sample.frame(.payout(.earned(id)), role: .customer, language: .dutch)
            )
        },
        SamplePage("ere-payout-progress") {
            EREPayoutProgressPage.view(progress(""), frame: Sample.frame(.erePayout(id)))
        },
        SamplePage("ere-payout-stopped-nl") {
            EREPayoutProgressPage.view(
                progress("ere_payout.stopped"),
                frame: Sample.frame(.erePayout(id), language: .dutch)
            )
        },
        SamplePage("ere-payout-of-customer") {
            EREPayoutShow.view(
                payout,
                crumbs: [Crumb("ERE payouts", .erePayouts)],
                frame: Sample.frame(.erePayoutOfCustomer(id, customer))
            )
        },
        SamplePage("customer-payouts-nl") {
            let row = CustomerPayouts.Row(
                payout: Mention("VOL-P-2026-0001", .customerPayout(CreditID(7))),
                quarter: "2026-Q3",
                issuedOn: day,
                units: 302,
                total: Money(minor: 12_080, .eur),
                isPaid: true
            )
            return CustomerPayouts.view([row], frame: Sample.frame(.customerPayouts, role: .customer, language: .dutch))
        },
        SamplePage("customer-payouts-empty") {
            CustomerPayouts.view([], frame: Sample.frame(.customerPayouts, role: .customer))
        },
    ]

    private static func progress(_ message: String) -> EREPayoutProgressPage.Model {
        EREPayoutProgressPage.Model(quarter: "2026-Q3", madeOn: day, done: 41_500, total: 100_000, message: message)
    }

    private static let id = EREPayoutRunID(4)
    private static let customer = CustomerID(31)
    private static let day = LocalDate(year: 2026, month: 11, day: 30) ?? LocalDate(daysSinceEpoch: 0)

    private static func euro(_ minor: Int64) -> Money { Money(minor: minor, .eur) }

    private static let sums = EREPayoutIndex.Sums(
        payouts: 298,
        units: 90_412,
        gross: euro(4_384_982),
        fee: euro(811_222),
        margin: euro(109_625),
        net: euro(3_464_135),
        vat: euro(21_840),
        adjustment: .zero(.eur),
        payable: euro(3_485_975)
    )

    private static let leftOut = [
        EREPayoutIndex.LeftOut(
            customer: Mention("A. de Vries", .customer(CustomerID(5))),
            reason: Text(en: "Too little; it waits for the next run.", nl: "Te weinig; wacht op de volgende ronde."),
            net: euro(312)
        ),
        EREPayoutIndex.LeftOut(
            customer: Mention("VvE Zonnehof", .customer(CustomerID(6))),
            reason: Text(en: "No bank account that a bank can pay.", nl: "Geen rekening die een bank kan betalen."),
            net: euro(44_810)
        ),
    ]

    private static let preview = EREPayoutIndex.Preview(
        quarter: "2026-Q3",
        paysPartner: false,
        minimum: euro(500),
        sums: sums,
        leftOut: leftOut,
        leftOutCount: 2
    )

    private static func index(_ preview: EREPayoutIndex.Preview?, problem: Text? = nil) -> EREPayoutIndex.Model {
        EREPayoutIndex.Model(
            quarters: ["2026-Q3", "2026-Q2"],
            quarter: "2026-Q3",
            preview: preview,
            runs: [
                EREPayoutIndex.Row(
                    run: Mention("2026-Q2", .erePayout(id)),
                    madeOn: day,
                    paysPartner: false,
                    done: 300,
                    total: 300,
                    isFinished: true
                ),
                EREPayoutIndex.Row(
                    run: Mention("2026-Q1", .erePayout(id)),
                    madeOn: day,
                    paysPartner: true,
                    done: 120,
                    total: 300,
                    isFinished: false
                ),
            ],
            problem: problem
        )
    }

    private static func row(_ name: String, isApproved: Bool, isPaid: Bool, returns: Int) -> EREPayoutRunPage.Row {
        EREPayoutRunPage.Row(
            customer: Mention(name, .erePayoutOfCustomer(id, customer)),
            number: "VOL-P-2026-0001",
            units: 302,
            gross: euro(15_101),
            fee: euro(3_021),
            net: euro(12_080),
            payable: euro(12_080),
            isApproved: isApproved,
            isPaid: isPaid,
            returns: returns,
            endToEndID: isPaid ? "VOL-P-2026-0001" : ""
        )
    }

    private static func run(
        returned: Field,
        payment: EREPayoutRunPage.Payment? = nil,
        making: EREPayoutRunPage.Making = EREPayoutRunPage.Making(askedAt: nil, message: "")
    ) -> EREPayoutRunPage.Model {
        EREPayoutRunPage.Model(
            id: id,
            quarter: "2026-Q3",
            madeOn: day,
            payment: payment,
            sums: sums,
            leftOut: leftOut,
            leftOutCount: 2,
            query: ListQuery(rules: EREPayoutRunPage.rules),
            total: 3,
            rows: [
                row("Anna Bos", isApproved: true, isPaid: true, returns: 0),
                row("Garage Kuipers B.V.", isApproved: true, isPaid: false, returns: 1),
                row("VvE De Linde", isApproved: false, isPaid: false, returns: 0),
            ],
            files: [
                EREPayoutRunPage.File(
                    number: "VOL-B-2026-0007",
                    payments: 297,
                    total: euro(3_473_895),
                    madeAt: Sample.noon
                )
            ],
            making: making,
            form: EREPayoutRunPage.Return(endToEndID: returned, returnedOn: Field("2026-12-02"), reason: Field()),
            problem: nil
        )
    }

    private static let payment = EREPayoutRunPage.Payment(
        number: "VOL-P-2026-0001",
        total: euro(3_595_600),
        isApproved: true,
        isPaid: true,
        returns: 0
    )

    private static let earned = CustomerPayouts.Earned(
        run: Mention("2026-Q3", .payout(.earned(id))),
        madeOn: day,
        energy: Energy(wh: 908_112),
        units: 302,
        revenue: euro(15_101)
    )

    private static let earning = CustomerEarnedPage.Model(
        quarter: "2026-Q3",
        madeOn: day,
        energy: Energy(wh: 908_112),
        units: 302,
        revenue: euro(15_101),
        rows: [("Alfen Eve Single ACE0012345", 600_000, 200, 10_001), ("Zaptec Go ZAP000123", 308_112, 102, 5_100)].map
        {
            CustomerEarnedPage.Row(
                ean: "871685900000000004",
                charger: $0.0,
                quarter: "2026-Q3",
                energy: Energy(wh: $0.1),
                units: $0.2,
                price: Exact(mantissa: 5, scale: 1),
                revenue: euro($0.3)
            )
        }
    )

    private static let payout = EREPayoutShow.Model(
        title: "Anna Bos",
        lead: Text(en: "VOL-P-2026-0001", nl: "VOL-P-2026-0001"),
        sums: EREPayoutIndex.Sums(
            payouts: 1,
            units: 302,
            gross: euro(15_101),
            fee: euro(2_870),
            margin: euro(378),
            net: euro(11_853),
            vat: .zero(.eur),
            adjustment: .zero(.eur),
            payable: euro(11_853)
        ),
        sales: [
            EREPayoutShow.Sale(
                ean: "871685900000000004",
                chargers: ["Alfen Eve Single ACE0012345"],
                quarter: "2026-Q3",
                energy: Energy(wh: 908_112),
                credited: 302,
                number: "VOL-T-2026-0001",
                units: 302,
                price: Exact(mantissa: 5, scale: 1),
                gross: euro(15_101),
                fee: euro(2_870),
                margin: euro(378),
                net: euro(11_853)
            )
        ],
        kept: [
            EREPayoutShow.Kept(
                quarter: "2026-Q3",
                agreed: Exact(20),
                fee: Exact(19),
                margin: Exact(mantissa: 25, scale: 1),
                isOwn: false,
                referrals: 1
            )
        ],
        vatWording: ["No VAT: payout outside the scope of VAT."],
        document: .erePayoutDocument(id, customer)
    )
}
