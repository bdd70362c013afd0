import Postgres

/// A business "no" that the database says by the name of a constraint.
package protocol ConstraintRejection: Error, Hashable, CustomStringConvertible {
    /// Which constraint means which rejection.
    static var constraints: [String: Self] { get }
    /// The stable code, such as `host.reference_taken`.
    var code: String { get }
}

extension ConstraintRejection {
    /// A rejection can only go away when what is asked changes.
    package var isTransient: Bool { false }

    /// Runs the work and turns a violated constraint that the rejection knows into the rejection.
    static func mapping<Result>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch let fault as PostgresFault {
            guard let constraint = fault.constraint, fault.violates(constraint), let rejection = constraints[constraint]
            else { throw fault }
            throw rejection
        }
    }
}
