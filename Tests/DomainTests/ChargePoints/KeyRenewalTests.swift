import Domain
import Postgres
import Testing
import Values

/// New keys for charge points over the air.
struct KeyRenewalTests {
    private let box = SecretBox(secret: Array(repeating: 7, count: 32))

    private func renew(_ point: Commanded, until expiry: Timestamp? = nil) async throws -> CommandID {
        try await point.world.write(point.scope) {
            try await KeyRenewals.request(
                point.scope,
                of: point.id,
                box: box,
                at: point.now,
                waitingUntil: expiry,
                in: $0
            )
        }
    }

    private func step(_ point: Commanded) async throws -> KeyRenewal? {
        try await point.world.database.read(point.scope) { try await KeyRenewals.find(point.scope, point.id, in: $0) }
    }

    private func entry(_ point: Commanded) async throws -> ChargePointDirectorySnapshot.Entry {
        let all = try await point.world.database.read(.system) {
            try await ChargePointDirectorySnapshot.load(.system, in: $0).chargePoints
        }
        return try #require(all.first { $0.id == point.id })
    }

    private func came(_ point: Commanded, with hash: [UInt8]) async throws {
        try await point.world.database.write(.system) {
            try await KeyRenewals.came(.system, point.id, of: point.world.voltaria.id, with: hash, in: $0)
        }
    }

    /// The key that goes to the charge point.
    private func told(_ point: Commanded) async throws -> ChargePointKey {
        let command = try #require(try await point.claim().first)
        #expect(command.request.payload["value"]?.stringValue?.hasPrefix("sealed:") == true)
        #expect(KeyRenewals.opened(command, by: SecretBox(secret: Array(repeating: 8, count: 32))) == nil)
        let opened = try #require(KeyRenewals.opened(command, by: box))
        #expect(opened.action == "ChangeConfiguration" && opened.payload["key"] == .string("AuthorizationKey"))
        return try ChargePointKey(given: opened.payload["value"]?.stringValue ?? "")
    }

    @Test func `the old key opens until the charge point has come with the new one`() async throws {
        try await Commanded.lend { point in
            let before = try await entry(point)
            #expect(before.nextKeyHash == nil)
            let command = try await renew(point)
            let key = try await told(point)
            var known = try await entry(point)
            #expect(known.keyHash == before.keyHash && known.nextKeyHash == key.hash)
            try await point.answer(command, Commanded.status("Accepted"))
            known = try await entry(point)
            #expect(known.keyHash == before.keyHash && known.nextKeyHash == key.hash)
            #expect(try await step(point) == .taken)
            await #expect(throws: CommandRejection.keyUnderWay) { try await renew(point) }
            try await came(point, with: ChargePointKey.random().hash)
            #expect(try await entry(point).keyHash == before.keyHash)
            for _ in 0..<2 { try await came(point, with: key.hash) }
            known = try await entry(point)
            #expect(known.keyHash == key.hash && known.nextKeyHash == nil)
            #expect(try await step(point) == nil)
        }
    }

    @Test func `a refused key opens nothing, one that may have arrived does`() async throws {
        try await Commanded.lend { point in
            for status in ["Rejected", "NotSupported"] {
                let command = try await renew(point)
                _ = try await told(point)
                try await point.answer(command, Commanded.status(status))
                #expect(try await entry(point).nextKeyHash == nil)
                #expect(try await step(point) == nil)
            }
            _ = try await renew(point)
            let expired = point.now.adding(seconds: 600)
            _ = try await point.world.database.write(.system) {
                try await Commands.expire(.system, at: expired, in: $0)
            }
            #expect(try await step(point) == nil, "it never left")
            _ = try await renew(point)
            let key = try await told(point)
            _ = try await point.world.database.write(.system) {
                try await Commands.expire(.system, at: expired, in: $0)
            }
            #expect(try await step(point) == .uncertain)
            #expect(try await entry(point).nextKeyHash == key.hash)
            // A person's own key ends it.
            try await point.world.write(point.scope) {
                try await ChargePoints.rotateKey(point.scope, point.id, to: .random(), in: $0)
            }
            #expect(try await entry(point).nextKeyHash == nil)
        }
    }

    @Test func `stations that have no such setting are left alone`() async throws {
        try await Commanded.lend { point in
            try await point.speak(.ocpp201)
            await #expect(throws: CommandRejection.notInProtocol) { try await renew(point) }
            #expect(try await point.commands().isEmpty)
        }
    }
}
