import Domain
import Postgres
import TestSupport
import Testing
import Values

struct APIKeyTests {
    private static let now = Timestamp(seconds: 1_800_000_000)

    private static func create(
        _ world: PartiesWorld,
        _ scope: Scope,
        name: String = "website",
        _ permissions: Set<APIPermission> = [.customersRead, .sessionsRead]
    ) async throws -> APIKeySecret {
        try await world.database.write(scope) {
            try await APIKeys.create(scope, name: name, permissions, at: now, in: $0)
        }
    }

    private static func program(
        _ world: PartiesWorld,
        _ secret: APIKeySecret,
        after seconds: Int64 = 0
    ) async throws -> APIProgram? {
        let at = now.adding(seconds: seconds)
        return try await APIKeys.program(secret, from: "192.0.2.7", at: at, on: world.database)
    }

    private static func key(_ world: PartiesWorld, _ scope: Scope, _ id: APIKeyID) async throws -> APIKey {
        try await world.database.read(scope) { try await APIKeys.find(scope, id, in: $0) }
    }

    @Test func `a key says which operator's program it is and what that may do`() async throws {
        try await PartiesWorld.lend { world in
            let own = world.voltaria.scope
            let secret = try await Self.create(world, own)
            let program = try #require(try await Self.program(world, secret))
            #expect(program.operatorID == world.voltaria.id)
            #expect(program.permissions == [.customersRead, .sessionsRead])
            #expect(program.scope.operatorID == world.voltaria.id && program.scope.keyID == secret.key)
            #expect(program.scope.userID == nil && program.scope.role == .operatorFinance)
            let key = try await Self.key(world, own, secret.key)
            #expect(key.lastUsedAt == Self.now && key.lastUsedFrom == "192.0.2.7" && key.mark == "laadboek_\(key.id)")
            // A write per request would be waste.
            _ = try await Self.program(world, secret, after: 59)
            #expect(try await Self.key(world, own, secret.key).lastUsedAt == Self.now)
            _ = try await Self.program(world, secret, after: 60)
            #expect(try await Self.key(world, own, secret.key).lastUsedAt == Self.now.adding(seconds: 60))
        }
    }

    @Test func `only the very secret is taken, and the database has none`() async throws {
        try await PartiesWorld.lend { world in
            let secret = try await Self.create(world, world.voltaria.scope)
            let other = try await Self.create(world, world.ampère.scope)
            let mixed = try #require(APIKeySecret(text: "laadboek_\(secret.key)_" + other.text.suffix(64)))
            #expect(try await Self.program(world, mixed) == nil)
            let unknown = try #require(APIKeySecret(text: "laadboek_999999_" + secret.text.suffix(64)))
            #expect(try await Self.program(world, unknown) == nil)
            let digits = String(secret.text.suffix(64))
            let rows = try await world.database.all(.system, KeyRows())
            #expect(rows.count == 2 && !rows.contains { $0.contains(digits) })
            #expect(!"\(secret)".contains(digits))
        }
    }

    @Test func `what is no key of ours is not looked up`() {
        let digits = String(repeating: "a1", count: 32)
        #expect(APIKeySecret(text: "laadboek_7_\(digits)")?.key == APIKeyID(7))
        for wrong in [
            "", "laadboek_", "laadboek_7", "laadboek_7_", "laadboek_7_\(digits)a", "laadboek_x_\(digits)",
            "laadboek_7_\(digits)_", "Laadboek_7_\(digits)", "laadboek__\(digits)", "laadboek_-7_\(digits)",
        ] {
            #expect(APIKeySecret(text: wrong) == nil, "\(wrong)")
        }
    }

    @Test func `after a rotation the secret before is taken for as long as was said, and none before that`()
        async throws
    {
        try await PartiesWorld.lend { world in
            let own = world.voltaria.scope
            let first = try await Self.create(world, own)
            func rotate(_ overlap: APIKeyOverlap) async throws -> APIKeySecret {
                try await world.database.write(own) {
                    try await APIKeys.rotate(own, first.key, overlap, at: Self.now, in: $0)
                }
            }
            let second = try await rotate(.day)
            #expect(second.key == first.key && second != first)
            #expect(try await Self.program(world, first, after: 86_399) != nil)
            #expect(try await Self.program(world, first, after: 86_400) == nil)
            #expect(try await Self.program(world, second, after: 86_400) != nil)
            let third = try await rotate(.week)
            #expect(try await Self.program(world, first) == nil)
            #expect(try await Self.program(world, second, after: 7 * 86_400 - 1) != nil)
            let fourth = try await rotate(.none)
            for secret in [first, second, third] { #expect(try await Self.program(world, secret) == nil) }
            #expect(try await Self.program(world, fourth) != nil)
        }
    }

    @Test func `a key that was revoked opens nothing and stays so`() async throws {
        try await PartiesWorld.lend { world in
            let own = world.voltaria.scope
            let first = try await Self.create(world, own)
            try await world.database.write(own) { tx in
                _ = try await APIKeys.rotate(own, first.key, .week, at: Self.now, in: tx)
                try await APIKeys.revoke(own, first.key, at: Self.now, in: tx)
                try await APIKeys.revoke(own, first.key, at: Self.now.adding(seconds: 9), in: tx)
            }
            #expect(try await Self.program(world, first) == nil)
            #expect(try await Self.key(world, own, first.key).revokedAt == Self.now)
            await #expect(throws: APIKeyRejection.revoked) {
                try await world.database.write(own) {
                    try await APIKeys.rotate(own, first.key, .none, at: Self.now, in: $0)
                }
            }
            await #expect(throws: PostgresFault.self) { try await world.database.run(own, Unrevoke()) }
        }
    }

    @Test func `nobody gives a program what they may not do, nor touches a key that does more`() async throws {
        try await PartiesWorld.lend { world in
            let own = world.voltaria.scope
            let partner = Scope.user(world.voltaria.administrator, role: .partnerAdmin, of: world.voltaria.id)
            let customers = try await Self.create(world, partner, [.customersRead])
            #expect(try await Self.program(world, customers) != nil)
            await #expect(throws: APIKeyRejection.permissionNotGiven) {
                try await Self.create(world, partner, [.customersRead, .sessionsRead])
            }
            let wider = try await Self.create(world, own)
            await #expect(throws: APIKeyRejection.permissionNotGiven) {
                try await world.database.write(partner) {
                    try await APIKeys.revoke(partner, wider.key, at: Self.now, in: $0)
                }
            }
            for scope in [world.voltaria.financeScope, world.voltaria.hostScope] {
                await #expect(throws: NotPermitted()) { try await Self.create(world, scope) }
            }
            await #expect(throws: NotFound("api key")) {
                try await world.database.write(world.ampère.scope) {
                    try await APIKeys.revoke(world.ampère.scope, wider.key, at: Self.now, in: $0)
                }
            }
        }
    }

    @Test func `names have a length, and keys a number`() async throws {
        try await PartiesWorld.lend { world in
            let own = world.voltaria.scope
            for name in ["", String(repeating: "n", count: 81)] {
                await #expect(throws: APIKeyRejection.nameLength) { try await Self.create(world, own, name: name) }
            }
            await #expect(throws: APIKeyRejection.noPermission) { try await Self.create(world, own, []) }
            for _ in 0..<APIKeys.mostKeys { _ = try await Self.create(world, own) }
            await #expect(throws: APIKeyRejection.tooMany) { try await Self.create(world, own) }
            let list = try await world.database.read(own) { try await APIKeys.list(own, in: $0) }
            #expect(list.count == APIKeys.mostKeys)
        }
    }

    @Test func `what a program does is in the log under its key`() async throws {
        try await PartiesWorld.lend { world in
            let secret = try await Self.create(world, world.voltaria.scope)
            let scope = try #require(try await Self.program(world, secret)).scope
            try await world.database.write(scope) {
                try await AuditLog.record(scope, AuditRecord("test.done", subject: "test/1"), in: $0)
            }
            let rows = try await world.database.all(world.voltaria.scope, LoggedKeys())
            #expect(rows == [secret.key])
        }
    }
}

/// All that is stored of keys, as text.
private struct KeyRows: Statement {
    static let spansTenants: String? = "the test looks at all that is stored"
    static let sql = "SELECT k::text FROM api_keys k"
    static let sample = KeyRows()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

private struct Unrevoke: Statement {
    static let sql = "UPDATE api_keys SET revoked_at = NULL"
    static let sample = Unrevoke()
}

private struct LoggedKeys: Statement {
    static let sql = "SELECT api_key_id FROM audit_log WHERE action = 'test.done' AND user_id IS NULL"
    static let sample = LoggedKeys()
    static func decode(_ row: inout RowReader) throws -> APIKeyID { try row.next() }
}
