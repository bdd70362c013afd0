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

    @Test func `what does not fit is an error and no wrong number`() throws {
        let large = Exact(mantissa: Int128.max / 10, scale: 0)
        #expect(throws: ArithmeticOverflow.self) { try large * Exact(100) }
        #expect(throws: ArithmeticOverflow.self) { try large.rounded(.halfAwayFromZero, to: .eur) }
    }
}
