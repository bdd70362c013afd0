import HTTPServer
import NIOCore
import OCPP
import OCPPServer
import Synchronization
import Values

/// A back-office on the other side of an observer's connection: keeps what it was told, answers by a rule.
final class ObservingOffice: Sendable {
    enum Act {
        case answer
        case text(String)
        case silent
        case breakOff
    }

    struct State {
        var calls: [Call] = []
        var texts: [String] = []
        var answers: [String] = []
        var handshakes: [String] = []
        var number: Int64 = 500
        var unanswered = 0
        var mostUnanswered = 0
        var sockets: [WebSocketConnection] = []
        /// What to do with a call, and how many came by then.
        var rule: @Sendable (Call, Int) -> Act = { _, _ in .answer }
    }

    private let state = Mutex(State())

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    var calls: [Call] { state.withLock { $0.calls } }
    var actions: [String] { calls.map(\.action) }
    var texts: [String] { state.withLock { $0.texts } }
    /// What came in answer to commands.
    var answers: [String] { state.withLock { $0.answers } }
    var handshakes: [String] { state.withLock { $0.handshakes } }
    var mostUnanswered: Int { state.withLock { $0.mostUnanswered } }
    var unanswered: Int { state.withLock { $0.unanswered } }
    var connections: Int { state.withLock { $0.sockets.count } }

    var decide: WebSocketDecider {
        { request in
            let words = [
                "/base/" + (request.rawParameters["identity"] ?? ""), request.headers["Authorization"] ?? "-",
                request.headers["Sec-WebSocket-Protocol"] ?? "-",
            ]
            self.change { $0.handshakes.append(words.joined(separator: " ")) }
            let offered = request.headers.tokens("Sec-WebSocket-Protocol")
            return .accept(subprotocol: offered.first, limits: WebSocketLimits()) {
                Handler(self)
            }
        }
    }

    /// Sends a command to whoever is connected.
    func command(_ text: String) {
        for socket in state.withLock({ $0.sockets }) { socket.sendText(text) }
    }

    /// Breaks all connections off.
    func drop() {
        for socket in state.withLock({ $0.sockets }) { socket.drop() }
    }

    fileprivate func take(_ text: String, _ socket: WebSocketConnection) {
        guard let call = Frame(reading: Array(text.utf8)).call else { return change { $0.answers.append(text) } }
        let (rule, count) = state.withLock { state in
            state.calls.append(call)
            state.texts.append(text)
            state.unanswered += 1
            state.mostUnanswered = max(state.mostUnanswered, state.unanswered)
            return (state.rule, state.calls.count)
        }
        switch rule(call, count) {
        case .answer: answer(call, usual(call), socket)
        case .text(let payload): answer(call, payload, socket)
        case .silent: break
        case .breakOff: socket.drop()
        }
    }

    private func answer(_ call: Call, _ payload: String, _ socket: WebSocketConnection) {
        change { $0.unanswered -= 1 }
        socket.sendText("[3,\"\(call.id)\",\(payload)]")
    }

    private func usual(_ call: Call) -> String {
        switch call.action {
        case "BootNotification": #"{"status":"Accepted","interval":300,"currentTime":"2025-01-01T00:00:00Z"}"#
        case "StartTransaction":
            state.withLock { state in
                state.number += 1
                return #"{"transactionId":\#(state.number),"idTagInfo":{"status":"Accepted"}}"#
            }
        default: "{}"
        }
    }

    fileprivate func opened(_ socket: WebSocketConnection) { change { $0.sockets.append(socket) } }

    fileprivate func closed(_ socket: WebSocketConnection) {
        change { state in
            state.sockets.removeAll { $0 === socket }
            state.unanswered = 0
        }
    }

    private final class Handler: WebSocketHandler {
        private let office: ObservingOffice
        private var socket: WebSocketConnection?

        init(_ office: ObservingOffice) { self.office = office }

        func opened(_ socket: WebSocketConnection) {
            self.socket = socket
            office.opened(socket)
        }

        func received(_ message: WebSocketMessage) {
            guard let socket else { return }
            office.take(String(buffer: message.payload), socket)
        }

        func closed(code: WebSocketCloseCode, reason: String) {
            if let socket { office.closed(socket) }
        }

        func writabilityChanged(_ isWritable: Bool) {}
    }
}
