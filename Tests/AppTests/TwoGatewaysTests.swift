import TestSupport
import Testing

/// Two server processes on one database, as a charge point and an operator see them.
struct TwoGatewaysTests {
    @Test func `commands and tokens follow a charge point from one process to another`() async throws {
        try await TestDatabase.leaseAll { test in
            let output = try await Peer.play("two_gateways.py", ["--database", try test.connectionString])
            #expect(output.contains("revoked"))
        }
    }
}
