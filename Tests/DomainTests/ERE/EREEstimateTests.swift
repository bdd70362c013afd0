import Domain
import TestSupport
import Testing
import Values

struct EREEstimateTests {
    private func terms(
        kWh: String = "3000",
        _ price: EREPrice = .perKWh(Exact(mantissa: 1, scale: 1)),
        fee: String = "20"
    ) throws -> ERETerms {
        ERETerms(
            kWhPerCharger: try #require(Exact(kWh)),
            price: price,
            feePercent: try #require(Exact(fee)),
            factors: try EREFactorTests.factors(share: "0.505")
        )
    }

    @Test func `five hundred chargers bring 150,000 euro gross and 120,000 after the fee`() throws {
        let estimate = try EREEstimate(chargers: 500, terms())
        let amounts = try estimate.amounts(.eur)
        #expect(amounts.gross == Money(minor: 15_000_000, .eur))
        #expect(amounts.fee == Money(minor: 3_000_000, .eur))
        #expect(amounts.net == Money(minor: 12_000_000, .eur))
        #expect(estimate.kWh == Exact(1_500_000) && estimate.units == Exact(499_041))
        #expect(try terms().pricePerUnit().description == "0.3006")
        #expect(try terms() == ERETerms.usual(terms().factors))
    }

    @Test func `a price per unit is a price per kilowatt-hour by the factors`() throws {
        let terms = try terms(.perUnit(try #require(Exact("0.485"))))
        #expect(try terms.pricePerKWh().description == "0.16135659")
        #expect(try EREEstimate(chargers: 1, terms).gross == terms.pricePerKWh() * Exact(3_000))
        #expect(try terms.pricePerUnit().description == "0.485")
    }

    @Test(arguments: Seeds.some(200))
    func `parts add up to the whole, and what is shown adds up`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        func random(_ most: Int64, scale: Int) -> Exact {
            Exact(mantissa: Int128(Int64.random(in: 0...most, using: &generator)), scale: scale)
        }
        let price = random(10_000_000, scale: 6)
        let terms = ERETerms(
            kWhPerCharger: random(1_000_000_000, scale: 3),
            price: Bool.random(using: &generator) ? .perKWh(price) : .perUnit(price),
            feePercent: random(10_000, scale: 2),
            factors: try EREFactorTests.factors(share: "0.505")
        )
        let counts = (0..<5).map { _ in Int64.random(in: 0...200_000, using: &generator) }
        var sum = EREEstimate.zero
        for count in counts { sum = try sum + EREEstimate(chargers: count, terms) }
        #expect(try sum == EREEstimate(chargers: counts.reduce(0, +), terms), "seed \(seed)")
        let amounts = try sum.amounts(.eur)
        #expect(try amounts.fee + amounts.net == amounts.gross, "seed \(seed)")
        #expect(!amounts.net.isNegative, "seed \(seed)")
    }

    @Test func `the largest estimate that can be asked for fits`() throws {
        for price in [EREPrice.perKWh(ERETerms.highestPrice), .perUnit(try #require(Exact("9.999999")))] {
            let terms = ERETerms(
                kWhPerCharger: try ERETerms.mostKWh - Exact(mantissa: 1, scale: ERETerms.kWhDecimals),
                price: price,
                feePercent: try #require(Exact("99.99")),
                factors: try EREFactorTests.factors(share: "0.505001")
            )
            let amounts = try EREEstimate(chargers: ERETerms.mostChargers, terms).amounts(.eur)
            #expect(!amounts.net.isNegative)
        }
    }
}
