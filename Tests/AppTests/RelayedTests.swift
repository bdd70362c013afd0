import Foundation
import TestSupport
import Testing

/// The relay of the real program between charge points and a back-office of another maker.
struct RelayedTests {
    @Test func `every session is there once on both sides whatever goes away at whatever moment`() async throws {
        let output = try await Peer.play("relay_outages.py", [])
        #expect(output.contains(#""scenes": 4"#))
    }

    @Test func `what charge points tell their back-office of their meters is overheard`() async throws {
        try await TestDatabase.leaseAll { test in
            let output = try await Peer.play("meter_facts.py", ["--database", try test.connectionString])
            #expect(output.contains(#""facts": 4"#))
        }
    }

    /// Some rounds of another seed each time; `SEED` plays those of a failure again, `RELAY_ROUNDS` as many as wanted.
    @Test func `nothing is lost in random outages on every side`() async throws {
        let seed = Peer.setting("SEED") ?? "\(Int.random(in: 1...1_000_000))"
        let rounds = Peer.setting("RELAY_ROUNDS") ?? "3"
        let output = try await Peer.play("relay_rounds.py", ["--seed", seed, "--rounds", rounds])
        tell("relayed, SEED=\(seed): \(output)")
        #expect(output.contains(#""lost": 0"#))
    }

    /// A few seconds, or as many as `FUZZ_SECONDS` says; built with the address sanitizer it looks deeper.
    @Test func `whatever comes from either side ends nothing but its own connection`() async throws {
        let seed = Peer.setting("SEED") ?? "\(Int.random(in: 1...1_000_000))"
        let seconds = Peer.setting("FUZZ_SECONDS") ?? "5"
        try await TestDatabase.leaseAll { test in
            let output = try await Peer.play(
                "fuzz_gateway.py",
                ["--database", try test.connectionString, "--seed", seed, "--seconds", seconds]
            )
            tell("fuzzed, SEED=\(seed): \(output)")
            #expect(output.contains(#""seconds": \#(seconds)"#))
        }
    }

    @Test(.enabled(if: Peer.setting("LAADBOEK_WSTEST") != nil, "LAADBOEK_WSTEST starts Autobahn's wstest"))
    func `the Autobahn suite finds no failure that it does not find without the relay`() async throws {
        let wstest = Peer.setting("LAADBOEK_WSTEST") ?? ""
        try await TestDatabase.leaseAll { test in
            let output = try await Peer.play(
                "autobahn.py",
                ["--database", try test.connectionString, "--wstest", wstest]
            )
            tell("Autobahn: \(output)")
            #expect(output.contains("fuzzing_server"))
        }
    }
}
