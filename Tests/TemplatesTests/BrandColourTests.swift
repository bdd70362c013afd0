import Templates
import Testing

struct BrandColourTests {
    /// Source: WCAG 2.2; the grey is the lightest that passes on white, as checkers have it.
    @Test(arguments: [("000000", 21.0), ("ffffff", 1.0), ("767676", 4.54), ("777777", 4.47), ("ff0000", 3.99)])
    func `contrasts are those of the guidelines`(_ hex: String, _ expected: Double) throws {
        let colour = try #require(BrandColour(hex))
        #expect(abs(colour.contrastWithWhite - expected) < 0.01, "\(colour.contrastWithWhite)")
    }

    @Test(arguments: ["ffff00", "00ffff", "ff8800", "ffffff", "c9f25f", "123456", "000000"])
    func `what is made of a colour can be read`(_ hex: String) throws {
        let colour = try #require(BrandColour(hex))
        #expect(colour.readable.contrastWithWhite >= BrandColour.textContrast)
        let sheet = colour.styleSheet
        #expect(sheet.contains("--brand: light-dark(#\(colour.readable.hex), #"))
        #expect(sheet.matches(of: /#[0-9a-f]{6}\b/).count == 16)
    }

    @Test func `a colour that can be read stays, and other text is none`() throws {
        let colour = try #require(BrandColour("#0C6148"))
        #expect(colour.readable.hex == "0c6148" && colour.hex == "0c6148")
        for wrong in ["", "#", "0c614", "0c61489", "0c614g", "green!", "０ｃ６１４８"] { #expect(BrandColour(wrong) == nil) }
    }
}
