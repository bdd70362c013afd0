import Dispatch
package import Domain
import Formats
import Foundation
package import Postgres
package import Values

/// Makes the files of credits and stores them, once each.
package struct CreditRenderer: Sendable {
    private let database: Database
    private let pdf: PDFWriter
    /// Drawing takes a core for a while, and the few threads of all tasks are not there to be held so long.
    private let queue = DispatchQueue(label: "laadboek.documents", qos: .utility)

    package init(database: Database) throws {
        self.database = database
        pdf = try PDFWriter()
    }

    /// The bytes of a credit's file; made and stored when nobody has before.
    package func file(_ scope: Scope, _ credit: CreditID, _ kind: CreditFileKind) async throws -> [UInt8] {
        if let stored = try await database.read(
            scope,
            { tx in
                try await CreditFiles.load(scope, credit, kind, in: tx)
            }
        ) {
            return stored
        }
        let source = try await read(scope, credit)
        let files = try await render(source, [kind])
        return try await database.write(scope) { tx in
            try await CreditFiles.storeFile(scope, credit, kind, files[0].bytes, in: tx)
        }
    }

    /// Makes and stores some files of a credit from one reading of it.
    package func make(_ scope: Scope, _ credit: CreditID, _ kinds: Set<CreditFileKind>) async throws {
        let source = try await read(scope, credit)
        let files = try await render(source, kinds.sorted { $0.rawValue < $1.rawValue })
        try await database.write(scope, planning: .byIndex) { tx in
            try await CreditFiles.storeFiles(scope, credit, files.map { ($0.kind, $0.bytes) }, in: tx)
        }
    }

    /// What files are made of.
    private struct Source: Sendable {
        let snapshot: CreditSnapshot
        let sessions: [CreditLine]
    }

    private struct File: Sendable {
        let kind: CreditFileKind
        let bytes: [UInt8]
    }

    private func read(_ scope: Scope, _ credit: CreditID) async throws -> Source {
        let (snapshot, first) = try await database.read(scope, planning: .byIndex) { tx in
            let snapshot = try await Credits.detail(scope, credit, in: tx).snapshot
            return (snapshot, try await Credits.lines(scope, credit, after: 0, in: tx))
        }
        return Source(snapshot: snapshot, sessions: try await lines(scope, credit, from: first))
    }

    private func render(_ source: Source, _ kinds: [CreditFileKind]) async throws -> [File] {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result { try kinds.map { File(kind: $0, bytes: try self.render(source, $0)) } }
                )
            }
        }
    }

    private func render(_ source: Source, _ kind: CreditFileKind) throws -> [UInt8] {
        switch kind {
        case .pdf: try pdf.render(CreditPDF.document(source.snapshot, sessions: source.sessions))
        case .xlsx: try spreadsheet(source)
        }
    }

    private func lines(_ scope: Scope, _ credit: CreditID, from first: [CreditLine]) async throws -> [CreditLine] {
        var all = first
        var page = first
        while page.count == BillingLimits.linesPerPage, let after = page.last?.ordinal {
            page = try await database.read(scope) { tx in
                try await Credits.lines(scope, credit, after: after, in: tx)
            }
            all += page
        }
        return all
    }

    /// The library writes files only, so the sheet takes a way over a temporary one.
    private func spreadsheet(_ source: Source) throws -> [UInt8] {
        let folder = ScratchFolder.of(rows: source.sessions.count)
        let url = folder.appendingPathComponent("laadboek-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: url) }  // nothing depends on it any more
        var sheet = try CreditSpreadsheet(path: url.path, snapshot: source.snapshot)
        try sheet.append(source.sessions)
        try sheet.finish()
        return Array(try Data(contentsOf: url))
    }
}
