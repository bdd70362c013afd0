package import Values

/// Everything around a page's own content: who reads, whose brand, where in the product, what just happened.
package struct PageFrame: Sendable {
    package var say: Reader
    package var brand: Brand
    /// `nil` on pages before sign-in.
    package var user: SignedInUser?
    /// The token against forged requests of this visitor; printed into every form that changes something.
    package var csrfToken: String
    /// The page's own route, which the navigation marks.
    package var current: Route
    /// Where to come back to from elsewhere: the page with the filters, order and place of its list.
    package var address: Link
    package var flashes: [Flash]
    package var counts: NavigationCounts
    package var assets: Assets
    /// What a page in a frame of another site needs; `nil` for all others.
    package var embedding: Embedding?

    package init(
        say: Reader,
        brand: Brand,
        user: SignedInUser?,
        csrfToken: String,
        current: Route,
        address: Link? = nil,
        flashes: [Flash] = [],
        counts: NavigationCounts = NavigationCounts(),
        assets: Assets,
        embedding: Embedding? = nil
    ) {
        self.say = say
        self.brand = brand
        self.user = user
        self.csrfToken = csrfToken
        self.current = current
        self.address = address ?? Link(current)
        self.flashes = flashes
        self.counts = counts
        self.assets = assets
        self.embedding = embedding
    }

    /// The address of a page as links from this one name it: those within a frame stay in it.
    package func inside(_ route: Route) -> Route { embedding?.inside(route) ?? route }

    /// The reader's first page.
    var start: Route {
        embedding == nil ? user.map { Route.start(for: $0.role) } ?? .home : inside(.customerERE)
    }

    /// Whether the reader may change what only administrators may.
    var isAdministrator: Bool { user?.role == .operatorAdmin }
    /// Whether the reader may connect charge points, as an administrator or for a host.
    var mayConnect: Bool { isAdministrator || user?.mayConnect == true }
}

/// Under whose name a tenant's pages appear.
package struct Brand: Sendable, Hashable {
    package let name: String
    /// Whether nothing of ours may be seen beside it.
    package let isWhiteLabel: Bool
    /// Six hexadecimal digits; empty for our own colour.
    package let colour: String
    package let mark: BrandMark?
    package let supportEmail: String
    package let supportPhone: String

    package init(
        name: String,
        isWhiteLabel: Bool = false,
        colour: String = "",
        mark: BrandMark? = nil,
        supportEmail: String = "",
        supportPhone: String = ""
    ) {
        self.name = name
        self.isWhiteLabel = isWhiteLabel
        self.colour = colour
        self.mark = mark
        self.supportEmail = supportEmail
        self.supportPhone = supportPhone
    }
}

/// Who is signed in, as far as every page shows it.
package struct SignedInUser: Sendable, Hashable {
    package let name: String
    package let email: String
    package let role: Role
    /// Whether somebody of a host may connect charge points.
    package let mayConnect: Bool
    /// Whether the operator is a partner of the platform.
    package let isPartner: Bool

    package init(name: String, email: String, role: Role, mayConnect: Bool = false, isPartner: Bool = false) {
        self.name = name
        self.email = email
        self.role = role
        self.mayConnect = mayConnect
        self.isPartner = isPartner
    }
}

/// Figures beside navigation entries that ask for attention; zero shows nothing.
package struct NavigationCounts: Sendable, Hashable {
    package var exceptions: Int

    package init(exceptions: Int = 0) {
        self.exceptions = exceptions
    }
}

/// Where the browser finds our files; the web server prints its hashed names through `path`.
package struct Assets: Sendable {
    /// Turns `css/button.css` into the address it is served at.
    package let path: @Sendable (String) -> String

    package init(path: @escaping @Sendable (String) -> String) {
        self.path = path
    }

    /// The style sheets below `Public`, in the order they are linked; the first names the layers.
    package static let stylesheets = [
        "layers", "tokens", "base", "layout", "navigation", "button", "form", "table", "card", "badge", "notice",
        "facts", "code", "chart", "plain", "utilities", "print",
    ].map { "css/\($0).css" }

    /// The script that must run before the first paint, so that a chosen theme does not flash.
    package static let earlyScript = "js/theme.js"

    /// The modules below `Public`; each stands alone and finds its elements by data attributes.
    package static let modules = [
        "live", "copy", "confirm", "auto-submit", "preview", "relative-time", "menu",
    ].map { "js/\($0).js" }
}
