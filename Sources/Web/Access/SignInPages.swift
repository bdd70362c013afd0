import Domain
import HTTPServer
import Templates
import Values

/// Signing in and out.
package enum SignInPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.open(.get, .signIn, show)
        endpoints.open(.post, .signIn, signIn)
        endpoints.open(.get, Route.brandDoor, door)
        endpoints.post(.signOut, for: .members, signOut)
    }

    private static func show(_ visit: Visit) -> Response {
        if let role = visit.visitor.session?.user.details.role { return visit.redirect(to: .start(for: role)) }
        let back = Link(own: visit.request.query["back"] ?? "")
        return page(visit, email: Field(), problem: nil, back: back)
    }

    /// The door of a brand: the same page under its name, which the browser remembers.
    private static func door(_ visit: Visit, _ slug: String) throws -> Response {
        if let role = visit.visitor.session?.user.details.role { return visit.redirect(to: .start(for: role)) }
        guard visit.visitor.brand?.details.slug == slug else { throw NotFound("brand") }
        return page(visit, email: Field(), problem: nil, back: nil)
    }

    private static func signIn(_ visit: Visit) async throws -> Response {
        let form = try visit.form()
        let back = Link(own: form.typed("back"))
        do {
            let outcome = try await visit.shell.signIns.signIn(
                email: form.typed("email"),
                password: form.typed("password"),
                door: visit.visitor.brand?.operatorID,
                from: visit.trace,
                at: visit.now
            )
            return answer(outcome, back, visit)
        } catch let rejection as SignInRejection {
            let email = Field(String(form.typed("email").prefix(SignIns.maximumEmailBytes)))
            return page(visit, email: email, problem: rejection, back: back)
        }
    }

    /// Goes in, or on to the code of the second factor.
    private static func answer(_ outcome: SignInOutcome, _ back: Link?, _ visit: Visit) -> Response {
        let cookies = VisitorCookies(visit.request, visit.shell.configuration)
        switch outcome {
        case .signedIn(let token):
            var response = visit.redirect(to: back ?? Link(.home))
            response.set(cookies.session(token))
            return response
        case .awaitsCode(let token):
            var response = visit.redirect(to: Link(.signInCode, query: [Link.Pair("back", back?.text ?? "")]))
            response.set(cookies.pending(token))
            return response
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
