/// Where and why a text is no JSON.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was wrong, such as `expected a value`.
    public let reason: String
    /// Bytes before the fault.
    public let offset: Int
    /// The line of the fault, from 1.
    public let line: Int
    /// The column of the fault in bytes, from 1.
    public let column: Int

    init(_ reason: String, at offset: Int, in bytes: some Collection<UInt8>) {
        let before = bytes.prefix(offset)
        self.reason = reason
        self.offset = offset
        line = before.reduce(1) { $1 == 10 ? $0 + 1 : $0 }
        column = before.reversed().prefix { $0 != 10 }.count + 1
    }

    /// Reason with line and column.
    public var description: String { "line \(line), column \(column): \(reason)" }
}

extension JSON {
    /// The deepest nesting that is read; real documents stay below ten.
    public static let maxDepth = 64

    /// Reads one JSON text (RFC 8259) that fills the bytes; surrounding white space is allowed.
    ///
    /// - Throws: ``JSONError`` with line and column.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        self = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in try JSON(parsing: buffer) }
    }

    /// Reads one JSON text from memory that outlives the call.
    ///
    /// - Throws: ``JSONError`` with line and column.
    public init(parsing buffer: UnsafeBufferPointer<UInt8>) throws(JSONError) {
        var parser = JSONParser(bytes: buffer)
        self = try parser.document()
    }
}

/// A recursive-descent reader over bytes that stay where they are.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    var depth = 0
    /// When set, told the offset of every value in the order of reading; used to say the line of a wrong value.
    var onValue: ((Int) -> Void)?

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONError) -> JSON {
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw error("text after the end of the document") }
        return value
    }

    mutating func value() throws(JSONError) -> JSON {
        skipSpace()
        guard position < bytes.count else { throw error("the text ends where a value should be") }
        onValue?(position)
        switch bytes[position] {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func nested(
        _ read: (inout JSONParser) throws(JSONError) -> JSON
    ) throws(JSONError) -> JSON {
        depth += 1
        guard depth <= JSON.maxDepth else { throw error("nested more than \(JSON.maxDepth) deep") }
        position += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func array() throws(JSONError) -> JSON {
        var elements: [JSON] = []
        if take(UInt8(ascii: "]")) { return .array(elements) }
        repeat { elements.append(try value()) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw error("expected , or ] in an array") }
        return .array(elements)
    }

    private mutating func object() throws(JSONError) -> JSON {
        var members: [JSONMember] = []
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat { members.append(try member()) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw error("expected , or } in an object") }
        return .object(members)
    }

    private mutating func member() throws(JSONError) -> JSONMember {
        skipSpace()
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            throw error("expected a member name in quotes")
        }
        let name = try string()
        guard take(UInt8(ascii: ":")) else { throw error("expected : after a member name") }
        return JSONMember(name: name, value: try value())
    }

    private mutating func literal(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { throw error("expected a value") }
        for index in 0..<word.utf8CodeUnitCount where bytes[position + index] != word.utf8Start[index] {
            throw error("expected a value")
        }
        position = end
        return value
    }

    /// Takes a byte if it comes next, white space aside.
    mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 32, 9, 10, 13: position += 1
            default: return
            }
        }
    }

    func error(_ reason: String) -> JSONError { JSONError(reason, at: position, in: bytes) }
}
