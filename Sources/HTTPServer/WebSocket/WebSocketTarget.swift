/// Where a WebSocket is dialled, and with what words.
public struct WebSocketTarget: Sendable {
    /// The name or address of the server.
    public var host: String
    /// Its port.
    public var port: Int
    /// Whether TLS is spoken.
    public var isSecure: Bool
    /// The request target as it goes over the wire, percent-encoding and query included.
    public var requestTarget: String
    /// Header fields of ours; the handshake's own are added.
    public var headers: Headers
    /// Certificates of authorities in PEM that are trusted instead of the system's; nil for the system's.
    public var trustedAuthorities: String?

    /// Creates a target.
    public init(
        host: String,
        port: Int,
        isSecure: Bool,
        requestTarget: String,
        headers: Headers = [:],
        trustedAuthorities: String? = nil
    ) {
        self.host = host
        self.port = port
        self.isSecure = isSecure
        self.requestTarget = requestTarget
        self.headers = headers
        self.trustedAuthorities = trustedAuthorities
    }

    /// The Host field: the port is named unless it is the scheme's own.
    var hostField: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }
}

/// What a server said to our handshake.
public enum WebSocketDialing: Sendable {
    /// The protocols are switched; the handler has its `opened`.
    case accepted(Headers)
    /// Another status; the head of its answer.
    case refused(status: Int, Headers)
}

/// Why nothing was answered at all.
public enum WebSocketDialFailure: Error, Hashable, Sendable {
    /// Nobody is there: name unknown, connection refused or lost, with the system's words.
    case unreachable(String)
    /// TLS could not be agreed on: certificate, name, version.
    case tls(String)
    /// No answer in time.
    case timedOut
    /// What came back was no handshake.
    case malformed(String)
}
