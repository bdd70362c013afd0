/// Why a simulated charge point could not go on.
package enum SimulatorFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The URL is none of `ws://host:port/path` and `wss://host:port/path`.
    case malformedURL
    /// The server refused the handshake with this status.
    case refused(status: Int)
    /// The server chose another subprotocol, or none.
    case noSubprotocol
    /// No connection could be made: nobody listens there, or the way is barred.
    case unreachable
    /// The connection broke.
    case disconnected
    /// The server closed with this code.
    case closed(code: Int)
    /// No answer came in time.
    case noAnswer
    /// The server answered with an error of this code.
    case callError(String)
    /// The answer to a StartTransaction could not be read.
    case unreadableAnswer
    /// No more attempts are left.
    case gaveUp

    /// A short name under which faults are counted.
    package var description: String {
        switch self {
        case .malformedURL: "malformed URL"
        case .refused(let status): "handshake refused with \(status)"
        case .noSubprotocol: "no common subprotocol"
        case .unreachable: "the server cannot be reached"
        case .disconnected: "disconnected"
        case .closed(let code): "closed with \(code)"
        case .noAnswer: "no answer in time"
        case .callError(let code): "CALLERROR \(code)"
        case .unreadableAnswer: "unreadable answer"
        case .gaveUp: "gave up after the last attempt"
        }
    }

    /// Whether trying again may help.
    var isTransient: Bool {
        switch self {
        case .refused(let status): status == 429 || status >= 500
        case .unreachable, .disconnected, .closed, .noAnswer: true
        case .malformedURL, .noSubprotocol, .callError, .unreadableAnswer, .gaveUp: false
        }
    }
}
