package import Values

/// What the file says about itself.
package struct XLSXProperties: Hashable, Sendable {
    /// The document's title.
    package var title: String
    /// Who issues it.
    package var author: String
    /// The date of creation; fixed by the caller so that equal content gives equal bytes.
    package var createdAt: Timestamp

    /// Makes the properties.
    package init(title: String, author: String, createdAt: Timestamp) {
        self.title = title
        self.author = author
        self.createdAt = createdAt
    }
}

/// A sheet: its name and columns.
package struct XLSXSheet: Hashable, Sendable {
    /// The name on the tab: 1 to 31 characters, none of `[]:*?/\`, no apostrophe at an end.
    package var name: String
    /// The columns; their titles become the frozen header row with a filter.
    package var columns: [XLSXColumn]

    /// Makes a sheet.
    package init(name: String, columns: [XLSXColumn]) {
        self.name = name
        self.columns = columns
    }
}

/// A column: its title, width and the way its cells are shown.
package struct XLSXColumn: Hashable, Sendable {
    /// The ways cells are shown.
    package enum Kind: Hashable, Sendable {
        /// As written, also when it looks like a number or a formula.
        case text
        /// Whole numbers without grouping, such as counts and ids.
        case integer
        /// Decimal numbers with so many decimals shown; the cell keeps all of them.
        case number(decimals: Int)
        /// Kilowatt-hours with three decimals.
        case energy
        /// Amounts with the currency's decimals and its code.
        case money(Currency)
        /// Wall-clock time of a zone, to the second.
        case dateTime(Zone)
        /// Days.
        case date
    }

    /// The title in the header row.
    package var title: String
    /// The width in characters.
    package var width: Int
    /// How cells are shown.
    package var kind: Kind

    /// Makes a column.
    package init(_ title: String, width: Int, kind: Kind) {
        self.title = title
        self.width = width
        self.kind = kind
    }
}

/// The content of a cell.
///
/// Spreadsheets hold binary floating point; where every digit counts, put the exact text in a column beside.
package enum XLSXCell: Hashable, Sendable {
    /// Nothing.
    case empty
    /// Text; never a formula, whatever it begins with.
    case text(String)
    /// A whole number.
    case integer(Int64)
    /// A decimal number.
    case exact(Exact)
    /// Energy, shown in kWh.
    case energy(Energy)
    /// A rounded amount.
    case money(Money)
    /// A moment, shown in the zone of the column (UTC where the column has none).
    case moment(Timestamp)
    /// A day.
    case day(LocalDate)

    /// Whether there is nothing to be seen.
    var isBlank: Bool {
        switch self {
        case .empty: true
        case .text(let text): text.isEmpty
        default: false
        }
    }
}

/// Why a workbook was not written.
package struct XLSXFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of fault.
    package enum Code: String, Sendable {
        /// A sheet's name is not allowed or comes twice.
        case sheetName = "xlsx.sheet_name"
        /// More rows than a sheet has.
        case tooManyRows = "xlsx.too_many_rows"
        /// A row with more cells than columns, before any sheet, or after the totals.
        case row = "xlsx.row"
        /// A text longer than a cell holds.
        case textTooLong = "xlsx.text_too_long"
        /// The file or a temporary file cannot be written.
        case file = "xlsx.file"
    }

    /// The kind of fault.
    package let code: Code
    /// What is wrong and where.
    package let reason: String

    /// What is wrong and where.
    package var description: String { reason }
}
