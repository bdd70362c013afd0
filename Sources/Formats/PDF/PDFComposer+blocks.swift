extension PDFComposer {
    /// The head of the first page: a bar in the brand's colour, the name, and at the right who that is.
    mutating func placeLetterhead() throws(PDFFault) {
        fill(PDFBox(x: 0, y: 0, width: PDFGeometry.width, height: 8), brand)
        let head = document.letterhead
        let nameWidth = PDFGeometry.contentWidth * 0.55
        let name = PDFBox(x: PDFGeometry.margin, y: 40, width: nameWidth, height: 0)
        let nameHeight = try text(head.name, .brand, brandText, in: name, maxLines: 3)
        var right = PDFBox(
            x: PDFGeometry.margin + nameWidth,
            y: 42,
            width: PDFGeometry.contentWidth - nameWidth,
            height: 0
        )
        for line in head.lines { right.y += try text(line, .note, .grey, in: right, align: .trailing, maxLines: 2) }
        y = max(40 + nameHeight, right.y) + 30
    }

    mutating func placeHeading(_ heading: String, _ level: PDFHeadingLevel, next: PDFBlock?) throws(PDFFault) {
        let style: PDFTextStyle = level == .title ? .title : .section
        space(level == .title ? 6 : 20)
        let paragraph = try typesetter.paragraph(heading, style, width: PDFGeometry.contentWidth)
        try need(paragraph.height + (next == nil ? 0 : 64))
        show(paragraph, level == .title ? .ink : brandText, in: contentBox())
        y += paragraph.height + (level == .title ? 8 : 1)
    }

    /// The width of the content from where the next block begins.
    func contentBox() -> PDFBox {
        PDFBox(x: PDFGeometry.margin, y: y, width: PDFGeometry.contentWidth, height: 0)
    }

    mutating func placeParties(_ parties: [PDFParty]) throws(PDFFault) {
        guard !parties.isEmpty else { return }
        let gap = 24.0
        let width = (PDFGeometry.contentWidth - gap * Double(parties.count - 1)) / Double(parties.count)
        let blocks = try parties.map { party throws(PDFFault) in try PDFPartyBlock(party, typesetter, width: width) }
        let height = blocks.map(\.height).max() ?? 0
        space(10)
        try need(height)
        for (index, block) in blocks.enumerated() {
            let x = PDFGeometry.margin + Double(index) * (width + gap)
            fill(PDFBox(x: x, y: y, width: width, height: 1), brand.tint(percent: 60))
            var box = PDFBox(x: x, y: y + PDFPartyBlock.top, width: width, height: 0)
            for (text, colour, after) in block.texts {
                show(text, colour, in: box)
                box.y += text.height + after
            }
        }
        y += height
    }

    /// Four facts to a row, on a tinted ground.
    mutating func placeFacts(_ facts: [PDFFact]) throws(PDFFault) {
        space(16)
        let columns = min(4, max(1, facts.count))
        for start in stride(from: 0, to: facts.count, by: columns) {
            try placeFactRow(Array(facts[start..<min(start + columns, facts.count)]), columns: columns)
        }
    }

    private mutating func placeFactRow(_ facts: [PDFFact], columns: Int) throws(PDFFault) {
        let padding = 10.0
        let width = (PDFGeometry.contentWidth - padding) / Double(columns)
        var cells: [(label: PDFText, value: PDFText)] = []
        for fact in facts {
            let label = try typesetter.text(fact.label, .label, width: width - padding, maxLines: 2)
            let value = try typesetter.text(fact.value, .strong, width: width - padding, maxLines: 4)
            cells.append((label, value))
        }
        let labels = cells.map(\.label.height).max() ?? 0
        let height = labels + (cells.map(\.value.height).max() ?? 0) + 15
        try need(height)
        fill(
            PDFBox(x: PDFGeometry.margin, y: y, width: PDFGeometry.contentWidth, height: height),
            brand.tint(percent: 8)
        )
        for (index, cell) in cells.enumerated() {
            var box = PDFBox(
                x: PDFGeometry.margin + padding + Double(index) * width,
                y: y + 7,
                width: width - padding,
                height: 0
            )
            show(cell.label, .grey, in: box)
            box.y += labels + 2
            show(cell.value, .ink, in: box)
        }
        y += height
    }

    /// Label and amount at the right half; the line that counts is larger, under a rule in the brand's colour.
    mutating func placeTotals(_ totals: [PDFTotal]) throws(PDFFault) {
        space(10)
        let width = PDFGeometry.contentWidth * 0.5
        let x = PDFGeometry.margin + PDFGeometry.contentWidth - width
        let lines = try totals.map { total throws(PDFFault) in try PDFTotalLine(total, typesetter, width: width) }
        try need(lines.reduce(0) { $0 + $1.height })
        for line in lines {
            if line.total.emphasised {
                fill(PDFBox(x: x, y: y + 3, width: width, height: 1.2), brand)
            }
            let top = y + (line.total.emphasised ? 9 : 2.5)
            let box = PDFBox(x: x + 5, y: top, width: line.labelWidth, height: 0)
            show(line.label, .ink, in: box)
            let valueWidth = width - 10 - line.labelWidth
            let valueBox = PDFBox(x: box.x + line.labelWidth, y: top, width: valueWidth, height: 0)
            show(line.value, .ink, in: valueBox, align: .trailing)
            y += line.height
        }
    }

    /// Line by line, so that a long text flows over pages.
    mutating func placeParagraph(_ body: String, _ style: PDFParagraphStyle) throws(PDFFault) {
        let (textStyle, colour): (PDFTextStyle, PDFColour) = style == .body ? (.body, .ink) : (.note, .grey)
        space(style == .body ? 9 : 7)
        let paragraph = try typesetter.paragraph(body, textStyle, width: PDFGeometry.contentWidth)
        let lineHeight = paragraph.face.lineHeight
        for line in paragraph.lineWidths.indices {
            try need(lineHeight)
            let point = PDFPoint(x: PDFGeometry.margin, y: y + paragraph.face.ascent)
            mark(.line(paragraph, line, point, colour))
            y += lineHeight
        }
    }
}

/// A line of the totals, set.
private struct PDFTotalLine {
    let total: PDFTotal
    let label: PDFText
    let value: PDFText
    let labelWidth: Double

    var height: Double { max(label.height, value.height) + (total.emphasised ? 16 : 5) }

    init(_ total: PDFTotal, _ typesetter: PDFTypesetter, width: Double) throws(PDFFault) {
        self.total = total
        let style: PDFTextStyle = total.emphasised ? .due : .body
        value = try typesetter.text(total.value, style, width: width * 0.5, maxLines: 1)
        labelWidth = width - 10 - value.width - 12
        label = try typesetter.text(total.label, style, width: labelWidth, maxLines: 3)
    }
}

/// A party, set: its texts with their colours and the space after each.
private struct PDFPartyBlock {
    /// Between the rule and the label.
    static let top = 7.0

    let texts: [(text: PDFText, colour: PDFColour, after: Double)]

    var height: Double { texts.reduce(PDFPartyBlock.top) { $0 + $1.text.height + $1.after } }

    init(_ party: PDFParty, _ typesetter: PDFTypesetter, width: Double) throws(PDFFault) {
        var texts: [(PDFText, PDFColour, Double)] = []
        texts.append((try typesetter.text(party.label, .label, width: width), .grey, 2))
        texts.append((try typesetter.text(party.name, .strong, width: width), .ink, 1))
        for line in party.lines {
            texts.append((try typesetter.text(line, .body, width: width), .ink, 0))
        }
        self.texts = texts
    }
}
