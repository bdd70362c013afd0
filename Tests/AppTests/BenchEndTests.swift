import Foundation
import Glibc
import TestSupport
import Testing

@testable import App

/// What a measurement starts beside it ends with it, whatever happens.
struct BenchEndTests {
    private func temporaryFolder() throws -> URL {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-end-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        return home
    }

    private func started(_ script: String) throws -> Int32 {
        var words: [UnsafeMutablePointer<CChar>?] = []
        for word in ["/bin/sh", "-c", script] { words.append(strdup(word)) }
        words.append(nil)
        defer { words.forEach { free($0) } }
        var id: Int32 = 0
        try #require(posix_spawn(&id, "/bin/sh", nil, nil, &words, nil) == 0)
        return id
    }

    /// Whether a process is there and is no mere entry that waits to be collected.
    private func isThere(_ id: Int32) -> Bool {
        let stat = (try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)) ?? ""
        return !stat.isEmpty && !stat.contains(") Z ")
    }

    @Test(arguments: ["exec sleep 600", "trap '' TERM; : > FILE; while :; do sleep 1; done", "exit 3", "kill -9 $$"])
    func `a process ends whether it listens or not`(script: String) async throws {
        let home = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: home) }
        let ready = home.appendingPathComponent("ready").path
        let id = try started(script.replacing("FILE", with: ready))
        // Only who has begun to ignore the signal ignores it.
        while script.contains("FILE"), access(ready, F_OK) != 0 { try await Task.sleep(for: .milliseconds(10)) }
        ProcessEnd.end(id)
        #expect(!isThere(id))
        waitpid(id, nil, WNOHANG)
        ProcessEnd.end(id)
    }

    @Test func `a process that never began has no end to wait for`() {
        ProcessEnd.end(0)
    }

    @Test(.enabled(if: NginxPeer.path != nil, "nginx is not installed"))
    func `a server that fails leaves no nginx behind`() async throws {
        let home = try temporaryFolder()
        defer { try? FileManager.default.removeItem(at: home) }
        try await TestDatabase.leaseAll { test in
            // The server reads it, the measurement does not.
            let missing = home.appendingPathComponent("nowhere.pem").path
            let measured = try await Program.run(
                URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
                    .appendingPathComponent("laadboek").path,
                ["bench", "--relay-only"],
                environment: [
                    "DATABASE_URL": try test.connectionString, "LAADBOEK_HOME": home.path,
                    "LAADBOEK_TLS_CERT": missing, "LAADBOEK_TLS_KEY": missing,
                ]
            )
            #expect(measured.status != 0 && measured.output.contains("the server does not get ready"))
            let log = FileManager.default.fileExists(atPath: home.appendingPathComponent("nginx/error.log").path)
            #expect(log, "nginx had begun")
            // Its workers end a moment after it.
            var left = try processes(naming: home.path)
            for _ in 0..<6_000 where left != [] {
                try await Task.sleep(for: .milliseconds(10))
                left = try processes(naming: home.path)
            }
            #expect(left == [])
        }
    }

    /// The command lines of processes that name a folder.
    private func processes(naming folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int32($0) != nil }
            .compactMap { try? String(contentsOfFile: "/proc/\($0)/cmdline", encoding: .utf8) }
            .filter { $0.contains(folder) }
    }
}
