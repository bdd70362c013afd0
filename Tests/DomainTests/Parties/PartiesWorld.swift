import Domain
import Postgres
import TestSupport
import Testing
import Values

/// Two operators with a host, a site and people each.
struct PartiesWorld: Sendable {
    let database: Database
    let voltaria: Tenant
    let ampère: Tenant

    struct Tenant: Sendable {
        let id: OperatorID
        let host: HostID
        let site: SiteID
        let administrator: UserID
        let finance: UserID
        let hostUser: UserID

        var scope: Scope { .user(administrator, role: .operatorAdmin, of: id) }
        var financeScope: Scope { .user(finance, role: .operatorFinance, of: id) }
        var hostScope: Scope { .host(host, user: hostUser, of: id) }
    }

    static let password = "correct horse battery staple"
    /// As cheap as scrypt gets, for tests that sign in often.
    static let cheap = ScryptParameters(cost: 16, blockSize: 1, parallelism: 1)

    static func lend(_ body: (PartiesWorld) async throws -> Void) async throws {
        try await TestDatabase.lease { database in try await body(try await make(database)) }
    }

    /// The same with the owner's view of the database.
    static func lendAll(_ body: (PartiesWorld, TestDatabase) async throws -> Void) async throws {
        try await TestDatabase.leaseAll { test in try await body(try await make(test.database), test) }
    }

    private static func make(_ database: Database) async throws -> PartiesWorld {
        let hash = try PasswordHash(of: password, parameters: cheap)
        return try await database.write(.system) { tx in
            PartiesWorld(
                database: database,
                voltaria: try await tenant("voltaria", "VO", hash, tx),
                ampère: try await tenant("ampere", "AM", hash, tx)
            )
        }
    }

    private static func tenant(
        _ name: String,
        _ prefix: String,
        _ hash: PasswordHash,
        _ tx: Transaction
    ) async throws -> Tenant {
        let details = OperatorDetails(
            name: name.prefix(1).uppercased() + name.dropFirst(),
            legalName: name + " B.V.",
            address: Address(street: "Kade", houseNumber: "1", postcode: "1011 AB", town: "Amsterdam", country: "NL"),
            numberPrefix: prefix
        )
        let id = try await Operators.create(.system, reference: name, details, in: tx)
        let scope = Scope.system(for: id)
        let host = try await Hosts.create(scope, hostDetails("H1", "Hotel \(name)"), in: tx)
        let site = try await Sites.create(scope, siteDetails("S1", "Harbour \(name)"), of: host, in: tx)
        func user(_ role: Role, _ host: HostID? = nil) async throws -> UserID {
            let details = UserDetails(
                email: "\(role.rawValue)@\(name).example",
                name: role.rawValue,
                role: role,
                hostID: host
            )
            let user = try await Users.create(scope, details, in: tx)
            try await Users.setPassword(scope, of: user, hash, at: Timestamp(seconds: 0), in: tx)
            return user
        }
        return Tenant(
            id: id,
            host: host,
            site: site,
            administrator: try await user(.operatorAdmin),
            finance: try await user(.operatorFinance),
            hostUser: try await user(.host, host)
        )
    }

    func signIns() throws -> SignIns {
        let hasher = try PasswordHasher(parameters: PartiesWorld.cheap)
        let box = SecretBox(secret: Array(repeating: 7, count: 32))
        let factors = SecondFactors(database: database, box: box)
        return SignIns(database: database, passwords: hasher, sessions: WebSessions(), factors: factors)
    }

    static func hostDetails(_ reference: String, _ name: String) -> HostDetails {
        HostDetails(
            reference: reference,
            name: name,
            kind: .company,
            address: Address(street: "Plein", houseNumber: "2", postcode: "2000", town: "Haarlem", country: "NL")
        )
    }

    static func siteDetails(_ reference: String, _ name: String) -> SiteDetails {
        SiteDetails(reference: reference, name: name, address: Address(town: "Haarlem", country: "NL"))
    }

    func write<Result: Sendable>(
        _ scope: Scope,
        _ body: nonisolated(nonsending) (Transaction) async throws -> Result
    ) async throws -> Result {
        try await database.write(scope, body)
    }
}

extension SignInOutcome {
    /// The token of the session that began.
    var token: SecretToken {
        get throws {
            guard case .signedIn(let token) = self else { throw SecondFactorRejection.required }
            return token
        }
    }
}
