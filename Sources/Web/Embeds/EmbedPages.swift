import Domain
import HTTPServer
import Templates
import Values

/// What other sites load, and where their frames begin.
package enum EmbedPages: PageFeature {
    /// An hour: sites name the script by its version, and what is mended in it reaches them the same day.
    private static let lifetime = "public, max-age=3600"

    package static func register(in endpoints: inout Endpoints) {
        endpoints.open(.get, .embed(.script), script)
        endpoints.openSecret(.get, { .embed(.opening($0)) }, begin)
    }

    private static func script(_ visit: Visit) throws -> Response {
        var response = try visit.shell.files.response("js/embed.js", visit.request)
        response.headers["Cache-Control"] = lifetime
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response
    }

    /// Changes the token for the secret of the frame, and goes on to the toggle.
    private static func begin(_ visit: Visit, _ text: String) async throws -> Response {
        try visit.shell.openings.count(visit.request.remoteAddress, at: visit.now)
        guard let token = SecretToken(text: text) else { throw NotFound("token") }
        let address = visit.request.remoteAddress
        switch try await EmbedFrames.open(token, from: address, at: visit.now, on: visit.shell.database) {
        case .opened(let frame, let secret):
            let toggle = Route.embed(.page(frame: secret.text, .customerERE))
            return FrameKeeper.framed(.redirect(to: toggle.path), by: frame.origins)
        case .over(let frame):
            let late = await FrameKeeper.visit(visit.request, visit.route, "", frame, visit.shell, visit.now)
            return FrameKeeper.framed(FrameKeeper.over(late, frame), by: frame.origins)
        case nil: throw NotFound("token")
        }
    }
}
