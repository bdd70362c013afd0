import Foundation
import Testing

/// What holds for the repository as a whole.
struct RepositoryTests {
    @Test func `nothing is put off`() {
        let words = ["TO" + "DO", "FIX" + "ME"]
        let found = SourceTree.files.flatMap { $0.lines(words) }
        #expect(found == [], "finish it, or write it down where open work is kept")
    }

    @Test func `no path of somebody's machine is written down`() {
        let roots = ["home", "Users", "root", "work", "private"].map { "/\($0)/" }
        let found = SourceTree.files.flatMap { file in
            file.lines(roots) { $0.contains(#/(?:^|[\s"'(=`])/(?:home|Users|root|work|private)/[\w.]/#) }
        }
        #expect(found == [], "take the folder from the environment or from the place of the file")
    }

    @Test func `migrations are named by moment and deed, and begin with their purpose`() {
        let migrations = SourceTree.files.filter { $0.path.hasPrefix("migrations/2") }
        #expect(migrations.count >= 7)
        for file in migrations {
            #expect(file.path.contains(#/^migrations/20\d{12}_[a-z]+_[a-z0-9_]+\.sql$/#), "\(file.path)")
            let head = file.lines.prefix(4).joined(separator: "\n")
            #expect(head.contains("-- Purpose:"), "\(file.path) begins with its purpose, locks and rows touched")
        }
        let others = SourceTree.paths(below: "migrations").filter { !$0.hasPrefix("migrations/2") }
        #expect(others == ["migrations/schema.sql"])
    }

    @Test func `every document has one title`() {
        for file in SourceTree.files where file.path.hasSuffix(".md") {
            var isCode = false
            let titles = file.lines.filter { line in
                if line.hasPrefix("```") { isCode.toggle() }
                return !isCode && line.hasPrefix("# ")
            }
            #expect(titles.count == 1 && file.lines.first == titles.first, "\(file.path) has the titles \(titles)")
        }
    }

    @Test func `every decision has a number of its own`() {
        let names = SourceTree.files.map(\.path).filter { $0.hasPrefix("docs/decisions/") }.sorted()
        let numbers = names.compactMap { Int($0.dropFirst("docs/decisions/".count).prefix(4)) }
        #expect(numbers.count == names.count && Set(numbers).count == numbers.count)
    }

    @Test func `links between documents lead somewhere`() {
        for file in SourceTree.files where file.path.hasSuffix(".md") {
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            for match in file.text.matches(of: #/\]\(([^)#\s]+)[^)]*\)/#) where !match.1.contains(":") {
                let path = [SourceTree.root, folder, String(match.1)].filter { !$0.isEmpty }.joined(separator: "/")
                #expect(FileManager.default.fileExists(atPath: path), "\(file.path) links to \(match.1)")
            }
        }
    }

    @Test func `every public file is used`() {
        let assets = SourceTree.paths(below: "Public")
        let texts = SourceTree.files.filter { $0.isBelow(["Sources", "Public"]) }
        #expect(assets.count > 20)
        for asset in assets {
            let name = asset.split(separator: "/").last.map(String.init) ?? asset
            let stem = String(name.prefix { $0 != "." })
            let isUsed = texts.contains { file in
                file.path != asset && (file.text.contains(name) || file.text.contains("\"\(stem)\""))
            }
            #expect(isUsed, "\(asset) is named nowhere")
        }
    }

    @Test func `every target is listed among the rooms`() throws {
        let package = try #require(SourceTree.files.first { $0.path == "Package.swift" })
        let architecture = try #require(SourceTree.files.first { $0.path == "docs/ARCHITECTURE.md" })
        let rooms = package.text.matches(of: #/room\("(\w+)"/#).map { String($0.1) }
        #expect(rooms.count > 10)
        for room in rooms where !room.hasPrefix("Test") {
            #expect(architecture.text.contains("| `\(room)` |"), "\(room) is missing from the table of rooms")
        }
    }
}
