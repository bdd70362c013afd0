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
        let bytes = try await render(scope, credit, kind)
        return try await database.write(scope) { tx in
            try await CreditFiles.storeFile(scope, credit, kind, bytes, in: tx)
        }
    }

    private func render(_ scope: Scope, _ credit: CreditID, _ kind: CreditFileKind) async throws -> [UInt8] {
        let snapshot = try await database.read(scope) { tx in
            try await Credits.detail(scope, credit, in: tx).snapshot
        }
        switch kind {
        case .pdf:
            let sessions = try await lines(scope, credit)
            return try pdf.render(CreditPDF.document(snapshot, sessions: sessions))
        case .xlsx: return try await spreadsheet(scope, credit, snapshot)
        }
    }

    private func lines(_ scope: Scope, _ credit: CreditID) async throws -> [CreditLine] {
        var all: [CreditLine] = []
        while true {
            let after = all.last?.ordinal ?? 0
            let page = try await database.read(scope) { tx in
                try await Credits.lines(scope, credit, after: after, in: tx)
            }
            if page.isEmpty { return all }
            all += page
        }
    }

    /// The library writes files only, so the sheet takes a way over a temporary one.
    private func spreadsheet(_ scope: Scope, _ credit: CreditID, _ snapshot: CreditSnapshot) async throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory
        let url = folder.appendingPathComponent("laadboek-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: url) }  // nothing depends on it any more
        let all = try await lines(scope, credit)
        var sheet = try CreditSpreadsheet(path: url.path, snapshot: snapshot)
        try sheet.append(all)
        try sheet.finish()
        return Array(try Data(contentsOf: url))
    }
}
