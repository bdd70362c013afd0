import HTTPServer
import NIOCore
import Synchronization
import TestSupport
import Testing
import Values

/// What a socket lived through, for the tests to look at.
private final class Diary: Sendable {
    let endings = Mutex<[String]>([])
    let sockets = Mutex<[WebSocketConnection]>([])
}

/// Sends everything back, and obeys a few words.
private final class EchoHandler: WebSocketHandler {
    private let diary: Diary
    private var socket: WebSocketConnection?

    init(_ diary: Diary) {
        self.diary = diary
    }

    func opened(_ socket: WebSocketConnection) {
        self.socket = socket
        diary.sockets.withLock { $0.append(socket) }
    }

    func received(_ message: WebSocketMessage) {
        switch String(buffer: message.payload) {
        case "close 4001": socket?.close(code: WebSocketCloseCode(rawValue: 4001), reason: "as asked")
        case "close 1005": socket?.close(code: .noStatus)
        case "close 1006": socket?.close(code: .abnormal)
        case "who": socket?.sendText("\(socket?.subprotocol ?? "-") \(socket?.remoteAddress ?? "-")")
        default: if message.isText { socket?.sendText(message.payload) } else { socket?.sendBinary(message.payload) }
        }
    }

    func closed(code: WebSocketCloseCode, reason: String) {
        diary.endings.withLock { $0.append("\(code) \(reason)") }
    }

    func writabilityChanged(_ isWritable: Bool) {}
}

extension WebSocketLimits {
    /// Those of a machine that may be busy for minutes: no ping comes between, and every Close is waited for.
    fileprivate static var calm: WebSocketLimits {
        var limits = WebSocketLimits()
        (limits.pingInterval, limits.closeTimeout) = (.seconds(3_600), .seconds(600))
        return limits
    }
}

private func router(_ diary: Diary, limits: WebSocketLimits = .calm) -> Router {
    var router = Router()
    router.webSocket("/ocpp/{identity}", limits: limits) { request in
        switch request.rawParameters["identity"] {
        case "unknown": .reject(.text("no such charge point", status: .notFound))
        case "locked":
            .reject(
                Response(.unauthorized, headers: ["WWW-Authenticate": "Basic realm=\"ocpp\""])
            )
        case "fails": throw HTTPError(.serviceUnavailable, "busy", headers: ["Retry-After": "5"])
        case "raw%2Fname": .reject(.text("\(request.rawParameters["identity"] ?? "") \(request.rawQuery ?? "")"))
        default: .accept(subprotocol: "ocpp1.6") { EchoHandler(diary) }
        }
    }
    return router
}

@Suite struct WebSocketTests {
    @Test func `the handshake proves the key and names the subprotocol`() async throws {
        try await withServer(router(Diary())) { (server) async throws in
            let fields = "Sec-WebSocket-Protocol: ocpp2.0.1, ocpp1.6\r\n"
            let answer = try await server.request(SocketClient.handshake("/ocpp/CP1", fields))
            #expect(answer.status == 101)
            #expect(answer["Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            #expect(answer["Sec-WebSocket-Protocol"] == "ocpp1.6")
            #expect(answer["Connection"] == "Upgrade" && answer["Upgrade"] == "websocket")
            let without = try await server.request(SocketClient.handshake("/ocpp/CP1"))
            #expect(without.status == 101 && without["Sec-WebSocket-Protocol"] == nil)
        }
    }

    @Test func `a refusal comes before the upgrade and in HTTP`() async throws {
        try await withServer(router(Diary())) { (server) async throws in
            let unknown = try await server.exchange(SocketClient.handshake("/ocpp/unknown"))
            #expect(unknown.hasPrefix("HTTP/1.1 404") && unknown.hasSuffix("no such charge point"))
            let locked = try await server.request(SocketClient.handshake("/ocpp/locked"))
            #expect(locked.status == 401 && locked["WWW-Authenticate"] == "Basic realm=\"ocpp\"")
            let busy = try await server.request(SocketClient.handshake("/ocpp/fails"))
            #expect(busy.status == 503 && busy["Retry-After"] == "5")
            #expect(try await server.request(SocketClient.handshake("/other")).status == 404)
            let raw = try await server.request(SocketClient.handshake("/ocpp/raw%2Fname?a=%20b&c"))
            #expect(raw.text == "raw%2Fname a=%20b&c")
        }
    }

    @Test func `a handshake that breaks the rules is refused`() async throws {
        try await withServer(router(Diary())) { (server) async throws in
            let good = SocketClient.handshake("/ocpp/CP1")
            let version = try await server.request(good.replacing("Version: 13", with: "Version: 8"))
            #expect(version.status == 426 && version["Sec-WebSocket-Version"] == "13")
            #expect(try await server.get("/ocpp/CP1").status == 426)
            let shortKey = good.replacing("dGhlIHNhbXBsZSBub25jZQ==", with: "dGhlIHNhbXBs")
            #expect(try await server.request(shortKey).status == 400)
            let noKey = good.replacing("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", with: "")
            #expect(try await server.request(noKey).status == 400)
            let noUpgrade = good.replacing("keep-alive, Upgrade", with: "keep-alive")
            #expect(try await server.request(noUpgrade).status == 400)
            #expect(
                try await server.request(
                    good.replacing("GET ", with: "PUT ").replacing(
                        "Host: t",
                        with: "Host: t\r\nContent-Length: 0"
                    )
                ).status == 405
            )
        }
    }

    @Test func `frames sent right behind the handshake are not lost`() async throws {
        try await withServer(router(Diary())) { (server) async throws in
            let early = SocketClient.frame(SocketClient.text, Array("early".utf8))
            let client = try await SocketClient(server, "/ocpp/CP1", early: early)
            defer { client.hangUp() }
            #expect(try await client.receive().text == "early")
        }
    }

    @Test func `messages of every length come back unchanged and in order`() async throws {
        try await withServer(router(Diary())) { (server) async throws in
            let client = try await SocketClient(server, "/ocpp/CP1", "Sec-WebSocket-Protocol: ocpp1.6\r\n")
            defer { client.hangUp() }
            for length in [0, 1, 125, 126, 65_535, 65_536, 1_048_576] {
                let payload = [UInt8](unsafeUninitializedCapacity: length) { bytes, count in
                    for index in 0..<length { bytes[index] = UInt8(truncatingIfNeeded: index &* 7) }
                    count = length
                }
                try await client.send(SocketClient.frame(2, payload))
                let frame = try await client.message()
                #expect(frame.opcode == 2 && frame.isFinal && frame.payload == payload)
            }
            try await client.send((0..<1_000).flatMap { SocketClient.frame(1, Array("message \($0)".utf8)) })
            for number in 0..<1_000 { #expect(try await client.message().text == "message \(number)") }
            try await client.send("who")
            #expect(try await client.message().text == "ocpp1.6 127.0.0.1")
        }
    }

    @Test func `fragments become one message, control frames may stand between`() async throws {
        try await withServer(router(Diary())) { (server) async throws in
            let client = try await SocketClient(server, "/ocpp/CP1")
            defer { client.hangUp() }
            let accent = Array("é".utf8)
            try await client.send(SocketClient.frame(1, Array("caf".utf8) + accent.prefix(1), isFinal: false))
            try await client.send(SocketClient.frame(SocketClient.ping, [1, 2, 3]))
            try await client.send(SocketClient.frame(0, [], isFinal: false))
            try await client.send(SocketClient.frame(0, Array(accent.suffix(1))))
            #expect(try await client.receive() == .init(isFinal: true, opcode: SocketClient.pong, payload: [1, 2, 3]))
            #expect(try await client.receive().text == "café")
        }
    }

    static let violations: [(String, [UInt8], Int)] = [
        ("unmasked", SocketClient.frame(1, [0x41], isMasked: false), 1002),
        ("reserved bit", SocketClient.frame(1, [0x41], reserved: 0x40), 1002),
        ("unknown opcode", SocketClient.frame(3, [0x41]), 1002),
        ("unknown control opcode", SocketClient.frame(11, []), 1002),
        ("fragmented ping", SocketClient.frame(9, [], isFinal: false), 1002),
        ("long ping", SocketClient.frame(9, [UInt8](repeating: 0, count: 126)), 1002),
        ("continuation of nothing", SocketClient.frame(0, [0x41]), 1002),
        ("message in a message", SocketClient.frame(1, [0x41], isFinal: false) + SocketClient.frame(1, [0x41]), 1002),
        ("invalid UTF-8", SocketClient.frame(1, [0xC3, 0x28]), 1007),
        ("surrogate", SocketClient.frame(1, [0xED, 0xA0, 0x80]), 1007),
        ("cut UTF-8", SocketClient.frame(1, [0xE2, 0x82]), 1007),
        ("oversize", SocketClient.frame(2, [UInt8](repeating: 0, count: 1_048_577)), 1009),
        (
            "oversize in fragments",
            SocketClient.frame(2, [UInt8](repeating: 0, count: 700_000), isFinal: false)
                + SocketClient.frame(0, [UInt8](repeating: 0, count: 700_000)), 1009
        ),
        (
            "too many fragments",
            SocketClient.frame(1, [], isFinal: false)
                + (0..<64).flatMap { _ in SocketClient.frame(0, [], isFinal: false) }, 1008
        ),
        ("half a close code", SocketClient.frame(8, [3]), 1002),
        ("close code 1005", SocketClient.frame(8, [0x03, 0xED]), 1002),
        ("close code 999", SocketClient.frame(8, [0x03, 0xE7]), 1002),
        ("close reason no UTF-8", SocketClient.frame(8, [0x03, 0xE8, 0xFF]), 1002),
    ]

    @Test(arguments: violations.indices)
    func `a broken rule is answered by its close code`(_ index: Int) async throws {
        let (name, bytes, code) = Self.violations[index]
        let diary = Diary()
        try await withServer(router(diary)) { (server) async throws in
            let client = try await SocketClient(server, "/ocpp/CP1")
            defer { client.hangUp() }
            try await client.send(bytes)
            #expect(try await client.closeCode() == code, "\(name)")
            #expect(try await client.isAtEnd(), "\(name)")
        }
        #expect(diary.endings.withLock { $0.map { $0.prefix(4) } } == ["\(code)"], "\(name)")
    }

    @Test(arguments: [[0x0F, 0xA1, 0x62, 0x79, 0x65], [0x03, 0xE8], []] as [[UInt8]])
    func `a close is answered with the same words and the connection ends`(_ payload: [UInt8]) async throws {
        let diary = Diary()
        try await withServer(router(diary)) { (server) async throws in
            let client = try await SocketClient(server, "/ocpp/CP1")
            defer { client.hangUp() }
            try await client.send(SocketClient.frame(SocketClient.close, payload))
            let answer = try await client.receive()
            #expect(answer.opcode == SocketClient.close && answer.payload == payload)
            #expect(try await client.isAtEnd())
        }
        let expected = payload.count == 5 ? "4001 bye" : payload.count == 2 ? "1000 " : "1005 "
        #expect(diary.endings.withLock { $0 } == [expected])
    }

    @Test func `our close says its code and waits for the answer`() async throws {
        let diary = Diary()
        try await withServer(router(diary)) { (server) async throws in
            let client = try await SocketClient(server, "/ocpp/CP1")
            try await client.send("close 4001")
            let close = try await client.receive()
            #expect(
                close.closeCode == 4001 && String(decoding: close.payload.dropFirst(2), as: UTF8.self) == "as asked"
            )
            try await client.send("ignored")
            try await client.send(SocketClient.frame(SocketClient.close, close.payload))
            #expect(try await client.isAtEnd())
            client.hangUp()
            let bare = try await SocketClient(server, "/ocpp/CP1")
            try await bare.send("close 1005")
            #expect(try await bare.receive() == .init(isFinal: true, opcode: SocketClient.close, payload: []))
            bare.hangUp()
            let dropped = try await SocketClient(server, "/ocpp/CP1")
            try await dropped.send("close 1006")
            #expect(try await dropped.isAtEnd())
            dropped.hangUp()
            try await eventually { diary.endings.withLock { $0.count } == 3 }
        }
        #expect(diary.endings.withLock { $0 } == ["4001 as asked", "1006 ", "1006 "])
    }

    @Test func `a peer that does not answer our close is dropped after its time`() async throws {
        var limits = WebSocketLimits()
        limits.closeTimeout = .milliseconds(200)
        try await withServer(router(Diary(), limits: limits)) { (server) async throws in
            let client = try await SocketClient(server, "/ocpp/CP1")
            defer { client.hangUp() }
            try await client.send("close 4001")
            #expect(try await client.closeCode() == 4001)
            #expect(try await client.isAtEnd())
        }
    }

    @Test func `a peer that stops answering pings is told and dropped, one that sends anything is not`() async throws {
        var limits = WebSocketLimits()
        limits.pingInterval = .seconds(2)
        (limits.silenceTimeout, limits.closeTimeout) = (.seconds(60), .milliseconds(200))
        let diary = Diary()
        try await withServer(router(diary, limits: limits)) { [limits] server in
            let silent = try await SocketClient(server, "/ocpp/CP1")
            let lively = try await SocketClient(server, "/ocpp/CP2")
            let ping = try await silent.receive()
            #expect(ping.opcode == SocketClient.ping)
            try await silent.send(SocketClient.frame(SocketClient.pong, ping.payload))
            for number in 0..<12 {
                try await lively.send("beat \(number)")
                try await Task.sleep(for: limits.pingInterval / 4)
            }
            var last = try await silent.receive()
            while last.opcode == SocketClient.ping { last = try await silent.receive() }
            #expect(last.closeCode == 1001)
            #expect(try await silent.isAtEnd())
            try await lively.send("still here")
            while try await lively.receive().text != "still here" {}
            silent.hangUp()
            lively.hangUp()
        }
        #expect(diary.endings.withLock { $0.first } == "1006 ")
    }

    @Test func `a peer that never answers pings lives as long as its own messages may be apart`() async throws {
        var limits = WebSocketLimits()
        limits.pingInterval = .milliseconds(100)
        (limits.silenceTimeout, limits.closeTimeout) = (.seconds(2), .milliseconds(200))
        try await withServer(router(Diary(), limits: limits)) { [limits] (server) async throws in
            let started = ContinuousClock.now
            let client = try await SocketClient(server, "/ocpp/CP1")
            defer { client.hangUp() }
            var last = try await client.receive()
            while last.opcode == SocketClient.ping { last = try await client.receive() }
            #expect(last.closeCode == 1001)
            #expect(ContinuousClock.now - started >= limits.silenceTimeout)
        }
    }

    @Test func `sending works from any thread, in order`() async throws {
        let diary = Diary()
        try await withServer(router(diary)) { (server) async throws in
            let client = try await SocketClient(server, "/ocpp/CP1")
            defer { client.hangUp() }
            try await client.send("hello")
            _ = try await client.receive()
            let socket = try #require(diary.sockets.withLock { $0.first })
            for number in 0..<2_000 { socket.sendText("from outside \(number)") }
            for number in 0..<2_000 { #expect(try await client.receive().text == "from outside \(number)") }
            try await eventually { socket.bufferedAmount == 0 }
        }
    }

    @Test func `a paused socket holds its messages until it is resumed`() async throws {
        let diary = Diary()
        try await withServer(router(diary)) { (server) async throws in
            let client = try await SocketClient(server, "/ocpp/CP1")
            defer { client.hangUp() }
            try await client.send("hello")
            _ = try await client.receive()
            let socket = try #require(diary.sockets.withLock { $0.first })
            socket.pauseReading()
            // What is sent after the pause and has come proves that the pause holds.
            socket.sendText("paused")
            #expect(try await client.receive().text == "paused")
            for number in 0..<100 { try await client.send("waiting \(number)") }
            try await Task.sleep(for: .milliseconds(150))
            socket.sendText("first")
            socket.resumeReading()
            #expect(try await client.receive().text == "first")
            for number in 0..<100 { #expect(try await client.receive().text == "waiting \(number)") }
        }
    }

    @Test func `a peer that does not read is dropped at the limit`() async throws {
        var limits = WebSocketLimits()
        limits.bufferedBytes = 1_000_000
        let diary = Diary()
        try await withServer(router(diary, limits: limits)) { (server) async throws in
            let client = try await SocketClient(server, "/ocpp/CP1")
            defer { client.hangUp() }
            try await client.send("hello")
            _ = try await client.receive()
            let socket = try #require(diary.sockets.withLock { $0.first })
            for _ in 0..<400 { socket.sendBinary(ByteBuffer(repeating: 1, count: 100_000)) }
            try await eventually { diary.endings.withLock { $0.count } == 1 }
        }
    }

    @Test func `shutting down says goodbye with 1001`() async throws {
        try await withServer(router(Diary())) { (server) async throws in
            let client = try await SocketClient(server, "/ocpp/CP1")
            defer { client.hangUp() }
            try await client.send("hello")
            _ = try await client.receive()
            server.server.beginShutdown()
            let close = try await client.receive()
            #expect(close.closeCode == 1001)
            try await client.send(SocketClient.frame(SocketClient.close, close.payload))
            #expect(try await client.isAtEnd())
        }
    }

    @Test func `a client that leaves while the decision is pending ends with closed alone`() async throws {
        let diary = Diary()
        var router = Router()
        router.webSocket("/slow") { _ in
            try await Task.sleep(for: .milliseconds(200))
            return .accept(subprotocol: nil) { EchoHandler(diary) }
        }
        try await withServer(router) { (server) async throws in
            let client = try await RawClient(port: server.port)
            try await client.send(SocketClient.handshake("/slow"))
            try await Task.sleep(for: .milliseconds(50))
            client.close()
            try await eventually { diary.endings.withLock { $0 } == ["1006 "] }
        }
    }

    @Test(arguments: 0..<30)
    func `random frames never stop the server`(_ seed: UInt64) async throws {
        try await withServer(router(Diary())) { (server) async throws in
            var random = SeededGenerator(seed: seed)
            let client = try await SocketClient(server, "/ocpp/CP1")
            let noise = (0..<400).map { _ in UInt8.random(in: 0...255, using: &random) }
            try await client.send(SocketClient.frame(1, Array("ok".utf8)) + noise)
            client.raw.finishSending()
            _ = try await client.raw.readToEnd()
            client.hangUp()
            let next = try await SocketClient(server, "/ocpp/CP1")
            try await next.send("alive")
            #expect(try await next.receive().text == "alive")
            next.hangUp()
        }
    }
}
