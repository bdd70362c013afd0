/// Writes XML piece by piece, so that a document of any length passes through a small buffer.
///
/// The same calls give the same bytes: UTF-8, two spaces per level, attributes in the order given, `\n`.
package struct XMLText: Sendable {
    /// What has been written and not been taken yet.
    package private(set) var bytes: [UInt8] = []
    private var open: [String] = []

    package init() {
        bytes.append(contentsOf: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    }

    /// Opens an element that has others inside.
    package mutating func begin(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        start(name, attributes)
        bytes.append(contentsOf: ">\n".utf8)
        open.append(name)
    }

    /// Closes the element opened last.
    package mutating func end() {
        guard let name = open.popLast() else { return }
        indent()
        bytes.append(contentsOf: "</\(name)>\n".utf8)
    }

    /// Writes an element with text, or with attributes only.
    package mutating func element(
        _ name: String,
        _ text: String = "",
        _ attributes: KeyValuePairs<String, String?> = [:]
    ) {
        start(name, attributes)
        if text.isEmpty {
            bytes.append(contentsOf: "/>\n".utf8)
        } else {
            bytes.append(UInt8(ascii: ">"))
            escape(text)
            bytes.append(contentsOf: "</\(name)>\n".utf8)
        }
    }

    /// Hands out what has been written.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func start(_ name: String, _ attributes: KeyValuePairs<String, String?>) {
        indent()
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: name.utf8)
        for (name, value) in attributes {
            guard let value else { continue }
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: name.utf8)
            bytes.append(contentsOf: "=\"".utf8)
            escape(value)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private mutating func indent() {
        for _ in open { bytes.append(contentsOf: "  ".utf8) }
    }

    /// What XML has no place for becomes a space.
    ///
    /// Source: XML 1.0, section 2.2.
    private mutating func escape(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: bytes.append(contentsOf: "&amp;".utf8)
            case 0x3C: bytes.append(contentsOf: "&lt;".utf8)
            case 0x3E: bytes.append(contentsOf: "&gt;".utf8)
            case 0x22: bytes.append(contentsOf: "&quot;".utf8)
            case 0..<0x20, 0xFFFE, 0xFFFF: bytes.append(UInt8(ascii: " "))
            default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }
}
