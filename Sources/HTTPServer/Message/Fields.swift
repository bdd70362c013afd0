/// Names and values of a query string or a form, in order, names may repeat.
public struct Fields: Sendable, Equatable {
    /// One name with its value.
    public struct Field: Sendable, Equatable {
        /// The decoded name.
        public var name: String
        /// The decoded value, empty when none was given.
        public var value: String
    }

    /// All fields in order.
    public var all: [Field]

    /// Creates fields from name and value pairs.
    public init(_ pairs: [(String, String)] = []) {
        all = pairs.map { Field(name: $0.0, value: $0.1) }
    }

    /// The first value of a name.
    public subscript(name: String) -> String? {
        all.first { $0.name == name }?.value
    }

    /// Every value of a name in order.
    public func values(_ name: String) -> [String] {
        all.filter { $0.name == name }.map(\.value)
    }

    /// Parses `a=1&b=two+words`.
    ///
    /// - Throws: `HTTPError` 400 when an escape is broken, the text is no UTF-8 or the fields are too many.
    static func parse(urlEncoded text: some StringProtocol, limit: Int) throws(HTTPError) -> Fields {
        let pieces = text.utf8.lazy.filter { $0 == 0x26 }.count + 1
        guard pieces <= limit else { throw HTTPError(.badRequest, "More than \(limit) fields.") }
        var fields = Fields()
        for piece in text.split(separator: "&") {
            let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decodeField(parts[0]),
                let value = PercentCoding.decodeField(parts.count > 1 ? parts[1] : "")
            else { throw HTTPError(.badRequest, "A field is not properly encoded.") }
            fields.all.append(Field(name: name, value: value))
        }
        return fields
    }
}
