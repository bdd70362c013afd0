public import Values

extension JSON {
    /// The same as far as `jsonb` holds it, for what others wrote: U+0000 becomes U+FFFD, and a number beyond a
    /// hundred digits its text.
    public var storable: JSON {
        switch self {
        case .null, .bool: self
        case .number(let text): JSON.isStorable(number: text) ? self : .string(text)
        case .string(let text): .string(JSON.storable(text))
        case .array(let elements): .array(elements.map(\.storable))
        case .object(let members):
            .object(members.map { JSONMember(name: JSON.storable($0.name), value: $0.value.storable) })
        }
    }

    private static func storable(_ text: String) -> String {
        text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text
    }

    /// PostgreSQL writes exponents out, so that a short text may become a long number, or none at all.
    private static func isStorable(number text: String) -> Bool {
        let parts = text.split { $0 == "e" || $0 == "E" }
        let exponent = parts.count > 1 ? Int(parts[1]) : 0
        return text.utf8.count <= 100 && (exponent?.magnitude ?? .max) <= 100
    }
}
