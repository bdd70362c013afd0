import Domain
import HTTPServer
import Templates
import Values

/// Stands before every page: finds out who is there, whether they may enter, and whether the form is their own.
struct Gatekeeper: Sendable {
    let shell: Shell
    let access: Access

    /// Answers a request with the page, or with what stands in its way.
    func answer(
        _ request: Request,
        _ route: Route,
        _ page: @Sendable (Visit) async throws -> Response
    ) async -> Response {
        let cookies = VisitorCookies(request, shell.configuration)
        let now = shell.clock()
        var visit: Visit?
        var response: Response
        let known = cookies.visitor ?? SecretToken.random()
        do {
            let session = try await session(cookies, now)
            let visitor = visitor(request, cookies, session, known)
            let entering = Visit(request: request, route: route, visitor: visitor, shell: shell, now: now)
            visit = entering
            response = try await enter(entering, page)
        } catch {
            response = ErrorPages.answer(error, request: request, visit: visit, shell: shell)
        }
        return finished(response, visit, cookies, known)
    }

    private func session(_ cookies: VisitorCookies, _ now: Timestamp) async throws -> WebSession? {
        guard let token = cookies.session else { return nil }
        return try await shell.sessions.find(token, at: now, on: shell.database)
    }

    /// The language is the person's own, else the one chosen on this browser, else the browser's.
    private func visitor(
        _ request: Request,
        _ cookies: VisitorCookies,
        _ session: WebSession?,
        _ known: SecretToken
    ) -> Visitor {
        let language =
            session.flatMap { Language(rawValue: $0.user.details.language) }
            ?? Language(rawValue: cookies.language)
            ?? Language(acceptLanguage: request.headers["Accept-Language"] ?? "")
            ?? .english
        let secret = session?.csrfSecret ?? shell.signer.key(for: .visitor, known.bytes)
        return Visitor(
            session: session,
            language: language,
            forgeryGuard: ForgeryGuard(secret: secret),
            subject: session?.tokenHash ?? known.hash
        )
    }

    private func enter(
        _ visit: Visit,
        _ page: @Sendable (Visit) async throws -> Response
    ) async throws -> Response {
        if !access.admits(visit.visitor.session?.user.details.role) { return try refusal(visit) }
        if visit.request.method.changesSomething { try checkForgery(visit) }
        return try await page(visit)
    }

    /// Who is not signed in is sent to the door and back; for users of hosts and customers the operator's pages do not
    /// exist.
    private func refusal(_ visit: Visit) throws -> Response {
        guard let session = visit.visitor.session else {
            if visit.request.wantsJSON { throw HTTPError(.unauthorized, "Please sign in.") }
            return try door(visit)
        }
        if !session.user.details.role.isOfOperator || !access.admitsAnyOperator { throw NotFound("page") }
        throw NotPermitted()
    }

    /// To the door, and back afterwards; what was typed into a form is not lost on the way.
    private func door(_ visit: Visit) throws -> Response {
        guard visit.request.method.changesSomething else { return door(visit, back: visit.address, nil) }
        if StaleForms.holdsSomething(visit) { throw ForgedRequest() }
        let isLeaving = visit.route == .signOut || visit.route == .accountSessions
        return door(visit, back: visit.formPage, isLeaving ? nil : .nothingDone)
    }

    private func door(_ visit: Visit, back: Link?, _ notice: Notice?) -> Response {
        visit.redirect(to: Link(.signIn, query: [Link.Pair("back", back?.text ?? "")]), notice)
    }

    private func checkForgery(_ visit: Visit) throws {
        let token = try visit.request.form()[forgeryFieldName] ?? ""
        guard !OriginCheck.isForeign(visit.request, shell.configuration), visit.visitor.forgeryGuard.accepts(token)
        else { throw ForgedRequest() }
    }

    /// Gives a new visitor its cookie, takes a dead session's away, and keeps what belongs to a person out of caches.
    private func finished(
        _ response: Response,
        _ visit: Visit?,
        _ cookies: VisitorCookies,
        _ known: SecretToken
    ) -> Response {
        var response = response
        response.headers.setDefault("Cache-Control", "no-store")
        guard let visit else { return response }
        if cookies.visitor == nil { response.set(cookies.visitor(known)) }
        let isReplaced = response.headers.all("Set-Cookie").contains { $0.hasPrefix(cookies.sessionRemoval.name + "=") }
        if cookies.hasSession, visit.visitor.session == nil, !isReplaced { response.set(cookies.sessionRemoval) }
        return response
    }
}

/// The name of the form field that carries the token; the templates print the same.
let forgeryFieldName = "_csrf"

extension Access {
    fileprivate var admitsAnyOperator: Bool { admits(.operatorAdmin) || admits(.operatorFinance) }
}

extension Role {
    /// Whether somebody with the role works for an operator and knows what there is.
    fileprivate var isOfOperator: Bool { self == .operatorAdmin || self == .operatorFinance }
}

extension HTTPServer.Method {
    /// Whether requests of the method may change something.
    var changesSomething: Bool { self != .get && self != .head && self != .options }
}

extension Request {
    /// Whether a program asks, which wants JSON rather than a page.
    var wantsJSON: Bool { headers.wantsJSON }
}

extension Headers {
    /// Whether they are those of a program that wants JSON rather than a page.
    var wantsJSON: Bool {
        let accepted = tokens("Accept").map { $0.split(separator: ";").first.map(String.init) ?? "" }
        if accepted.contains("text/html") { return false }
        return accepted.contains("application/json") || accepted.contains("application/problem+json")
    }
}
