public import Values

extension String: PostgresValue {
    /// The type `text`, which is also read from `varchar`, `char(n)` and `name`.
    ///
    /// Other types have to be cast (`::text`).
    public static var postgresType: PostgresType { .text }
    /// The empty text.
    public static var sample: String? { "" }

    /// Appends the UTF-8 bytes; PostgreSQL stores no NUL character.
    public func encode(into bytes: inout [UInt8]) throws(ValueFault) {
        let start = bytes.count
        bytes.append(contentsOf: utf8)
        guard !bytes[start...].contains(0) else { throw ValueFault("a text with a NUL character") }
    }

    /// Reads UTF-8 bytes.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw ValueFault("a text that is not UTF-8") }
        return text
    }
}

extension JSON: PostgresValue {
    /// `jsonb`.
    public static var postgresType: PostgresType { .jsonb }
    /// The JSON `null`, which is not the SQL NULL.
    public static var sample: JSON? { .null }

    /// Appends the format's version (1) and the text.
    public func encode(into bytes: inout [UInt8]) throws(ValueFault) {
        bytes.append(1)
        write(to: &bytes)
    }

    /// Reads the format's version (1) and the text.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> JSON {
        guard bytes.first == 1 else { throw ValueFault("a jsonb of an unknown version") }
        do {
            return try JSON(parsing: UnsafeBufferPointer(rebasing: bytes.bindMemory(to: UInt8.self)[1...]))
        } catch {
            throw ValueFault("a jsonb that cannot be read: \(error.reason)")
        }
    }
}

extension PostgresValue where Self: RawRepresentable, RawValue: PostgresValue {
    /// The type of the raw value.
    public static var postgresType: PostgresType { RawValue.postgresType }
    /// What the raw value's sample stands for, if anything.
    public static var sample: Self? { RawValue.sample.flatMap(Self.init(rawValue:)) }

    /// Appends the raw value.
    public func encode(into bytes: inout [UInt8]) throws(ValueFault) {
        try rawValue.encode(into: &bytes)
    }

    /// Reads the raw value.
    public static func decode(_ bytes: UnsafeRawBufferPointer) throws(ValueFault) -> Self {
        guard let value = Self(rawValue: try RawValue.decode(bytes)) else {
            throw ValueFault("a \(RawValue.postgresType) that is no \(Self.self)")
        }
        return value
    }
}

extension PostgresValue where Self: RawRepresentable & CaseIterable, RawValue: PostgresValue {
    /// The first case.
    public static var sample: Self? { allCases.first }
}

extension ID: PostgresValue {}
extension Currency: PostgresValue {}
extension Role: PostgresValue {}
extension Rounding: PostgresValue {}
