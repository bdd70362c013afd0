/// Reads the texts of a workbook's first visible sheet; formats, formulas and dates are of no interest here.
///
/// Source: ECMA-376 part 1 §18.2–18.4, part 2 §9.
struct XLSXReader {
    private let archive: ZIPArchive
    private let limits: ListFileLimits

    /// The rows that hold something, with the numbers they have in the sheet.
    ///
    /// - Throws: ``ListFileFault``.
    static func read(_ bytes: [UInt8], limits: ListFileLimits) throws(ListFileFault) -> ListRows {
        do {
            var zip = ZIPLimits()
            zip.entryBytes = limits.sheetBytes
            let reader = XLSXReader(archive: try ZIPArchive(bytes, limits: zip), limits: limits)
            return try reader.rows()
        } catch {
            throw ListFileFault(workbook: error)
        }
    }

    private func rows() throws -> ListRows {
        let book = try target(of: "officeDocument", in: "_rels/.rels", folder: "") ?? "xl/workbook.xml"
        let folder = book.lastIndex(of: "/").map { String(book[...$0]) } ?? ""
        let relations = folder + "_rels/" + book.dropFirst(folder.count) + ".rels"
        guard let id = try firstSheet(of: book),
            let sheet = try target(id: id, in: relations, folder: folder),
            let content = try archive.file(sheet)
        else { throw ListFileFault.notReadable }
        let shared = try target(of: "sharedStrings", in: relations, folder: folder)
        let texts = try shared.map(sharedTexts) ?? []
        return try XMLStream.read(content, limit: limits.sheetBytes) { stream in
            var parser = SheetParser(texts: texts, limits: limits)
            return try parser.read(&stream)
        }
    }

    // MARK: Finding the parts

    /// Where a relation of a type leads, such as from the package to the workbook.
    private func target(of type: String, in part: String, folder: String) throws -> String? {
        try relation(in: part, folder: folder) { $0.attribute("Type")?.hasSuffix("/" + type) == true }
    }

    private func target(id: String, in part: String, folder: String) throws -> String? {
        try relation(in: part, folder: folder) { $0.attribute("Id") == id }
    }

    private func relation(
        in part: String,
        folder: String,
        where isWanted: (borrowing XMLStream) -> Bool
    ) throws -> String? {
        guard let content = try archive.file(part) else { return nil }
        return try XMLStream.read(content, limit: limits.sheetBytes) { stream in
            while let piece = try stream.next() {
                guard case .start("Relationship", _) = piece, isWanted(stream) else { continue }
                guard let target = stream.attribute("Target") else { return nil }
                return target.hasPrefix("/") ? String(target.dropFirst()) : folder + target
            }
            return nil
        }
    }

    /// The relation of the first sheet that is not hidden.
    private func firstSheet(of book: String) throws -> String? {
        guard let content = try archive.file(book) else { return nil }
        return try XMLStream.read(content, limit: limits.sheetBytes) { stream in
            while let piece = try stream.next() {
                guard case .start("sheet", _) = piece, stream.attribute("state") ?? "visible" == "visible" else {
                    continue
                }
                return stream.attribute("id")
            }
            return nil
        }
    }

    // MARK: Texts that cells share

    private func sharedTexts(_ part: String) throws -> [String] {
        guard let content = try archive.file(part) else { return [] }
        return try XMLStream.read(content, limit: limits.sheetBytes) { stream in
            var texts: [String] = []
            while let piece = try stream.next() {
                guard case .start("si", let isEmpty) = piece else { continue }
                guard texts.count < limits.sharedTexts else { throw ListFileFault.tooLarge }
                texts.append(isEmpty ? "" : try stream.plainText(until: "si"))
            }
            return texts
        }
    }
}

extension XMLStream {
    /// The text of all `t` elements up to an end tag; how a text is pronounced is left out.
    fileprivate mutating func plainText(until end: String) throws(XMLFault) -> String {
        var (text, isText, isPhonetic) = ("", false, false)
        while let piece = try next() {
            switch piece {
            case .end(end): return text
            case .start("rPh", let isEmpty): isPhonetic = !isEmpty
            case .end("rPh"): isPhonetic = false
            case .start("t", let isEmpty): isText = !isEmpty && !isPhonetic
            case .end("t"): isText = false
            case .text(let part): if isText { text += part }
            default: break
            }
        }
        return text
    }
}

/// Collects the cells of a sheet.
private struct SheetParser {
    private struct Cell {
        var column: Int
        var type: String
    }

    let texts: [String]
    let limits: ListFileLimits
    private var rows = ListRows()
    private var cells: [String] = []
    private var line = 0

    init(texts: [String], limits: ListFileLimits) {
        self.texts = texts
        self.limits = limits
    }

    mutating func read(_ stream: inout XMLStream) throws -> ListRows {
        while let piece = try stream.next() {
            switch piece {
            case .start("row", let isEmpty):
                line = stream.attribute("r").flatMap { Int($0) } ?? line + 1
                cells = []
                if isEmpty { continue }
            case .start("c", isEmpty: false):
                let cell = Cell(
                    column: stream.attribute("r").flatMap(SheetParser.column) ?? cells.count,
                    type: stream.attribute("t") ?? "n"
                )
                try put(try content(of: cell, &stream), at: cell.column)
            case .start("c", isEmpty: true):
                if stream.attribute("r") == nil { try put("", at: cells.count) }
            case .end("row"): try rows.append(ListRow(line: line, cells: cells), limits)
            case .end("sheetData"): return rows
            default: break
            }
        }
        return rows
    }

    private mutating func put(_ text: String, at column: Int) throws {
        guard !text.isEmpty || column < limits.columns else { return }
        guard column < limits.columns else { throw ListFileFault.tooManyColumns }
        while cells.count <= column { cells.append("") }
        cells[column] = text
    }

    /// The text of a cell whose start tag was read, up to its end tag.
    private func content(of cell: Cell, _ stream: inout XMLStream) throws -> String {
        if cell.type == "inlineStr" { return try stream.plainText(until: "c") }
        var (value, isValue) = ("", false)
        while let piece = try stream.next(), piece != .end("c") {
            switch piece {
            case .start("v", let isEmpty): isValue = !isEmpty
            case .end("v"): isValue = false
            case .text(let part): if isValue { value += part }
            default: break
            }
        }
        switch cell.type {
        case "s": return Int(value).flatMap { texts.indices.contains($0) ? texts[$0] : nil } ?? ""
        case "n": return SpreadsheetNumber.plain(value)
        default: return value
        }
    }

    /// The column of a place such as `BC12`, from 0.
    private static func column(_ place: String) -> Int? {
        let letters = place.utf8.prefix { (65...90).contains($0) }
        guard (1...3).contains(letters.count) else { return nil }
        return letters.reduce(0) { $0 * 26 + Int($1) - 64 } - 1
    }
}
