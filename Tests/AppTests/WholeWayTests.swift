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
            let (status, output) = try await Self.run(
                URL(fileURLWithPath: venv + "/bin/python"),
                [
                    Self.root.appendingPathComponent("Tests/Peers/whole_way.py").path, "--laadboek",
                    Self.program.path, "--database", try test.connectionString, "--home", home.path, "--seed",
                    "\(seed)", "--kills", "\(kills)",
                ]
            )
            #expect(status == 0, "seed \(seed): \(output)")
            #expect(output.contains(#""sessions": 400"#))
        }
    }

    /// Runs a program without holding a thread of the tests.
    private static func run(_ program: URL, _ arguments: [String]) async throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-way-\(UUID()).log")
        FileManager.default.createFile(atPath: output.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: output) }
        let handle = try FileHandle(forWritingTo: output)
        process.standardOutput = handle
        process.standardError = handle
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return (status, String(decoding: try Data(contentsOf: output), as: UTF8.self))
    }
}
