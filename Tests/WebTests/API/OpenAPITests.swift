import Domain
import Foundation
import HTTPServer
import TestSupport
import Testing
import Values
import Web

/// The description of the API: that it is the one agreed on, and that the server keeps to it.
struct OpenAPITests {
    private static let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

    @Test func `the description is the one that was agreed on`() throws {
        let path = Self.root + "/docs/reference/openapi.json"
        let made = OpenAPI.document.prettyText + "\n"
        let environment = ProcessInfo.processInfo.environment
        if environment["UPDATE_GOLDENS"] == "1" {
            #expect(environment["CI"] == nil, "goldens are not written on CI")
            try Data(made.utf8).write(to: URL(fileURLWithPath: path))
        }
        let agreed = try? String(contentsOfFile: path, encoding: .utf8)
        #expect(made == agreed, "run with UPDATE_GOLDENS=1 and look at the difference of docs/reference/openapi.json")
    }

    @Test func `every endpoint is described once, and nothing else is`() async throws {
        try await WebWorld.run { world in
            let served = world.router.routes.filter { $0.tag is APITag }.map { "\($0.method.rawValue) \($0.pattern)" }
            let answer = try await world.browser().get("/api/v1/openapi.json")
            #expect(answer.status == 200 && answer.header("Content-Type") == "application/json")
            let paths = try #require(try answer.json()["paths"]?.objectValue)
            let described = paths.flatMap { path in
                (path.value.objectValue ?? []).map { "\($0.name.uppercased()) /api/v1\(path.name)" }
            }
            #expect(served.sorted() == described.sorted() && served.count >= 11)
            let page = try await world.browser().get("/api")
            #expect(page.status == 200)
            for path in Set(paths.map(\.name)) { #expect(page.body.contains("/api/v1" + path), "\(path)") }
            let tag = try #require(answer.header("ETag"))
            let again = world.browser()
            await again.set("If-None-Match", tag)
            #expect(try await again.get("/api/v1/openapi.json").status == 304)
        }
    }

    @Test func `schemathesis finds no fault of ours and no breach of the description`() async throws {
        let venv = try #require(ProcessInfo.processInfo.environment["LAADBOEK_VENV"], "run the tests by `make test`")
        try await BillingStory.run(adjust: { parts in
            parts.configuration.limits.callsInARow = 1_000_000
            parts.configuration.limits.strangersInARow = 1_000_000
        }) { story in
            _ = try await ForeignThings.gather(story)
            let program = try await Program.make(story.world, story.tenant)
            let played = try await TestSupport.Program.run(
                venv + "/bin/python",
                [Self.root + "/Tests/Peers/ask_api.py", "http://127.0.0.1:\(story.world.port)", program.secret.text]
            )
            #expect(played.status == 0, "\(played.output.suffix(8_000))")
            #expect(played.output.contains("answers"), "\(played.output.suffix(2_000))")
        }
    }
}
