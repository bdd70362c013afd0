import Domain
import HTTPServer
import Postgres
import Testing
import Values
import Web

/// A walk over all endpoints for programs with ids that exist and belong to somebody else.
struct APITenantWalkTests {
    private struct Endpoint: CustomStringConvertible {
        let method: HTTPServer.Method
        let pattern: String

        var description: String { "\(method.rawValue) \(pattern)" }

        var parameters: [String] {
            pattern.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
        }

        func path(_ ids: [String: String]) -> String {
            pattern.split(separator: "/", omittingEmptySubsequences: false).map { segment in
                segment.hasPrefix("{") ? ids[String(segment.dropFirst().dropLast())] ?? "" : String(segment)
            }.joined(separator: "/")
        }

        /// Sends nothing in particular under a new name.
        func ask(_ program: Program, _ ids: [String: String]) async throws -> PageAnswer {
            let below = String(path(ids).dropFirst("/api/v1".count))
            if method == .get { return try await program.get(below) }
            return try await program.send(method.rawValue, below, "{}", key: Program.newKey())
        }
    }

    private func endpoints(_ world: WebWorld) -> [Endpoint] {
        world.router.routes.compactMap { route in
            route.tag is APITag ? Endpoint(method: route.method, pattern: route.pattern) : nil
        }
    }

    /// What voltaria has; its connection is not ampère's.
    private func ids(_ story: BillingStory) async throws -> [String: String] {
        var ids = try await ForeignThings.gather(story).ids
        ids["ean"] = "871685900000000004"
        ids["payout"] = "\(ids["run"] ?? "")-\(story.tenant.customer)"
        ids["document"] = "mandate-\(ids["enrolment"] ?? "")"
        ids["batch"] = "\(try await APIReadingStories.batch(of: ids["charger"] ?? "", story.tenant, story.world))"
        return ids
    }

    @Test func `another operator's program finds none of them, and the owner's finds all`() async throws {
        try await BillingStory.run { story in
            let ids = try await ids(story)
            let named = endpoints(story.world).filter { !$0.parameters.isEmpty }
            #expect(named.count >= 20)
            #expect(named.flatMap(\.parameters).filter { ids[$0] == nil } == [], "the walk does not know these")
            let foreign = try await Program.make(story.world, story.world.ampère)
            let own = try await Program.make(story.world, story.tenant)
            let before = try await story.fingerprint()
            for endpoint in named {
                let answer = try await endpoint.ask(foreign, ids)
                #expect(try answer.problem(404) == "not_found", "\(endpoint)")
                #expect(!answer.body.contains("voltaria"), "\(endpoint)")
            }
            #expect(try await story.fingerprint() == before)
            for endpoint in named {
                let answer = try await endpoint.ask(own, ids)
                // Changes of what is signed, and without what they need, are refused for that.
                let known = endpoint.method == .get ? [200] : [200, 409, 422]
                #expect(known.contains(answer.status), "\(endpoint): \(answer.status) \(answer.body)")
            }
        }
    }

    @Test func `lists have nothing of another operator, also when a query names it`() async throws {
        try await BillingStory.run { story in
            let ids = try await ids(story)
            let foreign = try await Program.make(story.world, story.world.ampère)
            let lists = endpoints(story.world).filter { $0.method == .get && $0.parameters.isEmpty }
            #expect(lists.count >= 5)
            for list in lists {
                let answer = try await foreign.browser.get(list.pattern)
                #expect(answer.status == 200 && !answer.body.contains("voltaria"), "\(list)")
                #expect(!answer.body.contains("871685900000000004"), "\(list)")
            }
            for query in [
                "/enrolments?customer=\(ids["customer"] ?? "")", "/payouts?customer=\(ids["customer"] ?? "")",
                "/sessions?charge_point=\(ids["chargePoint"] ?? "")",
            ] {
                #expect(try await foreign.read(query)["data"] == .array([]), "\(query)")
            }
        }
    }

    @Test func `no endpoint answers without a key, and none with one that permits nothing of it`() async throws {
        try await WebWorld.run(adjust: { $0.configuration.limits.strangersInARow = 1_000 }) { world in
            let all = endpoints(world)
            #expect(all.count >= 30)
            let stranger = world.browser()
            let permissions = Dictionary(
                world.router.routes.compactMap { route in
                    (route.tag as? APITag).map { ("\(route.method.rawValue) \(route.pattern)", $0.permission) }
                }
            ) { first, _ in first }
            for endpoint in all {
                let path = endpoint.path(Dictionary(endpoint.parameters.map { ($0, "1") }) { first, _ in first })
                func ask(_ browser: Browser) async throws -> PageAnswer {
                    let body = endpoint.method == .get ? nil : Array("{}".utf8)
                    return try await browser.ask(endpoint.method.rawValue, path, bytes: body, type: "application/json")
                }
                _ = try await ask(stranger).problem(401)
                let others = Set(APIPermission.allCases).subtracting([try #require(permissions["\(endpoint)"])])
                let program = try await Program.make(world, world.voltaria, others)
                _ = try await ask(program.browser).problem(403)
            }
        }
    }
}
