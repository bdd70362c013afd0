import Domain
import HTTPServer
import Postgres
import Testing
import Values

/// A program of an operator with a key, beside the browsers of its people.
struct Program: Sendable {
    let browser: Browser
    let secret: APIKeySecret

    static func make(
        _ world: WebWorld,
        _ tenant: WebWorld.Tenant,
        _ permissions: Set<APIPermission> = Set(APIPermission.allCases)
    ) async throws -> Program {
        let scope = tenant.scope
        let secret = try await world.database.write(scope) {
            try await APIKeys.create(scope, name: "program", permissions, at: world.clock.now, in: $0)
        }
        let browser = world.browser()
        await browser.set("Accept", nil)
        await browser.set("Authorization", "Bearer \(secret.text)")
        return Program(browser: browser, secret: secret)
    }

    /// The same program at another machine.
    func twin(_ world: WebWorld) async -> Program {
        let browser = world.browser()
        await browser.set("Accept", nil)
        await browser.set("Authorization", "Bearer \(secret.text)")
        return Program(browser: browser, secret: secret)
    }

    /// A name that no request has had.
    static func newKey() -> String { "\(UInt64.random(in: 0 ... .max))-\(UInt64.random(in: 0 ... .max))" }

    /// Sends a body under a name for the request.
    func send(_ path: String, _ body: String = "", key: String? = newKey()) async throws -> PageAnswer {
        try await send("POST", path, body, key: key)
    }

    func send(_ method: String, _ path: String, _ body: String, key: String? = nil) async throws -> PageAnswer {
        await browser.set("Idempotency-Key", key)
        return try await browser.ask(method, "/api/v1" + path, bytes: Array(body.utf8), type: "application/json")
    }

    func get(_ path: String) async throws -> PageAnswer { try await browser.get("/api/v1" + path) }

    /// Reads a JSON answer that went well.
    func read(_ path: String) async throws -> JSON {
        let answer = try await get(path)
        #expect(answer.status == 200, "\(path): \(answer.body)")
        return try answer.json()
    }

    /// Walks over all pages of a list and gives its rows.
    func all(_ path: String, limit: Int) async throws -> [JSON] {
        var (rows, next): ([JSON], String?) = ([], nil)
        repeat {
            let mark = path.contains("?") ? "&" : "?"
            let page = try await read(path + mark + "limit=\(limit)" + (next.map { "&cursor=\($0)" } ?? ""))
            let data = try #require(page["data"]?.arrayValue)
            #expect(data.count <= limit)
            rows += data
            next = page["next_cursor"]?.stringValue
        } while next != nil
        return rows
    }
}

extension PageAnswer {
    func json() throws -> JSON { try JSON(parsing: Array(body.utf8)) }

    /// The places and codes of what is wrong.
    func faults(_ status: Int) throws -> [String] {
        _ = try problem(status)
        return (try json()["errors"]?.arrayValue ?? []).map { fault in
            let place = fault["pointer"] ?? fault["header"] ?? fault["parameter"]
            return "\(place?.stringValue ?? "") \(fault["code"]?.stringValue ?? "")"
        }
    }

    /// The code of a problem, which must be told as one.
    func problem(_ status: Int) throws -> String {
        #expect(self.status == status, "\(path): \(body)")
        #expect(header("Content-Type") == "application/problem+json", "\(path)")
        let json = try json()
        #expect(json["status"] == .integer(status) && json["title"]?.stringValue?.isEmpty == false)
        #expect(json["request_id"]?.stringValue == header("X-Request-Id"))
        return json["code"]?.stringValue ?? ""
    }
}
