import ArgumentParser
import Logging
import ServiceLifecycle
import UnixSignals

/// `laadboek serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serves pages and charge points and does the work behind them, until told to stop."
    )

    @Option(help: "Which parts run in this process, such as web,ocpp,jobs; LAADBOEK_ROLES says the same.")
    var roles: String?

    func run() async throws {
        let configuration = try Configuration()
        var chosen = configuration.roles
        if let roles {
            var faults: [String] = []
            chosen = Configuration.readRoles(roles) { faults.append($0) }
            guard faults.isEmpty, !chosen.isEmpty else {
                throw ValidationError(faults.joined(separator: "; "))
            }
        }
        LoggingSystem.bootstrap { label in StreamLogHandler.standardError(label: label) }
        let logger = Logger(label: "laadboek")
        let openFiles = OpenFiles.raise()
        let installation = try await Installation(configuration, roles: chosen, openFiles: openFiles, logger: logger)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: installation.services.map { service in
                    ServiceGroupConfiguration.ServiceConfiguration(
                        service: service,
                        successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .gracefullyShutdownGroup
                    )
                },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
        await installation.close()
    }
}

/// A long-running part of the program that ends when it is told to.
struct Part: Service {
    let name: String
    let body: @Sendable () async throws -> Void

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown(body)
        } catch is CancellationError {
            // Being told to stop is the good end of a part.
        }
    }
}
