/// Reads markup back into tags, strictly: what the templates write must be readable this simply.
struct MarkupScanner {
    struct Tag: Hashable {
        let name: String
        let attributes: [String: String]
        let isClosing: Bool

        /// Shapes of icons are written so.
        var isSelfClosing: Bool { attributes["/"] != nil }
    }

    enum Piece: Hashable {
        case tag(Tag)
        case text(String)
    }

    private let characters: [Unicode.Scalar]
    private var position = 0

    init(_ markup: String) {
        characters = Array(markup.unicodeScalars)
    }

    static let voidElements: Set<String> = ["meta", "link", "img", "br", "hr", "input"]

    static func tags(_ markup: String) -> [Tag] {
        var scanner = MarkupScanner(markup)
        return scanner.pieces().compactMap { if case .tag(let tag) = $0 { tag } else { nil } }
    }

    mutating func pieces() -> [Piece] {
        var pieces: [Piece] = []
        while position < characters.count {
            if characters[position] == "<" { pieces.append(.tag(tag())) } else { pieces.append(.text(text())) }
        }
        return pieces
    }

    private mutating func text() -> String {
        let start = position
        while position < characters.count, characters[position] != "<" { position += 1 }
        return MarkupScanner.decode(string(start..<position))
    }

    private mutating func tag() -> Tag {
        position += 1
        let isClosing = skip("/")
        let name = take { $0 != " " && $0 != ">" }
        var attributes: [String: String] = [:]
        while position < characters.count, !skip(">") {
            _ = skip(" ")
            let key = take { $0 != "=" && $0 != " " && $0 != ">" }
            guard skip("=") else {
                if !key.isEmpty { attributes[key] = "" }
                continue
            }
            precondition(skip("\""), "an attribute value without quotes")
            attributes[key] = MarkupScanner.decode(take { $0 != "\"" })
            position += 1
        }
        return Tag(name: name, attributes: attributes, isClosing: isClosing)
    }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard position < characters.count, characters[position] == scalar else { return false }
        position += 1
        return true
    }

    private mutating func take(while isWanted: (Unicode.Scalar) -> Bool) -> String {
        let start = position
        while position < characters.count, isWanted(characters[position]) { position += 1 }
        return string(start..<position)
    }

    private func string(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: characters[range])
        return String(text)
    }

    static func decode(_ text: String) -> String {
        guard text.contains("&") else { return text }
        let entities = [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#10;", "\n"), ("&#13;", "\r"),
        ]
        let plain = entities.reduce(text) { $0.replacing($1.0, with: $1.1) }
        return plain.replacing("&amp;", with: "&")
    }
}
