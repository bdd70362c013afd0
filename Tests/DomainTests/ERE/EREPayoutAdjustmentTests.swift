import TestSupport
import Testing
import Values

@testable import Domain

/// What is held back, let go and given back, and that nothing of it is lost.
struct EREPayoutAdjustmentTests {
    private static func figures(_ gross: [(year: Int, minor: Int64, failed: Int64)]) throws -> EREPayoutFigures {
        let shares = gross.enumerated().map { index, share in
            EREPayoutShare(
                trade: ERETradeID(1),
                position: index + 1,
                customer: CustomerID(1),
                ean: "1",
                quarter: EREQuarter(year: share.year, number: 1) ?? .sample,
                booking: EREBookingID(Int64(index + 1)),
                units: 100,
                gross: share.minor,
                failed: share.failed
            )
        }
        let rate = try EREPayoutRate(agreed: Exact(20), own: nil, referrals: 0, margin: .zero, .usual)
        return try EREPayoutFigures.make(shares) { _ in rate }
    }

    private static func adjust(
        _ claims: EREPayoutClaims,
        _ gross: [(year: Int, minor: Int64, failed: Int64)],
        percent: Int64,
        verified: [Int: String] = [:]
    ) throws -> [EREPayoutAdjustment] {
        try claims.adjustments(figures(gross), reservePercent: Exact(percent), verified: verified)
    }

    @Test func `a part is held back of years that are not verified, and let go of those that are`() throws {
        let claims = EREPayoutClaims(held: [2026: 7, 2027: 3])
        let found = try Self.adjust(
            claims,
            [(2026, 1000, 0), (2027, 1000, 0)],
            percent: 5,
            verified: [2026: "V-1"]
        )
        #expect(
            found == [
                EREPayoutAdjustment(.held, year: 2027, minor: -40),
                EREPayoutAdjustment(.released, year: 2026, minor: 7, statement: "V-1"),
            ]
        )
    }

    @Test func `what is given back is never more than there is, the oldest year first, and the rest is carried`() throws
    {
        var claims = EREPayoutClaims(due: [2026: 900, 2027: 50])
        let verified = [2026: "V-1", 2027: "V-2"]
        let first = try Self.adjust(claims, [(2028, 1000, 0)], percent: 10, verified: verified)
        // 8.00 net less 0.80 held back.
        #expect(first.map(\.minor) == [-80, -720] && first.last?.kind == .clawedBack && first.last?.year == 2026)
        claims = EREPayoutClaims(held: [2028: 80], due: [2026: 180, 2027: 50])
        let second = try Self.adjust(claims, [(2028, 1000, 0)], percent: 0, verified: verified)
        #expect(second.map(\.minor) == [-180, -50])
    }

    @Test func `units that failed before they are paid are taken from what they are paid`() throws {
        let found = try Self.adjust(EREPayoutClaims(), [(2026, 1000, 33)], percent: 10, verified: [2026: "V"])
        // 8.00 × 33 / 100, and nothing is held back.
        #expect(found == [EREPayoutAdjustment(.clawedBack, year: 2026, minor: -264, statement: "V")])
    }

    @Test(arguments: Seeds.some(200))
    func `over all runs every cent appears once, whatever is sold and fails`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let percent = Int64.random(in: 0...40, using: &random)
        var (verified, paid) = ([Int: String](), [(year: Int, net: Int64, failed: Int64)]())
        var (held, given) = ([Int: Int64](), [Int: Int64]())
        var (net, payable) = (Int64(0), Int64(0))
        for run in 1...12 {
            for year in 2026...2027 where run > 3 && verified[year] == nil && Bool.random(using: &random) {
                verified[year] = "V-\(year)"
                for index in paid.indices where paid[index].year == year && Bool.random(using: &random) {
                    paid[index].failed = Int64.random(in: 1...100, using: &random)
                }
            }
            let sales: [(year: Int, minor: Int64, failed: Int64)] = (0..<Int.random(in: 0...3, using: &random)).map {
                _ in
                let year = Int.random(in: 2026...2028, using: &random)
                let failed = verified[year] == nil ? 0 : Int64.random(in: 0...20, using: &random)
                return (year, Int64.random(in: 0...5_000, using: &random), failed)
            }
            var due = paid.reduce(into: [Int: Int64]()) {
                $0[$1.year, default: 0] += EREPayoutClaims.part(of: $1.net, failed: $1.failed, units: 100)
            }
            for (year, minor) in given { due[year, default: 0] -= minor }
            let figures = try Self.figures(sales)
            let found = try EREPayoutClaims(held: held, due: due)
                .adjustments(figures, reservePercent: Exact(percent), verified: verified)
            let sum = found.reduce(0) { $0 + $1.minor }
            #expect(figures.net + sum >= 0, "seed \(seed)")
            for part in found {
                if part.kind == .clawedBack { given[part.year, default: 0] -= part.minor }
                if part.kind != .clawedBack { held[part.year, default: 0] -= part.minor }
            }
            paid += figures.lines.map { ($0.share.quarter.year, $0.net, $0.share.failed) }
            (net, payable) = (net + figures.net, payable + figures.net + sum)
            #expect(held.allSatisfy { $0.value >= 0 && (verified[$0.key] == nil || $0.value == 0) }, "seed \(seed)")
            let owed = paid.reduce(into: [Int: Int64]()) {
                $0[$1.year, default: 0] += EREPayoutClaims.part(of: $1.net, failed: $1.failed, units: 100)
            }
            #expect(given.allSatisfy { $0.value >= 0 && $0.value <= owed[$0.key, default: 0] }, "seed \(seed)")
            // Whoever still owes something got nothing.
            let rest = owed.values.reduce(0, +) - given.values.reduce(0, +)
            #expect(rest == 0 || figures.net + sum == 0, "seed \(seed)")
        }
        #expect(net == payable + held.values.reduce(0, +) + given.values.reduce(0, +), "seed \(seed)")
    }
}
