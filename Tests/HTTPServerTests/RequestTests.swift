import HTTPServer
import Synchronization
import Testing

/// A router with the handlers that the tests of plain requests need.
private func router() -> Router {
    var router = Router()
    router.get("/") { _ in .html("<h1>Home</h1>") }
    router.get("/hello/{name}") { request in .text("Hello \(request.parameter("name"))") }
    router.get("/slow/{milliseconds}") { request in
        try await Task.sleep(for: .milliseconds(Int(request.parameter("milliseconds")) ?? 0))
        return .text(request.path)
    }
    router.post("/echo") { request in .of(type: "application/octet-stream", bytes: request.body) }
    router.post("/form") { request in
        let form = try request.form()
        return .text("\(form["name"] ?? "-")|\(form.fields.values("tag").joined(separator: ","))")
    }
    router.get("/query") { request in .text(request.query.all.map { "\($0.name)=\($0.value)" }.joined(separator: ";")) }
    router.get("/large") { _ in .html(String(repeating: "<p>line</p>\n", count: 1_000)) }
    router.get("/tagged") { _ in
        var response = Response.html(String(repeating: "text ", count: 1_000))
        response.headers["ETag"] = "\"abc\""
        return response
    }
    router.get("/fails") { _ in throw Unexpected() }
    router.get("/forbidden") { _ in throw HTTPError(.forbidden, "Not yours.") }
    return router
}

private struct Unexpected: Error {}

@Suite struct RequestTests {
    @Test func `a page comes with date, request id and length`() async throws {
        try await withServer(router()) { (server) async throws in
            let answer = try await server.get("/")
            #expect(answer.status == 200)
            #expect(answer.text == "<h1>Home</h1>")
            #expect(answer["Date"]?.hasSuffix(" GMT") == true)
            #expect(answer["X-Request-Id"]?.count == 16)
            #expect(answer["Content-Type"] == "text/html; charset=utf-8")
        }
    }

    @Test func `pipelined requests are answered in order, one at a time`() async throws {
        try await withServer(router()) { (server) async throws in
            let client = try await RawClient(port: server.port)
            defer { client.close() }
            let targets = ["/slow/150", "/hello/b", "/slow/20", "/missing", "/hello/c"]
            try await client.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: t\r\n\r\n" }.joined())
            var seen: [String] = []
            for _ in targets { seen.append(String(try await client.answer().text.prefix(9))) }
            #expect(seen == ["/slow/150", "Hello b", "/slow/20", "404 Not F", "Hello c"])
        }
    }

    @Test func `five hundred pipelined requests in one burst all get their answer`() async throws {
        try await withServer(router()) { (server) async throws in
            let client = try await RawClient(port: server.port)
            defer { client.close() }
            try await client.send((0..<500).map { "GET /hello/\($0) HTTP/1.1\r\nHost: t\r\n\r\n" }.joined())
            for number in 0..<500 {
                let answer = try await client.answer()
                #expect(answer.text == "Hello \(number)")
            }
        }
    }

    @Test func `a chunked body arrives whole, whatever its pieces`() async throws {
        try await withServer(router()) { (server) async throws in
            let client = try await RawClient(port: server.port)
            defer { client.close() }
            let request =
                "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5\r\nhello\r\n1;x=y\r\n \r\n6\r\nworld!\r\n0\r\nTrailer: x\r\n\r\n"
            for byte in request.utf8 { try await client.send([byte]) }
            #expect(try await client.answer().text == "hello world!")
            try await client.send("GET /hello/again HTTP/1.1\r\nHost: t\r\n\r\n")
            #expect(try await client.answer().text == "Hello again")
        }
    }

    @Test func `HEAD gives the fields of GET without a body`() async throws {
        try await withServer(router()) { (server) async throws in
            let client = try await RawClient(port: server.port)
            defer { client.close() }
            try await client.send("HEAD / HTTP/1.1\r\nHost: t\r\n\r\nGET /hello/x HTTP/1.1\r\nHost: t\r\n\r\n")
            let head = try await client.answer(isHead: true)
            #expect(head.status == 200)
            #expect(head["Content-Length"] == "13")
            #expect(try await client.answer().text == "Hello x")
        }
    }

    @Test func `unknown paths give 404 and wrong methods 405 with Allow`() async throws {
        try await withServer(router()) { (server) async throws in
            #expect(try await server.get("/nothing").status == 404)
            let answer = try await server.request("DELETE /hello/x HTTP/1.1\r\nHost: t\r\n\r\n")
            #expect(answer.status == 405)
            #expect(answer["Allow"] == "GET, HEAD")
        }
    }

    @Test func `an unexpected error is a 500 that says nothing of it`() async throws {
        try await withServer(router()) { (server) async throws in
            let answer = try await server.get("/fails")
            #expect(answer.status == 500)
            #expect(!answer.text.contains("Unexpected"))
            #expect(try await server.get("/forbidden").status == 403)
        }
    }

    @Test func `path, query and form are decoded`() async throws {
        try await withServer(router()) { (server) async throws in
            #expect(try await server.get("/hello/a%20b%2Fc%C3%A9").text == "Hello a b/cé")
            #expect(try await server.get("/query?a=1&b=two+words&a=%26&c").text == "a=1;b=two words;a=&;c=")
            let body = "name=J%C3%B6rg+M&tag=a&tag=b"
            let answer = try await server.request(
                "POST /form HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            )
            #expect(answer.text == "Jörg M|a,b")
        }
    }

    @Test(arguments: [
        "/hello/%zz", "/hello/%00", "/query?a=%ff", "/query?a=%0", "/../etc", "/a/%2e%2e/b", "/hello/%c3",
    ])
    func `broken escapes and dot segments are refused`(_ target: String) async throws {
        try await withServer(router()) { (server) async throws in
            #expect(try await server.get(target).status == 400)
        }
    }

    @Test func `text is compressed for those who take it`() async throws {
        try await withServer(router()) { (server) async throws in
            let packed = try await server.get("/large", "Accept-Encoding: br, gzip;q=0.8\r\n")
            #expect(packed["Content-Encoding"] == "gzip")
            #expect(packed["Vary"] == "Accept-Encoding")
            #expect(packed.body.starts(with: [0x1F, 0x8B]) && packed.body.count < 500)
            let refused = try await server.get("/large", "Accept-Encoding: gzip;q=0\r\n")
            #expect(refused["Content-Encoding"] == nil && refused.body.count == 12_000)
            let small = try await server.get("/", "Accept-Encoding: gzip\r\n")
            #expect(small["Content-Encoding"] == nil)
        }
    }

    @Test(arguments: ["\"abc\"", "W/\"abc\"", "\"x\", \"abc-gz\"", "*"])
    func `an entity the client has is not sent again`(_ candidates: String) async throws {
        try await withServer(router()) { (server) async throws in
            let answer = try await server.get("/tagged", "If-None-Match: \(candidates)\r\n")
            #expect(answer.status == 304)
            #expect(answer["ETag"] == "\"abc\"")
            #expect(answer.body.isEmpty && answer["Content-Length"] == nil)
            #expect(try await server.get("/tagged", "If-None-Match: \"other\"\r\n").status == 200)
        }
    }

    @Test func `a compressed entity has its own strong tag`() async throws {
        try await withServer(router()) { (server) async throws in
            #expect(try await server.get("/tagged", "Accept-Encoding: gzip\r\n")["ETag"] == "\"abc-gz\"")
        }
    }

    @Test func `a client that asks for 100 Continue gets it before the body`() async throws {
        try await withServer(router()) { (server) async throws in
            let client = try await RawClient(port: server.port)
            defer { client.close() }
            try await client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await client.readLine() == "HTTP/1.1 100 Continue")
            #expect(try await client.readLine() == "")
            try await client.send("ok")
            #expect(try await client.answer().text == "ok")
        }
    }

    @Test func `an HTTP 1.0 client gets its answer and the end of the connection`() async throws {
        try await withServer(router()) { (server) async throws in
            let answer = try await server.exchange("GET /hello/old HTTP/1.0\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n") && answer.hasSuffix("\r\n\r\nHello old"))
            #expect(answer.contains("Connection: close"))
        }
    }

    @Test func `a client that ends its side still gets its answers`() async throws {
        try await withServer(router()) { (server) async throws in
            let client = try await RawClient(port: server.port)
            defer { client.close() }
            try await client.send("GET /slow/100 HTTP/1.1\r\nHost: t\r\n\r\nGET /hello/z HTTP/1.1\r\nHost: t\r\n\r\n")
            client.finishSending()
            let all = String(decoding: try await client.readToEnd(), as: UTF8.self)
            #expect(all.contains("/slow/100") && all.hasSuffix("Hello z"))
        }
    }

    @Test func `an answer to a request with an unwanted upgrade ends the connection`() async throws {
        try await withServer(router()) { (server) async throws in
            let fields = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n"
            let answer = try await server.exchange("GET /hello/x HTTP/1.1\r\nHost: t\r\n\(fields)\r\n")
            #expect(answer.contains("Connection: close") && answer.hasSuffix("Hello x"))
        }
    }

    @Test func `the absolute form of a target means its path`() async throws {
        try await withServer(router()) { (server) async throws in
            #expect(try await server.get("http://elsewhere/hello/x?y=1").text == "Hello x")
            #expect(try await server.get("http://elsewhere").text == "<h1>Home</h1>")
        }
    }

    @Test func `middleware stands around handlers and sees the pages of errors`() async throws {
        var router = router()
        let seen = Mutex<[Int]>([])
        router.middleware = [
            { request, next in
                let response = try await next(request)
                seen.withLock { $0.append(response.status.code) }
                return response
            },
            { request, next in
                guard request.headers["X-Key"] != "wrong" else { throw HTTPError(.unauthorized) }
                return try await next(request)
            },
        ]
        try await withServer(router) { (server) async throws in
            _ = try await server.get("/")
            _ = try await server.get("/fails")
            _ = try await server.get("/nothing")
            _ = try await server.get("/", "X-Key: wrong\r\n")
        }
        #expect(seen.withLock { $0 } == [200, 500, 404, 401])
    }

    @Test func `every answer carries the default fields and the configured error page`() async throws {
        try await withServer(
            router(),
            configure: {
                $0.defaultHeaders = ["X-Frame-Options": "DENY"]
                $0.errorRenderer = { .html("<b>\($0.error.status.code)</b> \($0.requestID)") }
            },
            { (server) async throws in
                let page = try await server.get("/")
                #expect(page["X-Frame-Options"] == "DENY")
                let missing = try await server.get("/nothing")
                #expect(missing["X-Frame-Options"] == "DENY")
                #expect(missing.text == "<b>404</b> \(missing["X-Request-Id"] ?? "-")")
                let broken = try await server.exchange("GARBAGE\r\n\r\n")
                #expect(broken.contains("X-Frame-Options: DENY") && broken.contains("<b>400</b>"))
            }
        )
    }
}
