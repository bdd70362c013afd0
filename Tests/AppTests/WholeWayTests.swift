import Foundation
import TestSupport
import Testing

/// The program as a user runs it: commands, server and charge points in processes of their own.
struct WholeWayTests {
    /// Where the tests' own processes are started from.
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The program beside the test bundle.
    private static var program: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("laadboek")
    }

    @Test(arguments: [(seed: 11, kills: 0), (seed: 12, kills: 4)])
    func `sessions become credits to the last digit, also when the server is killed`(
        seed: Int,
        kills: Int
    ) async throws {
        let venv = try #require(ProcessInfo.processInfo.environment["LAADBOEK_VENV"], "run the tests by `make test`")
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-way-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        try await TestDatabase.leaseAll { test in
            let way = try await Program.run(
                venv + "/bin/python",
                [
                    Self.root.appendingPathComponent("Tests/Peers/whole_way.py").path, "--laadboek",
                    Self.program.path, "--database", try test.connectionString, "--home", home.path, "--seed",
                    "\(seed)", "--kills", "\(kills)",
                ]
            )
            #expect(way.status == 0, "seed \(seed): \(way.output)")
            #expect(way.output.contains(#""sessions": 400"#))
        }
    }
}
