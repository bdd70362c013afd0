/// A finished piece of markup: bytes that are safe to send because every way of making them escapes.
///
/// One concrete type for texts, elements and whole documents keeps the type checker quick. Content is UTF-8.
package struct HTML: Sendable, Hashable {
    package private(set) var bytes: [UInt8]

    /// Nothing at all.
    package static let empty = HTML(bytes: [])

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A text, escaped for element content.
    package init(_ text: String) {
        var bytes: [UInt8] = []
        Escaping.appendText(text, to: &bytes)
        self.bytes = bytes
    }

    /// Several pieces one after another.
    package init(joining parts: [HTML]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.bytes.count })
        for part in parts { bytes += part.bytes }
        self.bytes = bytes
    }

    /// Content written with the builder.
    package init(@HTMLBuilder content: () -> HTML) {
        self = content()
    }

    /// True when there is no content.
    package var isEmpty: Bool { bytes.isEmpty }

    /// The markup as text, for tests and mails.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Markup from a source that is trusted to be well formed and harmless: the only door past the escaping.
///
/// Only literals of our own may pass; the static string keeps anything a peer or user sent outside.
package struct TrustedHTML: Sendable {
    package let html: HTML

    package init(_ literal: StaticString) {
        html = literal.withUTF8Buffer { HTML(bytes: Array($0)) }
    }
}

/// Collects texts and elements in written order.
@resultBuilder
package enum HTMLBuilder {
    package static func buildExpression(_ html: HTML) -> HTML { html }
    package static func buildExpression(_ text: String) -> HTML { HTML(text) }
    package static func buildExpression(_ trusted: TrustedHTML) -> HTML { trusted.html }
    package static func buildExpression(_ list: [HTML]) -> HTML { HTML(joining: list) }
    package static func buildBlock() -> HTML { .empty }
    package static func buildBlock(_ only: HTML) -> HTML { only }
    package static func buildBlock(_ parts: HTML...) -> HTML { HTML(joining: parts) }
    package static func buildOptional(_ html: HTML?) -> HTML { html ?? .empty }
    package static func buildEither(first html: HTML) -> HTML { html }
    package static func buildEither(second html: HTML) -> HTML { html }
    package static func buildArray(_ parts: [HTML]) -> HTML { HTML(joining: parts) }
}
