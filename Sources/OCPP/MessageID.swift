internal import Values

/// The id by which an answer finds its call; unique per sender and connection only.
///
/// Source: OCPP-J 1.6 §4.1.4.
public struct MessageID: Hashable, Sendable, CustomStringConvertible {
    /// The id's text.
    public let text: String
    /// Whether the sender wrote it as a JSON number; the answer then carries a number too.
    public let isNumber: Bool

    /// The longest id the specification allows; longer ones are kept and flagged.
    public static let specifiedLength = 36

    /// An id by its text.
    public init(_ text: String) {
        self.text = text
        isNumber = false
    }

    /// Reads the id element of a frame: a string, or leniently a number.
    init?(_ element: JSON) {
        switch element {
        case .string(let text): (self.text, isNumber) = (text, false)
        case .number(let text): (self.text, isNumber) = (text, true)
        default: return nil
        }
    }

    /// Whether the id is longer than the specification allows.
    public var isOverlong: Bool { text.utf8.count > MessageID.specifiedLength }

    /// The id as an element of a frame.
    var json: JSON { isNumber ? .number(text) : .string(text) }

    /// The id's text.
    public var description: String { text }
}
