/// Why a value cannot be written to, or read from, PostgreSQL's binary form; says what, never the value.
public struct ValueFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The reason in words, without the value.
    public let description: String

    /// Makes the error.
    public init(_ description: String) {
        self.description = description
    }
}

/// A Swift type that PostgreSQL stores as one value, in its binary form.
///
/// An enum or struct with a `rawValue` of such a type needs no more than `extension Colour: PostgresValue {}`.
public protocol PostgresValue: Sendable {
    /// The PostgreSQL type; parameters are declared and columns checked with it.
    static var postgresType: PostgresType { get }
    /// A value to try statements with that are not run; `nil` when the type cannot name one.
    static var sample: Self? { get }
    /// Appends the binary form.
    func encode(into bytes: inout [UInt8]) throws(ValueFault)
    /// Reads the binary form.
    static func decode(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> Self
}

/// An integer in network byte order.
protocol PostgresInteger: PostgresValue, FixedWidthInteger {}

extension PostgresInteger {
    /// Zero.
    public static var sample: Self? { 0 }

    /// Appends the bytes, highest first.
    public func encode(into bytes: inout [UInt8]) throws(ValueFault) {
        bytes.append(bigEndianOf: self)
    }

    /// Reads the bytes, highest first.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> Self {
        try bytes.integer(at: 0, only: true)
    }
}

extension Int16: PostgresInteger {
    /// `smallint`.
    public static var postgresType: PostgresType { .int2 }
}

extension Int32: PostgresInteger {
    /// `integer`.
    public static var postgresType: PostgresType { .int4 }
}

extension Int64: PostgresInteger {
    /// `bigint`.
    public static var postgresType: PostgresType { .int8 }
}

extension Int: PostgresInteger {
    /// `bigint`, which is what `count(*)` returns.
    public static var postgresType: PostgresType { .int8 }
}

extension Bool: PostgresValue {
    /// `boolean`.
    public static var postgresType: PostgresType { .bool }
    /// `false`.
    public static var sample: Bool? { false }

    /// Appends one byte, 0 or 1.
    public func encode(into bytes: inout [UInt8]) throws(ValueFault) {
        bytes.append(self ? 1 : 0)
    }

    /// Reads one byte.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> Bool {
        guard bytes.count == 1 else { throw ValueFault("a boolean of \(bytes.count) bytes") }
        return bytes[0] != 0
    }
}

extension [UInt8] {
    mutating func append(bigEndianOf value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    /// Appends a length, then what the body appends, as arrays and COPY have it.
    mutating func appendSized(_ body: (inout [UInt8]) throws(ValueFault) -> Void) throws(ValueFault) {
        let start = count
        append(bigEndianOf: Int32(0))
        try body(&self)
        guard let length = Int32(exactly: count - start - 4) else { throw ValueFault("more than two gigabytes") }
        Swift.withUnsafeBytes(of: length.bigEndian) { replaceSubrange(start..<(start + 4), with: $0) }
    }
}

extension UnsafeRawBufferPointer {
    /// The integer in network byte order that starts at the offset.
    func integer<Number: FixedWidthInteger>(
        at offset: Int,
        as type: Number.Type = Number.self,
        only: Bool = false
    ) throws(ValueFault) -> Number {
        let size = MemoryLayout<Number>.size
        guard only ? count == size : count >= offset + size else {
            throw ValueFault("\(count) bytes where \(offset + size) are needed")
        }
        return Number(bigEndian: loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
}
