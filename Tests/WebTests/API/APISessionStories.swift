import Domain
import HTTPServer
import Postgres
import Testing
import Values
import Web

/// Programs that send sessions of chargers.
struct APISessionStories {
    private struct Sender: Sendable {
        let program: Program
        let charger: EREChargerID

        func send(_ body: String, key: String = "1") async throws -> PageAnswer {
            await program.browser.set("Idempotency-Key", key)
            return try await program.browser.post(
                "/api/v1/sessions",
                bytes: Array(body.utf8),
                type: "application/json"
            )
        }

        func body(_ id: String, end: String = "5000.5", more: String = "") -> String {
            """
            {"sessions": [{"id": "\(id)", "charger_id": \(charger), "started_at": "2026-03-01T10:00:00Z", "stopped_at":
            "2026-03-01T12:00:00+01:00", "register_begin_wh": 0, "register_end_wh": \(end)\(more)}]}
            """
        }
    }

    private func run(_ body: @escaping @Sendable (WebWorld, Sender) async throws -> Void) async throws {
        try await WebWorld.run { world in
            let enrolled = try await ForeignThings.enrolment(of: world.voltaria, world)
            world.clock.advance(seconds: 86_400 * 365)
            let program = try await Program.make(world, world.voltaria)
            try await body(world, Sender(program: program, charger: enrolled.charger))
        }
    }

    @Test func `a session is kept once, and what differs is another version`() async throws {
        try await run { _, sender in
            let first = try await sender.send(sender.body("CDR/1"))
            #expect(first.status == 201, "\(first.body)")
            #expect(try first.json()["kind"]?.stringValue == "sessions" && first.json()["added"] == .integer(1))
            let again = try await sender.send(sender.body("CDR/1"))
            #expect(again.status == 201 && again.body == first.body)
            let known = try await sender.send(sender.body("CDR/1"), key: "2")
            #expect(try known.json()["added"] == .integer(0) && known.json()["known"] == .integer(1))
            let other = try await sender.send(
                sender.body("CDR/1", end: "5001", more: ", \"is_withdrawn\": true"),
                key: "3"
            )
            #expect(try other.json()["added"] == .integer(1))
            let kept = try await sender.program.all("/pushed-sessions?charger=\(sender.charger)", limit: 1)
            #expect(kept.map { $0["version"] } == [.integer(2)] && kept.first?["is_withdrawn"] == .bool(true))
            #expect(kept.first?["connector"] == .integer(1))
            #expect(kept.first?["stopped_at"]?.stringValue == "2026-03-01T11:00:00Z")
        }
    }

    @Test func `what is no session is told with its place, and more than a thousand are refused`() async throws {
        try await run { world, sender in
            let good = sender.body("a")
            let many = String(repeating: "{},", count: Pushes.mostPerBatch)
            for (body, pointer) in [
                (sender.body("a b"), "/sessions/0/id"), (sender.body(""), "/sessions/0/id"),
                (sender.body("a", more: ", \"connector\": 0"), "/sessions/0/connector"),
                (sender.body("a", more: ", \"connector\": 1.5"), "/sessions/0/connector"),
                (sender.body("a", more: ", \"is_withdrawn\": 1"), "/sessions/0/is_withdrawn"),
                (sender.body("a", more: ", \"energy_wh\": 1"), "/sessions/0/energy_wh"),
                (sender.body("a", end: "-1"), "/sessions/0/register_end_wh"),
                (good.replacing("\"id\": \"a\", ", with: ""), "/sessions/0/id"),
                (
                    good.replacing("+01:00", with: "-03:00").replacing("2026-03-01T12", with: "2026-02-01T12"),
                    "/sessions/0/stopped_at"
                ),
                ("{\"sessions\": [\(many){}]}", "/sessions"),
            ] {
                let refused = try await sender.send(body)
                #expect(try refused.problem(422) == "request.invalid", "\(body.prefix(300))")
                let pointers = (try refused.json()["errors"]?.arrayValue ?? []).map { $0["pointer"]?.stringValue }
                #expect(pointers.contains(pointer), "\(body.prefix(300)): \(pointers)")
            }
            let huge = try await sender.send("{\"sessions\": \"" + String(repeating: "x", count: 1 << 20) + "\"}")
            #expect(huge.status == 413, "\(huge.status)")
            let stranger = Sender(program: try await Program.make(world, world.ampère), charger: sender.charger)
            let refused = try await stranger.send(good)
            #expect(try refused.json()["errors"]?[0]?["code"]?.stringValue == "charger.unknown")
            #expect(try await sender.program.all("/pushed-sessions", limit: 10).isEmpty)
        }
    }
}
