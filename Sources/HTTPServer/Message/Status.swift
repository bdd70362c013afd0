/// An HTTP status code with its usual phrase.
public struct Status: Hashable, Sendable, CustomStringConvertible {
    /// The three digits.
    public let code: Int

    /// Creates a status from its code, 100 to 599.
    public init(_ code: Int) {
        self.code = code
    }

    /// Status 101.
    public static let switchingProtocols = Status(101)
    /// Status 200.
    public static let ok = Status(200)
    /// Status 201.
    public static let created = Status(201)
    /// Status 202.
    public static let accepted = Status(202)
    /// Status 204.
    public static let noContent = Status(204)
    /// Status 301.
    public static let movedPermanently = Status(301)
    /// Status 302.
    public static let found = Status(302)
    /// Status 303.
    public static let seeOther = Status(303)
    /// Status 304.
    public static let notModified = Status(304)
    /// Status 307.
    public static let temporaryRedirect = Status(307)
    /// Status 308.
    public static let permanentRedirect = Status(308)
    /// Status 400.
    public static let badRequest = Status(400)
    /// Status 401.
    public static let unauthorized = Status(401)
    /// Status 403.
    public static let forbidden = Status(403)
    /// Status 404.
    public static let notFound = Status(404)
    /// Status 405.
    public static let methodNotAllowed = Status(405)
    /// Status 406.
    public static let notAcceptable = Status(406)
    /// Status 408.
    public static let requestTimeout = Status(408)
    /// Status 409.
    public static let conflict = Status(409)
    /// Status 410.
    public static let gone = Status(410)
    /// Status 411.
    public static let lengthRequired = Status(411)
    /// Status 412.
    public static let preconditionFailed = Status(412)
    /// Status 413.
    public static let contentTooLarge = Status(413)
    /// Status 414.
    public static let uriTooLong = Status(414)
    /// Status 415.
    public static let unsupportedMediaType = Status(415)
    /// Status 417.
    public static let expectationFailed = Status(417)
    /// Status 422.
    public static let unprocessableContent = Status(422)
    /// Status 426.
    public static let upgradeRequired = Status(426)
    /// Status 429.
    public static let tooManyRequests = Status(429)
    /// Status 431.
    public static let requestHeaderFieldsTooLarge = Status(431)
    /// Status 500.
    public static let internalServerError = Status(500)
    /// Status 501.
    public static let notImplemented = Status(501)
    /// Status 502.
    public static let badGateway = Status(502)
    /// Status 503.
    public static let serviceUnavailable = Status(503)
    /// Status 504.
    public static let gatewayTimeout = Status(504)

    /// The phrase of RFC 9110, empty for codes without one.
    public var reason: String { Self.phrases[code] ?? "" }

    /// Code and phrase, as on the status line.
    public var description: String { "\(code) \(reason)" }

    /// Whether an answer of this status never carries a body.
    ///
    /// Source: RFC 9110 §6.4.1.
    var forbidsBody: Bool { code < 200 || code == 204 || code == 304 }

    private static let phrases: [Int: String] = [
        101: "Switching Protocols", 200: "OK", 201: "Created", 202: "Accepted", 204: "No Content",
        206: "Partial Content", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
        307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized",
        403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable",
        408: "Request Timeout", 409: "Conflict", 410: "Gone", 411: "Length Required", 412: "Precondition Failed",
        413: "Content Too Large", 414: "URI Too Long", 415: "Unsupported Media Type", 417: "Expectation Failed",
        422: "Unprocessable Content", 426: "Upgrade Required", 428: "Precondition Required",
        429: "Too Many Requests", 431: "Request Header Fields Too Large", 500: "Internal Server Error",
        501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    ]
}
