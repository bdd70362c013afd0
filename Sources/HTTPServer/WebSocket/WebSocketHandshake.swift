import Crypto
import NIOCore

/// The server's part of the opening handshake.
///
/// Source: RFC 6455 §4.2.
enum WebSocketHandshake {
    /// Checks a request before anybody is asked.
    ///
    /// - Throws: `HTTPError` 426 for a plain request or another version, 400 for a broken handshake.
    static func check(_ request: Request, isVersion11: Bool) throws(HTTPError) {
        let headers = request.headers
        guard request.method == .get, headers.hasToken("websocket", in: "Upgrade") else {
            throw HTTPError(
                .upgradeRequired,
                "This address speaks WebSocket.",
                headers: ["Upgrade": "websocket"]
            )
        }
        guard headers.hasToken("upgrade", in: "Connection"), isVersion11 else {
            throw HTTPError(.badRequest, "The connection field does not ask for an upgrade.")
        }
        guard headers["Sec-WebSocket-Version"] == "13" else {
            throw HTTPError(
                .upgradeRequired,
                "Only version 13 is spoken here.",
                headers: ["Sec-WebSocket-Version": "13", "Upgrade": "websocket"]
            )
        }
        let keys = headers.all("Sec-WebSocket-Key")
        guard keys.count == 1, isKey(keys[0]) else { throw HTTPError(.badRequest, "Sec-WebSocket-Key is malformed.") }
    }

    /// The fields of the 101 answer; a subprotocol the client did not offer is left out, it would have to hang up.
    static func answerHeaders(_ request: Request, subprotocol: String?) -> Headers {
        var headers: Headers = [
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Accept": accept(request.headers["Sec-WebSocket-Key"] ?? ""),
        ]
        if let subprotocol, request.headers.tokens("Sec-WebSocket-Protocol").contains(subprotocol) {
            headers.add("Sec-WebSocket-Protocol", subprotocol)
        }
        return headers
    }

    /// The proof that we understood the key.
    static func accept(_ key: String) -> String {
        var hash = Insecure.SHA1()
        let bytes = Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return base64(Array(hash.finalize()))
    }

    /// A client's key: sixteen random bytes in base64.
    static func makeKey() -> String {
        base64((0..<16).map { _ in UInt8.random(in: .min ... .max) })
    }

    /// Sixteen bytes in base64.
    private static func isKey(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, bytes.suffix(2) == [0x3D, 0x3D] else { return false }
        return bytes.dropLast(2).allSatisfy { alphabet.contains($0) }
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func base64(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for digit in 0..<4 {
                text.append(digit <= group.count ? alphabet[bits >> (18 - 6 * digit) & 63] : 0x3D)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
