import Foundation

/// Where files wait that are read again at once.
enum ScratchFolder {
    /// What Linux keeps in memory.
    ///
    /// A workbook has a dozen parts, and a disk takes a while for every file.
    private static let memory = "/dev/shm"
    /// Sheets of more rows go to the disk: memory may be short, and there the parts are no longer what takes time.
    private static let rowsInMemory = 1_000

    /// The folder for a document of so many rows.
    static func of(rows: Int) -> URL {
        guard rows <= rowsInMemory, access(memory, W_OK) == 0 else { return FileManager.default.temporaryDirectory }
        return URL(fileURLWithPath: memory, isDirectory: true)
    }
}
