import Domain
import Foundation
import Postgres
import TestSupport
import Testing
import Values

struct PasswordResetTests {
    private let start = Timestamp(seconds: 1_750_000_000)
    private let trace = ClientTrace(remoteAddress: "192.0.2.1", userAgent: "")

    private struct Mails: Statement {
        static let sql = "SELECT recipient || ' ' || body FROM mails ORDER BY id"
        static let sample = Mails()
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }

    private func resets(_ world: PartiesWorld) throws -> PasswordResets {
        PasswordResets(database: world.database, passwords: try PasswordHasher(parameters: PartiesWorld.cheap))
    }

    private func request(
        _ world: PartiesWorld,
        _ email: String,
        from address: ClientTrace? = nil,
        at now: Timestamp
    ) async throws -> [SecretToken] {
        try await resets(world).request(email: email, from: address ?? trace, at: now) { user, _, token in
            MailDraft(to: try #require(MailAddress(user.email)), subject: "Reset", body: token.text)
        }
        let mails = try await world.database.all(.system, Mails())
        return mails.compactMap { SecretToken(text: String($0.split(separator: " ").last ?? "")) }
    }

    @Test func `a link sets a new password once and ends all sessions`() async throws {
        try await PartiesWorld.lend { world in
            let sessions = WebSessions()
            let hasher = try PasswordHasher(parameters: PartiesWorld.cheap)
            let signIns = SignIns(
                database: world.database,
                passwords: hasher,
                sessions: sessions,
                factors: SecondFactors(database: world.database, box: SecretBox(secret: Array(repeating: 7, count: 32)))
            )
            let email = "host@voltaria.example"
            let before = try await signIns.signIn(
                email: email,
                password: PartiesWorld.password,
                from: trace,
                at: start
            ).token
            let token = try #require(try await request(world, "HOST@voltaria.example", at: start).first)
            let resets = try resets(world)
            #expect(try await resets.owner(behind: token, at: start)?.email == email)
            try await resets.setPassword("a whole new sentence", with: token, at: start.adding(seconds: 60))
            #expect(try await sessions.find(before, at: start, on: world.database) == nil)
            _ = try await signIns.signIn(email: email, password: "a whole new sentence", from: trace, at: start)
            await #expect(throws: PasswordResetRejection.linkInvalid) {
                try await resets.setPassword("another new sentence", with: token, at: start.adding(seconds: 61))
            }
            await #expect(throws: SignInRejection.refused) {
                try await signIns.signIn(email: email, password: PartiesWorld.password, from: trace, at: start)
            }
        }
    }

    @Test func `a link older than an hour does not work, nor an older one after another was used`() async throws {
        try await PartiesWorld.lend { world in
            let resets = try resets(world)
            _ = try await request(world, "host@voltaria.example", at: start)
            let tokens = try await request(world, "host@voltaria.example", at: start.adding(seconds: 1))
            let late = start.adding(seconds: PasswordResets.lifetimeSeconds + 2)
            await #expect(throws: PasswordResetRejection.linkInvalid) {
                try await resets.setPassword("a whole new sentence", with: tokens[0], at: late)
            }
            try await resets.setPassword("a whole new sentence", with: tokens[1], at: start.adding(seconds: 2))
            await #expect(throws: PasswordResetRejection.linkInvalid) {
                try await resets.setPassword("a whole new sentence", with: tokens[0], at: start.adding(seconds: 3))
            }
        }
    }

    @Test func `two people with one link cannot both use it`() async throws {
        try await PartiesWorld.lend { world in
            let token = try #require(try await request(world, "host@voltaria.example", at: start).first)
            let resets = try resets(world)
            let successes = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        do {
                            try await resets.setPassword("new sentence no \(number)", with: token, at: start)
                            return true
                        } catch { return false }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(successes == 1)
        }
    }

    @Test func `an unknown address gets no mail, and a known one three an hour`() async throws {
        try await PartiesWorld.lend { world in
            #expect(try await request(world, "nobody@voltaria.example", at: start).isEmpty)
            for _ in 0..<5 { _ = try await request(world, "host@voltaria.example", at: start) }
            #expect(try await world.database.all(.system, Mails()).count == 3)
            _ = try await request(world, "host@voltaria.example", at: start.adding(seconds: 3_601))
            #expect(try await world.database.all(.system, Mails()).count == 4)
        }
    }

    @Test func `one address may ask for ten links an hour, whoever they are for`() async throws {
        try await PartiesWorld.lend { world in
            for number in 0..<8 { _ = try await request(world, "nobody\(number)@voltaria.example", at: start) }
            let known = ["host@voltaria.example", "operator_finance@voltaria.example", "host@ampere.example"]
            for email in known { _ = try await request(world, email, at: start) }
            let mails = try await world.database.all(.system, Mails())
            #expect(mails.compactMap { $0.split(separator: " ").first.map(String.init) } == Array(known.prefix(2)))
            let elsewhere = ClientTrace(remoteAddress: "192.0.2.2", userAgent: "")
            _ = try await request(world, "host@ampere.example", from: elsewhere, at: start)
            let later = try await request(world, "host@ampere.example", at: start.adding(seconds: 3_601))
            #expect(later.count == 4)
        }
    }

    @Test func `a refused transaction sends no mail`() async throws {
        try await PartiesWorld.lend { world in
            struct Stop: Error {}
            await #expect(throws: Stop.self) {
                try await world.write(world.voltaria.scope) { tx in
                    let draft = MailDraft(to: try #require(MailAddress("a@b.nl")), subject: "S", body: "B")
                    try await Outbox.add(draft, of: world.voltaria.id, at: start, in: tx)
                    throw Stop()
                }
            }
            let mails = try await world.database.all(.system, Mails())
            #expect(mails.isEmpty)
        }
    }
}
