import Ledger
import Postgres
package import Values

/// Who is owed a credit.
package enum Payee: Hashable, Comparable, Sendable {
    /// A host, for its energy.
    case host(HostID)
    /// A customer, for its units.
    case customer(CustomerID)
    /// The partner, for the units of its customers, whom it pays itself.
    case partner

    /// The host, where it is one.
    package var hostID: HostID? {
        if case .host(let id) = self { id } else { nil }
    }

    /// What the books owe it.
    func payable(_ currency: Currency) -> AccountSpecification {
        switch self {
        case .host(let id): BookAccounts.payable(to: id, currency)
        case .customer(let id): EREPayoutBooks.payable(to: id)
        case .partner: EREPayoutBooks.payableToPartner
        }
    }
}

/// What a bank file is made for: hosts and those who get revenue of units have files, and may have paying accounts, apart.
package enum PaymentPurpose: String, CaseIterable, Hashable, Sendable {
    case hosts
    case payouts
}

extension PaymentPurpose: PostgresValue {}
