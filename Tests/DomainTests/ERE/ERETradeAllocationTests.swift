import TestSupport
import Testing
import Values

@testable import Domain

/// Sharing out whole units and whole cents.
struct ERETradeAllocationTests {
    @Test(arguments: Seeds.some(200))
    func `shares add up, are within one of their proportion, and do not depend on order`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...60, using: &generator)
        let most: Int64 = seed.isMultiple(of: 3) ? 3 : 1_000_000_000_000
        let weights = (0..<count).map { _ in Int64.random(in: 0...most, using: &generator) } + [1]
        let total = Int64.random(in: 0...(seed.isMultiple(of: 2) ? 50 : .max / 2), using: &generator)
        let keys = Array(weights.indices)
        let shares = LargestRemainder.split(total, by: weights, keys: keys)
        let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
        #expect(shares.reduce(Int128(0)) { $0 + Int128($1) } == Int128(total), "seed \(seed)")
        for (share, weight) in zip(shares, weights) {
            // |share − total × weight ÷ sum| < 1, without division.
            let off = Int128(share) * sum - Int128(total) * Int128(weight)
            #expect(
                share >= 0 && off.magnitude < sum.magnitude && (weight > 0 || share == 0),
                "seed \(seed)"
            )
        }
        let order = keys.shuffled(using: &generator)
        let shuffled = LargestRemainder.split(total, by: order.map { weights[$0] }, keys: order)
        #expect(shuffled == order.map { shares[$0] }, "seed \(seed)")
    }

    @Test func `of equal remainders the smaller key gets what is left`() {
        #expect(LargestRemainder.split(10, by: [1, 1, 1], keys: ["b", "a", "c"]) == [3, 4, 3])
        #expect(LargestRemainder.split(11, by: [1, 1, 1], keys: ["b", "a", "c"]) == [4, 4, 3])
        #expect(LargestRemainder.split(7, by: [1, 2, 3], keys: [1, 2, 3]) == [1, 2, 4])
        #expect(LargestRemainder.split(0, by: [0, 0], keys: [1, 2]) == [0, 0])
    }

    private static func line(
        _ id: Int64,
        _ quarter: String,
        credited: Int64,
        sold: Int64 = 0
    ) throws
        -> EREStockLine
    {
        EREStockLine(
            booking: EREBookingID(id),
            customer: CustomerID(id % 7),
            ean: "87168590000000\(1_000 + id % 40)",
            quarter: try #require(EREQuarter(quarter)),
            state: .credited,
            ordinal: 4,
            credited: credited,
            sold: sold
        )
    }

    @Test func `units come from the oldest quarter first, and within it in proportion`() throws {
        let stock = [
            try Self.line(1, "2026-Q2", credited: 100), try Self.line(2, "2026-Q1", credited: 10),
            try Self.line(3, "2026-Q2", credited: 50, sold: 25),
            try Self.line(4, "2026-Q1", credited: 5, sold: 9),
        ]
        let shares = try #require(ERETradeAllocation.share(units: 60, minor: 601, from: stock))
        #expect(
            shares.map(\.stock.booking.rawValue) == [2, 1, 3] && shares.map(\.units) == [10, 40, 10]
        )
        // 601 × 10 ÷ 60 = 100.17, 400.67, 100.17
        #expect(
            shares.map(\.minor) == [100, 401, 100] && shares.map(\.isLast) == [true, false, false]
        )
        #expect(ERETradeAllocation.share(units: 136, minor: 1, from: stock) == nil)
        #expect(
            ERETradeAllocation.share(units: 135, minor: 1, from: stock)?.map(\.isLast) == [
                true, true, true,
            ]
        )
    }

    @Test(arguments: Seeds.some(200))
    func `nobody gives more than it has, and everything adds up whatever the order`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        let stock = try (1...Int64.random(in: 1...80, using: &generator)).map { id in
            let credited = Int64.random(in: 0...400, using: &generator)
            return try Self.line(
                id,
                "2026-Q\(Int.random(in: 1...4, using: &generator))",
                credited: credited,
                sold: Int64.random(in: 0...credited + 3, using: &generator)
            )
        }
        let left = stock.reduce(0) { $0 + $1.left }
        guard left > 0 else { return }
        let (units, minor) = (
            Int64.random(in: 1...left, using: &generator), Int64.random(in: 0...99_999, using: &generator)
        )
        let shares = try #require(
            ERETradeAllocation.share(units: units, minor: minor, from: stock),
            "seed \(seed)"
        )
        #expect(shares.reduce(0) { $0 + $1.units } == units, "seed \(seed)")
        #expect(shares.reduce(0) { $0 + $1.minor } == minor, "seed \(seed)")
        #expect(
            shares.allSatisfy { $0.units > 0 && $0.units <= $0.stock.left && $0.minor >= 0 },
            "seed \(seed)"
        )
        let last = shares.map(\.stock.quarter).max()
        #expect(
            shares.allSatisfy { $0.isLast || $0.stock.quarter == last },
            "an older quarter first; seed \(seed)"
        )
        let again = ERETradeAllocation.share(
            units: units,
            minor: minor,
            from: stock.shuffled(using: &generator)
        )
        #expect(again == shares, "seed \(seed)")
    }
}
