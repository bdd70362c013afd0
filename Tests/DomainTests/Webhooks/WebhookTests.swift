import Postgres
import Synchronization
import TestSupport
import Testing
import Values

@testable import Domain

/// What is written for endpoints, and how it is sent and tried again.
struct WebhookTests {
    /// Answers as it was told to, and remembers what it was sent.
    private final class Receiver: WebhookPosting {
        let answers = Mutex<[Int]>([])
        let messages = Mutex<[WebhookMessage]>([])

        func post(_ message: WebhookMessage) async -> WebhookAnswer {
            messages.withLock { $0.append(message) }
            let status = answers.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
            return WebhookAnswer(status: status, error: status == 0 ? "could not connect" : "", milliseconds: 1)
        }

        func header(_ name: String) -> [String] {
            messages.withLock { $0.compactMap { $0.headers.first { $0.name == name }?.value } }
        }
    }

    private final class World: Sendable {
        let booking: EREBookingWorld
        let receiver = Receiver()
        let clock = Mutex<Timestamp>(SystemClock.now())
        let box = SecretBox(secret: Array(repeating: 9, count: 32))

        init(_ booking: EREBookingWorld) {
            self.booking = booking
        }

        var scope: Scope { booking.scope }
        var now: Timestamp { clock.withLock { $0 } }
        var sender: WebhookSender {
            let now = now
            return WebhookSender(database: booking.parties.database, post: receiver, box: box, clock: { now })
        }

        func pass(_ seconds: Int64) { clock.withLock { $0 = $0.adding(seconds: seconds) } }

        func endpoint(_ kinds: [String] = [], as scope: Scope? = nil) async throws -> WebhookEndpointID {
            let scope = scope ?? self.scope
            return try await booking.parties.database.write(scope) {
                try await Webhooks.create(
                    scope,
                    name: "n",
                    url: "https://hooks.example.com/x",
                    kinds,
                    box: box,
                    at: now,
                    in: $0
                ).id
            }
        }

        func deliveries(_ id: WebhookEndpointID) async throws -> [WebhookDelivery] {
            try await booking.parties.database.read(scope) { try await Webhooks.deliveries(scope, of: id, in: $0) }
        }

        func test(_ id: WebhookEndpointID) async throws -> WebhookDeliveryID {
            try await booking.parties.database.write(scope) { try await Webhooks.test(scope, id, at: now, in: $0) }
        }

        func delivery(_ id: WebhookDeliveryID) async throws -> WebhookDelivery {
            try await booking.parties.database.read(scope) { try await Webhooks.delivery(scope, id, in: $0).delivery }
        }
    }

    private func run(_ body: (World) async throws -> Void) async throws {
        try await EREBookingWorld.lend { try await body(World($0)) }
    }

    @Test func `every change of state is written with it, for the endpoints that want it`() async throws {
        try await run { world in
            let all = try await world.endpoint()
            let some = try await world.endpoint(["booking.accepted"])
            let foreign = world.booking.parties.ampère.scope
            let others = try await world.endpoint(as: foreign)
            let connection = try await world.booking.connection("a", ean: EREBookingWorld.eans[0])
            try await world.booking.session(
                connection.chargePoint,
                "2026-07-01T10:00:00Z",
                "2026-07-01T12:00:00Z",
                0,
                5_000_000
            )
            try await world.booking.measure()
            try await world.booking.accept(try #require(await world.booking.lines().first))
            let kinds = try await world.deliveries(all).map(\.kind)
            #expect(kinds == ["booking.accepted", "booking.measured", "session.completed", "enrolment.active"])
            #expect(try await world.deliveries(some).map(\.kind) == ["booking.accepted"])
            let elsewhere = try await world.booking.parties.database.read(foreign) {
                try await Webhooks.deliveries(foreign, of: others, in: $0)
            }
            #expect(elsewhere.isEmpty)
            let newest = try #require(try await world.deliveries(all).first)
            let body = try await world.booking.parties.database.read(world.scope) {
                try await Webhooks.delivery(world.scope, newest.id, in: $0).body
            }
            let json = try JSON(parsing: Array(body.utf8))
            #expect(json["type"]?.stringValue == "booking.accepted")
            #expect(json["timestamp"]?.stringValue.flatMap { Timestamp($0) } == EREBookingWorld.october)
            #expect(json["data"]?["quarter"]?.stringValue == "2026-Q3" && json["data"]?["energy_wh"] == .integer(5_000))
            #expect(json["data"]?["customer_id"] == .integer(connection.customer.rawValue))
        }
    }

    @Test func `what is taken back was never told`() async throws {
        try await run { world in
            let id = try await world.endpoint()
            struct Stop: Error {}
            let scope = world.scope
            await #expect(throws: Stop.self) {
                try await world.booking.parties.database.write(scope) { tx in
                    _ = try await Webhooks.test(scope, id, at: world.now, in: tx)
                    throw Stop()
                }
            }
            #expect(try await world.deliveries(id).isEmpty)
            #expect(try await world.sender.deliverDue() == 0)
        }
    }

    @Test func `a message is tried for three days, given up, and sent again as the same`() async throws {
        try await run { world in
            let id = try await world.endpoint()
            let delivery = try await world.test(id)
            world.receiver.answers.withLock { $0 = [500, 302, 0, 404, 500, 500, 500, 500, 500, 500] }
            let begun = world.now
            for attempt in 1...10 {
                #expect(try await world.sender.deliverDue() == 1, "attempt \(attempt)")
                #expect(try await world.sender.deliverDue() == 0, "it waits after attempt \(attempt)")
                let seen = try await world.delivery(delivery)
                #expect(seen.attempts == attempt && seen.state == (attempt == 10 ? .dead : .waiting))
                if attempt < 10 { world.pass(seen.nextAttemptAt.seconds(since: world.now)) }
            }
            let days = Double(world.now.seconds(since: begun)) / 86_400
            #expect((2.8...3.1).contains(days), "\(days)")
            world.pass(100 * 86_400)
            #expect(try await world.sender.deliverDue() == 0)
            let scope = world.scope
            let again = try await world.booking.parties.database.write(scope) {
                try await Webhooks.replayDead(scope, id, at: world.now, in: $0)
            }
            #expect(again == 1)
            #expect(try await world.sender.deliverDue() == 1)
            #expect(try await world.delivery(delivery).state == .delivered)
            #expect(Set(world.receiver.header("webhook-id")).count == 1, "the same message, however often it came")
            #expect(Set(world.receiver.header("webhook-timestamp")).count == 11)
            let attempts = try await world.booking.parties.database.read(scope) {
                try await Webhooks.delivery(scope, delivery, in: $0).attempts
            }
            #expect(attempts.map(\.status) == [200, 500, 500, 500, 500, 500, 500, 404, 0, 302, 500])
        }
    }

    @Test func `an endpoint that is gone is turned off, and one that is off gets nothing`() async throws {
        try await run { world in
            let id = try await world.endpoint()
            _ = try await world.test(id)
            world.receiver.answers.withLock { $0 = [410] }
            #expect(try await world.sender.deliverDue() == 1)
            let scope = world.scope
            let endpoint = try await world.booking.parties.database.read(scope) {
                try await Webhooks.find(scope, id, in: $0)
            }
            #expect(endpoint.disabledAt != nil && endpoint.disabledReason == "410 Gone" && endpoint.waiting == 1)
            await #expect(throws: WebhookRejection.disabled) { _ = try await world.test(id) }
            _ = try await world.booking.connection("a", ean: EREBookingWorld.eans[0])
            world.pass(86_400)
            #expect(try await world.sender.deliverDue() == 0)
            #expect(try await world.deliveries(id).count == 1)
        }
    }

    @Test func `with a new secret the one before signs beside it, as long as was said`() async throws {
        try await run { world in
            let id = try await world.endpoint()
            let scope = world.scope
            let secret = try await world.booking.parties.database.write(scope) {
                try await Webhooks.rotate(scope, id, .day, box: world.box, at: world.now, in: $0)
            }
            _ = try await world.test(id)
            _ = try await world.sender.deliverDue()
            world.pass(86_400)
            _ = try await world.test(id)
            _ = try await world.sender.deliverDue()
            let signatures = world.receiver.header("webhook-signature").map { $0.split(separator: " ") }
            #expect(signatures.map(\.count) == [2, 1])
            let message = try #require(world.receiver.messages.withLock { $0.last })
            let moment = try #require(Int64(world.receiver.header("webhook-timestamp").last ?? ""))
            let expected = secret.signature(
                of: world.receiver.header("webhook-id").last ?? "",
                at: moment,
                message.body
            )
            #expect(signatures.last?.first.map(String.init) == expected)
        }
    }

    @Test func `a slow endpoint holds up no other, and old events are forgotten`() async throws {
        try await run { world in
            let slow = try await world.endpoint()
            let quick = try await world.endpoint()
            for _ in 0..<12 { _ = try await world.test(slow) }
            _ = try await world.test(quick)
            #expect(try await world.sender.deliverDue() == 6, "five of one and one of the other")
            #expect(try await world.deliveries(quick).map(\.state) == [.delivered])
            while try await world.sender.deliverDue() > 0 {}
            world.pass(31 * 86_400)
            let now = world.now
            try await world.booking.parties.database.write(.system) {
                try await Webhooks.forget(.system, at: now, in: $0)
            }
            #expect(try await world.deliveries(slow).isEmpty)
        }
    }

    @Test func `nobody else's endpoints and deliveries are found or changed`() async throws {
        try await run { world in
            let id = try await world.endpoint()
            let delivery = try await world.test(id)
            let foreign = world.booking.parties.ampère.scope
            let database = world.booking.parties.database
            await #expect(throws: NotFound.self) {
                _ = try await database.read(foreign) { try await Webhooks.find(foreign, id, in: $0) }
            }
            await #expect(throws: NotFound.self) {
                try await database.write(foreign) {
                    try await Webhooks.replay(foreign, delivery, at: world.now, in: $0)
                }
            }
            await #expect(throws: NotFound.self) {
                _ = try await database.write(foreign) {
                    try await Webhooks.rotate(foreign, id, .none, box: world.box, at: world.now, in: $0)
                }
            }
            await #expect(throws: NotPermitted.self) {
                let host = world.booking.tenant.hostScope
                _ = try await database.read(host) { try await Webhooks.list(host, in: $0) }
            }
        }
    }

    @Test func `every statement of webhooks fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let all: [any Statement.Type] = [
                LockWebhooks.self, NextWebhookID.self, ListWebhooks.self, InsertWebhook.self, ChangeWebhook.self,
                EndWebhook.self, RotateWebhook.self, InsertTestWebhook.self, ReplayWebhook.self,
                ReplayDeadWebhooks.self,
                ListWebhookDeliveries.self, WebhookBody.self, ListWebhookAttempts.self, ClaimWebhooks.self,
                MarkWebhook.self, InsertWebhookAttempt.self, ForgetWebhooks.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(all, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
