import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

/// Whatever changes the price of a moment reaches every line that rests on it.
struct PriceCorrectionTests {
    @Test func `a price that only the other way of pricing needs completes the line`() async throws {
        try await PriceWorld.lease { prices in
            try await prices.record([("10:00", 15, 50)])
            let session = try await prices.charge(from: "10:00", until: "10:30")
            let line = try await prices.line(session)
            #expect(line.amount == exact("0.61") && line.otherAmount == nil)

            let result = try await prices.record([("10:15", 15, 70)])
            #expect(result.added == 1 && result.sessionsToRate == 1)
            // Half of 10 kWh at 0.05, half at 0.07, 2 % and a cent a kWh more.
            #expect(try await prices.line(session).otherAmount == exact("0.712"))
            #expect(try await prices.differences() == [])
        }
    }

    @Test func `quarter hours correct the hour that was known, and the hour the quarter hours`() async throws {
        try await PriceWorld.lease { prices in
            try await prices.record([("10:00", 60, 50)])
            let session = try await prices.charge(from: "10:15", until: "10:45")
            #expect(try await prices.line(session).amount == exact("0.61"))

            let finer = try await prices.record([("10:15", 15, 100), ("10:30", 15, 200)])
            #expect(finer.corrected == 2 && finer.added == 0 && finer.sessionsToRate == 1)
            #expect(try await prices.line(session).amount == exact("1.12"))
            #expect(try await prices.line(session).otherAmount == exact("1.63"))

            let coarser = try await prices.record([("10:00", 60, 50)])
            #expect(coarser.corrected == 1 && coarser.unchanged == 0 && coarser.sessionsToRate == 1)
            #expect(try await prices.line(session).amount == exact("0.61"))
            #expect(try await prices.line(session).otherAmount == exact("0.61"))
            #expect(try await prices.differences() == [])
        }
    }

    @Test func `what is recorded later holds, even when the clock is put back`() async throws {
        try await PriceWorld.lease { prices in
            try await prices.record([("10:00", 15, 50)], at: "2025-06-09T12:00:00Z")
            let session = try await prices.charge(from: "10:00", until: "10:10")
            let result = try await prices.record([("10:00", 15, 90)], at: "2025-06-09T11:00:00Z")
            #expect(result.corrected == 1)
            #expect(try await prices.line(session).amount == exact("1.018"))
            #expect(try await prices.differences() == [])
        }
    }

    @Test func `a file that comes again does not undo what came after it, and says so`() async throws {
        try await PriceWorld.lease { prices in
            try await prices.record([("10:00", 60, 50), ("11:00", 60, 50)], file: "first")
            try await prices.record([("10:15", 15, 90)], file: "second")
            let again = try await prices.record([("10:00", 60, 50), ("11:00", 60, 50)], file: "first")
            #expect(again.isKnownFile && again.superseded == 1 && again.unchanged == 1)
            #expect(again.corrected == 0 && again.sessionsToRate == 0)
            #expect(try await prices.price(at: "10:15") == IndexPrice(microPerMWh: 90_000_000))
        }
    }

    @Test func `lines that do not rest on the zone or the time stay as they are`() async throws {
        try await PriceWorld.lease { prices in
            try await prices.record([("10:00", 60, 50)])
            let session = try await prices.charge(from: "10:00", until: "11:00")
            try await prices.world.charge(
                prices.world.voltaria,
                at: "VOL-002",
                from: "2025-06-10T10:00:00Z",
                until: "2025-06-10T11:00:00Z",
                wh: 8_000
            )
            #expect(try await prices.record([("10:00", 15, 1)], zone: "BE").sessionsToRate == 0)
            #expect(try await prices.record([("11:15", 15, 1)]).sessionsToRate == 0)
            #expect(try await prices.record([("10:45", 15, 1)]).sessionsToRate == 1)
            #expect(try await prices.line(session).version == 2)
        }
    }

    @Test func `a credited line keeps its document; the next month credits the difference`() async throws {
        try await PriceWorld.lease { prices in
            try await prices.record([("10:00", 60, 50)])
            let session = try await prices.charge(from: "10:15", until: "10:45")
            let closed = try await prices.close("2025-06")
            #expect(closed.issued == 1)
            #expect(try await prices.totals(closed) == [61])

            try await prices.record([("10:15", 15, 100)], at: "2025-07-02T12:00:00Z")
            #expect(try await prices.line(session).amount == exact("1.12"))
            #expect(try await prices.totals(closed) == [61])
            #expect(try await prices.totals(try await prices.close("2025-07")) == [51])
            #expect(try await prices.differences() == [])
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `after any documents in any order, the newest interval holds and every line follows`(seed: UInt64) async throws
    {
        try await PriceWorld.lease { prices in
            var random = SeededGenerator(seed: seed)
            for (from, until) in [("08:05", "09:50"), ("10:10", "12:35"), ("12:40", "13:58")] {
                try await prices.charge(from: from, until: until)
                try await prices.charge(from: from, until: until, isPerInterval: true)
            }
            var expected: [Timestamp: PriceToRecord] = [:]
            for step in 0..<12 {
                let document = PriceWorld.document(&random)
                try await prices.record(
                    PriceWorld.document(&random),
                    currency: .gbp,
                    file: "foreign \(step)",
                    at: PriceWorld.moment(&random)
                )
                let changes = document.count { price in price.quarters.contains { expected[$0] != price } }
                for price in document { for quarter in price.quarters { expected[quarter] = price } }
                let result = try await prices.record(document, file: "\(step)", at: PriceWorld.moment(&random))
                #expect(result.added + result.corrected == changes, "seed \(seed), step \(step)")
                #expect(result.unchanged == document.count - changes, "seed \(seed), step \(step)")
                for (quarter, price) in expected {
                    #expect(
                        try await prices.price(at: quarter) == price.price,
                        "seed \(seed), step \(step), \(quarter)"
                    )
                }
                #expect(try await prices.differences() == [], "seed \(seed), step \(step)")
            }
        }
    }
}
