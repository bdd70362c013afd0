import ArgumentParser
import Crypto
import Domain
import Formats
import Jobs
import Postgres
import Values
import Web

extension ERECommand {
    /// `laadboek ere import FILE --operator X [--dry-run]`.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes over connections for which a mandate was given elsewhere or on paper.",
            discussion: """
                CSV or XLSX with headings; Name, E-mail and EAN have to be there. All of the file or nothing; each fault is \
                told with its line and column. Each connection becomes an enrolment that waits for its customer's \
                signature: nothing counts before. The same file again changes nothing, and no mail is sent.
                """
        )

        @Argument(help: "The file.")
        var file: String

        @Option(name: .customLong("operator"), help: "The operator's reference.")
        var reference: String

        @Flag(help: "Holds the file against what is there and writes nothing.")
        var dryRun = false

        func run() async throws {
            let list = try read()
            guard list.faults.isEmpty else {
                for fault in list.faults { complain("line \(fault.line): \(fault.code.rawValue)") }
                throw ExitCode(1)
            }
            let isFine = try await withDatabase { database, configuration in
                let catalogue = try ReferenceData(share: configuration.share).meters
                guard let tenant = try await Operators.all(on: database).first(where: { $0.reference == reference })
                else { throw CommandRefusal("there is no operator \(reference)") }
                return try await take(list, catalogue, tenant, database)
            }
            if !isFine { throw ExitCode(1) }
        }

        private func read() throws -> ListFile {
            do {
                return try ListFile(reading: try readFile(file))
            } catch let fault as ListFileFault {
                throw CommandRefusal("\(file): \(fault.rawValue)")
            }
        }

        private func take(
            _ file: ListFile,
            _ catalogue: MeterCatalogue,
            _ tenant: Operator,
            _ database: Database
        ) async throws -> Bool {
            let (scope, now) = (Scope.system(for: tenant.id), SystemClock.now())
            let today = EREQuarter.zone.date(of: now)
            do {
                var list = try EREImportReader.list(
                    file,
                    language: tenant.details.language,
                    catalogue: catalogue,
                    on: today
                )
                let given = list
                list = try await database.read(scope) { tx in
                    var looked = given
                    try await EREImports.look(scope, &looked, on: today, in: tx)
                    return looked
                }
                tell(list)
                guard list.isFaultless else { return false }
                if !dryRun { try await record(given, file, scope, today, now, database) }
                return true
            } catch let rejection as EREImportRejection {
                throw CommandRefusal("\(self.file): \(rejection)")
            }
        }

        private func tell(_ list: EREImportList) {
            for line in list.lines {
                for fault in line.faults { complain("line \(line.number): \(EREImportWords.sentence(fault))") }
            }
            let known = list.lines.filter { $0.outcome == .known }.count
            say("\(list.lines.count) lines: \(list.good.count) to add, \(known) known")
        }

        private func record(
            _ list: EREImportList,
            _ file: ListFile,
            _ scope: Scope,
            _ today: LocalDate,
            _ now: Timestamp,
            _ database: Database
        ) async throws {
            let sha256 = Array(SHA256.hash(data: Array(file.carried.utf8)))
            let result = try await database.write(scope) { tx in
                let programme = try await EREProgramme.find(scope, on: today, in: tx)
                guard programme.isOpen else { throw EREImportRejection.programmeEnded }
                return try await EREImports.record(
                    scope,
                    list,
                    of: sha256,
                    payingOut: programme.payoutModel,
                    on: today,
                    at: now,
                    in: tx
                )
            }
            say(
                "added \(result.customers.count) customers, \(result.enrolments) enrolments, "
                    + "\(result.chargers) chargers; \(result.known) lines known"
            )
        }
    }
}
