import Foundation
import TestSupport
import Testing
import Values

@testable import App

/// What commands say when something is in the way: in words, with the file or setting that it is about.
struct CommandWordsTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    private static let program =
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/laadboek"

    private func laadboek(
        _ words: [String],
        database: String = "postgresql:///none",
        settings: [String: String] = [:]
    ) async throws -> Program.Outcome {
        let all = ["DATABASE_URL": database, "LAADBOEK_SHARE": Self.root].merging(settings) { $1 }
        return try await Program.run(Self.program, words, environment: all)
    }

    private func expectWords(_ outcome: Program.Outcome, _ words: String) {
        #expect(outcome.status == 1 && outcome.output.contains(words), "\(outcome)")
        for raw in ["NSCocoaErrorDomain", "Error Domain", "Usage:", "descriptor:"] {
            #expect(!outcome.output.contains(raw), "\(outcome.output)")
        }
    }

    /// Lends a folder that is gone afterwards.
    private func folder(_ body: (String) async throws -> Void) async throws {
        let path = NSTemporaryDirectory() + "laadboek-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }

    @Test func `a rejection has words behind its code`() async throws {
        let example = Self.root + "/docs/reference/portfolio-example.json"
        try await TestDatabase.leaseAll { test in
            let database = try test.connectionString
            let imported = try await laadboek(["portfolio", "import", example], database: database)
            try #require(imported.status == 0, "\(imported.output)")
            expectWords(
                try await laadboek(["close", "--month", "2999-01"], database: database),
                "close.period_not_over: the month is not over yet"
            )
            let words = ["credits", "approve", "--month", "2020-01", "--as", "admin@kustlader.example"]
            expectWords(
                try await laadboek(words, database: database),
                "approval.nothing_to_approve: the month has no credits"
            )
            expectWords(
                try await laadboek(["lines", "export", "--month", "2020-01", "--out", "/proc/x"], database: database),
                "/proc/x cannot be written: "
            )
        }
    }

    @Test func `a folder that cannot be made is named with the reason`() async throws {
        expectWords(
            try await laadboek(["credits", "files", "--month", "2025-06", "--out", "/proc/x"]),
            "/proc/x cannot be made: No such file or directory"
        )
        expectWords(
            try await laadboek(["migrate"], settings: ["LAADBOEK_SHARE": "/nowhere"]),
            "the folder of migrations cannot be read: /nowhere/migrations; LAADBOEK_SHARE"
        )
    }

    @Test func `a reader that has enough ends the program without a word`() async throws {
        // The reader is gone before the program begins to write.
        let script = """
            coproc R { read -r _; }
            exec 9>&"${R[1]}"
            reader=$R_PID
            echo >&9
            wait "$reader"
            "$0" routes >&9
            echo "ended $?"
            """
        let settings = ["DATABASE_URL": "postgresql:///none", "LAADBOEK_SHARE": Self.root]
        let outcome = try await Program.run("bash", ["-c", script, Self.program], environment: settings)
        #expect(outcome.output == "ended 141\n")
    }

    @Test func `a server says what keeps it from starting`() async throws {
        try await folder { home in
            let settings = ["LAADBOEK_HOME": home, "PORT": "0"]
            try await TestDatabase.leaseAll { test in
                let database = try test.connectionString
                let socket = try BlockingSocket.listening()
                defer { socket.close() }
                let taken = settings.merging(["PORT": "\(socket.port)"]) { $1 }
                expectWords(
                    try await laadboek(["serve"], database: database, settings: taken),
                    "port \(socket.port) on 127.0.0.1 is taken: set PORT"
                )
                let files = ["LAADBOEK_TLS_CERT": "/nowhere/cert.pem", "LAADBOEK_TLS_KEY": "/nowhere/key.pem"]
                expectWords(
                    try await laadboek(["serve"], database: database, settings: settings.merging(files) { $1 }),
                    "/nowhere/cert.pem cannot be read: No such file or directory"
                )
            }
        }
    }

    @Test func `a database without tables is told before anything fails on it`() async throws {
        try await folder { home in
            let settings = ["LAADBOEK_HOME": home, "PORT": "0"]
            // Whoever migrates a database makes the application's role for the whole cluster.
            try await TestDatabase.lease { _ in }
            try FileManager.default.createDirectory(atPath: home + "/none", withIntermediateDirectories: true)
            try await TestDatabase.leaseAll(migrations: home + "/none") { empty in
                let database = try empty.connectionString
                let served = try await laadboek(["serve"], database: database, settings: settings)
                expectWords(served, "the database has no tables yet: run laadboek migrate first")
                #expect(!served.output.contains("does not exist"), "\(served.output)")
                let verified = try await laadboek(["verify"], database: database, settings: settings)
                expectWords(verified, "run laadboek migrate first")
            }
        }
    }
}
