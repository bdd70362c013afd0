package import Domain
package import Postgres
import Values

extension Operators {
    /// All operators of the installation; for its own work.
    package static func all(on database: Database) async throws -> [Operator] {
        try await database.read(.system) { tx in try await Operators.list(.system, in: tx) }
    }
}
