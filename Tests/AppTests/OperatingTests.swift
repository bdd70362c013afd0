import Foundation
import TestSupport
import Testing

/// What docs/OPERATING.md promises, tried with the real program.
struct OperatingTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The program beside the test bundle.
    private static var program: String {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/laadboek"
    }

    @Test func `every role answers machines, and only trusted proxies say who the client is`() async throws {
        try await TestDatabase.leaseAll { test in
            let output = try await Peer.play("process_roles.py", ["--database", try test.connectionString])
            #expect(output.contains(#""processes": 4"#))
        }
    }

    @Test func `a cluster prepared as described takes the migrations of a role that is no superuser`() async throws {
        let page = try String(contentsOf: Self.root.appendingPathComponent("docs/OPERATING.md"), encoding: .utf8)
        let blocks = page.matches(of: #/```sql\n(?<sql>(?:.|\n)*?)```/#).map { String($0.output.sql) }
        try #require(blocks.count == 3)
        try await PrivateCluster.lease { cluster in
            try await psql(cluster.url, blocks[0])
            let own = url(cluster, of: "laadboek")
            let first = try await laadboek("migrate", own)
            #expect(first.status == 0 && first.output.contains("applied"), "\(first.output)")
            try await psql(cluster.url, blocks[1])
            let again = try await laadboek("migrate", own)
            #expect(again.status == 0 && again.output.contains("up to date"), "\(again.output)")
            let used = try await laadboek("verify", own)
            #expect(used.status == 0, "\(used.output)")

            try await psql(cluster.url, blocks[0].replacing("laadboek", with: "laadboek_two"))
            try await psql(cluster.url, blocks[2])
            let second = url(cluster, of: "laadboek_two")
            let two = try await laadboek("migrate", second)
            #expect(two.status == 0, "\(two.output)")
            let verified = try await laadboek("verify", second)
            #expect(verified.status == 0, "\(verified.output)")
        }
    }

    /// The database of a role of the same name.
    private func url(_ cluster: PrivateCluster, of name: String) -> String {
        cluster.url.replacing("///postgres?", with: "///\(name)?").replacing("user=postgres", with: "user=\(name)")
    }

    private func psql(_ url: String, _ sql: String) async throws {
        try await Program.output(of: "psql", ["--no-psqlrc", "--set=ON_ERROR_STOP=1", url], input: Array(sql.utf8))
    }

    private func laadboek(_ word: String, _ database: String) async throws -> Program.Outcome {
        let settings = ["DATABASE_URL": database, "LAADBOEK_SHARE": Self.root.path]
        return try await Program.run(Self.program, [word], environment: settings)
    }
}
