/// A colour of a brand and what pages make of it, in both themes.
///
/// Source: WCAG 2.2, relative luminance and contrast ratio; success criterion 1.4.3.
package struct BrandColour: Hashable, Sendable {
    /// What text needs against its ground.
    package static let textContrast = 4.5

    private let red: Double
    private let green: Double
    private let blue: Double

    private init(red: Double, green: Double, blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads six hexadecimal digits, with or without `#`.
    package init?(_ text: String) {
        let digits = text.hasPrefix("#") ? text.dropFirst() : Substring(text)
        guard digits.utf8.count == 6, digits.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let number = UInt32(digits, radix: 16)
        else { return nil }
        red = Double(number >> 16 & 255)
        green = Double(number >> 8 & 255)
        blue = Double(number & 255)
    }

    private static let white = BrandColour(red: 255, green: 255, blue: 255)
    private static let black = BrandColour(red: 0, green: 0, blue: 0)
    /// The darkest ground of the dark theme that brand colours stand on.
    private static let night = BrandColour(red: 0x18, green: 0x25, blue: 0x1f)

    /// Six small hexadecimal digits.
    package var hex: String {
        let number = UInt32(red.rounded()) << 16 | UInt32(green.rounded()) << 8 | UInt32(blue.rounded())
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The contrast of white text on this colour, 1 to 21.
    package var contrastWithWhite: Double { contrast(with: .white) }

    /// The colour, darkened until white text on it can be read.
    package var readable: BrandColour { moved(to: .black) { $0.contrastWithWhite >= BrandColour.textContrast } }

    /// The colour as the dark theme takes it: lightened until it can be read on the ground.
    private var onNight: BrandColour { moved(to: .white) { $0.contrast(with: .night) >= BrandColour.textContrast } }

    private func contrast(with other: BrandColour) -> Double {
        let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }

    private var luminance: Double {
        func linear(_ part: Double) -> Double {
            let value = part / 255
            // The curve of sRGB, with its power written as squares and a root: 2.4 lies near 2 + 2/5.
            return value <= 0.04045 ? value / 12.92 : BrandColour.power((value + 0.055) / 1.055)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// x to the power 2.4, by Newton's rule for the fifth root of x to the twelfth.
    private static func power(_ base: Double) -> Double {
        let squared = base * base
        // x^2.4 = x^2 · (x^2)^(1/5)
        var root = 1.0
        for _ in 0..<60 {
            let fourth = root * root * root * root
            root = (4 * root + squared / fourth) / 5
        }
        return squared * root
    }

    private func moved(to end: BrandColour, until isEnough: (BrandColour) -> Bool) -> BrandColour {
        for step in 0...100 {
            let colour = mixed(with: end, Double(step) / 100)
            if isEnough(colour) { return colour }
        }
        return end
    }

    private func mixed(with other: BrandColour, _ part: Double) -> BrandColour {
        func mix(_ own: Double, _ theirs: Double) -> Double { (own + (theirs - own) * part).rounded() }
        return BrandColour(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// The style sheet that puts the colour into the place of ours; a pure function of the colour, so it may be kept for
    /// ever.
    package var styleSheet: String {
        let (day, night) = (readable, onNight)
        let pairs: [(String, String, String)] = [
            ("--brand", day.hex, night.hex),
            ("--brand-strong", day.mixed(with: .black, 0.25).hex, night.mixed(with: .white, 0.3).hex),
            ("--brand-ink", BrandColour.white.hex, night.mixed(with: .black, 0.88).hex),
            ("--brand-wash", day.mixed(with: .white, 0.88).hex, day.mixed(with: .black, 0.7).hex),
            ("--side", day.mixed(with: .black, 0.72).hex, day.mixed(with: .black, 0.86).hex),
            ("--side-raised", day.mixed(with: .black, 0.58).hex, day.mixed(with: .black, 0.76).hex),
            ("--side-line", day.mixed(with: .black, 0.5).hex, day.mixed(with: .black, 0.7).hex),
            ("--spark", night.mixed(with: .white, 0.35).hex, night.mixed(with: .white, 0.35).hex),
        ]
        let lines = pairs.map { "    \($0.0): light-dark(#\($0.1), #\($0.2));\n" }.joined()
        return "@layer base {\n  :root {\n\(lines)  }\n}\n"
    }
}
