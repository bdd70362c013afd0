import Crypto
import Foundation
import Glibc
import Synchronization

/// A back-office reduced to what a relay can be measured with: answers every call with an empty result at once.
final class StandInOffice: Sendable {
    let port: Int
    private let listener: BlockingSocket
    private let isOver = Atomic(false)

    /// Starts it on a thread of its own.
    init() throws {
        listener = try BlockingSocket.listening(backlog: 4_096)
        port = listener.port
        let office = self
        Thread.detachNewThread { office.serve() }
    }

    func stop() {
        isOver.store(true, ordering: .relaxed)
    }

    private func serve() {
        do {
            var desk = try Desk(listener: listener.descriptor)
            while !isOver.load(ordering: .relaxed) { desk.turn() }
            desk.close()
        } catch { complain("the stand-in of a back-office fails: \(error)") }
    }

    /// What the thread knows of its connections.
    private struct Desk {
        private enum State {
            case handshake([UInt8])
            case open(FrameRest)
        }

        private let listener: Int32
        private var poll: Poll
        private var states: [Int32: State] = [:]
        private var answers: [UInt8] = []
        private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)

        init(listener: Int32) throws {
            self.listener = listener
            poll = try Poll()
            poll.add(listener)
        }

        mutating func close() {
            for socket in states.keys { Glibc.close(socket) }
            Glibc.close(listener)
            poll.close()
            buffer.deallocate()
        }

        mutating func turn() {
            var ready: [Int32] = []
            poll.wait(milliseconds: 100) { ready.append($0) }
            for socket in ready { if socket == listener { accept() } else { read(socket) } }
        }

        private mutating func accept() {
            while true {
                let socket = Glibc.accept(listener, nil, nil)
                guard socket >= 0 else { return }
                BlockingSocket.sendAtOnce(socket)
                states[socket] = .handshake([])
                poll.add(socket)
            }
        }

        private mutating func read(_ socket: Int32) {
            let count = recv(socket, buffer.baseAddress, buffer.count, 0)
            guard count > 0 else {
                if count < 0, errno == EAGAIN { return }
                return leave(socket)
            }
            let read = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            switch states.removeValue(forKey: socket) {
            case .handshake(let before): shake(socket, before + read)
            case .open(var rest):
                answers.removeAll(keepingCapacity: true)
                var isOpen = true
                rest.take(read) { bytes, found in isOpen = answer(bytes, found) && isOpen }
                if !answers.isEmpty { _ = Glibc.send(socket, answers, answers.count, Int32(MSG_NOSIGNAL)) }
                if isOpen { states[socket] = .open(rest) } else { leave(socket) }
            case nil: leave(socket)
            }
        }

        private mutating func leave(_ socket: Int32) {
            states[socket] = nil
            Glibc.close(socket)
        }

        private mutating func shake(_ socket: Int32, _ bytes: [UInt8]) {
            guard bytes.suffix(4) == Array("\r\n\r\n".utf8)[...] else { return states[socket] = .handshake(bytes) }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
            let field = lines.first { $0.lowercased().hasPrefix("sec-websocket-key:") }
            let key = field?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces) ?? ""
            let proof = Insecure.SHA1.hash(data: Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
            let answer = """
                HTTP/1.1 101 Switching Protocols\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Accept: \(Data(proof).base64EncodedString())\r
                Sec-WebSocket-Protocol: ocpp1.6\r
                \r\n
                """
            _ = Glibc.send(socket, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
            states[socket] = .open(FrameRest())
        }

        /// Answers a call that begins `[2,"12345678"`, and pings; `false` at a Close.
        private mutating func answer(_ bytes: UnsafeRawBufferPointer, _ found: FrameRest.Found) -> Bool {
            func payload(_ index: Int) -> UInt8 {
                let byte = bytes[found.payload.lowerBound + index]
                return found.mask.map { byte ^ bytes[$0 + index % 4] } ?? byte
            }
            switch found.opcode {
            case 0x1:
                answers += [0x81, 17] + Array("[3,\"".utf8)
                for index in 4..<12 { answers.append(payload(index)) }
                answers += Array("\",{}]".utf8)
            case 0x9:
                answers += [0x8A, UInt8(found.payload.count)]
                for index in 0..<found.payload.count { answers.append(payload(index)) }
            case 0x8: return false
            default: break
            }
            return true
        }
    }
}
