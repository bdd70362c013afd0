/// Methods and path patterns with their handlers.
///
/// Patterns are `/sessions/{id}`; a last segment `{path...}` takes the rest, at least one segment. A literal segment
/// wins over a parameter, a parameter over the rest. HEAD is answered by GET unless registered itself.
public struct Router: Sendable {
    /// All routes in the order of their registration.
    public var routes: [Route] { entries.map(\.route) }

    /// Middleware of all routes (not of WebSockets), the first stands outermost.
    public var middleware: [Middleware] = []

    struct Entry: Sendable {
        let route: Route
        let action: RouteAction
        let names: [String]
    }

    enum Match: Sendable {
        case found(Entry, values: [Substring])
        case methodNotAllowed([Method])
        case notFound
    }

    private var entries: [Entry] = []
    private var tree = RouteTree()

    /// Creates a router without routes.
    public init() {}

    /// Registers a handler.
    ///
    /// A pattern that is malformed or registered twice for a method is a bug and traps.
    public mutating func add(
        _ method: Method,
        _ pattern: String,
        tag: (any Sendable)? = nil,
        options: RouteOptions = RouteOptions(),
        _ handler: @escaping Handler
    ) {
        let route = Route(
            method: method,
            pattern: pattern,
            tag: tag,
            isWebSocket: false,
            bodyBytes: options.bodyBytes,
            logsPath: options.logsPath,
            answersRefusals: options.answersRefusals
        )
        insert(route, .answer(handler))
    }

    /// Registers a WebSocket endpoint; `decide` runs before anything is answered.
    public mutating func webSocket(
        _ pattern: String,
        tag: (any Sendable)? = nil,
        limits: WebSocketLimits = WebSocketLimits(),
        _ decide: @escaping WebSocketDecider
    ) {
        let route = Route(
            method: .get,
            pattern: pattern,
            tag: tag,
            isWebSocket: true,
            bodyBytes: 0,
            logsPath: true,
            answersRefusals: false
        )
        insert(route, .webSocket(decide, limits))
    }

    /// Registers a GET (and HEAD) handler.
    public mutating func get(
        _ pattern: String,
        tag: (any Sendable)? = nil,
        options: RouteOptions = RouteOptions(),
        _ handler: @escaping Handler
    ) {
        add(.get, pattern, tag: tag, options: options, handler)
    }

    /// Registers a POST handler.
    public mutating func post(
        _ pattern: String,
        tag: (any Sendable)? = nil,
        options: RouteOptions = RouteOptions(),
        _ handler: @escaping Handler
    ) {
        add(.post, pattern, tag: tag, options: options, handler)
    }

    /// Whether there is a route for a method and a path as received.
    public func answers(_ method: Method, _ path: String) -> Bool {
        if case .found = match(method, path) { true } else { false }
    }

    /// Finds the route of a path as received; HEAD falls back to GET.
    ///
    /// `*` means the server as a whole, which is there for the methods of all routes.
    func match(_ method: Method, _ path: String) -> Match {
        if path == "*" { return .methodNotAllowed(methods) }
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard path.hasPrefix("/"), let found = tree.find(segments, method: method) else { return .notFound }
        switch found {
        case .entry(let index, let values): return .found(entries[index], values: values)
        case .methods(let methods): return .methodNotAllowed(methods)
        }
    }

    /// The methods that any route is for.
    private var methods: [Method] {
        var all = Set(entries.map(\.route.method))
        if all.contains(.get) { all.insert(.head) }
        return all.sorted { $0.rawValue < $1.rawValue }
    }

    private mutating func insert(_ route: Route, _ action: RouteAction) {
        let pattern = RoutePattern(route.pattern)
        tree.insert(pattern.segments, method: route.method, entry: entries.count)
        entries.append(Entry(route: route, action: action, names: pattern.names))
    }
}
