import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

struct PriceDayTests {
    private let amsterdam = Zone.named("Europe/Amsterdam") ?? .utc

    @Test func `a day of a zone that changes its clock has as many quarter hours as it lasts`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            try await world.recordPrices(from: "2025-03-01T00:00:00Z", until: "2025-04-02T00:00:00Z")
            try await world.recordPrices(from: "2025-10-20T00:00:00Z", until: "2025-10-26T01:00:00Z")
            try await world.recordPrices(from: "2025-10-26T02:00:00Z", until: "2025-11-03T00:00:00Z")
            let (march, october) = try await database.read(.system) { tx in
                let dutch = try await Prices.find("NL", tx: tx)
                let march = try await Prices.days(of: month("2025-03"), dutch, in: amsterdam, tx: tx)
                return (march, try await Prices.days(of: month("2025-10"), dutch, in: amsterdam, tx: tx))
            }

            #expect(march.count == 31)
            #expect(march[29].quarterHours == 92 && march[29].quarterHoursExpected == 92)
            #expect(march[28].quarterHours == 96 && march[28].quarterHoursExpected == 96)
            #expect(october[25].quarterHours == 96 && october[25].quarterHoursExpected == 100)
            #expect(october[0].quarterHours == 0 && october[0].mean == nil)
        }
    }

    @Test func `a day shows its prices and names its gaps`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            try await world.recordPrices(from: "2025-10-25T22:00:00Z", until: "2025-10-26T01:00:00Z")
            try await world.recordPrices(from: "2025-10-26T02:00:00Z", until: "2025-10-26T23:00:00Z")
            let found = try await database.read(.system) {
                try await Prices.day(day("2025-10-26"), of: "NL", in: amsterdam, tx: $0)
            }

            #expect(found.spans.known.count == 96)
            #expect(found.spans.gaps.map(\.from) == [moment("2025-10-26T01:00:00Z")])
            #expect(found.spans.gaps.map(\.until) == [moment("2025-10-26T02:00:00Z")])
            #expect(found.currency == .eur)
        }
    }

    @Test func `lowest, highest and mean are those of the quarter hours`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            try await world.recordPrices(from: "2025-06-09T22:00:00Z", until: "2025-06-10T22:00:00Z") { quarter in
                quarter == moment("2025-06-10T12:00:00Z") ? -350_000_000 : 10_000_000
            }
            let days = try await database.read(.system) { tx in
                try await Prices.days(of: month("2025-06"), try await Prices.find("NL", tx: tx), in: amsterdam, tx: tx)
            }

            #expect(days[9].lowest == IndexPrice(microPerMWh: -350_000_000))
            #expect(days[9].highest == IndexPrice(microPerMWh: 10_000_000))
            // (95 × 10 − 350) ÷ 96.
            #expect(days[9].mean == exact("6.25"))
        }
    }

    @Test func `a corrected price is a new version; both stay to be seen`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            try await world.recordPrices(from: "2025-06-10T10:00:00Z", until: "2025-06-10T11:00:00Z")
            try await world.recordPrices(
                from: "2025-06-10T10:15:00Z",
                until: "2025-06-10T10:30:00Z",
                file: "corrected.csv",
                at: "2025-06-11T00:00:00Z"
            ) { _ in 1_000_000 }
            let found = try await database.read(.system) {
                try await Prices.day(day("2025-06-10"), of: "NL", in: amsterdam, tx: $0)
            }
            let versions = try await database.read(.system) {
                try await Prices.versions(of: "NL", at: moment("2025-06-10T10:15:00Z"), tx: $0)
            }

            #expect(found.spans.known[1].price.price == IndexPrice(microPerMWh: 1_000_000))
            #expect(versions.map(\.price.version) == [2, 1])
            #expect(versions.map(\.fileName) == ["corrected.csv", "prices.csv"])
        }
    }

    @Test func `an hour's price holds for its four quarter hours unless a later one covers them`() {
        let hour = DatedPrice(
            start: moment("2025-06-10T10:00:00Z"),
            minutes: 60,
            price: IndexPrice(microPerMWh: 1),
            currency: .eur,
            version: 1,
            recordedAt: moment("2025-06-01T00:00:00Z")
        )
        let quarter = DatedPrice(
            start: moment("2025-06-10T10:15:00Z"),
            minutes: 15,
            price: IndexPrice(microPerMWh: 2),
            currency: .eur,
            version: 1,
            recordedAt: moment("2025-06-02T00:00:00Z")
        )
        let spans = PriceSpans(
            ZonePrices([quarter, hour]),
            from: moment("2025-06-10T09:50:00Z"),
            until: moment("2025-06-10T11:20:00Z")
        )

        #expect(spans.known.map(\.price) == [hour, quarter, hour])
        #expect(
            spans.known.map(\.until) == [
                quarter.start, quarter.start.adding(seconds: 900), moment("2025-06-10T11:00:00Z"),
            ]
        )
        #expect(spans.gaps.map(\.until) == [hour.start, moment("2025-06-10T11:20:00Z")])
    }

    @Test func `zones are those with prices, each with its span`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            #expect(try await database.read(.system) { try await Prices.zones(tx: $0) } == [])
            try await world.recordPrices(from: "2025-06-10T10:00:00Z", until: "2025-06-10T11:00:00Z")
            let belgian = PriceImport(
                zone: "BE",
                fileName: "be.csv",
                sha256: [1],
                format: "csv",
                currency: .eur,
                prices: [
                    PriceToRecord(start: moment("2025-06-10T10:00:00Z"), minutes: 60, price: IndexPrice(microPerMWh: 1))
                ]
            )
            _ = try await Prices(database: database).record(belgian, at: moment("2025-06-09T00:00:00Z"))
            let zones = try await database.read(.system) { try await Prices.zones(tx: $0) }

            #expect(zones.map(\.zone) == ["BE", "NL"])
            #expect(zones[1].first == moment("2025-06-10T10:00:00Z") && zones[1].last == moment("2025-06-10T10:45:00Z"))
            await #expect(throws: NotFound("bidding zone")) {
                _ = try await database.read(.system) {
                    try await Prices.day(day("2025-06-10"), of: "FR", in: amsterdam, tx: $0)
                }
            }
        }
    }
}
