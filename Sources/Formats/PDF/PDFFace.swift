import CPangoCairo

/// A glyph of a character that needs no shaping.
struct PDFGlyph {
    let index: UInt
    let advance: Double
}

/// What a face knows of a character.
private enum PDFKnownGlyph {
    case unknown
    case needsShaping
    case plain(PDFGlyph)
}

/// A font at a size: metrics, and the glyphs of plain characters without going through a layout each time.
///
/// Running text that fits on a line is set character by character: many times faster than shaping it.
final class PDFFace {
    let style: PDFTextStyle
    let description: OpaquePointer
    let scaledFont: OpaquePointer
    /// What Pango is told beside the font; `nil` for nothing.
    let attributes: OpaquePointer?
    /// From the top of a line to its baseline.
    let ascent: Double
    /// From a baseline to the next.
    let lineHeight: Double
    private let font: UnsafeMutablePointer<PangoFont>
    private let context: OpaquePointer
    /// What is known of the characters below ``PDFFace/plainScalars``, by their number.
    private var glyphs = [PDFKnownGlyph](repeating: .unknown, count: PDFFace.plainScalars)
    /// Latin, Greek and Cyrillic letters and general punctuation up to the currency signs.
    private static let plainScalars = 0x20D0

    init(
        style: PDFTextStyle,
        context: OpaquePointer,
        fontMap: UnsafeMutablePointer<PangoFontMap>
    ) throws(PDFFault) {
        guard let description = pango_font_description_from_string(PDFTypesetter.families) else {
            throw PDFFault(reason: "no font description")
        }
        pango_font_description_set_absolute_size(description, style.size * Double(PANGO_SCALE))
        pango_font_description_set_weight(description, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        guard let font = pango_font_map_load_font(fontMap, context, description),
            let scaled = pango_cairo_font_get_scaled_font(OpaquePointer(font))
        else {
            pango_font_description_free(description)
            throw PDFFault(reason: "no font is installed for \(PDFTypesetter.families)")
        }
        self.style = style
        self.context = context
        self.description = description
        self.font = font
        scaledFont = scaled
        attributes = style.isKerned ? nil : PDFFace.withoutKerning()
        (ascent, lineHeight) = PDFFace.measure(font)
    }

    deinit {
        pango_font_description_free(description)
        if let attributes { pango_attr_list_unref(attributes) }
        g_object_unref(font)
    }

    private static func withoutKerning() -> OpaquePointer? {
        let list = pango_attr_list_new()
        pango_attr_list_insert(list, pango_attr_font_features_new("kern=0, liga=0"))
        return list
    }

    private static func measure(_ font: UnsafeMutablePointer<PangoFont>) -> (ascent: Double, lineHeight: Double) {
        let metrics = pango_font_get_metrics(font, nil)
        defer { pango_font_metrics_unref(metrics) }
        let ascent = Double(pango_font_metrics_get_ascent(metrics)) / Double(PANGO_SCALE)
        let descent = Double(pango_font_metrics_get_descent(metrics)) / Double(PANGO_SCALE)
        return (ascent, (ascent + descent) * 1.12)
    }

    /// The width of text set character by character; `nil` when a character needs shaping or another font.
    func plainWidth(_ text: String) -> Double? {
        var width = 0.0
        for scalar in text.unicodeScalars {
            guard let glyph = glyph(scalar) else { return nil }
            width += glyph.advance
        }
        return width
    }

    /// The glyph of a character; `nil` when it needs shaping or another font.
    func glyph(_ scalar: Unicode.Scalar) -> PDFGlyph? {
        let index = Int(scalar.value)
        guard index < PDFFace.plainScalars else { return nil }
        switch glyphs[index] {
        case .plain(let glyph): return glyph
        case .needsShaping: return nil
        case .unknown:
            let glyph = lookUp(scalar)
            glyphs[index] = glyph.map(PDFKnownGlyph.plain) ?? .needsShaping
            return glyph
        }
    }

    /// Latin, Greek and Cyrillic letters stand alone; joining and combining scripts do not.
    private func lookUp(_ scalar: Unicode.Scalar) -> PDFGlyph? {
        guard (0x20..<0x530).contains(scalar.value) || (0x2010..<0x2027).contains(scalar.value) || scalar == "€",
            scalar.properties.canonicalCombiningClass == .notReordered, let layout = pango_layout_new(context)
        else { return nil }
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        pango_layout_set_font_description(layout, description)
        pango_layout_set_text(layout, String(scalar), -1)
        guard let run = pango_layout_get_line_readonly(layout, 0)?.pointee.runs?.pointee.data else { return nil }
        return glyph(of: run.assumingMemoryBound(to: PangoGlyphItem.self).pointee)
    }

    private func glyph(of run: PangoGlyphItem) -> PDFGlyph? {
        guard run.item.pointee.analysis.font == font, run.glyphs.pointee.num_glyphs == 1,
            let info = run.glyphs.pointee.glyphs?.pointee, info.glyph < 0x0FFF_FFFF
        else { return nil }
        return PDFGlyph(index: UInt(info.glyph), advance: Double(info.geometry.width) / Double(PANGO_SCALE))
    }
}
