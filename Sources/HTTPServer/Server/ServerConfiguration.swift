/// How a server listens and what it holds clients to.
public struct ServerConfiguration: Sendable {
    /// A certificate chain and its private key, both PEM files.
    public struct TLS: Sendable {
        /// The chain, the server's own certificate first.
        public var certificateFile: String
        /// The private key.
        public var keyFile: String
        /// Whether clients are asked for a certificate; they need not have one.
        ///
        /// What it is worth is not judged here. Browsers that have certificates then ask their user for one, so pages
        /// are better served by another process.
        public var asksClients: Bool

        /// Names the two files.
        public init(certificateFile: String, keyFile: String, asksClients: Bool = false) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
            self.asksClients = asksClients
        }
    }

    /// The address to listen on.
    public var host: String
    /// The port; 0 takes a free one.
    public var port: Int
    /// TLS from the first byte; nil speaks plain HTTP.
    public var tls: TLS?
    /// Event loop threads; parsing and WebSockets run there, handlers do not.
    public var eventLoopThreads: Int
    /// Connections the kernel holds before we accept them; a reconnect storm of chargers fits.
    public var backlog: Int32 = 4_096
    /// Bounds and timeouts.
    public var limits = HTTPLimits()
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed, as addresses or `10.0.0.0/8`.
    public var trustedProxies = TrustedProxies.none
    /// Fields added to every answer that does not set them itself, such as security headers.
    public var defaultHeaders: Headers = [:]
    /// Makes the pages of 4xx and 5xx answers.
    public var errorRenderer: ErrorRenderer = { Response.plainError($0) }

    /// Told when a client does not get through the TLS handshake; called on an event loop, so it must not wait.
    public var tlsFailed: @Sendable (TLSFailure) -> Void = { _ in }

    /// Creates a configuration with default limits.
    public init(host: String = "127.0.0.1", port: Int = 8080, tls: TLS? = nil, eventLoopThreads: Int = 2) {
        self.host = host
        self.port = port
        self.tls = tls
        self.eventLoopThreads = eventLoopThreads
    }
}

/// Where a server listens.
public struct BoundAddress: Sendable, Equatable, CustomStringConvertible {
    /// The numeric address.
    public let host: String
    /// The port.
    public let port: Int

    /// Address and port as in a URL.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
