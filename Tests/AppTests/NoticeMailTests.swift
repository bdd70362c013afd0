import Domain
import Jobs
import Postgres
import Synchronization
import Templates
import TestSupport
import TestWorld
import Testing
import Values

/// The mails that tell administrators what back-offices did.
struct NoticeMailTests {
    private struct Mail: Sendable {
        let recipient: String
        let subject: String
        let body: String
    }

    private struct Mails: Statement {
        static let spansTenants: String? = "a test looks at all mails"
        static let sql = "SELECT recipient, subject, body FROM mails ORDER BY id"
        static let sample = Mails()
        static func decode(_ row: inout RowReader) throws -> Mail {
            Mail(recipient: try row.next(), subject: try row.next(), body: try row.next())
        }
    }

    /// The world with a back-office, and a clock that is moved.
    private struct Way: Sendable {
        let world: World
        let upstream: UpstreamID
        let start = Timestamp(seconds: 1_750_000_000)

        static func lease(_ body: (Way) async throws -> Void) async throws {
            try await TestDatabase.lease { database in
                let world = try await World.make(on: database)
                let scope = world.voltaria.admin
                let upstream = try await database.write(scope) {
                    let details = UpstreamDetails(name: "E-Flux", url: "wss://ocpp.example/ocpp/")
                    return try await Upstreams.create(scope, details, in: $0)
                }
                try await body(Way(world: world, upstream: upstream))
            }
        }

        func notice(_ code: String, at seconds: Int64, _ detail: String = "", point: String = "VOL-001") async throws {
            let notice = RelayNotice(
                chargePointID: world.voltaria.chargePoint(point),
                upstreamID: upstream,
                code: code,
                detail: detail,
                at: start.adding(seconds: seconds)
            )
            let box = SecretBox(secret: Array(repeating: 7, count: 32))
            try await world.database.write(.system) {
                try await Relays.record(.system, notice, of: world.voltaria.id, newKey: nil, box: box, in: $0)
            }
        }

        func run(at seconds: Int64) async throws -> Int {
            let now = start.adding(seconds: seconds)
            return try await NoticeMails(database: world.database, publicURL: "https://x.example") { now }.run()
        }

        func mails() async throws -> [Mail] { try await world.database.all(.system, Mails()) }
    }

    @Test func `administrators of the operator are told once, everything in one mail`() async throws {
        try await Way.lease { way in
            #expect(try await way.run(at: 0) == 0)
            try await way.notice("moved", at: 1, "CentralSystemURL = wss://elsewhere.example/")
            try await way.notice("key_rotation", at: 2, point: "VOL-002")
            try await way.notice("hard_reset", at: 3)
            try await way.notice("refused", at: 4, "404")
            #expect(try await way.run(at: 60) == 1)
            #expect(try await way.run(at: 61) == 0)
            let mail = try #require(try await way.mails().first)
            #expect(mail.recipient == "admin@voltaria.example")
            #expect(mail.subject == "Back-offices: something to look at, charge points: 2")
            let lines = mail.body.split(separator: "\n").filter { $0.hasPrefix("- ") }
            #expect(
                lines == [
                    "- 15 Jun 2025, 17:06, VOL-001, E-Flux: The back-office sent it to another address "
                        + "(CentralSystemURL = wss://elsewhere.example/)",
                    "- 15 Jun 2025, 17:06, VOL-002, E-Flux: The back-office gave it a new key",
                ]
            )
            #expect(mail.body.hasSuffix("\n\nhttps://x.example/notices\n"))
            // A restart alone is no reason for a mail, whatever time has passed.
            #expect(try await way.run(at: 3 * 3_600) == 0)
        }
    }

    @Test func `the next mail waits an hour and tells what came since`() async throws {
        try await Way.lease { way in
            try await way.notice("firmware", at: 0, "ftp://a/1")
            #expect(try await way.run(at: 10) == 1)
            for number in 0..<25 { try await way.notice("firmware", at: 20 + Int64(number), "ftp://a/\(100 + number)") }
            #expect(try await way.run(at: 3_609) == 0)
            #expect(try await way.run(at: 3_611) == 1)
            let mails = try await way.mails()
            #expect(mails.count == 2 && !mails[1].body.contains("ftp://a/1)"))
            #expect(mails[1].body.contains("ftp://a/100") && mails[1].body.contains("ftp://a/119"))
            #expect(!mails[1].body.contains("ftp://a/120") && mails[1].body.contains("- and 5 more"))
            #expect(try await way.run(at: 8_000) == 0)
        }
    }

    @Test func `what is older than three days is not told any more`() async throws {
        try await Way.lease { way in
            try await way.notice("moved", at: 0)
            #expect(try await way.run(at: 3 * 86_400 + 1) == 0)
            try await way.notice("moved", at: 100)
            #expect(try await way.run(at: 3 * 86_400 + 1) == 1)
        }
    }

    @Test func `who is disabled is not told, and everybody reads the own language`() async throws {
        try await Way.lease { way in
            let (admin, database) = (way.world.voltaria.admin, way.world.database)
            let details = UserDetails(email: "b@voltaria.example", name: "B", role: .operatorAdmin, language: "nl")
            let gone = UserDetails(email: "gone@voltaria.example", name: "Gone", role: .operatorAdmin)
            try await database.write(admin) { tx in
                _ = try await Users.create(admin, details, in: tx)
                let id = try await Users.create(admin, gone, in: tx)
                try await Users.disable(admin, id, at: way.start, in: tx)
            }
            try await way.notice("outbox_parked", at: 1, "MeterValues: no_answer")
            #expect(try await way.run(at: 60) == 2)
            let mails = try await way.mails()
            #expect(Set(mails.map(\.recipient)) == ["admin@voltaria.example", "b@voltaria.example"])
            let dutch = mails.first { $0.recipient.hasPrefix("b@") }
            #expect(dutch?.body.contains("wacht op een beslissing (MeterValues: no_answer)") == true)
        }
    }

    @Test func `who does not want such mails gets none, and those of others go on`() async throws {
        try await Way.lease { way in
            let (admin, database) = (way.world.voltaria.admin, way.world.database)
            let details = UserDetails(email: "b@voltaria.example", name: "B", role: .operatorAdmin)
            let other = try await database.write(admin) { try await Users.create(admin, details, in: $0) }
            let own = Scope.user(other, role: .operatorAdmin, of: way.world.voltaria.id)
            try await database.write(own) { try await Users.setOwnNoticeMails(own, false, in: $0) }
            try await way.notice("moved", at: 1)
            #expect(try await way.run(at: 60) == 1)
            #expect(try await way.mails().map(\.recipient) == ["admin@voltaria.example"])
            try await database.write(own) { try await Users.setOwnNoticeMails(own, true, in: $0) }
            try await way.notice("moved", at: 3_700)
            #expect(try await way.run(at: 3_800) == 2)
        }
    }

    @Test func `two processes tell it once`() async throws {
        try await Way.lease { way in
            try await way.notice("moved", at: 1)
            let written = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 { group.addTask { try await way.run(at: 60) } }
                return try await group.reduce(0, +)
            }
            #expect(written == 1)
            #expect(try await way.mails().count == 1)
        }
    }
}
