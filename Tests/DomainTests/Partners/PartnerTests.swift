import Domain
import Postgres
import TestSupport
import Testing
import Values

struct PartnerTests {
    private static let today = LocalDate(daysSinceEpoch: 20_000)
    private static let now = Timestamp(seconds: 20_000 * 86_400)

    @Test func `people of the platform see all partners in the scope that says so, and nothing else in it`()
        async throws
    {
        try await PartnersWorld.lend { world in
            let across = world.across
            try await world.database.read(across) { tx in
                let list = try await Partners.list(across, ListRequest(sort: .name), on: Self.today, in: tx)
                #expect(list.rows.map(\.reference) == ["ampere", "voltaria"])
                #expect(list.rows.map(\.customerCount) == [0, 1])
                #expect(list.rows.first?.terms?.serviceFeePercent == PartnerTerms.usualFee)
                await #expect(throws: NotPermitted()) { try await Hosts.names(across, in: tx) }
            }
            let own = Scope.user(world.administrator, role: .platformAdmin, of: world.platform)
            await #expect(throws: NotPermitted()) {
                try await world.database.read(own) {
                    try await Partners.list(own, ListRequest(sort: .name), on: Self.today, in: $0)
                }
            }
            for scope in [world.parties.voltaria.scope, world.parties.voltaria.hostScope] {
                await #expect(throws: NotPermitted()) {
                    try await world.database.read(scope) {
                        try await Partners.list(scope, ListRequest(sort: .name), on: Self.today, in: $0)
                    }
                }
            }
        }
    }

    @Test func `across partners nothing can be written`() async throws {
        try await PartnersWorld.lend { world in
            await #expect(throws: PostgresFault.self) {
                try await world.database.write(world.across) { tx in
                    _ = try await Operators.create(.system, reference: "x", .named("X", prefix: "XX"), in: tx)
                }
            }
        }
    }

    @Test func `only somebody across partners goes to work for one of them`() {
        let (user, partner) = (UserID(1), OperatorID(7))
        let across = Scope.acrossPartners(user, role: .platformAdmin)
        #expect(across.forPartner(partner) == .platform(user, role: .platformAdmin, for: partner))
        #expect(Scope.system.forPartner(partner) == .system(for: partner))
        for own in [
            Scope.user(user, role: .operatorAdmin, of: OperatorID(1)), .host(HostID(1), user: user, of: OperatorID(1)),
            .customer(CustomerID(1), user: user, of: OperatorID(1)),
            .user(user, role: .platformAdmin, of: OperatorID(1)),
        ] {
            #expect(own.forPartner(partner) == own)
        }
    }

    @Test func `terms hold from their day, the last of a day, and never for a day that is over`() async throws {
        try await PartnersWorld.lend { world in
            let scope = world.across.forPartner(world.parties.voltaria.id)
            func terms(_ days: Int64, _ fee: Int64) -> PartnerTerms {
                PartnerTerms(
                    validFrom: Self.today.adding(days: days),
                    model: .partner,
                    serviceFeePercent: Exact(fee),
                    marginPercent: .zero
                )
            }
            try await world.database.write(scope) { tx in
                for (days, fee) in [(0, 19), (10, 18), (10, 17)] as [(Int64, Int64)] {
                    try await Partners.setTerms(scope, terms(days, fee), today: Self.today, at: Self.now, in: tx)
                }
            }
            try await world.database.read(scope) { tx in
                var fees: [Exact?] = []
                for days in [-1, 0, 9, 10, 400] as [Int64] {
                    let found = try await Partners.terms(scope, on: Self.today.adding(days: days), in: tx)
                    fees.append(found?.serviceFeePercent)
                }
                #expect(fees == [Exact(20), Exact(19), Exact(19), Exact(17), Exact(17)])
                let all = try await Partners.allTerms(scope, in: tx)
                #expect(all.map(\.isReplaced) == [false, true, false, false])
            }
            for (wrong, expected) in [
                (terms(-1, 20), PartnerRejection.termsInThePast), (terms(0, 51), .feeRange), (terms(0, -1), .feeRange),
            ] {
                await #expect(throws: expected) {
                    try await world.database.write(scope) {
                        try await Partners.setTerms(scope, wrong, today: Self.today, at: Self.now, in: $0)
                    }
                }
            }
        }
    }

    @Test func `a partner's own people read terms and change none`() async throws {
        try await PartnersWorld.lend { world in
            let own = world.parties.voltaria
            let terms = PartnerTerms(
                validFrom: Self.today,
                model: .customers,
                serviceFeePercent: .zero,
                marginPercent: .zero
            )
            for scope in [own.scope, own.financeScope, world.partnerAdmin, world.partnerSupport] {
                let found = try await world.database.read(scope) { try await Partners.allTerms(scope, in: $0) }
                #expect(found.count == 1)
                await #expect(throws: NotPermitted()) {
                    try await world.database.write(scope) {
                        try await Partners.setTerms(scope, terms, today: Self.today, at: Self.now, in: $0)
                    }
                }
            }
            let host = try await world.database.read(own.hostScope) {
                try await Partners.allTerms(own.hostScope, in: $0)
            }
            #expect(host.isEmpty)
        }
    }

    @Test func `a partner is ended with a reason and may be taken up again`() async throws {
        try await PartnersWorld.lend { world in
            let scope = world.across.forPartner(world.parties.voltaria.id)
            try await world.database.write(scope) {
                try await Partners.end(scope, reason: "merged", at: Self.now, in: $0)
            }
            let ended = try await world.database.read(scope) { try await Partners.own(scope, in: $0) }
            #expect(ended.endedAt == Self.now && ended.endReason == "merged")
            try await world.database.write(scope) { try await Partners.resume(scope, in: $0) }
            let again = try await world.database.read(scope) { try await Partners.own(scope, in: $0) }
            #expect(again.endedAt == nil)
        }
    }

    @Test func `one operator is the platform, and its roles are for its own people`() async throws {
        try await PartnersWorld.lend { world in
            await #expect(throws: BookingPlatformRejection.alreadyAppointed) {
                try await world.database.write(.system) {
                    try await BookingPlatform.appoint(.system, world.parties.voltaria.id, in: $0)
                }
            }
            for role in Role.ofPlatform {
                await #expect(throws: UserRejection.platformRole) {
                    try await world.database.write(.system) { tx in
                        let details = UserDetails(email: "x@voltaria.example", name: "X", role: role)
                        _ = try await Users.create(.system(for: world.parties.voltaria.id), details, in: tx)
                    }
                }
            }
        }
    }

    @Test func `nobody gives or takes a role that is not theirs to give`() async throws {
        try await PartnersWorld.lend { world in
            let tenant = world.parties.voltaria
            let details = UserDetails(email: "x@voltaria.example", name: "X", role: .operatorAdmin)
            await #expect(throws: UserRejection.roleNotGiven) {
                try await world.database.write(world.partnerAdmin) {
                    _ = try await Users.create(world.partnerAdmin, details, in: $0)
                }
            }
            let lower = UserDetails(email: "op@voltaria.example", name: "Op", role: .partnerSupport)
            await #expect(throws: UserRejection.roleNotGiven) {
                try await world.database.write(world.partnerAdmin) {
                    try await Users.update(world.partnerAdmin, tenant.administrator, to: lower, in: $0)
                }
            }
            await #expect(throws: UserRejection.roleNotGiven) {
                try await world.database.write(world.partnerAdmin) {
                    try await Users.disable(world.partnerAdmin, tenant.finance, at: Self.now, in: $0)
                }
            }
            await #expect(throws: NotPermitted()) {
                try await world.database.write(world.partnerSupport) {
                    _ = try await Users.create(world.partnerSupport, lower, in: $0)
                }
            }
        }
    }
}

/// The two operators as partners, and a platform with people.
struct PartnersWorld: Sendable {
    let parties: PartiesWorld
    let platform: OperatorID
    let administrator: UserID
    let verifier: UserID
    let partnerAdmin: Scope
    let partnerSupport: Scope

    var database: Database { parties.database }
    var across: Scope { .acrossPartners(administrator, role: .platformAdmin) }

    static func lend(_ body: (PartnersWorld) async throws -> Void) async throws {
        try await PartiesWorld.lend { parties in try await body(try await make(parties)) }
    }

    private static func make(_ parties: PartiesWorld) async throws -> PartnersWorld {
        _ = try await parties.customer(of: parties.voltaria, "kept")
        return try await parties.database.write(.system) { tx in
            let platform = try await Operators.create(
                .system,
                reference: "platform",
                .named("Platform", prefix: "PL"),
                in: tx
            )
            try await BookingPlatform.appoint(.system, platform, in: tx)
            func user(_ role: Role, of operatorID: OperatorID) async throws -> UserID {
                let details = UserDetails(email: "\(role.rawValue)@\(operatorID).example", name: "N", role: role)
                return try await Users.create(.system(for: operatorID), details, in: tx)
            }
            let administrator = try await user(.platformAdmin, of: platform)
            let across = Scope.acrossPartners(administrator, role: .platformAdmin)
            let terms = PartnerTerms(
                validFrom: LocalDate(daysSinceEpoch: 0),
                model: .customers,
                serviceFeePercent: PartnerTerms.usualFee,
                marginPercent: .zero
            )
            for tenant in [parties.voltaria, parties.ampère] {
                try await Partners.join(across.forPartner(tenant.id), terms, at: Timestamp(seconds: 0), in: tx)
            }
            let own = parties.voltaria.id
            return PartnersWorld(
                parties: parties,
                platform: platform,
                administrator: administrator,
                verifier: try await user(.verifier, of: platform),
                partnerAdmin: .user(try await user(.partnerAdmin, of: own), role: .partnerAdmin, of: own),
                partnerSupport: .user(try await user(.partnerSupport, of: own), role: .partnerSupport, of: own)
            )
        }
    }
}

extension OperatorDetails {
    static func named(_ name: String, prefix: String) -> OperatorDetails {
        OperatorDetails(
            name: name,
            legalName: name + " B.V.",
            address: Address(street: "Dam", houseNumber: "1", postcode: "1012", town: "Amsterdam", country: "NL"),
            language: "nl",
            companyNumber: "12345678",
            numberPrefix: prefix
        )
    }
}
