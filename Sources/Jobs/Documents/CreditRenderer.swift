package import Domain
import Formats
import Foundation
package import Postgres
package import Values

/// Makes the files of credits and stores them, once each.
package struct CreditRenderer: Sendable {
    private let database: Database
    private let pdf: PDFWriter

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
        let bytes = try render(source, kind)
        return try await database.write(scope) { tx in
            try await CreditFiles.storeFile(scope, credit, kind, bytes, in: tx)
        }
    }

    /// Makes and stores some files of a credit from one reading of it.
    package func make(_ scope: Scope, _ credit: CreditID, _ kinds: Set<CreditFileKind>) async throws {
        let source = try await read(scope, credit)
        let files = try kinds.map { (kind: $0, bytes: try render(source, $0)) }
        try await database.write(scope) { tx in
            for file in files { try await CreditFiles.storeFile(scope, credit, file.kind, file.bytes, in: tx) }
        }
    }

    /// What files are made of.
    private struct Source {
        let snapshot: CreditSnapshot
        let sessions: [CreditLine]
    }

    private func read(_ scope: Scope, _ credit: CreditID) async throws -> Source {
        let snapshot = try await database.read(scope) { tx in
            try await Credits.detail(scope, credit, in: tx).snapshot
        }
        return Source(snapshot: snapshot, sessions: try await lines(scope, credit))
    }

    private func render(_ source: Source, _ kind: CreditFileKind) throws -> [UInt8] {
        switch kind {
        case .pdf: try pdf.render(CreditPDF.document(source.snapshot, sessions: source.sessions))
        case .xlsx: try spreadsheet(source)
        }
    }

    private func lines(_ scope: Scope, _ credit: CreditID) async throws -> [CreditLine] {
        var all: [CreditLine] = []
        while true {
            let after = all.last?.ordinal ?? 0
            let page = try await database.read(scope) { tx in
                try await Credits.lines(scope, credit, after: after, in: tx)
            }
            all += page
            if page.count < BillingLimits.linesPerPage { return all }
        }
    }

    /// The library writes files only, so the sheet takes a way over a temporary one.
    private func spreadsheet(_ source: Source) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory
        let url = folder.appendingPathComponent("laadboek-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: url) }  // nothing depends on it any more
        var sheet = try CreditSpreadsheet(path: url.path, snapshot: source.snapshot)
        try sheet.append(source.sessions)
        try sheet.finish()
        return Array(try Data(contentsOf: url))
    }
}
