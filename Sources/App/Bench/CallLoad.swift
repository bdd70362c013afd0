import Foundation
import Glibc
import Values

/// Charge points that do nothing but call: 200 bytes each, one call outstanding per connection.
struct CallLoad {
    /// What a stretch of calls came to.
    struct Result {
        var calls = 0
        var took = Duration.zero
        /// Microseconds from sending to the answer, sorted.
        var latencies: [Int64] = []

        var perSecond: Int64 { Int64(calls) * 1_000_000 / max(1, took.wholeMicroseconds) }

        func percentile(_ percent: Int) -> Int64 {
            latencies.isEmpty ? 0 : latencies[min(latencies.count - 1, latencies.count * percent / 100)]
        }

        mutating func add(_ other: Result) {
            calls += other.calls
            took += other.took
            latencies = (latencies + other.latencies).sorted()
        }
    }

    private static let callBytes = 200
    /// Answers that a call may take before the measurement is given up.
    private static let silenceSeconds: Int64 = 60

    private var poll: Poll
    private var sockets: [Int32] = []
    private var rests: [Int32: FrameRest] = [:]
    private var sentAt: [Int32: Int64] = [:]
    private var frames: [Int32: [UInt8]] = [:]
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)

    /// Connects the charge points of these identities.
    init(port: Int, identities: [String], action: String, idTag: String = "") throws {
        poll = try Poll()
        for (number, identity) in identities.enumerated() {
            let socket = try CallLoad.connect(port: port, identity: identity)
            sockets.append(socket.descriptor)
            rests[socket.descriptor] = FrameRest()
            frames[socket.descriptor] = CallLoad.frame(action, number: number, idTag)
            poll.add(socket.descriptor)
        }
    }

    func close() {
        for socket in sockets { Glibc.close(socket) }
        poll.close()
        buffer.deallocate()
    }

    /// Source: RFC 6455 §4.1.
    private static func connect(port: Int, identity: String) throws -> BlockingSocket {
        for _ in 0..<100 {
            let socket = try BlockingSocket.connected(to: port)
            let credentials = Data("\(identity):\(BenchWorld.key)".utf8).base64EncodedString()
            let request = """
                GET /ocpp/\(identity) HTTP/1.1\r
                Host: localhost\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Protocol: ocpp1.6\r
                Authorization: Basic \(credentials)\r
                \r\n
                """
            try socket.send(Array(request.utf8))
            var answer: [UInt8] = []
            while answer.suffix(4) != Array("\r\n\r\n".utf8)[...], !answer.starts(with: Array("HTTP/1.1 4".utf8)),
                !answer.starts(with: Array("HTTP/1.1 5".utf8))
            { answer += try socket.receive() }
            if answer.starts(with: Array("HTTP/1.1 101".utf8)) { return socket }
            socket.close()
            // Too many at once: the door opens again within a second.
            usleep(250_000)
        }
        throw BenchFault("\(identity) is not let in")
    }

    /// Source: RFC 6455 §5.2.
    private static func frame(_ action: String, number: Int, _ idTag: String) -> [UInt8] {
        let id = String(10_000_000 + number)
        let filling = String(repeating: "x", count: callBytes - payload(id, action, idTag, filling: "").utf8.count)
        let text = Array(payload(id, action, idTag, filling: filling).utf8)
        let mask: [UInt8] = (0..<4).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0 &* 77 | 1) }
        return [0x81, 0x80 | 126, 0, UInt8(text.count)] + mask
            + text.enumerated().map { $0.element ^ mask[$0.offset % 4] }
    }

    private static func payload(_ id: String, _ action: String, _ idTag: String, filling: String) -> String {
        if action == "Authorize" {
            return "[2,\"\(id)\",\"Authorize\",{\"idTag\":\"\(idTag)\",\"x\":\"\(filling)\"}]"
        }
        if action == "MeterValues" {
            return """
                [2,"\(id)","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2026-01-01T00:00:00Z",\
                "sampledValue":[{"value":"1"}]}],"x":"\(filling)"}]
                """
        }
        return "[2,\"\(id)\",\"\(action)\",{\"vendorId\":\"bench.example\",\"data\":\"\(filling)\"}]"
    }

    // MARK: Playing

    /// Every connection calls again as soon as it is answered.
    mutating func closedLoop(for duration: Duration) throws -> Result {
        let begin = CallLoad.now, end = begin + duration.wholeMicroseconds
        var result = Result()
        for socket in sockets { send(socket) }
        while CallLoad.now < end {
            try turn(milliseconds: 100) { load, socket, _ in
                result.calls += 1
                load.send(socket)
            }
        }
        result.took = .microseconds(CallLoad.now - begin)
        try drain()
        return result
    }

    /// So many calls a second, whatever the answers take.
    mutating func paced(perSecond: Int, for duration: Duration) throws -> Result {
        let begin = CallLoad.now, end = begin + duration.wholeMicroseconds
        var result = Result()
        var idle = sockets[...]
        var sent = 0
        while CallLoad.now < end {
            let due = Int((CallLoad.now - begin) * Int64(perSecond) / 1_000_000)
            while sent < due, let socket = idle.popFirst() {
                send(socket)
                sent += 1
            }
            try turn(milliseconds: 1) { _, socket, latency in
                result.calls += 1
                result.latencies.append(latency)
                idle.append(socket)
            }
        }
        result.took = .microseconds(CallLoad.now - begin)
        result.latencies.sort()
        try drain()
        return result
    }

    private static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }

    private mutating func send(_ socket: Int32) {
        guard let frame = frames[socket] else { return }
        sentAt[socket] = CallLoad.now
        _ = Glibc.send(socket, frame, frame.count, Int32(MSG_NOSIGNAL))
    }

    private mutating func drain() throws {
        let end = CallLoad.now + CallLoad.silenceSeconds * 1_000_000
        while !sentAt.isEmpty {
            guard CallLoad.now < end else { throw BenchFault("\(sentAt.count) calls were never answered") }
            try turn(milliseconds: 100) { _, _, _ in }
        }
    }

    private mutating func turn(milliseconds: Int32, _ answered: (inout CallLoad, Int32, Int64) -> Void) throws {
        var ready: [Int32] = []
        poll.wait(milliseconds: milliseconds) { ready.append($0) }
        for socket in ready {
            let count = recv(socket, buffer.baseAddress, buffer.count, 0)
            guard count > 0 else {
                if count < 0, errno == EAGAIN { continue }
                throw BenchFault("a connection broke")
            }
            var rest = rests.removeValue(forKey: socket) ?? FrameRest()
            rest.take(UnsafeRawBufferPointer(rebasing: buffer[..<count])) { _, found in
                // Pings are not answered; calls tell that we live.
                guard found.opcode == 0x1, let at = sentAt.removeValue(forKey: socket) else { return }
                answered(&self, socket, CallLoad.now - at)
            }
            rests[socket] = rest
        }
    }
}
