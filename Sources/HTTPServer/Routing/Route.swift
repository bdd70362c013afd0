/// What the rest of the program may know about a registered route.
public struct Route: Sendable {
    /// The method; GET for a WebSocket.
    public let method: Method
    /// The pattern, such as `/sessions/{id}`.
    public let pattern: String
    /// Whatever the registering room attached, such as the roles that may enter.
    public let tag: (any Sendable)?
    /// Whether the route is a WebSocket endpoint.
    public let isWebSocket: Bool
    /// The body limit in bytes; nil means the server's default.
    public let bodyBytes: Int?
    /// Whether the access log names the path; false for paths that carry a secret, which are logged by pattern.
    public let logsPath: Bool
    /// Whether the handler also answers requests whose body was not taken; see ``Request/refusal``.
    public let answersRefusals: Bool
}

/// What a route may set apart from its handler.
public struct RouteOptions: Sendable {
    /// The body limit in bytes; nil means the server's default.
    public var bodyBytes: Int?
    /// Whether the access log names the path; switch off for paths that carry a secret.
    public var logsPath: Bool
    /// Whether the handler also answers requests whose body was not taken, for answers in the sender's own terms; it
    /// looks at ``Request/refusal`` before it does anything.
    public var answersRefusals: Bool

    /// Creates options.
    public init(bodyBytes: Int? = nil, logsPath: Bool = true, answersRefusals: Bool = false) {
        self.bodyBytes = bodyBytes
        self.logsPath = logsPath
        self.answersRefusals = answersRefusals
    }
}

/// Answers a request.
public typealias Handler = @Sendable (Request) async throws -> Response

/// Stands before the handlers; calls the handler it is given, or answers itself.
///
/// An error thrown further in has already become its page, so `next` gives an answer also then.
public typealias Middleware = @Sendable (_ request: Request, _ next: Handler) async throws -> Response

/// Decides about a WebSocket handshake before anything is answered.
public typealias WebSocketDecider = @Sendable (Request) async throws -> WebSocketDecision

/// The outcome of a WebSocket handshake.
public enum WebSocketDecision: Sendable {
    /// Answer this instead; the connection is closed afterwards.
    case reject(Response)
    /// Switch protocols, naming the chosen subprotocol if any.
    ///
    /// `handler` is called once on the connection's event loop. It is called even when the client left in between:
    /// then the new handler only gets `closed`, so that it can let go of what it holds.
    /// `limits` stand in the place of the route's.
    case accept(
        subprotocol: String?,
        headers: Headers = [:],
        limits: WebSocketLimits? = nil,
        handler: @Sendable () -> any WebSocketHandler
    )
}

enum RouteAction: Sendable {
    case answer(Handler)
    case webSocket(WebSocketDecider, WebSocketLimits)
}

/// A matched route's names and values.
struct RouteParameters: Sendable {
    var route: Route?
    var raw = Fields()
    var decoded = Fields()
}
