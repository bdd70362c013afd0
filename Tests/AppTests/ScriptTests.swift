import Foundation
import TestSupport
import Testing

/// The scripts around the program.
struct ScriptTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .resolvingSymlinksInPath().path

    private func packages(_ purpose: String...) async throws -> Set<String> {
        let text = try await Program.output(of: Self.root + "/bin/setup", ["--list"] + purpose)
        return Set(text.split(separator: "\n").map(String.init))
    }

    @Test func `running needs no more than building and serving do`() async throws {
        let (run, bench, all) = (
            try await packages("run"), try await packages("bench"), try await packages()
        )
        #expect(run.isSuperset(of: ["libpq-dev", "postgresql", "fonts-dejavu-core"]))
        #expect(bench.subtracting(run) == ["python3-venv"])
        #expect(all.subtracting(bench) == ["libxml2-utils", "poppler-utils", "hledger", "chromium"])
        #expect(all.isSuperset(of: bench) && bench.isSuperset(of: run))
    }

    @Test func `scripts find what the program ships from any folder`() async throws {
        let script = ". \"$0/bin/common.sh\" && printf '%s' \"$LAADBOEK_SHARE\""
        let words = ["-u", "LAADBOEK_SHARE", "bash", "-c", script, Self.root]
        let found = try await Program.output(of: "env", words, in: "/")
        #expect(found == Self.root)
        let own = try await Program.run("bash", ["-c", script, Self.root], environment: ["LAADBOEK_SHARE": "/own"])
        #expect(own.output == "/own")
    }
}
