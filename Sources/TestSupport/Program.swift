public import Subprocess
import SystemPackage

/// Other people's programs, run as judges of ours.
///
/// Not Foundation's `Process`: it reads directory entries past their end when this process has many open
/// descriptors, and tests with a thousand sockets then die.
public enum Program {
    /// What a program left behind.
    public struct Outcome: Sendable {
        /// The exit code; the negative signal number when a signal ended it.
        public let status: Int32
        /// Standard output and standard error, as they came.
        public let output: String
    }

    /// A program that ended badly.
    public struct Failure: Error, CustomStringConvertible {
        /// Which, how and with what words.
        public let description: String
    }

    /// More than any of our peers prints; a runaway one is an error.
    public static let outputBytesLimit = 64 * 1024 * 1024

    /// Runs a program, found by its path or on the PATH, to its end.
    ///
    /// - Parameters:
    ///   - program: A path when it has a slash, else a name.
    ///   - arguments: Its arguments.
    ///   - environment: Variables on top of ours.
    ///   - folder: Its working directory.
    ///   - input: Its standard input.
    /// - Returns: How it ended, whatever its status.
    /// - Throws: When it could not be started or printed too much.
    public static func run(
        _ program: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        in folder: String? = nil,
        input: [UInt8] = []
    ) async throws -> Outcome {
        let variables = environment.map { (Environment.Key(stringLiteral: $0.key), Optional($0.value)) }
        let result = try await Subprocess.run(
            executable(program),
            arguments: Arguments(arguments),
            environment: .inherit.updating(Dictionary(uniqueKeysWithValues: variables)),
            workingDirectory: folder.map { FilePath($0) },
            input: .array(input),
            output: .string(limit: outputBytesLimit),
            error: .combinedWithOutput
        )
        return Outcome(status: result.terminationStatus.number, output: result.standardOutput)
    }

    /// Runs a program that must succeed; what it printed.
    ///
    /// - Throws: ``Failure`` with its words when it ends with anything but 0.
    @discardableResult
    public static func output(
        of program: String,
        _ arguments: [String],
        in folder: String? = nil,
        input: [UInt8] = []
    ) async throws -> String {
        let outcome = try await run(program, arguments, in: folder, input: input)
        guard outcome.status == 0 else {
            throw Failure(description: "\(program) ended with \(outcome.status): \(outcome.output)")
        }
        return outcome.output
    }

    /// The executable that a path or a name means.
    public static func executable(_ program: String) -> Executable {
        program.contains("/") ? .path(FilePath(program)) : .name(program)
    }
}

extension TerminationStatus {
    /// The exit code, or the negative number of the signal.
    fileprivate var number: Int32 {
        switch self {
        case .exited(let code): code
        case .signaled(let signal): -signal
        }
    }
}
