import TestSupport
import Testing

/// What people see and do, in a real browser against the real program.
struct BrowserTests {
    @Test func `customers come to a mandate by touch, by keyboard, without scripts, and past mistakes`() async throws {
        try await TestDatabase.leaseAll { test in
            let output = try await Peer.play("toggle_in_browser.py", ["--database", try test.connectionString])
            #expect(output.contains(#""plays": 4"#))
            tell("played in a browser: \(output)")
        }
    }

    @Test func `the toggle works in the page of a listed site, and nothing is shown by any other`() async throws {
        try await TestDatabase.leaseAll { test in
            let output = try await Peer.play("embed_in_browser.py", ["--database", try test.connectionString])
            #expect(output.contains(#""plays": 3"#))
            tell("played in foreign pages: \(output)")
        }
    }
}
