public import ArgumentParser
import Domain
import Foundation
import Jobs
import Postgres
public import Values

/// Opens the database for one command and closes it afterwards.
func withDatabase<Result>(_ body: (Database, Configuration) async throws -> Result) async throws -> Result {
    let configuration = try Configuration()
    let database = Database(configuration.database)
    do {
        let result = try await body(database, configuration)
        await database.close()
        return result
    } catch {
        await database.close()
        throw error
    }
}

/// Why a command does not do what it was asked for, although it was called rightly: told without the usage; the program
/// ends with 1.
struct CommandRefusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// An operator named on the command line.
struct OperatorOption: ParsableArguments {
    @Option(name: .customLong("operator"), help: "The operator's reference; all operators without it.")
    var reference: String?

    /// The operators meant, by reference.
    func operators(_ database: Database) async throws -> [Operator] {
        let all = try await Operators.all(on: database)
        guard let reference else { return all }
        let named = all.filter { $0.reference == reference }
        guard !named.isEmpty else { throw CommandRefusal("there is no operator \(reference)") }
        return named
    }
}

extension YearMonth: ExpressibleByArgument {
    /// Reads `2025-06`.
    public init?(argument: String) { self.init(argument) }
}

/// Reads a file or says which one cannot be read.
func readFile(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
        throw CommandRefusal("\(path) cannot be read")
    }
    return Array(data)
}

/// Writes a line to standard output; the one door for what commands say.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

/// Writes a line to standard error.
func complain(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
