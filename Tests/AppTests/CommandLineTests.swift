import ArgumentParser
import Foundation
import Testing
import Values

@testable import App

struct CommandLineTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func expectAgreed(_ made: String, _ path: String) throws {
        let file = Self.root.appendingPathComponent(path)
        let environment = ProcessInfo.processInfo.environment
        if environment["UPDATE_GOLDENS"] == "1" {
            try #require(environment["CI"] != "true", "goldens are agreed on by people, not by CI")
            try made.write(to: file, atomically: true, encoding: .utf8)
        }
        let agreed = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        #expect(made == agreed, "run with UPDATE_GOLDENS=1 and look at the difference of \(path)")
    }

    /// A command with those below it, each with its words.
    private func help(_ command: any ParsableCommand.Type) -> [String] {
        let text = Laadboek.helpMessage(for: command, columns: 100)
        return [text] + command.configuration.subcommands.flatMap { help($0) }
    }

    @Test func `every command says what it does, as agreed`() throws {
        let all = help(Laadboek.self)
        #expect(all.count > 20)
        #expect(all.filter { !$0.contains("OVERVIEW:") } == [])
        try expectAgreed(all.joined(separator: "\n----\n\n"), "Tests/AppTests/Goldens/help.txt")
    }

    @Test func `every command stands in the reference`() throws {
        let reference = try String(
            contentsOf: Self.root.appendingPathComponent("docs/reference/commands.md"),
            encoding: .utf8
        )
        for command in Laadboek.configuration.subcommands {
            let name = command.configuration.commandName ?? "?"
            #expect(reference.contains("\n## \(name)\n"), "docs/reference/commands.md has no section \(name)")
        }
    }

    @Test func `every address with who may use it stands in the reference`() throws {
        let rows = try RouteTable.rows(publicFolder: Self.root.appendingPathComponent("Public").path)
        #expect(rows.contains(RouteTable.Row(method: "GET", path: "/settings", access: "operator_admin")))
        #expect(rows.contains(RouteTable.Row(method: "WebSocket", path: "/ocpp/{identity}", access: "charge point")))
        let heading = """
            # Addresses

            Every address with its method and the roles that may use it, as `laadboek routes --format markdown` prints
            them. A list's `.csv` and `.json` are its export.


            """
        try expectAgreed(heading + RouteTable.text(of: rows, as: .markdown) + "\n", "docs/reference/routes.md")
        #expect(RouteTable.text(of: rows, as: .text).split(separator: "\n").count == rows.count)
        #expect(try JSON(parsing: Array(RouteTable.text(of: rows, as: .json).utf8)).arrayValue?.count == rows.count)
    }

    @Test func `every fault of the settings is told at once`() {
        let faults = ConfigCheckCommand.faults([
            "PORT": "eighty", "LAADBOEK_TLS_CERT": "cert.pem", "LAADBOEK_PUBLIC_URL": "charge", "MAIL_FROM": "nobody",
            "LAADBOEK_ROLES": "web,cook", "SMTP_URL": "mail.example.com",
            "LAADBOEK_TRUSTED_PROXIES": "10.0.0.0/8, proxy", "LAADBOEK_METRICS_TOKEN": "short",
            "LAADBOEK_NODE": "../other", "LAADBOEK_TLS_CLIENTS": "yes",
        ])
        let named = [
            "DATABASE_URL", "PORT", "LAADBOEK_TLS_CERT", "LAADBOEK_PUBLIC_URL", "MAIL_FROM", "LAADBOEK_ROLES",
            "SMTP_URL", "LAADBOEK_TRUSTED_PROXIES: proxy ", "LAADBOEK_METRICS_TOKEN", "LAADBOEK_NODE",
            "LAADBOEK_TLS_CLIENTS is ask or empty, and not yes",
        ]
        #expect(faults.count == named.count)
        for name in named { #expect(faults.contains { $0.hasPrefix(name) }, "\(name)") }
    }

    @Test(arguments: [".", "..", "a/b", "a b", "é", "a\u{0}", String(repeating: "n", count: 65)])
    func `the name of a node is the name of a folder and nothing else`(name: String) {
        let faults = ConfigCheckCommand.faults(["DATABASE_URL": "postgresql://db/x", "LAADBOEK_NODE": name])
        #expect(faults.contains { $0.hasPrefix("LAADBOEK_NODE") })
        let fine = try? Configuration(environment: [
            "DATABASE_URL": "postgresql://db/x", "LAADBOEK_NODE": "gateway-2_b", "LAADBOEK_TLS_CLIENTS": "ask",
        ])
        #expect(fine?.node == "gateway-2_b" && fine?.asksClientCertificates == true)
    }

    @Test func `files that are not there are told, too`() {
        let faults = ConfigCheckCommand.faults([
            "DATABASE_URL": "postgresql://db/laadboek", "LAADBOEK_SHARE": "/nowhere", "LAADBOEK_HOME": "/proc/none",
            "LAADBOEK_TLS_CERT": "/nowhere/cert.pem", "LAADBOEK_TLS_KEY": "/nowhere/key.pem",
        ])
        #expect(faults.filter { $0.hasPrefix("LAADBOEK_SHARE") }.count == 2)
        #expect(faults.filter { $0.hasPrefix("LAADBOEK_TLS") }.count == 2)
        let fine = ConfigCheckCommand.faults([
            "DATABASE_URL": "postgresql://db/laadboek", "LAADBOEK_SHARE": Self.root.path,
            "LAADBOEK_HOME": NSTemporaryDirectory() + "laadboek-not-made-yet",
        ])
        #expect(fine == [])
    }

    @Test(arguments: [
        (
            "postgresql://laadboek:p%40ss:w@db:5432/x?sslmode=require",
            "postgresql://laadboek:•••@db:5432/x?sslmode=require"
        ),
        (
            "postgresql://db/x?user=a&password=secret&sslmode=require",
            "postgresql://db/x?user=a&password=•••&sslmode=require"
        ),
        (#"host=db password='it\'s me' dbname=x"#, "host=db password=••• dbname=x"),
        ("host=db password = secret dbname=x", "host=db password = ••• dbname=x"),
        ("smtp://user:secret@mail.example.com:587", "smtp://user:•••@mail.example.com:587"),
        ("postgresql:///laadboek?host=/run/postgresql", "postgresql:///laadboek?host=/run/postgresql"),
    ])
    func `passwords become dots`(given: String, shown: String) {
        #expect(ConfigurationKey.masked(given) == shown)
    }

    @Test func `the token of the figures is not shown`() {
        let lines = ConfigCheckCommand.lines(["LAADBOEK_METRICS_TOKEN": "0123456789abcdef"])
        #expect(lines.contains { $0.hasPrefix("LAADBOEK_METRICS_TOKEN") && $0.hasSuffix("  •••") })
    }

    @Test func `every variable that is read is one that is printed`() throws {
        let folder = Self.root.appendingPathComponent("Sources/App/Configuration.swift")
        let source = try String(contentsOf: folder, encoding: .utf8)
        let read = Set(source.matches(of: #/environment\["(\w+)"\]/#).map { String($0.1) })
        #expect(read.count > 8)
        #expect(read.subtracting(ConfigurationKey.allCases.map(\.rawValue)) == [])
        #expect(ConfigCheckCommand.lines([:]).count == ConfigurationKey.allCases.count)
    }
}
