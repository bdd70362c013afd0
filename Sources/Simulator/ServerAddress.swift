/// Where a central system listens: the base of the URLs of its charge points.
package struct ServerAddress: Hashable, Sendable {
    /// Whether TLS is spoken.
    package let isSecure: Bool
    package let host: String
    package let port: Int
    /// The path without a slash at its end, such as `/ocpp`.
    package let path: String

    /// Reads `ws://host:port/path` or `wss://…`.
    ///
    /// - Throws: ``SimulatorFault/malformedURL``.
    package init(_ url: String) throws(SimulatorFault) {
        let schemes: [(String, Bool, Int)] = [("ws://", false, 80), ("wss://", true, 443)]
        guard let (scheme, secure, standardPort) = schemes.first(where: { url.hasPrefix($0.0) }) else {
            throw .malformedURL
        }
        let rest = url.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        let (name, digits) = ServerAddress.split(authority)
        guard !name.isEmpty, let port = digits.isEmpty ? standardPort : Int(digits), (1...65_535).contains(port) else {
            throw .malformedURL
        }
        isSecure = secure
        host = String(name)
        self.port = port
        var path = String(rest.dropFirst(authority.count))
        while path.hasSuffix("/") { path.removeLast() }
        self.path = path
    }

    /// Host and port of an authority; an IPv6 address stands in brackets.
    private static func split(_ authority: Substring) -> (Substring, Substring) {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let after = authority[authority.index(after: end)...]
            return (authority[authority.index(after: authority.startIndex)..<end], after.dropFirst())
        }
        let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
    }
}
