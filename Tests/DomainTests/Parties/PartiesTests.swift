import Domain
import Postgres
import TestSupport
import Testing
import Values

struct PartiesTests {
    @Test func `a host is found by its operator and by nobody else`() async throws {
        try await PartiesWorld.lend { world in
            let (own, other) = (world.voltaria, world.ampère)
            let found = try await world.database.read(own.scope) { try await Hosts.find(own.scope, own.host, in: $0) }
            #expect(found.details.name == "Hotel voltaria")
            await #expect(throws: NotFound("host")) {
                try await world.database.read(own.scope) { try await Hosts.find(own.scope, other.host, in: $0) }
            }
            await #expect(throws: NotFound("site")) {
                try await world.database.read(own.scope) { try await Sites.find(own.scope, other.site, in: $0) }
            }
            await #expect(throws: NotFound("user")) {
                try await world.database.read(own.scope) { try await Users.find(own.scope, other.finance, in: $0) }
            }
        }
    }

    @Test func `a host's user sees its own host and sites only`() async throws {
        try await PartiesWorld.lend { world in
            let tenant = world.voltaria
            let (neighbour, site) = try await world.write(tenant.scope) { tx in
                let host = try await Hosts.create(tenant.scope, PartiesWorld.hostDetails("H2", "Neighbour"), in: tx)
                let details = PartiesWorld.siteDetails("S2", "Next door")
                return (host, try await Sites.create(tenant.scope, details, of: host, in: tx))
            }
            let scope = tenant.hostScope
            try await world.database.read(scope) { tx in
                #expect(try await Hosts.list(scope, ListRequest(sort: .name), in: tx).rows.map(\.id) == [tenant.host])
                #expect(try await Sites.list(scope, ListRequest(sort: .name), in: tx).rows.map(\.id) == [tenant.site])
                let theirs = try await Sites.list(scope, ListRequest(sort: .name), host: neighbour, in: tx)
                #expect(theirs.rows.isEmpty)
                await #expect(throws: NotFound("host")) { try await Hosts.find(scope, neighbour, in: tx) }
                await #expect(throws: NotFound("site")) { try await Sites.find(scope, site, in: tx) }
                await #expect(throws: NotFound("host")) { try await Hosts.summary(scope, neighbour, in: tx) }
            }
        }
    }

    @Test(arguments: [
        ("H1", "Name", Domain.HostKind.company, Domain.VATStatus.taxable, "NL", HostRejection.referenceTaken),
        ("", "Name", .company, .taxable, "NL", .referenceLength),
        ("H2", "", .company, .taxable, "NL", .nameLength),
        ("H2", "Name", .privatePerson, .taxable, "NL", .privateTaxable),
        ("H2", "Name", .company, .taxable, "Nederland", .unknownCountry),
    ])
    func `a host that cannot be stored is refused with its reason`(
        _ reference: String,
        _ name: String,
        _ kind: Domain.HostKind,
        _ status: Domain.VATStatus,
        _ country: String,
        _ expected: HostRejection
    ) async throws {
        try await PartiesWorld.lend { world in
            let tenant = world.voltaria
            let details = HostDetails(
                reference: reference,
                name: name,
                kind: kind,
                address: Address(country: country),
                vatStatus: status
            )
            await #expect(throws: expected) {
                try await world.write(tenant.scope) { try await Hosts.create(tenant.scope, details, in: $0) }
            }
        }
    }

    @Test func `two operators may use the same reference`() async throws {
        try await PartiesWorld.lend { world in
            let scope = world.voltaria.scope
            let found = try await world.database.read(scope) { try await Hosts.find(scope, reference: "H1", in: $0) }
            #expect(found?.id == world.voltaria.host)
        }
    }

    @Test func `a site that cannot be stored is refused with its reason`() async throws {
        try await PartiesWorld.lend { world in
            let tenant = world.voltaria
            func create(_ change: (inout SiteDetails) -> Void, of host: HostID? = nil) async throws {
                var details = PartiesWorld.siteDetails("S9", "Nine")
                change(&details)
                let refused = details
                try await world.write(tenant.scope) {
                    _ = try await Sites.create(tenant.scope, refused, of: host ?? tenant.host, in: $0)
                }
            }
            await #expect(throws: SiteRejection.referenceTaken) { try await create { $0.reference = "S1" } }
            await #expect(throws: SiteRejection.referenceLength) { try await create { $0.reference = "" } }
            await #expect(throws: SiteRejection.nameLength) { try await create { $0.name = "" } }
            await #expect(throws: SiteRejection.unknownCountry) { try await create { $0.address.country = "" } }
            await #expect(throws: SiteRejection.unknownTimeZone) { try await create { $0.timeZone = "Mars/North" } }
            await #expect(throws: SiteRejection.unknownHost) { try await create({ _ in }, of: world.ampère.host) }
        }
    }

    @Test func `lists are searched literally, sorted both ways and counted beyond their end`() async throws {
        try await PartiesWorld.lend { world in
            let scope = world.voltaria.scope
            try await world.write(scope) { tx in
                for name in ["100% Zon", "Ankerplaats", "1000 Zon"] {
                    _ = try await Hosts.create(scope, PartiesWorld.hostDetails(name, name), in: tx)
                }
            }
            try await world.database.read(scope) { tx in
                func names(_ request: ListRequest<HostSort>) async throws -> [String] {
                    try await Hosts.list(scope, request, in: tx).rows.map(\.name)
                }
                #expect(try await names(ListRequest(sort: .name, search: "100%")) == ["100% Zon"])
                let down = try await names(ListRequest(sort: .name, isDescending: true))
                #expect(down == ["Hotel voltaria", "Ankerplaats", "1000 Zon", "100% Zon"])
                #expect(try await names(ListRequest(sort: .sites, isDescending: true)).first == "Hotel voltaria")
                #expect(try await names(ListRequest(sort: .balance, limit: 2)).count == 2)
                let beyond = try await Hosts.list(scope, ListRequest(sort: .name, offset: 50, limit: 10), in: tx)
                #expect(beyond.rows.isEmpty && beyond.total == 4)
            }
        }
    }

    @Test func `finance may not manage users, and a host nothing at all`() async throws {
        try await PartiesWorld.lend { world in
            let tenant = world.voltaria
            let details = UserDetails(email: "new@voltaria.example", name: "New", role: .operatorFinance)
            for scope in [tenant.financeScope, tenant.hostScope] {
                await #expect(throws: NotPermitted()) {
                    try await world.write(scope) { try await Users.create(scope, details, in: $0) }
                }
                await #expect(throws: NotPermitted()) {
                    try await world.write(scope) { try await Users.list(scope, ListRequest(sort: .name), in: $0) }
                }
            }
            await #expect(throws: NotPermitted()) {
                try await world.write(tenant.hostScope) {
                    try await Hosts.create(tenant.hostScope, PartiesWorld.hostDetails("X", "X"), in: $0)
                }
            }
        }
    }

    @Test func `a user that cannot be stored is refused with its reason`() async throws {
        try await PartiesWorld.lend { world in
            let tenant = world.voltaria
            func create(_ change: (inout UserDetails) -> Void) async throws {
                var details = UserDetails(email: "n@voltaria.example", name: "N", role: .operatorFinance)
                change(&details)
                let refused = details
                try await world.write(tenant.scope) { _ = try await Users.create(tenant.scope, refused, in: $0) }
            }
            await #expect(throws: UserRejection.emailTaken) { try await create { $0.email = "HOST@ampere.example" } }
            await #expect(throws: UserRejection.invalidEmail) { try await create { $0.email = "a b@c\r\nd" } }
            await #expect(throws: UserRejection.nameLength) { try await create { $0.name = "" } }
            await #expect(throws: UserRejection.unknownLanguage) { try await create { $0.language = "xx" } }
            await #expect(throws: UserRejection.hostRole) { try await create { $0.role = .host } }
            await #expect(throws: UserRejection.unknownHost) {
                try await create {
                    $0.role = .host
                    $0.hostID = world.ampère.host
                }
            }
        }
    }

    @Test func `the last administrator cannot be demoted, nor anybody block themselves`() async throws {
        try await PartiesWorld.lend { world in
            let tenant = world.voltaria
            let scope = tenant.scope
            let now = Timestamp(seconds: 1000)
            let demoted = UserDetails(email: "x@voltaria.example", name: "X", role: .operatorFinance)
            await #expect(throws: UserRejection.lastAdministrator) {
                try await world.write(scope) {
                    try await Users.update(scope, tenant.administrator, to: demoted, in: $0)
                }
            }
            await #expect(throws: UserRejection.ownAccount) {
                try await world.write(scope) { try await Users.disable(scope, tenant.administrator, at: now, in: $0) }
            }
            let system = Scope.system(for: tenant.id)
            await #expect(throws: UserRejection.lastAdministrator) {
                try await world.write(system) { try await Users.disable(system, tenant.administrator, at: now, in: $0) }
            }
        }
    }

    @Test func `every change is in the audit log with who made it`() async throws {
        try await TestDatabase.leaseAll { test in
            try await test.database.write(.system) { tx in
                let details = OperatorDetails(
                    name: "O",
                    legalName: "O",
                    address: Address(country: "NL"),
                    numberPrefix: "OO"
                )
                let id = try await Operators.create(.system, reference: "o", details, in: tx)
                let scope = Scope.system(for: id)
                let host = try await Hosts.create(scope, PartiesWorld.hostDetails("H", "H"), in: tx)
                var changed = PartiesWorld.hostDetails("H", "H")
                changed.iban = "NL91ABNA0417164300"
                try await Hosts.update(scope, host, to: changed, in: tx)
                var own = details
                own.iban = "NL20INGB0001234567"
                own.policy.needsFourEyes = true
                try await Operators.update(scope, to: own, in: tx)
            }
            let actions = try await test.owner.all(.system, AuditedActions())
            let own = "operator.changed …4567 [\"iban\", \"needs_four_eyes\"]"
            #expect(actions == ["operator.created", "host.created", "host.changed …4300", own])
        }
    }

    private struct AuditedActions: Statement {
        static let sql = """
            SELECT action || coalesce(' …' || right(detail ->> 'iban_after', 4), '')
                || coalesce(' ' || (detail ->> 'changed'), '') FROM audit_log ORDER BY id
            """
        static let sample = AuditedActions()
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }

    @Test func `an operator that cannot be stored is refused with its reason`() async throws {
        try await PartiesWorld.lend { world in
            func create(_ reference: String, _ change: (inout OperatorDetails) -> Void) async throws {
                var details = OperatorDetails(
                    name: "N",
                    legalName: "N",
                    address: Address(country: "NL"),
                    numberPrefix: "NN"
                )
                change(&details)
                let refused = details
                try await world.write(.system) {
                    _ = try await Operators.create(.system, reference: reference, refused, in: $0)
                }
            }
            await #expect(throws: OperatorRejection.referenceTaken) { try await create("voltaria") { _ in } }
            await #expect(throws: OperatorRejection.numberPrefixTaken) {
                try await create("n") { $0.numberPrefix = "VO" }
            }
            await #expect(throws: OperatorRejection.numberPrefixForm) {
                try await create("n") { $0.numberPrefix = "a" }
            }
            await #expect(throws: OperatorRejection.unknownCountry) {
                try await create("n") { $0.address.country = "n" }
            }
            await #expect(throws: OperatorRejection.heartbeatRange) {
                try await create("n") { $0.policy.heartbeatSeconds = 1 }
            }
            await #expect(throws: OperatorRejection.unknownTimeZone) { try await create("n") { $0.timeZone = "X/Y" } }
        }
    }
}
