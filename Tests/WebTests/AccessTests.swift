import Domain
import Foundation
import HTTPServer
import Testing
import Values
import Web

/// Walks over everything that is registered, so that a new page is checked without being named here.
struct AccessTests {
    private struct Endpoint: Sendable {
        let method: HTTPServer.Method
        let pattern: String
        let access: Access
    }

    private func endpoints(_ world: WebWorld) -> [Endpoint] {
        world.router.routes.compactMap { route in
            (route.tag as? EndpointTag).map {
                Endpoint(method: route.method, pattern: route.pattern, access: $0.access)
            }
        }
    }

    /// The address with the ids of somebody else's things; `999999999` where the world has none.
    private func path(_ endpoint: Endpoint, _ ids: [String: String]) -> String {
        endpoint.pattern.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard segment.hasPrefix("{") else { return String(segment) }
            return ids[String(segment.dropFirst().dropLast())] ?? "999999999"
        }.joined(separator: "/")
    }

    private func ids(_ tenant: WebWorld.Tenant) -> [String: String] {
        [
            "host": tenant.host.description, "site": tenant.site.description,
            "chargePoint": tenant.chargePoint.description, "user": tenant.administrator.description,
            "token": tenant.token.description,
        ]
    }

    private func ask(_ browser: Browser, _ endpoint: Endpoint, _ path: String) async throws -> PageAnswer {
        guard endpoint.method == .post else { return try await browser.get(path) }
        try await browser.visit("/account")
        let token = await browser.token
        return try await browser.post(path, [], token: token)
    }

    @Test(arguments: Role.allCases.filter { !Role.ofPlatform.contains($0) })
    func `another operator's ids are not found on any route`(role: Role) async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, role)
            let guarded = endpoints(world).filter { $0.access != .open && $0.pattern.contains("{") }
            #expect(guarded.count >= 10)
            for endpoint in guarded {
                let answer = try await ask(browser, endpoint, path(endpoint, ids(world.ampère)))
                // Finance is told that a page is not for it; that says nothing about the id.
                let isClosed = !endpoint.access.admits(role) && role.colleagues.contains(where: endpoint.access.admits)
                #expect(answer.status == (isClosed ? 403 : 404), "\(endpoint.method) \(endpoint.pattern) as \(role)")
                #expect(!answer.body.contains("ampere"))
            }
        }
    }

    @Test func `the own ids are found, so the walk above proves something`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let own = ids(world.voltaria)
            for pattern in [
                "/hosts/{host}", "/hosts/{host}/edit", "/sites/{site}", "/sites/{site}/edit",
                "/charge-points/{chargePoint}", "/charge-points/{chargePoint}/edit",
                "/charge-points/{chargePoint}/state", "/tokens/{token}", "/users/{user}",
            ] {
                let endpoint = Endpoint(method: .get, pattern: pattern, access: .operators)
                #expect(try await browser.get(path(endpoint, own)).status == 200, "\(pattern)")
            }
        }
    }

    @Test func `a host's user finds none of the operator's pages`() async throws {
        try await WebWorld.run { parts in
            // Every form once from one address.
            parts.configuration.limits.formsInARow = 2_000
        } _: { world in
            let browser = try await world.browser(world.voltaria, .host)
            for endpoint in endpoints(world) where !endpoint.access.admits(.host) {
                let answer = try await ask(browser, endpoint, path(endpoint, ids(world.voltaria)))
                #expect(answer.status == 404, "\(endpoint.method) \(endpoint.pattern)")
                #expect(!answer.body.contains("H2 of voltaria"))
            }
        }
    }

    @Test func `a stranger is sent to the door on every page that is not open`() async throws {
        try await WebWorld.run { parts in
            // Every form twice from one address.
            parts.configuration.limits.formsInARow = 2_000
        } _: { world in
            // Frames have no door: who has no secret finds nothing.
            for endpoint in endpoints(world) where endpoint.access != .open && endpoint.access != .frame {
                let browser = world.browser()
                let address = path(endpoint, ids(world.voltaria))
                let answer =
                    endpoint.method == .post
                    ? try await browser.post(address, [], token: nil) : try await browser.get(address)
                #expect(answer.status == 303, "\(endpoint.method) \(endpoint.pattern)")
                #expect(answer.header("Location")?.hasPrefix("/sign-in") == true)
                await browser.set("Accept", "application/json")
                let program =
                    endpoint.method == .post
                    ? try await browser.post(address, [], token: nil) : try await browser.get(address)
                #expect(program.status == 401 && program.header("Content-Type") == "application/problem+json")
            }
        }
    }

    @Test func `who may do what is as agreed`() async throws {
        try await WebWorld.run { world in
            let lines = endpoints(world).map { "\($0.method.rawValue) \($0.pattern): \($0.access)" }.sorted()
            let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
                "Goldens/roles.txt"
            )
            let made = lines.joined(separator: "\n") + "\n"
            let environment = ProcessInfo.processInfo.environment
            if environment["UPDATE_GOLDENS"] == "1" {
                try #require(environment["CI"] != "true", "goldens are agreed on by people, not by CI")
                try made.write(to: file, atomically: true, encoding: .utf8)
            }
            let agreed = try String(contentsOf: file, encoding: .utf8)
            #expect(made == agreed, "run with UPDATE_GOLDENS=1 and look at the difference of roles.txt")
        }
    }

    @Test func `every answer has the headers that browsers need, and no page of a person is kept`() async throws {
        try await WebWorld.run { world in
            let stranger = world.browser()
            let person = try await world.browser(world.voltaria, .operatorAdmin)
            let answers = [
                try await stranger.get("/"), try await stranger.get("/nowhere"), try await stranger.get("/healthz"),
                try await stranger.get("/hosts"), try await stranger.get("/assets/css/base.css"),
                try await stranger.post("/sign-in", [], token: nil), try await person.get("/hosts"),
                try await person.get("/hosts/999999999"), try await person.get("/hosts.csv"),
                try await stranger.post("/hosts/%zz", [], token: nil),
            ]
            for answer in answers {
                let policy = answer.header("Content-Security-Policy") ?? ""
                #expect(
                    policy.hasPrefix("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
                    "\(answer.path)"
                )
                #expect(!policy.contains("unsafe"))
                #expect(answer.header("X-Content-Type-Options") == "nosniff", "\(answer.path)")
                #expect(answer.header("Referrer-Policy") == "same-origin")
                #expect(answer.header("X-Request-Id") != nil)
                #expect(answer.header("Strict-Transport-Security") == nil)
            }
            for answer in answers where answer.path.hasPrefix("/hosts") {
                #expect(answer.header("Cache-Control") == "no-store", "\(answer.path)")
            }
        }
    }

    @Test func `over TLS cookies are bound to the host and browsers are told to stay`() async throws {
        try await WebWorld.run(adjust: { $0.configuration.publicURL = PublicURL("https://charge.example")! }) { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            #expect(await browser.cookie("__Host-laadboek") != nil)
            let fresh = try await world.browser().get("/sign-in")
            let cookie = try #require(fresh.header("Set-Cookie"))
            #expect(cookie.hasPrefix("__Host-laadboek-visitor=") && cookie.contains("; Secure"))
            #expect(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && !cookie.contains("Domain"))
            #expect(fresh.header("Strict-Transport-Security") == "max-age=31536000")
        }
    }

    @Test func `machines learn whether the process lives and is ready`() async throws {
        let check = ReadinessCheck("spool") { "the disk is full" }
        try await WebWorld.run(adjust: { $0.readiness = [check] }) { world in
            let browser = world.browser()
            #expect(try await browser.get("/healthz").body == "ok\n")
            let ready = try await browser.get("/readyz")
            #expect(ready.status == 503 && ready.body == "database: ok\nspool: the disk is full\n")
            #expect(try await browser.get("/metrics").status == 200)
            await browser.set("X-Forwarded-For", "203.0.113.7")
            #expect(try await browser.get("/metrics").status == 404)
        }
    }

    @Test func `figures are for who has the token once there is one`() async throws {
        try await WebWorld.run(adjust: { $0.configuration.metricsToken = "a token of some length" }) { world in
            let browser = world.browser()
            let refused = try await browser.get("/metrics")
            #expect(refused.status == 401 && refused.header("WWW-Authenticate") == "Bearer")
            for wrong in ["a token of some length", "Bearer a token of some lengtH", "Bearer ", "Basic eDp5"] {
                await browser.set("Authorization", wrong)
                #expect(try await browser.get("/metrics").status == 401, "\(wrong)")
            }
            await browser.set("Authorization", "Bearer a token of some length")
            await browser.set("X-Forwarded-For", "203.0.113.7")
            #expect(try await browser.get("/metrics").body.contains("http_connections"))
        }
    }

    @Test func `a program that asks for JSON gets problems as JSON`() async throws {
        try await WebWorld.run { world in
            let browser = world.browser()
            await browser.set("Accept", "application/json")
            let missing = try await browser.get("/nowhere")
            #expect(missing.status == 404 && missing.header("Content-Type") == "application/problem+json")
            let problem = try JSON(parsing: Array(missing.body.utf8))
            #expect(problem["status"] == .number("404"))
            #expect(problem["request_id"]?.stringValue == missing.header("X-Request-Id"))
        }
    }
}
