import Foundation
import TestSupport
import Testing

/// Programs of other people that check what we write.
enum Peers {
    /// Why a peer cannot be asked; a test that needs it fails with this sentence.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// The Python environment of the tests.
    static func venv() throws -> String {
        guard let venv = ProcessInfo.processInfo.environment["LAADBOEK_VENV"], !venv.isEmpty else {
            throw Missing(
                description:
                    "LAADBOEK_VENV is not set: it names the Python environment made from Tests/requirements.txt"
            )
        }
        return venv
    }

    /// Runs Python code with arguments and returns what it prints.
    static func python(_ code: String, _ arguments: [String] = []) async throws -> String {
        try await Program.output(of: venv() + "/bin/python", ["-c", code] + arguments)
    }

    /// The ISO schema that PyPI `sepaxml` ships.
    static func painSchema() async throws -> String {
        let code = "import os, sepaxml; print(os.path.join(os.path.dirname(sepaxml.__file__), 'schemas'))"
        let folder = try await python(code).trimmingCharacters(in: .whitespacesAndNewlines)
        let file = folder + "/pain.001.001.09.xsd"
        guard FileManager.default.fileExists(atPath: file) else {
            throw Missing(description: "sepaxml in LAADBOEK_VENV ships no pain.001.001.09.xsd")
        }
        return file
    }
}

/// A folder that is gone after the test.
final class ScratchFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "laadboek-formats-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes bytes to a file in the folder and returns its path.
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = path + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }
}
