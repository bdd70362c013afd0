import Domain
import Postgres
import TestSupport
import Testing
import Values

/// Back-offices and the ways to them in portfolio files.
struct PortfolioRelayTests {
    private struct Imported {
        let database: Database

        @discardableResult
        func write(
            _ text: String,
            isDryRun: Bool = false,
            box: SecretBox? = PortfolioSamples.box
        ) async throws
            -> PortfolioResult
        {
            let file = try PortfolioSamples.read(Array(text.utf8))
            let portfolio = PortfolioImport(database: database, box: box, clock: { Timestamp(seconds: 1_750_000_000) })
            {
                "hash of \($0)"
            }
            return try await portfolio.run(file, operatorReference: "kustlader", isDryRun: isDryRun)
        }

        /// What the charge point of the file has as its way, in a line.
        func way(_ identity: String) async throws -> String {
            let snapshot = try await database.read(.system) {
                try await ChargePointDirectorySnapshot.load(.system, in: $0)
            }
            let id = try #require(snapshot.chargePoints.first { $0.identity == identity }?.id)
            guard let relay = snapshot.relays.first(where: { $0.chargePointID == id }) else { return "ours" }
            let field = relay.sealedAuthorization.flatMap {
                PortfolioSamples.box.open($0, for: Relays.sealedPlace(id))
            }
            return "\(relay.url) \(relay.authorizationMode) \(field ?? "-")"
        }

        /// What happens to the charge point while its back-office is away.
        func absence(_ identity: String) async throws -> RelayAbsence? {
            try await database.read(.system) { tx in
                let points = try await ChargePointDirectorySnapshot.load(.system, in: tx).chargePoints
                let point = try #require(points.first { $0.identity == identity })
                return try await Relays.find(.system(for: point.operatorID), point.id, in: tx)?.absence
            }
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

    private static func relay(_ identity: String, _ relay: String) -> String {
        """
        {"upstreams": [{"name": "Garage control"}, {"name": "E-Flux by Road"}],
         "charge_points": [{"identity": "\(identity)",
         "relay": \(relay)}]}
        """
    }

    private static let garage = BasicCredentials.field(user: "KUST-003", password: "replace-this-key-at-the-garage")

    @Test func `the example's charge points go through, keys sealed, and again changes nothing`() async throws {
        try await Self.withExample { imported in
            #expect(try await imported.way("KUST-001") == "ours")
            #expect(
                try await imported.way("KUST-003") == "wss://ocpp.garage.example/chargers/ replace \(Self.garage)"
            )
            #expect(try await imported.way("KUST-004") == "wss://ocpp.e-flux.io/ocpp/ pass -")
            let again = try await imported.write(Self.relay("KUST-003", #"{"upstream": "Garage control"}"#))
            #expect(again.isUnchanged)
            let whole = try await imported.write(String(decoding: try PortfolioSamples.example(), as: UTF8.self))
            #expect(whole.isUnchanged && whole.lines.suffix(3).dropLast() == Self.unchanged, "\(whole.lines)")
        }
    }

    private static let unchanged = [
        "upstreams: 0 new, 0 changed, 2 unchanged", "relays: 0 new, 0 changed, 2 unchanged",
    ]

    @Test func `a way changes, ends and begins; a dry run does none of it`() async throws {
        try await Self.withExample { imported in
            let toNone = Self.relay("KUST-003", #"{"upstream": "Garage control", "authorization": "none"}"#)
            let dry = try await imported.write(toNone, isDryRun: true)
            #expect(try await imported.way("KUST-003").hasSuffix(Self.garage))
            #expect(try await imported.write(toNone) == dry && dry["relays"]?.changed == 1)
            #expect(try await imported.way("KUST-003") == "wss://ocpp.garage.example/chargers/ none -")
            let ours = try await imported.write(Self.relay("KUST-003", "null"))
            #expect(ours["relays"]?.changed == 1)
            #expect(try await imported.way("KUST-003") == "ours")
            #expect(try await imported.write(Self.relay("KUST-003", "null")).isUnchanged)
            let begun = try await imported.write(Self.relay("KUST-001", #"{"upstream": "E-Flux by Road"}"#))
            #expect(begun["relays"]?.new == 1)
        }
    }

    @Test func `what happens while the back-office is away stays until the file says otherwise`() async throws {
        try await Self.withExample { imported in
            let answered = try await imported.absence("KUST-003")
            #expect(answered == RelayAbsence(mode: .outbox))
            let same = try await imported.write(Self.relay("KUST-003", #"{"upstream": "Garage control"}"#))
            #expect(same.isUnchanged)
            let accepting = Self.relay(
                "KUST-003",
                #"{"upstream": "Garage control", "accepts_unknown_tokens": true}"#
            )
            let changed = try await imported.write(accepting)["relays"]?.changed
            let accepts = try await imported.absence("KUST-003")
            #expect(changed == 1 && accepts == RelayAbsence(mode: .outbox, acceptsUnknownTokens: true))
            let again = try await imported.write(accepting)
            let kept = try await imported.way("KUST-003")
            #expect(again.isUnchanged && kept.hasSuffix(Self.garage))
            let booting = Self.relay("KUST-003", #"{"upstream": "Garage control", "boots_again": true}"#)
            let boots = try await imported.write(booting)["relays"]?.changed
            let both = try await imported.absence("KUST-003")
            #expect(boots == 1)
            #expect(both == RelayAbsence(mode: .outbox, acceptsUnknownTokens: true, bootsAgain: true))
            _ = try await imported.write(Self.relay("KUST-003", #"{"upstream": "Garage control", "mode": "pass"}"#))
            let passed = try await imported.absence("KUST-003")
            #expect(passed?.mode == .pass)
            let plain = try await imported.absence("KUST-004")
            #expect(plain == RelayAbsence())
        }
    }

    @Test func `another key is another change, the same one none`() async throws {
        try await Self.withExample { imported in
            let key = #"{"upstream": "Garage control", "key": "another key"}"#
            let changed = try await imported.write(Self.relay("KUST-003", key))["relays"]?.changed
            #expect(changed == 1)
            let field = BasicCredentials.field(user: "KUST-003", password: "another key")
            #expect(try await imported.way("KUST-003").hasSuffix(field))
            #expect(try await imported.write(Self.relay("KUST-003", key)).isUnchanged)
        }
    }

    @Test func `a key stays with its back-office, and what is wrong is told by its line`() async throws {
        try await Self.withExample { imported in
            let moved = Self.relay("KUST-003", #"{"upstream": "E-Flux by Road"}"#)
            let keyless = try await imported.problems(moved)
            #expect(keyless == ["line 3, /charge_points/0/relay: key is missing"])
            let new = Self.relay("KUST-001", #"{"upstream": "Garage control", "authorization": "replace"}"#)
            #expect(try await imported.problems(new) == ["line 3, /charge_points/0/relay: key is missing"])
            let stray = Self.relay("KUST-004", #"{"upstream": "E-Flux by Road", "key": "a key"}"#)
            #expect(
                try await imported.problems(stray) == [
                    "line 3, /charge_points/0/relay/key: goes with the authorization replace only"
                ]
            )
            let unknown = Self.relay("KUST-001", #"{"upstream": "Nobody"}"#)
            #expect(
                try await imported.problems(unknown) == [
                    "line 3, /charge_points/0/relay/upstream: no upstream of the file has this reference"
                ]
            )
            let urlless = #"{"upstreams": [{"name": "New one"}]}"#
            #expect(try await imported.problems(urlless) == ["line 1, /upstreams/0: url is missing"])
            #expect(try await imported.way("KUST-003").hasSuffix(Self.garage))
        }
    }

    @Test func `nothing goes to a back-office that is out of use, and no key in without the secret`() async throws {
        try await Self.withExample { imported in
            let tenant = try await imported.database.read(.system) {
                try #require(try await Operators.list(.system, in: $0).first)
            }
            let scope = Scope.system(for: tenant.id)
            try await imported.write(Self.relay("KUST-004", "null"))
            try await imported.database.write(scope) { tx in
                let road = try await Upstreams.list(scope, in: tx).first { $0.details.name == "E-Flux by Road" }
                try await Upstreams.retire(scope, try #require(road).id, at: Timestamp(seconds: 0), in: tx)
            }
            let gone = Self.relay("KUST-001", #"{"upstream": "E-Flux by Road"}"#)
            #expect(
                try await imported.problems(gone) == [
                    "line 3, /charge_points/0/relay/upstream: the back-office is out of use"
                ]
            )
            await #expect(throws: PortfolioRejection.sealMissing) {
                let key = #"{"upstream": "Garage control", "authorization": "replace", "key": "a key"}"#
                try await imported.write(Self.relay("KUST-001", key), box: nil)
            }
        }
    }

    @Test func `a back-office changes where the file says so`() async throws {
        try await Self.withExample { imported in
            let result = try await imported.write(
                #"{"upstreams": [{"name": "Garage control", "url": "ws://10.0.0.7/", "forwards_query": false}]}"#
            )
            #expect(result.lines.suffix(3).first == "upstreams: 0 new, 1 changed, 0 unchanged")
            let way = try await imported.way("KUST-003")
            #expect(way == "ws://10.0.0.7/ replace \(Self.garage)")
        }
    }
}

extension PortfolioResult {
    /// What was written of a kind.
    subscript(kind: String) -> Change? { changes.first { $0.kind == kind } }
}
