import ArgumentParser
import Simulator
import Values

/// `laadboek simulate`.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Charge points made of software.",
        subcommands: [Replay.self]
    )

    /// `laadboek simulate replay`.
    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Plays recorded sessions over real WebSockets as fast as the server answers."
        )

        @Option(help: "The recorded sessions as CSV.")
        var sessions: String

        @Option(help: "Where charge points connect, such as ws://localhost:8080/ocpp.")
        var url: String

        @Option(help: "How many charge points are connected at once at most.")
        var connections = 100

        @Option(help: "Days by which every recorded time is moved.")
        var shiftDays: Int64 = 0

        @Option(help: "A portfolio file with the charge points' keys.")
        var keys: String?

        @Option(help: "The key of charge points that the portfolio does not name.")
        var key: String?

        @Option(help: "Event loop threads.")
        var threads = 1

        @Option(name: .customLong("pause-ms"), help: "Milliseconds between an answer and the next call.")
        var pauseMilliseconds: Int64 = 0

        @Option(help: "A file for every call that was answered: a line with identity, tab, call.")
        var answered: String?

        func validate() throws {
            let given: [(name: String, value: Int64, range: ClosedRange<Int64>)] = [
                // A process has no more sockets to give than some ten thousands.
                ("connections", Int64(connections), 1...20_000),
                ("threads", Int64(threads), 1...64),
                // A century either way, so that every moment stays one that can be written.
                ("shift-days", shiftDays, -36_525...36_525),
                ("pause-ms", pauseMilliseconds, 0...3_600_000),
            ]
            for option in given where !option.range.contains(option.value) {
                let (lowest, highest) = (option.range.lowerBound, option.range.upperBound)
                throw ValidationError("--\(option.name) is \(option.value), not from \(lowest) to \(highest)")
            }
        }

        func run() async throws {
            let text = String(decoding: try readFile(sessions), as: UTF8.self)
            let recorded = try RecordedSession.read(csv: text).map { $0.shifted(days: shiftDays) }
            var limits = SimulatorLimits()
            limits.pauseBetweenCallsMilliseconds = pauseMilliseconds
            let answeredCalls = try answered.map { try AnsweredCalls($0) }
            var witness: (@Sendable (String, [UInt8]) -> Void)?
            if let answeredCalls { witness = { answeredCalls.write($0, $1) } }
            let replay = SessionReplay(
                address: try ServerAddress(url),
                keys: try chargePointKeys(),
                connections: connections,
                threads: threads,
                limits: limits,
                witness: witness
            )
            let report = try await replay.run(recorded) { complain($0.line) }
            for line in report.lines { say(line) }
            if report.exitCode != 0 { throw ExitCode(report.exitCode) }
        }

        private func chargePointKeys() throws -> ChargePointKeys {
            guard let keys else { return ChargePointKeys(common: key) }
            return try ChargePointKeys(portfolio: try readFile(keys), common: key)
        }
    }
}

/// Writes down which calls were answered, so that it can be compared with what the server kept.
private final class AnsweredCalls: Sendable {
    /// Shared by all event loops: a line is one write.
    private let file: OutputFile

    init(_ path: String) throws {
        file = try OutputFile(path)
    }

    func write(_ identity: String, _ call: [UInt8]) {
        do {
            try file.write(Array(identity.utf8) + [9] + call + [10])
        } catch {
            complain("\(error)")
        }
    }
}
