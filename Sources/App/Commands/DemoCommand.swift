import ArgumentParser
import Domain
import HTTPServer
import Logging
import Values

/// `laadboek demo`.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "A world to explore.",
        subcommands: [Fill.self, Logins.self, Partner.self]
    )

    /// `laadboek demo fill`.
    struct Fill: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Fills the database with an invented world.")

        @Flag(help: "Do nothing when there are operators already; a fill that was interrupted is finished.")
        var ifEmpty = false

        @Option(help: "Equal seeds make equal worlds.")
        var seed: UInt64 = 2026

        func run() async throws {
            try await withDatabase { database, _ in
                let fill = DemoFill(database: database, seed: seed, now: SystemClock.now())
                let isNeeded = try await fill.isNeeded()
                if isNeeded { return try await fill.run(report: complain) }
                guard ifEmpty else {
                    throw CommandRefusal("there are operators already; the demo world is for an empty database")
                }
            }
        }
    }

    /// `laadboek demo logins`.
    struct Logins: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Prints how to sign in to the demo world.")

        func run() {
            for line in DemoLogins.lines { say(line) }
        }
    }

    /// `laadboek demo partner`.
    struct Partner: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Serves the site of a partner of the demo world, with the toggle in it, until told to stop."
        )

        @Option(help: "The port of the site on 127.0.0.1.")
        var port = 9080

        func run() async throws {
            var logger = Logger(label: "demo")
            logger.logLevel = .warning
            let site = try await withDatabase { database, configuration in
                guard configuration.tls == nil else {
                    throw CommandRefusal("the site of the demo speaks plain HTTP, and this installation does not")
                }
                let now = SystemClock.now()
                return try await DemoPartnerSite.prepare(
                    database,
                    port: port,
                    apiPort: configuration.port,
                    at: now
                )
            }
            do {
                try await site.server(logger).run()
            } catch let failure as Server.Failure {
                throw CommandRefusal("\(failure): give another --port")
            }
        }
    }
}
