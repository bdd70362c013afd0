import Domain
import Postgres
import TestSupport
import Testing
import Values

/// What the database shows of tables that belong to the installation, whatever a statement asks.
struct InstallationTableTests {
    private struct OperatorNames: Statement {
        static let sql = "SELECT reference || ': ' || name FROM operators ORDER BY reference"
        static let sample = OperatorNames()
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }
    private struct RenameOperators: Statement {
        static let sql = "UPDATE operators SET name = 'Renamed'"
        static let sample = RenameOperators()
    }
    private struct CountAttempts: Statement {
        static let sql = "SELECT count(*) FROM sign_in_attempts"
        static let sample = CountAttempts()
        static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
    }
    private struct ForgetAttempts: Statement {
        static let sql = "DELETE FROM sign_in_attempts"
        static let sample = ForgetAttempts()
    }
    private struct CountResets: Statement {
        static let sql = "SELECT count(*) FROM password_resets"
        static let sample = CountResets()
        static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
    }
    private struct UseResets: Statement {
        static let sql = "UPDATE password_resets SET used_at = created_at"
        static let sample = UseResets()
    }

    @Test func `an operator sees and changes itself only`() async throws {
        try await PartiesWorld.lend { world in
            let scope = world.ampère.scope
            let seen = try await world.database.all(scope, OperatorNames())
            #expect(seen == ["ampere: Ampere"])
            let changed = try await world.database.run(scope, RenameOperators())
            #expect(changed == 1)
            let all = try await world.database.all(.system, OperatorNames())
            #expect(all == ["ampere: Renamed", "voltaria: Voltaria"])
            let ofHost = try await world.database.all(world.voltaria.hostScope, OperatorNames())
            #expect(ofHost == ["voltaria: Voltaria"])
            let byHost = try await world.database.run(world.voltaria.hostScope, RenameOperators())
            #expect(byHost == 0)
        }
    }

    @Test func `who signs in, and with which link, is nothing of another operator`() async throws {
        try await PartiesWorld.lend { world in
            let (database, voltaria, ampère) = (world.database, world.voltaria, world.ampère)
            let resets = PasswordResets(
                database: database,
                passwords: try PasswordHasher(parameters: PartiesWorld.cheap)
            )
            let trace = ClientTrace(remoteAddress: "192.0.2.1", userAgent: "")
            let now = Timestamp(seconds: 1_750_000_000)
            try await resets.request(email: "host@voltaria.example", from: trace, at: now) { user, _, token in
                MailDraft(to: try #require(MailAddress(user.email)), subject: "Reset", body: token.text)
            }
            let attempts = try await database.all(.system, CountAttempts())
            let seenAttempts = try await database.all(voltaria.scope, CountAttempts())
            let forgotten = try await database.run(voltaria.scope, ForgetAttempts())
            #expect(attempts == [1] && seenAttempts == [0] && forgotten == 0)
            let foreign = try await database.all(ampère.scope, CountResets())
            let used = try await database.run(ampère.scope, UseResets())
            #expect(foreign == [0] && used == 0)
            let own = try await database.all(voltaria.hostScope, CountResets())
            let all = try await database.all(.system, CountResets())
            #expect(own == [1] && all == [1])
        }
    }
}
