import Postgres
import Values

/// What a file says otherwise than the database and what an import must not change: all of it, each with its line.
struct PortfolioCheck {
    private(set) var problems: [PortfolioProblem] = []
    private let file: PortfolioFile
    private let operatorID: OperatorID

    /// Stands for an operator that is not there yet; none has this id.
    static let newOperator = OperatorID(0)

    /// Looks at a file beside the database.
    ///
    /// `known` is the operator, unless the file brings a new one.
    init(_ file: PortfolioFile, _ known: OperatorBasics.Row?, in tx: Transaction) async throws {
        self.file = file
        operatorID = known?.id ?? PortfolioCheck.newOperator
        if let row = file.operatorRow { try await check(row, known, in: tx) }
        try await checkNames(in: tx)
        try await checkSites(in: tx)
        try await checkContracts(in: tx)
        try await checkPlaces(in: tx)
    }

    /// Notes what a new operator lacks, and what of a known one never changes.
    private mutating func check(_ row: PortfolioRow, _ known: OperatorBasics.Row?, in tx: Transaction) async throws {
        guard let known else {
            problems += row.missing
            guard let prefix = row["number_prefix"]?.stringValue else { return }
            guard try await tx.first(OperatorWithPrefix(prefix: prefix)) != nil else { return }
            problems.append(row.problem("number_prefix", "another operator has this number_prefix"))
            return
        }
        for (name, value) in [("currency", known.currency), ("number_prefix", known.numberPrefix)] {
            let given = row.given.last { $0.name == name }
            guard let given, given.value != .string(value) else { continue }
            problems.append(row.problem(name, "is \(value) and cannot be changed"))
        }
    }

    /// Notes charge points and users of another operator.
    private mutating func checkNames(in tx: Transaction) async throws {
        let identities = file.chargePoints.map { $0["identity"]?.stringValue ?? "" }
        let taken = Set(try await tx.all(ForeignIdentities(operatorID: operatorID, identities: identities)))
        for (row, identity) in zip(file.chargePoints, identities) where taken.contains(identity) {
            problems.append(row.problem("identity", "another operator has a charge point of this identity"))
        }
        let emails = file.users.map { $0.email.lowercased() }
        let foreign = try await tx.all(ForeignEmails(operatorID: operatorID, emails: emails))
        let known = Set(foreign.map { $0.lowercased() })
        for (user, email) in zip(file.users, emails) where known.contains(email) {
            problems.append(user.places.problem("email", "a user of another operator has this address"))
        }
    }

    /// Notes sites of another host, in the list of sites and in contracts.
    private mutating func checkSites(in tx: Transaction) async throws {
        let contracts = file.reimbursementContracts.filter { $0.site != nil }
        let named = contracts.map { contract in
            JSON.dictionary(["reference": .text(contract.site), "host": .string(contract.host)])
        }
        let rows = file.sites.map { JSON.object($0.given) } + named
        for moved in try await tx.all(MovedSites(operatorID: operatorID, rows: rows)) {
            let reason = "the site belongs to the host \(moved.host) and stays with it"
            let contract = moved.place - file.sites.count
            problems.append(
                contract < 0
                    ? file.sites[moved.place].problem("host", reason)
                    : contracts[contract].places.problem("site", reason)
            )
        }
    }

    /// Notes contracts of another host or site.
    private mutating func checkContracts(in tx: Transaction) async throws {
        let supply = file.supplyContracts.map {
            PortfolioCheck.row("supply", $0.reference, host: $0.host, site: nil)
        }
        let reimbursement = file.reimbursementContracts.map {
            PortfolioCheck.row("reimbursement", $0.reference, host: $0.host, site: $0.site)
        }
        let places = file.supplyContracts.map(\.places) + file.reimbursementContracts.map(\.places)
        let hosts = file.supplyContracts.map(\.host) + file.reimbursementContracts.map(\.host)
        for moved in try await tx.all(MovedContracts(operatorID: operatorID, rows: supply + reimbursement)) {
            let place = places[moved.place]
            if moved.host != hosts[moved.place] {
                let reason = "the contract belongs to the host \(moved.host) and stays with it"
                problems.append(place.problem("host", reason))
            } else {
                let target = moved.site.map { "the site \($0)" } ?? "all sites of its host"
                problems.append(place.problem("site", "the contract holds for \(target) and stays with it"))
            }
        }
    }

    /// Notes hosts and sites that have a reimbursement contract under another reference.
    private mutating func checkPlaces(in tx: Transaction) async throws {
        let contracts = file.reimbursementContracts
        let rows = contracts.map {
            PortfolioCheck.row("reimbursement", $0.reference, host: $0.host, site: $0.site)
        }
        for taken in try await tx.all(TakenPlaces(operatorID: operatorID, rows: rows)) {
            let contract = contracts[taken.place]
            let target = contract.site.map { "the site \($0)" } ?? "all its sites"
            let reason = "the host \(contract.host) has the contract \(taken.contract) for \(target) already"
            problems.append(contract.places.problem("reference", reason))
        }
    }

    private static func row(_ kind: String, _ reference: String, host: String, site: String?) -> JSON {
        .dictionary([
            "kind": .string(kind), "reference": .string(reference), "host": .string(host), "site": .text(site),
        ])
    }
}
