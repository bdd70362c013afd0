package import Domain
package import Postgres

/// Brings sessions and lines up to date in one go; for commands that need everything counted.
package struct ProjectionAndRating: Sendable {
    private let projector: Projector
    private let rater: Rater

    package init(database: Database) {
        projector = Projector(database: database)
        rater = Rater(database: database)
    }

    /// Projects and rates whatever is due.
    ///
    /// - Returns: How many frames were projected and lines recorded.
    @discardableResult
    package func run() async throws -> (frames: Int, lines: Int) {
        let frames = try await projector.run()
        return (frames, try await rater.run())
    }
}
