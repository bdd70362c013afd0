extension PDFComposer {
    /// The most lines of a cell; the rest is cut with an ellipsis, so that no row outgrows a page.
    private static let maxCellLines = 12

    mutating func placeTable(_ table: PDFTable) throws(PDFFault) {
        let grid = PDFGrid(table)
        guard !grid.columns.isEmpty else { return }
        space(10)
        let header = try set(PDFRow(table.columns.map(\.title)), grid, isHeader: true)
        try need(header.height + 2 * grid.minimumRowHeight(try typesetter.face(grid.style)))
        placeHeader(header, grid)
        for (index, row) in table.rows.enumerated() {
            let line = try set(row, grid, isHeader: false)
            // A group's heading alone at the foot of a page would head nothing.
            let kept = row.style == .group && index + 1 < table.rows.count ? line.height : 0
            if y + line.height + kept > bottom {
                try startPage()
                placeHeader(header, grid)
            }
            place(line, grid)
        }
    }

    private mutating func placeHeader(_ header: PDFTableLine, _ grid: PDFGrid) {
        fill(
            PDFBox(x: PDFGeometry.margin, y: y, width: PDFGeometry.contentWidth, height: header.height),
            brand.tint(percent: 12)
        )
        place(header.cells, height: header.height, colour: brandText, grid)
        y += header.height
    }

    private mutating func place(_ line: PDFTableLine, _ grid: PDFGrid) {
        switch line.style {
        case .plain: break
        case .group:
            fill(
                PDFBox(x: PDFGeometry.margin, y: y, width: PDFGeometry.contentWidth, height: line.height),
                brand.tint(percent: 5)
            )
        case .subtotal: rule(y: y, colour: .grey)
        }
        place(line.cells, height: line.height, colour: .ink, grid)
        y += line.height
        rule(y: y - 0.25, colour: .hairline, thickness: 0.4)
    }

    private mutating func place(_ cells: [PDFCell], height: Double, colour: PDFColour, _ grid: PDFGrid) {
        for cell in cells {
            let box = PDFBox(x: cell.box.x, y: y + grid.padding, width: cell.box.width, height: 0)
            show(cell.text, colour, in: box, align: cell.alignment)
        }
    }

    /// Sets the cells of a row; the height follows from the cell with most lines.
    private func set(_ row: PDFRow, _ grid: PDFGrid, isHeader: Bool) throws(PDFFault) -> PDFTableLine {
        var style = grid.style
        style.bold = isHeader || row.style != .plain
        var cells: [PDFCell] = []
        var height = try typesetter.face(style).lineHeight
        let columns = row.style == .group && !isHeader ? [grid.wholeWidth] : grid.columns
        for (content, column) in zip(row.cells, columns) where !content.isEmpty {
            let text = try typesetter.text(
                content,
                style,
                width: column.box.width,
                maxLines: PDFComposer.maxCellLines
            )
            height = max(height, text.height)
            cells.append(PDFCell(text: text, box: column.box, alignment: column.alignment))
        }
        return PDFTableLine(cells: cells, height: height + 2 * grid.padding, style: row.style)
    }
}

/// The columns of a table in points.
struct PDFGrid {
    struct Column {
        let box: PDFBox
        let alignment: PDFColumn.Alignment
    }

    let columns: [Column]
    let style: PDFTextStyle
    /// Above and below the text of a row.
    let padding: Double

    /// Between text and the edge of its column.
    private static let gutter = 4.0

    init(_ table: PDFTable) {
        style = table.density == .regular ? PDFTextStyle(size: 9) : PDFTextStyle(size: 7.5)
        padding = table.density == .regular ? 4 : 2.2
        let shares = table.columns.reduce(0) { $0 + max(1, $1.share) }
        var x = PDFGeometry.margin
        columns = table.columns.map { column in
            let width = PDFGeometry.contentWidth * Double(max(1, column.share)) / Double(shares)
            defer { x += width }
            let inner = PDFBox(x: x + PDFGrid.gutter, y: 0, width: width - 2 * PDFGrid.gutter, height: 0)
            return Column(box: inner, alignment: column.alignment)
        }
    }

    /// One cell over all columns.
    var wholeWidth: Column {
        let width = PDFGeometry.contentWidth - 2 * PDFGrid.gutter
        return Column(
            box: PDFBox(x: PDFGeometry.margin + PDFGrid.gutter, y: 0, width: width, height: 0),
            alignment: .leading
        )
    }

    func minimumRowHeight(_ face: PDFFace) -> Double { face.lineHeight + 2 * padding }
}

/// A row of a table, set.
struct PDFTableLine {
    let cells: [PDFCell]
    let height: Double
    let style: PDFRow.Style
}

/// A cell of a table, set.
struct PDFCell {
    let text: PDFText
    let box: PDFBox
    let alignment: PDFColumn.Alignment
}
