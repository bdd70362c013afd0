import Domain
import HTTPServer
import Templates
import Values

/// Stands before the pages of frames on other sites, as the gatekeeper before all others: the secret in the address says
/// who acts, and no cookie does.
///
/// Browsers keep cookies from frames of other sites, or keep them apart for each; what an address carries they all send.
struct FrameKeeper: Sendable {
    let shell: Shell

    /// Answers a request with the page, or with what stands in its way, to be shown by the allowed origins only.
    func answer(
        _ request: Request,
        _ route: Route,
        _ page: @Sendable (Visit) async throws -> Response
    ) async -> Response {
        let now = shell.clock()
        var visit: Visit?
        var frame: EmbedFrame?
        var response: Response
        do {
            let (secret, found) = try await find(route, now)
            frame = found
            let entering = await FrameKeeper.visit(request, route, secret.text, found, shell, now)
            visit = entering
            response = found.session == nil ? FrameKeeper.over(entering, found) : try await enter(entering, page)
        } catch {
            response = ErrorPages.answer(error, request: request, visit: visit, shell: shell)
        }
        return FrameKeeper.framed(response, by: frame?.origins ?? [])
    }

    private func find(_ route: Route, _ now: Timestamp) async throws -> (SecretToken, EmbedFrame) {
        guard case .embed(.page(let text, _)) = route, let secret = SecretToken(text: text),
            let frame = try await EmbedFrames.find(secret, at: now, on: shell.database)
        else { throw NotFound("frame") }
        return (secret, frame)
    }

    private func enter(_ visit: Visit, _ page: @Sendable (Visit) async throws -> Response) async throws -> Response {
        if let refusal = visit.request.refusal { throw refusal }
        if visit.request.method.changesSomething { try Gatekeeper.checkForgery(visit) }
        return try await page(visit)
    }

    // MARK: Shared with the opening of frames

    /// The visit of the customer for whom a frame was opened, in the brand of its operator; links carry the secret on.
    static func visit(
        _ request: Request,
        _ route: Route,
        _ secret: String,
        _ frame: EmbedFrame,
        _ shell: Shell,
        _ now: Timestamp
    ) async -> Visit {
        // Without the brands the operator's own name stands there.
        let brands = try? await shell.brands.directory(at: now, on: shell.database)
        let isOver = frame.session == nil
        let embedding = Embedding(
            frame: isOver ? "" : secret,
            origins: frame.origins,
            state: isOver ? Embedding.over : ""
        )
        let visitor = Visitor(
            session: frame.session,
            language: Language(rawValue: frame.language) ?? .dutch,
            brand: brands?.brand(of: frame.operatorID),
            forgeryGuard: ForgeryGuard(secret: frame.session?.csrfSecret ?? SecretToken.random().bytes),
            subject: frame.session?.tokenHash ?? [],
            embedding: embedding
        )
        return Visit(request: request, route: route, visitor: visitor, shell: shell, now: now)
    }

    /// The page that says that a frame is over.
    static func over(_ visit: Visit, _ frame: EmbedFrame) -> Response {
        visit.page(status: .gone) { shown in
            var shown = shown
            if visit.visitor.brand == nil { shown.brand = Templates.Brand(name: frame.operatorName) }
            return EmbedOverPage.view(frame: shown)
        }
    }

    /// The answer as pages of these origins may show it, and kept by nobody.
    static func framed(_ response: Response, by origins: [String]) -> Response {
        var response = response
        response.headers["Content-Security-Policy"] = SecurityHeaders.policy(framedBy: origins)
        response.headers["Cache-Control"] = "no-store"
        return response
    }
}
