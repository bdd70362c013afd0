import HTTPServer
import Testing

@Suite struct RouterTests {
    private static func router() -> Router {
        var router = Router()
        let patterns = [
            "/", "/sessions", "/sessions/{id}", "/sessions/new", "/sessions/{id}/lines/{line}", "/files/{path...}",
            "/sessions/{id}/export", "/{operator}/home",
        ]
        for pattern in patterns {
            router.get(pattern, tag: "tag of \(pattern)") { request in
                .text(([pattern] + request.parameters.all.map { "\($0.name)=\($0.value)" }).joined(separator: " "))
            }
        }
        router.post("/sessions") { _ in .text("created", status: .created) }
        router.webSocket("/ocpp/{identity}") { _ in .reject(Response(.forbidden)) }
        return router
    }

    @Test(arguments: [
        ("/", "/"), ("/sessions", "/sessions"), ("/sessions/7", "/sessions/{id} id=7"),
        ("/sessions/new", "/sessions/new"), ("/sessions/new/export", "/sessions/{id}/export id=new"),
        ("/sessions/7/lines/8", "/sessions/{id}/lines/{line} id=7 line=8"), ("/x/home", "/{operator}/home operator=x"),
        ("/files/a/b%20c/d.pdf", "/files/{path...} path=a/b c/d.pdf"), ("/%73essions", "/sessions"),
    ])
    func `the most exact pattern wins`(_ target: String, _ expected: String) async throws {
        try await withServer(Self.router()) { (server) async throws in
            #expect(try await server.get(target).text == expected)
        }
    }

    @Test(arguments: ["/sessions/", "/sessions//lines/1", "/files", "/files/", "/Sessions", "/sessions/1/lines"])
    func `what fits no pattern is 404`(_ target: String) async throws {
        try await withServer(Self.router()) { (server) async throws in
            #expect(try await server.get(target).status == 404)
        }
    }

    @Test func `405 names every method of the path`() async throws {
        try await withServer(Self.router()) { (server) async throws in
            let answer = try await server.request("PUT /sessions HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n")
            #expect(answer.status == 405 && answer["Allow"] == "GET, HEAD, POST")
        }
    }

    @Test func `all routes can be walked over`() {
        let routes = Self.router().routes
        #expect(routes.count == 10)
        #expect(routes[2].pattern == "/sessions/{id}" && routes[2].method == .get)
        #expect(routes[2].tag as? String == "tag of /sessions/{id}")
        #expect(routes.filter(\.isWebSocket).map(\.pattern) == ["/ocpp/{identity}"])
    }
}

@Suite struct CookieTests {
    @Test func `a cookie is written with all its attributes and read back`() async throws {
        var router = Router()
        router.get("/set") { _ in
            var response = Response.text("")
            var cookie = Cookie("sid", "a b;c\r\nX: y")
            cookie.maxAgeSeconds = 60
            cookie.sameSite = .strict
            response.set(cookie)
            response.set(Cookie("two", "2"))
            return response
        }
        router.get("/read") { request in .text("\(request.cookies["sid"] ?? "-")|\(request.cookies["q"] ?? "-")") }
        try await withServer(router) { (server) async throws in
            let cookies = try await server.get("/set").fields.filter { $0.name == "Set-Cookie" }.map(\.value)
            let first = "sid=a%20b%3Bc%0D%0AX%3A%20y; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Strict"
            #expect(cookies == [first, "two=2; Path=/; Secure; HttpOnly; SameSite=Lax"])
            #expect(try await server.get("/read", "Cookie: sid=a%20b; q=\"x\"; bad; sid=c\r\n").text == "a b|x")
        }
    }

    @Test func `no value can split an answer`() async throws {
        var router = Router()
        router.get("/") { request in
            Response(.seeOther, headers: ["Location": "/x\r\nSet-Cookie: evil=1", "X-Ok": "1", "Bad Name": "2"])
        }
        try await withServer(router) { (server) async throws in
            let answer = try await server.exchange("GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
            #expect(!answer.contains("evil") && !answer.contains("Bad Name") && answer.contains("X-Ok: 1"))
        }
    }
}

@Suite struct TrustedProxiesTests {
    private func ask(_ proxies: [String], _ fields: String) async throws -> String {
        var router = Router()
        router.get("/") { request in .text("\(request.remoteAddress) \(request.isSecure)") }
        let trusted = try #require(TrustedProxies(proxies))
        let result = AnswerBox()
        try await withServer(
            router,
            configure: { $0.trustedProxies = trusted },
            { server in await result.set(try await server.get("/", fields).text) }
        )
        return await result.text
    }

    private actor AnswerBox {
        var text = ""

        func set(_ text: String) { self.text = text }
    }

    @Test func `forwarded addresses count only from a trusted proxy`() async throws {
        let fields = "X-Forwarded-For: 6.6.6.6, 1.2.3.4, 10.0.0.7\r\nX-Forwarded-Proto: https\r\n"
        #expect(try await ask([], fields) == "127.0.0.1 false")
        #expect(try await ask(["127.0.0.1"], fields) == "10.0.0.7 true")
        #expect(try await ask(["127.0.0.0/8", "10.0.0.0/8"], fields) == "1.2.3.4 true")
        #expect(try await ask(["127.0.0.1"], "X-Forwarded-For: 1.2.3.4, nonsense\r\n") == "127.0.0.1 false")
        #expect(try await ask(["::/0", "192.168.0.0/16"], fields) == "127.0.0.1 false")
        #expect(try await ask(["::ffff:127.0.0.1"], "X-Forwarded-For: fd00::1\r\n") == "fd00::1 false")
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0", "nonsense", "10.0.0.0/8/8", "10.0.0.0/-1"])
    func `a proxy that is no address is refused`(_ text: String) {
        #expect(TrustedProxies([text]) == nil)
    }
}

@Suite struct MetricsTests {
    @Test func `counters, gauges and histograms are printed for Prometheus`() {
        let metrics = MetricsRegistry()
        metrics.counter("a_total", help: "Things \\ done.", labels: ["kind": "x\"y", "a": "1"]).increment(by: 3)
        metrics.counter("a_total", labels: ["a": "1", "kind": "x\"y"]).increment()
        metrics.gauge("b").set(-2)
        metrics.gauge("c", help: "Read.", reading: { 42 })
        let histogram = metrics.histogram("d_seconds", bounds: [.milliseconds(10), .seconds(1)])
        for milliseconds in [5, 10, 500, 5_000] { histogram.record(.milliseconds(milliseconds)) }
        let expected = """
            # HELP a_total Things \\\\ done.
            # TYPE a_total counter
            a_total{a="1",kind="x\\"y"} 4
            # TYPE b gauge
            b -2
            # HELP c Read.
            # TYPE c gauge
            c 42
            # TYPE d_seconds histogram
            d_seconds_bucket{le="0.01"} 2
            d_seconds_bucket{le="1"} 3
            d_seconds_bucket{le="+Inf"} 4
            d_seconds_sum 5.515
            d_seconds_count 4

            """
        #expect(metrics.prometheusText() == expected)
    }

    @Test func `the server counts its answers`() async throws {
        let metrics = MetricsRegistry()
        var router = Router()
        router.get("/metrics") { _ in metrics.response() }
        try await withServer(router, metrics: metrics) { (server) async throws in
            _ = try await server.get("/nothing")
            let text = try await server.get("/metrics").text
            #expect(text.contains("http_requests_total{class=\"4xx\"} 1\n"))
        }
    }
}
