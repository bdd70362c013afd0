import Domain
import Formats
import HTTPServer
import Templates
import Values

/// The second factor: the own one, and the second step of signing in.
package enum SecondFactorPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.secondFactor, for: .members) { try await page($0, Field()) }
        endpoints.post(.secondFactor, for: .members, change)
        endpoints.open(.get, .signInCode, ask)
        endpoints.open(.post, .signInCode, finish)
    }

    // MARK: The own one

    /// What the page's forms ask for.
    private enum Step: String {
        case begin, confirm, codes, off
    }

    private static func page(_ visit: MemberVisit, _ code: Field) async throws -> Response {
        let person = visit.session.user
        let state = try await visit.shell.factors.state(of: person)
        let shown: SecondFactorPage.State
        if let since = state.confirmedAt {
            shown = .on(since: since, codesLeft: state.recoveryCodesLeft)
        } else if let secret = state.pendingSecret {
            let issuer = visit.visitor.brand?.details.name ?? person.operatorName
            let uri = TimeCode.uri(secret: secret, account: person.details.email, issuer: issuer)
            let drawing = QRCode(uri).map { QRDrawing(size: $0.size, isDark: $0.isDark) }
            shown = .pending(secret: secret, drawing: drawing)
        } else {
            shown = .off
        }
        return try await page(visit, shown, code)
    }

    private static func page(
        _ visit: MemberVisit,
        _ state: SecondFactorPage.State,
        _ code: Field
    ) async throws -> Response {
        let model = SecondFactorPage.Model(
            state: state,
            code: Field(error: code.error),
            isRequired: visit.needsSecondFactor
        )
        return try await visit.page(status: code.error == nil ? .ok : .unprocessableContent) {
            SecondFactorPage.view(model, frame: $0)
        }
    }

    private static func change(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        guard let step = form.choice("step", as: Step.self) else {
            throw HTTPError(.badRequest, "There is no such step.")
        }
        do {
            return try await act(step, form.typed("code"), visit)
        } catch SecondFactorRejection.wrongCode {
            form.reject("code", form.typed("code").isEmpty ? .required : wrongCode)
        } catch SecondFactorRejection.required {
            form.reject("code", required)
        } catch is SecondFactorRejection {
            return visit.redirect(to: .secondFactor)
        } catch SignInRejection.limited(let seconds) {
            throw LimitReached(retryAfterSeconds: seconds)
        }
        return try await page(visit, form["code"])
    }

    private static func act(_ step: Step, _ code: String, _ visit: MemberVisit) async throws -> Response {
        let (person, signIns) = (visit.session.user, visit.shell.signIns)
        switch step {
        case .begin:
            try await visit.shell.factors.begin(person, at: visit.now)
            return visit.redirect(to: .secondFactor)
        case .confirm:
            let codes = try await signIns.confirmSecondFactor(
                of: person,
                code: code,
                from: visit.trace,
                at: visit.now
            )
            return try await page(visit, .codes(codes.map(\.text)), Field())
        case .codes:
            let codes = try await signIns.renewRecoveryCodes(
                of: person,
                code: code,
                from: visit.trace,
                at: visit.now
            )
            return try await page(visit, .codes(codes.map(\.text)), Field())
        case .off:
            try await signIns.turnOffSecondFactor(of: person, code: code, from: visit.trace, at: visit.now)
            return visit.redirect(to: .secondFactor, .secondFactorOff)
        }
    }

    private static let wrongCode = Text(
        en: "This code is not right, or was used already. Wait for the next one.",
        nl: "Deze code klopt niet of is al gebruikt. Wacht op de volgende."
    )
    private static let required = Text(
        en: "Your role needs a second factor.",
        nl: "Uw rol vraagt een tweede factor."
    )

    // MARK: The second step of signing in

    private static func ask(_ visit: Visit) async throws -> Response {
        let back = visit.request.query["back"] ?? ""
        let cookies = VisitorCookies(visit.request, visit.shell.configuration)
        guard let token = cookies.pending, try await visit.shell.signIns.awaitsCode(token, at: visit.now) else {
            return visit.redirect(to: .signIn)
        }
        return page(visit, Field(), back)
    }

    private static func page(_ visit: Visit, _ code: Field, _ back: String) -> Response {
        let model = SignInCode.Model(code: Field(error: code.error), back: Link(own: back)?.text ?? "")
        return visit.page(status: code.error == nil ? .ok : .unprocessableContent) { frame in
            var frame = frame
            frame.address = Link(.signInCode, query: [Link.Pair("back", model.back)])
            return SignInCode.view(model, frame: frame)
        }
    }

    private static func finish(_ visit: Visit) async throws -> Response {
        var form = try visit.form()
        let cookies = VisitorCookies(visit.request, visit.shell.configuration)
        do {
            guard let pending = cookies.pending else { throw SecondFactorRejection.signInOver }
            let token = try await visit.shell.signIns.finish(
                pending,
                code: form.typed("code"),
                from: visit.trace,
                at: visit.now
            )
            var response = visit.redirect(to: Link(own: form.typed("back")) ?? Link(.home))
            response.set(cookies.session(token))
            response.set(cookies.pendingRemoval)
            return response
        } catch SecondFactorRejection.wrongCode {
            form.reject("code", form.typed("code").isEmpty ? .required : wrongCode)
            return page(visit, form["code"], form.typed("back"))
        } catch is SecondFactorRejection {
            return visit.redirect(to: .signIn, .signInOver)
        } catch SignInRejection.limited(let seconds) {
            throw LimitReached(retryAfterSeconds: seconds)
        }
    }
}

extension MemberVisit {
    /// Whether the person's role needs a second factor here.
    var needsSecondFactor: Bool { shell.configuration.needsSecondFactor.contains(session.user.details.role) }
}
