public import ArgumentParser
import Domain
import Foundation
import Glibc
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
        throw explained(error)
    }
}

/// A table or column that is not there was not migrated yet.
private func explained(_ error: any Error) -> any Error {
    guard let fault = error as? PostgresFault, let state = fault.sqlState?.rawValue, ["42P01", "42703"].contains(state)
    else { return error }
    return CommandRefusal("the database lacks the schema of this program: run laadboek migrate first (\(fault))")
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

extension LocalDate: ExpressibleByArgument {
    /// Reads `2027-03-10`.
    public init?(argument: String) { self.init(argument) }
}

extension EREQuarter: ExpressibleByArgument {
    /// Reads `2026-Q3`.
    public init?(argument: String) { self.init(argument) }
}

extension Rounding: ExpressibleByArgument {}

extension Exact: ExpressibleByArgument {
    /// Reads `0.505`.
    public init?(argument: String) { self.init(argument) }
}

/// Reads a file or says which one cannot be read.
func readFile(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
        throw CommandRefusal("\(path) cannot be read")
    }
    return Array(data)
}

/// Writes a file or says why it cannot be written.
func writeFile(_ bytes: [UInt8], to path: String) throws {
    try OutputFile(path).write(bytes)
}

/// Makes a folder, and those above it, or says why it cannot be made.
func makeFolder(_ path: String) throws {
    do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
        // Asked once more, since Foundation's error keeps the system's reason to itself.
        guard mkdir(path, 0o777) != 0 else { return }
        throw CommandRefusal("\(path) cannot be made: \(systemReason(errno))")
    }
}

/// Writes a line to standard output; the one door for what commands say.
func say(_ line: String) {
    do {
        try OutputFile.standard.write(Array((line + "\n").utf8))
    } catch {
        // A result that is not whole is no result.
        complain("\(error)")
        exit(1)
    }
}

/// Writes a line to standard error.
func complain(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
