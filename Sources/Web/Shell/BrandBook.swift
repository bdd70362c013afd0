package import Domain
import HTTPServer
package import Postgres
import Synchronization
package import Values

/// The brands of the installation, as pages look them up: by operator, host name or path.
package struct BrandDirectory: Sendable {
    private let byOperator: [OperatorID: Brand]
    private let byHost: [String: Brand]
    private let bySlug: [String: Brand]

    package init(_ brands: [Brand]) {
        byOperator = Dictionary(brands.map { ($0.operatorID, $0) }) { first, _ in first }
        let hosts = brands.filter { !$0.details.hostName.isEmpty }
        byHost = Dictionary(hosts.map { ($0.details.hostName, $0) }) { first, _ in first }
        bySlug = Dictionary(brands.map { ($0.details.slug, $0) }) { first, _ in first }
    }

    /// The brand of an operator.
    package func brand(of operatorID: OperatorID) -> Brand? { byOperator[operatorID] }

    /// The brand whose pages are at a host, as the `Host` field names it; a port is no matter.
    package func brand(atHost host: String) -> Brand? {
        guard !byHost.isEmpty else { return nil }
        let name = host.split(separator: ":", omittingEmptySubsequences: false).first.map { $0.lowercased() } ?? ""
        return byHost[name]
    }

    /// The brand by which a stranger came in: that of the host, or of the door before.
    func brand(for request: Request, _ cookies: VisitorCookies) -> Brand? {
        brand(atHost: request.headers["Host"] ?? "") ?? brand(at: cookies.brand)
    }

    /// The brand with a slug.
    package func brand(at slug: String) -> Brand? { bySlug[slug] }
}

/// Keeps the directory of brands for a few seconds: every page needs it, and it changes a few times a year.
package final class BrandBook: Sendable {
    /// Seconds after which another process's change is seen here.
    static let lifetimeSeconds: Int64 = 10

    private let known = Mutex<(directory: BrandDirectory, at: Timestamp, isFresh: Bool)?>(nil)

    package init() {}

    /// The directory; when the database is away the one that was known last.
    ///
    /// - Throws: `PostgresFault` while none was ever known.
    package func directory(at now: Timestamp, on database: Database) async throws -> BrandDirectory {
        let last = known.withLock { $0 }
        if let last, last.isFresh, (0..<BrandBook.lifetimeSeconds).contains(now.seconds(since: last.at)) {
            return last.directory
        }
        do {
            let brands = try await database.read(.system) { try await Brands.all(.system, in: $0) }
            let directory = BrandDirectory(brands)
            known.withLock { $0 = (directory, now, true) }
            return directory
        } catch {
            guard let last else { throw error }
            return last.directory
        }
    }

    /// The directory that was known last, for pages about a database that is away.
    package var last: BrandDirectory? { known.withLock { $0?.directory } }

    /// Has the next page look anew, after a change.
    package func forget() { known.withLock { $0?.isFresh = false } }
}
