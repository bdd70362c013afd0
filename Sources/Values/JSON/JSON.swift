/// A JSON value as it was read or is to be written; numbers stay the text they were, so none loses a digit.
public indirect enum JSON: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number by its literal text.
    case number(String)
    /// A string.
    case string(String)
    /// An array.
    case array([JSON])
    /// An object; members keep their order, and a name that comes twice stays twice.
    case object([JSONMember])

    /// A whole number.
    public static func integer(_ value: some BinaryInteger) -> JSON { .number(String(value)) }

    /// An exact number, written without exponent.
    public static func exact(_ value: Exact) -> JSON { .number(value.description) }

    /// An object from names and values, in order.
    public static func dictionary(_ members: KeyValuePairs<String, JSON>) -> JSON {
        .object(members.map { JSONMember(name: $0.key, value: $0.value) })
    }

    /// A string, or `null` where there is none.
    public static func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
}

/// A member of a JSON object.
public struct JSONMember: Hashable, Sendable {
    /// The member's name.
    public let name: String
    /// The member's value.
    public let value: JSON

    /// Makes a member.
    public init(name: String, value: JSON) {
        self.name = name
        self.value = value
    }
}

extension JSON {
    /// The member of an object by name (the last one when it comes twice); `nil` when absent or no object.
    public subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The element of an array by position; `nil` when absent or no array.
    public subscript(index: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// The text of a string.
    public var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The value of a boolean.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements of an array.
    public var arrayValue: [JSON]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members of an object.
    public var objectValue: [JSONMember]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// A whole number; `nil` for fractions and beyond 64 bits.
    ///
    /// `12.0` and `1.2e1` count as whole.
    public var integerValue: Int64? {
        guard case .number(let text) = self else { return nil }
        if let plain = Int64(text) { return plain }
        guard let exact = exactValue, exact.scale == 0 else { return nil }
        return Int64(exactly: exact.mantissa)
    }

    /// An exact number; an exponent is applied, `nil` beyond the range of ``Exact``.
    public var exactValue: Exact? {
        guard case .number(let text) = self else { return nil }
        let parts = text.split(whereSeparator: { $0 == "e" || $0 == "E" })
        guard let digits = parts.first.flatMap({ Exact(String($0)) }) else { return nil }
        guard parts.count == 2 else { return digits }
        guard let exponent = Int(parts[1]), exponent.magnitude <= Exact.maxScale else { return nil }
        if exponent < 0 {
            return digits.scale - exponent <= Exact.maxScale
                ? Exact(mantissa: digits.mantissa, scale: digits.scale - exponent) : nil
        }
        return try? digits * Exact(mantissa: Exact.power(exponent), scale: 0)
    }
}
