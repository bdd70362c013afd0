/// Places the blocks of a document on pages.
struct PDFComposer {
    let typesetter: PDFTypesetter
    let document: PDFDocument
    /// The brand's colour for areas, and the same for text.
    let brand: PDFColour
    let brandText: PDFColour
    private(set) var pages: [PDFPage] = [PDFPage()]
    /// Where the next block begins on the last page.
    var y = 0.0
    /// Nothing has been placed on the page yet, so no space is kept before a block.
    private(set) var atTop = true

    init(_ document: PDFDocument, _ typesetter: PDFTypesetter) throws(PDFFault) {
        self.document = document
        self.typesetter = typesetter
        brand = document.letterhead.colour
        brandText = document.letterhead.colour.readableOnWhite
    }

    /// Lowest line content may reach.
    var bottom: Double {
        PDFGeometry.height - PDFGeometry.footer - Double(max(1, footer.count)) * 10 - 12
    }

    private var footer: ArraySlice<String> { document.footer.prefix(PDFDocument.maxFooterLines) }

    mutating func compose() throws(PDFFault) -> [PDFPage] {
        try placeLetterhead()
        for (index, block) in document.blocks.enumerated() {
            try place(block, next: index + 1 < document.blocks.count ? document.blocks[index + 1] : nil)
        }
        for index in pages.indices { try finish(index) }
        return pages
    }

    private mutating func place(_ block: PDFBlock, next: PDFBlock?) throws(PDFFault) {
        switch block {
        case .heading(let text, let level): try placeHeading(text, level, next: next)
        case .parties(let parties): try placeParties(parties)
        case .facts(let facts): try placeFacts(facts)
        case .table(let table): try placeTable(table)
        case .totals(let totals): try placeTotals(totals)
        case .paragraph(let text, let style): try placeParagraph(text, style)
        case .pageBreak: if !atTop { try startPage() }
        }
    }

    /// Adds a mark to the last page.
    mutating func mark(_ mark: PDFMark) {
        pages[pages.count - 1].marks.append(mark)
        atTop = false
    }

    /// Adds a filled rectangle to the last page.
    mutating func fill(_ box: PDFBox, _ colour: PDFColour) {
        pages[pages.count - 1].fills.append(PDFFill(box: box, colour: colour))
        atTop = false
    }

    /// Keeps space before a block, unless it is the first on its page.
    mutating func space(_ points: Double) {
        if !atTop { y += points }
    }

    /// Begins a new page unless so many points are left on this one.
    mutating func need(_ points: Double) throws(PDFFault) {
        if y + points > bottom, !atTop { try startPage() }
    }

    /// Begins a page with the slim head of continuation.
    mutating func startPage() throws(PDFFault) {
        pages.append(PDFPage())
        fill(PDFBox(x: 0, y: 0, width: PDFGeometry.width, height: 4), brand)
        let half = PDFGeometry.contentWidth / 2
        let left = PDFBox(x: PDFGeometry.margin, y: 33, width: half, height: 0)
        try text(document.letterhead.name, .running, brandText, in: left, maxLines: 1)
        let right = PDFBox(x: PDFGeometry.margin + half, y: 33, width: half, height: 0)
        try text(document.runningTitle, .note, .grey, in: right, align: .trailing, maxLines: 1)
        rule(y: 49, colour: .hairline)
        y = PDFGeometry.top
        atTop = true
    }

    /// A hairline over the width of the content.
    mutating func rule(y: Double, colour: PDFColour, thickness: Double = 0.5) {
        fill(PDFBox(x: PDFGeometry.margin, y: y, width: PDFGeometry.contentWidth, height: thickness), colour)
    }

    /// Sets text in lines from the top of a box; returns their height.
    @discardableResult
    mutating func text(
        _ text: String,
        _ style: PDFTextStyle,
        _ colour: PDFColour,
        in box: PDFBox,
        align: PDFColumn.Alignment = .leading,
        maxLines: Int? = nil
    ) throws(PDFFault) -> Double {
        let text = try typesetter.text(text, style, width: box.width, maxLines: maxLines)
        show(text, colour, in: box, align: align)
        return text.height
    }

    /// Draws text from the top of a box.
    mutating func show(
        _ text: PDFText,
        _ colour: PDFColour,
        in box: PDFBox,
        align: PDFColumn.Alignment = .leading
    ) {
        switch text {
        case .run(let characters, let face, let width):
            let point = PDFPoint(x: box.x + align.offset(width, in: box.width), y: box.y + face.ascent)
            mark(.run(characters, face, point, colour))
        case .paragraph(let paragraph): show(paragraph, colour, in: box, align: align)
        }
    }

    /// Draws all lines of a paragraph from the top of a box.
    mutating func show(
        _ paragraph: PDFParagraph,
        _ colour: PDFColour,
        in box: PDFBox,
        align: PDFColumn.Alignment = .leading
    ) {
        var baseline = box.y + paragraph.face.ascent
        for (line, width) in paragraph.lineWidths.enumerated() {
            mark(.line(paragraph, line, PDFPoint(x: box.x + align.offset(width, in: box.width), y: baseline), colour))
            baseline += paragraph.face.lineHeight
        }
    }

    /// The foot of a page, once the number of pages is known.
    private mutating func finish(_ index: Int) throws(PDFFault) {
        let top = PDFGeometry.height - PDFGeometry.footer - Double(max(1, footer.count)) * 10
        let hairline = PDFBox(x: PDFGeometry.margin, y: top - 5, width: PDFGeometry.contentWidth, height: 0.5)
        pages[index].fills.append(PDFFill(box: hairline, colour: .hairline))
        let face = try typesetter.face(.label)
        for (line, text) in footer.enumerated() {
            let point = PDFPoint(x: PDFGeometry.margin, y: top + Double(line) * 10 + face.ascent)
            let set = try typesetter.text(text, .label, width: PDFGeometry.contentWidth - 130, maxLines: 1)
            pages[index].marks.append(.first(of: set, at: point, .grey))
        }
        let number = document.pageLabel.text(index + 1, of: pages.count)
        let label = try typesetter.text(number, .label, width: 120, maxLines: 1)
        let right = PDFGeometry.width - PDFGeometry.margin - label.width
        pages[index].marks.append(.first(of: label, at: PDFPoint(x: right, y: top + face.ascent), .grey))
    }
}

extension PDFColumn.Alignment {
    /// How far from the left edge text of a width begins.
    func offset(_ width: Double, in available: Double) -> Double {
        switch self {
        case .leading: 0
        case .centre: (available - width) / 2
        case .trailing: available - width
        }
    }
}
