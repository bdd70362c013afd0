import Values

extension Route {
    /// The path with its arguments filled in and percent-encoded.
    package var path: String {
        let pattern = pattern
        guard pattern.utf8.contains(UInt8(ascii: "{")) else { return pattern }
        var path = ""
        var rest = arguments[...]
        for segment in pattern.utf8.split(separator: UInt8(ascii: "/")) {
            path += "/"
            path += segment.first == UInt8(ascii: "{") ? Link.encode(rest.popFirst() ?? "") : String(Substring(segment))
        }
        return path
    }
}
