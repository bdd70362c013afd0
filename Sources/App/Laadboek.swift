import ArgumentParser

/// The `laadboek` command.
@main
struct Laadboek: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "laadboek",
        abstract: "Turns EV charging sessions into money that everybody can check.",
        version: Version.text,
        subcommands: [
            ServeCommand.self, MigrateCommand.self, PlatformCommand.self, PricesCommand.self, VATCommand.self,
            ERECommand.self, PrivacyCommand.self,
            PortfolioCommand.self, CloseCommand.self, CreditsCommand.self, LinesCommand.self, SessionsCommand.self,
            VerifyCommand.self,
            SimulateCommand.self, DemoCommand.self, OCMFCommand.self, RoutesCommand.self, ConfigCommand.self,
            BenchCommand.self,
        ]
    )
}
