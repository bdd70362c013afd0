import ArgumentParser
import Domain
import Jobs
import Postgres

/// `laadboek sessions`.
struct SessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "Charging sessions.",
        subcommands: [Rebuild.self]
    )

    /// `laadboek sessions rebuild`.
    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Projects again from the raw frames what older rules projected, and writes what differs.",
            discussion: "Done already, it changes nothing; stopped, it goes on behind the last charge point."
        )

        @Flag(help: "Also what the present rules projected.")
        var all = false

        @OptionGroup var operators: OperatorOption

        func run() async throws {
            try await withDatabase { database, _ in
                let done = try await SessionUpgrade(database: database)
                    .run(of: try await operators.operators(database), everything: all)
                for entry in done { say(Rebuild.line(entry)) }
                try await Rebuild.rate(done, database)
            }
        }

        /// What was done for an operator.
        static func line(_ done: SessionUpgrade.Done) -> String {
            let counts = done.counts
            let parts = [
                "\(counts.chargePoints) charge points projected again", "\(counts.frames) frames",
                "\(counts.sessions) sessions", "\(counts.changedSessions) of them written",
                "\(counts.addedReadings) readings added",
            ]
            return "\(done.tenant.reference): " + (parts + retired(counts)).joined(separator: ", ")
        }

        private static func retired(_ counts: SessionRebuild.Counts) -> [String] {
            guard counts.retiredSessions + counts.retiredReadings > 0 else { return [] }
            let what = "\(counts.retiredSessions) sessions and \(counts.retiredReadings) readings"
            return ["\(what) that no frame gives any more are not paid for"]
        }

        /// Computes the lines of sessions that changed.
        static func rate(_ done: [SessionUpgrade.Done], _ database: Database) async throws {
            guard done.contains(where: { $0.counts.changedSessions + $0.counts.retiredSessions > 0 }) else { return }
            say("\(try await Rater(database: database).run()) journal lines computed again and recorded")
        }
    }
}
