package import Postgres
package import Values

extension Users {
    /// The active user of an e-mail address; for commands of the installation's owner.
    package static func scope(ofActiveUser email: String, in tx: Transaction) async throws -> Scope? {
        guard let account = try await tx.first(FindAccount(account: email.lowercased())), !account.isDisabled else {
            return nil
        }
        return account.details.scope(user: account.id, of: account.operatorID)
    }
}
