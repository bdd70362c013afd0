import ArgumentParser
import Foundation
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

        func run() async throws {
            let text = String(decoding: try readFile(sessions), as: UTF8.self)
            let recorded = try RecordedSession.read(csv: text).map { $0.shifted(days: shiftDays) }
            var limits = SimulatorLimits()
            limits.pauseBetweenCallsMilliseconds = max(0, pauseMilliseconds)
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
            let report = try await replay.run(recorded) { progress in
                complain(
                    "calls \(progress.calls), sessions \(progress.sessionsCompleted), "
                        + "charge points done \(progress.chargePointsDone), reconnects \(progress.reconnects)"
                )
            }
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
    private let file: FileHandle

    init(_ path: String) throws {
        try Data().write(to: URL(fileURLWithPath: path))
        file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }

    func write(_ identity: String, _ call: [UInt8]) {
        file.write(Data(Array(identity.utf8) + [9] + call + [10]))
    }
}
