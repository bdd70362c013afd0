public import NIOCore
internal import Synchronization

/// One HTTP request with its whole body.
public struct Request: Sendable {
    /// The method; HEAD stays HEAD even when the GET handler answers it.
    public let method: Method
    /// The request target as received, path and query, undecoded.
    public let target: String
    /// The path as received, undecoded, without the query.
    public let path: String
    /// The query as received, undecoded, without the question mark; nil when there was none.
    public let rawQuery: String?
    /// The decoded query.
    public let query: Fields
    /// Values of the pattern's `{names}`, decoded; a trailing `{name...}` holds the rest of the path.
    public let parameters: Fields
    /// Values of the pattern's `{names}` as received.
    public let rawParameters: Fields
    /// The header fields.
    public let headers: Headers
    /// The body, chunks put together; empty when there was none.
    public let body: [UInt8]
    /// Why the body was not taken, and the request is not to be carried out; nil for a request that came whole.
    ///
    /// Only handlers of routes that say so in their options get such a request.
    public let refusal: HTTPError?
    /// The address of the client; behind a trusted proxy the one that the proxy names.
    public let remoteAddress: String
    /// Whether the client spoke TLS to us or to a trusted proxy.
    public let isSecure: Bool
    /// The certificates that the client showed in its TLS handshake with us, in DER, its own first; it holds the key
    /// of that one, and nothing else about them has been checked.
    public let clientCertificates: [[UInt8]]
    /// The id of this request in logs and in the answer's `X-Request-Id`.
    public let id: String
    /// The pattern and tag of the matching route; nil on the way to a 404 or 405.
    public let route: Route?
    /// The cookies.
    public let cookies: Cookies

    /// The event loop of the client's connection, for what shall live on the same thread as it.
    public let eventLoop: any EventLoop

    let limits: HTTPLimits
    private var values: [ObjectIdentifier: any Sendable] = [:]

    init(
        head: RequestHead,
        query: Fields,
        parameters: RouteParameters,
        body: [UInt8],
        refusal: HTTPError? = nil,
        peer: Peer,
        eventLoop: any EventLoop,
        limits: HTTPLimits
    ) {
        method = head.method
        target = head.target
        path = head.path
        rawQuery = head.rawQuery
        self.query = query
        self.parameters = parameters.decoded
        rawParameters = parameters.raw
        headers = head.headers
        self.body = body
        self.refusal = refusal
        remoteAddress = peer.address
        isSecure = peer.isSecure
        clientCertificates = peer.certificates?.all ?? []
        id = head.id
        route = parameters.route
        cookies = Cookies(head.headers)
        self.eventLoop = eventLoop
        self.limits = limits
    }

    /// The decoded value of a path parameter, empty when the pattern has no such name.
    public func parameter(_ name: String) -> String {
        parameters[name] ?? ""
    }

    /// What middleware left for the handler under a key.
    public subscript<Key: RequestKey>(_ key: Key.Type) -> Key.Value? {
        get { values[ObjectIdentifier(key)] as? Key.Value }
        set { values[ObjectIdentifier(key)] = newValue }
    }
}

/// Names a value that middleware attaches to a request, such as the signed-in user.
public protocol RequestKey {
    /// The type of the value.
    associatedtype Value: Sendable
}

/// Request line and fields after the checks that need no body.
struct RequestHead: Sendable {
    var method: Method
    var target: String
    var path: String
    var rawQuery: String?
    var headers: Headers
    var id: String
    /// Whether the client speaks HTTP/1.1 and so understands chunks.
    var isVersion11: Bool
}

/// Who is at the other end.
struct Peer: Sendable, Equatable {
    var address: String
    var isSecure: Bool
    /// What it showed in the TLS handshake; the handshake ends before the first request.
    var certificates: ClientCertificates?

    static func == (left: Peer, right: Peer) -> Bool {
        left.address == right.address && left.isSecure == right.isSecure
    }
}

/// The certificates that a client showed, filled in by its TLS handshake.
final class ClientCertificates: Sendable {
    private let chain = Mutex<[[UInt8]]>([])

    /// In DER, the client's own first.
    var all: [[UInt8]] { chain.withLock { $0 } }

    func set(_ certificates: [[UInt8]]) {
        chain.withLock { $0 = certificates }
    }
}
