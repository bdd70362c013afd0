import Domain
import Foundation
import Logging
import Postgres
import Values

/// What the product knows of the world and ships in `docs/reference`.
struct ReferenceData {
    let platforms: PlatformDirectory
    let meters: MeterCatalogue

    /// Reads both files below the share folder.
    ///
    /// - Throws: When a file is missing or cannot be read; an installation without them is broken.
    init(share: String) throws {
        platforms = try PlatformDirectory(parsing: try readFile(share + "/docs/reference/platforms.json"))
        meters = try MeterCatalogue(parsing: try readFile(share + "/docs/reference/charger-models.json"))
    }

    /// The pause before another attempt to store the directory; the database may still be starting.
    private static let retry = Duration.seconds(2)
    /// The part stays until the program is told to stop, since the end of a part ends them all.
    private static let pause = Duration.seconds(86_400)

    /// Stores the directory of platforms as supplied, as soon as the database takes it.
    func supply(_ database: Database, _ logger: Logger) -> Part {
        Part(name: "reference data") { [platforms] in
            while true {
                do {
                    try await database.write(.system) { try await Platforms.supply(platforms, in: $0) }
                    break
                } catch {
                    try Task.checkCancellation()
                    logger.warning("The directory of platforms waits.", metadata: ["error": "\(error)"])
                    try await Task.sleep(for: ReferenceData.retry)
                }
            }
            while true { try await Task.sleep(for: ReferenceData.pause) }
        }
    }
}
