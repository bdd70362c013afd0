import Domain
import HTTPServer
import Templates
package import Values

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
            let brand = await brand(request, route, cookies, session, now)
            let visitor = visitor(request, cookies, session, known, brand)
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

    /// Of the person's operator; of strangers by the door, the host or the door they came in by before.
    private func brand(
        _ request: Request,
        _ route: Route,
        _ cookies: VisitorCookies,
        _ session: WebSession?,
        _ now: Timestamp
    ) async -> Domain.Brand? {
        // Without a database no brand was ever known, and pages that need none are shown all the same.
        guard let directory = try? await shell.brands.directory(at: now, on: shell.database) else { return nil }
        if let session { return directory.brand(of: session.user.operatorID) }
        if case .brandDoor(let slug) = route { return directory.brand(at: slug) }
        return directory.brand(for: request, cookies)
    }

    /// The language is the person's own, else the one chosen on this browser, else the browser's.
    private func visitor(
        _ request: Request,
        _ cookies: VisitorCookies,
        _ session: WebSession?,
        _ known: SecretToken,
        _ brand: Domain.Brand?
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
            brand: brand,
            forgeryGuard: ForgeryGuard(secret: secret),
            subject: session?.tokenHash ?? known.hash
        )
    }

    private func enter(
        _ visit: Visit,
        _ page: @Sendable (Visit) async throws -> Response
    ) async throws -> Response {
        if !access.admits(visit.visitor.session?.user.details.role) { return try refusal(visit) }
        if let refusal = visit.request.refusal { throw refusal }
        if visit.request.method.changesSomething { try Gatekeeper.checkForgery(visit) }
        if lacksSecondFactor(visit) { return visit.redirect(to: .secondFactor) }
        return try await page(visit)
    }

    /// Whether the person's role needs a second factor that is not on yet; until then only the own account is open.
    private func lacksSecondFactor(_ visit: Visit) -> Bool {
        guard let user = visit.visitor.session?.user, !user.hasSecondFactor,
            shell.configuration.needsSecondFactor.contains(user.details.role)
        else { return false }
        let open: [Route] = [
            .secondFactor, .account, .accountPassword, .accountSessions, .accountLanguage, .signOut, .home,
        ]
        return access != .open && !open.contains(visit.route)
    }

    /// Who is not signed in is sent to the door and back; pages that nobody of one's own kind may enter do not exist.
    private func refusal(_ visit: Visit) throws -> Response {
        guard let session = visit.visitor.session else {
            if visit.request.wantsJSON { throw HTTPError(.unauthorized, "Please sign in.") }
            return try door(visit)
        }
        guard session.user.details.role.colleagues.contains(where: access.admits) else { throw NotFound("page") }
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

    /// Makes sure that a form stood on a page of ours, and of this visitor.
    ///
    /// - Throws: ``ForgedRequest``.
    static func checkForgery(_ visit: Visit) throws {
        let token = try visit.request.form()[forgeryFieldName] ?? ""
        let isForeign = OriginCheck.isForeign(visit.request, visit.shell.configuration)
        guard !isForeign, visit.visitor.forgeryGuard.accepts(token) else { throw ForgedRequest() }
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
        // What everybody gets alike may be kept by caches on the way, and cookies are nobody else's.
        let isShared = response.headers["Cache-Control"]?.hasPrefix("public") ?? false
        guard let visit, !isShared, !visit.route.isOfFrame else { return response }
        if cookies.visitor == nil { response.set(cookies.visitor(known)) }
        // Who signs out stays at the door of the same brand.
        if let slug = visit.visitor.brand?.details.slug, slug != cookies.brand { response.set(cookies.brand(slug)) }
        let isReplaced = response.headers.all("Set-Cookie").contains { $0.hasPrefix(cookies.sessionRemoval.name + "=") }
        if cookies.hasSession, visit.visitor.session == nil, !isReplaced { response.set(cookies.sessionRemoval) }
        return response
    }
}

/// The name of the form field that carries the token; the templates print the same.
let forgeryFieldName = "_csrf"

extension Role {
    /// The roles of people who know of each other's pages.
    package var colleagues: [Role] {
        switch self {
        case .operatorAdmin, .operatorFinance: [.operatorAdmin, .operatorFinance]
        case .partnerAdmin, .partnerSupport: Role.ofPartners
        case .platformAdmin, .platformFinance, .verifier: Role.ofPlatform
        case .host, .customer: [self]
        }
    }
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
