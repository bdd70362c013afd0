import Foundation
import TestSupport
import Testing
import Values

@testable import Formats

/// Records signed by another implementation, freshly for every run of the tests.
struct OCMFVectors: Sendable {
    struct Vector: Sendable {
        let curve: String
        let keys: [String: String]
        let texts: [String: String]

        func key(_ form: String = "hex") throws -> MeterPublicKey {
            let text = try #require(keys[form])
            return try #require(MeterPublicKey(text: text))
        }

        func record(_ name: String = "record") throws -> OCMFRecord {
            let text = try #require(texts[name])
            return try OCMFRecord(Array(text.utf8))
        }
    }

    let all: [Vector]

    subscript(curve: String) -> Vector {
        get throws { try #require(all.first { $0.curve == curve }) }
    }

    /// Made once: a run of the peer takes half a second.
    static let made = Task { try await OCMFVectors() }

    private init() async throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Peers/sign_ocmf.py").standardizedFileURL.path
        let said = try await Program.output(of: try Peers.venv() + "/bin/python", [script])
        let json = try JSON(parsing: Array(said.utf8))
        all = (json.arrayValue ?? []).map { entry in
            var keys: [String: String] = [:]
            var texts: [String: String] = [:]
            for member in entry["keys"]?.objectValue ?? [] { keys[member.name] = member.value.stringValue }
            for member in entry.objectValue ?? [] { texts[member.name] = member.value.stringValue }
            return Vector(curve: texts["curve"] ?? "", keys: keys, texts: texts)
        }
    }
}
