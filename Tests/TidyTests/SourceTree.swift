import Foundation

/// A text file of the repository.
struct SourceFile: Sendable, CustomStringConvertible {
    /// From the repository's root: `Sources/Values/Energy.swift`.
    let path: String
    let text: String
    let lines: [Substring]

    var description: String { path }

    init(path: String, text: String) {
        (self.path, self.text) = (path, text)
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// Lines with one of the words that are meant, as `path:line: text`.
    func lines(_ words: [String], where isMeant: (Substring) -> Bool = { _ in true }) -> [String] {
        guard words.contains(where: { text.contains($0) }) else { return [] }
        return lines.enumerated().filter { _, line in words.contains { line.contains($0) } && isMeant(line) }
            .map { "\(path):\($0.offset + 1): \($0.element)" }
    }

    /// Whether the path starts with one of these folders or is one of these files.
    func isBelow(_ places: [String]) -> Bool {
        places.contains { path == $0 || path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
    }
}

/// The repository as it lies on the disk, without what builds and runs leave there.
enum SourceTree {
    static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

    private static let folders = ["Sources", "Tests", "docs", "bin", "migrations", "Public", ".ci"]
    private static let rootFiles = ["Package.swift", "Makefile", "Procfile", "README.md", "CHANGELOG.md"]

    /// All files that are text.
    static let files: [SourceFile] = (folders.flatMap { paths(below: $0) } + rootFiles).sorted().compactMap { path in
        guard let data = FileManager.default.contents(atPath: root + "/" + path), !data.contains(0) else { return nil }
        return String(data: data, encoding: .utf8).map { SourceFile(path: path, text: $0) }
    }

    /// The Swift files, with comments and literals taken out of the code.
    static let swift: [SwiftFile] = files.filter { $0.path.hasSuffix(".swift") }.map(SwiftFile.init)

    /// The paths of the files below a folder.
    static func paths(below folder: String) -> [String] {
        guard let walker = FileManager.default.enumerator(atPath: root + "/" + folder) else { return [] }
        return walker.compactMap { entry in
            guard let name = entry as? String, !name.contains("__pycache__") else { return nil }
            var isFolder: ObjCBool = false
            let path = folder + "/" + name
            _ = FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder)
            return isFolder.boolValue ? nil : path
        }
    }
}

/// A Swift file and its code alone.
struct SwiftFile: Sendable {
    let file: SourceFile
    /// The text with comments and the content of literals blanked, line for line.
    let text: String
    let code: [Substring]

    init(_ file: SourceFile) {
        self.file = file
        text = CodeReader.code(of: file.text)
        code = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// Lines of code with one of the words that are meant, as `path:line: text`.
    func lines(
        _ words: [String],
        where isMeant: (Substring) -> Bool,
        unless isExcused: (Int) -> Bool = { _ in false }
    ) -> [String] {
        guard words.contains(where: { text.contains($0) }) else { return [] }
        return code.enumerated().filter { number, line in
            words.contains { line.contains($0) } && isMeant(line) && !isExcused(number)
        }.map { "\(file.path):\($0.offset + 1): \(file.lines[$0.offset])" }
    }
}
