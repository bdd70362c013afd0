/// A table of a PDF document.
package struct PDFTable: Hashable, Sendable {
    /// How large the text of a table is.
    package enum Density: Hashable, Sendable {
        /// For the lines of a document.
        case regular
        /// For hundreds of rows of detail.
        case compact
    }

    /// The columns.
    package var columns: [PDFColumn]
    /// The rows, in order.
    package var rows: [PDFRow]
    /// How large the text is.
    package var density: Density

    /// Makes a table.
    package init(columns: [PDFColumn], rows: [PDFRow], density: Density = .regular) {
        self.columns = columns
        self.rows = rows
        self.density = density
    }
}

/// A column of a table.
package struct PDFColumn: Hashable, Sendable {
    /// At which edge of a column its text stands.
    package enum Alignment: Hashable, Sendable {
        /// Left.
        case leading
        /// In the middle.
        case centre
        /// Right, as numbers do.
        case trailing
    }

    /// The title in the header.
    package var title: String
    /// Its share of the width, in relation to the other columns'.
    package var share: Int
    /// At which edge its text stands.
    package var alignment: Alignment

    /// Makes a column.
    package init(_ title: String, share: Int, alignment: Alignment = .leading) {
        self.title = title
        self.share = share
        self.alignment = alignment
    }
}

/// A row of a table.
package struct PDFRow: Hashable, Sendable {
    /// What a row is.
    package enum Style: Hashable, Sendable {
        /// A line.
        case plain
        /// The heading of the rows after it: its first cell over the whole width; it stays with the next row.
        case group
        /// A sum of the rows before it.
        case subtotal
    }

    /// The cells; missing ones are empty, those beyond the columns are not printed.
    package var cells: [String]
    /// What the row is.
    package var style: Style

    /// Makes a row.
    package init(_ cells: [String], style: Style = .plain) {
        self.cells = cells
        self.style = style
    }
}
