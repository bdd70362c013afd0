import Domain
import Postgres
import TestSupport
import Testing
import Values

struct BrandTests {
    private static let now = Timestamp(seconds: 1_760_000_000)

    private func set(_ world: PartnersWorld, _ scope: Scope, _ details: BrandDetails) async throws {
        try await world.database.write(scope) { try await Brands.set(scope, details, at: Self.now, in: $0) }
    }

    @Test func `a brand is given by who may and found by all who draw pages`() async throws {
        try await PartnersWorld.lend { world in
            let own = world.parties.voltaria
            let details = BrandDetails(slug: "voltaria", name: "Voltaria Thuis", hostName: "ere.voltaria.example")
            for scope in [world.partnerSupport, own.financeScope, own.hostScope] {
                await #expect(throws: NotPermitted()) { try await set(world, scope, details) }
            }
            for scope in [world.partnerAdmin, own.scope, world.across.forPartner(own.id)] {
                try await set(world, scope, details)
            }
            let all = try await world.database.read(.system) { try await Brands.all(.system, in: $0) }
            #expect(all.map(\.details) == [details] && all.first?.operatorID == own.id)
            await #expect(throws: NotPermitted()) {
                try await world.database.read(own.scope) { try await Brands.all(own.scope, in: $0) }
            }
        }
    }

    @Test func `path and host name belong to one brand`() async throws {
        try await PartnersWorld.lend { world in
            let (own, other) = (world.parties.voltaria.scope, world.parties.ampère.scope)
            try await set(world, own, BrandDetails(slug: "thuis", name: "A", hostName: "ere.a.example"))
            await #expect(throws: BrandRejection.slugTaken) {
                try await set(world, other, BrandDetails(slug: "thuis", name: "B"))
            }
            await #expect(throws: BrandRejection.hostNameTaken) {
                try await set(world, other, BrandDetails(slug: "b2", name: "B", hostName: "ere.a.example"))
            }
        }
    }

    private static func details(_ change: (inout BrandDetails) -> Void) -> BrandDetails {
        var details = BrandDetails(slug: "thuis", name: "A")
        change(&details)
        return details
    }

    @Test(arguments: [
        (details { $0.slug = "A b" }, BrandRejection.slugForm), (details { $0.slug = "a--b" }, .slugForm),
        (details { $0.name = "" }, .nameLength), (details { $0.hostName = "https://x.example" }, .hostNameForm),
        (details { $0.hostName = "localhost" }, .hostNameForm), (details { $0.colour = "green" }, .colourForm),
        (details { $0.senderName = String(repeating: "x", count: 61) }, .senderNameLength),
        (details { $0.senderAddress = "x" }, .invalidSenderAddress),
        (details { $0.supportEmail = "x" }, .invalidSupportEmail),
        (details { $0.supportPhone = "call" }, .invalidSupportPhone),
    ])
    func `a brand that cannot be stored is refused with its reason`(
        _ details: BrandDetails,
        _ expected: BrandRejection
    ) async throws {
        try await PartnersWorld.lend { world in
            await #expect(throws: expected) { try await set(world, world.partnerAdmin, details) }
        }
    }

    @Test func `a logo is put on, found by its checksum, and taken off`() async throws {
        try await PartnersWorld.lend { world in
            let scope = world.partnerAdmin
            func logo(_ image: BrandImage?) async throws {
                try await world.database.write(scope) { try await Brands.setLogo(scope, image, at: Self.now, in: $0) }
            }
            let image = BrandImage(mediaType: "image/png", width: 64, height: 32, bytes: [1, 2, 3])
            await #expect(throws: NotFound("brand")) { try await logo(image) }
            try await set(world, scope, BrandDetails(slug: "thuis", name: "A"))
            for (wrong, expected) in [
                (BrandImage(mediaType: "image/svg+xml", width: 64, height: 64, bytes: [1]), BrandRejection.logoType),
                (BrandImage(mediaType: "image/png", width: 15, height: 64, bytes: [1]), .logoSize),
                (BrandImage(mediaType: "image/png", width: 64, height: 2_001, bytes: [1]), .logoSize),
                (
                    BrandImage(
                        mediaType: "image/png",
                        width: 64,
                        height: 64,
                        bytes: Array(repeating: 1, count: BrandImage.byteLimit + 1)
                    ), .logoTooLarge
                ),
            ] {
                await #expect(throws: expected) { try await logo(wrong) }
            }
            try await logo(image)
            try await logo(image)
            let brand = try await world.database.read(scope) { try await Brands.own(scope, in: $0) }
            let checksum = try #require(brand?.logo?.sha256)
            let found = try await world.database.read(.system) {
                try await Brands.logo(.system, sha256: checksum, in: $0)
            }
            #expect(found == image)
            try await logo(nil)
            let without = try await world.database.read(scope) { try await Brands.own(scope, in: $0) }
            #expect(without?.logo == nil)
        }
    }

    @Test func `every statement of brands fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let findings = try await BrandCatalogue.findings(on: database)
            #expect(findings == [])
        }
    }
}
