import Domain
import Postgres
import TestSupport
import Testing
import Values

struct CustomerTests {
    @Test func `a customer is found by its operator and its own people, and by nobody else`() async throws {
        try await PartiesWorld.lend { world in
            let (own, other) = (world.voltaria, world.ampère)
            let first = try await world.customer(of: own, "first")
            let second = try await world.customer(of: own, "second")
            let foreign = try await world.customer(of: other, "foreign")
            for scope in [own.scope, own.financeScope, first.scope, .system(for: own.id)] {
                let found = try await world.database.read(scope) { try await Customers.find(scope, first.id, in: $0) }
                #expect(found.details.name == "Customer first")
            }
            for (scope, id) in [
                (own.scope, foreign.id), (other.scope, first.id), (first.scope, second.id), (first.scope, foreign.id),
            ] {
                await #expect(throws: NotFound("customer")) {
                    try await world.database.read(scope) { try await Customers.find(scope, id, in: $0) }
                }
            }
            await #expect(throws: NotPermitted()) {
                try await world.database.read(own.hostScope) {
                    try await Customers.find(own.hostScope, first.id, in: $0)
                }
            }
        }
    }

    @Test func `people of a customer see no list, and in no table anything but what is theirs`() async throws {
        try await PartiesWorld.lend { world in
            let tenant = world.voltaria
            let (first, second) = (try await world.customer(of: tenant, "a"), try await world.customer(of: tenant, "b"))
            let scope = first.scope
            try await world.database.read(scope) { tx in
                await #expect(throws: NotPermitted()) {
                    try await Customers.list(
                        scope,
                        ListRequest(sort: .name),
                        on: LocalDate(daysSinceEpoch: 20_000),
                        in: tx
                    )
                }
                await #expect(throws: NotFound("host")) { try await Hosts.find(scope, tenant.host, in: tx) }
                await #expect(throws: NotFound("site")) { try await Sites.find(scope, tenant.site, in: tx) }
                let people = try await Customers.users(scope, of: first.id, in: tx)
                #expect(people.map(\.id) == [first.user])
                await #expect(throws: NotFound("customer")) { try await Customers.users(scope, of: second.id, in: tx) }
                let own = try await Operators.own(scope, in: tx)
                #expect(own.details.name == "Voltaria")
            }
        }
    }

    @Test func `its people change a customer but not the operator's name for it`() async throws {
        try await PartiesWorld.lend { world in
            let customer = try await world.customer(of: world.voltaria, "c")
            try await world.write(customer.scope) { tx in
                var details = try await Customers.find(customer.scope, customer.id, in: tx).details
                (details.phone, details.reference) = ("+31 6 1234 5678", "mine")
                try await Customers.update(customer.scope, customer.id, to: details, in: tx)
            }
            let scope = world.voltaria.scope
            let found = try await world.database.read(scope) { try await Customers.find(scope, customer.id, in: $0) }
            #expect(found.details.phone == "+31 6 1234 5678" && found.details.reference == "c")
        }
    }

    @Test func `a customer is invited, joins at its first sign-in, ends with a reason and may come back`() async throws
    {
        try await PartiesWorld.lend { world in
            let (scope, at) = (world.voltaria.scope, Timestamp(seconds: 1_000))
            let customer = try await world.customer(of: world.voltaria, "d")
            func state() async throws -> CustomerHistory {
                try await world.database.read(scope) { try await Customers.find(scope, customer.id, in: $0).history }
            }
            let added = try await state()
            #expect(added.state == .added && added.createdBy == world.voltaria.administrator)
            try await world.write(scope) { try await Customers.noteInvited(scope, customer.id, at: at, in: $0) }
            let invited = try await state()
            #expect(invited.state == .invited)
            _ = try await world.signIns().signIn(
                email: "d@home.example",
                password: PartiesWorld.password,
                from: ClientTrace(remoteAddress: "192.0.2.1", userAgent: ""),
                at: at
            )
            let joined1 = try await state()
            #expect(joined1.state == .joined)
            try await world.write(scope) {
                try await Customers.end(scope, customer.id, reason: "moved", at: at, in: $0)
            }
            let ended = try await state()
            #expect(ended.state == .ended && ended.endReason == "moved")
            try await world.write(scope) { try await Customers.resume(scope, customer.id, in: $0) }
            let joined2 = try await state()
            #expect(joined2.state == .joined)
        }
    }

    @Test func `two operators may have a customer with the same address, and neither learns of it`() async throws {
        try await PartiesWorld.lend { world in
            _ = try await world.customer(of: world.voltaria, "twice")
            let second = try await world.customer(of: world.ampère, "twice")
            #expect(second.id.rawValue > 0)
            await #expect(throws: UserRejection.emailTaken) {
                try await world.write(world.ampère.scope) { tx in
                    try await Customers.addUser(
                        world.ampère.scope,
                        to: second.id,
                        email: "Twice@home.example",
                        name: "Somebody",
                        language: "nl",
                        in: tx
                    )
                }
            }
        }
    }

    private static func details(_ change: (inout CustomerDetails) -> Void) -> CustomerDetails {
        var details = CustomerDetails(kind: .company, name: "A", email: "a@b.example")
        change(&details)
        return details
    }

    @Test(arguments: [
        (details { $0.reference = "taken" }, CustomerRejection.referenceTaken),
        (details { $0.reference = String(repeating: "x", count: 65) }, .referenceLength),
        (details { $0.name = "" }, .nameLength),
        (details { ($0.kind, $0.companyNumber) = (.privatePerson, "1") }, .privateRegistered),
        (details { $0.companyNumber = String(repeating: "1", count: 33) }, .companyNumberLength),
        (details { $0.vatID = String(repeating: "1", count: 21) }, .vatIDLength),
        (details { $0.email = "nobody" }, .invalidEmail),
        (details { $0.phone = "call me" }, .invalidPhone),
        (details { $0.address.country = "Nederland" }, .unknownCountry),
        (details { $0.iban = "nl91" }, .invalidIBAN),
        (details { $0.accountHolder = String(repeating: "x", count: 141) }, .accountHolderLength),
        (details { $0.language = "fr" }, .unknownLanguage),
    ])
    func `a customer that cannot be stored is refused with its reason`(
        _ details: CustomerDetails,
        _ expected: CustomerRejection
    ) async throws {
        try await PartiesWorld.lend { world in
            _ = try await world.customer(of: world.voltaria, "taken")
            await #expect(throws: expected) {
                try await world.write(world.voltaria.scope) { tx in
                    try await Customers.create(world.voltaria.scope, details, at: Timestamp(seconds: 0), in: tx)
                }
            }
        }
    }

    @Test func `customers are searched, narrowed, ordered and cut`() async throws {
        try await PartiesWorld.lend { world in
            let scope = world.voltaria.scope
            for name in ["b", "a", "c"] { _ = try await world.customer(of: world.voltaria, name) }
            _ = try await world.customer(of: world.ampère, "z")
            func names(
                _ request: ListRequest<CustomerSort>,
                _ filter: CustomerFilter = CustomerFilter()
            ) async throws -> [String] {
                let list = try await world.database.read(scope) {
                    try await Customers.list(scope, request, filter, on: LocalDate(daysSinceEpoch: 20_000), in: $0)
                }
                return list.rows.map(\.customer.details.reference) + ["\(list.total)"]
            }
            let found3 = try await names(ListRequest(sort: .name))
            #expect(found3 == ["a", "b", "c", "3"])
            let found4 = try await names(ListRequest(sort: .name, isDescending: true, limit: 2))
            #expect(found4 == ["c", "b", "3"])
            let found5 = try await names(ListRequest(sort: .created, offset: 9))
            #expect(found5 == ["3"])
            let found6 = try await names(ListRequest(sort: .town, search: "B@home"))
            #expect(found6 == ["b", "1"])
            let found7 = try await names(ListRequest(sort: .name), CustomerFilter(kind: .company))
            #expect(found7 == ["0"])
            let found8 = try await names(ListRequest(sort: .name), CustomerFilter(standing: .added))
            #expect(found8 == ["a", "b", "c", "3"])
            let counts = try await world.database.read(scope) {
                try await Customers.counts(scope, on: LocalDate(daysSinceEpoch: 20_000), in: $0)
            }
            #expect(counts == [.added: 3])
            let found9 = try await names(ListRequest(sort: .name), CustomerFilter(standing: .ended))
            #expect(found9 == ["0"])
        }
    }
}

extension PartiesWorld {
    struct TestCustomer: Sendable {
        let id: CustomerID
        let user: UserID
        let scope: Scope
    }

    /// A private customer with somebody who has a password.
    func customer(of tenant: Tenant, _ reference: String) async throws -> TestCustomer {
        let hash = try PasswordHash(of: PartiesWorld.password, parameters: PartiesWorld.cheap)
        return try await write(tenant.scope) { tx in
            let details = CustomerDetails(
                reference: reference,
                kind: .privatePerson,
                name: "Customer \(reference)",
                email: "\(reference)@home.example",
                address: Address(town: "Utrecht", country: "NL")
            )
            let id = try await Customers.create(tenant.scope, details, at: Timestamp(seconds: 0), in: tx)
            let user = try await Customers.addUser(
                tenant.scope,
                to: id,
                email: "\(reference)@home.example",
                name: "Somebody",
                language: "nl",
                in: tx
            )
            let own = Scope.system(for: tenant.id)
            try await Users.setPassword(own, of: user, hash, at: Timestamp(seconds: 0), in: tx)
            return TestCustomer(id: id, user: user, scope: .customer(id, user: user, of: tenant.id))
        }
    }
}
