package import Values

/// Labels with QR codes on A4 pages, two side by side and six below each other, to be cut out.
package struct LabelSheet: Hashable, Sendable {
    /// One label.
    package struct Label: Hashable, Sendable {
        /// Set large; cut where it is too long.
        package var heading: String
        /// Below the heading; the first four are printed.
        package var lines: [String]
        package var code: QRCode

        package init(heading: String, lines: [String], code: QRCode) {
            self.heading = heading
            self.lines = lines
            self.code = code
        }
    }

    package var title: String
    package var author: String
    /// Fixed, so that equal sheets give equal bytes.
    package var createdAt: Timestamp
    package var labels: [Label]

    package init(title: String, author: String, createdAt: Timestamp, labels: [Label]) {
        self.title = title
        self.author = author
        self.createdAt = createdAt
        self.labels = labels
    }

    /// Lines below a heading: more would run into the label underneath.
    static let maxLines = 4
}

extension PDFWriter {
    /// Writes a sheet of labels; one without labels is an empty page.
    ///
    /// - Throws: ``PDFFault`` when memory runs out.
    package func render(_ sheet: LabelSheet) throws(PDFFault) -> [UInt8] {
        let document = PDFDocument(
            title: sheet.title,
            author: sheet.author,
            createdAt: sheet.createdAt,
            letterhead: PDFLetterhead(name: sheet.author, lines: [], colour: .ink),
            footer: [],
            pageLabel: PDFPageLabel(prefix: "", of: "/"),
            runningTitle: sheet.title,
            blocks: []
        )
        return try withTypesetter { typesetter throws(PDFFault) in
            try PDFCanvas.draw(LabelPages(typesetter).pages(sheet.labels), document)
        }
    }
}

/// Places labels on pages.
private struct LabelPages {
    private let typesetter: PDFTypesetter

    private static let columns = 2
    private static let rows = 6
    private static let width = PDFGeometry.contentWidth / Double(columns)
    private static let height = (PDFGeometry.height - 2 * PDFGeometry.margin) / Double(rows)
    /// Between the edge of a label and what is on it, about 3 mm.
    private static let inset = 9.0
    /// The side of a code with its quiet zone, about 35 mm: read from an arm's length.
    private static let codeSide = 100.0
    /// Light squares that a scanner needs around the code.
    private static let quietZone = 4

    init(_ typesetter: PDFTypesetter) {
        self.typesetter = typesetter
    }

    func pages(_ labels: [LabelSheet.Label]) throws(PDFFault) -> [PDFPage] {
        var pages = [PDFPage()]
        let perPage = LabelPages.columns * LabelPages.rows
        for (index, label) in labels.enumerated() {
            if index > 0, index.isMultiple(of: perPage) { pages.append(PDFPage()) }
            let place = index % perPage
            let corner = PDFPoint(
                x: PDFGeometry.margin + Double(place % LabelPages.columns) * LabelPages.width,
                y: PDFGeometry.margin + Double(place / LabelPages.columns) * LabelPages.height
            )
            try draw(label, at: corner, on: &pages[pages.count - 1])
        }
        return pages
    }

    private func draw(_ label: LabelSheet.Label, at corner: PDFPoint, on page: inout PDFPage) throws(PDFFault) {
        frame(at: corner, on: &page)
        let side = LabelPages.codeSide / Double(label.code.size + 2 * LabelPages.quietZone)
        for (index, isDark) in label.code.isDark.enumerated() where isDark {
            let (row, column) = index.quotientAndRemainder(dividingBy: label.code.size)
            let x = corner.x + LabelPages.inset + Double(column + LabelPages.quietZone) * side
            let y = corner.y + LabelPages.inset + Double(row + LabelPages.quietZone) * side
            page.fills.append(PDFFill(box: PDFBox(x: x, y: y, width: side, height: side), colour: .ink))
        }
        try write(label, at: corner, on: &page)
    }

    /// Hairlines to cut along.
    private func frame(at corner: PDFPoint, on page: inout PDFPage) {
        let (width, height, line) = (LabelPages.width, LabelPages.height, 0.5)
        let boxes = [
            PDFBox(x: corner.x, y: corner.y, width: width, height: line),
            PDFBox(x: corner.x, y: corner.y + height, width: width, height: line),
            PDFBox(x: corner.x, y: corner.y, width: line, height: height),
            PDFBox(x: corner.x + width, y: corner.y, width: line, height: height),
        ]
        page.fills += boxes.map { PDFFill(box: $0, colour: .hairline) }
    }

    private func write(_ label: LabelSheet.Label, at corner: PDFPoint, on page: inout PDFPage) throws(PDFFault) {
        let x = corner.x + LabelPages.inset + LabelPages.codeSide
        let width = corner.x + LabelPages.width - LabelPages.inset - x
        var y = corner.y + LabelPages.inset + 20
        let heading = try typesetter.text(label.heading, .due, width: width, maxLines: 1)
        page.marks.append(.first(of: heading, at: PDFPoint(x: x, y: y), .ink))
        for line in label.lines.prefix(LabelSheet.maxLines) {
            y += 16
            let text = try typesetter.text(line, .note, width: width, maxLines: 1)
            page.marks.append(.first(of: text, at: PDFPoint(x: x, y: y), .grey))
        }
    }
}
