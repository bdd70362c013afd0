public import Values

/// A type whose arrays PostgreSQL stores.
///
/// Bytes are the exception for which this stands apart from ``PostgresValue``: `[UInt8]` is a `bytea`, not an array.
public protocol PostgresElement: Sendable {
    /// The type of a Swift array of these.
    static var arrayType: PostgresType { get }
    /// Appends the binary form of the whole array.
    static func encodeArray(_ elements: [Self], into bytes: inout [UInt8]) throws(ValueFault)
    /// Reads the binary form of a whole array.
    static func decodeArray(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> [Self]
}

extension Array: PostgresValue where Element: PostgresElement {
    /// The array type of the element, or `bytea` for bytes.
    public static var postgresType: PostgresType { Element.arrayType }
    /// The empty array.
    public static var sample: [Element]? { [] }

    /// Appends the elements.
    public func encode(into bytes: inout [UInt8]) throws(ValueFault) {
        try Element.encodeArray(self, into: &bytes)
    }

    /// Reads an array of one dimension.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> [Element] {
        try Element.decodeArray(bytes)
    }
}

extension UInt8: PostgresElement {
    /// `bytea`.
    public static var arrayType: PostgresType { .bytea }

    /// Appends the bytes as they are.
    public static func encodeArray(_ elements: [UInt8], into bytes: inout [UInt8]) throws(ValueFault) {
        bytes.append(contentsOf: elements)
    }

    /// Reads the bytes as they are.
    public static func decodeArray(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> [UInt8] {
        [UInt8](bytes)
    }
}

extension PostgresElement where Self: PostgresValue {
    /// The array type of the element.
    public static var arrayType: PostgresType { postgresType.array }

    /// Appends a header of one dimension, then each element with its length.
    public static func encodeArray(_ elements: [Self], into bytes: inout [UInt8]) throws(ValueFault) {
        try encodeElements(elements, into: &bytes)
    }

    /// Reads each element; NULL elements are an error.
    public static func decodeArray(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> [Self] {
        try decodeElements(bytes).map { element throws(ValueFault) in
            guard let element else { throw ValueFault("a NULL element in an array") }
            return element
        }
    }
}

extension Optional: PostgresElement where Wrapped: PostgresElement & PostgresValue {
    /// The array type of the wrapped type.
    public static var arrayType: PostgresType { Wrapped.arrayType }

    /// Appends a header of one dimension, then each element with its length, -1 for NULL.
    public static func encodeArray(_ elements: [Wrapped?], into bytes: inout [UInt8]) throws(ValueFault) {
        try Wrapped.encodeElements(elements, into: &bytes)
    }

    /// Reads each element.
    public static func decodeArray(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> [Wrapped?] {
        try Wrapped.decodeElements(bytes)
    }
}

extension PostgresValue {
    fileprivate static func encodeElements(_ elements: [Self?], into bytes: inout [UInt8]) throws(ValueFault) {
        bytes.append(bigEndianOf: Int32(elements.isEmpty ? 0 : 1))
        bytes.append(bigEndianOf: Int32(elements.contains { $0 == nil } ? 1 : 0))
        bytes.append(bigEndianOf: postgresType.oid)
        guard !elements.isEmpty else { return }
        guard let count = Int32(exactly: elements.count) else { throw ValueFault("an array of too many elements") }
        bytes.append(bigEndianOf: count)
        bytes.append(bigEndianOf: Int32(1))
        for element in elements {
            if let element {
                try bytes.appendSized { rest throws(ValueFault) in try element.encode(into: &rest) }
            } else {
                bytes.append(bigEndianOf: Int32(-1))
            }
        }
    }

    fileprivate static func decodeElements(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> [Self?] {
        let dimensions: Int32 = try bytes.integer(at: 0)
        guard dimensions != 0 else { return [] }
        guard dimensions == 1 else { throw ValueFault("an array of \(dimensions) dimensions") }
        let type = PostgresType(oid: try bytes.integer(at: 8))
        guard postgresType.fits(type) else {
            throw ValueFault("an array of \(type) where one of \(postgresType) is read")
        }
        let count: Int32 = try bytes.integer(at: 12)
        guard count >= 0, Int(count) <= bytes.count / 4 else { throw ValueFault("an array of a wrong length") }
        var elements: [Self?] = []
        elements.reserveCapacity(Int(count))
        var offset = 20
        for _ in 0..<count { elements.append(try element(of: bytes, at: &offset)) }
        return elements
    }

    private static func element(
        of bytes: UnsafeRawBufferPointer,
        at offset: inout Int
    ) throws(ValueFault) -> Self? {
        let length = Int(try bytes.integer(at: offset, as: Int32.self))
        offset += 4
        guard length >= 0 else { return nil }
        guard offset + length <= bytes.count else { throw ValueFault("an array that ends too early") }
        defer { offset += length }
        return try decode(UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)]))
    }
}

extension Int16: PostgresElement {}
extension Int32: PostgresElement {}
extension Int64: PostgresElement {}
extension Int: PostgresElement {}
extension Bool: PostgresElement {}
extension String: PostgresElement {}
extension JSON: PostgresElement {}
extension Timestamp: PostgresElement {}
extension LocalDate: PostgresElement {}
extension Exact: PostgresElement {}
extension ID: PostgresElement {}
/// Arrays of `bytea`.
extension Array: PostgresElement where Element == UInt8 {}
