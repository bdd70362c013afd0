import ArgumentParser
import Domain
import Formats
import Foundation
import Jobs
import Postgres
import Values
import Web

extension ERECommand {
    /// `laadboek ere credit FILE --operator X [--figures whole|difference] [--dry-run]`.
    struct Credit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records what the register credited per booking line, from a file.",
            discussion: """
                CSV or XLSX with headings: ERE, and BookingRef or EAN and Quarter. All of the file or nothing; a file with \
                faults is refused with each line. What the register credits is the truth; lines that differ from what was \
                filed by more than the tolerance are told. The same file again changes nothing.
                """
        )

        @Argument(help: "The file.")
        var file: String

        @Option(name: .customLong("operator"), help: "The operator's reference.")
        var reference: String

        @Option(help: "What the figure of a correction means: whole, or difference to the line that it corrects.")
        var figures = ERECreditFigures.whole

        @Flag(help: "Holds the file against what was filed and writes nothing.")
        var dryRun = false

        func run() async throws {
            let bytes = try readFile(file)
            let sheet: ERECreditSheet
            do {
                sheet = try ERECreditReading.sheet(bytes)
            } catch let fault as ListFileFault {
                throw CommandRefusal("\(file): \(fault.rawValue)")
            } catch let rejection as ERECreditRejection {
                throw CommandRefusal("\(file): \(rejection)")
            }
            let isFine = try await withDatabase { database, _ in
                guard let tenant = try await Operators.all(on: database).first(where: { $0.reference == reference })
                else { throw CommandRefusal("there is no operator \(reference)") }
                let scope = Scope.system(for: tenant.id)
                let check = try await database.read(scope) {
                    try await ERECredits.look(scope, sheet, figures, in: $0)
                }
                tell(check)
                guard check.faults.isEmpty else { return false }
                if !dryRun { try await record(bytes, sheet, scope, database) }
                return true
            }
            if !isFine { throw ExitCode(1) }
        }

        private func tell(_ check: ERECreditCheck) {
            for fault in check.faults { complain("line \(fault.line): \(fault.fault)") }
            for outcome in check.beyond {
                say(
                    "line \(outcome.line): booking \(outcome.booking) \(outcome.ean) \(outcome.quarter) filed "
                        + "\(outcome.filed), credited \(outcome.units)"
                )
            }
            say(
                "\(check.outcomes.count) lines: \(check.count(.new)) new, \(check.count(.changed)) changed, "
                    + "\(check.count(.unchanged)) known; filed \(check.filed), credited \(check.credited); "
                    + "\(check.beyond.count) beyond \(check.tolerance) ERE"
            )
        }

        private func record(
            _ bytes: [UInt8],
            _ sheet: ERECreditSheet,
            _ scope: Scope,
            _ database: Database
        ) async throws {
            let name = String(URL(fileURLWithPath: file).lastPathComponent.suffix(200))
            let result = try await database.write(scope) { tx in
                let now = SystemClock.now()
                let id = try await ERECredits.keep(scope, name: name, bytes, figures, at: now, in: tx)
                return try await ERECredits.record(scope, id, sheet, at: now, in: tx)
            }
            say(result.isNew ? "recorded" : "was recorded before; nothing changed")
        }
    }

    /// `laadboek ere tolerance --units 1 --source "…"`.
    struct Tolerances: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "tolerance",
            abstract: "Says by how many units per line the register may differ before somebody should ask why.",
            discussion: "Without one it is 1 unit. Nothing is refused for it; lines beyond it are told."
        )

        @Option(help: "Units per line.")
        var units: Int64

        @Option(help: "Where it comes from.")
        var source: String

        func run() async throws {
            do {
                try await withDatabase { database, _ in
                    try await database.write(.system) {
                        try await ERECreditTolerance.supply(
                            .system,
                            units: units,
                            source: source,
                            at: SystemClock.now(),
                            in: $0
                        )
                    }
                }
            } catch let rejection as ERECreditRejection {
                throw CommandRefusal("\(rejection)")
            }
            say("up to \(units) ERE per line is tolerated")
        }
    }
}

extension ERECreditFigures: ExpressibleByArgument {}
