/// A value of a list that the specification closes and the field does not.
///
/// A value that the list does not have is kept as it was written, noted, and never fatal.
public enum Open<Known>: Hashable, Sendable, CustomStringConvertible
where Known: RawRepresentable<String> & Hashable & Sendable {
    /// A value of the specification's list.
    case known(Known)
    /// Any other value, as written.
    case unknown(String)

    /// The value for a text on the wire.
    public init(rawValue: String) {
        self = Known(rawValue: rawValue).map(Open.known) ?? .unknown(rawValue)
    }

    /// The text on the wire.
    public var rawValue: String {
        switch self {
        case .known(let value): value.rawValue
        case .unknown(let text): text
        }
    }

    /// The value when the list has it.
    public var known: Known? {
        if case .known(let value) = self { value } else { nil }
    }

    /// The text on the wire.
    public var description: String { rawValue }
}
