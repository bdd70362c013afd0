import HTTPServer
import Synchronization
import Testing

private func router() -> Router {
    var router = Router()
    router.get("/") { request in .text("\(request.headers.fields.count)") }
    router.post("/echo") { request in .text("\(request.body.count)") }
    router.post("/upload", options: RouteOptions(bodyBytes: 5_000)) { request in .text("\(request.body.count)") }
    router.get("/endless") { _ in
        .stream(type: "application/octet-stream") { writer in
            while true { try await writer.write([UInt8](repeating: 7, count: 65_536)) }
        }
    }
    return router
}

@Suite struct LimitTests {
    @Test func `an overlong target is 414, whether it ends or not`() async throws {
        try await withServer(router(), configure: { $0.limits.requestTargetBytes = 100 }) { (server) async throws in
            let long = String(repeating: "a", count: 101)
            #expect(try await server.exchange("GET /\(long) HTTP/1.1\r\nHost: t\r\n\r\n").hasPrefix("HTTP/1.1 414"))
            let endless = String(repeating: "a", count: 60_000)
            #expect(try await server.exchange("GET /\(endless)").hasPrefix("HTTP/1.1 414"))
        }
    }

    @Test func `too many or too large header fields are 431`() async throws {
        try await withServer(
            router(),
            configure: {
                $0.limits.headerCount = 10
                $0.limits.headerBytes = 1_000
            },
            { (server) async throws in
                let many = (0..<11).map { "X-\($0): 1\r\n" }.joined()
                #expect(try await server.exchange("GET / HTTP/1.1\r\nHost: t\r\n\(many)\r\n").hasPrefix("HTTP/1.1 431"))
                let large = "X: \(String(repeating: "a", count: 1_000))\r\n"
                #expect(
                    try await server.exchange("GET / HTTP/1.1\r\nHost: t\r\n\(large)\r\n").hasPrefix("HTTP/1.1 431")
                )
                let endless = "X: \(String(repeating: "a", count: 60_000))"
                #expect(try await server.exchange("GET / HTTP/1.1\r\nHost: t\r\n\(endless)").hasPrefix("HTTP/1.1 431"))
                #expect(try await server.get("/", "X: small\r\n").text == "2")
            }
        )
    }

    @Test func `a body over the limit is 413 before it is read, per route`() async throws {
        try await withServer(router(), configure: { $0.limits.bodyBytes = 1_000 }) { (server) async throws in
            let announced = try await server.exchange("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1001\r\n\r\n")
            #expect(announced.hasPrefix("HTTP/1.1 413") && announced.contains("Connection: close"))
            let chunk = "3E9\r\n" + String(repeating: "x", count: 1_001) + "\r\n"
            let chunked = "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\(chunk)"
            #expect(try await server.exchange(chunked).hasPrefix("HTTP/1.1 413"))
            let body = String(repeating: "x", count: 5_000)
            let request = "POST /upload HTTP/1.1\r\nHost: t\r\nContent-Length: 5000\r\n\r\n\(body)"
            #expect(try await server.request(request).text == "5000")
        }
    }

    @Test func `a handler that says so answers a refused body itself, and another never sees one`() async throws {
        let seen = Mutex(0)
        var router = router()
        router.post("/own", options: RouteOptions(answersRefusals: true)) { request in
            guard let refusal = request.refusal else { return .text("\(request.body.count)") }
            return .text("own words, \(request.body.count) of the body", status: refusal.status)
        }
        router.post("/plain") { _ in
            seen.withLock { $0 += 1 }
            return .text("never")
        }
        let body = String(repeating: "x", count: 2_000)
        try await withServer(router, configure: { $0.limits.bodyBytes = 1_000 }) { (server) async throws in
            for path in ["/own", "/plain"] {
                for request in [
                    "POST \(path) HTTP/1.1\r\nHost: t\r\nContent-Length: 2000\r\n\r\n\(body)",
                    "POST \(path) HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n7D0\r\n\(body)\r\n0\r\n\r\n",
                ] {
                    let answer = try await server.exchange(request)
                    #expect(answer.hasPrefix("HTTP/1.1 413") && answer.contains("Connection: close"), "\(answer)")
                    #expect(answer.contains("own words, 0 of the body") == (path == "/own"), "\(answer)")
                }
            }
            let short = "POST /own HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nxyz"
            #expect(try await server.request(short).text == "3")
        }
        #expect(seen.withLock { $0 } == 0)
    }

    @Test func `a client that goes on sending a refused body still reads the 413`() async throws {
        try await withServer(router(), configure: { $0.limits.bodyBytes = 1_000 }) { (server) async throws in
            let body = String(repeating: "x", count: 2_000_000)
            let request = "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 2000000\r\n\r\n\(body)"
            #expect(try await server.exchange(request).hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test func `a refused expectation gets its answer instead of 100 Continue`() async throws {
        try await withServer(router(), configure: { $0.limits.bodyBytes = 10 }) { (server) async throws in
            let fields = "Host: t\r\nContent-Length: 11\r\nExpect: 100-continue\r\n"
            #expect(try await server.exchange("POST /echo HTTP/1.1\r\n\(fields)\r\n").hasPrefix("HTTP/1.1 413"))
            let odd = "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nExpect: gold\r\n\r\n"
            #expect(try await server.exchange(odd).hasPrefix("HTTP/1.1 417"))
        }
    }

    @Test func `a POST that does not say its length is 411`() async throws {
        try await withServer(router()) { (server) async throws in
            #expect(try await server.exchange("POST /echo HTTP/1.1\r\nHost: t\r\n\r\n").hasPrefix("HTTP/1.1 411"))
        }
    }

    @Test func `query fields are bounded`() async throws {
        try await withServer(router(), configure: { $0.limits.fieldCount = 5 }) { (server) async throws in
            #expect(try await server.get("/?a&b&c&d&e").status == 200)
            #expect(try await server.get("/?a&b&c&d&e&f").status == 400)
        }
    }

    @Test func `a header that comes too slowly is 408`() async throws {
        try await withServer(router(), configure: { $0.limits.headerTimeout = .seconds(20) }) {
            (server) async throws in
            let client = try await RawClient(port: server.port)
            defer { client.close() }
            try await client.send("GET / HTTP/1.1\r\nHost: t\r\n")
            let answer = String(decoding: try await client.readToEnd(), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 408"))
        }
    }

    @Test func `one byte at a time does not stretch the time for a header`() async throws {
        try await withServer(router(), configure: { $0.limits.headerTimeout = .seconds(20) }) {
            (server) async throws in
            let client = try await RawClient(port: server.port)
            defer { client.close() }
            try await client.send("GET / HTTP/1.1\r\n")
            // Bytes that stretched the time would keep the answer away for longer than the client waits for one.
            async let trickling: Void = client.trickle("X", times: 1200, pauseMilliseconds: 100)
            let answer = String(decoding: try await client.readToEnd(), as: UTF8.self)
            #expect(answer.hasPrefix("HTTP/1.1 408"))
            try await trickling
        }
    }

    @Test func `a connection that says nothing is closed without a word`() async throws {
        try await withServer(router(), configure: { $0.limits.headerTimeout = .milliseconds(150) }) {
            (server) async throws in
            let client = try await RawClient(port: server.port)
            defer { client.close() }
            #expect(try await client.readToEnd().isEmpty)
        }
    }

    @Test func `an idle connection is closed after its time`() async throws {
        try await withServer(router(), configure: { $0.limits.idleTimeout = .milliseconds(150) }) {
            (server) async throws in
            let client = try await RawClient(port: server.port)
            defer { client.close() }
            try await client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n")
            _ = try await client.answer()
            #expect(try await client.readToEnd().isEmpty)
        }
    }

    @Test func `a body that trickles is 408`() async throws {
        try await withServer(
            router(),
            configure: {
                $0.limits.bodyProgressInterval = .milliseconds(200)
                $0.limits.bodyProgressBytes = 50
            },
            { (server) async throws in
                let client = try await RawClient(port: server.port)
                defer { client.close() }
                try await client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\n\r\n")
                async let trickling: Void = client.trickle("x", times: 40, pauseMilliseconds: 50)
                let answer = String(decoding: try await client.readToEnd(), as: UTF8.self)
                #expect(answer.hasPrefix("HTTP/1.1 408"))
                try await trickling
            }
        )
    }

    @Test func `a body that makes progress may take several windows`() async throws {
        try await withServer(
            router(),
            configure: {
                $0.limits.bodyProgressInterval = .seconds(12)
                $0.limits.bodyProgressBytes = 10
            },
            { (server) async throws in
                let client = try await RawClient(port: server.port)
                defer { client.close() }
                try await client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 600\r\n\r\n")
                try await client.trickle(String(repeating: "x", count: 50), times: 12, pauseMilliseconds: 2_200)
                #expect(try await client.answer().text == "600")
            }
        )
    }

    @Test func `a client that stops reading is dropped`() async throws {
        let metrics = MetricsRegistry()
        try await withServer(
            router(),
            metrics: metrics,
            configure: { $0.limits.writeTimeout = .milliseconds(200) },
            { (server) async throws in
                let client = try await RawClient(port: server.port, receiveBuffer: 4_096)
                defer { client.close() }
                try await client.send("GET /endless HTTP/1.1\r\nHost: t\r\n\r\n")
                try await eventually { metrics.gauge("http_connections").value == 0 }
            }
        )
    }

    @Test func `connections over the limit get 503 and Retry-After`() async throws {
        try await withServer(
            router(),
            configure: {
                $0.limits.connections = 2
                $0.limits.refusalReserve = 1
            },
            { (server) async throws in
                let clients = [try await RawClient(port: server.port), try await RawClient(port: server.port)]
                for client in clients {
                    try await client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n")
                    #expect(try await client.answer().status == 200)
                }
                let refused = try await RawClient(port: server.port)
                try await refused.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n")
                let answer = try await refused.answer()
                #expect(answer.status == 503)
                #expect(answer["Retry-After"] == "10")
                refused.close()
                for client in clients { client.close() }
                try await eventually { (try? await server.get("/").status) == 200 }
            }
        )
    }

    @Test func `a connection ends after its number of requests`() async throws {
        try await withServer(router(), configure: { $0.limits.requestsPerConnection = 2 }) { (server) async throws in
            let request = "GET / HTTP/1.1\r\nHost: t\r\n\r\n"
            let answer = try await server.exchange(request + request + request)
            #expect(answer.split(separator: "HTTP/1.1 200 OK", omittingEmptySubsequences: false).count == 3)
            #expect(answer.contains("Connection: close"))
        }
    }
}

/// Waits until something holds, at most a minute.
func eventually(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<3000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("It did not happen in a minute.")
}
