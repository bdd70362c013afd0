import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

struct EmbedTests {
    @Test(arguments: [
        ("https://www.example.nl", "https://www.example.nl"), ("HTTPS://Example.NL/", "https://example.nl"),
        ("https://example.nl:443", "https://example.nl"), ("http://example.nl:80", "http://example.nl"),
        ("https://example.nl:8443", "https://example.nl:8443"), ("http://127.0.0.1:8081", "http://127.0.0.1:8081"),
        ("http://[::1]:8081", "http://[::1]:8081"), ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
    ])
    func `an origin is read as browsers name it`(typed: String, origin: String) {
        #expect(PageOrigin(typed)?.description == origin)
    }

    @Test(arguments: [
        "", "https://", "example.nl", "ftp://example.nl", "https://example.nl/a", "https://example.nl//", "https://*",
        "https://*.example.nl", "https://a@example.nl", "https://example.nl?x", "https://example.nl#x",
        "https://example.nl:", "https://example.nl:0", "https://example.nl:65536", "https://example.nl:+1",
        "https://-a.nl", "https://a..nl", "https://a.nl 'unsafe-inline'", "https://a.nl;", "https://bücher.nl",
        "https://[::1", "https://[]", "null", "https://a.nl\u{0}",
    ])
    func `what is no origin is none`(typed: String) {
        #expect(PageOrigin(typed) == nil)
    }

    @Test func `how far a customer is follows the furthest of its enrolments`() {
        #expect(EmbedStanding([]) == .off)
        #expect(EmbedStanding([.discarded, .ended]) == .off)
        #expect(EmbedStanding([.ended, .draft]) == .started)
        #expect(EmbedStanding([.draft, .waiting]) == .signed && EmbedStanding([.refused]) == .signed)
        #expect(EmbedStanding([.waiting, .active]) == .active)
    }

    @Test func `every statement of frames fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let statements: [any Statement.Type] = [
                ListEmbedOrigins.self, LockEmbedOrigins.self, InsertEmbedOrigin.self, DeleteEmbedOrigin.self,
                InsertEmbedFrame.self, FindEmbedToken.self, OpenEmbedFrame.self,
                FindEmbedFrame.self, TouchEmbedFrame.self, StatesOfCustomer.self, DeleteEmbedFrames.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(statements, on: database)
            #expect(findings.map(\.description) == [])
        }
    }

    @Test func `an operator has so many sites and no more, and nobody's but its own`() async throws {
        try await PartiesWorld.lend { world in
            let (own, other) = (world.voltaria.scope, world.ampère.scope)
            let now = Timestamp(seconds: 1_800_000_000)
            for number in 0..<EmbedOrigins.mostOrigins {
                try await world.database.write(own) {
                    try await EmbedOrigins.add(own, "https://s\(number).example", allowingPlain: false, at: now, in: $0)
                }
            }
            await #expect(throws: EmbedOriginRejection.tooMany) {
                try await world.database.write(own) {
                    try await EmbedOrigins.add(own, "https://more.example", allowingPlain: false, at: now, in: $0)
                }
            }
            let all = try await world.database.read(own) { try await EmbedOrigins.list(own, in: $0) }
            #expect(all.count == EmbedOrigins.mostOrigins)
            await #expect(throws: NotFound("origin")) {
                try await world.database.write(other) { try await EmbedOrigins.remove(other, all[0].id, in: $0) }
            }
            #expect(try await world.database.read(other) { try await EmbedOrigins.list(other, in: $0) }.isEmpty)
            await #expect(throws: NotPermitted()) {
                let finance = world.voltaria.financeScope
                _ = try await world.database.read(finance) { try await EmbedOrigins.list(finance, in: $0) }
            }
        }
    }

    @Test func `the database keeps what was opened, and hashes only`() async throws {
        try await PartiesWorld.lend { world in
            let own = world.voltaria.scope
            let now = Timestamp(seconds: 1_800_000_000)
            let customer = try await world.customer(of: world.voltaria, "first")
            let key = try await world.database.write(own) { tx in
                try await EmbedOrigins.add(own, "https://a.example", allowingPlain: false, at: now, in: tx)
                return try await APIKeys.create(own, name: "x", [.embedTokensWrite], at: now, in: tx).key
            }
            let program = Scope.program(key, of: world.voltaria.id)
            let grant = try await world.database.write(program) {
                try await EmbedFrames.issue(program, EmbedRequest(customer: .id(customer.id)), at: now, in: $0)
            }
            let opening = try await EmbedFrames.open(grant.token, from: "192.0.2.1", at: now, on: world.database)
            guard case .opened(let frame, let secret) = opening else {
                Issue.record("it does not open")
                return
            }
            let rows = try await world.database.all(.system, FrameRows())
            #expect(rows.count == 1 && !rows[0].contains(grant.token.text) && !rows[0].contains(secret.text))
            await #expect(throws: (any Error).self) { try await world.database.run(.system, Reopen()) }
            await #expect(throws: (any Error).self) { try await world.database.run(.system, Steal()) }
            // Secrets are no tokens, and tokens no secrets.
            #expect(try await EmbedFrames.find(grant.token, at: now, on: world.database) == nil)
            #expect(try await EmbedFrames.open(secret, from: "", at: now, on: world.database) == nil)
            let found = try #require(try await EmbedFrames.find(secret, at: now, on: world.database))
            #expect(found.id == frame.id && found.session?.scope.embedFrameID == frame.id)
            #expect(found.session?.scope.customerID == customer.id)
            let late = now.adding(seconds: 31 * 86_400)
            try await world.database.write(.system) { try await EmbedFrames.forget(.system, at: late, in: $0) }
            #expect(try await EmbedFrames.find(secret, at: now, on: world.database) == nil)
            await #expect(throws: NotPermitted()) {
                try await world.database.write(own) {
                    try await EmbedFrames.issue(own, EmbedRequest(customer: .id(customer.id)), at: now, in: $0)
                }
            }
        }
    }
}

private struct FrameRows: Statement {
    static let spansTenants: String? = "the test looks at all that is stored"
    static let sql = "SELECT f::text FROM embed_frames f"
    static let sample = FrameRows()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

private struct Reopen: Statement {
    static let spansTenants: String? = "the test tries what nobody may"
    static let sql = "UPDATE embed_frames SET session_sha256 = sha256('x')"
    static let sample = Reopen()
}

private struct Steal: Statement {
    static let spansTenants: String? = "the test tries what nobody may"
    static let sql = "UPDATE embed_frames SET expires_at = expires_at + interval '1 hour'"
    static let sample = Steal()
}
