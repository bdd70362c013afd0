import CPangoCairo
import Values

/// Draws pages through Cairo into memory.
struct PDFCanvas {
    private let cairo: OpaquePointer
    private var colour: PDFColour?
    private var scaledFont: OpaquePointer?
    /// Glyphs collected from runs in one font and colour, with their characters as UTF-8.
    private var glyphs: [cairo_glyph_t] = []
    private var text: [UInt8] = []
    private var clusters: [cairo_text_cluster_t] = []

    /// Glyphs handed to Cairo at once: more gains nothing.
    private static let maxRunGlyphs = 4096

    private init(cairo: OpaquePointer) {
        self.cairo = cairo
    }

    static func draw(_ pages: [PDFPage], _ document: PDFDocument) throws(PDFFault) -> [UInt8] {
        let sink = PDFSink()
        let surface = cairo_pdf_surface_create_for_stream(
            PDFSink.write,
            Unmanaged.passUnretained(sink).toOpaque(),
            PDFGeometry.width,
            PDFGeometry.height
        )
        defer { cairo_surface_destroy(surface) }
        describe(document, on: surface)
        guard let cairo = cairo_create(surface) else { throw PDFFault(reason: "no memory for a page") }
        defer { cairo_destroy(cairo) }
        var canvas = PDFCanvas(cairo: cairo)
        for page in pages { canvas.draw(page) }
        let drawn = cairo_status(cairo)
        cairo_surface_finish(surface)
        let finished = cairo_surface_status(surface)
        for status in [drawn, finished] where status != CAIRO_STATUS_SUCCESS {
            throw PDFFault(reason: String(cString: cairo_status_to_string(status)))
        }
        return withExtendedLifetime(sink) { sink.bytes }
    }

    private static func describe(_ document: PDFDocument, on surface: OpaquePointer?) {
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, document.title.printable)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, document.author.printable)
        if let subject = document.subject {
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, subject.printable)
        }
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, document.creator.printable)
        let second = Timestamp(seconds: document.createdAt.seconds)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, second.rfc3339)
    }

    private mutating func draw(_ page: PDFPage) {
        // Every page starts with Cairo's own state, as its content stream does.
        colour = nil
        scaledFont = nil
        for fill in page.fills { draw(fill) }
        cairo_fill(cairo)
        for mark in page.marks { draw(mark) }
        flushRuns()
        cairo_show_page(cairo)
    }

    /// Neighbours of one colour become one path.
    private mutating func draw(_ fill: PDFFill) {
        if fill.colour != colour { cairo_fill(cairo) }
        use(fill.colour)
        cairo_rectangle(cairo, fill.box.x, fill.box.y, fill.box.width, fill.box.height)
    }

    private mutating func draw(_ mark: PDFMark) {
        switch mark {
        case .run(let text, let face, let point, let colour):
            if face.scaledFont != scaledFont || colour != self.colour { flushRuns() }
            use(colour)
            use(face)
            collect(text, face, at: point)
            if glyphs.count >= PDFCanvas.maxRunGlyphs { flushRuns() }
        case .line(let paragraph, let line, let point, let colour):
            flushRuns()
            use(colour)
            cairo_move_to(cairo, point.x, point.y)
            paragraph.show(line: line, on: cairo)
            scaledFont = nil
        }
    }

    private mutating func use(_ new: PDFColour) {
        guard new != colour else { return }
        colour = new
        cairo_set_source_rgb(cairo, Double(new.red) / 255, Double(new.green) / 255, Double(new.blue) / 255)
    }

    private mutating func use(_ face: PDFFace) {
        guard scaledFont != face.scaledFont else { return }
        scaledFont = face.scaledFont
        cairo_set_scaled_font(cairo, face.scaledFont)
    }

    private mutating func collect(_ run: String, _ face: PDFFace, at point: PDFPoint) {
        var x = point.x
        for scalar in run.unicodeScalars {
            guard let glyph = face.glyph(scalar) else { continue }
            glyphs.append(cairo_glyph_t(index: glyph.index, x: x, y: point.y))
            clusters.append(cairo_text_cluster_t(num_bytes: Int32(UTF8.width(scalar)), num_glyphs: 1))
            x += glyph.advance
        }
        text.append(contentsOf: run.utf8)
    }

    /// Hands the text along with its glyphs, so that the PDF can be searched and copied from.
    private mutating func flushRuns() {
        guard !glyphs.isEmpty else { return }
        text.withUnsafeBytes { bytes in
            cairo_show_text_glyphs(
                cairo,
                bytes.bindMemory(to: CChar.self).baseAddress,
                Int32(bytes.count),
                glyphs,
                Int32(glyphs.count),
                clusters,
                Int32(clusters.count),
                cairo_text_cluster_flags_t(rawValue: 0)
            )
        }
        glyphs.removeAll(keepingCapacity: true)
        clusters.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
    }
}

/// Where Cairo's bytes go.
private final class PDFSink {
    private(set) var bytes: [UInt8] = []

    static let write: cairo_write_func_t = { mark, data, length in
        guard let mark, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<PDFSink>.fromOpaque(mark).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }
}
