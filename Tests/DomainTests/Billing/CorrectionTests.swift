import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

struct CorrectionTests {
    @Test(arguments: [("5.5", 50), ("4.25", -75), ("5.000001", 0)])
    func `a corrected line goes into the next document by its difference`(amount: String, minor: Int) async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour", .person)
            let session = try await host.session("2025-06", "5")
            try await world.close("2025-06")
            try await host.correct(session, version: 2, "2025-06", amount)
            #expect(try await world.close("2025-06").issued == 0)
            try await host.session("2025-07", "10")
            try await world.close("2025-07")
            let july = try #require(try await world.only("2025-07")).snapshot
            #expect(july.lines.map(\.isCorrection) == [false, true])
            #expect(july.lines[1].net.minor == Int64(minor) && july.lines[1].sessionCount == 1)
            #expect(july.lines[1].energy == .zero)
            #expect(july.total.minor == 1_000 + Int64(minor))
            let june = try #require(try await world.only("2025-06")).summary
            let id = try #require(try await world.credits("2025-07").first?.id)
            let lines = try await world.database.read(world.scope) { try await Credits.lines(world.scope, id, in: $0) }
            let corrected = CreditReference(number: june.number, issuedOn: june.issuedOn)
            #expect(lines.map(\.corrects) == [nil, corrected, nil])
            let groups = try await world.database.read(world.scope) {
                try await Credits.groups(world.scope, id, in: $0)
            }
            #expect(groups.map(\.entryCount) == [1, 2] && groups.map(\.corrects) == ["", june.number])
            #expect(groups.map(\.tariff) == ["spot + 0.02", "spot + 0.02"])
            #expect(try await world.close("2025-08").issued == 0)
            #expect(try await world.differences() == [])
        }
    }

    @Test(arguments: ["held", "waiting", "excluded", "no_contract"])
    func `a credited line that is no longer priced is taken back in full`(state: String) async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour")
            let session = try await host.session("2025-06", "5", wh: 2_000)
            try await world.close("2025-06")
            try await host.correct(session, version: 2, "2025-06", nil, state: state)
            try await world.close("2025-07")
            let july = try #require(try await world.only("2025-07")).snapshot
            #expect(july.net.minor == -500 && july.vatAmount.minor == -105 && july.total.minor == -605)
            #expect(july.energy == Energy(wh: -2_000))
            #expect(try await world.balances() == [host.id: 0])
            try await host.correct(session, version: 3, "2025-06", "6")
            try await world.close("2025-08")
            #expect(try await world.balances() == [host.id: 726])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `the journal says what is credited, and what the next close corrects`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour")
            let session = try await host.session("2025-06", "5")
            #expect(try await world.standings() == [.priced])
            try await world.close("2025-06")
            #expect(try await world.standings() == [.credited])
            try await host.correct(session, version: 2, "2025-06", "5.00")
            #expect(try await world.standings() == [.credited])
            try await host.correct(session, version: 3, "2025-06", "6")
            #expect(try await world.standings() == [.correction])
            let due = try await world.database.read(world.scope) {
                try await Credits.correctionsDue(world.scope, BillingWorld.month("2025-06"), in: $0)
            }
            #expect(due == 1)
            try await world.close("2025-07")
            #expect(try await world.standings() == [.credited])
            try await host.correct(session, version: 4, "2025-06", nil, state: "waiting")
            #expect(try await world.standings() == [.correction])
        }
    }

    @Test func `a version that changes no figure is no reason for a document`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour")
            let session = try await host.session("2025-06", "5")
            try await world.close("2025-06")
            try await host.correct(session, version: 2, "2025-06", "5.00")
            #expect(try await world.close("2025-07").issued == 0)
            try await host.correct(session, version: 3, "2025-06", "6")
            #expect(try await world.close("2025-07").issued == 1)
            #expect(try await world.balances() == [host.id: 726])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `a corrected tariff takes back under the old name and credits under the new one`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour", .person)
            let session = try await host.session("2025-06", "5", tariff: "a")
            try await world.close("2025-06")
            try await host.correct(session, version: 2, "2025-06", "5", tariff: "b")
            try await world.close("2025-07")
            let july = try #require(try await world.only("2025-07")).snapshot
            #expect(july.lines.map(\.tariff) == ["a", "b"] && july.lines.map(\.net.minor) == [-500, 500])
            #expect(july.sessionCount == 1 && july.total.isZero)
            #expect(try await world.differences() == [])
        }
    }

    @Test func `a session that belongs to another host is taken back from one and credited to the other`() async throws
    {
        try await BillingWorld.lease { world in
            let first = try await world.host("First", .person)
            let second = try await world.host("Second", .person)
            let session = try await first.session("2025-06", "5")
            try await world.close("2025-06")
            try await first.correct(session, version: 2, "2025-06", "5", to: second)
            let july = try await world.close("2025-07")
            #expect(july.issued == 2)
            #expect(try await world.balances() == [first.id: 0, second.id: 500])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `a negative month is booked the other way round`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour")
            try await host.session("2025-06", "-3.21")
            try await world.close("2025-06")
            let credit = try #require(try await world.only("2025-06")).snapshot
            #expect(credit.net.minor == -321 && credit.vatAmount.minor == -67)
            #expect(try await world.balances() == [host.id: -388])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `a mark that changed since it was read is not overwritten`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour")
            let session = try await host.session("2025-06")
            try await world.close("2025-06")
            let stale = CreditMark(session: session, now: nil, next: LineID(1))
            let marked = try await world.database.write(world.scope) { tx in
                try await tx.run(MarkCredited(operatorID: world.operatorID, marks: [stale]))
            }
            #expect(marked == 0)
        }
    }

    @Test func `while lines are corrected, closes at the same time never credit twice`() async throws {
        try await BillingWorld.lease(connections: 12) { world in
            let host = try await world.host("Harbour", .person)
            let other = try await world.host("Other", .person)
            var sessions: [SessionID] = []
            for _ in 0..<20 { sessions.append(try await host.session("2025-01", "1")) }
            let ids = sessions
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for version in 2...6 {
                        for session in ids {
                            try await host.correct(
                                session,
                                version: version,
                                "2025-01",
                                "1.\(version)",
                                to: version % 2 == 0 ? host : other
                            )
                        }
                    }
                }
                for month in 1...9 { group.addTask { try await world.close("2025-0\(month)") } }
                try await group.waitForAll()
            }
            for month in 10...12 { try await world.close("2025-\(month)") }
            let balances = try await world.balances()
            #expect(balances[host.id] == 20 * 160 && (balances[other.id] ?? 0) == 0)
            #expect(try await world.differences() == [])
        }
    }
}

extension BillingWorld {
    /// How far the lines of the journal are.
    fileprivate func standings() async throws -> [JournalStanding] {
        try await database.read(scope) { tx in
            try await Journal.list(scope, ListRequest(sort: .stopped), JournalFilter(), in: tx).rows.map(\.standing)
        }
    }
}
