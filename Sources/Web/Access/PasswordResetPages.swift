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
            from: visit.trace,
            at: visit.now,
            composing: visit.mails.reset
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
        let email = try await email(behind: text, visit)
        return page(visit, text, password: Field(), repeated: Field(), isTokenValid: email != nil)
    }

    private static func choose(_ visit: Visit, _ text: String) async throws -> Response {
        var form = try visit.form()
        guard let token = SecretToken(text: text), let email = try await email(behind: text, visit) else {
            return page(visit, text, password: Field(), repeated: Field(), isTokenValid: false)
        }
        let password = form.newPassword(email: email)
        guard form.isValid else {
            return page(visit, text, password: form["password"], repeated: form["repeated"], isTokenValid: true)
        }
        do {
            try await visit.shell.resets.setPassword(password, with: token, at: visit.now)
        } catch is PasswordResetRejection {
            return page(visit, text, password: Field(), repeated: Field(), isTokenValid: false)
        }
        var response = visit.redirect(to: .signIn, .passwordChanged)
        response.set(VisitorCookies(visit.request, visit.shell.configuration).sessionRemoval)
        return response
    }

    private static func email(behind text: String, _ visit: Visit) async throws -> String? {
        guard let token = SecretToken(text: text) else { return nil }
        return try await visit.shell.resets.email(behind: token, at: visit.now)
    }

    private static func page(
        _ visit: Visit,
        _ token: String,
        password: Field,
        repeated: Field,
        isTokenValid: Bool
    ) -> Response {
        let hasProblem = !isTokenValid || password.error != nil || repeated.error != nil
        let model = NewPassword.Model(
            token: token,
            password: password,
            repeated: repeated,
            isTokenValid: isTokenValid
        )
        return visit.page(status: hasProblem ? .unprocessableContent : .ok) { NewPassword.view(model, frame: $0) }
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
