package import Domain
import Formats
import HTTPServer
package import Postgres
import Templates
package import Values

/// A list to take along as CSV or JSON: the same rows as the page under the same filters, all pages of it, streamed.
package struct Export<Row: Sendable>: Sendable {
    /// A column with its name for programs, and how its cells are made.
    package typealias Column = (name: String, cell: @Sendable (Row) -> JSON)
    /// Hands every row of the list to the closure, in order.
    package typealias Source =
        @Sendable (
            _ visit: MemberVisit, _ tx: Transaction, _ emit: (Row) async throws -> Void
        ) async throws -> Void

    private let fileName: String
    private let columns: [Column]
    private let scope: @Sendable (MemberVisit) throws -> Scope
    private let rows: Source

    /// `fileName` has no extension; column names are in English and never translated, since programs read them.
    package init(
        _ fileName: String,
        columns: [Column],
        scope: @escaping @Sendable (MemberVisit) throws -> Scope = { $0.scope },
        rows: @escaping Source
    ) {
        self.fileName = fileName
        self.columns = columns
        self.scope = scope
        self.rows = rows
    }

    /// The whole list as a download; it is cut off visibly when something fails on the way.
    func answer(_ visit: MemberVisit, _ format: ExportFormat) throws -> Response {
        let chunk = visit.shell.configuration.limits.exportChunkBytes
        let scope = try scope(visit)
        let response = Response.stream(type: format.mediaType) { writer in
            var text = ExportText(format, columns.map(\.name))
            try await visit.shell.database.read(scope, isolation: .repeatableRead) { tx in
                try await rows(visit, tx) { row in
                    text.append(columns.map { $0.cell(row) })
                    if text.bytes.count >= chunk { try await writer.write(text.take()) }
                }
            }
            text.finish()
            try await writer.write(text.take())
        }
        return response.download(as: "\(fileName).\(format.rawValue)")
    }
}

extension Export {
    /// Rows that a context lists page by page, all read in the view of one moment.
    package static func pages<Sort: Sendable & Hashable>(
        _ visit: MemberVisit,
        _ request: ListRequest<Sort>,
        _ list: (ListRequest<Sort>) async throws -> Listing<Row>,
        _ emit: (Row) async throws -> Void
    ) async throws {
        var request = request
        request.offset = 0
        request.limit = visit.shell.configuration.limits.exportBatch
        while true {
            let page = try await list(request)
            for row in page.rows { try await emit(row) }
            request.offset += page.rows.count
            if page.rows.isEmpty || request.offset >= page.total { return }
        }
    }
}

/// The bytes of an export that have not been sent yet.
private struct ExportText {
    private let format: ExportFormat
    private let names: [String]
    private var isFirst = true
    private(set) var bytes: [UInt8] = []

    init(_ format: ExportFormat, _ names: [String]) {
        self.format = format
        self.names = names
        bytes = format == .csv ? CSVWriter(columns: names, guardsFormulas: true).bytes : Array("[".utf8)
    }

    mutating func append(_ cells: [JSON]) {
        switch format {
        case .csv: bytes += CSVWriter(columns: cells.map(ExportText.text), guardsFormulas: true).bytes
        case .json:
            bytes += Array((isFirst ? "\n" : ",\n").utf8)
            JSON.object(zip(names, cells).map { JSONMember(name: $0, value: $1) }).write(to: &bytes)
        }
        isFirst = false
    }

    mutating func finish() {
        if format == .json { bytes += Array("\n]\n".utf8) }
    }

    mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    private static func text(_ cell: JSON) -> String {
        switch cell {
        case .null: ""
        case .string(let text), .number(let text): text
        default: cell.description
        }
    }
}

extension ExportFormat {
    /// The media type with its character set.
    var mediaType: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .json: "application/json"
        }
    }
}
