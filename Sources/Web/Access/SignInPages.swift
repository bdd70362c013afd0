import Domain
import HTTPServer
import Templates
import Values

/// Signing in and out.
package enum SignInPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.open(.get, .signIn, show)
        endpoints.open(.post, .signIn, signIn)
        endpoints.post(.signOut, for: .members, signOut)
    }

    private static func show(_ visit: Visit) -> Response {
        if let role = visit.visitor.session?.user.details.role { return visit.redirect(to: .start(for: role)) }
        let back = Link(own: visit.request.query["back"] ?? "")
        return page(visit, email: Field(), problem: nil, back: back)
    }

    private static func signIn(_ visit: Visit) async throws -> Response {
        let form = try visit.form()
        let back = Link(own: form.typed("back"))
        do {
            let token = try await visit.shell.signIns.signIn(
                email: form.typed("email"),
                password: form.typed("password"),
                from: visit.trace,
                at: visit.now
            )
            var response = visit.redirect(to: back ?? Link(.home))
            response.set(VisitorCookies(visit.request, visit.shell.configuration).session(token))
            return response
        } catch let rejection as SignInRejection {
            let email = Field(String(form.typed("email").prefix(SignIns.maximumEmailBytes)))
            return page(visit, email: email, problem: rejection, back: back)
        }
    }

    private static func page(
        _ visit: Visit,
        email: Field,
        problem: SignInRejection?,
        back: Link?
    ) -> Response {
        let text = problem.map { words(for: $0, visit.say) }
        let model = SignIn.Model(email: email, password: Field(), problem: text, back: back?.text ?? "")
        var response = visit.page(status: status(problem)) { frame in
            var frame = frame
            frame.address = Link(.signIn, query: [Link.Pair("back", model.back)])
            return SignIn.view(model, frame: frame)
        }
        if case .limited(let seconds) = problem { response.headers["Retry-After"] = String(seconds) }
        return response
    }

    private static func status(_ problem: SignInRejection?) -> Status {
        switch problem {
        case nil: .ok
        case .refused: .unprocessableContent
        case .limited: .tooManyRequests
        }
    }

    private static func words(for rejection: SignInRejection, _ say: Reader) -> Text {
        switch rejection {
        case .refused: SignIn.refused
        case .limited(let seconds): tooMany(say.duration(seconds: seconds))
        }
    }

    private static func tooMany(_ wait: String) -> Text {
        Text(
            en: "Too many attempts. Please try again in \(wait).",
            nl: "Te veel pogingen. Probeer het over \(wait) opnieuw."
        )
    }

    private static func signOut(_ visit: MemberVisit) async throws -> Response {
        try await visit.write { try await visit.shell.sessions.end(visit.session, at: visit.now, in: $0) }
        var response = visit.redirect(to: .signIn, .signedOut)
        response.set(VisitorCookies(visit.request, visit.shell.configuration).sessionRemoval)
        return response
    }
}
