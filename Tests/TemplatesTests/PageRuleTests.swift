import Foundation
import Synchronization
import Templates
import Testing
import Values

/// What every page keeps to, whatever it shows.
struct PageRuleTests {
    @Test(arguments: SamplePage.all)
    func `nothing inline runs or styles`(page: SamplePage) {
        for tag in ReadPage.tags(page) {
            #expect(tag.name != "style" && tag.attributes["style"] == nil, "\(page.name): inline style")
            #expect(tag.attributes.keys.allSatisfy { !$0.hasPrefix("on") }, "\(page.name): event handler")
            if tag.name == "script", !tag.isClosing {
                #expect(tag.attributes["src"]?.isEmpty == false, "\(page.name): inline script")
            }
            #expect(tag.attributes["href"]?.lowercased().hasPrefix("javascript:") != true)
        }
    }

    @Test(arguments: SamplePage.all)
    func `elements close in order`(page: SamplePage) {
        var open: [String] = []
        for tag in ReadPage.tags(page) where tag.name != "!DOCTYPE" {
            if tag.isClosing {
                #expect(open.popLast() == tag.name, "\(page.name): </\(tag.name)> out of order")
            } else if !MarkupScanner.voidElements.contains(tag.name), !tag.isSelfClosing {
                open.append(tag.name)
            }
        }
        #expect(open.isEmpty, "\(page.name): left open \(open)")
    }

    @Test(arguments: SamplePage.all)
    func `every control has a name that is read out`(page: SamplePage) {
        let tags = ReadPage.tags(page)
        let labelled = Set(tags.filter { $0.name == "label" }.compactMap { $0.attributes["for"] })
        for tag in tags where ["input", "select", "textarea"].contains(tag.name) && !tag.isClosing {
            if tag.attributes["type"] == "hidden" { continue }
            let id = tag.attributes["id"] ?? ""
            #expect(labelled.contains(id) || tag.attributes["aria-label"] != nil, "\(page.name): \(tag) has no label")
        }
    }

    @Test(arguments: SamplePage.all.filter { !$0.isFragment })
    func `a page has one heading, one main part and a language`(page: SamplePage) {
        let tags = ReadPage.tags(page).filter { !$0.isClosing }
        #expect(tags.count { $0.name == "h1" } == 1, "\(page.name)")
        #expect(tags.count { $0.name == "main" } == 1, "\(page.name)")
        #expect(tags.first { $0.name == "html" }?.attributes["lang"]?.isEmpty == false)
        #expect(page.make().text.hasPrefix("<!DOCTYPE html>"))
    }

    @Test(arguments: SamplePage.all)
    func `ids are unique and references lead somewhere`(page: SamplePage) {
        let tags = ReadPage.tags(page).filter { !$0.isClosing }
        let ids = tags.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count, "\(page.name): \(ids.filter { id in ids.count { $0 == id } > 1 })")
        for tag in tags {
            for key in ["for", "aria-labelledby", "aria-describedby", "data-copy", "data-preview-into"] {
                let wanted = (tag.attributes[key] ?? "").split(separator: " ").map(String.init)
                #expect(wanted.allSatisfy(ids.contains), "\(page.name): \(key) leads nowhere")
            }
        }
    }

    @Test(arguments: SamplePage.all)
    func `every form that changes something carries the token`(page: SamplePage) {
        var inPost = false
        var hasToken = false
        for tag in ReadPage.tags(page) {
            if tag.name == "form", !tag.isClosing { (inPost, hasToken) = (tag.attributes["method"] == "post", false) }
            if tag.attributes["name"] == csrfFieldName { hasToken = tag.attributes["value"]?.isEmpty == false }
            if tag.name == "form", tag.isClosing { #expect(!inPost || hasToken, "\(page.name)") }
        }
    }

    @Test(arguments: SamplePage.all)
    func `every inner address is one of ours`(page: SamplePage) {
        for tag in ReadPage.tags(page) where !tag.isClosing {
            for key in ["href", "action", "data-live", "data-fragment", "data-preview"] {
                guard let address = tag.attributes[key], address.hasPrefix("/"), !address.hasPrefix("/assets/") else {
                    continue
                }
                let path = String(address.prefix { !"?#".contains($0) })
                // A list's file is its page with an ending; other files have addresses of their own.
                let endings = ExportFormat.allCases.map { "." + $0.rawValue }.filter(path.hasSuffix)
                let pages = [path] + endings.map { String(path.dropLast($0.count)) }
                #expect(pages.contains { Route(path: $0) != nil }, "\(page.name): \(address)")
            }
        }
    }

    @Test(arguments: SamplePage.all.filter { $0.name.hasPrefix("portal") })
    func `a host's page leads only to pages of hosts`(page: SamplePage) {
        let own = ["/host", "/account", "/sign-out", "/language", "/assets"]
        for tag in ReadPage.tags(page) where !tag.isClosing {
            guard let address = tag.attributes["action"] ?? tag.attributes["href"], !address.hasPrefix("#") else {
                continue
            }
            let path = address.prefix { $0 != "?" }
            #expect(own.contains { path == $0 || path.hasPrefix($0 + "/") || path.hasPrefix($0 + ".") }, "\(address)")
        }
    }

    @Test func `a host sees no driver's whole card`() {
        let model = Sample.sessionModel(forHost: true, lines: [])
        let frame = Sample.frame(.portalSession(SessionID(4711)), role: .host)
        let facts = PortalSession.view(model, frame: frame).text.components(separatedBy: "Raw messages")[0]
        #expect(!facts.contains("04A1B2C3") && facts.contains("••••B2C3"))
    }

    @Test func `every style sheet and script of a page exists`() {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Public").standardizedFileURL
        for path in Assets.stylesheets + Assets.modules + [Assets.earlyScript, "images/favicon.svg"] {
            #expect(FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path), "\(path)")
        }
    }
}

/// The tags of each page, read once for all rules.
private enum ReadPage {
    private static let pages = Mutex<[String: [MarkupScanner.Tag]]>([:])

    static func tags(_ page: SamplePage) -> [MarkupScanner.Tag] {
        if let known = pages.withLock({ $0[page.name] }) { return known }
        let tags = MarkupScanner.tags(page.make().text)
        pages.withLock { $0[page.name] = tags }
        return tags
    }
}
