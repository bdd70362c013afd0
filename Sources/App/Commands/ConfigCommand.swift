import ArgumentParser
import Foundation

/// `laadboek config`.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Looks at the settings.",
        subcommands: [ConfigCheckCommand.self]
    )
}

/// `laadboek config check`.
struct ConfigCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Prints every setting, without passwords, and everything that is wrong with them.",
        discussion: "Nothing is started or connected. Ends with 1 when something is wrong."
    )

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        for line in ConfigCheckCommand.lines(environment) { say(line) }
        let faults = ConfigCheckCommand.faults(environment)
        for fault in faults { complain(fault) }
        if !faults.isEmpty { throw ExitCode.failure }
        say("The settings are in order.")
    }

    /// Each variable with its value, or what holds without it.
    static func lines(_ environment: [String: String]) -> [String] {
        let width = ConfigurationKey.allCases.map(\.rawValue.count).max() ?? 0
        return ConfigurationKey.allCases.map { key in
            let name = key.rawValue + String(repeating: " ", count: width - key.rawValue.count)
            return name + "  " + (key.shown(in: environment) ?? "(\(key.fallback))")
        }
    }

    /// Everything that is wrong, at once.
    static func faults(_ environment: [String: String]) -> [String] {
        do {
            return try Configuration(environment: environment).fileFaults()
        } catch {
            return error.faults
        }
    }
}
