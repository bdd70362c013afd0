import CPangoCairo

/// A size and weight of the one typeface documents are set in.
struct PDFTextStyle: Hashable {
    let size: Double
    var bold = false

    /// Whether letters are moved towards each other: in headings only.
    ///
    /// Without it, as in office documents, figures stand under each other, a space stays as wide as readers and text
    /// extraction expect, and most text needs no shaping.
    var isKerned: Bool { size > 11 }

    static let brand = PDFTextStyle(size: 17, bold: true)
    static let title = PDFTextStyle(size: 20, bold: true)
    static let section = PDFTextStyle(size: 11.5, bold: true)
    static let body = PDFTextStyle(size: 9.5)
    static let strong = PDFTextStyle(size: 9.5, bold: true)
    static let due = PDFTextStyle(size: 11.5, bold: true)
    static let note = PDFTextStyle(size: 8)
    static let label = PDFTextStyle(size: 7.5)
    static let running = PDFTextStyle(size: 8, bold: true)
}

/// Turns text into shaped lines; keeps the fonts of a writer between documents.
///
/// Not for use by two threads at once: ``PDFWriter`` locks around it.
final class PDFTypesetter {
    /// Debian's `fonts-liberation`, then its DejaVu for characters Liberation lacks, `fonts-wqy-microhei` for Chinese,
    /// Japanese and Korean, and `fonts-freefont-ttf` for the scripts of India, Thailand and others.
    static let families = "Liberation Sans, DejaVu Sans, WenQuanYi Micro Hei, FreeSans, FreeSerif, Sans"

    let context: OpaquePointer
    private let fontMap: UnsafeMutablePointer<PangoFontMap>
    private var faces: [PDFTextStyle: PDFFace] = [:]

    init() throws(PDFFault) {
        guard let map = pango_cairo_font_map_new() else { throw PDFFault(reason: "no font map") }
        // Points are the unit of a PDF page, so at 72 dots an inch a size in points is a size on the page.
        pango_cairo_font_map_set_resolution(OpaquePointer(map), 72)
        guard let context = pango_font_map_create_context(map) else {
            g_object_unref(map)
            throw PDFFault(reason: "no font context")
        }
        fontMap = map
        self.context = context
        PDFTypesetter.useUnhintedMetrics(context)
    }

    deinit {
        faces = [:]
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(fontMap)
    }

    /// Hinting is for screens; on paper widths must not depend on a pixel grid.
    private static func useUnhintedMetrics(_ context: OpaquePointer) {
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(context, 0)
    }

    /// The face of a style, loaded once.
    func face(_ style: PDFTextStyle) throws(PDFFault) -> PDFFace {
        if let face = faces[style] { return face }
        let face = try PDFFace(style: style, context: context, fontMap: fontMap)
        faces[style] = face
        return face
    }

    /// Sets text in a box so wide: character by character where that gives the same, else in lines by Pango.
    func text(
        _ text: String,
        _ style: PDFTextStyle,
        width: Double,
        maxLines: Int? = nil
    ) throws(PDFFault) -> PDFText {
        let face = try face(style)
        if !style.isKerned, let plain = face.plainWidth(text), plain <= width { return .run(text, face, width: plain) }
        return .paragraph(try paragraph(text, style, width: width, maxLines: maxLines))
    }

    /// Sets text in lines no wider than `width`; at most `maxLines` of them, the last one cut with an ellipsis.
    func paragraph(
        _ text: String,
        _ style: PDFTextStyle,
        width: Double,
        maxLines: Int? = nil
    ) throws(PDFFault) -> PDFParagraph {
        let face = try face(style)
        return try PDFParagraph(text: text, face: face, context: context, width: width, maxLines: maxLines)
    }
}

extension String {
    /// The text without characters that have no shape; line ends stay.
    var printable: String {
        let isControl: (Unicode.Scalar) -> Bool = { ($0.value < 32 && $0 != "\n") || $0.value == 127 }
        guard unicodeScalars.contains(where: isControl) else { return self }
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars where scalar != "\r" { scalars.append(isControl(scalar) ? " " : scalar) }
        return String(scalars)
    }
}
