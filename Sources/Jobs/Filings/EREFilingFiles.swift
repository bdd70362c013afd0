import Crypto
package import Domain
import Formats
import Foundation
package import Postgres
package import Values

/// Takes the pieces of a file as they come.
package typealias EREFileSink = nonisolated(nonsending) (_ name: String, _ piece: [UInt8]) async throws -> Void

/// Makes filings and their documents; a document follows from what the filing froze, so making it again gives the same
/// bytes.
package struct EREFilingFiles: Sendable {
    package static let register = "ConnectionRegister.xml"
    package static let bookings = "DeliveryBookings.xml"
    package static let manifest = "Manifest.xml"
    package static let names = [register, bookings, manifest]
    /// What made a filing; another version of the format has another name.
    package static let generator = "Laadboek ERE 1"
    /// Pieces are handed on from here.
    static let pieceBytes = 64 << 10

    let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Freezes what is accepted of a quarter, makes its documents, validates them and keeps their hashes, all or nothing.
    ///
    /// - Throws: ``EREFilingRejection``, ``EREFactRejection``, ``NotPermitted``, `PostgresFault`, `XMLSchemaFault`.
    package nonisolated(nonsending) func file(
        _ scope: Scope,
        _ quarter: EREQuarter,
        at now: Timestamp
    ) async throws -> EREFilingID {
        let order = EREFilingOrder(
            quarter: quarter,
            schemaVersion: EREFilingSchema.version,
            generator: EREFilingFiles.generator,
            at: now
        )
        let scratch = try EREScratch()
        defer { scratch.remove() }
        return try await database.write(scope) { tx in
            let filing = try await EREFilings.freeze(scope, order, in: tx)
            let documents = try await write(scope, filing.id, EREFilingFiles.names, in: tx) { name, piece in
                try scratch.append(piece, to: name)
            }
            try check(scratch)
            try await EREFilings.seal(scope, filing.id, documents, in: tx)
            return filing.id
        }
    }

    /// Writes documents of a filing that was made before.
    ///
    /// - Throws: ``EREFilingRejection/differs(document:)`` at the end of a document that is not what was filed,
    ///   ``NotFound``, ``NotPermitted``, `PostgresFault`, and what the sink throws.
    package nonisolated(nonsending) func write(
        _ scope: Scope,
        _ id: EREFilingID,
        _ names: [String],
        to sink: EREFileSink
    ) async throws {
        try await database.read(scope, isolation: .repeatableRead) { tx in
            let known = try await EREFilings.find(scope, id, in: tx).documents
            let made = try await write(scope, id, names, in: tx, to: sink)
            for document in made where !known.contains(document) {
                throw EREFilingRejection.differs(document: document.name)
            }
        }
    }

    // MARK: Documents

    /// Writes documents one after the other; the manifest names the hashes of the others.
    nonisolated(nonsending) func write(
        _ scope: Scope,
        _ id: EREFilingID,
        _ names: [String],
        in tx: Transaction,
        to sink: EREFileSink
    ) async throws -> [EREFilingDocument] {
        let summary = try await EREFilings.find(scope, id, in: tx)
        let xml = EREFilingXML(filing: summary.filing)
        var made: [EREFilingDocument] = []
        for name in names {
            var hasher = EREHashedPieces(name: name)
            switch name {
            case EREFilingFiles.register:
                try await lines(scope, id, &hasher, in: tx, begin: xml.beginRegister, each: xml.connection, to: sink)
            case EREFilingFiles.bookings:
                try await lines(scope, id, &hasher, in: tx, begin: xml.beginBookings, each: xml.booking, to: sink)
            default:
                let others = (made.isEmpty ? summary.documents : made).filter { $0.name != EREFilingFiles.manifest }
                try await hasher.hand(xml.manifest(summary, others), to: sink)
            }
            made.append(hasher.document)
        }
        return made
    }

    private nonisolated(nonsending) func lines(
        _ scope: Scope,
        _ id: EREFilingID,
        _ hasher: inout EREHashedPieces,
        in tx: Transaction,
        begin: (inout XMLText) -> Void,
        each: (EREFilingLine, inout XMLText) -> Void,
        to sink: EREFileSink
    ) async throws {
        var xml = XMLText()
        begin(&xml)
        for try await line in try EREFilings.lines(scope, of: id, in: tx) {
            each(line, &xml)
            if xml.bytes.count >= EREFilingFiles.pieceBytes { try await hasher.hand(xml.take(), to: sink) }
        }
        xml.end()
        try await hasher.hand(xml.take(), to: sink)
    }

    private func check(_ scratch: EREScratch) throws {
        let schema = try XMLSchema(text: EREFilingSchema.text(), named: EREFilingSchema.fileName())
        for name in EREFilingFiles.names {
            try scratch.close(name)
            guard let finding = schema.validate(file: scratch.path(name)).first else { continue }
            throw EREFilingRejection.invalid(document: name, finding: "\(finding)")
        }
    }
}

/// Hands pieces on and remembers their hash.
struct EREHashedPieces {
    let name: String
    private var size: Int64 = 0
    private var hash = SHA256()

    init(name: String) {
        self.name = name
    }

    nonisolated(nonsending) mutating func hand(_ piece: [UInt8], to sink: EREFileSink) async throws {
        hash.update(data: piece)
        size += Int64(piece.count)
        try await sink(name, piece)
    }

    var document: EREFilingDocument {
        EREFilingDocument(name: name, size: size, sha256: Array(hash.finalize()))
    }
}

/// A folder for documents until they are valid.
private final class EREScratch {
    private let folder: URL
    private var open: [String: FileHandle] = [:]

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-filing-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func append(_ piece: [UInt8], to name: String) throws {
        if open[name] == nil {
            _ = FileManager.default.createFile(atPath: path(name), contents: nil)
            open[name] = try FileHandle(forWritingTo: URL(fileURLWithPath: path(name)))
        }
        try open[name]?.write(contentsOf: Data(piece))
    }

    func close(_ name: String) throws { try open.removeValue(forKey: name)?.close() }

    // Nothing depends on it, and the system empties the folder anyway.
    func remove() { try? FileManager.default.removeItem(at: folder) }
}
