package import Domain
package import Postgres
import Values

/// Projects again, operator by operator, what older rules projected; for commands and the service alike.
package struct SessionUpgrade: Sendable {
    /// What was done for an operator.
    package struct Done: Sendable {
        /// The operator.
        package let tenant: Operator
        /// How much it was.
        package let counts: SessionRebuild.Counts
    }

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Projects again what is due of some operators, or also what the present rules projected: `everything`.
    package func run(of operators: [Operator], everything: Bool = false) async throws -> [Done] {
        var done: [Done] = []
        for tenant in operators {
            let rebuild = SessionRebuild(database: database, operatorID: tenant.id)
            done.append(Done(tenant: tenant, counts: try await rebuild.run(everything: everything)))
        }
        return done
    }

    /// Projects again what is due of all operators.
    package func run() async throws -> [Done] { try await run(of: try await Operators.all(on: database)) }
}
