import Postgres
import Values

extension PaymentPlan {
    /// What is due, who pays it, and how many credits up to the month nobody approved.
    struct Due: Sendable {
        let plan: PaymentPlan
        let debtor: BankParty
        let unapproved: Int
    }

    /// The plan for everything approved and unpaid up to a month, as it would be paid from a day on.
    ///
    /// - Throws: `ArithmeticOverflow`, ``MonthCloseRejection/currencyUnknown``; `PostgresFault`.
    static func read(
        _ operatorID: OperatorID,
        _ purpose: PaymentPurpose = .hosts,
        through month: YearMonth,
        _ today: LocalDate,
        in tx: Transaction,
        _ isValidIBAN: @escaping (String) -> Bool
    ) async throws -> Due {
        let tenant = try await tx.one(FindOperator(id: operatorID)).details
        // Units are sold and paid in euro, whatever the books of hosts are in.
        let known = purpose == .payouts ? PaymentRun.currency : Currency(rawValue: tenant.currency)
        guard let currency = known else { throw MonthCloseRejection.currencyUnknown }
        let debtor = try await debtor(operatorID, tenant, purpose, today, in: tx)
        let credits = try await tx.all(UnpaidCredits(operatorID: operatorID, purpose: purpose, through: month))
        let payees = try await payees(of: credits, operatorID, tenant, today, in: tx)
        let plan = try PaymentPlan.make(
            credits,
            payees: payees,
            debtor: debtor,
            currency: currency,
            madeOn: today,
            isValidIBAN: isValidIBAN
        )
        let unapproved = try await tx.one(
            UnapprovedCredits(operatorID: operatorID, purpose: purpose, through: month)
        )
        return Due(plan: plan, debtor: debtor, unapproved: unapproved)
    }

    private static func debtor(
        _ operatorID: OperatorID,
        _ tenant: OperatorDetails,
        _ purpose: PaymentPurpose,
        _ today: LocalDate,
        in tx: Transaction
    ) async throws -> BankParty {
        if purpose == .payouts,
            let account = try await tx.first(EREPayingAccountOn(operatorID: operatorID, day: today)) ?? nil
        {
            return BankParty(
                name: account.holder,
                address: tenant.address,
                iban: account.iban.text,
                bic: account.bic
            )
        }
        return BankParty(name: tenant.legalName, address: tenant.address, iban: tenant.iban, bic: tenant.bic)
    }

    private static func payees(
        of credits: [UnpaidCredit],
        _ operatorID: OperatorID,
        _ tenant: OperatorDetails,
        _ today: LocalDate,
        in tx: Transaction
    ) async throws -> [PayeeToPay] {
        let owed = Set(credits.map(\.payee))
        let hosts = owed.compactMap(\.hostID).sorted()
        var payees = hosts.isEmpty ? [] : try await tx.all(HostsToPay(operatorID: operatorID, ids: hosts))
        let customers = owed.compactMap { if case .customer(let id) = $0 { id } else { nil } }.sorted()
        for ids in customers.steps(of: 5_000) {
            let found = EREPayees(operatorID: operatorID, ids: ids, on: today, agreements: 0)
            payees += try await tx.all(found).map { $0.toPay }
        }
        if owed.contains(.partner) {
            let own = BankParty(name: tenant.legalName, address: tenant.address, iban: tenant.iban, bic: tenant.bic)
            payees.append(PayeeToPay(id: .partner, name: tenant.legalName, account: own))
        }
        return payees
    }
}

extension EREPayee {
    /// As bank files want it.
    fileprivate var toPay: PayeeToPay {
        let holder = accountHolder.isEmpty ? name : accountHolder
        let account = BankParty(name: holder, address: address, iban: iban, bic: "")
        return PayeeToPay(id: .customer(id), name: name, account: account)
    }
}
