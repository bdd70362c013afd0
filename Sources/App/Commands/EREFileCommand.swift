import ArgumentParser
import Domain
import Foundation
import Jobs
import Postgres
import Values

extension ERECommand {
    /// `laadboek ere file --quarter 2026-Q3 --out DIR`.
    struct File: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the documents and evidence of a quarter's filings, or makes a filing first.",
            discussion: """
                Writes what was filed; the same filing gives the same bytes. With --as a person of the operator first files \
                what others accepted. Whether the register accepts the format is not proven.
                """
        )

        @Option(help: "The quarter, such as 2026-Q3.")
        var quarter: EREQuarter

        @Option(help: "The folder to write to; each filing gets one of its own in it.")
        var out: String

        @Option(name: .customLong("as"), help: "The address of the person who files what others accepted.")
        var person: String?

        @OptionGroup var operators: OperatorOption

        func run() async throws {
            try await withDatabase { database, _ in
                let files = EREFilingFiles(database: database)
                let tenants = try await operators.operators(database)
                if let person { try await make(person, tenants, files, database) }
                var count = 0
                for tenant in tenants {
                    let scope = Scope.system(for: tenant.id)
                    let filings = try await database.read(scope) { try await EREFilings.list(scope, quarter, in: $0) }
                    for summary in filings.reversed() { try await write(scope, summary, files) }
                    count += filings.count
                }
                if count == 0 { throw CommandRefusal("there is no filing of \(quarter); --as makes one") }
            }
        }

        private func make(
            _ person: String,
            _ tenants: [Operator],
            _ files: EREFilingFiles,
            _ database: Database
        ) async throws {
            for tenant in tenants {
                let own = Scope.system(for: tenant.id)
                let request = ListRequest(sort: UserSort.name, search: person)
                let users = try await database.read(own) { try await Users.list(own, request, in: $0).rows }
                guard let user = users.first(where: mayFile) else { continue }
                do {
                    _ = try await files.file(user.scope, quarter, at: SystemClock.now())
                } catch let rejection as EREFilingRejection {
                    throw CommandRefusal("\(rejection)")
                }
                return
            }
            throw CommandRefusal("there is no administrator or person of finance \(person)")
        }

        private func mayFile(_ user: User) -> Bool {
            user.details.email == person && user.disabledAt == nil
                && [.operatorAdmin, .operatorFinance].contains(user.details.role)
        }

        private func write(
            _ scope: Scope,
            _ summary: EREFilingSummary,
            _ files: EREFilingFiles
        ) async throws {
            let filing = summary.filing
            let folder = out + "/" + filing.reference
            try makeFolder(folder)
            for name in EREFilingFiles.names {
                let file = try PieceFile(folder + "/" + name)
                try await files.write(scope, filing.id, [name]) { _, piece in try file.write(piece) }
                try file.close()
            }
            let pack = try PieceFile(folder + "/" + EREFilingFiles.packName(filing))
            try await files.pack(scope, filing.id) { try pack.write($0) }
            try pack.close()
            say("\(filing.reference): \(summary.lines) lines, \(summary.energy.kWh) kWh, \(summary.units) ERE expected")
        }
    }
}

/// A file written piece by piece.
private final class PieceFile {
    private let handle: FileHandle

    init(_ path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw CommandRefusal("\(path) cannot be written") }
        self.handle = handle
    }

    func write(_ piece: [UInt8]) throws { try handle.write(contentsOf: Data(piece)) }
    func close() throws { try handle.close() }
}
