import Domain
import Testing
import Values

struct PaymentPlanTests {
    private static let account = BankParty(
        name: "Party",
        address: Address(town: "Delft", country: "NL"),
        iban: "NL02ABNA0123456789",
        bic: ""
    )

    /// The plan of a file made on 2 June 2025 for one host whose credits are `cents due`.
    private static func plan(_ credits: [String], currency: Currency = .eur) throws -> PaymentPlan {
        let unpaid = try credits.enumerated().map { index, text in
            let parts = text.split(separator: " ")
            return UnpaidCredit(
                id: CreditID(Int64(index + 1)),
                number: "N\(index + 1)",
                period: BillingWorld.month("2025-05"),
                issuedOn: BillingWorld.day("2025-06-01"),
                dueOn: try #require(LocalDate(parts[1])),
                total: Money(minor: try #require(Int64(parts[0])), currency),
                payee: .host(HostID(1))
            )
        }
        return try PaymentPlan.make(
            unpaid,
            payees: [PayeeToPay(id: .host(HostID(1)), name: "Host", account: account)],
            debtor: BankParty(
                name: "Own",
                address: account.address,
                iban: currency == .eur ? account.iban : "",
                bic: ""
            ),
            currency: currency,
            madeOn: BillingWorld.day("2025-06-02")
        ) { !$0.isEmpty }
    }

    /// The credits of a host, and its payments: day, cents and the credits in each.
    static let cases: [(credits: [String], payments: [String])] = [
        (["100 2025-06-16"], ["2025-06-16 100 N1"]),
        (["100 2025-06-16", "50 2025-07-31"], ["2025-06-16 100 N1", "2025-07-31 50 N2"]),
        (["100 2025-06-14", "50 2025-06-13"], ["2025-06-13 150 N1 N2"]),
        (["100 2025-05-01", "50 2025-05-20"], ["2025-06-03 150 N1 N2"]),
        (["-30 2025-06-16", "100 2025-06-16", "50 2025-07-31"], ["2025-06-16 70 N1 N2", "2025-07-31 50 N3"]),
        (["100 2025-06-16", "-120 2025-06-16", "50 2025-07-31"], ["2025-06-16 30 N1 N2 N3"]),
        (["100 2025-06-16", "-20 2025-09-30"], ["2025-06-16 80 N1 N2"]),
        (["100 2025-06-16", "0 2025-06-16"], ["2025-06-16 100 N1 N2"]),
        (["100 2025-06-16", "-100 2025-07-31"], []),
    ]

    @Test(arguments: 0..<cases.count)
    func `credits are paid on the day they are due, less what is owed`(number: Int) throws {
        let (credits, expected) = Self.cases[number]
        let plan = try Self.plan(credits)
        let made = plan.payments.map { payment in
            "\(payment.executionOn) \(payment.amount.minor) " + payment.credits.map(\.number).joined(separator: " ")
        }
        #expect(made == expected)
        #expect(plan.payments.map(\.amount.minor).reduce(0, +) == plan.total.minor)
        #expect(
            plan.days.map { "\($0.day) \($0.payments) \($0.total.minor)" }
                == plan.payments.map { "\($0.executionOn) 1 \($0.amount.minor)" }
        )
        #expect(plan.carriedOver.count == (expected.isEmpty ? 1 : 0))
    }

    @Test func `another currency than the euro takes no bank file and is blocked by nothing`() throws {
        let plan = try Self.plan(["100 2025-06-16"], currency: .chf)
        #expect(!plan.takesBankFile && plan.blockers.isEmpty && plan.payments.isEmpty && plan.elsewhere.count == 1)
        let euro = try Self.plan(["100 2025-06-16"])
        #expect(euro.takesBankFile && euro.elsewhere.isEmpty)
    }
}
