import Foundation

extension XLSXWriter {
    /// Writes a small workbook in a folder of its own and hands out its bytes; the folder is gone afterwards.
    ///
    /// - Throws: ``XLSXFault``, what the closure throws, and Foundation's error when the folder cannot be made or read.
    package static func bytes(_ properties: XLSXProperties, _ fill: (XLSXWriter) throws -> Void) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("laadboek-workbook-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // A folder that cannot be removed is no reason to withhold the answer.
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("book.xlsx").path
        let writer = try XLSXWriter(path: path, properties: properties, temporaryFolder: folder.path)
        try fill(writer)
        try writer.finish()
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
