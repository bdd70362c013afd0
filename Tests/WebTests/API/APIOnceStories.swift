import Domain
import HTTPServer
import Postgres
import Testing
import Values
import Web

/// Requests of programs that come more than once.
struct APIOnceStories {
    private static func body(_ name: String, _ email: String? = nil) -> String {
        "{\"kind\": \"private\", \"name\": \"\(name)\", \"email\": \"\(email ?? name.lowercased())@home.example\"}"
    }

    private func names(_ program: Program) async throws -> [String] {
        try await program.all("/customers", limit: 50).compactMap { $0["name"]?.stringValue }.filter {
            !$0.hasPrefix("Customer of")
        }
    }

    @Test func `the same request under the same name is done once and has the same answer, byte for byte`() async throws
    {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            let first = try await program.send("/customers", Self.body("Anna"), key: "a")
            #expect(first.status == 201 && first.header("Idempotency-Replayed") == nil, "\(first.body)")
            world.clock.advance(seconds: 86_400 * 2)
            let again = try await program.send("/customers", Self.body("Anna"), key: "a")
            #expect(again.status == 201 && again.bytes == first.bytes)
            #expect(again.header("Idempotency-Replayed") == "true")
            #expect(again.header("Content-Type") == "application/json" && again.header("RateLimit") != nil)
            #expect(try await names(program) == ["Anna"])
        }
    }

    @Test func `a name stands for one request of one key`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            #expect(try await program.send("/customers", Self.body("Anna"), key: "a").status == 201)
            let reused = try await program.send("/customers", Self.body("Bea"), key: "a")
            #expect(try reused.problem(422) == "request.invalid")
            #expect(try reused.json()["errors"]?[0]?["code"]?.stringValue == "idempotency.key_reused")
            #expect(try reused.json()["errors"]?[0]?["header"]?.stringValue == "Idempotency-Key")
            let customer = world.voltaria.customer
            let elsewhere = try await program.send("/customers/\(customer)/invitation", Self.body("Anna"), key: "a")
            #expect(try elsewhere.problem(422) == "request.invalid", "the address is part of the request")
            for tenant in [world.voltaria, world.ampère] {
                let other = try await Program.make(world, tenant)
                let made = try await other.send("/customers", Self.body("Cas", "c\(tenant.reference)"), key: "a")
                #expect(made.status == 201 && made.header("Idempotency-Replayed") == nil, "\(made.body)")
            }
            #expect(
                try await program.send("/customers", Self.body("Dirk"), key: nil).problem(400) == "idempotency.missing"
            )
            #expect(try await names(program) == ["Anna", "Cas"])
        }
    }

    @Test func `what was refused is mended and sent under the same name`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            #expect(try await program.send("/customers", Self.body(""), key: "a").problem(422) == "request.invalid")
            let taken = Self.body("Anna", "customer@voltaria.example".replacing("@voltaria.example", with: ""))
                .replacing("home.example", with: "voltaria.example")
            #expect(try await program.send("/customers", taken, key: "a").problem(422) == "request.invalid")
            #expect(try await names(program).isEmpty, "nothing is left of what was refused")
            #expect(try await program.send("/customers", Self.body("Anna"), key: "a").status == 201)
        }
    }

    @Test func `of many at the same time one is done, and the others are told so or have its answer`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            let answers = try await withThrowingTaskGroup(of: PageAnswer.self) { group in
                for _ in 0..<8 {
                    let twin = await program.twin(world)
                    group.addTask { try await twin.send("/customers", Self.body("Anna"), key: "a") }
                }
                return try await group.reduce(into: [PageAnswer]()) { $0.append($1) }
            }
            let made = answers.filter { $0.status == 201 }
            #expect(!made.isEmpty && Set(made.map(\.body)).count == 1)
            #expect(made.filter { $0.header("Idempotency-Replayed") == nil }.count == 1)
            for other in answers where other.status != 201 {
                #expect(try other.problem(409) == "idempotency.under_way" && other.header("Retry-After") == "1")
            }
            #expect(try await names(program) == ["Anna"])
        }
    }

    @Test func `while one is under way the second is told so`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            let scope = Scope.program(program.secret.key, of: world.voltaria.id)
            let request = APINamedRequest(key: program.secret.key, name: "a", sha256: Array(repeating: 0, count: 32))
            try await world.database.write(scope) { tx in
                _ = try await APIAnswers.begin(scope, request, in: tx)
                let second = try await program.send("/customers", Self.body("Anna"), key: "a")
                #expect(try second.problem(409) == "idempotency.under_way")
                #expect(try await program.send("/customers", Self.body("Bea"), key: "b").status == 201)
            }
            #expect(try await program.send("/customers", Self.body("Anna"), key: "a").status == 201)
        }
    }

    @Test func `a crash in the middle leaves neither the answer nor what it tells of`() async throws {
        struct Crash: Error {}
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            let scope = Scope.program(program.secret.key, of: world.voltaria.id)
            let request = APINamedRequest(key: program.secret.key, name: "a", sha256: Array(repeating: 0, count: 32))
            let now = world.clock.now
            await #expect(throws: Crash.self) {
                try await world.database.write(scope) { tx in
                    _ = try await APIAnswers.begin(scope, request, in: tx)
                    let details = CustomerDetails(kind: .privatePerson, name: "Anna", email: "anna@home.example")
                    _ = try await Customers.create(scope, details, at: now, in: tx)
                    let answer = APIAnswer(status: 201, mediaType: "application/json", body: Array("{}".utf8))
                    try await APIAnswers.keep(scope, answer, to: request, at: now, in: tx)
                    throw Crash()
                }
            }
            #expect(try await names(program).isEmpty)
            #expect(try await world.database.read(scope) { try await APIAnswers.find(scope, request, in: $0) } == nil)
        }
    }

    @Test func `answers are forgotten after three days, and no earlier`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            #expect(try await program.send("/customers", Self.body("Anna"), key: "a").status == 201)
            func forget() async throws {
                let now = world.clock.now
                try await world.database.write(.system) { try await APIAnswers.forget(.system, at: now, in: $0) }
            }
            world.clock.advance(seconds: APIAnswers.keptSeconds)
            try await forget()
            let kept = try await program.send("/customers", Self.body("Anna"), key: "a")
            #expect(kept.status == 201 && kept.header("Idempotency-Replayed") == "true")
            world.clock.advance(seconds: 1)
            try await forget()
            let anew = try await program.send("/customers", Self.body("Bea"), key: "a")
            #expect(anew.status == 201 && anew.header("Idempotency-Replayed") == nil, "\(anew.body)")
        }
    }
}
