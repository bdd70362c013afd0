import Foundation
import TestSupport
import Testing

/// Says what was seen, for whoever asked for more rounds than usual.
func tell(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }

/// A peer of ours that plays against the program in a folder of its own.
enum Peer {
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
        let played = try await run(script, arguments)
        #expect(played.status == 0, "\(script) \(arguments.dropFirst(2)): \(played.output)")
        return played.output
    }

    /// Plays to the end; behind what a bad one printed stands what the servers said last, and how they ended.
    static func run(_ script: String, _ arguments: [String]) async throws -> (status: Int32, output: String) {
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
        return (played.status, played.status == 0 ? played.output : played.output + lastWords(below: home))
    }

    /// More lines say less: what went wrong is near the end.
    private static let lastLines = 60

    /// The last lines of every log below a folder.
    private static func lastWords(below folder: URL) -> String {
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        let logs = files.filter { $0.hasSuffix(".log") }.sorted()
        guard !logs.isEmpty else { return "\n(no log below the home)" }
        return logs.map { name in
            let bytes = FileManager.default.contents(atPath: folder.appendingPathComponent(name).path) ?? Data()
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").suffix(lastLines)
            return "\n--- \(name), its last \(lines.count) lines\n" + lines.joined(separator: "\n")
        }
        .joined()
    }
}
