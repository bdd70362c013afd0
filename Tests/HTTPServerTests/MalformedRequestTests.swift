import HTTPServer
import Synchronization
import TestSupport
import Testing
import Values

@Suite struct MalformedRequestTests {
    /// Requests that another reader might understand otherwise: each could smuggle a second request.
    static let doubtful = [
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5, 5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: -5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: +5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 0x5\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 99999999999999999999\r\n\r\nhello",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.0\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nx",
        "GET / HTTP/1.1\r\nHost: t\r\nX-Folded: a\r\n b\r\n\r\n",
        "GET / HTTP/1.1\nHost: t\n\n",
        "GET / HTTP/1.1\r\nHost: t\nX: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\rX: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\n: nameless\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nBad Name: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nX: a\u{0}b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nHost: u\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/2.7\r\nHost: t\r\n\r\n",
        "GET /\u{E9} HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET relative HTTP/1.1\r\nHost: t\r\n\r\n",
        "G@T / HTTP/1.1\r\nHost: t\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}",
    ]

    @Test(arguments: doubtful)
    func `a request in doubt is answered 400 or 501 and the connection ends`(_ request: String) async throws {
        var router = Router()
        let handled = Mutex(0)
        for method in [Method.get, .post] {
            router.add(method, "/") { _ in
                handled.withLock { $0 += 1 }
                return .text("handled")
            }
        }
        router.get("/smuggled") { _ in
            handled.withLock { $0 += 1 }
            return .text("smuggled")
        }
        try await withServer(router) { (server) async throws in
            let answer = try await server.exchange(request + "GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n")
            let isRefused = answer.hasPrefix("HTTP/1.1 400 ") || answer.hasPrefix("HTTP/1.1 501 ")
            #expect(isRefused, "\(answer.prefix(200))")
            #expect(!answer.contains("smuggled"))
            #expect(answer.contains("Connection: close"))
        }
        #expect(handled.withLock { $0 } == 0)
    }

    /// Methods and targets that are understood and not there: the request line, the status, what is allowed.
    static let methods: [(line: String, status: Int, allow: String?)] = [
        ("OPTIONS * HTTP/1.1", 405, "GET, HEAD, POST"), ("OPTIONS / HTTP/1.1", 405, "GET, HEAD"),
        ("PURGE / HTTP/1.1", 405, "GET, HEAD"), ("DELETE /form HTTP/1.1", 405, "POST"),
        ("TRACE / HTTP/1.1", 405, "GET, HEAD"), ("OPTIONS /nothing HTTP/1.1", 404, nil),
        ("BREW / HTTP/1.1", 501, nil), ("GETS / HTTP/1.1", 501, nil), ("get / HTTP/1.1", 501, nil),
        ("X-Y.Z!1 / HTTP/1.1", 501, nil), ("G@T / HTTP/1.1", 400, nil), ("GET * HTTP/1.1", 400, nil),
        ("POST * HTTP/1.1", 400, nil), (" / HTTP/1.1", 400, nil), ("BREW", 400, nil),
        (String(repeating: "A", count: 60) + " / HTTP/1.1", 400, nil),
    ]

    @Test(arguments: methods.indices)
    func `a method that is not there gets its own status, with what is allowed`(index: Int) async throws {
        let (line, status, allow) = Self.methods[index]
        var router = Router()
        router.get("/") { _ in .text("home") }
        router.post("/form") { _ in .text("form") }
        try await withServer(router) { server in
            let length = line.hasPrefix("POST") ? "Content-Length: 0\r\n" : ""
            let answer = try await server.exchange("\(line)\r\nHost: t\r\n\(length)Connection: close\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(line): \(answer.prefix(300))")
            #expect(allow == nil || answer.contains("\r\nAllow: \(allow ?? "")\r\n"), "\(answer.prefix(300))")
        }
    }

    @Test(arguments: 0..<50)
    func `mutated requests never stop the server`(_ seed: UInt64) async throws {
        var router = Router()
        router.get("/hello/{name}") { request in .text(request.parameter("name") + (request.cookies["a"] ?? "")) }
        router.post("/form") { request in .text("\(try request.form().fields.all.count)") }
        router.webSocket("/socket") { _ in .reject(.text("no", status: .forbidden)) }
        try await withServer(router) { server in
            var random = SeededGenerator(seed: seed)
            let client = try await RawClient(port: server.port)
            try await client.send(Mutation.request(&random))
            client.finishSending()
            _ = try await client.readToEnd()
            client.close()
            let next = try await server.get("/hello/alive")
            #expect(next.text == "alive")
        }
    }
}

/// Damages valid requests at random places.
enum Mutation {
    private static let originals = [
        "GET /hello/world?a=1&b=%20 HTTP/1.1\r\nHost: t\r\nCookie: a=b; c=d\r\nAccept-Encoding: gzip\r\n\r\n",
        "POST /form HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: 11\r\n\r\na=1&b=2&c=3",
        "POST /form HTTP/1.1\r\nHost: t\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 62\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue\r\n--b--\r\n",
        "POST /form HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "GET /socket HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    ]

    static func request(_ random: inout SeededGenerator) -> String {
        var scalars = Array((originals + originals).randomElement(using: &random)?.unicodeScalars ?? "".unicodeScalars)
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            let index = Int.random(in: 0..<scalars.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: scalars[index] = Unicode.Scalar(UInt8.random(in: 0...255, using: &random))
            case 1: scalars.remove(at: index)
            case 2: scalars.insert(contentsOf: "\r\n".unicodeScalars, at: index)
            default: scalars.insert(contentsOf: scalars[index...].prefix(20), at: index)
            }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
