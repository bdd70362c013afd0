import ArgumentParser
import Domain
import Jobs
import Postgres
import Values

extension ERECommand {
    /// `laadboek ere verifier-pack --year 2026 --out DIR`, or `--check FILE`.
    struct VerifierPack: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verifier-pack",
            abstract: "Writes what a verifier needs of a year, and checks such packs.",
            discussion: """
                For each operator a pack with the population of the year, filings with their hashes, samples, corrections and \
                statements, and for each sample that was asked for its evidence. The pack of a moment, and the evidence of a \
                sample, are the same to the byte every time. --check tells whether a pack is as it was made; it needs no \
                database.
                """
        )

        @Option(help: "The calendar year of delivery, such as 2026.")
        var year: Int?

        @Option(help: "The folder to write to; each operator gets one of its own in it.")
        var out: String?

        @Option(help: "The moment of the pack, such as 2027-03-01T09:00:00Z; now without it.")
        var at: String?

        @Option(help: "A pack to be checked; nothing is written then.")
        var check: String?

        @OptionGroup var operators: OperatorOption

        func validate() throws {
            if check == nil, year == nil || out == nil { throw ValidationError("--year and --out, or --check") }
            if let at, Timestamp(at) == nil { throw ValidationError("\(at) is no moment such as 2027-03-01T09:00:00Z") }
        }

        func run() async throws {
            if let check {
                if let fault = EREVerifierFiles.fault(of: try readFile(check)) {
                    throw CommandRefusal("\(check): \(fault)")
                }
                say("\(check): every file is as it was packed")
                return
            }
            guard let year, let out else { return }
            let now = SystemClock.now()
            let moment = at.flatMap { Timestamp($0) } ?? now
            try await withDatabase { database, _ in
                var written = 0
                for tenant in try await operators.operators(database) {
                    written += try await write(tenant, year, moment, now, to: out, database)
                }
                if written == 0 { throw CommandRefusal("nothing of \(year) is filed") }
            }
        }

        private func write(
            _ tenant: Operator,
            _ year: Int,
            _ moment: Timestamp,
            _ now: Timestamp,
            to out: String,
            _ database: Database
        ) async throws -> Int {
            let (scope, files) = (Scope.system(for: tenant.id), EREVerifierFiles(database: database))
            let (population, samples) = try await database.read(scope) { tx in
                (
                    try await ERESamples.population(scope, year, until: moment, in: tx),
                    try await ERESamples.list(scope, year, in: tx)
                )
            }
            if population.filings.isEmpty { return 0 }
            let folder = out + "/" + tenant.reference
            try makeFolder(folder)
            let pack = try OutputFile(folder + "/" + EREVerifierFiles.packName(year))
            try await files.pack(scope, year, at: moment) { try pack.write($0) }
            for sample in samples {
                let answer = try OutputFile(folder + "/" + EREVerifierFiles.answerName(sample))
                do {
                    try await files.answer(scope, sample.id, at: now) { try answer.write($0) }
                } catch let rejection as ERESampleRejection {
                    throw CommandRefusal("\(tenant.reference): \(rejection)")
                }
            }
            say(
                "\(tenant.reference): \(population.lines) lines of \(population.connections) connections, "
                    + "\(samples.count) samples"
            )
            return 1
        }
    }
}
