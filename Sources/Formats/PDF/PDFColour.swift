/// A colour by its sRGB parts.
package struct PDFColour: Hashable, Sendable {
    /// Red, 0…255.
    package var red: UInt8
    /// Green, 0…255.
    package var green: UInt8
    /// Blue, 0…255.
    package var blue: UInt8

    /// Makes a colour.
    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    static let ink = PDFColour(red: 0x1B, green: 0x24, blue: 0x2E)
    static let grey = PDFColour(red: 0x5B, green: 0x67, blue: 0x75)
    static let hairline = PDFColour(red: 0xD5, green: 0xDB, blue: 0xE1)

    /// The colour mixed with white; `percent` of it remains.
    func tint(percent: Int) -> PDFColour {
        let mix: (UInt8) -> UInt8 = { UInt8(255 - (255 - Int($0)) * percent / 100) }
        return PDFColour(red: mix(red), green: mix(green), blue: mix(blue))
    }

    /// The colour, darkened until text in it reads on white: a contrast of 4.5 (WCAG 2.2, 1.4.3).
    var readableOnWhite: PDFColour {
        var colour = self
        for _ in 0..<40 where 1.05 / (colour.luminance + 0.05) < 4.5 {
            colour = PDFColour(
                red: UInt8(Int(colour.red) * 94 / 100),
                green: UInt8(Int(colour.green) * 94 / 100),
                blue: UInt8(Int(colour.blue) * 94 / 100)
            )
        }
        return colour
    }

    /// Relative luminance, with the square standing in for sRGB's curve: near enough to choose a shade.
    private var luminance: Double {
        func part(_ value: UInt8) -> Double { Double(value) / 255 * Double(value) / 255 }
        return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    }
}
