/// The files of an archive of ours, in memory.
package struct PackedFiles: Sendable {
    /// Packs of evidence: some papers for each of some hundred lines, and tables of many thousands.
    private static let limits = ZIPLimits(entries: 60_000, entryBytes: 1 << 30, ratio: 200)

    private let archive: ZIPArchive

    /// - Returns: `nil` for what is no archive, or a damaged one.
    package init?(_ bytes: [UInt8]) {
        // What is wrong with it does not matter: it is not what we made.
        guard let archive = try? ZIPArchive(bytes, limits: PackedFiles.limits) else { return nil }
        self.archive = archive
    }

    /// The names of its files, in order of their letters.
    package var names: [String] { archive.names.sorted() }

    /// The bytes of a file; `nil` when there is none of that name, or it is damaged.
    package func content(_ name: String) -> [UInt8]? {
        // A damaged file is as good as missing.
        try? archive.file(name)
    }
}
