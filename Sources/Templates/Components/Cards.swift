/// A section of a page with its own heading.
package func card(_ heading: String, actions: HTML = .empty, @HTMLBuilder content: Content) -> HTML {
    section(.class("card")) {
        header(.class("card__head")) {
            h2(.class("card__title")) { heading }
            if !actions.isEmpty { div(.class("card__actions")) { actions } }
        }
        div(.class("card__body")) { content() }
    }
}

/// A section whose content reaches to the edges, for tables.
package func tableCard(_ heading: String, actions: HTML = .empty, @HTMLBuilder content: Content) -> HTML {
    section(.class("card", "card--flush")) {
        header(.class("card__head")) {
            h2(.class("card__title")) { heading }
            if !actions.isEmpty { div(.class("card__actions")) { actions } }
        }
        content()
    }
}

/// One figure that matters, with what it is and what stands behind it.
package struct Tile: Sendable {
    package let name: String
    package let value: String
    package var detail = ""
    package var tone = Tone.neutral
    package var link: Link?

    package init(_ name: String, _ value: String, detail: String = "", tone: Tone = .neutral, to route: Route? = nil) {
        self.init(name, value, detail: detail, tone: tone, link: route.map { Link($0) })
    }

    package init(_ name: String, _ value: String, detail: String = "", tone: Tone = .neutral, link: Link?) {
        self.name = name
        self.value = value
        self.detail = detail
        self.tone = tone
        self.link = link
    }
}

/// Figures side by side; each links to the list behind it where there is one.
package func tiles(_ tiles: [Tile]) -> HTML {
    ul(.class("tiles")) { tiles.map(tile) }
}

private func tile(_ tile: Tile) -> HTML {
    li(.class("tile", "tile--" + tile.tone.rawValue)) {
        span(.class("tile__name")) {
            if let link = tile.link { a(.href(link)) { tile.name } } else { tile.name }
        }
        span(.class("tile__value")) { tile.value }
        if !tile.detail.isEmpty { span(.class("tile__detail")) { tile.detail } }
    }
}

/// One name and value of a list of facts.
package struct Fact: Sendable {
    let name: String
    let value: HTML

    package init(_ name: String, _ value: String) {
        self.init(name, HTML(value))
    }

    package init(_ name: String, _ value: HTML) {
        self.name = name
        self.value = value
    }
}

/// Names and values in two columns.
package func facts(_ facts: [Fact]) -> HTML {
    dl(.class("facts")) {
        facts.map { fact in
            div(.class("facts__row")) {
                dt { fact.name }
                dd { fact.value }
            }
        }
    }
}

/// Cards side by side where there is room.
package func columns(@HTMLBuilder content: Content) -> HTML {
    div(.class("columns")) { content() }
}

/// Content that is shown on request.
package func disclosure(_ heading: String, isOpen: Bool = false, @HTMLBuilder content: Content) -> HTML {
    details(.class("disclosure"), .open(isOpen)) {
        summary { heading }
        div(.class("disclosure__body")) { content() }
    }
}
