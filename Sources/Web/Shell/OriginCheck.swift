import HTTPServer

/// Whether a request that changes something was begun on one of our own pages, by what the browser says of it.
///
/// The form's token is the proof; this catches forged requests also where a token leaked.
enum OriginCheck {
    /// Whether the browser says that the request was begun on one of our own pages; older ones say nothing.
    static func isOwn(_ request: Request, _ configuration: WebConfiguration) -> Bool {
        let says = request.headers["Sec-Fetch-Site"] == "same-origin" || request.headers["Origin"] != nil
        return says && !isForeign(request, configuration)
    }

    /// Whether the browser says that the request came from another site.
    static func isForeign(_ request: Request, _ configuration: WebConfiguration) -> Bool {
        // Source: W3C Fetch Metadata Request Headers §2.3; `none` is a person who reloads.
        if let site = request.headers["Sec-Fetch-Site"], site != "same-origin", site != "none" { return true }
        guard let origin = request.headers["Origin"] else { return false }
        guard let url = PublicURL(origin) else { return true }
        return url.authority != configuration.publicURL.authority
            && url.authority != request.headers["Host"]?.lowercased()
    }
}
