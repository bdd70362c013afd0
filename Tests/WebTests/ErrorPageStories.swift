import HTTPServer
import Synchronization
import Testing
import Values
import Web

/// What people see when an address leads nowhere or a request is not taken.
struct ErrorPageStories {
    @Test func `a signed-in person who mistypes an address keeps menu and language`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            try await browser.visit("/account")
            try await browser.post("/account/language", [("language", "nl")], token: await browser.token)
            let lost = try await browser.get("/nowhere")
            #expect(lost.status == 404 && lost.words.contains("Deze pagina bestaat niet"))
            #expect(lost.words.contains("Uitloggen") && lost.words.contains("Journaal"), "\(lost.words)")
            let host = try await world.browser(world.voltaria, .host)
            let other = try await host.get("/nowhere")
            #expect(other.status == 404 && other.words.contains("Sign out") && !other.words.contains("Journal"))
            // Form and session belong together, so the button works from there.
            let left = try await browser.press("Uitloggen")
            #expect(left.status == 200 && left.words.contains("Sign in"))
        }
    }

    @Test func `a stranger has no button that does not work`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            let first = try await browser.get("/nowhere")
            #expect(first.status == 404 && !first.body.contains("<form"))
            try await browser.visit("/sign-in")
            try await browser.get("/nowhere")
            let chosen = try await browser.press("Nederlands")
            #expect(chosen.status == 200)
            let second = try await browser.get("/nowhere")
            #expect(second.words.contains("Deze pagina bestaat niet"))
            await browser.setCookie("laadboek", "none")
            let third = try await browser.get("/nowhere")
            #expect(third.status == 404 && !third.body.contains("<form"))
        }
    }

    @Test func `a refusal shows its own status, and what is allowed`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            await browser.set("Accept-Language", "nl")
            let method = try await browser.post("/healthz", [], token: nil)
            let allowed = try #require(method.header("Allow"))
            #expect(method.status == 405 && method.words.contains("405"))
            #expect(method.words.contains("Hier mag: \(allowed)."), "\(method.words)")
            let address = try await browser.get("/hosts?filter=" + String(repeating: "x", count: 9_000))
            #expect(address.status == 414 && address.words.contains("414"))
            #expect(address.words.contains("Dit adres is te lang"), "\(address.words)")
            await browser.set("Accept", "application/json")
            let problem = try await browser.post("/healthz", [], token: nil)
            let body = try JSON(parsing: Array(problem.body.utf8))
            #expect(body["status"] == .number("405") && body["detail"]?.stringValue == "Allowed here: \(allowed).")
        }
    }

    @Test func `an address that only takes forms leads to the page above it`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            for (address, page) in [
                ("/customers/import/confirmation", "/customers/import"), ("/account/password", "/account"),
                ("/enrolments/1/evidence/2/verdict", "/enrolments/1"), ("/sign-out", "/"),
            ] { #expect(try await browser.get(address).header("Location") == page, "\(address)") }
            #expect(try await browser.get("/customers/import/nothing").status == 404)
            let program = world.browser()
            await program.set("Accept", "application/json")
            #expect(try await program.get("/account/password").status == 405)
            #expect(try await browser.get("/api/v1/embed-tokens").status == 405)
        }
    }

    @Test func `readiness is looked up once for all who ask`() async throws {
        let asked = Counter()
        let check = ReadinessCheck("counted") {
            asked.add()
            return nil
        }
        try await WebWorld.run(adjust: {
            $0.readiness = [check]
            $0.configuration.limits.readinessLifetime = .seconds(3_600)
        }) { world in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<12 { group.addTask { try await world.browser().get("/readyz").status } }
                for try await status in group { #expect(status == 200) }
            }
            #expect(asked.count == 1)
        }
    }
}

private final class Counter: Sendable {
    private let value = Mutex(0)
    var count: Int { value.withLock { $0 } }
    func add() { value.withLock { $0 += 1 } }
}
