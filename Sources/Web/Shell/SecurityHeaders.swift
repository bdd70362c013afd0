package import HTTPServer

/// The fields that tell browsers what our pages never do.
package enum SecurityHeaders {
    /// Scripts, styles and images come from our own files only; nothing inline, no frames, forms stay with us.
    ///
    /// Where origins are named, their pages may show the page in a frame, and nobody else's.
    static func policy(framedBy origins: [String] = []) -> String {
        let ancestors = origins.isEmpty ? "'none'" : origins.joined(separator: " ")
        return [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
            "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors \(ancestors)",
        ].joined(separator: "; ")
    }

    /// A year.

    ///

    /// Source: RFC 6797 §6.1.
    private static let transportSecurity = "max-age=31536000"

    /// Fields of every answer of the server, errors before any page included.
    ///
    /// `same-origin` and not `no-referrer`: with the latter browsers hide the origin of our own forms, too.
    package static func all(isSecure: Bool) -> Headers {
        var headers: Headers = [
            "Content-Security-Policy": policy(),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        ]
        if isSecure { headers.add("Strict-Transport-Security", transportSecurity) }
        return headers
    }
}
