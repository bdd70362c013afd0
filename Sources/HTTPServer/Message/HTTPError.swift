/// An answer other than success, thrown by a handler and turned into a page by the error renderer.
public struct HTTPError: Error, Sendable, CustomStringConvertible {
    /// The status of the answer.
    public var status: Status
    /// One sentence for the person or program that asked; never holds secrets.
    public var message: String
    /// Fields the answer must carry, such as `Allow` or `WWW-Authenticate`.
    public var headers: Headers

    /// Creates an error answer.
    public init(_ status: Status, _ message: String = "", headers: Headers = [:]) {
        self.status = status
        self.message = message
        self.headers = headers
    }

    /// Status and message.
    public var description: String {
        message.isEmpty ? status.description : "\(status): \(message)"
    }

    /// What is asked for does not exist, or must not be known to exist.
    public static let notFound = HTTPError(.notFound, "There is nothing at this address.")

    /// The resource exists but not for this method.
    public static func methodNotAllowed(_ allowed: [Method]) -> HTTPError {
        let list = allowed.map(\.rawValue).joined(separator: ", ")
        return HTTPError(.methodNotAllowed, "Allowed here: \(list).", headers: ["Allow": list])
    }

    /// The request target is longer than a server takes.
    static func addressTooLong(_ limits: HTTPLimits) -> HTTPError {
        HTTPError(.uriTooLong, "An address has at most \(limits.requestTargetBytes) bytes here.")
    }

    /// There are more header fields, or larger ones, than a server takes.
    static func headersTooLarge(_ limits: HTTPLimits) -> HTTPError {
        HTTPError(
            .requestHeaderFieldsTooLarge,
            "At most \(limits.headerCount) header fields with \(limits.headerBytes) bytes are taken here."
        )
    }

    /// The server is too busy; the client may come back after some seconds.
    public static func busy(retryAfterSeconds: Int) -> HTTPError {
        HTTPError(
            .serviceUnavailable,
            "Too many connections at the moment.",
            headers: ["Retry-After": String(retryAfterSeconds)]
        )
    }
}

/// What an error renderer knows about the request it answers.
public struct ErrorContext: Sendable {
    /// The error to show.
    public var error: HTTPError
    /// The request's id as it stands in the log.
    public var requestID: String
    /// The request; nil when it was too broken to be one.
    public var request: Request?
    /// The header fields of whatever came, as far as they could be read.
    public var headers: Headers
    /// The path that was asked for, undecoded; nil when it could not be read.
    public var path: String?
}

/// Makes the answer for an error; the server adds status-bound headers and the request id itself.
public typealias ErrorRenderer = @Sendable (ErrorContext) -> Response

extension Response {
    /// A plain text answer that names status, message and request id; the renderer used when none is configured.
    public static func plainError(_ context: ErrorContext) -> Response {
        let error = context.error
        return .text("\(error.status)\n\(error.message)\n\nRequest \(context.requestID)\n", status: error.status)
    }
}
