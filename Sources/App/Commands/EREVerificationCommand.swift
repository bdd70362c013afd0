import ArgumentParser
import Domain
import Jobs
import Postgres
import Values

extension ERECommand {
    /// `laadboek ere verification`.
    struct Verification: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What the verifier stated about a year of delivery.",
            subcommands: [ListVerifications.self, RecordVerification.self]
        )
    }

    /// `laadboek ere verification list`.
    struct ListVerifications: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Prints what is verified per year, and the statements."
        )

        @OptionGroup var operators: OperatorOption

        func run() async throws {
            try await withDatabase { database, _ in
                for tenant in try await operators.operators(database) {
                    let scope = Scope.system(for: tenant.id)
                    let (years, records) = try await database.read(scope) { tx in
                        (
                            try await EREVerifications.years(scope, in: tx),
                            try await EREVerifications.list(scope, in: tx)
                        )
                    }
                    for year in years {
                        say(
                            "\(tenant.reference) \(year.year): \(year.verifiedLines) of \(year.lines) lines verified, "
                                + "\(year.verifiedUnits) of \(year.units) ERE"
                        )
                    }
                    for record in records { say("  \(ListVerifications.line(record))") }
                }
            }
        }

        private static func line(_ record: EREVerificationRecord) -> String {
            let standing = record.decision.map { $0.isConfirmed ? "confirmed" : "thrown away" } ?? "waits"
            return "\(record.statementCode), \(record.verifier), \(record.statedOn): \(record.outcome.rawValue), "
                + "\(record.failedLines) lines failed, \(record.lostUnits) ERE lost, \(standing)"
        }
    }

    /// `laadboek ere verification record --operator X --year 2026 --code … --verifier … --stated-on … --document FILE`.
    struct RecordVerification: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record",
            abstract: "Writes a verifier's statement down; a person confirms it on its page.",
            discussion: """
                The code is the verifier's own. A file of failed lines has one a line: EAN; quarter; kWh that is right; why. \
                Nothing changes before somebody confirms the statement.
                """
        )

        @Option(name: .customLong("operator"), help: "The operator's reference.")
        var reference: String

        @Option(help: "The calendar year of delivery, such as 2026.")
        var year: Int

        @Option(help: "The code of the statement.")
        var code: String

        @Option(help: "Who verified.")
        var verifier: String

        @Option(help: "The day of the statement, such as 2027-03-10.")
        var statedOn: LocalDate

        @Option(help: "The statement's file.")
        var document: String

        @Option(help: "What the verifier found.")
        var findings = ""

        @Option(help: "A file of lines that failed.")
        var failed: String?

        @Flag(help: "The verifier does not state that the bookings are right.")
        var refused = false

        func run() async throws {
            let draft = try read()
            try await withDatabase { database, _ in
                guard let tenant = try await Operators.all(on: database).first(where: { $0.reference == reference })
                else { throw CommandRefusal("there is no operator \(reference)") }
                let (scope, now) = (Scope.system(for: tenant.id), SystemClock.now())
                let today = (Zone.named(tenant.details.timeZone) ?? .utc).date(of: now)
                do {
                    let id = try await database.write(scope) {
                        try await EREVerifications.record(scope, draft, today: today, at: now, in: $0)
                    }
                    say(
                        "\(tenant.reference): statement \(id), \(draft.failed.count) lines failed; waits for confirmation"
                    )
                } catch let rejection as EREVerificationRejection {
                    throw CommandRefusal("\(rejection)")
                }
            }
        }

        private func read() throws -> EREVerificationDraft {
            var lines: [EREFailedLine] = []
            if let failed {
                switch EREFailedLine.read(String(decoding: try readFile(failed), as: UTF8.self)) {
                case .success(let read): lines = read
                case .failure(let fault): throw CommandRefusal("\(failed): line \(fault.line) cannot be read")
                }
            }
            return EREVerificationDraft(
                year: year,
                outcome: refused ? .refused : .verified,
                statementCode: code,
                verifier: verifier,
                statedOn: statedOn,
                findings: findings,
                documentName: document.split(separator: "/").last.map(String.init) ?? document,
                document: try readFile(document),
                failed: lines
            )
        }
    }
}
