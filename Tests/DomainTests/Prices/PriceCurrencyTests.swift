import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

/// A price is used by lines of its own currency and by no others.
struct PriceCurrencyTests {
    private func waiting(_ prices: PriceWorld) async throws -> [ExceptionEntry] {
        let admin = prices.world.voltaria.admin
        return try await prices.world.database.read(admin) {
            let now = moment("2025-06-12T00:00:00Z")
            return try await Exceptions.list(admin, ListRequest(sort: .since), at: now, in: $0).rows
        }
    }

    private func counts(_ prices: PriceWorld) async throws -> [ExceptionKind: Int] {
        let admin = prices.world.voltaria.admin
        let now = moment("2025-06-12T00:00:00Z")
        return try await prices.world.database.read(admin) { try await Exceptions.counts(admin, at: now, in: $0) }
    }

    @Test func `a price in another currency makes the line wait and say why`() async throws {
        try await PriceWorld.lease { prices in
            let session = try await prices.charge(from: "10:00", until: "10:10")
            #expect(try await waiting(prices).map(\.kind) == [.priceMissing])

            let result = try await prices.record([("10:00", 60, 50)], currency: .gbp)
            #expect(result.added == 1 && result.contractsInOtherCurrencies == 2)
            let line = try await prices.line(session)
            #expect(line.state == .waiting && line.amount == nil && line.detail.otherCurrencies == [.gbp])
            let listed = try await waiting(prices)
            #expect(listed.map(\.kind) == [.priceCurrency])
            #expect(listed.first?.otherCurrencies == [.gbp] && listed.first?.currency == .eur)
            let counts = try await counts(prices)
            #expect(counts[.priceCurrency] == 1 && counts[.priceMissing] == nil)
            #expect(try await prices.differences() == [])

            let own = try await prices.record([("10:00", 60, 60)])
            #expect(own.added == 1 && own.contractsInOtherCurrencies == 0)
            #expect(try await prices.line(session).amount == exact("0.712"))
            #expect(try await waiting(prices).isEmpty)
            #expect(try await prices.differences() == [])
        }
    }

    @Test func `two currencies of a zone are two series, each with versions of its own`() async throws {
        try await PriceWorld.lease { prices in
            try await prices.record([("10:00", 60, 50)])
            let session = try await prices.charge(from: "10:00", until: "10:10")
            let foreign = try await prices.record([("10:00", 60, 40)], currency: .gbp)
            #expect(foreign.added == 1 && foreign.corrected == 0)
            #expect(try await prices.line(session).version == 1)
            #expect(try await prices.record([("10:00", 60, 40)], currency: .gbp).unchanged == 1)
            let (zones, versions, pounds) = try await prices.world.database.read(.system) { tx in
                (
                    try await Prices.zones(tx: tx),
                    try await Prices.versions(of: "NL", at: PriceWorld.at("10:20"), tx: tx),
                    try await Prices.day(day("2025-06-10"), of: "NL", preferring: .gbp, in: .utc, tx: tx)
                )
            }
            #expect(zones.map(\.currency) == [.eur, .gbp])
            #expect(versions.map(\.price.currency) == [.gbp, .eur] && versions.map(\.price.version) == [1, 1])
            #expect(pounds.currency == .gbp)
            #expect(pounds.spans.known.map(\.price.price) == [IndexPrice(microPerMWh: 40_000_000)])
            #expect(try await prices.differences() == [])
        }
    }

    @Test func `what a waiting line knows of other currencies survives storage`() {
        var detail = LineDetail(missing: [PriceWorld.at("10:00")])
        detail.otherCurrencies = [.chf, .gbp]
        #expect(LineDetail(json: detail.json, currency: .eur) == detail)
    }
}
