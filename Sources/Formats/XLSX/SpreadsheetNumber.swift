import Values

/// Numbers as a workbook stores them.
enum SpreadsheetNumber {
    /// The most digits that an exponent may shift; beyond it the number stays as it was written.
    private static let shift = 30

    /// Without exponent and trailing zeros: `1.2345678E7` is `12345678`, `5.0` is `5`; other text stays as it is.
    static func plain(_ text: String) -> String {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "E" || $0 == "e" }
        guard parts.count <= 2, let number = Exact(String(parts[0])) else { return text }
        guard parts.count == 2 else { return number.description }
        guard let exponent = Int(parts[1]), abs(exponent) <= shift else { return text }
        let unit = exponent < 0 ? Exact(mantissa: 1, scale: -exponent) : Exact(mantissa: power(exponent), scale: 0)
        return (try? number * unit)?.description ?? text
    }

    private static func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(1) { product, _ in product * 10 } }
}
