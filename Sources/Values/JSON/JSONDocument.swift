/// A JSON value together with the line it stands on, for files whose faults are told by line.
public struct JSONDocument: Sendable {
    /// The whole value.
    public let root: JSON
    /// The line of every value in the order of reading: each value before what it contains.
    private let lines: [Int]

    /// Reads a whole file.
    ///
    /// - Throws: ``JSONError`` with line and column.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        // Some editors begin a file with a byte order mark; a reader may ignore it. Source: RFC 8259 §8.1.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        var offsets: [Int] = []
        root = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
            var parser = JSONParser(bytes: buffer)
            let collected = Offsets()
            parser.onValue = { collected.all.append($0) }
            let root = try parser.document()
            offsets = collected.all
            return root
        }
        lines = JSONDocument.lines(of: offsets, in: bytes)
    }

    private final class Offsets {
        var all: [Int] = []
    }

    private static func lines(of offsets: [Int], in bytes: [UInt8]) -> [Int] {
        var line = 1
        var position = 0
        return offsets.map { offset in
            while position < offset {
                if bytes[position] == 10 { line += 1 }
                position += 1
            }
            return line
        }
    }

    /// A cursor at the root.
    public var cursor: JSONCursor { JSONCursor(value: root, order: 0, path: "", document: self) }

    fileprivate func line(_ order: Int) -> Int { lines.indices.contains(order) ? lines[order] : 1 }
}

/// A value of a document with its place: line and path such as `/hosts/3/iban`.
public struct JSONCursor: Sendable {
    /// The value.
    public let value: JSON
    private let order: Int
    /// The place as a JSON Pointer (RFC 6901).
    public let path: String
    private let document: JSONDocument

    fileprivate init(value: JSON, order: Int, path: String, document: JSONDocument) {
        self.value = value
        self.order = order
        self.path = path
        self.document = document
    }

    /// The line the value starts on, from 1.
    public var line: Int { document.line(order) }

    /// The cursor of a member; `nil` when absent or no object.
    public subscript(name: String) -> JSONCursor? { members?.last { $0.name == name }?.cursor }

    /// The members of an object with their cursors; `nil` when the value is no object.
    public var members: [(name: String, cursor: JSONCursor)]? {
        guard case .object(let members) = value else { return nil }
        var next = order + 1
        return members.map { member in
            defer { next += member.value.size }
            let path = "\(path)/\(member.name.replacing("~", with: "~0").replacing("/", with: "~1"))"
            return (member.name, JSONCursor(value: member.value, order: next, path: path, document: document))
        }
    }

    /// The elements of an array with their cursors; `nil` when the value is no array.
    public var elements: [JSONCursor]? {
        guard case .array(let elements) = value else { return nil }
        var next = order + 1
        return elements.enumerated().map { index, element in
            defer { next += element.size }
            return JSONCursor(value: element, order: next, path: "\(path)/\(index)", document: document)
        }
    }
}

extension JSON {
    /// How many values this one is made of, itself included.
    fileprivate var size: Int {
        switch self {
        case .array(let elements): elements.reduce(1) { $0 + $1.size }
        case .object(let members): members.reduce(1) { $0 + $1.value.size }
        default: 1
        }
    }
}
