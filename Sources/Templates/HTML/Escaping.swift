/// Turns texts into markup bytes that mean exactly those texts.
enum Escaping {
    /// Appends a text as element content.
    static func appendText(_ text: String, to bytes: inout [UInt8]) {
        append(text, to: &bytes, entity: textEntity)
    }

    /// Appends a text as the inside of a double-quoted attribute value.
    static func appendAttribute(_ text: String, to bytes: inout [UInt8]) {
        append(text, to: &bytes, entity: attributeEntity)
    }

    /// Copies runs of harmless bytes at once; most texts are one such run.
    private static func append(
        _ text: String,
        to bytes: inout [UInt8],
        entity: (UInt8) -> StaticString?
    ) {
        var text = text
        text.withUTF8 { source in
            var runStart = 0
            for index in source.indices {
                guard let replacement = entity(source[index]) else { continue }
                bytes.append(contentsOf: source[runStart..<index])
                replacement.withUTF8Buffer { bytes.append(contentsOf: $0) }
                runStart = index + 1
            }
            bytes.append(contentsOf: source[runStart...])
        }
    }

    /// NUL may not stand in a document at all, so it becomes the replacement character.
    private static func textEntity(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case 0: "\u{FFFD}"
        default: nil
        }
    }

    /// Line ends are kept as references, so that a hidden field gives back exactly what was put in.
    private static func attributeEntity(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        case UInt8(ascii: "\n"): "&#10;"
        case UInt8(ascii: "\r"): "&#13;"
        default: textEntity(byte)
        }
    }
}
