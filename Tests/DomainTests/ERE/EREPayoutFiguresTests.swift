import TestSupport
import Testing
import Values

@testable import Domain

/// What is kept of revenue, and that nothing of it is lost.
struct EREPayoutFiguresTests {
    private static let quarter = EREQuarter(year: 2026, number: 3) ?? .sample

    private static func share(
        _ position: Int,
        _ gross: Int64,
        trade: Int64 = 1,
        _ quarter: EREQuarter? = nil
    ) -> EREPayoutShare {
        EREPayoutShare(
            trade: ERETradeID(trade),
            position: position,
            customer: CustomerID(1),
            ean: "87168590000000000\(position)",
            quarter: quarter ?? Self.quarter,
            booking: EREBookingID(Int64(position)),
            units: 1,
            gross: gross
        )
    }

    private static func rate(
        _ fee: String,
        margin: String = "0",
        own: String? = nil,
        referrals: Int = 0,
        rules: EREPayoutRules = .usual
    ) throws -> EREPayoutRate {
        try EREPayoutRate(
            agreed: try #require(Exact(fee)),
            own: own.flatMap { Exact($0) }.map { EREPayoutRate.Own(id: 1, percent: $0) },
            referrals: referrals,
            margin: try #require(Exact(margin)),
            rules
        )
    }

    @Test func `fee and margin are rounded once, on what all shares of a quarter bring`() throws {
        // 3 × 0.03 = 0.09: 20 % is 0.018, 0.02; each share alone would give 0.01.
        let shares = [Self.share(1, 3), Self.share(2, 3), Self.share(3, 3)]
        let figures = try EREPayoutFigures.make(shares) { _ in try Self.rate("20", margin: "5") }
        #expect(figures.gross == 9 && figures.fee == 2 && figures.margin == 0 && figures.net == 7)
        #expect(figures.lines.map(\.fee) == [1, 1, 0])
    }

    @Test func `the example of the portfolio`() throws {
        let figures = try EREPayoutFigures.make([Self.share(1, 15_000_000)]) { _ in try Self.rate("20") }
        #expect(figures.net == 12_000_000)
    }

    @Test(
        arguments: [
            ("20", nil, 0, "20"), ("20", nil, 3, "17"), ("20", nil, 10, "10"), ("20", nil, 11, "10"),
            ("8", nil, 2, "8"),
            ("20", "12.5", 9, "12.5"), ("20", "0", 0, "0"), ("20", "30", 5, "30"),
        ] as [(String, String?, Int, String)]
    )
    func `a customer's own fee holds, otherwise those whom it brought lower the agreed one to the floor`(
        agreed: String,
        own: String?,
        referrals: Int,
        expected: String
    ) throws {
        let rate = try Self.rate(agreed, own: own, referrals: referrals)
        #expect(rate.fee == Exact(expected))
    }

    @Test(arguments: Seeds.some(200))
    func `nothing is lost or paid twice, whatever the shares and rates`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let most: Int64 = seed.isMultiple(of: 2) ? 5 : 5_000_000
        let shares = (1...Int.random(in: 1...9, using: &random)).map { position in
            Self.share(
                position,
                Int64.random(in: 0...most, using: &random),
                trade: Int64.random(in: 1...3, using: &random),
                EREQuarter(year: 2026, number: Int.random(in: 1...4, using: &random))
            )
        }
        let fee = Exact(mantissa: Int128(Int64.random(in: 0...5_000, using: &random)), scale: 2)
        let margin = Exact(mantissa: Int128(Int64.random(in: 0...5_000, using: &random)), scale: 2)
        let rate = try EREPayoutRate(agreed: fee, own: nil, referrals: 0, margin: margin, .usual)
        let figures = try EREPayoutFigures.make(shares) { _ in rate }
        #expect(figures.gross == shares.reduce(0) { $0 + $1.gross }, "seed \(seed)")
        #expect(figures.net == figures.lines.reduce(0) { $0 + $1.net }, "seed \(seed)")
        #expect(figures.fee == figures.lines.reduce(0) { $0 + $1.fee }, "seed \(seed)")
        #expect(figures.lines.allSatisfy { $0.fee >= 0 && $0.margin >= 0 && $0.net >= 0 }, "seed \(seed)")
        #expect(Set(figures.lines.map(\.share)) == Set(shares), "seed \(seed)")
        let again = try EREPayoutFigures.make(shares.shuffled(using: &random)) { _ in rate }
        #expect(again == figures, "seed \(seed)")
    }

    @Test(arguments: [(0, 0), (12_100, 2_100), (100, 17), (1, 0), (3, 1)] as [(Int64, Int64)])
    func `the VAT in a fee is what it contains`(fee: Int64, vat: Int64) throws {
        let found = try EREPayoutMaker.contained(in: fee, rate: 2_100)
        #expect(found == vat)
        #expect(try EREPayoutMaker.contained(in: fee, rate: 0) == 0)
    }
}
