/// The name of a thing with the address of its page, where the reader has such a page.
package struct Mention: Sendable, Hashable {
    package let name: String
    package let route: Route?

    package init(_ name: String, _ route: Route?) {
        self.name = name
        self.route = route
    }

    /// The name, as a link where there is a page.
    package var html: HTML { link { HTML(name) } }

    /// Other words for the thing, linked the same way.
    func link(@HTMLBuilder words: Content) -> HTML {
        guard let route else { return words() }
        return a(.href(route)) { words() }
    }
}

/// Text that stands back: units, codes, secondary facts.
package func soft(_ text: String) -> HTML { span(.class("soft")) { text } }
