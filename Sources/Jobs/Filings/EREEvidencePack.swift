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
            try await lines(scope, id, &pack, in: tx, to: sink)
            try await sessions(scope, id, &pack, in: tx, to: sink)
            try await pushes(scope, id, &pack, in: tx, to: sink)
            try await history(scope, summary.filing, &pack, in: tx, to: sink)
            try await papers(scope, summary.filing, &pack, in: tx, to: sink)
            pack.finish()
            try await sink(pack.take())
        }
    }

    private nonisolated(nonsending) func lines(
        _ scope: Scope,
        _ id: EREFilingID,
        _ pack: inout EREPackWriter,
        in tx: Transaction,
        to sink: nonisolated(nonsending) ([UInt8]) async throws -> Void
    ) async throws {
        pack.begin("lines.csv")
        pack.row([
            "booking", "corrects", "ean", "kwh", "expected_ere", "sessions", "share", "comparator_g_per_mj",
            "mj_per_kwh",
            "rounding", "findings", "accepted_by", "accepted_at", "accepted_why", "measured_sha256",
        ])
        for try await line in try EREFilings.lines(scope, of: id, in: tx) {
            let said = line.content
            let findings = (said["findings"]?.arrayValue ?? []).compactMap(\.stringValue).joined(separator: " ")
            pack.row([
                "\(line.booking)", said.text("corrects"), said.text("ean"), EREFilingXML.kWh(line.energy),
                "\(line.units)", said.text("sessions"), said.text("share"), said.text("comparator"),
                said.text("mj_per_kwh"), said.text("rounding"), findings, said.text("accepted_by"),
                said.text("accepted_at"), said.text("accepted_why"), said.text("measured_sha256"),
            ])
            try await pack.flush(to: sink)
        }
    }

    private nonisolated(nonsending) func sessions(
        _ scope: Scope,
        _ id: EREFilingID,
        _ pack: inout EREPackWriter,
        in tx: Transaction,
        to sink: nonisolated(nonsending) ([UInt8]) async throws -> Void
    ) async throws {
        pack.begin("sessions.csv")
        pack.row([
            "booking", "session", "revision", "charge_point", "connector", "started_at", "stopped_at", "begin_kwh",
            "energy_kwh",
        ])
        for try await row in try EREFilings.sessions(scope, of: id, in: tx) {
            pack.row([
                "\(row.booking)", "\(row.session.id)", "\(row.session.revision)", "\(row.chargePoint)",
                "\(row.connector)", "\(row.session.startedAt)", "\(row.session.stoppedAt)",
                EREFilingXML.kWh(row.session.begin, 6), EREFilingXML.kWh(row.session.energy, 6),
            ])
            try await pack.flush(to: sink)
        }
    }

    /// What others told of, with the batches in which they did; no file when nobody did.
    private nonisolated(nonsending) func pushes(
        _ scope: Scope,
        _ id: EREFilingID,
        _ pack: inout EREPackWriter,
        in tx: Transaction,
        to sink: nonisolated(nonsending) ([UInt8]) async throws -> Void
    ) async throws {
        var isBegun = false
        for try await row in try EREFilings.pushes(scope, of: id, in: tx) {
            if !isBegun {
                pack.begin("sent.csv")
                pack.row([
                    "booking", "what", "version", "delivery_point", "connector", "started_at", "stopped_at",
                    "begin_kwh",
                    "energy_kwh", "batch", "place", "batch_sha256",
                ])
                isBegun = true
            }
            pack.row([
                "\(row.booking)", "\(row.session.id)", "\(row.session.revision)", "P\(row.charger)",
                row.connector == 0 ? "" : "\(row.connector)", "\(row.session.startedAt)", "\(row.session.stoppedAt)",
                EREFilingXML.kWh(row.session.begin, 6), EREFilingXML.kWh(row.session.energy, 6), "\(row.batch)",
                "\(row.place)", Hex.text(row.sha256),
            ])
            try await pack.flush(to: sink)
        }
    }

    private nonisolated(nonsending) func history(
        _ scope: Scope,
        _ filing: EREFiling,
        _ pack: inout EREPackWriter,
        in tx: Transaction,
        to sink: nonisolated(nonsending) ([UInt8]) async throws -> Void
    ) async throws {
        pack.begin("history.csv")
        pack.row(["booking", "fact", "state", "takes_back", "by", "at", "why", "measured_sha256"])
        for try await fact in try EREFilings.facts(scope, of: filing, in: tx) {
            pack.row([
                "\(fact.booking)", "\(fact.ordinal)", fact.state.rawValue, fact.corrects.map { "\($0)" } ?? "",
                fact.by.map { "\($0)" } ?? "", "\(fact.at)", fact.reason, fact.measured.map { Hex.text($0) } ?? "",
            ])
            try await pack.flush(to: sink)
        }
    }

    private nonisolated(nonsending) func papers(
        _ scope: Scope,
        _ filing: EREFiling,
        _ pack: inout EREPackWriter,
        in tx: Transaction,
        to sink: nonisolated(nonsending) ([UInt8]) async throws -> Void
    ) async throws {
        for try await paper in try EREFilings.papers(scope, of: filing, in: tx) {
            pack.add(paper.name, paper.content)
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
