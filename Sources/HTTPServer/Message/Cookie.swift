/// A cookie to set, with the attributes browsers know.
public struct Cookie: Sendable, Equatable {
    /// When a browser sends the cookie with requests from other sites.
    public enum SameSite: String, Sendable {
        /// Never.
        case strict = "Strict"
        /// With top-level navigation only.
        case lax = "Lax"
        /// Always; needs `isSecure`.
        case none = "None"
    }

    /// The name; token characters only.
    public var name: String
    /// The value; any text, percent-encoded on the wire where needed.
    public var value: String
    /// The path it belongs to.
    public var path = "/"
    /// Seconds to live; nil means until the browser closes, 0 removes it.
    public var maxAgeSeconds: Int?
    /// Whether it is sent over TLS only.
    public var isSecure = true
    /// Whether scripts cannot read it.
    public var isHTTPOnly = true
    /// When it is sent with requests from other sites.
    public var sameSite = SameSite.lax

    /// Creates a cookie: whole site, TLS only, hidden from scripts, `SameSite=Lax`, until the browser closes.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// The value of the `Set-Cookie` field; characters that could end the cookie are percent-encoded.
    public var headerValue: String {
        var text = "\(Self.tokenOnly(name))=\(PercentCoding.encode(value)); Path=\(Self.pathOnly(path))"
        if let maxAgeSeconds { text += "; Max-Age=\(maxAgeSeconds)" }
        if isSecure { text += "; Secure" }
        if isHTTPOnly { text += "; HttpOnly" }
        return text + "; SameSite=\(sameSite.rawValue)"
    }

    private static func tokenOnly(_ name: String) -> String {
        String(decoding: name.utf8.filter(\.isTokenByte), as: UTF8.self)
    }

    private static func pathOnly(_ path: String) -> String {
        String(decoding: path.utf8.filter { $0 > 0x20 && $0 < 0x7F && $0 != 0x3B }, as: UTF8.self)
    }
}

/// The cookies a request brought.
public struct Cookies: Sendable, Equatable {
    private var values: [String: String] = [:]

    /// The first value sent under a name, percent-decoded where it was encoded.
    public subscript(name: String) -> String? { values[name] }

    /// Reads all `Cookie` fields; pieces that are no cookie are left out.
    ///
    /// Source: RFC 6265 §5.4.
    init(_ headers: Headers) {
        for line in headers.all("Cookie") {
            for piece in line.split(separator: ";") {
                let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2 else { continue }
                let name = parts[0].trimmed
                if values[name] == nil { values[name] = Self.value(parts[1].trimmed) }
            }
        }
    }

    private static func value(_ raw: String) -> String {
        let isQuoted = raw.count > 1 && raw.hasPrefix("\"") && raw.hasSuffix("\"")
        let bare = isQuoted ? String(raw.dropFirst().dropLast()) : raw
        return PercentCoding.decode(bare) ?? bare
    }
}
