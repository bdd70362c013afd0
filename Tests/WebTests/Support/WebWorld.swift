import Domain
import Foundation
import HTTPServer
import Logging
import Postgres
import Synchronization
import Templates
import TestSupport
import Testing
import Values
import Web

/// The product's pages on a real socket over a real database with two operators.
struct WebWorld: Sendable {
    let database: Database
    let port: Int
    let router: Router
    let broadcaster: Broadcaster
    let clock: MovingClock
    let mailFolder: String
    let voltaria: Tenant
    let ampère: Tenant
    /// The operator that is the platform; the others are its partners.
    let platform: OperatorID

    struct Tenant: Sendable {
        let id: OperatorID
        let host: HostID
        let otherHost: HostID
        let site: SiteID
        let chargePoint: ChargePointID
        let token: TokenID
        let administrator: UserID
        let finance: UserID
        let hostUser: UserID
        let customer: CustomerID
        let customerUser: UserID
        /// Laid before the operator as a partner, and accepted.
        let document: PartnerDocumentID
        let reference: String

        func email(_ role: Role) -> String {
            "\(role.rawValue)@\(Role.ofPlatform.contains(role) ? "platform" : reference).example"
        }
        var scope: Scope { .user(administrator, role: .operatorAdmin, of: id) }
    }

    static let password = "correct horse battery staple"
    static let cheap = ScryptParameters(cost: 16, blockSize: 1, parallelism: 1)

    func browser() -> Browser { Browser(port: port) }

    /// A browser in which somebody has signed in.
    func browser(_ tenant: Tenant, _ role: Role) async throws -> Browser {
        let browser = browser()
        try await browser.signIn(tenant.email(role))
        return browser
    }

    static func run(
        adjust: (inout WebParts) -> Void = { _ in },
        _ body: @escaping @Sendable (WebWorld) async throws -> Void
    ) async throws {
        try await TestDatabase.lease { database in
            let hasher = try PasswordHasher(parameters: cheap)
            let hash = try PasswordHash(of: password, parameters: cheap)
            let tenants = try await database.write(.system) { tx in
                let platform = try await platform(hash, tx)
                return (
                    try await tenant("voltaria", "VO", hash, platform.across, tx),
                    try await tenant("ampere", "AM", hash, platform.across, tx), platform.id
                )
            }
            let clock = MovingClock()
            let folder = NSTemporaryDirectory() + "laadboek-web-mail-\(UInt32.random(in: 0 ... .max))"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            var parts = WebParts(
                configuration: try configuration(),
                database: database,
                passwords: hasher,
                metrics: MetricsRegistry(),
                broadcaster: Broadcaster(),
                logger: quietLogger
            )
            parts.clock = { clock.now }
            // The stories of second factors ask for them.
            parts.configuration.needsSecondFactor = []
            adjust(&parts)
            let app = try WebApp(parts)
            let broadcaster = parts.broadcaster
            try await serve(app, parts.metrics) { port in
                try await body(
                    WebWorld(
                        database: database,
                        port: port,
                        router: app.router,
                        broadcaster: broadcaster,
                        clock: clock,
                        mailFolder: folder,
                        voltaria: tenants.0,
                        ampère: tenants.1,
                        platform: tenants.2
                    )
                )
            }
        }
    }

    private static var quietLogger: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }

    private static func configuration() throws -> WebConfiguration {
        let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        var configuration = WebConfiguration(
            publicURL: try #require(PublicURL("http://charge.example")),
            publicFolder: root + "/Public",
            secret: Array(repeating: 7, count: 32)
        )
        // A busy machine may be slow to look.
        configuration.limits.readinessTimeout = .seconds(600)
        return configuration
    }

    private static func serve(
        _ app: WebApp,
        _ metrics: MetricsRegistry,
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        var configuration = ServerConfiguration(host: "127.0.0.1", port: 0, eventLoopThreads: 1)
        // A busy machine may keep a client waiting; tests of these limits set their own.
        (configuration.limits.headerTimeout, configuration.limits.idleTimeout) = (.seconds(600), .seconds(600))
        configuration.limits.shutdownGrace = .seconds(2)
        app.configure(&configuration)
        let server = Server(configuration: configuration, router: app.router, logger: quietLogger, metrics: metrics)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { server.beginShutdown() }
            try await body(try await server.boundAddress.port)
            server.beginShutdown()
            try await group.waitForAll()
        }
    }

    /// The platform with people of each of its roles.
    private static func platform(
        _ hash: PasswordHash,
        _ tx: Transaction
    ) async throws -> (id: OperatorID, across: Scope) {
        let details = OperatorDetails(
            name: "PLATFORM",
            legalName: "Platform B.V.",
            address: Domain.Address(country: "NL"),
            numberPrefix: "PLA"
        )
        let id = try await Operators.create(.system, reference: "platform", details, in: tx)
        try await BookingPlatform.appoint(.system, id, in: tx)
        var administrator = UserID(0)
        for role in Role.ofPlatform.reversed() {
            let email = "\(role.rawValue)@platform.example"
            let person = UserDetails(email: email, name: "The \(role.rawValue)", role: role)
            administrator = try await Users.create(.system(for: id), person, in: tx)
            let own = Scope.system(for: id)
            try await Users.setPassword(own, of: administrator, hash, at: Timestamp(seconds: 0), in: tx)
        }
        return (id, .acrossPartners(administrator, role: .platformAdmin))
    }

    /// Makes a tenant a partner that has accepted a document.
    private static func partnership(
        _ scope: Scope,
        _ administrator: UserID,
        _ tx: Transaction
    ) async throws -> PartnerDocumentID {
        let start = Timestamp(seconds: 0)
        let terms = PartnerTerms(
            validFrom: LocalDate(daysSinceEpoch: 0),
            model: .customers,
            serviceFeePercent: PartnerTerms.usualFee,
            marginPercent: .zero
        )
        try await Partners.join(scope, terms, at: start, in: tx)
        let id = try await Agreements.offer(scope, .agreement, in: "en", [:], at: start, in: tx)
        let own = Scope.user(administrator, role: .operatorAdmin, of: try scope.requireOperator())
        let shown = try await Agreements.document(own, id, in: tx).sha256
        let signature = AcceptanceSignature(name: "Somebody", position: "Director", remoteAddress: "192.0.2.1")
        try await Agreements.accept(own, id, shown: shown, signature, at: start, in: tx) { _ in Array("%PDF-1.7".utf8) }
        return id
    }

    private static func tenant(
        _ name: String,
        _ prefix: String,
        _ hash: PasswordHash,
        _ across: Scope,
        _ tx: Transaction
    ) async throws -> Tenant {
        let details = OperatorDetails(
            name: name.uppercased(),
            legalName: name,
            address: Domain.Address(town: "Amsterdam", country: "NL"),
            numberPrefix: prefix
        )
        let id = try await Operators.create(.system, reference: name, details, in: tx)
        let scope = Scope.system(for: id)
        func host(_ reference: String) async throws -> HostID {
            let details = HostDetails(
                reference: reference,
                name: "\(reference) of \(name)",
                kind: .company,
                address: Domain.Address(
                    street: "Kade",
                    houseNumber: "1",
                    postcode: "1011",
                    town: "Amsterdam",
                    country: "NL"
                ),
                email: "host@\(name).example"
            )
            return try await Hosts.create(scope, details, in: tx)
        }
        let (first, second) = (try await host("H1"), try await host("H2"))
        let place = SiteDetails(reference: "S1", name: "Harbour \(name)", address: Domain.Address(country: "NL"))
        let site = try await Sites.create(scope, place, of: first, in: tx)
        let chargePoint = try await ChargePoints.create(
            scope,
            ChargePointDetails(identity: "CP-\(name)"),
            at: site,
            key: .random(),
            in: tx
        )
        let person = CustomerDetails(kind: .privatePerson, name: "Customer of \(name)", email: "c@\(name).example")
        let customer = try await Customers.create(scope, person, at: Timestamp(seconds: 0), in: tx)
        func user(_ role: Role, _ host: HostID? = nil, _ customer: CustomerID? = nil) async throws -> UserID {
            try await somebody(role, host, customer, of: name, scope, hash, tx)
        }
        for role in Role.ofPartners { _ = try await user(role) }
        let administrator = try await user(.operatorAdmin)
        let document = try await partnership(across.forPartner(id), administrator, tx)
        return Tenant(
            id: id,
            host: first,
            otherHost: second,
            site: site,
            chargePoint: chargePoint,
            token: try await Tokens.create(scope, TokenDetails(uid: "CARD-\(name)", label: "Card of \(name)"), in: tx),
            administrator: administrator,
            finance: try await user(.operatorFinance),
            hostUser: try await user(.host, first),
            customer: customer,
            customerUser: try await user(.customer, nil, customer),
            document: document,
            reference: name
        )
    }

    private static func somebody(
        _ role: Role,
        _ host: HostID?,
        _ customer: CustomerID?,
        of name: String,
        _ scope: Scope,
        _ hash: PasswordHash,
        _ tx: Transaction
    ) async throws -> UserID {
        let details = UserDetails(
            email: "\(role.rawValue)@\(name).example",
            name: "The \(role.rawValue)",
            role: role,
            hostID: host,
            customerID: customer
        )
        let user = try await Users.create(scope, details, in: tx)
        try await Users.setPassword(scope, of: user, hash, at: Timestamp(seconds: 0), in: tx)
        return user
    }

    /// The path of the link on a line of its own.
    func link(in mail: String) -> String? {
        let address = "http://charge.example"
        return mail.split(whereSeparator: \.isNewline).first { $0.hasPrefix(address + "/") }
            .map { String($0.dropFirst(address.count)) }
    }

    /// Delivers waiting mails into files and gives the text of the newest one.
    ///
    /// With its head it is what is sent, and not what is read.
    func newestMail(withHead: Bool = false) async throws -> String {
        let sender = MailSender(name: "Laadboek", address: try #require(MailAddress("books@charge.example")))
        let delivery = MailDelivery(
            database: database,
            transport: MailFolder(path: mailFolder),
            sender: sender,
            clock: { clock.now }
        )
        while try await delivery.deliverDue() > 0 {}
        let names = (try? FileManager.default.contentsOfDirectory(atPath: mailFolder)) ?? []
        guard let newest = names.sorted().last else { return "" }
        let raw = try String(contentsOfFile: mailFolder + "/" + newest, encoding: .utf8)
        if withHead { return raw }
        let body = raw.split(separator: "\r\n\r\n", maxSplits: 1).last ?? ""
        return String(body).replacing("\r\n", with: "\n")
    }
}

/// A clock that moves when told to.
final class MovingClock: Sendable {
    private let moment = Mutex(Timestamp(seconds: 1_750_000_000))
    var now: Timestamp { moment.withLock { $0 } }
    func advance(seconds: Int64) { moment.withLock { $0 = $0.adding(seconds: seconds) } }
}

extension Browser {
    @discardableResult
    func signIn(_ email: String, _ password: String = WebWorld.password) async throws -> PageAnswer {
        try await visit("/sign-in")
        fill("E-mail", email)
        fill("Password", password)
        return try await press("Sign in")
    }
}
