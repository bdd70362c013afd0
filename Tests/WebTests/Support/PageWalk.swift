import Domain
import HTTPServer
import Values
import Web

/// A walk over the pages that links lead to, from the page where a person starts.
struct PageWalk: Sendable {
    /// A form with the page it stands on and the pattern of the address it is sent to.
    struct FoundForm {
        let page: String
        let pattern: String
        let form: PageForm
    }

    /// Pages of one pattern that are looked at: days, months and sorted lists go on for ever.
    private static let pagesPerPattern = 2
    private let router: Router
    private let patterns: [(method: HTTPServer.Method, segments: [Substring], pattern: String)]
    private let browser: Browser
    /// What was refused, and where the link stood.
    private(set) var refused: [String] = []
    private(set) var forms: [FoundForm] = []
    private(set) var pages: Set<String> = []
    private var seen: [String: Int] = [:]

    init(_ router: Router, _ browser: Browser) {
        self.browser = browser
        self.router = router
        patterns = router.routes.map { ($0.method, $0.pattern.split(separator: "/"), $0.pattern) }
    }

    /// Every page for people of a role, those that name something by the given ids; streams of events never end.
    func addresses(for role: Role, of ids: [String: String]) -> [String] {
        router.routes.compactMap { route in
            guard route.method == .get, !route.pattern.hasPrefix("/events/"),
                let access = (route.tag as? EndpointTag)?.access, access != .open, access.admits(role)
            else { return nil }
            let segments = route.pattern.split(separator: "/").map { segment in
                segment.hasPrefix("{") ? ids[String(segment.dropFirst().dropLast())] : String(segment)
            }
            return segments.contains(nil) ? nil : "/" + segments.compactMap(\.self).joined(separator: "/")
        }
    }

    /// Follows every link from a page on.
    mutating func follow(from start: String) async throws {
        var waiting = [(path: start, from: "the list of addresses")]
        while let next = waiting.popLast() {
            guard isNew(next.path) else { continue }
            let answer = try await browser.visit(next.path)
            if answer.status != 200 { refused.append("\(answer.status) \(next.path) on \(next.from)") }
            guard answer.header("Content-Type")?.hasPrefix("text/html") == true else { continue }
            note(FormScan.forms(of: answer.body), on: next.path)
            waiting += PageWalk.links(of: answer.body).map { ($0, next.path) }
        }
    }

    /// The pattern of an address; the one with the fewest parameters wins, as in the router.
    func pattern(_ method: HTTPServer.Method, _ path: String) -> String? {
        let segments = path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
        let fitting = patterns.filter { known in
            known.method == method && known.segments.count == segments.count
                && zip(known.segments, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        return fitting.min { $0.pattern.filter { $0 == "{" }.count < $1.pattern.filter { $0 == "{" }.count }?.pattern
    }

    private mutating func isNew(_ path: String) -> Bool {
        guard pages.insert(path).inserted else { return false }
        let key = pattern(.get, path) ?? path
        seen[key, default: 0] += 1
        return seen[key, default: 0] <= PageWalk.pagesPerPattern
    }

    private mutating func note(_ found: [PageForm], on page: String) {
        for form in found where form.method == "post" {
            let pattern = pattern(.post, form.action) ?? form.action
            let isKnown = forms.contains { known in
                known.pattern == pattern && known.form.fields.map(\.name) == form.fields.map(\.name)
                    && known.form.buttons.map(\.text) == form.buttons.map(\.text)
            }
            if !isKnown { forms.append(FoundForm(page: page, pattern: pattern, form: form)) }
        }
    }

    private static func links(of html: String) -> [String] {
        Markup.pieces(html).compactMap { piece in
            guard case .open("a", let attributes) = piece, let link = attributes["href"], link.hasPrefix("/"),
                !link.hasPrefix("//")
            else { return nil }
            return link
        }
    }
}
