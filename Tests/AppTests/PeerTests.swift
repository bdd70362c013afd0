import Testing

/// What a failed play says.
struct PeerTests {
    /// A server that is not told where its database is ends at once.
    @Test func `a play that fails shows what its servers said last and how they ended`() async throws {
        let played = try await Peer.run("process_roles.py", ["--database", ""])
        #expect(played.status != 0)
        #expect(played.output.contains("the server ended by itself"), "\(played.output)")
        #expect(played.output.contains("--- web/server.log"), "\(played.output)")
        #expect(played.output.contains("DATABASE_URL is missing"), "\(played.output)")
        #expect(played.output.contains("(play: the server ended with status "), "\(played.output)")
    }
}
