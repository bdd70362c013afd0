/// An HTTP request method.
public struct Method: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The method as it stands on the request line, in capitals.
    public let rawValue: String

    /// Creates a method from its name on the wire.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Reads without a body.
    public static let get = Method(rawValue: "GET")
    /// Like GET, answered without the body.
    public static let head = Method(rawValue: "HEAD")
    /// Creates or acts.
    public static let post = Method(rawValue: "POST")
    /// Replaces.
    public static let put = Method(rawValue: "PUT")
    /// Changes parts.
    public static let patch = Method(rawValue: "PATCH")
    /// Removes.
    public static let delete = Method(rawValue: "DELETE")
    /// Asks what is allowed.
    public static let options = Method(rawValue: "OPTIONS")

    /// The name on the wire.
    public var description: String { rawValue }

    /// Whether a request of this method must say how long its body is, else 411.
    var needsLength: Bool { self == .post || self == .put || self == .patch }
}
