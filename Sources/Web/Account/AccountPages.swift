import Domain
import HTTPServer
import Templates
import Values

/// The own account: password, language, mails, where it is signed in.
package enum AccountPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.account, for: .members) { try await page($0, Field(), Field(), Field()) }
        endpoints.post(.accountPassword, for: .members, changePassword)
        endpoints.post(.accountSessions, for: .members, signOutEverywhere)
        endpoints.post(.accountLanguage, for: .members, setLanguage)
        endpoints.post(.accountMails, for: .administrators, setMails)
    }

    private static func page(
        _ visit: MemberVisit,
        _ current: Field,
        _ password: Field,
        _ repeated: Field
    ) async throws -> Response {
        let isAdministrator = visit.session.user.details.role == .operatorAdmin
        let (sessions, mails) = try await visit.read { tx in
            let mails = isAdministrator ? try await Users.getsNoticeMails(visit.scope, in: tx) : nil
            return (try await visit.shell.sessions.list(of: visit.session, at: visit.now, in: tx), mails)
        }
        let model = AccountPage.Model(
            current: current,
            password: password,
            repeated: repeated,
            sessions: sessions.map { signedIn($0, visit) },
            noticeMails: mails,
            hasSecondFactor: visit.session.user.hasSecondFactor
        )
        let hasProblem = [current, password, repeated].contains { $0.error != nil }
        return try await visit.page(status: hasProblem ? .unprocessableContent : .ok) {
            AccountPage.view(model, frame: $0)
        }
    }

    private static func signedIn(_ session: WebSessionSummary, _ visit: MemberVisit) -> AccountPage.SignedIn {
        AccountPage.SignedIn(
            since: session.createdAt,
            lastSeenAt: session.lastSeenAt,
            address: session.trace.remoteAddress,
            browser: session.trace.userAgent,
            isCurrent: session.tokenHash == visit.session.tokenHash
        )
    }

    private static func changePassword(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        if form.typed("current").isEmpty { form.reject("current", .required) }
        let password = form.newPassword(email: visit.session.user.details.email)
        if form.isValid {
            do {
                return try await change(visit, from: form.typed("current"), to: password)
            } catch SignInRejection.refused {
                form.reject("current", .wrongPassword)
            } catch SignInRejection.limited(let seconds) {
                throw LimitReached(retryAfterSeconds: seconds)
            }
        }
        return try await page(visit, form["current"], form["password"], form["repeated"])
    }

    private static func change(_ visit: MemberVisit, from old: String, to new: String) async throws -> Response {
        let token = try await visit.shell.signIns.changePassword(
            of: visit.session,
            from: old,
            to: new,
            trace: visit.trace,
            at: visit.now
        )
        var response = visit.redirect(to: .account, .passwordChanged)
        response.set(VisitorCookies(visit.request, visit.shell.configuration).session(token))
        return response
    }

    private static func signOutEverywhere(_ visit: MemberVisit) async throws -> Response {
        try await visit.write { try await visit.shell.sessions.endAll(of: visit.session, at: visit.now, in: $0) }
        var response = visit.redirect(to: .signIn, .signedOutEverywhere)
        response.set(VisitorCookies(visit.request, visit.shell.configuration).sessionRemoval)
        return response
    }

    private static func setMails(_ visit: MemberVisit) async throws -> Response {
        let form = try visit.form()
        let wantsNotices = form.isTicked("notices")
        try await visit.write { try await Users.setOwnNoticeMails(visit.scope, wantsNotices, in: $0) }
        return visit.redirect(to: .account, .saved)
    }

    private static func setLanguage(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        guard let language = form.choice("language", as: Language.self) else {
            throw HTTPError(.badRequest, "There is no such language.")
        }
        try await visit.write { try await Users.setOwnLanguage(visit.scope, language.code, in: $0) }
        // The switch beside the navigation comes back to where it was pressed; what it did is plain to see there.
        if let back = Link(own: form.typed("back")) { return visit.redirect(to: back) }
        return visit.redirect(to: .account, .languageChanged)
    }
}
