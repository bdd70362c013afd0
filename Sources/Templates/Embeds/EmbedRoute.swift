package import Values

/// Addresses of the toggle on other sites.
package enum EmbedRoute: Hashable, Sendable {
    /// The script that pages of other sites load; its version changes when something breaks pages that are in use.
    case script
    /// Opens a frame by its token.
    case opening(String)
    /// A page of the toggle in a frame, whose secret the address carries: other sites' frames have no cookies to rely on.
    indirect case page(frame: String, Route)
    /// Which origins may show it, and where one is added (POST).
    case origins
    /// Takes an origin away (POST).
    case originRemoval(EmbedOriginID)

    /// The name of the secret in patterns.
    package static let frameName = "frame"

    var pattern: String {
        switch self {
        case .script: "/embed/v1/embed.js"
        case .opening: "/embed/{token}"
        case .page(_, let route): "/embed/{\(EmbedRoute.frameName)}" + route.pattern
        case .origins: "/embedding"
        case .originRemoval: "/embedding/{origin}/removal"
        }
    }

    var arguments: [String] {
        switch self {
        case .script, .origins: []
        case .opening(let token): [token]
        case .page(let frame, let route): [frame] + route.arguments
        case .originRemoval(let id): ["\(id)"]
        }
    }
}

extension Route {
    /// Whether the page is one of the toggle's, which stand in frames of other sites, too.
    package var isEmbeddable: Bool {
        switch self {
        case .customerERE, .customerEREShow, .customerEREWho, .customerEREConnection, .customerEREChargers,
            .customerEREChargerRemoval, .customerEREPayout, .customerEREMandate, .customerERESignature,
            .customerEREDocument, .customerEREProof, .customerEREEvidence, .customerEREOff, .customerERERenewal:
            true
        default: false
        }
    }

    /// Whether the address carries what opens a frame, or is one: no cookies go with it, and no log names it.
    package var isOfFrame: Bool {
        switch self {
        case .embed(.opening), .embed(.page): true
        default: false
        }
    }
}
