/// What a page in a frame of another site needs to know.
package struct Embedding: Sendable, Hashable {
    /// The secret of the frame, which its addresses carry; empty once it is over.
    package let frame: String
    /// Whose pages may show it; nobody else is told anything.
    package let origins: [String]
    /// What those pages are told: how far the customer has come, or that the frame is over.
    package var state: String

    /// The state of a frame that is over.
    package static let over = "expired"

    package init(frame: String, origins: [String], state: String) {
        self.frame = frame
        self.origins = origins
        self.state = state
    }

    /// The address of a page as links in the frame name it.
    package func inside(_ route: Route) -> Route {
        route.isEmbeddable && !frame.isEmpty ? .embed(.page(frame: frame, route)) : route
    }
}

/// A page in a frame of another site: the brand, the content, and nothing that leads away.
enum EmbeddedChrome {
    private static let modules = Assets.modules + ["js/embedded.js"]

    static func page(_ title: String, _ frame: PageFrame, @HTMLBuilder content: Content) -> HTML {
        document(.lang(frame.say.language), .lightTheme()) {
            head {
                meta(.charset("utf-8"))
                meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
                Templates.title { title + " · " + frame.brand.name }
                Page.styles(frame)
                link(.rel("stylesheet"), .href(asset: frame.assets.path("css/embedded.css")))
                modules.map { script(.moduleType(), .src(asset: frame.assets.path($0))) }
            }
            body(
                .class("embedded"),
                .origins(frame.embedding?.origins ?? []),
                .state(frame.embedding?.state ?? "")
            ) {
                header(.class("embedded__head")) {
                    brandMark(frame.brand)
                    span(.class("brand__name")) { frame.brand.name }
                }
                main(.id("content"), .class("embedded__content"), .tabindex(-1)) { content() }
                footer(.class("embedded__foot")) {
                    p { help(frame) }
                    button(.class("button", "button--quiet", "js-only"), .type(.button), .closesFrame()) {
                        frame.say(en: "Close", nl: "Sluiten")
                    }
                }
            }
        }
    }

    private static func help(_ frame: PageFrame) -> String {
        [frame.brand.name, frame.brand.supportEmail, frame.brand.supportPhone].filter { !$0.isEmpty }
            .joined(separator: " · ")
    }
}

/// A frame that is over: its token was used or came too late, or nobody did anything in it for long.
package enum EmbedOverPage {
    package static func view(frame: PageFrame) -> HTML {
        let say = frame.say
        let heading = say(en: "This was open for too long", nl: "Dit stond te lang open")
        return EmbeddedChrome.page(heading, frame) {
            section(.class("oops")) {
                h1 { heading }
                p {
                    say(
                        en: "For your safety it opens for a short time only, and once. Reload the page around it.",
                        nl: "Voor uw veiligheid gaat het maar kort open, en één keer. Laad de pagina eromheen opnieuw."
                    )
                }
                p(.class("soft")) {
                    say(
                        en: "Every step that you saved is kept.",
                        nl: "Elke stap die u heeft opgeslagen, is bewaard."
                    )
                }
            }
        }
    }
}

// What the script of frames looks for.
extension Attribute {
    /// Frames are light, as the pages of most sites around them are.
    fileprivate static func lightTheme() -> Attribute { Attribute("data-theme", "light") }
    fileprivate static func origins(_ all: [String]) -> Attribute {
        Attribute("data-origins", all.joined(separator: " "))
    }
    fileprivate static func state(_ state: String) -> Attribute { Attribute("data-state", state) }
    /// Marks the button that says that the reader is done.
    fileprivate static func closesFrame() -> Attribute { Attribute("data-close", flag: true) }
}
