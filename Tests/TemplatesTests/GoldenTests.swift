import Foundation
import Templates
import Testing

/// Page samples compared with what was agreed on; `UPDATE_GOLDENS=1` agrees anew.
struct GoldenTests {
    @Test(arguments: SamplePage.all)
    func `a page is as agreed`(page: SamplePage) throws {
        let file = Goldens.folder.appendingPathComponent(page.name + ".html")
        let made = Data(page.agreedMarkup.utf8)
        if Goldens.isUpdating {
            try #require(!Goldens.isContinuousIntegration, "goldens are agreed on by people, not by CI")
            try made.write(to: file)
        }
        let agreed = try Data(contentsOf: file)
        #expect(made == agreed, "run with UPDATE_GOLDENS=1 and look at the difference of \(page.name).html")
    }

    @Test func `every golden belongs to a page`() throws {
        let names = Set(SamplePage.all.map { $0.name + ".html" })
        let files = try FileManager.default.contentsOfDirectory(atPath: Goldens.folder.path)
        #expect(Set(files.filter { $0.hasSuffix(".html") }).subtracting(names).isEmpty)
        #expect(names.count == SamplePage.all.count, "two samples share a name")
    }
}

extension SamplePage {
    /// The page as goldens keep it: of the menu only which entry is the current one, but for `agreedWithMenu`.
    ///
    /// A new entry would otherwise change a hundred files, and hide what else changed in them.
    fileprivate var agreedMarkup: String {
        let markup = String(decoding: make().bytes, as: UTF8.self)
        if Self.agreedWithMenu.contains(name) { return markup }
        // Pages have it twice: above for phones, at the side for desks.
        return markup.replacing(#/<nav class="nav".*?<\/nav>/#.dotMatchesNewlines()) { menu in
            let current = menu.output.firstMatch(of: #/href="([^"]*)"[^>]*aria-current/#).map { String($0.1) }
            return "<!-- menu, at \(current ?? "none") -->"
        }
    }

    /// A page for each menu that there is, in each language.
    private static let agreedWithMenu: Set<String> = [
        "account", "charge-point-edit", "platform", "dashboard-nl", "agreement-texts", "partner-new",
        "partner-read-only", "partners-empty", "customer", "brand",
        "partner-document-replaced", "customers", "brand-page", "customer-home",
        "error-414", "portal-credits", "portal-connect-ready", "portal-charge-points",
    ]
}

private enum Goldens {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")
    static var isUpdating: Bool { ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" }
    static var isContinuousIntegration: Bool { ProcessInfo.processInfo.environment["CI"] == "true" }
}

extension SamplePage: CustomTestStringConvertible {
    var testDescription: String { name }
}
