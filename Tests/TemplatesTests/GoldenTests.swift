import Foundation
import Templates
import Testing

/// Page samples compared with what was agreed on; `UPDATE_GOLDENS=1` agrees anew.
struct GoldenTests {
    @Test(arguments: SamplePage.all)
    func `a page is as agreed`(page: SamplePage) throws {
        let file = Goldens.folder.appendingPathComponent(page.name + ".html")
        let made = Data(page.make().bytes)
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

private enum Goldens {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")
    static var isUpdating: Bool { ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" }
    static var isContinuousIntegration: Bool { ProcessInfo.processInfo.environment["CI"] == "true" }
}

extension SamplePage: CustomTestStringConvertible {
    var testDescription: String { name }
}
