/// Whole documents.
package enum Page {
    /// A page inside the product, with navigation, breadcrumbs and one heading.
    package static func app(
        _ heading: String,
        frame: PageFrame,
        crumbs: [Crumb] = [],
        lead: HTML = .empty,
        actions: HTML = .empty,
        @HTMLBuilder content: Content
    ) -> HTML {
        guard frame.embedding == nil else {
            return EmbeddedChrome.page(heading, frame) {
                if !crumbs.isEmpty {
                    breadcrumbs(crumbs.map { Crumb($0.name, frame.inside($0.route)) }, say: frame.say)
                }
                pageHead(heading, lead, actions)
                content()
            }
        }
        return shell(heading, frame) {
            Sidebar.topBar(frame)
            Sidebar.sidebar(frame)
            main(.id("content"), .class("content"), .tabindex(-1)) {
                if !crumbs.isEmpty { breadcrumbs(crumbs, say: frame.say) }
                pageHead(heading, lead, actions)
                flashes(frame)
                content()
            }
        }
    }

    /// A page outside the product: sign-in, errors, the public front page.
    package static func plain(_ title: String, frame: PageFrame, @HTMLBuilder content: Content) -> HTML {
        guard frame.embedding == nil else { return EmbeddedChrome.page(title, frame, content: content) }
        return shell(title, frame, kind: "plain") {
            PlainChrome.header(frame)
            main(.id("content"), .class("plain__content"), .tabindex(-1)) {
                flashes(frame)
                content()
            }
            PlainChrome.footer(frame)
        }
    }

    private static func shell(
        _ title: String,
        _ frame: PageFrame,
        kind: String = "app",
        @HTMLBuilder content: Content
    ) -> HTML {
        document(.lang(frame.say.language)) {
            head { headContent(title, frame) }
            body(.class(kind)) {
                a(.class("skip"), .href(fragment: "content")) { frame.say(.skipToContent) }
                content()
            }
        }
    }

    private static func headContent(_ heading: String, _ frame: PageFrame) -> HTML {
        HTML {
            meta(.charset("utf-8"))
            meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
            meta(.name("color-scheme"), .content("light dark"))
            title { heading + " · " + frame.brand.name }
            icon(frame)
            styles(frame)
            script(.src(asset: frame.assets.path(Assets.earlyScript)))
            Assets.modules.map { script(.moduleType(), .src(asset: frame.assets.path($0))) }
        }
    }

    static func styles(_ frame: PageFrame) -> HTML {
        HTML {
            Assets.stylesheets.map { link(.rel("stylesheet"), .href(asset: frame.assets.path($0))) }
            if !frame.brand.colour.isEmpty {
                link(.rel("stylesheet"), .href(asset: Route.brandStyle(frame.brand.colour + ".css").path))
            }
        }
    }

    /// What browsers show on a tab: nothing of ours beside another brand.
    private static func icon(_ frame: PageFrame) -> HTML {
        if let mark = frame.brand.mark { return link(.rel("icon"), .href(asset: mark.path)) }
        if frame.brand.isWhiteLabel { return .empty }
        return link(.rel("icon"), .href(asset: frame.assets.path("images/favicon.svg")))
    }

    private static func pageHead(_ heading: String, _ lead: HTML, _ actions: HTML) -> HTML {
        header(.class("page-head")) {
            div {
                h1 { heading }
                if !lead.isEmpty { p(.class("page-head__lead")) { lead } }
            }
            if !actions.isEmpty { div(.class("page-head__actions")) { actions } }
        }
    }

    private static func flashes(_ frame: PageFrame) -> HTML {
        guard !frame.flashes.isEmpty else { return .empty }
        return div(.class("flashes")) { frame.flashes.map { notice($0.tone, frame.say($0.text)) } }
    }
}
