import TestSupport
import Testing
import Values

struct ExactTests {
    @Test func `text and number are each other's inverse`() {
        for text in ["0", "1", "-1", "0.1", "-0.0125", "123456789012345678.000000000001", "1000"] {
            #expect(Exact(text)?.description == text)
        }
        for text in ["", "-", ".5", "5.", "1e3", "1,5", "--1", "1.2.3", " 1"] { #expect(Exact(text) == nil) }
    }

    @Test func `equal numbers are equal values however they were written`() {
        #expect(Exact("1.500") == Exact("1.5"))
        #expect(Exact(mantissa: 1500, scale: 3) == Exact(mantissa: 15, scale: 1))
        #expect(Exact("-0.0") == .zero)
    }

    @Test func `sums and products lose nothing`() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let left = Exact(mantissa: Int128(Int32.random(in: .min ... .max, using: &generator)), scale: 6)
            let right = Exact(mantissa: Int128(Int32.random(in: .min ... .max, using: &generator)), scale: 3)
            #expect(try left + right - right == left)
            #expect(try left * right == right * left)
            #expect(try (left + right) * Exact(7) == left * Exact(7) + right * Exact(7))
        }
    }

    @Test func `a half goes away from zero, so a correction is exactly the opposite`() throws {
        let cases: [(String, Int64)] = [
            ("0.005", 1), ("-0.005", -1), ("0.0049999", 0), ("1.234999", 123), ("1.235", 124), ("-1.235", -124),
            ("2", 200),
        ]
        for (text, cents) in cases {
            let exact = try #require(Exact(text))
            #expect(try exact.rounded(.halfAwayFromZero, to: .eur).minor == cents, "\(text)")
            #expect(try (-exact).rounded(.halfAwayFromZero, to: .eur).minor == -cents, "-\(text)")
        }
    }

    @Test(arguments: [
        ("998.082", 998), ("0.999999", 0), ("1", 1), ("-0.5", -1), ("-1", -1), ("-0.000001", -1), ("0", 0),
    ])
    func `floor goes down to the whole unit, also from below zero`(text: String, units: Int64) throws {
        #expect(try Rounding.floor.units(try #require(Exact(text)), decimals: 0) == units)
    }

    @Test(arguments: [
        ("0.1", "0.332694", 4, "0.3006"), ("1", "3", 2, "0.33"), ("2", "3", 2, "0.67"), ("1", "8", 2, "0.13"),
        ("-1", "8", 2, "-0.13"), ("1", "-8", 2, "-0.13"), ("1000000", "0.001", 0, "1000000000"),
        ("0.125", "1", 2, "0.13"), ("0.1249", "1", 2, "0.12"), ("100", "800", 2, "0.13"),
        ("0.00499", "1", 2, "0"), ("12499999", "100000000", 2, "0.12"), ("12500001", "100000000", 2, "0.13"),
    ])
    func `a quotient is rounded once`(left: String, right: String, decimals: Int, quotient: String) throws {
        let (dividend, divisor) = (try #require(Exact(left)), try #require(Exact(right)))
        #expect(try dividend.divided(by: divisor, decimals: decimals)?.description == quotient)
    }

    @Test(arguments: Seeds.some(200))
    func `a quotient is the nearest one, and the one below for floor`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let left = Exact(mantissa: Int128(Int32.random(in: .min ... .max, using: &generator)), scale: 4)
        let right = Exact(mantissa: Int128(Int32.random(in: 1...10_000_000, using: &generator)), scale: 3)
        for (rule, low, high) in [(Rounding.halfAwayFromZero, "-0.0005", "0.0005"), (.floor, "0", "0.001")] {
            let quotient = try #require(try left.divided(by: right, decimals: 3, rule))
            let rest = try left - quotient * right
            let (least, most) = (try #require(Exact(low)), try #require(Exact(high)))
            #expect(try least * right <= rest && rest <= most * right, "seed \(seed)")
        }
        #expect(try left.divided(by: .zero, decimals: 3) == nil)
    }

    @Test func `what does not fit is an error and no wrong number`() throws {
        let large = Exact(mantissa: Int128.max / 10, scale: 0)
        #expect(throws: ArithmeticOverflow.self) { try large * Exact(100) }
        #expect(throws: ArithmeticOverflow.self) { try large.rounded(.halfAwayFromZero, to: .eur) }
    }
}
