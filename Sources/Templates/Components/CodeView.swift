/// A text to copy, such as an address or a key, with a button that the script brings to life.
package func copyable(_ text: String, id: String, _ say: Reader) -> HTML {
    span(.class("copyable")) {
        code(.id(id)) { text }
        button(.class("button", "button--quiet", "js-only"), .type(.button), .copies(id: id)) {
            icon(.copy)
            say(.copy)
        }
    }
}

/// Raw JSON, indented for reading; the values stay byte for byte as received.
package func jsonView(_ raw: String) -> HTML {
    pre(.class("code"), .tabindex(0)) { code { JSONLayout(raw).html } }
}

/// Lays JSON out over lines without reading its values, so that nothing is rounded, sorted or lost.
///
/// Text that is no JSON comes out with every character it had.
struct JSONLayout {
    private let source: [UInt8]
    private var position = 0
    private var depth = 0
    private var parts: [HTML] = []
    private var plain: [UInt8] = []

    init(_ raw: String) {
        source = Array(raw.utf8)
    }

    var html: HTML {
        var layout = self
        layout.run()
        return HTML(joining: layout.parts)
    }

    private mutating func run() {
        while position < source.count {
            step(source[position])
        }
        flush()
    }

    private mutating func step(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): string()
        case UInt8(ascii: "{"), UInt8(ascii: "["): open(byte)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): close(byte)
        case UInt8(ascii: ","):
            plain.append(byte)
            position += 1
            newLine()
        case UInt8(ascii: ":"):
            plain += [byte, UInt8(ascii: " ")]
            position += 1
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
        default:
            plain.append(byte)
            position += 1
        }
    }

    private mutating func open(_ byte: UInt8) {
        plain.append(byte)
        position += 1
        skipSpace()
        if position < source.count, isClosing(source[position]) {
            plain.append(source[position])
            position += 1
        } else {
            depth += 1
            newLine()
        }
    }

    private mutating func close(_ byte: UInt8) {
        depth = max(0, depth - 1)
        newLine()
        plain.append(byte)
        position += 1
    }

    /// A string followed by a colon is a name; names and values are coloured apart.
    private mutating func string() {
        let start = position
        position += 1
        while position < source.count, source[position] != UInt8(ascii: "\"") {
            position += source[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        position = min(position + 1, source.count)
        let text = String(decoding: source[start..<position], as: UTF8.self)
        skipSpace()
        let isName = position < source.count && source[position] == UInt8(ascii: ":")
        flush()
        parts.append(span(.class(isName ? "code__name" : "code__string")) { text })
    }

    private mutating func skipSpace() {
        while position < source.count, isSpace(source[position]) { position += 1 }
    }

    private mutating func newLine() {
        plain.append(UInt8(ascii: "\n"))
        plain += [UInt8](repeating: UInt8(ascii: " "), count: min(depth, 40) * 2)
    }

    private mutating func flush() {
        guard !plain.isEmpty else { return }
        parts.append(HTML(String(decoding: plain, as: UTF8.self)))
        plain = []
    }

    private func isClosing(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") }
    private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 13 || byte == 9 }
}
