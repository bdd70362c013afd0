import TestSupport
import Testing

/// Observers of the real program's charge points, of another maker.
struct ObservedTests {
    @Test func `every observer sees every session once, under its own number`() async throws {
        try await TestDatabase.leaseAll { test in
            let output = try await Peer.play("observed.py", ["--database", try test.connectionString])
            tell("observed: \(output)")
            #expect(output.contains(#""scenes": 5"#))
        }
    }

    /// Some rounds of another seed each time; `SEED` plays those of a failure again, `OBSERVED_ROUNDS` as many as wanted.
    @Test func `observers are told everything once, whatever goes away at whatever moment`() async throws {
        let seed = Peer.setting("SEED") ?? "\(Int.random(in: 1...1_000_000))"
        let rounds = Peer.setting("OBSERVED_ROUNDS") ?? "3"
        let output = try await Peer.play("observed_rounds.py", ["--seed", seed, "--rounds", rounds])
        tell("observed, SEED=\(seed): \(output)")
        #expect(output.contains(#""lost": 0"#))
    }

    @Test func `of two processes one tells an observer, whichever holds the charge point`() async throws {
        try await TestDatabase.leaseAll { test in
            let output = try await Peer.play("observed_nodes.py", ["--database", try test.connectionString])
            tell("observed by two processes: \(output)")
            #expect(output.contains("taken_over"))
        }
    }
}
