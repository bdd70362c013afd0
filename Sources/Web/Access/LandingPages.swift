import Domain
import HTTPServer
import Templates

/// The front page and the choice of language.
package enum LandingPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.open(.get, .home, home)
        endpoints.open(.post, .language, chooseLanguage)
    }

    /// Who is signed in is led to its first page.
    private static func home(_ visit: Visit) -> Response {
        if let role = visit.visitor.session?.user.details.role { return visit.redirect(to: .start(for: role)) }
        // What stands on the front page is ours and not another brand's.
        if visit.visitor.brand != nil { return visit.redirect(to: .signIn) }
        return visit.page { Landing.view(frame: $0) }
    }

    private static func chooseLanguage(_ visit: Visit) throws -> Response {
        let form = try visit.form()
        var response = visit.redirect(to: Link(own: form.typed("back")) ?? Link(.home))
        if let language = Language(rawValue: form.typed("language")) {
            let cookies = VisitorCookies(visit.request, visit.shell.configuration)
            response.set(cookies.language(language.code))
        }
        return response
    }
}
