import Glibc
import HTTPServer
import Synchronization
import Testing

private final class Diary: Sendable {
    let isOpen = Mutex(false)
}

/// A user that takes its time to look at a new connection.
private final class SlowHandler: WebSocketHandler {
    private let diary: Diary

    init(_ diary: Diary) {
        self.diary = diary
    }

    func opened(_ socket: WebSocketConnection) {
        usleep(100_000)
        diary.isOpen.withLock { $0 = true }
        socket.sendText("hello")
    }

    func received(_ message: WebSocketMessage) {}
    func closed(code: WebSocketCloseCode, reason: String) {}
    func writabilityChanged(_ isWritable: Bool) {}
}

@Suite struct WebSocketOpeningTests {
    @Test func `a connection is known before its client hears that it is open`() async throws {
        let diary = Diary()
        var router = Router()
        router.webSocket("/ocpp/{identity}", limits: WebSocketLimits()) { _ in
            .accept(subprotocol: "ocpp1.6") { SlowHandler(diary) }
        }
        try await withServer(router) { (server) async throws in
            let client = try await SocketClient(server, "/ocpp/CP1")
            #expect(diary.isOpen.withLock { $0 })
            #expect(try await client.message().text == "hello")
        }
    }
}
