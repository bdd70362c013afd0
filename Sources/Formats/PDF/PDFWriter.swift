import CPangoCairo
import Synchronization
import Values

/// Writes PDF documents with embedded fonts and searchable text; equal documents give equal bytes.
///
/// A writer keeps the fonts it has loaded, so keep one per worker; calls from several threads wait for each other.
package final class PDFWriter: Sendable {
    private let typesetter: Mutex<PDFTypesetter>

    /// Makes a writer.
    ///
    /// - Throws: ``PDFFault`` when no font is installed.
    package init() throws(PDFFault) {
        let typesetter = try PDFTypesetter()
        _ = try typesetter.face(.body)
        self.typesetter = Mutex(typesetter)
    }

    /// Writes a document.
    ///
    /// - Throws: ``PDFFault`` when memory runs out.
    package func render(_ document: PDFDocument) throws(PDFFault) -> [UInt8] {
        try withTypesetter { typesetter throws(PDFFault) in
            var composer = try PDFComposer(document, typesetter)
            let pages = try composer.compose()
            return try PDFCanvas.draw(pages, document)
        }
    }

    /// Lends the fonts to one caller at a time.
    func withTypesetter(
        _ body: (PDFTypesetter) throws(PDFFault) -> sending [UInt8]
    ) throws(PDFFault) -> [UInt8] {
        try typesetter.withLock { typesetter throws(PDFFault) in try body(typesetter) }
    }
}
