package import Values

/// What is wrong with a portfolio file, at which line and place.
package struct PortfolioProblem: Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    package let line: Int
    /// The place as a JSON Pointer, such as `/hosts/3/iban`.
    package let path: String
    /// What is wrong, in a sentence without the value.
    package let reason: String

    package init(line: Int, path: String, reason: String) {
        self.line = line
        self.path = path
        self.reason = reason
    }

    /// Line, place and reason.
    package var description: String { "line \(line), \(path.isEmpty ? "/" : path): \(reason)" }
}

/// A portfolio file is not imported; nothing of it was written.
package struct PortfolioRefusal: Error, Sendable, CustomStringConvertible {
    /// Everything that is wrong, in the order of the file.
    package let problems: [PortfolioProblem]

    /// Refuses a file for some problems, which may come in any order.
    package init(problems: [PortfolioProblem]) {
        self.problems = problems.sorted { $0.line < $1.line }
    }

    /// One problem a line.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// A portfolio as read from a file and found whole: every reference in it leads somewhere.
package struct PortfolioFile: Sendable {
    package var operatorRow: PortfolioRow?
    package var hosts: [PortfolioRow] = []
    package var sites: [PortfolioRow] = []
    package var upstreams: [PortfolioRow] = []
    package var chargePoints: [PortfolioRow] = []
    /// What the file says of the ways of its charge points to back-offices.
    package var relays: [PortfolioRelay] = []
    package var observers: [PortfolioObservers] = []
    package var tokens: [PortfolioRow] = []
    package var users: [PortfolioUser] = []
    package var supplyContracts: [PortfolioSupplyContract] = []
    package var reimbursementContracts: [PortfolioReimbursementContract] = []

    package init() {}
}

/// A user to be added.
package struct PortfolioUser: Sendable {
    package var email: String
    package var name: String
    package var role: Role
    package var host: String?
    package var language: String
    package var password: String?
    var places = PortfolioPlaces()
}

/// A supply contract with its versions.
package struct PortfolioSupplyContract: Sendable {
    package var host: String
    package var reference: String
    package var name: String
    package var supplier: String
    package var versions: [SupplyVersionDraft]
    /// Whether the file says the name and the supplier; what it does not say of a known contract stays.
    var says = (name: false, supplier: false)
    var places = PortfolioPlaces()
}

/// A reimbursement contract with its versions; supply contracts are named by their references.
package struct PortfolioReimbursementContract: Sendable {
    /// A version before the ids are known.
    package struct Version: Sendable {
        package var supplyContract: String
        package var validFrom: LocalDate
        package var validUntil: LocalDate?
        package var fixed: UnitPrice
        package var percent: Exact
        package var pricing: PricingMoment
        package var paymentTerm: PaymentTerm

        package func draft(_ supply: SupplyContractID) -> ReimbursementVersionDraft {
            ReimbursementVersionDraft(
                supplyContractID: supply,
                validFrom: validFrom,
                validUntil: validUntil,
                fixed: fixed,
                percent: percent,
                pricing: pricing,
                paymentTerm: paymentTerm
            )
        }
    }

    package var host: String
    package var site: String?
    package var reference: String
    package var name: String
    package var versions: [Version]
    /// Whether the file says the name; a known contract keeps its own otherwise.
    var saysName = false
    var places = PortfolioPlaces()
}
