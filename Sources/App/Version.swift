import Foundation

/// Which program this is; the one place that says so.
enum Version {
    /// The release, by semantic versioning.
    static let number = "0.1.0"

    /// The release and the newest of the migrations that belong to it: `0.1.0 (migrations up to 20261124172013)`.
    static var text: String { text(share: ProcessInfo.processInfo.environment["LAADBOEK_SHARE"] ?? "") }

    static func text(share: String) -> String {
        let folder = (share.isEmpty ? "." : share) + "/migrations"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let versions = files.filter { $0.hasSuffix(".sql") }.map { $0.prefix { $0.isNumber } }
        guard let head = versions.filter({ !$0.isEmpty }).max() else { return "\(number) (no migrations in \(folder))" }
        return "\(number) (migrations up to \(head))"
    }
}
