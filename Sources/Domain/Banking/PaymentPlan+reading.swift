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
        through month: YearMonth,
        _ today: LocalDate,
        in tx: Transaction,
        _ isValidIBAN: @escaping (String) -> Bool
    ) async throws -> Due {
        let tenant = try await tx.one(FindOperator(id: operatorID)).details
        guard let currency = Currency(rawValue: tenant.currency) else { throw MonthCloseRejection.currencyUnknown }
        let debtor = BankParty(name: tenant.legalName, address: tenant.address, iban: tenant.iban, bic: tenant.bic)
        let credits = try await tx.all(UnpaidCredits(operatorID: operatorID, through: month))
        let hosts = try await tx.all(HostsToPay(operatorID: operatorID, ids: Set(credits.map(\.hostID)).sorted()))
        let plan = try PaymentPlan.make(
            credits,
            hosts: hosts,
            debtor: debtor,
            currency: currency,
            madeOn: today,
            isValidIBAN: isValidIBAN
        )
        let unapproved = try await tx.one(UnapprovedCredits(operatorID: operatorID, through: month))
        return Due(plan: plan, debtor: debtor, unapproved: unapproved)
    }
}
