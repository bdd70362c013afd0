/// The address of a back-office: what stands before the charge point's identity.
public struct UpstreamAddress: Hashable, Sendable, CustomStringConvertible {
    /// Whether TLS is spoken.
    public let isSecure: Bool
    /// The name or address of the machine; an IPv6 address without its brackets.
    public let host: String
    /// The port.
    public let port: Int
    /// The path as written, with a slash at its end; the identity comes behind it.
    public let path: String
    /// The query as written, without the question mark.
    public let query: String?

    /// Reads `ws://host/path` or `wss://host:port/path/?query`.
    ///
    /// Returns `nil` for another scheme, a user name, a fragment, or bytes that cannot stand in an address.
    public init?(_ text: String) {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains("#"),
            let scheme = text.firstRange(of: "://")
        else { return nil }
        switch text[..<scheme.lowerBound].lowercased() {
        case "ws": isSecure = false
        case "wss": isSecure = true
        default: return nil
        }
        let rest = text[scheme.upperBound...]
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard let (host, port) = Self.authority(rest[..<end], isSecure: isSecure) else { return nil }
        (self.host, self.port) = (host, port)
        let parts = rest[end...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.first.map(String.init) ?? ""
        self.path = path.hasSuffix("/") ? path : path + "/"
        query = parts.count > 1 ? String(parts[1]) : nil
    }

    private static func authority(_ text: Substring, isSecure: Bool) -> (String, Int)? {
        let standard = isSecure ? 443 : 80
        guard !text.isEmpty, !text.contains("@") else { return nil }
        if text.hasPrefix("[") {
            guard let close = text.firstIndex(of: "]") else { return nil }
            let host = String(text[text.index(after: text.startIndex)..<close])
            return port(text[text.index(after: close)...], standard: standard).map { (host, $0) }
        }
        let colon = text.firstIndex(of: ":") ?? text.endIndex
        guard colon > text.startIndex else { return nil }
        return port(text[colon...], standard: standard).map { (String(text[..<colon]), $0) }
    }

    private static func port(_ text: Substring, standard: Int) -> Int? {
        guard !text.isEmpty else { return standard }
        guard text.first == ":", let port = Int(text.dropFirst()), (1...65_535).contains(port) else { return nil }
        return port
    }

    /// What is asked for on the wire: the base, the identity as the charge point wrote it, the queries.
    public func requestTarget(identity: String, query other: String?) -> String {
        let queries = [query, other].compactMap { $0 }.filter { !$0.isEmpty }
        return path + identity + (queries.isEmpty ? "" : "?" + queries.joined(separator: "&"))
    }

    /// The address as it is written.
    public var description: String {
        let name = host.contains(":") ? "[\(host)]" : host
        let port = port == (isSecure ? 443 : 80) ? "" : ":\(port)"
        return (isSecure ? "wss://" : "ws://") + name + port + path + (query.map { "?" + $0 } ?? "")
    }
}
