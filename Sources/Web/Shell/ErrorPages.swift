import Domain
package import HTTPServer
import Logging
import Postgres
import Templates
import Values

/// The one place where errors become answers.
package enum ErrorPages {
    /// The answer for what a page threw; faults of ours are logged with the request's id.
    static func answer(_ error: any Error, request: Request, visit: Visit?, shell: Shell) -> Response {
        let problem = ErrorPages.problem(for: error)
        if problem.kind == .fault || problem.kind == .unavailable {
            shell.logger.log(
                level: problem.kind == .fault ? .error : .warning,
                "\(String(describing: error))",
                metadata: ["request": "\(request.id)", "route": "\(request.route?.pattern ?? "")"]
            )
        }
        let frame = visit?.frame() ?? strangerFrame(request, shell)
        return render(problem, request.id, frame, asJSON: request.wantsJSON)
    }

    /// The page for what the server itself refuses, such as an unknown address or too large a body.
    package static func renderer(_ shell: Shell) -> ErrorRenderer {
        { context in
            let problem = ErrorPages.problem(for: context.error)
            let frame = strangerFrame(context.request, shell)
            return render(problem, context.requestID, frame, asJSON: context.request?.wantsJSON ?? false)
        }
    }

    private struct Problem {
        var kind: ErrorPage.Kind
        var status: Status
        var code: String
        var headers: Headers = [:]
    }

    private static func problem(for error: any Error) -> Problem {
        switch error {
        case let error as HTTPError: problem(http: error)
        case is NotFound: Problem(kind: .notFound, status: .notFound, code: "not_found")
        case is NotPermitted: Problem(kind: .forbidden, status: .forbidden, code: "not_permitted")
        case is ForgedRequest: Problem(kind: .forbidden, status: .forbidden, code: "request.forged")
        case is PasswordHasherBusy, is CancellationError: unavailable
        case let error as LimitReached: limited(error)
        case let fault as PostgresFault where fault.isTransient || fault.kind == .closed: unavailable
        default: Problem(kind: .fault, status: .internalServerError, code: "fault")
        }
    }

    private static let unavailable = Problem(
        kind: .unavailable,
        status: .serviceUnavailable,
        code: "unavailable",
        headers: ["Retry-After": "10"]
    )

    private static func limited(_ limit: LimitReached) -> Problem {
        Problem(
            kind: .tooMany(retryAfterSeconds: limit.retryAfterSeconds),
            status: .tooManyRequests,
            code: "too_many_requests",
            headers: ["Retry-After": String(limit.retryAfterSeconds)]
        )
    }

    private static func problem(http error: HTTPError) -> Problem {
        let kind: ErrorPage.Kind =
            switch error.status.code {
            case 403: .forbidden
            case 404: .notFound
            case 413: .tooLarge
            case 503: .unavailable
            case 500...: .fault
            default: .badRequest(Text(verbatim: error.message))
            }
        return Problem(kind: kind, status: error.status, code: "http.\(error.status.code)", headers: error.headers)
    }

    private static func render(
        _ problem: Problem,
        _ requestID: String,
        _ frame: PageFrame,
        asJSON: Bool
    ) -> Response {
        var response = asJSON ? json(problem, requestID) : page(problem, requestID, frame)
        for field in problem.headers.fields { response.headers[field.name] = field.value }
        response.headers.setDefault("Cache-Control", "no-store")
        return response
    }

    private static func page(_ problem: Problem, _ requestID: String, _ frame: PageFrame) -> Response {
        let model = ErrorPage.Model(kind: problem.kind, requestID: requestID)
        return .of(type: PageAnswer.type, bytes: ErrorPage.view(model, frame: frame).bytes, status: problem.status)
    }

    /// Source: RFC 9457 §3.
    private static func json(_ problem: Problem, _ requestID: String) -> Response {
        let body = JSON.dictionary([
            "type": .string("about:blank"), "title": .string(problem.status.description),
            "status": .integer(problem.status.code), "code": .string(problem.code),
            "request_id": .string(requestID),
        ])
        return .of(type: "application/problem+json", bytes: body.compactBytes, status: problem.status)
    }

    /// The frame for somebody of whom nothing is known; it holds no token, so its forms lead nowhere but to a page.
    private static func strangerFrame(_ request: Request?, _ shell: Shell) -> PageFrame {
        let language = request.flatMap { Language(acceptLanguage: $0.headers["Accept-Language"] ?? "") }
        let zone = Zone.named(shell.configuration.timeZone) ?? .utc
        return PageFrame(
            say: Reader(language: language ?? .english, zone: zone),
            brand: Brand(name: shell.configuration.brand),
            user: nil,
            csrfToken: "",
            current: .home,
            assets: shell.assets
        )
    }
}

/// Somebody asked too often.
package struct LimitReached: Error, Hashable, Sendable, CustomStringConvertible {
    package let retryAfterSeconds: Int64

    package init(retryAfterSeconds: Int64) {
        self.retryAfterSeconds = retryAfterSeconds
    }

    package var code: String { "request.limited" }
    package var description: String { "\(code): too many requests" }
}
