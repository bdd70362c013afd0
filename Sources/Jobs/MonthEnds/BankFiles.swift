package import Domain
import Formats
package import Postgres
package import Values

/// Makes bank files of approved credits in the format banks take.
package struct BankFiles: Sendable {
    private let run: PaymentRun
    private let clock: WallClock

    package init(database: Database, clock: @escaping WallClock = SystemClock.now) {
        run = PaymentRun(database) { IBAN.fault(in: $0) == nil }
        self.clock = clock
    }

    /// Makes the file of all approved and unpaid credits of an operator up to a month, on behalf of the installation.
    package func make(_ tenant: Operator, through month: YearMonth) async throws -> PaymentRunResult {
        try await make(Scope.system(for: tenant.id), tenant, through: month)
    }

    /// Makes the file of all approved and unpaid credits up to a month, each to be paid when it is due.
    ///
    /// - Throws: `PaymentRejection` with everything that stands in the way, `PaymentFileRefusal`.
    package func make(
        _ scope: Scope,
        _ tenant: Operator,
        _ purpose: PaymentPurpose = .hosts,
        through month: YearMonth,
        by person: UserID? = nil
    ) async throws -> PaymentRunResult {
        let now = clock()
        let today = (Zone.named(tenant.details.timeZone) ?? .utc).date(of: now)
        let order = PaymentOrder(purpose, through: month, now: now, today: today, by: person)
        return try await run.run(scope, order) { try BankFiles.document($0).xml() }
    }

    /// The file as banks take it: a batch for each day, since a batch has one day.
    static func document(_ list: PaymentList) -> PaymentFile {
        PaymentFile(
            messageID: list.messageID,
            createdAt: list.createdAt,
            initiator: list.debtor.name,
            batches: list.days.enumerated().map { index, paid in
                PaymentBatch(
                    id: "\(list.messageID)-\(index + 1)",
                    debtor: party(list.debtor),
                    iban: list.debtor.iban,
                    bic: list.debtor.bic.isEmpty ? nil : list.debtor.bic,
                    executionDate: paid.day,
                    payments: paid.payments.map(transfer)
                )
            }
        )
    }

    private static func transfer(_ payment: Payment) -> CreditTransfer {
        CreditTransfer(
            endToEndID: payment.endToEndID,
            amount: payment.amount,
            creditor: party(payment.creditor),
            iban: payment.creditor.iban,
            bic: payment.creditor.bic.isEmpty ? nil : payment.creditor.bic,
            remittance: .text(payment.remittance)
        )
    }

    private static func party(_ party: BankParty) -> PaymentParty {
        let address = party.address
        return PaymentParty(
            name: party.name,
            address: PostalAddress(
                street: address.street.isEmpty ? nil : address.street,
                buildingNumber: address.houseNumber.isEmpty ? nil : address.houseNumber,
                postcode: address.postcode.isEmpty ? nil : address.postcode,
                town: address.town,
                country: address.country
            )
        )
    }
}
