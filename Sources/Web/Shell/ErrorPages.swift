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
        var problem = ErrorPages.problem(for: error)
        if error is ForgedRequest, let visit { problem.kind = .staleForm(StaleForms.page(visit)) }
        if [.fault, .unavailable, .busy].contains(problem.kind) {
            shell.logger.log(
                level: problem.kind == .fault ? .error : .warning,
                "\(String(describing: error))",
                metadata: ["request": "\(request.id)", "route": "\(request.route?.pattern ?? "")"]
            )
        }
        let frame = visit?.frame() ?? strangerFrame(request, request.headers, shell)
        let asJSON = request.wantsJSON || APITable.isBelow(request.path)
        let back = request.method.changesSomething ? visit?.formPage : nil
        return render(problem, request.id, frame, asJSON: asJSON, back: back)
    }

    /// The page for what the server itself refuses, such as an unknown address or too large a body.
    package static func renderer(_ shell: Shell) -> ErrorRenderer {
        { context in
            let problem = ErrorPages.problem(for: context.error)
            let visit = context.request.flatMap { $0[LostVisit.self] }
            let frame = visit?.frame() ?? strangerFrame(context.request, context.headers, shell)
            let asJSON = context.headers.wantsJSON || APITable.isBelow(context.path ?? "")
            return render(problem, context.requestID, frame, asJSON: asJSON)
        }
    }

    private struct Problem {
        var kind: ErrorPage.Kind
        var status: Status
        var code: String
        var headers: Headers = [:]
        /// For programs.
        var detail = ""
        /// What is wrong where, for programs.
        var faults: [APIFault] = []
    }

    private static func problem(for error: any Error) -> Problem {
        switch error {
        case let error as HTTPError: problem(http: error)
        case let error as APIRejection: problem(api: error)
        case is NotFound: Problem(kind: .notFound, status: .notFound, code: "not_found")
        case is NotPermitted: Problem(kind: .forbidden, status: .forbidden, code: "not_permitted")
        case is ForgedRequest: Problem(kind: .forbidden, status: .forbidden, code: "request.forged")
        case is PasswordHasherBusy, is CancellationError: busy
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

    private static let busy = Problem(
        kind: .busy,
        status: .serviceUnavailable,
        code: "busy",
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

    private static func problem(api error: APIRejection) -> Problem {
        Problem(
            kind: .badRequest(reason(error.detail)),
            status: error.status,
            code: error.code,
            headers: error.headers,
            detail: error.detail,
            faults: error.faults
        )
    }

    private static func problem(http error: HTTPError) -> Problem {
        let status = error.status.code
        let kind: ErrorPage.Kind =
            switch status {
            case 400: .badRequest(reason(error.message))
            case 403: .forbidden
            case 404: .notFound
            case 413: .tooLarge
            case 500: .fault
            case 503: .busy
            default: .refused(ErrorPage.Refused(status: status, methods: error.headers["Allow"] ?? ""))
            }
        return Problem(
            kind: kind,
            status: error.status,
            code: "http.\(status)",
            headers: error.headers,
            detail: error.message
        )
    }

    /// Why a request is not understood; what exactly is wrong with it is told in English only, to programs.
    private static func reason(_ message: String) -> Text {
        let general = Text(
            en: "What your browser or program sent is not complete or not in order.",
            nl: "Wat uw browser of programma stuurde, is niet volledig of klopt niet."
        )
        guard !message.isEmpty else { return general }
        return Text(en: message, nl: general(.dutch))
    }

    private static func render(
        _ problem: Problem,
        _ requestID: String,
        _ frame: PageFrame,
        asJSON: Bool,
        back: Link? = nil
    ) -> Response {
        var response = asJSON ? json(problem, requestID) : page(problem, requestID, frame, back)
        for field in problem.headers.fields { response.headers[field.name] = field.value }
        response.headers.setDefault("Cache-Control", "no-store")
        return response
    }

    private static func page(
        _ problem: Problem,
        _ requestID: String,
        _ frame: PageFrame,
        _ back: Link?
    ) -> Response {
        let model = ErrorPage.Model(kind: problem.kind, requestID: requestID, back: back)
        return .of(type: PageAnswer.type, bytes: ErrorPage.view(model, frame: frame).bytes, status: problem.status)
    }

    /// Source: RFC 9457 §3.
    private static func json(_ problem: Problem, _ requestID: String) -> Response {
        var members = [
            JSONMember(name: "type", value: .string("about:blank")),
            JSONMember(name: "title", value: .string(problem.status.reason)),
            JSONMember(name: "status", value: .integer(problem.status.code)),
            JSONMember(name: "code", value: .string(problem.code)),
            JSONMember(name: "request_id", value: .string(requestID)),
        ]
        if !problem.detail.isEmpty { members.append(JSONMember(name: "detail", value: .string(problem.detail))) }
        if !problem.faults.isEmpty {
            members.append(JSONMember(name: "errors", value: .array(problem.faults.map(\.json))))
        }
        let body = JSON.object(members)
        return .of(type: "application/problem+json", bytes: body.compactBytes, status: problem.status)
    }

    /// The frame for somebody who is not known to be signed in.
    ///
    /// Where nobody has found out who that is, it holds no token, and so no form.
    private static func strangerFrame(_ request: Request?, _ headers: Headers, _ shell: Shell) -> PageFrame {
        let cookies = request.map { VisitorCookies($0, shell.configuration) }
        let language =
            Language(rawValue: cookies?.language ?? "")
            ?? Language(acceptLanguage: headers["Accept-Language"] ?? "")
            ?? .english
        let byDoor = request.flatMap { request in
            cookies.flatMap { shell.brands.last?.brand(for: request, $0) }
        }
        let brand = byDoor ?? shell.brands.last?.brand(atHost: headers["Host"] ?? "")
        return PageFrame(
            say: Reader(language: language, zone: Zone.named(shell.configuration.timeZone) ?? .utc),
            brand: brand?.shown ?? Templates.Brand(name: shell.configuration.brand),
            user: nil,
            csrfToken: cookies.map { strangerToken($0, shell) } ?? "",
            current: .home,
            assets: shell.assets
        )
    }

    /// A token for a visitor who was here before; empty for one who is new, or may be signed in.
    private static func strangerToken(_ cookies: VisitorCookies, _ shell: Shell) -> String {
        guard !cookies.hasSession, let known = cookies.visitor else { return "" }
        return ForgeryGuard(secret: shell.signer.key(for: .visitor, known.bytes)).token()
    }
}

/// Who asks for an address that leads nowhere: a person who is signed in gets the page that says so in their own frame.
enum LostVisit: RequestKey {
    typealias Value = Visit

    /// The visit of a person who is signed in; `nil` for strangers, and when the database is away.
    static func find(_ request: Request, _ shell: Shell) async -> Visit? {
        let cookies = VisitorCookies(request, shell.configuration)
        let now = shell.clock()
        guard !request.wantsJSON, let token = cookies.session,
            let session = try? await shell.sessions.find(token, at: now, on: shell.database)
        else { return nil }
        let visitor = Visitor(
            session: session,
            language: Language(rawValue: session.user.details.language) ?? .english,
            brand: shell.brands.last?.brand(of: session.user.operatorID),
            forgeryGuard: ForgeryGuard(secret: session.csrfSecret),
            subject: session.tokenHash
        )
        return Visit(request: request, route: .home, visitor: visitor, shell: shell, now: now)
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
