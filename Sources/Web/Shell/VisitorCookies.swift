import Domain
import HTTPServer

/// The cookies that tell who is there.
///
/// Over TLS their names begin with `__Host-`, so that no neighbouring domain can plant one. Source: RFC 6265bis §4.1.3.
struct VisitorCookies {
    /// A year: a visitor's choice of language is worth no shorter memory.
    private static let languageSeconds = 31_536_000

    private let request: Request
    private let isSecure: Bool

    init(_ request: Request, _ configuration: WebConfiguration) {
        self.request = request
        isSecure = VisitorCookies.isSecure(request, configuration)
    }

    /// Whether cookies are sent over TLS only.
    static func isSecure(_ request: Request, _ configuration: WebConfiguration) -> Bool {
        request.isSecure || configuration.publicURL.isSecure
    }

    private func name(_ plain: String) -> String { isSecure ? "__Host-" + plain : plain }

    /// The token of the session.
    var session: SecretToken? { request.cookies[name("laadboek")].flatMap { SecretToken(text: $0) } }
    var hasSession: Bool { request.cookies[name("laadboek")] != nil }
    /// The token of a visitor who need not be signed in.
    var visitor: SecretToken? { request.cookies[name("laadboek-visitor")].flatMap { SecretToken(text: $0) } }
    /// The language a visitor chose.
    var language: String { request.cookies[name("laadboek-language")] ?? "" }

    /// The slug of the brand by whose door a visitor came in.
    var brand: String { request.cookies[name("laadboek-brand")] ?? "" }

    /// The token of a sign-in that waits for its code.
    var pending: SecretToken? { request.cookies[name("laadboek-code")].flatMap { SecretToken(text: $0) } }
    func pending(_ token: SecretToken) -> Cookie {
        make("laadboek-code", token.text, seconds: Int(SignIns.codeSeconds))
    }
    var pendingRemoval: Cookie { make("laadboek-code", "", seconds: 0) }

    /// The cookie of a session; ends with the browser, the server ends it earlier when it is not used.
    func session(_ token: SecretToken) -> Cookie { make("laadboek", token.text, seconds: nil) }
    var sessionRemoval: Cookie { make("laadboek", "", seconds: 0) }
    func visitor(_ token: SecretToken) -> Cookie { make("laadboek-visitor", token.text, seconds: nil) }
    func brand(_ slug: String) -> Cookie { make("laadboek-brand", slug, seconds: VisitorCookies.languageSeconds) }
    func language(_ code: String) -> Cookie {
        make("laadboek-language", code, seconds: VisitorCookies.languageSeconds)
    }

    private func make(_ plain: String, _ value: String, seconds: Int?) -> Cookie {
        var cookie = Cookie(name(plain), value)
        cookie.isSecure = isSecure
        cookie.maxAgeSeconds = seconds
        return cookie
    }
}
