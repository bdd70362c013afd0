public import NIOCore

/// The program's side of one WebSocket connection.
///
/// All calls come on the connection's event loop, one after the other: state needs no lock, and nothing may block.
/// Order: `opened`, any number of `received` and `writabilityChanged`, then `closed` exactly once. Only when the client
/// left before the switch of protocols does `closed` come alone.
public protocol WebSocketHandler: AnyObject {
    /// The protocols are switched; sending is possible from now on.
    func opened(_ socket: WebSocketConnection)

    /// A whole message arrived, fragments put together; text is valid UTF-8 unless `checksText` is off.
    func received(_ message: WebSocketMessage)

    /// The connection is over.
    ///
    /// - Parameters:
    ///   - code: What the peer's Close said; 1005 without a code, 1006 when there was no Close at all, or the code with
    ///     which we ended it for a broken rule (1002, 1007, 1008, 1009).
    ///   - reason: The peer's words, or ours.
    func closed(code: WebSocketCloseCode, reason: String)

    /// The peer fell behind (`false`) or caught up (`true`); stop and resume the source accordingly.
    func writabilityChanged(_ isWritable: Bool)
}

/// A WebSocket close code.
///
/// Source: RFC 6455 §7.4.
public struct WebSocketCloseCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number.
    public let rawValue: UInt16

    /// Creates a code from its number.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// 1000: done.
    public static let normal = WebSocketCloseCode(rawValue: 1000)
    /// 1001: the server shuts down or the page is left.
    public static let goingAway = WebSocketCloseCode(rawValue: 1001)
    /// 1002: the peer broke the protocol.
    public static let protocolError = WebSocketCloseCode(rawValue: 1002)
    /// 1003: a kind of data we cannot take.
    public static let unsupportedData = WebSocketCloseCode(rawValue: 1003)
    /// 1005, never on the wire: the Close carried no code.
    public static let noStatus = WebSocketCloseCode(rawValue: 1005)
    /// 1006, never on the wire: the connection ended without a Close.
    public static let abnormal = WebSocketCloseCode(rawValue: 1006)
    /// 1007: text that is no UTF-8.
    public static let invalidPayload = WebSocketCloseCode(rawValue: 1007)
    /// 1008: a rule of ours was broken.
    public static let policyViolation = WebSocketCloseCode(rawValue: 1008)
    /// 1009: the message is too big.
    public static let messageTooBig = WebSocketCloseCode(rawValue: 1009)
    /// 1011: we failed.
    public static let internalError = WebSocketCloseCode(rawValue: 1011)
    /// 1012: the server restarts.
    public static let serviceRestart = WebSocketCloseCode(rawValue: 1012)
    /// 1013: try again later.
    public static let tryAgainLater = WebSocketCloseCode(rawValue: 1013)

    /// The number in digits.
    public var description: String { String(rawValue) }

    /// Whether the code may stand in a Close frame.
    ///
    /// Source: RFC 6455 §7.4.2 and the IANA registry.
    public var isSendable: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
