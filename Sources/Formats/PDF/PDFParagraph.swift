import CPangoCairo

/// Text set in a box.
enum PDFText {
    /// One line, set character by character.
    case run(String, PDFFace, width: Double)
    /// Lines by Pango.
    case paragraph(PDFParagraph)

    /// The height of all lines.
    var height: Double {
        switch self {
        case .run(_, let face, _): face.lineHeight
        case .paragraph(let paragraph): paragraph.height
        }
    }

    /// The width of the widest line.
    var width: Double {
        switch self {
        case .run(_, _, let width): width
        case .paragraph(let paragraph): paragraph.width
        }
    }
}

/// Text set in lines by Pango: shaped, kerned, broken at a width, in any script.
final class PDFParagraph {
    /// Widths of the lines.
    let lineWidths: [Double]
    let face: PDFFace
    private let layout: OpaquePointer

    /// The height of all lines.
    var height: Double { Double(lineWidths.count) * face.lineHeight }
    /// The width of the widest line.
    var width: Double { lineWidths.max() ?? 0 }

    init(
        text: String,
        face: PDFFace,
        context: OpaquePointer,
        width: Double,
        maxLines: Int?
    ) throws(PDFFault) {
        guard let layout = pango_layout_new(context) else { throw PDFFault(reason: "no memory for a layout") }
        self.layout = layout
        self.face = face
        pango_layout_set_font_description(layout, face.description)
        pango_layout_set_attributes(layout, face.attributes)
        pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_text(layout, text.printable, -1)
        if let maxLines { PDFParagraph.cut(layout, after: maxLines) }
        lineWidths = (0..<pango_layout_get_line_count(layout)).map { index in
            var extents = PangoRectangle()
            pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, index), nil, &extents)
            return Double(extents.width) / Double(PANGO_SCALE)
        }
    }

    /// Ends the text with an ellipsis where it has more lines than are wanted.
    ///
    /// Pango could do that too, but would hand the hidden text to the PDF along with the ellipsis.
    private static func cut(_ layout: OpaquePointer, after maxLines: Int) {
        while pango_layout_get_line_count(layout) > Int32(maxLines) {
            guard let line = pango_layout_get_line_readonly(layout, Int32(maxLines - 1))?.pointee,
                let whole = pango_layout_get_text(layout)
            else { return }
            let end = Int(line.start_index + line.length)
            let bytes = UnsafeRawBufferPointer(start: whole, count: end)
            var kept = String(decoding: bytes, as: UTF8.self).trimmingSpaces()
            // The last character makes room for the ellipsis, and each round shortens the text.
            kept.removeLast(min(kept.count, kept.hasSuffix("…") ? 2 : 1))
            pango_layout_set_text(layout, kept.trimmingSpaces() + "…", -1)
        }
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// Draws a line with its baseline at the current point.
    func show(line: Int, on cairo: OpaquePointer) {
        pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(layout, Int32(line)))
    }
}
