package import Domain
package import Postgres
package import Values

/// An operator of the world with everything it has, by name.
package struct Tenant: Sendable {
    package let id: OperatorID
    package var admin: Scope
    package var finance: Scope
    package var hosts: [String: HostID] = [:]
    package var sites: [String: SiteID] = [:]
    package var chargePoints: [String: ChargePointID] = [:]
    package var supply: [String: SupplyContractID] = [:]
    package var reimbursement: [String: ReimbursementContractID] = [:]
    /// By the name of the host.
    package var hostUsers: [String: Scope] = [:]

    package func host(_ name: String) -> HostID { hosts[name] ?? HostID(0) }
    package func site(_ name: String) -> SiteID { sites[name] ?? SiteID(0) }
    package func chargePoint(_ name: String) -> ChargePointID { chargePoints[name] ?? ChargePointID(0) }
    /// The user of a host.
    package func hostUser(_ name: String) -> Scope { hostUsers[name] ?? .host(HostID(0), user: UserID(0), of: id) }

    static func voltaria(on database: Database) async throws -> Tenant {
        var tenant = try await make("voltaria", prefix: "VOL", on: database)
        let spot = HostPlan(
            name: "bakkerij",
            kind: .company,
            site: "harbour",
            chargePoint: "VOL-001",
            supply: .spot(zone: "NL"),
            fixed: UnitPrice(microPerKWh: 10_000),
            percent: Exact(2),
            pricing: .atStart
        )
        let fixed = HostPlan(
            name: "kade",
            kind: .association,
            site: "quay",
            chargePoint: "VOL-002",
            supply: .fixed(UnitPrice(microPerKWh: 250_000)),
            pricing: .atStart
        )
        try await tenant.add(spot, on: database)
        try await tenant.add(fixed, on: database)
        return tenant
    }

    static func stroomgoed(on database: Database) async throws -> Tenant {
        var tenant = try await make("stroomgoed", prefix: "SG", on: database)
        let formula = HostPlan(
            name: "jansen",
            kind: .privatePerson,
            site: "drive",
            chargePoint: "SG-001",
            supply: .formula(
                zone: "NL",
                factor: Exact(mantissa: 105, scale: 2),
                addend: UnitPrice(microPerKWh: 12_000)
            ),
            pricing: .perInterval
        )
        try await tenant.add(formula, on: database)
        return tenant
    }

    private static func make(_ name: String, prefix: String, on database: Database) async throws -> Tenant {
        let details = OperatorDetails(
            name: name.capitalizedFirst,
            legalName: name.capitalizedFirst + " BV",
            address: Address(street: "Kade", houseNumber: "1", postcode: "1011AB", town: "Amsterdam", country: "NL"),
            numberPrefix: prefix
        )
        let id = try await database.write(.system) {
            try await Operators.create(.system, reference: name, details, in: $0)
        }
        let scope = Scope.system(for: id)
        let users = try await database.write(scope) { tx in
            var users: [UserID] = []
            for (who, role) in [("admin", Role.operatorAdmin), ("finance", .operatorFinance)] {
                let user = UserDetails(email: "\(who)@\(name).example", name: "\(who) of \(name)", role: role)
                users.append(try await Users.create(scope, user, in: tx))
            }
            return users
        }
        return Tenant(
            id: id,
            admin: .user(users[0], role: .operatorAdmin, of: id),
            finance: .user(users[1], role: .operatorFinance, of: id)
        )
    }

    private mutating func add(_ plan: HostPlan, on database: Database) async throws {
        let scope = Scope.system(for: id)
        let place = try await database.write(scope) { try await plan.addPlace(scope, in: $0) }
        hosts[plan.name] = place.host
        sites[plan.site] = place.site
        chargePoints[plan.chargePoint] = place.chargePoint
        hostUsers[plan.name] = .host(place.host, user: place.user, of: id)
        let contracts = Contracts(database: database)
        let supply = try await contracts.add(plan.supplyDraft(place.host), version: plan.supplyVersion, scope: scope)
        self.supply[plan.name] = supply
        reimbursement[plan.name] = try await contracts.add(
            plan.reimbursementDraft(place.host),
            version: plan.reimbursementVersion(supply),
            scope: scope
        )
    }
}

/// A host of the world with its one site and its terms, which hold from 2025-01-01 on.
struct HostPlan {
    let name: String
    let kind: HostKind
    let site: String
    let chargePoint: String
    let supply: SupplyPricing
    var fixed = UnitPrice.zero
    var percent = Exact.zero
    let pricing: PricingMoment

    struct Place: Sendable {
        let host: HostID
        let site: SiteID
        let chargePoint: ChargePointID
        let user: UserID
    }

    func addPlace(_ scope: Scope, in tx: Transaction) async throws -> Place {
        let address = Address(street: "Haven", houseNumber: "7", postcode: "3011AA", town: "Rotterdam", country: "NL")
        let details = HostDetails(
            reference: "H-" + name,
            name: name.capitalizedFirst,
            kind: kind,
            address: address,
            iban: "NL91ABNA0417164300"
        )
        let host = try await Hosts.create(scope, details, in: tx)
        let siteDetails = SiteDetails(reference: "S-" + site, name: site.capitalizedFirst, address: address)
        let siteID = try await Sites.create(scope, siteDetails, of: host, in: tx)
        let key = ChargePointKey.random()
        let point = ChargePointDetails(identity: chargePoint, connectors: 2)
        let pointID = try await ChargePoints.create(scope, point, at: siteID, key: key, in: tx)
        let user = UserDetails(email: "\(name)@host.example", name: name.capitalizedFirst, role: .host, hostID: host)
        let userID = try await Users.create(scope, user, in: tx)
        return Place(host: host, site: siteID, chargePoint: pointID, user: userID)
    }

    private var firstDay: LocalDate { day("2025-01-01") }

    func supplyDraft(_ host: HostID) -> SupplyContractDraft {
        SupplyContractDraft(hostID: host, reference: "L-" + name, name: "Energy of " + name, supplier: "Stroom NV")
    }

    var supplyVersion: SupplyVersionDraft { SupplyVersionDraft(validFrom: firstDay, pricing: supply) }

    func reimbursementDraft(_ host: HostID) -> ReimbursementContractDraft {
        ReimbursementContractDraft(hostID: host, siteID: nil, reference: "R-" + name, name: "Credit of " + name)
    }

    func reimbursementVersion(_ contract: SupplyContractID) -> ReimbursementVersionDraft {
        ReimbursementVersionDraft(
            supplyContractID: contract,
            validFrom: firstDay,
            validUntil: nil,
            fixed: fixed,
            percent: percent,
            pricing: pricing,
            paymentTerm: PaymentTerm(kind: .net, days: 30)
        )
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
