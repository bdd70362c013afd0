import Domain
import Postgres
import TestSupport
import Testing
import Values

/// Who observes which charge point, in portfolio files.
struct PortfolioObserverTests {
    private static let now = Timestamp(seconds: 1_750_000_000)

    private struct Imported {
        let database: Database

        @discardableResult
        func write(_ text: String, box: SecretBox? = PortfolioSamples.box) async throws -> PortfolioResult {
            let file = try PortfolioSamples.read(Array(text.utf8))
            let portfolio = PortfolioImport(database: database, box: box, clock: { PortfolioObserverTests.now }) {
                "hash of \($0)"
            }
            return try await portfolio.run(file, operatorReference: "kustlader", isDryRun: false)
        }

        /// The observers of a charge point, a line each.
        func observers(_ identity: String) async throws -> [String] {
            let scope = try await scope()
            return try await database.read(.system) { tx in
                let points = try await ChargePointDirectorySnapshot.load(.system, in: tx).chargePoints
                let point = try #require(points.first { $0.identity == identity })
                return try await Observers.list(scope, point.id, in: tx).map { observer in
                    let details = observer.details
                    return "\(observer.upstreamName) \(details.identity) \(details.authorization) \(details.isEnabled)"
                }
            }
        }

        func scope() async throws -> Scope {
            let all = try await database.read(.system) { try await Operators.list(.system, in: $0) }
            return .system(for: try #require(all.first).id)
        }

        func problems(_ text: String) async throws -> [String] {
            do {
                try await write(text)
                return []
            } catch let refusal as PortfolioRefusal {
                return refusal.problems.map(\.description)
            }
        }
    }

    private static func withExample(_ body: (Imported) async throws -> Void) async throws {
        try await TestDatabase.lease { database in
            let imported = Imported(database: database)
            try await imported.write(String(decoding: try PortfolioSamples.example(), as: UTF8.self))
            try await body(imported)
        }
    }

    private static func observers(_ identity: String, _ list: String) -> String {
        """
        {"upstreams": [{"name": "Garage control"}, {"name": "E-Flux by Road"}],
         "charge_points": [{"identity": "\(identity)",
         "observers": \(list)}]}
        """
    }

    @Test func `the example's observer is there, and again changes nothing`() async throws {
        try await Self.withExample { imported in
            #expect(try await imported.observers("KUST-004") == ["Garage control KUST-004-COPY key true"])
            #expect(try await imported.observers("KUST-001") == [])
            let again = try await imported.write(String(decoding: try PortfolioSamples.example(), as: UTF8.self))
            #expect(again.isUnchanged)
        }
    }

    @Test func `what a file leaves out stays, and whom its list leaves out is told no more`() async throws {
        try await Self.withExample { imported in
            let same = try await imported.write(Self.observers("KUST-004", #"[{"upstream": "Garage control"}]"#))
            #expect(same.isUnchanged)
            let off = Self.observers(
                "KUST-004",
                #"[{"upstream": "Garage control", "enabled": false, "identity": null}]"#
            )
            #expect(try await imported.write(off)["observers"]?.changed == 1)
            #expect(try await imported.observers("KUST-004") == ["Garage control  key false"])
            let key = Self.observers("KUST-004", #"[{"upstream": "Garage control", "key": "another key"}]"#)
            #expect(try await imported.write(key)["observers"]?.changed == 1)
            #expect(try await imported.write(key).isUnchanged)
            let without = try await imported.write(#"{"upstreams": [{"name": "Garage control"}]}"#)
            #expect(without.isUnchanged)
            #expect(try await imported.write(Self.observers("KUST-004", "null"))["observers"]?.changed == 1)
            #expect(try await imported.observers("KUST-004") == [])
            let new = Self.observers("KUST-001", #"[{"upstream": "Garage control"}, {"upstream": "E-Flux by Road"}]"#)
            #expect(try await imported.write(new)["observers"]?.new == 2)
            #expect(try await imported.observers("KUST-001").allSatisfy { $0.hasSuffix("none true") })
        }
    }

    @Test func `what is wrong is told by its line`() async throws {
        try await Self.withExample { imported in
            let problems: [(String, String, String)] = [
                ("KUST-001", #"[{"upstream": "Nobody"}]"#, "/0/upstream: no upstream of the file has this reference"),
                ("KUST-001", #"[{"upstream": "Garage control", "authorization": "key"}]"#, "/0: key is missing"),
                (
                    "KUST-001", #"[{"upstream": "Garage control"}, {"upstream": "Garage control"}]"#,
                    "/1/upstream: is an observer of the charge point already"
                ),
            ]
            for (identity, list, problem) in problems {
                let found = try await imported.problems(Self.observers(identity, list))
                #expect(found == ["line 3, /charge_points/0/observers" + problem])
            }
            let many = (0..<9).map { #"{"upstream": "\#($0)"}"# }.joined(separator: ",")
            let found = try await imported.problems(Self.observers("KUST-001", "[\(many)]"))
            #expect(found.contains("line 3, /charge_points/0/observers: has more than 8 observers"))
            let own = Self.observers("KUST-004", #"[{"upstream": "E-Flux by Road"}]"#)
            #expect(
                try await imported.problems(own) == [
                    "line 2, /charge_points/0/identity: its back-office and an observer, or two observers, "
                        + "have the same address and identity"
                ]
            )
            #expect(try await imported.observers("KUST-004") == ["Garage control KUST-004-COPY key true"])
            await #expect(throws: PortfolioRejection.sealMissing) {
                let key = Self.observers("KUST-001", #"[{"upstream": "Garage control", "key": "a key"}]"#)
                try await imported.write(key, box: nil)
            }
        }
    }
}
