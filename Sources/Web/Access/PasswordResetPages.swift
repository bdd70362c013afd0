import Domain
import HTTPServer
import Templates
import Values

/// Asking for a link to choose a password, and choosing it.
package enum PasswordResetPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.open(.get, .passwordReset) { page($0, Field(), isSent: false) }
        endpoints.open(.post, .passwordReset, request)
        endpoints.openSecret(.get, Route.newPassword, show)
        endpoints.openSecret(.post, Route.newPassword, choose)
    }

    /// Says the same whether or not the account exists.
    private static func request(_ visit: Visit) async throws -> Response {
        var form = try visit.form()
        let email = form.email("email")
        guard form.isValid else { return page(visit, form["email"], isSent: false) }
        try await visit.shell.resets.request(
            email: email,
            door: visit.visitor.brand?.operatorID,
            from: visit.trace,
            at: visit.now,
            composing: { try visit.mails(of: $1).reset($0, $2) }
        )
        return page(visit, form["email"], isSent: true)
    }

    private static func page(_ visit: Visit, _ email: Field, isSent: Bool) -> Response {
        let model = PasswordReset.Model(email: email, isSent: isSent)
        return visit.page(status: email.error == nil ? .ok : .unprocessableContent) {
            PasswordReset.view(model, frame: $0)
        }
    }

    private static func show(_ visit: Visit, _ text: String) async throws -> Response {
        let owner = try await owner(behind: text, visit)
        return page(visit, text, password: Field(), repeated: Field(), owner)
    }

    private static func choose(_ visit: Visit, _ text: String) async throws -> Response {
        var form = try visit.form()
        guard let token = SecretToken(text: text), let owner = try await owner(behind: text, visit) else {
            return page(visit, text, password: Field(), repeated: Field(), nil)
        }
        let password = form.newPassword(email: owner.email)
        guard form.isValid else {
            return page(visit, text, password: form["password"], repeated: form["repeated"], owner)
        }
        do {
            try await visit.shell.resets.setPassword(password, with: token, at: visit.now)
        } catch is PasswordResetRejection {
            return page(visit, text, password: Field(), repeated: Field(), nil)
        }
        var response = visit.redirect(to: .signIn, .passwordChanged)
        let cookies = VisitorCookies(visit.request, visit.shell.configuration)
        response.set(cookies.sessionRemoval)
        if let brand = visit.shell.brands.last?.brand(of: owner.operatorID) {
            response.set(cookies.brand(brand.details.slug))
        }
        return response
    }

    private typealias Owner = (email: String, operatorID: OperatorID)

    private static func owner(behind text: String, _ visit: Visit) async throws -> Owner? {
        guard let token = SecretToken(text: text) else { return nil }
        return try await visit.shell.resets.owner(behind: token, at: visit.now)
    }

    private static func page(
        _ visit: Visit,
        _ token: String,
        password: Field,
        repeated: Field,
        _ owner: Owner?
    ) -> Response {
        let isTokenValid = owner != nil
        let brand = owner.flatMap { visit.shell.brands.last?.brand(of: $0.operatorID) }
        let hasProblem = !isTokenValid || password.error != nil || repeated.error != nil
        let model = NewPassword.Model(
            token: token,
            password: password,
            repeated: repeated,
            isTokenValid: isTokenValid
        )
        return visit.page(status: hasProblem ? .unprocessableContent : .ok) { frame in
            var frame = frame
            if let brand { frame.brand = brand.shown }
            return NewPassword.view(model, frame: frame)
        }
    }
}

extension FormReader {
    /// A new password, typed twice in the fields `password` and `repeated`.
    mutating func newPassword(email: String) -> String {
        let password = typed("password")
        switch PasswordRule.fault(in: password, email: email) {
        case nil: break
        case .tooShort: reject("password", password.isEmpty ? .required : .tooShort(PasswordRule.minimumCharacters))
        case .tooLong: reject("password", .tooLong(PasswordRule.maximumBytes))
        case .containsEmail: reject("password", .containsOwnEmail)
        }
        if isValid, typed("repeated") != password { reject("repeated", .passwordsDiffer) }
        return password
    }
}

extension Text {
    static let containsOwnEmail = Text(
        en: "This holds your e-mail address, which others would try first.",
        nl: "Hier staat uw e-mailadres in, en dat proberen anderen als eerste."
    )
}
