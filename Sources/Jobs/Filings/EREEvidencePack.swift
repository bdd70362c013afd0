import Crypto
package import Domain
import Formats
import Postgres
package import Values

extension EREFilingFiles {
    /// The name of a filing's evidence pack.
    package static func packName(_ filing: EREFiling) -> String { "\(filing.reference)-evidence.zip" }

    /// Writes the evidence of a filing as one archive: its documents, what was measured, every session that counts, what
    /// happened to each line, mandates and accepted evidence, and a list of all files with their hashes, which
    /// `sha256sum -c SHA256SUMS` checks.
    ///
    /// The same filing gives the same bytes.
    ///
    /// - Throws: ``EREFilingRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`, and what the sink throws.
    package nonisolated(nonsending) func pack(
        _ scope: Scope,
        _ id: EREFilingID,
        to sink: nonisolated(nonsending) ([UInt8]) async throws -> Void
    ) async throws {
        try await database.read(scope, isolation: .repeatableRead) { tx in
            let summary = try await EREFilings.find(scope, id, in: tx)
            var pack = EREPackWriter()
            for name in EREFilingFiles.names {
                pack.begin(name)
                let made = try await write(scope, id, [name], in: tx) { _, piece in
                    pack.append(piece)
                    try await sink(pack.take())
                }
                guard Set(made).isSubset(of: summary.documents) else {
                    throw EREFilingRejection.differs(document: name)
                }
            }
            let version = summary.filing.schemaVersion
            pack.add(EREFilingSchema.fileName(version), Array(EREFilingSchema.text(version).utf8))
            try await pack.lines(try EREFilings.lines(scope, of: id, in: tx), to: sink)
            try await pack.sessions(try EREFilings.sessions(scope, of: id, in: tx), to: sink)
            try await pack.pushes(try EREFilings.pushes(scope, of: id, in: tx), to: sink)
            try await pack.history(try EREFilings.facts(scope, of: summary.filing, in: tx), to: sink)
            try await pack.papers(try EREFilings.papers(scope, of: summary.filing, in: tx), to: sink)
            pack.finish()
            try await sink(pack.take())
        }
    }
}

/// Writes an archive and keeps the hash of every file in it.
struct EREPackWriter {
    private var zip = ZIPStream()
    private var index: [(name: String, size: Int, sha256: String)] = []
    private var current: (name: String, size: Int, hash: SHA256)?

    mutating func begin(_ name: String) {
        end()
        current = (name, 0, SHA256())
        zip.begin(name)
    }

    mutating func append(_ piece: [UInt8]) {
        current?.size += piece.count
        current?.hash.update(data: piece)
        zip.append(piece)
    }

    /// Adds a row of a table; the width is that of the first one, which is its head.
    mutating func row(_ cells: [String]) { append(CSVWriter(columns: cells, guardsFormulas: true).bytes) }

    mutating func add(_ name: String, _ content: [UInt8]) {
        begin(name)
        append(content)
    }

    private mutating func end() {
        guard let file = current else { return }
        index.append((file.name, file.size, Hex.text(Array(file.hash.finalize()))))
        current = nil
        zip.end()
    }

    /// Adds the list of files with their hashes, and the directory.
    mutating func finish() {
        end()
        let files = index
        begin("index.csv")
        row(["name", "bytes", "sha256"])
        for file in files { row([file.name, "\(file.size)", file.sha256]) }
        end()
        add("SHA256SUMS", Array(index.map { "\($0.sha256)  \($0.name)\n" }.joined().utf8))
        end()
        zip.finish()
    }

    mutating func take() -> [UInt8] { zip.take() }

    /// Hands on what waits once it is worth it.
    nonisolated(nonsending) mutating func flush(
        to sink: nonisolated(nonsending) ([UInt8]) async throws -> Void
    ) async throws {
        if zip.waiting >= EREFilingFiles.pieceBytes { try await sink(zip.take()) }
    }
}
