import Foundation
import HTTPServer
import Synchronization
import TestSupport
import Testing

@Suite struct StreamTests {
    @Test func `a stream goes in chunks and the connection lives on`() async throws {
        var router = Router()
        router.get("/stream") { _ in
            .stream(type: "text/csv") { writer in
                for number in 0..<100 { try await writer.write("line \(number)\n") }
            }
        }
        try await withServer(router) { (server) async throws in
            let client = try await RawClient(port: server.port)
            defer { client.close() }
            for _ in 0..<2 {
                try await client.send("GET /stream HTTP/1.1\r\nHost: t\r\n\r\n")
                let answer = try await client.answer()
                #expect(answer["Transfer-Encoding"] == "chunked")
                #expect(answer.text.split(separator: "\n").count == 100)
            }
            try await client.send("HEAD /stream HTTP/1.1\r\nHost: t\r\n\r\nGET /none HTTP/1.1\r\nHost: t\r\n\r\n")
            #expect(try await client.answer(isHead: true).status == 200)
            #expect(try await client.answer().status == 404)
        }
    }

    @Test(arguments: ["text/csv; charset=utf-8", "application/json"])
    func `a streamed table is packed while it is sent, for who takes it`(_ type: String) async throws {
        let lines = (0..<40_000).map { "\($0),host \($0 % 97),\(($0 &* 2_654_435_761) % 100_003)\n" }
        var router = Router()
        router.get("/stream") { _ in
            .stream(type: type) { writer in for line in lines { try await writer.write(line) } }
        }
        router.get("/empty") { _ in .stream(type: type) { _ in } }
        try await withServer(router) { (server) async throws in
            let packed = try await server.get("/stream", "Accept-Encoding: gzip\r\n")
            #expect(packed["Content-Encoding"] == "gzip" && packed["Transfer-Encoding"] == "chunked")
            #expect(packed["Vary"] == "Accept-Encoding")
            let all = lines.joined()
            #expect(packed.body.count < all.utf8.count / 2)
            let unpacked = try await Program.output(of: "gzip", ["-dc"], input: packed.body)
            #expect(unpacked == all)
            let empty = try await server.get("/empty", "Accept-Encoding: gzip\r\n")
            let nothing = try await Program.output(of: "gzip", ["-dc"], input: empty.body)
            #expect(nothing.isEmpty && empty.body.count > 10)
            let plain = try await server.get("/stream")
            #expect(plain["Content-Encoding"] == nil && plain.text == all)
        }
    }

    @Test func `what waits for news, or is no text, is sent as it is`() async throws {
        var router = Router()
        router.get("/events") { _ in .events { try await $0.write("data: news\n\n") } }
        router.get("/file") { _ in .stream(type: "application/octet-stream") { try await $0.write("bytes") } }
        try await withServer(router) { (server) async throws in
            for (path, body) in [("/events", "data: news\n\n"), ("/file", "bytes")] {
                let answer = try await server.get(path, "Accept-Encoding: gzip\r\n")
                #expect(answer["Content-Encoding"] == nil && answer.text == body)
            }
        }
    }

    @Test func `a stream that fails while it is packed is cut as well`() async throws {
        struct Broken: Error {}
        var router = Router()
        router.get("/stream") { _ in
            .stream(type: "text/csv") { writer in
                try await writer.write("half")
                throw Broken()
            }
        }
        try await withServer(router) { (server) async throws in
            let answer = try await server.exchange(
                "GET /stream HTTP/1.1\r\nHost: t\r\nAccept-Encoding: gzip\r\n\r\n"
            )
            #expect(answer.contains("Content-Encoding: gzip") && !answer.contains("0\r\n\r\n"))
        }
    }

    @Test func `an HTTP 1.0 client gets a stream up to the end of the connection`() async throws {
        var router = Router()
        router.get("/stream") { _ in .stream(type: "text/plain") { try await $0.write("all of it") } }
        try await withServer(router) { (server) async throws in
            let answer = try await server.exchange("GET /stream HTTP/1.0\r\n\r\n")
            #expect(answer.hasSuffix("\r\n\r\nall of it") && !answer.contains("chunked"))
        }
    }

    @Test func `a failing stream is cut so that the client notices`() async throws {
        struct Broken: Error {}
        var router = Router()
        router.get("/stream") { _ in
            .stream(type: "text/plain") { writer in
                try await writer.write("half")
                throw Broken()
            }
        }
        router.get("/short") { _ in .stream(type: "text/plain", contentLength: 10) { try await $0.write("half") } }
        try await withServer(router) { (server) async throws in
            let cut = try await server.exchange("GET /stream HTTP/1.1\r\nHost: t\r\n\r\n")
            #expect(cut.contains("\r\nhalf\r\n") && !cut.hasSuffix("0\r\n\r\n"))
            let short = try await server.exchange("GET /short HTTP/1.1\r\nHost: t\r\n\r\n")
            #expect(short.contains("Content-Length: 10") && short.hasSuffix("\r\n\r\nhalf"))
        }
    }

    @Test func `a slow reader holds the writer back`() async throws {
        let written = Mutex(0)
        var router = Router()
        router.get("/stream") { _ in
            .stream(type: "application/octet-stream") { writer in
                for _ in 0..<400 {
                    try await writer.write([UInt8](repeating: 1, count: 65_536))
                    written.withLock { $0 += 65_536 }
                }
            }
        }
        try await withServer(router) { (server) async throws in
            let client = try await RawClient(port: server.port, receiveBuffer: 8_192)
            try await client.send("GET /stream HTTP/1.1\r\nHost: t\r\n\r\n")
            try await Task.sleep(for: .milliseconds(400))
            #expect(written.withLock { $0 } < 400 * 65_536)
            let answer = try await client.answer()
            #expect(answer.body.count == 400 * 65_536)
            client.close()
        }
    }

    @Test func `server-sent events end when the browser leaves`() async throws {
        let isCancelled = Mutex(false)
        var router = Router()
        router.get("/events") { _ in
            .events { writer in
                try await writer.write("data: first\n\n")
                do {
                    try await Task.sleep(for: .seconds(60))
                } catch {
                    isCancelled.withLock { $0 = true }
                    throw error
                }
            }
        }
        try await withServer(router) { (server) async throws in
            let client = try await RawClient(port: server.port)
            try await client.send("GET /events HTTP/1.1\r\nHost: t\r\nAccept-Encoding: gzip\r\n\r\n")
            var seen = ""
            while !seen.contains("first") { seen += String(decoding: try await client.readSome(), as: UTF8.self) }
            client.close()
            try await eventually { isCancelled.withLock { $0 } }
        }
    }

    @Test func `a file is sent from disk with its length`() async throws {
        let path = NSTemporaryDirectory() + "laadboek-file-\(UInt64.random(in: .min ... .max))"
        let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
        defer { try? FileManager.default.removeItem(atPath: path) }
        var router = Router()
        router.get("/file") { _ in
            Response(headers: ["Content-Type": "application/pdf"], body: .file(path: path)).download(as: "één.pdf")
        }
        router.get("/gone") { _ in Response(body: .file(path: path + "-not-there")) }
        try await withServer(router) { (server) async throws in
            let answer = try await server.get("/file")
            #expect(answer.body == bytes)
            #expect(answer["Content-Length"] == "700000")
            let name = "attachment; filename=\"____n.pdf\"; filename*=UTF-8''%C3%A9%C3%A9n.pdf"
            #expect(answer["Content-Disposition"] == name)
            #expect(try await server.get("/gone").status == 404)
        }
    }
}
