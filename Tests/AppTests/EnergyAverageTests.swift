import Testing
import Values

@testable import Jobs

struct EnergyAverageTests {
    private func average(_ parts: [(String, Int64)]) throws -> Exact? {
        EnergyAverage.of(try parts.map { (price: try #require(Exact($0.0)), energy: Energy(wh: $0.1)) })
    }

    @Test func `prices count by their energy, also what is taken back and what is negative`() throws {
        #expect(try average([("0.1", 3_000), ("0.2", 1_000)]) == Exact("0.125"))
        #expect(try average([("0.1", -3_000), ("0.2", -1_000)]) == Exact("0.125"))
        #expect(try average([("-0.1", 3_000), ("0.2", 1_000)]) == Exact("-0.025"))
    }

    @Test func `an endless fraction is rounded to nine decimals, half away from zero`() throws {
        #expect(try average([("0.1", 1_000), ("0.2", 2_000)]) == Exact("0.166666667"))
        #expect(try average([("-0.1", 1_000), ("-0.2", 2_000)]) == Exact("-0.166666667"))
        #expect(try average([("0.000000001", 1_000), ("0", 1_000)]) == Exact("0.000000001"))
        #expect(try average([("-0.000000001", -1_000), ("0", -1_000)]) == Exact("-0.000000001"))
    }

    @Test func `without energy there is no average, nor beyond what is exact`() throws {
        #expect(try average([]) == nil)
        #expect(try average([("0.1", 1_000), ("0.2", -1_000)]) == nil)
        #expect(try average([("1." + String(repeating: "7", count: 29), 1_001)]) == nil)
    }
}
