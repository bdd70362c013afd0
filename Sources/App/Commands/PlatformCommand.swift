import ArgumentParser
import Domain
import Postgres
import Values

/// `laadboek platform`.
struct PlatformCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "platform",
        abstract: "The operator that books emission reduction units for the others.",
        subcommands: [Appoint.self]
    )

    /// `laadboek platform appoint --operator X --admin x@example.com`.
    struct Appoint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes an operator the platform, and one of its administrators the platform's.",
            discussion: """
                There is one platform, and which one it is does not change. Its administrator adds partners at
                /admin/partners after turning on a second factor. Called again, it makes another administrator.
                """
        )

        @Option(name: .customLong("operator"), help: "The operator's reference.")
        var reference: String

        @Option(help: "The e-mail address of an administrator of that operator.")
        var admin: String

        func run() async throws {
            try await withDatabase { database, _ in
                do {
                    try await database.write(.system) { try await appoint(in: $0) }
                } catch let rejection as BookingPlatformRejection {
                    throw CommandRefusal("\(rejection)")
                }
            }
            say("\(reference) is the platform, and \(admin) its administrator")
        }

        private func appoint(in tx: Transaction) async throws {
            guard let tenant = try await Operators.find(.system, reference: reference, in: tx) else {
                throw CommandRefusal("there is no operator \(reference)")
            }
            guard let person = try await Users.scope(ofActiveUser: admin, in: tx), let id = person.userID,
                person.operatorID == tenant.id, person.role == .operatorAdmin || person.role == .platformAdmin
            else { throw CommandRefusal("\(admin) is no administrator of \(reference)") }
            try await BookingPlatform.appoint(.system, tenant.id, in: tx)
            let scope = Scope.system(for: tenant.id)
            var details = try await Users.find(scope, id, in: tx).details
            details.role = .platformAdmin
            try await Users.update(scope, id, to: details, in: tx)
        }
    }
}
