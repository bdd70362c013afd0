import CXlsxWriter
import Values

/// Writes a workbook row by row in constant memory; equal content gives equal bytes.
///
/// Rows go to temporary files at once; the workbook is put together by ``finish()``. A writer that is dropped before
/// leaves no file.
package final class XLSXWriter {
    /// Rows a sheet can have, header and totals included.
    package static let maxRows = 1_048_576
    /// Characters a cell can have, counted in UTF-16 as Excel does.
    package static let maxTextLength = 32_767

    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private var sheet: XLSXOpenSheet?
    private var names: Set<String> = []
    private var formats: [XLSXStyle: UnsafeMutablePointer<lxw_format>] = [:]

    /// Starts a workbook that ``finish()`` will write to a path.
    ///
    /// - Parameters:
    ///   - path: Where the workbook goes.
    ///   - properties: What is told of it.
    ///   - temporaryFolder: Where its parts wait; the system's folder for `nil`.
    /// - Throws: ``XLSXFault`` when there is no memory or no place for temporary files.
    package init(path: String, properties: XLSXProperties, temporaryFolder: String? = nil) throws(XLSXFault) {
        guard let workbook = XLSXWriter.workbook(path, temporaryFolder) else {
            throw XLSXFault(code: .file, reason: "the workbook cannot be started")
        }
        self.workbook = workbook
        XLSXWriter.set(properties, on: workbook)
    }

    deinit {
        if let workbook { lxw_workbook_free(workbook) }
    }

    /// Starts a sheet with its header row; the sheet before is complete.
    ///
    /// - Throws: ``XLSXFault`` for a name Excel refuses.
    package func startSheet(_ description: XLSXSheet) throws(XLSXFault) {
        closeSheet()
        try checkName(description.name)
        guard let workbook, let worksheet = workbook_add_worksheet(workbook, description.name) else {
            throw XLSXFault(code: .file, reason: "the sheet \(description.name) cannot be started")
        }
        sheet = XLSXOpenSheet(
            worksheet: worksheet,
            columns: description.columns,
            plainFormats: description.columns.map { format(for: $0.kind, emphasis: .plain) }
        )
        setUpColumns(description.columns, on: worksheet)
        try write(description.columns.map { .text($0.title) }, emphasis: .header)
        worksheet_freeze_panes(worksheet, 1, 0)
        worksheet_repeat_rows(worksheet, 0, 0)
        worksheet_set_landscape(worksheet)
        worksheet_set_paper(worksheet, 9)
        worksheet_fit_to_pages(worksheet, 1, 0)
    }

    /// Appends a row; cells beyond the last one given stay empty.
    ///
    /// - Throws: ``XLSXFault`` for more cells than columns, too many rows or too long a text.
    package func append(_ cells: [XLSXCell]) throws(XLSXFault) {
        guard sheet?.isFiltered != true else {
            throw XLSXFault(code: .row, reason: "a row after the totals of its sheet")
        }
        try write(cells, emphasis: .plain)
        sheet?.endData()
    }

    /// Appends a row of totals: bold, under a line, outside the filter; no data row follows it.
    ///
    /// - Throws: as ``append(_:)``.
    package func appendTotals(_ cells: [XLSXCell]) throws(XLSXFault) {
        setFilter()
        try write(cells, emphasis: .totals)
    }

    /// Writes the file.
    ///
    /// - Throws: ``XLSXFault`` when it cannot be written.
    package func finish() throws(XLSXFault) {
        closeSheet()
        guard let open = workbook else { throw XLSXFault(code: .file, reason: "the workbook is already finished") }
        workbook = nil
        let result = workbook_close(open)
        guard result == LXW_NO_ERROR else {
            let reason = lxw_strerror(result).map { String(cString: $0) } ?? "error \(result.rawValue)"
            throw XLSXFault(code: .file, reason: reason)
        }
    }

    /// The library copies the folder's name.
    private static func workbook(_ path: String, _ folder: String?) -> UnsafeMutablePointer<lxw_workbook>? {
        var options = lxw_workbook_options(constant_memory: 1, tmpdir: nil, use_zip64: 0)
        guard let folder else { return workbook_new_opt(path, &options) }
        var workbook: UnsafeMutablePointer<lxw_workbook>?
        folder.withMutableCString { name in
            options.tmpdir = name
            workbook = workbook_new_opt(path, &options)
        }
        return workbook
    }

    private static func set(_ properties: XLSXProperties, on workbook: UnsafeMutablePointer<lxw_workbook>) {
        var values = lxw_doc_properties()
        // The library copies the texts before the call returns.
        properties.title.withMutableCString { title in
            properties.author.withMutableCString { author in
                values.title = title
                values.author = author
                values.created = time_t(properties.createdAt.seconds)
                workbook_set_properties(workbook, &values)
            }
        }
    }

    private func checkName(_ name: String) throws(XLSXFault) {
        let isAllowed =
            (1...31).contains(name.utf16.count) && !name.contains { "[]:*?/\\".contains($0) }
            && !name.hasPrefix("'") && !name.hasSuffix("'")
        guard isAllowed else { throw XLSXFault(code: .sheetName, reason: "\(quoted(name)) is no name for a sheet") }
        guard names.insert(name.lowercased()).inserted else {
            throw XLSXFault(code: .sheetName, reason: "the sheet \(quoted(name)) comes twice")
        }
    }

    private func setUpColumns(_ columns: [XLSXColumn], on worksheet: UnsafeMutablePointer<lxw_worksheet>) {
        for (index, column) in columns.enumerated() {
            let format = format(for: column.kind, emphasis: .plain)
            worksheet_set_column(worksheet, lxw_col_t(index), lxw_col_t(index), Double(column.width), format)
        }
    }

    private func closeSheet() {
        setFilter()
        sheet = nil
    }

    /// The filter covers header and data; the library takes it only while the last of these rows is the newest.
    private func setFilter() {
        guard let open = sheet, !open.isFiltered, let last = open.columns.indices.last else { return }
        let result = worksheet_autofilter(open.worksheet, 0, 0, lxw_row_t(open.lastDataRow), lxw_col_t(last))
        precondition(result == LXW_NO_ERROR, "libxlsxwriter refused a filter over rows that were written")
        sheet?.isFiltered = true
    }

    private func write(_ cells: [XLSXCell], emphasis: XLSXStyle.Emphasis) throws(XLSXFault) {
        guard let sheet, cells.count <= sheet.columns.count else {
            throw XLSXFault(code: .row, reason: "a row of \(cells.count) cells where the sheet has fewer columns")
        }
        guard sheet.nextRow < XLSXWriter.maxRows else {
            throw XLSXFault(code: .tooManyRows, reason: "more than \(XLSXWriter.maxRows) rows in a sheet")
        }
        for (index, cell) in cells.enumerated() {
            // The column has its format already; a blank cell would only cost time and room.
            if emphasis == .plain, cell.isBlank { continue }
            let kind = sheet.columns[index].kind
            let place = XLSXPlace(
                worksheet: sheet.worksheet,
                row: lxw_row_t(sheet.nextRow),
                column: lxw_col_t(index),
                format: emphasis == .plain ? sheet.plainFormats[index] : format(for: kind, emphasis: emphasis)
            )
            try place.write(cell, kind: kind)
        }
        self.sheet?.nextRow += 1
    }

    private func format(
        for kind: XLSXColumn.Kind,
        emphasis: XLSXStyle.Emphasis
    ) -> UnsafeMutablePointer<lxw_format>? {
        let style = XLSXStyle(numberFormat: kind.numberFormat, emphasis: emphasis, isTrailing: kind.isTrailing)
        if let known = formats[style] { return known }
        guard let workbook, let format = workbook_add_format(workbook) else { return nil }
        style.apply(to: format)
        formats[style] = format
        return format
    }
}

/// The sheet being written.
private struct XLSXOpenSheet {
    let worksheet: UnsafeMutablePointer<lxw_worksheet>
    let columns: [XLSXColumn]
    /// The formats of data, by column.
    let plainFormats: [UnsafeMutablePointer<lxw_format>?]
    var nextRow = 0
    private(set) var lastDataRow = 0
    /// Whether the data is complete and the filter set.
    var isFiltered = false

    /// The row just written belongs to the data.
    mutating func endData() { lastDataRow = nextRow - 1 }
}

extension String {
    /// The text as C wants it where it is declared mutable though it is only read.
    fileprivate func withMutableCString(_ body: (UnsafeMutablePointer<CChar>?) -> Void) {
        var bytes = utf8CString
        bytes.withUnsafeMutableBufferPointer { body($0.baseAddress) }
    }
}
