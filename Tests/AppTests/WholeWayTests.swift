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
