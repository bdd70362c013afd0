/// Text on a page; positions in points from the top left corner.
enum PDFMark {
    /// Plain text set character by character.
    case run(String, PDFFace, PDFPoint, PDFColour)
    /// A line of a paragraph.
    case line(PDFParagraph, Int, PDFPoint, PDFColour)

    /// The first line of a text with its baseline at a point.
    static func first(of text: PDFText, at point: PDFPoint, _ colour: PDFColour) -> PDFMark {
        switch text {
        case .run(let characters, let face, _): .run(characters, face, point, colour)
        case .paragraph(let paragraph): .line(paragraph, 0, point, colour)
        }
    }
}

/// A filled rectangle on a page: a ground or a rule.
struct PDFFill {
    var box: PDFBox
    var colour: PDFColour
}

/// A position on a page.
struct PDFPoint {
    var x: Double
    var y: Double
}

/// A rectangle on a page.
struct PDFBox {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
}

/// A page: its grounds and rules, and the text over them, each in order.
///
/// They are kept apart so that Cairo gets many rules as one path and many runs as one string: it handles each call
/// three times over.
struct PDFPage {
    var fills: [PDFFill] = []
    var marks: [PDFMark] = []
}

/// The measures of a page, in points.
enum PDFGeometry {
    /// A4, 210 mm.
    static let width = 595.276
    /// A4, 297 mm.
    static let height = 841.89
    /// 18 mm at either side.
    static let margin = 51.0
    static let contentWidth = width - 2 * margin
    /// Where content begins on pages after the first.
    static let top = 66.0
    /// From the lower edge to the rule above the footer's first line, without the footer's lines.
    static let footer = 34.0
}
