import Domain
import Jobs
import Postgres
import TestSupport
import Testing
import Values

/// Reminders of days, mandates and silence.
struct EREReminderTests {
    private struct Mails: Statement {
        static let sql = "SELECT recipient || ': ' || subject || E'\\n' || body FROM mails ORDER BY id"
        static let sample = Mails()
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }
    private struct Heard: Statement {
        static let sql = "UPDATE ere_chargers SET created_at = '2026-11-01T12:00:00Z'"
        static let sample = Heard()
    }

    private static func at(_ day: String) throws -> Timestamp { try #require(Timestamp("\(day)T10:00:00Z")) }

    private static func run(_ world: EREFilingWorld, _ day: String) async throws -> Int {
        let now = try at(day)
        return try await EREReminderMails(
            database: world.test.database,
            publicURL: "https://laad.example",
            clock: { now }
        ).run()
    }

    @Test func `customers hear once for each of the days before their mandate ends, in the brand's name`() async throws
    {
        try await EREFilingWorld.lend(connections: 2) { world in
            try await world.run(Heard())
            let brand = BrandDetails(slug: "volt", name: "VOLT", hostName: "ere.volt.example")
            try await world.test.database.write(world.admin) {
                try await Brands.set(world.admin, brand, at: EREFilingWorld.october, in: $0)
            }
            // No day of the calendar is within its days, and no mandate.
            #expect(try await Self.run(world, "2026-09-14") == 0)
            // The customers, and those of the operator whom a day of the calendar is near.
            #expect(try await Self.run(world, "2026-11-10") == 2)
            #expect(try await Self.run(world, "2026-11-10") == 0)
            #expect(try await Self.run(world, "2026-11-20") == 0)
            let mails = try await world.test.owner.all(.system, Mails())
            let first = try #require(mails.first { $0.hasPrefix("c1@home.example") })
            #expect(first.contains("VOLT") && first.contains("https://ere.volt.example/customer/ere"))
            #expect(mails.filter { $0.hasPrefix("c1@home.example") }.count == 1 && !first.contains("c2@"))
        }
    }

    @Test func `who administers hears of days and of silent chargers once, whoever runs at the same time`() async throws
    {
        try await EREFilingWorld.lend(connections: 1) { world in
            try await world.run(Heard())
            let written = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 1...3 { group.addTask { try await Self.run(world, "2026-12-20") } }
                return try await group.reduce(0, +)
            }
            // Two of the operator, one of the customer.
            #expect(written == 3)
            let mails = try await world.test.owner.all(.system, Mails())
            let admin = try #require(mails.first { $0.hasPrefix("admin@v.example") })
            #expect(admin.contains("Chargers that fell silent") && admin.contains("mandates end"), "\(admin)")
            #expect(!mails.contains { $0.hasPrefix("c1@") && $0.contains("silent") })
        }
    }

    @Test func `the list has what ends and what is silent, by kind, name and day`() async throws {
        try await EREFilingWorld.lend(connections: 3) { world in
            try await world.run(Heard())
            func list(_ day: String, _ kind: EREWatchKind? = nil, _ search: String = "") async throws -> [String] {
                let today = try #require(LocalDate(day))
                let request = ListRequest(sort: EREWatchSort.customer, search: search)
                return try await world.test.database.read(world.admin) {
                    try await EREWatch.list(world.admin, request, kind, on: today, in: $0).rows
                }.map { "\($0.kind.rawValue) \($0.customerName) \($0.day)" }
            }
            #expect(try await list("2026-06-01", .mandate) == [])
            #expect(try await list("2026-12-01", .mandate).count == 3)
            #expect(try await list("2026-12-01", nil, "Customer 2").count == 2)
            #expect(try await list("2026-11-15", .silence) == [])
            #expect(try await list("2026-12-15", .silence).first == "silence Customer 1 2026-11-01")
            let none = [Int]()
            try await world.test.database.write(world.admin) {
                try await EREWatch.setRule(world.admin, .mandate, days: none, at: EREFilingWorld.october, in: $0)
            }
            await #expect(throws: EREReminderRejection.days) {
                try await world.test.database.write(world.admin) {
                    try await EREWatch.setRule(world.admin, .silence, days: [500], at: EREFilingWorld.october, in: $0)
                }
            }
        }
    }

    @Test func `whoever comes late is told of the nearest day only`() {
        #expect(EREReminders.step(31, [30, 7]) == nil && EREReminders.step(30, [30, 7]) == 30)
        #expect(EREReminders.step(5, [30, 7]) == 7 && EREReminders.step(0, [30, 7]) == 7)
        #expect(EREReminders.step(-1, [30, 7]) == nil)
    }
}
