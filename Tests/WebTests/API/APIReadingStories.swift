import Domain
import HTTPServer
import Postgres
import Testing
import Values
import Web

/// Programs that send meter readings.
struct APIReadingStories {
    private struct Meter: Sendable {
        let program: Program
        let charger: EREChargerID

        func send(_ body: String, key: String? = "1", type: String = "application/json") async throws -> PageAnswer {
            await program.browser.set("Idempotency-Key", key)
            return try await program.browser.post("/api/v1/readings", bytes: Array(body.utf8), type: type)
        }

        func body(_ rows: [(hour: Int, wh: String)]) -> String {
            let texts = rows.map { row in
                "{\"charger_id\": \(charger), \"at\": \"2026-03-01T\(row.hour):00:00Z\", \"register_wh\": \(row.wh)}"
            }
            return "{\"readings\": [\(texts.joined(separator: ", "))]}"
        }

        func kept() async throws -> [String] {
            try await program.all("/readings?charger=\(charger)", limit: 2).compactMap {
                $0["register_wh"]?.description
            }
        }
    }

    /// A batch with a reading of a charger.
    static func batch(of charger: String, _ tenant: WebWorld.Tenant, _ world: WebWorld) async throws -> Int64 {
        world.clock.advance(seconds: 86_400 * 365)
        let id = try #require(EREChargerID(text: charger))
        let meter = Meter(program: try await Program.make(world, tenant), charger: id)
        let answer = try await meter.send(meter.body([(10, "1")]))
        #expect(answer.status == 201, "\(answer.body)")
        return try #require(try answer.json()["id"]?.integerValue)
    }

    private func run(_ body: @escaping @Sendable (WebWorld, Meter) async throws -> Void) async throws {
        try await WebWorld.run { world in
            let enrolled = try await ForeignThings.enrolment(of: world.voltaria, world)
            world.clock.advance(seconds: 86_400 * 365)
            let program = try await Program.make(world, world.voltaria)
            try await body(world, Meter(program: program, charger: enrolled.charger))
        }
    }

    @Test func `a batch is kept once, however often it comes`() async throws {
        try await run { _, meter in
            let batch = meter.body([(10, "1000"), (11, "1500.125"), (12, "1500.125")])
            let first = try await meter.send(batch)
            #expect(first.status == 201, "\(first.body)")
            #expect(try first.json()["added"] == .integer(3) && first.json()["known"] == .integer(0))
            let again = try await meter.send(batch)
            #expect(again.status == 201 && again.body == first.body)
            let id = try #require(try first.json()["id"]?.integerValue)
            #expect(try await meter.program.read("/batches/\(id)") == first.json())
            let other = try await meter.send(batch, key: "2")
            #expect(try other.json()["added"] == .integer(0) && other.json()["known"] == .integer(3))
            #expect(try await meter.kept() == ["1000", "1500.125", "1500.125"])
        }
    }

    @Test func `another batch under the same key is refused, and another program has keys of its own`() async throws {
        try await run { world, meter in
            #expect(try await meter.send(meter.body([(10, "1")])).status == 201)
            let reused = try await meter.send(meter.body([(11, "2")]))
            #expect(try reused.problem(422) == "request.invalid")
            #expect(try reused.json()["errors"]?[0]?["code"]?.stringValue == "idempotency.key_reused")
            let program = try await Program.make(world, world.voltaria)
            let second = Meter(program: program, charger: meter.charger)
            #expect(try await second.send(second.body([(11, "2")])).status == 201)
            #expect(try await meter.kept() == ["1", "2"])
        }
    }

    @Test func `one wrong reading keeps all of its batch out, and all faults are told with their places`() async throws
    {
        try await run { _, meter in
            #expect(try await meter.send(meter.body([(12, "5000")])).status == 201)
            let refused = try await meter.send(
                meter.body([(10, "100"), (11, "6000"), (13, "4000"), (12, "1")]),
                key: "2"
            )
            #expect(try refused.problem(422) == "request.invalid")
            let errors = try #require(try refused.json()["errors"]?.arrayValue)
            let told = errors.compactMap { error in
                error["pointer"]?.stringValue.flatMap { place in
                    error["code"]?.stringValue.map { "\(place) \($0)" }
                }
            }
            #expect(
                told == [
                    "/readings/1/register_wh register.above_later", "/readings/2/register_wh register.fell",
                    "/readings/3/register_wh register.conflict",
                ]
            )
            #expect(try await meter.kept() == ["5000"])
            #expect(try await meter.send(meter.body([(10, "100")]), key: "2").status == 201, "nothing was kept of it")
        }
    }

    @Test func `what is no batch is told before anything is looked up`() async throws {
        try await run { _, meter in
            let good = meter.body([(10, "1")])
            #expect(try await meter.send(good, key: nil).problem(400) == "idempotency.missing")
            #expect(
                try await meter.send(good, key: String(repeating: "k", count: 256)).problem(400) == "idempotency.form"
            )
            #expect(try await meter.send(good, type: "text/csv").problem(415) == "body.media_type")
            #expect(try await meter.send("{", type: "application/json; charset=utf-8").problem(400) == "body.no_json")
            for (body, pointer) in [
                ("[]", ""), ("{}", "/readings"), ("{\"readings\": []}", "/readings"),
                ("{\"readings\": [], \"more\": 1}", "/more"), ("{\"readings\": [7]}", "/readings/0"),
                (good.replacing("\"at\"", with: "\"when\""), "/readings/0/when"),
                (good.replacing("Z\"", with: "\""), "/readings/0/at"),
                (good.replacing(": 1}", with: ": -1}"), "/readings/0/register_wh"),
                (good.replacing(": 1}", with: ": 1.0001}"), "/readings/0/register_wh"),
                (good.replacing(": 1}", with: ": 1e30}"), "/readings/0/register_wh"),
                (good.replacing(": 1}", with: ": \"1\"}"), "/readings/0/register_wh"),
            ] {
                let refused = try await meter.send(body)
                #expect(try refused.problem(422) == "request.invalid", "\(body)")
                let pointers = (try refused.json()["errors"]?.arrayValue ?? []).map { $0["pointer"]?.stringValue }
                #expect(pointers.contains(pointer), "\(body): \(pointers)")
            }
            #expect(try await meter.kept().isEmpty)
        }
    }

    @Test func `another operator's charger is not known`() async throws {
        try await run { world, meter in
            let program = try await Program.make(world, world.ampère)
            let stranger = Meter(program: program, charger: meter.charger)
            let refused = try await stranger.send(stranger.body([(10, "1")]))
            #expect(try refused.problem(422) == "request.invalid")
            #expect(try refused.json()["errors"]?[0]?["code"]?.stringValue == "charger.unknown")
            #expect(try await stranger.kept().isEmpty)
        }
    }
}
