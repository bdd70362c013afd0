public import Values

/// Fields that belong together: a payload, or an object within one.
public protocol PayloadPart: Hashable, Sendable {
    /// Reads the fields, noting what is unusual and throwing only where nothing can be made of it.
    init(reading fields: inout FieldReader) throws(FieldFault)
    /// The fields as JSON, absent ones left out.
    var json: JSON { get }
}

/// The fields of a request or a confirmation.
public protocol Payload: PayloadPart {}

/// A payload with the remarks of its reading.
public struct Decoded<Value: Payload>: Hashable, Sendable {
    /// The fields.
    public let value: Value
    /// What was unusual, in order of the fields.
    public let remarks: [Remark]
}

extension Payload {
    /// Reads a payload leniently.
    ///
    /// - Throws: ``FieldFault`` that names the field and knows its CALLERROR code.
    public static func decode(_ json: JSON) throws(FieldFault) -> Decoded<Self> {
        var fields = try FieldReader(json, path: "")
        let value = try Self(reading: &fields)
        return Decoded(value: value, remarks: fields.remarks)
    }
}

/// A payload without fields.
public protocol EmptyPayload: Payload {
    /// Makes the payload.
    init()
}

extension EmptyPayload {
    /// Reads nothing: fields that should not be there are nobody's harm.
    public init(reading fields: inout FieldReader) throws(FieldFault) {
        self.init()
    }

    /// An empty object.
    public var json: JSON { .object([]) }
}

/// An action of the protocol: a name with its two payloads.
public protocol Action {
    /// What the caller sends.
    associatedtype Request: Payload
    /// What the other side answers.
    associatedtype Confirmation: Payload
    /// The name on the wire.
    static var name: String { get }
}

extension Action {
    /// A call of this action.
    public static func call(_ id: MessageID, _ request: Request) -> Call {
        Call(id: id, action: name, payload: request.json)
    }

    /// The answer to a call of this action.
    public static func result(_ id: MessageID, _ confirmation: Confirmation) -> CallResult {
        CallResult(id: id, payload: confirmation.json)
    }
}

extension JSON {
    /// An object from names and values, those without a value left out.
    static func fields(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(members.compactMap { name, value in value.map { JSONMember(name: name, value: $0) } })
    }

    /// A string, or nothing.
    static func optional(_ text: String?) -> JSON? { text.map(JSON.string) }

    /// A whole number, or nothing.
    static func optional(_ number: Int64?) -> JSON? { number.map { JSON.integer($0) } }

    /// An exact number, or nothing.
    static func optional(_ number: Exact?) -> JSON? { number.map { JSON.exact($0) } }

    /// A boolean, or nothing.
    static func optional(_ value: Bool?) -> JSON? { value.map { JSON.bool($0) } }

    /// A listed value, or nothing.
    static func optional<Known>(_ value: Open<Known>?) -> JSON? { value.map { .string($0.rawValue) } }

    /// A timestamp, or nothing.
    static func optional(_ timestamp: Timestamp?) -> JSON? { timestamp.map { .string($0.rfc3339) } }

    /// Watt-hours as a number, or nothing.
    static func optional(wh energy: Energy?) -> JSON? { energy.map { .exact($0.wh) } }
}
