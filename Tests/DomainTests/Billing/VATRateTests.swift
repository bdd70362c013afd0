import Domain
import Postgres
import TestSupport
import Testing
import Values

struct VATRateTests {
    private static func rate(_ text: String) throws -> VATRate {
        let parts = text.split(separator: " ")
        return VATRate(
            country: String(parts[0]),
            validFrom: BillingWorld.day(String(parts[1])),
            hundredthsPercent: try #require(Int(parts[2])),
            isOwn: parts.count > 3
        )
    }

    /// The rates in the order they were recorded, a country with a day, and what holds.
    static let table: [(rates: [String], asked: String, holds: Int?)] = [
        (["NL 2012-10-01 2100"], "NL 2012-10-01", 2_100),
        (["NL 2012-10-01 2100"], "NL 2012-09-30", nil),
        (["NL 2012-10-01 2100"], "BE 2026-01-01", nil),
        (["NL 2026-01-01 2200", "NL 2012-10-01 2100"], "NL 2025-12-31", 2_100),
        (["NL 2026-01-01 2200", "NL 2012-10-01 2100"], "NL 2026-01-01", 2_200),
        (["NL 2026-01-01 2200", "NL 2026-01-01 2300"], "NL 2026-06-01", 2_300),
        (["NL 2026-01-01 2500 own", "NL 2026-01-01 2300"], "NL 2026-06-01", 2_500),
        (["NL 2026-01-01 2500 own", "NL 2027-01-01 2300"], "NL 2027-06-01", 2_300),
    ]

    @Test(arguments: 0..<table.count)
    func `the rate that began last holds, of one day the operator's own, else the newest`(number: Int) throws {
        let (rates, asked, holds) = Self.table[number]
        let parts = asked.split(separator: " ")
        let book = VATRates(try rates.map(Self.rate))
        #expect(book.rate(in: String(parts[0]), on: BillingWorld.day(String(parts[1]))) == holds)
        let replaced = book.all.filter { book.isReplaced($0) }.count
        #expect(replaced == rates.count - Set(rates.map { $0.prefix(13) }).count)
    }

    @Test(arguments: ["21": 2_100, "25.5": 2_550, "8.10": 810, "0": 0, "100": 10_000] as [String: Int?])
    func `a percentage becomes hundredths`(text: String, hundredths: Int?) throws {
        #expect(VATRateDraft.hundredths(of: try #require(Exact(text))) == hundredths)
    }

    @Test(arguments: ["-1", "100.01", "21.005"])
    func `what is no percentage of two decimals is no rate`(text: String) throws {
        #expect(VATRateDraft.hundredths(of: try #require(Exact(text))) == nil)
    }

    @Test func `the installation has a rate for every country of the list, each with its source`() async throws {
        try await BillingWorld.lease { world in
            let rates = try await world.database.read(.system) { try await VATRateBook.supplied(.system, in: $0) }
            let today = BillingWorld.day("2026-11-24")
            let listed: [String: Int] = [
                "NL": 2_100, "BE": 2_100, "FR": 2_000, "DE": 1_900, "LU": 1_700, "AT": 2_000, "ES": 2_100, "IT": 2_200,
                "PL": 2_300, "CZ": 2_100, "DK": 2_500, "SE": 2_500, "FI": 2_550, "IE": 2_300, "PT": 2_300, "CH": 810,
                "NO": 2_500, "GB": 2_000,
            ]
            for (country, rate) in listed { #expect(rates.rate(in: country, on: today) == rate, "\(country)") }
            #expect(rates.all.count == listed.count && rates.all.allSatisfy { !$0.source.isEmpty && !$0.isOwn })
            #expect(rates.all.filter { !$0.isStartKnown }.count == 12)
            #expect(rates.rate(in: "ES", on: BillingWorld.day("2025-12-31")) == nil)
        }
    }

    @Test func `a missing rate blocks with country and day, and an added one makes the credit`() async throws {
        try await BillingWorld.lease { world in
            try await world.run(MoveOperator(operatorID: world.operatorID, country: "ES"))
            let host = try await world.host("Puerto", .init(country: "ES", vatID: "ESA12345678"))
            try await host.session("2025-06", "100")
            let missing = VATRateMissing(country: "ES", day: BillingWorld.day("2025-06-30"))
            let result = try await world.close("2025-06")
            #expect(result.issued == 0 && result.blocked.map(\.finding) == [.rateMissing(missing)])
            #expect(missing.reason.contains("ES") && missing.reason.contains("2025-06-30"))
            let listed = try await world.blocked("2025-06")
            #expect(listed.map(\.finding) == [.rateMissing(missing)] && listed.map(\.contractName) == ["Puerto"])
            #expect(try await world.overview("2025-06")?.blocked == 1)

            let draft = VATRateDraft(
                country: "ES",
                validFrom: BillingWorld.day("2012-09-01"),
                hundredthsPercent: 2_100,
                source: "Ley 37/1992, art. 90"
            )
            let admin = Scope.user(world.finance, role: .operatorAdmin, of: world.operatorID)
            let now = Timestamp(seconds: 9)
            try await world.database.write(admin) { try await VATRateBook.add(admin, draft, at: now, in: $0) }
            #expect(try await world.close("2025-06").issued == 1)
            #expect(try await world.credits("2025-06").map(\.vat.minor) == [2_100])
            #expect(try await world.blocked("2025-06").isEmpty)
            #expect(try await world.overview("2025-06")?.end?.state == .closed)

            await #expect(throws: VATRateRejection.alreadyKnown) {
                try await world.database.write(admin) { try await VATRateBook.add(admin, draft, at: now, in: $0) }
            }
            await #expect(throws: NotPermitted.self) {
                try await world.database.write(world.scope) {
                    try await VATRateBook.add(world.scope, draft, at: now, in: $0)
                }
            }
        }
    }

    @Test func `a rate added later changes no document that is there, and no other operator's`() async throws {
        try await BillingWorld.lease { world in
            try await world.host("Harbour").session("2025-06", "100")
            try await world.close("2025-06")
            let before = try await world.only("2025-06")
            let draft = VATRateDraft(
                country: "NL",
                validFrom: BillingWorld.day("2025-01-01"),
                hundredthsPercent: 900,
                source: "test"
            )
            let admin = Scope.user(world.finance, role: .operatorAdmin, of: world.operatorID)
            try await world.database.write(admin) {
                try await VATRateBook.add(admin, draft, at: Timestamp(seconds: 9), in: $0)
            }
            #expect(try await world.only("2025-06") == before)
            #expect(try await world.differences() == [])
            let other = try await BillingWorld.make("OTHER", on: world.test)
            let rates = try await world.database.read(other.scope) { try await VATRateBook.rates(other.scope, in: $0) }
            #expect(rates.rate(in: "NL", on: BillingWorld.day("2025-06-30")) == 2_100)
        }
    }

    @Test func `what is taken back goes with the rate it was credited with`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour")
            let session = try await host.session("2025-06", "100")
            try await world.close("2025-06")
            try await world.run(NewRate(from: BillingWorld.day("2025-06-01")))
            try await host.correct(session, version: 2, "2025-06", "50")
            try await world.close("2025-07")
            let document = try #require(try await world.only("2025-07")).snapshot
            #expect(document.vatTotals.map(\.rate) == [2_100, 2_200])
            #expect(document.vatTotals.map(\.net.minor) == [-10_000, 5_000])
            #expect(document.vatTotals.map(\.vat.minor) == [-2_100, 1_100])
            #expect(try await world.differences() == [])
        }
    }

    @Test func `sessions that a later month took along are blocked no more`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Open", .init(vatID: ""))
            try await host.session("2025-06", "10")
            try await world.close("2025-06")
            #expect(try await world.blocked("2025-06").count == 1)
            try await world.run(GiveVATID(id: host.id))
            #expect(try await world.close("2025-07").issued == 1)
            #expect(try await world.blocked("2025-06").isEmpty)
            #expect(try await world.overview("2025-06")?.blocked == 0)
        }
    }
}
