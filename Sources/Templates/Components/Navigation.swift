/// One step of the way back up; the current page is not among them.
package struct Crumb: Sendable {
    let name: String
    let route: Route

    package init(_ name: String, _ route: Route) {
        self.name = name
        self.route = route
    }
}

func breadcrumbs(_ crumbs: [Crumb], say: Reader) -> HTML {
    nav(.class("crumbs"), .ariaLabel(say(.breadcrumbs))) {
        ol { crumbs.map { crumb in li { a(.href(crumb.route)) { crumb.name } } } }
    }
}

/// One of several views of the same thing, each with its own address.
package struct Tab: Sendable {
    let name: String
    let link: Link
    let isCurrent: Bool

    package init(_ name: String, _ link: Link, isCurrent: Bool) {
        self.name = name
        self.link = link
        self.isCurrent = isCurrent
    }
}

/// Links to the views of a thing, the current one marked.
package func tabs(_ tabs: [Tab], name: String) -> HTML {
    nav(.class("tabs"), .ariaLabel(name)) {
        ul {
            tabs.map { tab in
                li { a(.href(tab.link), .when(tab.isCurrent, .ariaCurrentPage())) { tab.name } }
            }
        }
    }
}

/// Links to the neighbours in time of what is shown.
package func stepper(previous: (String, Link)?, current: String, next: (String, Link)?, name: String) -> HTML {
    nav(.class("stepper"), .ariaLabel(name)) {
        if let previous { a(.class("button", "button--secondary"), .href(previous.1)) { "← " + previous.0 } }
        strong(.class("stepper__current")) { current }
        if let next { a(.class("button", "button--secondary"), .href(next.1)) { next.0 + " →" } }
    }
}
