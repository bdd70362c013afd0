import Foundation
import TestSupport
import Testing

/// The program as a user runs it: commands, server and charge points in processes of their own.
struct WholeWayTests {
    @Test(arguments: [11, 12]) func `sessions become credits to the last digit`(seed: Int) async throws {
        try await TestDatabase.leaseAll { test in
            let output = try await Peer.play(
                "whole_way.py",
                ["--database", try test.connectionString, "--seed", "\(seed)"]
            )
            #expect(output.contains(#""sessions": 400"#))
        }
    }

    /// Some rounds of another seed each time; `SEED` plays those of a failure again, `CRASH_ROUNDS` as many as wanted.
    @Test func `what was answered survives a server that is killed while it works`() async throws {
        let seed = Peer.setting("SEED") ?? "\(Int.random(in: 1...1_000_000))"
        let rounds = Peer.setting("CRASH_ROUNDS") ?? "3"
        try await TestDatabase.leaseAll { test in
            let output = try await Peer.play(
                "crash_rounds.py",
                ["--database", try test.connectionString, "--seed", seed, "--rounds", rounds]
            )
            tell("killed, SEED=\(seed): \(output)")
            #expect(output.contains(#""rounds": \#(rounds)"#))
        }
    }

    /// Some rounds of another seed each time; `SEED` plays those of a failure again, `OUTBOX_ROUNDS` as many as wanted.
    @Test func `a back-office is told what it missed, whatever dies meanwhile`() async throws {
        let seed = Peer.setting("SEED") ?? "\(Int.random(in: 1...1_000_000))"
        let rounds = Peer.setting("OUTBOX_ROUNDS") ?? "6"
        let output = try await Peer.play("outbox_rounds.py", ["--seed", seed, "--rounds", rounds])
        tell("outages, SEED=\(seed): \(output)")
        #expect(output.contains(#""rounds": \#(rounds)"#))
    }

    /// Some seconds, or as many as `OUTAGE_SECONDS` says.
    @Test func `charge points notice nothing while PostgreSQL is away`() async throws {
        let seconds = Peer.setting("OUTAGE_SECONDS") ?? "5"
        let output = try await Peer.play("outage.py", ["--seed", "21", "--seconds", seconds])
        tell("without PostgreSQL: \(output)")
        #expect(output.contains(#""seconds": \#(seconds)"#))
    }
}

/// Says what was seen, for whoever asked for more rounds than usual.
private func tell(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }

/// A peer of ours that plays against the program in a folder of its own.
private enum Peer {
    /// The repository.
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The program beside the test bundle.
    private static var program: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("laadboek")
    }

    /// What the person who runs the tests asks for.
    static func setting(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

    /// Plays to the end, which must be a good one; what was printed.
    static func play(_ script: String, _ arguments: [String]) async throws -> String {
        let venv = try #require(ProcessInfo.processInfo.environment["LAADBOEK_VENV"], "run the tests by `make test`")
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-way-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let played = try await Program.run(
            venv + "/bin/python",
            [
                root.appendingPathComponent("Tests/Peers/\(script)").path, "--laadboek", program.path, "--home",
                home.path,
            ]
                + arguments
        )
        #expect(played.status == 0, "\(script) \(arguments.dropFirst(2)): \(played.output)")
        return played.output
    }
}
