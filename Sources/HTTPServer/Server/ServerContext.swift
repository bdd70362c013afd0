import Logging
import NIOCore

/// What every connection needs from its server.
struct ServerContext: Sendable {
    let configuration: ServerConfiguration
    let router: Router
    let metrics: ServerMetrics
    let registry: ConnectionRegistry
    let logger: Logger

    var limits: HTTPLimits { configuration.limits }
    var log: AccessLog { AccessLog(logger: logger, metrics: metrics) }

    /// The body limit of a matched route.
    func bodyLimit(_ match: Router.Match) -> Int {
        guard case .found(let entry, _) = match else { return limits.bodyBytes }
        return entry.route.bodyBytes ?? limits.bodyBytes
    }

    /// The answer to something that never became a request; it ends the connection.
    func refusal(
        _ error: HTTPError,
        requestID: String,
        isHead: Bool,
        headers: Headers,
        path: String?
    ) -> WireAnswer {
        let response = rendered(error, requestID: requestID, request: nil, headers: headers, path: path)
        let writer = ResponseWriter(requestID: requestID, isHead: isHead, isVersion11: true, keepsAlive: false)
        return writer.answer(response)
    }

    /// The page of an error with the fields the error asks for.
    func rendered(
        _ error: HTTPError,
        requestID: String,
        request: Request?,
        headers: Headers,
        path: String?
    ) -> Response {
        let context = ErrorContext(
            error: error,
            requestID: requestID,
            request: request,
            headers: headers,
            path: path
        )
        var response = configuration.errorRenderer(context)
        response.status = error.status
        for field in error.headers.fields { response.headers[field.name] = field.value }
        return withDefaults(response)
    }

    /// Adds the configured fields that the answer does not set itself.
    func withDefaults(_ response: Response) -> Response {
        var response = response
        for field in configuration.defaultHeaders.fields { response.headers.setDefault(field.name, field.value) }
        return response
    }
}
