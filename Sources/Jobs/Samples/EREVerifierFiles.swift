import Crypto
package import Domain
import Formats
package import Postgres
package import Values

/// What verifiers take along: the population and register of a year, and the evidence of the lines that they chose.
package struct EREVerifierFiles: Sendable {
    let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// The name of an answer.
    package static func answerName(_ sample: ERESample) -> String { "sample-\(sample.year)-\(sample.id).zip" }

    /// The table of a population.
    ///
    /// - Throws: ``ERESampleRejection/nothingFiled``, ``NotPermitted``, `PostgresFault`, and what the sink throws.
    package nonisolated(nonsending) func population(
        _ scope: Scope,
        _ year: Int,
        at moment: Timestamp,
        to sink: EREPieceSink
    ) async throws {
        try await database.read(scope, isolation: .repeatableRead) { tx in
            let population = try await ERESamples.population(scope, year, until: moment, in: tx)
            guard let through = population.filings.map(\.id).max() else { throw ERESampleRejection.nothingFiled }
            var bytes = EREPopulationLine.headBytes
            for try await line in try ERESamples.lines(scope, year, through: through, in: tx) {
                bytes += line.bytes
                if bytes.count >= EREFilingFiles.pieceBytes {
                    try await sink(bytes)
                    bytes = []
                }
            }
            try await sink(bytes)
        }
    }

    /// Writes the evidence of the lines of a request as one archive, and notes that it was made; it is the same every time.
    ///
    /// - Throws: ``ERESampleRejection/differs(_:)``, ``NotFound``, ``NotPermitted``, `PostgresFault`, and what the sink
    ///   throws.
    package nonisolated(nonsending) func answer(
        _ scope: Scope,
        _ id: ERESampleID,
        at now: Timestamp,
        to sink: EREPieceSink
    ) async throws {
        var made = EREMadeArchive()
        try await database.read(scope, isolation: .repeatableRead) { tx in
            let found = try await ERESamples.find(scope, id, in: tx)
            try await ERESamples.checkPopulation(scope, found.sample, in: tx)
            try await evidence(scope, found.sample, found.lines, in: tx) { piece in
                made.take(piece)
                try await sink(piece)
            }
        }
        let answer = made.finish()
        try await database.write(scope) { try await ERESamples.note(scope, id, answer: answer, at: now, in: $0) }
    }

    private nonisolated(nonsending) func evidence(
        _ scope: Scope,
        _ sample: ERESample,
        _ chosen: [ERESampledLine],
        in tx: Transaction,
        to sink: EREPieceSink
    ) async throws {
        var pack = EREPackWriter()
        pack.request(sample)
        pack.chosen(chosen)
        try await pack.lines(try ERESamples.filedLines(scope, of: sample, in: tx), to: sink)
        try await pack.connections(try ERESamples.filedLines(scope, of: sample, in: tx), to: sink)
        try await pack.sessions(try ERESamples.sessions(scope, of: sample, in: tx), to: sink)
        try await pack.frames(try ERESamples.frames(scope, of: sample, in: tx), to: sink)
        try await pack.pushes(try ERESamples.pushes(scope, of: sample, in: tx), to: sink)
        try await pack.history(try ERESamples.facts(scope, of: sample, in: tx), to: sink)
        pack.words(try await ERESamples.words(scope, of: sample, in: tx))
        pack.credits(try await ERESamples.credits(scope, of: sample, in: tx))
        try await pack.papers(try ERESamples.papers(scope, of: sample, in: tx), to: sink)
        pack.finish()
        try await sink(pack.take())
    }

    /// Makes sure that every file of an archive is what its list says, and that nothing is missing from it or in it besides.
    ///
    /// - Returns: What is wrong; `nil` when nothing is.
    package static func fault(of archive: [UInt8]) -> String? {
        guard let files = PackedFiles(archive) else { return "it is no archive of files as they are" }
        guard let sums = files.content("SHA256SUMS") else { return "SHA256SUMS is missing" }
        var listed: Set<String> = ["SHA256SUMS"]
        for line in String(decoding: sums, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2 else { return "SHA256SUMS cannot be read" }
            let name = parts[1].drop { $0 == " " }
            guard let content = files.content(String(name)) else { return "\(name) is missing" }
            guard Hex.text(Array(SHA256.hash(data: content))) == parts[0] else { return "\(name) was changed" }
            guard listed.insert(String(name)).inserted else { return "\(name) is listed twice" }
        }
        if let more = files.names.first(where: { !listed.contains($0) }) { return "\(more) is in no list" }
        return nil
    }
}

/// The hash of an archive as it goes by.
struct EREMadeArchive {
    private var hash = SHA256()
    private var bytes: Int64 = 0

    mutating func take(_ piece: [UInt8]) {
        hash.update(data: piece)
        bytes += Int64(piece.count)
    }

    func finish() -> (sha256: [UInt8], bytes: Int64) { (Array(hash.finalize()), bytes) }
}
