/// The client's side of a WebSocket, byte by byte.
struct SocketClient: Sendable {
    struct Frame: Sendable, Equatable {
        var isFinal: Bool
        var opcode: UInt8
        var payload: [UInt8]

        var text: String { String(decoding: payload, as: UTF8.self) }
        /// The code of a Close frame.
        var closeCode: Int? { payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil }
    }

    static let text: UInt8 = 1
    static let close: UInt8 = 8
    static let ping: UInt8 = 9
    static let pong: UInt8 = 10

    let raw: RawClient

    static func handshake(_ target: String, _ fields: String = "") -> String {
        "GET \(target) HTTP/1.1\r\nHost: t\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\(fields)\r\n"
    }

    /// Connects and shakes hands; bytes behind the handshake go out in the same write.
    init(_ server: TestServer, _ target: String, _ fields: String = "", early: [UInt8] = []) async throws {
        raw = try await RawClient(port: server.port)
        try await raw.send(Array(Self.handshake(target, fields).utf8) + early)
        let answer = try await raw.answer()
        guard answer.status == 101 else { throw RawClient.Failure.malformed("\(answer.status)") }
    }

    static func frame(
        _ opcode: UInt8,
        _ payload: [UInt8],
        isFinal: Bool = true,
        reserved: UInt8 = 0,
        isMasked: Bool = true
    ) -> [UInt8] {
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | reserved | opcode]
        let mask: UInt8 = isMasked ? 0x80 : 0
        switch payload.count {
        case ...125: bytes.append(mask | UInt8(payload.count))
        case ...0xFFFF: bytes += [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
        default: bytes += [mask | 127] + (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        guard isMasked else { return bytes + payload }
        let key: [UInt8] = [0x11, 0x22, 0x33, 0x44]
        bytes += key
        bytes.reserveCapacity(bytes.count + payload.count)
        for index in payload.indices { bytes.append(payload[index] ^ key[index & 3]) }
        return bytes
    }

    func send(_ text: String) async throws {
        try await raw.send(Self.frame(Self.text, Array(text.utf8)))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await raw.send(bytes)
    }

    func receive() async throws -> Frame {
        let head = try await raw.readExactly(2)
        var length = Int(head[1] & 0x7F)
        let width = length == 126 ? 2 : length == 127 ? 8 : 0
        if width > 0 { length = try await raw.readExactly(width).reduce(0) { $0 << 8 | Int($1) } }
        let payload = try await raw.readExactly(length)
        return Frame(isFinal: head[0] & 0x80 != 0, opcode: head[0] & 0x0F, payload: payload)
    }

    /// The next frame that is no ping of the server's.
    func message() async throws -> Frame {
        while true {
            let frame = try await receive()
            if frame.opcode != 9 { return frame }
        }
    }

    /// Reads frames up to the Close and returns its code.
    func closeCode() async throws -> Int? {
        while true {
            let frame = try await receive()
            if frame.opcode == Self.close { return frame.closeCode }
        }
    }

    func isAtEnd() async throws -> Bool {
        try await raw.readSome().isEmpty
    }

    func hangUp() {
        raw.close()
    }
}
