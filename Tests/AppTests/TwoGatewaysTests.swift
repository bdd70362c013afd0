import Foundation
import TestSupport
import Testing

/// Two server processes on one database, as a charge point and an operator see them.
struct TwoGatewaysTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The program beside the test bundle.
    private static var program: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("laadboek")
    }

    @Test func `commands and tokens follow a charge point from one process to another`() async throws {
        let venv = try #require(ProcessInfo.processInfo.environment["LAADBOEK_VENV"], "run the tests by `make test`")
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-two-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: home) }
        try await TestDatabase.leaseAll { test in
            let two = try await Program.run(
                venv + "/bin/python",
                [
                    Self.root.appendingPathComponent("Tests/Peers/two_gateways.py").path, "--laadboek",
                    Self.program.path, "--database", try test.connectionString, "--home", home.path,
                ]
            )
            #expect(two.status == 0, "\(two.output)")
        }
    }
}
