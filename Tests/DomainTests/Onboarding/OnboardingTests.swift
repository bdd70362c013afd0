import Foundation
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

@testable import Domain

struct PlatformTests {
    static let reference =
        String(#filePath.dropLast("/Tests/DomainTests/Onboarding/OnboardingTests.swift".count))
        + "/docs/reference/"

    static func directory() throws -> PlatformDirectory {
        let path = reference + "platforms.json"
        return try PlatformDirectory(parsing: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    }

    @Test func `the supplied directory begins with E-Flux and has a dozen platforms and our own`() throws {
        let directory = try PlatformTests.directory()
        let first = try #require(directory.platforms.first)
        #expect(first.name == "E-Flux by Road" && first.upstreamURL == "wss://ocpp.e-flux.io/ocpp/{identity}")
        #expect(directory.platforms.count { $0.kind == .backOffice } >= 13)
        #expect(directory.platforms.contains { $0.slug == Platform.own && $0.kind == .ownCentralSystem })
        #expect(Set(directory.platforms.map(\.slug)).count == directory.platforms.count)
        for platform in directory.platforms {
            #expect(!platform.source.isEmpty && !platform.steps.dutch.isEmpty, "\(platform.slug)")
            #expect(platform.steps.english.count == platform.steps.dutch.count, "\(platform.slug)")
            #expect(platform.confidence == .toConfirm || platform.source.count > 8, "\(platform.slug)")
        }
        #expect(directory.brands.count >= 12)
    }

    @Test func `both files keep to their schemas`() async throws {
        let code = """
            import json, sys
            from jsonschema import Draft202012Validator
            for name in ("platforms", "charger-models"):
                schema = json.load(open(sys.argv[1] + name + ".schema.json"))
                data = json.load(open(sys.argv[1] + name + ".json"))
                Draft202012Validator.check_schema(schema)
                print(name, [e.message for e in Draft202012Validator(schema).iter_errors(data)])
            """
        let venv = try #require(ProcessInfo.processInfo.environment["LAADBOEK_VENV"])
        let said = try await Program.output(of: venv + "/bin/python", ["-c", code, PlatformTests.reference])
        #expect(said == "platforms []\ncharger-models []\n")
    }

    @Test func `an operator's edit is its own, and can be taken back`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let directory = try PlatformTests.directory()
            try await database.write(.system) { try await Platforms.supply(directory, in: $0) }
            try await database.write(.system) { try await Platforms.supply(directory, in: $0) }
            let (mine, theirs) = (world.voltaria.admin, world.stroomgoed.admin)
            let entry = try await database.read(mine) { try await Platforms.find(mine, "greenflux", in: $0) }
            #expect(entry.editedAt == nil && entry.platform.confidence == .toConfirm)
            var edited = entry.platform
            edited.upstreamURL = "wss://ocpp.greenflux.example/{identity}"
            edited.confidence = .confirmed
            edited.kind = .ownCentralSystem
            let changed = edited
            try await database.write(mine) { try await Platforms.edit(mine, changed, in: $0) }
            let seen = try await database.read(mine) { try await Platforms.find(mine, "greenflux", in: $0) }
            #expect(seen.platform.upstreamURL == edited.upstreamURL && seen.editedAt != nil)
            #expect(seen.platform.kind == .backOffice)
            let others = try await database.read(theirs) { try await Platforms.find(theirs, "greenflux", in: $0) }
            #expect(others.platform == entry.platform)
            try await database.write(mine) { try await Platforms.reset(mine, "greenflux", in: $0) }
            let list = try await database.read(mine) { try await Platforms.list(mine, in: $0) }
            #expect(list.map(\.platform) == directory.platforms && list.allSatisfy { $0.editedAt == nil })
        }
    }

    @Test func `an edit that cannot be is refused`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let directory = try PlatformTests.directory()
            try await database.write(.system) { try await Platforms.supply(directory, in: $0) }
            let (admin, finance) = (world.voltaria.admin, world.voltaria.finance)
            func attempt(_ scope: Scope, _ change: (inout Platform) -> Void) async throws {
                var platform = directory.platforms[0]
                change(&platform)
                let edited = platform
                try await database.write(scope) { try await Platforms.edit(scope, edited, in: $0) }
            }
            await #expect(throws: PlatformRejection.nameLength) { try await attempt(admin) { $0.name = "" } }
            for url in ["https://x/{identity}", "wss://x/", "wss://x y/{identity}"] {
                await #expect(throws: PlatformRejection.addressForm) {
                    try await attempt(admin) { $0.upstreamURL = url }
                }
            }
            let long = String(repeating: "x", count: Platforms.textLimit + 1)
            await #expect(throws: PlatformRejection.textLength) {
                try await attempt(admin) { $0.steps = LocalLines(english: [long], dutch: []) }
            }
            await #expect(throws: NotFound.self) { try await attempt(admin) { $0.slug = "nowhere" } }
            await #expect(throws: NotPermitted.self) { try await attempt(finance) { _ in } }
        }
    }
}

struct RefusedHandshakeTests {
    private func refusal(
        _ identity: String,
        _ reason: RefusedHandshake.Reason,
        owner: RefusedHandshake.Owner? = nil,
        at: String = "2025-06-12T08:00:00Z"
    ) -> RefusedHandshake {
        RefusedHandshake(
            identity: identity,
            remoteAddress: "192.0.2.1",
            reason: reason,
            owner: owner,
            detail: "",
            count: 1,
            firstAt: moment(at),
            lastAt: moment(at)
        )
    }

    @Test(arguments: [
        ("VOL-ZZ-001", "v01zz001"), ("vol_zz_OO1", "v01zz001"), ("VOL ZZ OOL", "v01zz001"), ("é-1", "1"),
    ])
    func `identities are folded to what people confuse`(identity: String, folded: String) {
        #expect(RefusedHandshake.folded(identity) == folded)
    }

    @Test func `what a stranger calls itself can always be kept`() async throws {
        try await TestDatabase.lease { database in
            let wild = "a\u{0}b\n" + String(repeating: "e\u{301}", count: 300)
            let refusals = [refusal(wild, .unknownIdentity), refusal("X", .unknownIdentity)]
            #expect(refusals[0].identity.unicodeScalars.starts(with: "abe".unicodeScalars))
            #expect(refusals[0].identity.unicodeScalars.count == 255)
            try await database.write(.system) { try await RefusedHandshakes.record(.system, refusals, in: $0) }
            #expect(try await database.read(.system) { try await $0.all(CountRefusals()) }.count == 2)
        }
    }

    @Test func `an operator sees its own refusals and unknown identities that look like a slip`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let tenant = world.voltaria
            let owner = RefusedHandshake.Owner(operatorID: tenant.id, chargePointID: tenant.chargePoint("VOL-001"))
            let other = RefusedHandshake.Owner(
                operatorID: world.stroomgoed.id,
                chargePointID: world.stroomgoed.chargePoint("SG-001")
            )
            let all = [
                refusal("VOL-001", .wrongKey, owner: owner), refusal("VOL-001", .wrongKey, owner: owner),
                refusal("vol-OO1", .unknownIdentity), refusal("zaptec-VOL-001", .unknownIdentity),
                refusal("VOL-009", .unknownIdentity), refusal("SG-001", .wrongKey, owner: other),
                refusal("VOL-001", .noSubprotocol, owner: owner, at: "2025-06-11T08:00:00Z"),
            ]
            try await database.write(.system) { try await RefusedHandshakes.record(.system, all, in: $0) }
            let scope = tenant.admin
            let seen = try await database.read(scope) { tx in
                let point = try await ChargePoints.find(scope, owner.chargePointID, in: tx)
                return try await RefusedHandshakes.list(scope, of: point, since: moment("2025-06-12T00:00:00Z"), in: tx)
            }
            #expect(Set(seen.map(\.identity)) == ["VOL-001", "vol-OO1", "zaptec-VOL-001"])
            let key = try #require(seen.first { $0.reason == .wrongKey })
            #expect(key.count == 2 && key.owner == owner)
        }
    }

    @Test func `old refusals are forgotten, and the oldest when there are too many`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let all = (0..<5).map { refusal("X-\($0)", .unknownIdentity, at: "2025-06-12T08:00:0\($0)Z") }
            try await database.write(.system) { try await RefusedHandshakes.record(.system, all, in: $0) }
            try await database.write(.system) { tx in
                try await tx.run(ForgetRefusedHandshakes(before: moment("2025-06-12T08:00:01Z"), keeping: 2))
            }
            let left = try await database.read(.system) { try await $0.all(CountRefusals()) }
            #expect(left.sorted() == ["X-3", "X-4"])
            try await database.write(.system) {
                try await RefusedHandshakes.forget(.system, at: moment("2025-07-12T08:00:00Z"), in: $0)
            }
            #expect(try await database.read(.system) { try await $0.all(CountRefusals()) } == [])
            _ = world
        }
    }
}

/// The identities of all refusals.
private struct CountRefusals: Statement {
    static let sql = "SELECT identity FROM refused_handshakes"
    static let sample = CountRefusals()

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
