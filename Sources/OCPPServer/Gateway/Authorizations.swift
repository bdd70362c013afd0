package import OCPP
internal import Synchronization
package import Values

/// The table of tokens in memory; answers at once, whatever the database does.
package final class Authorizations: Sendable {
    private let table: Mutex<AuthorizationTable>

    package init(_ table: AuthorizationTable = AuthorizationTable(operators: [:])) {
        self.table = Mutex(table)
    }

    /// Replaces the table.
    package func replace(_ new: AuthorizationTable) {
        table.withLock { $0 = new }
    }

    /// The verdict on a token.
    package func verdict(on idTag: String, for operatorID: OperatorID, at now: Timestamp) -> OCPP16.IdTagInfo {
        let tag = idTag.lowercased()
        let (entry, unknown) = table.withLock { table in
            let tokens = table.operators[operatorID]
            return (tokens?.entries[tag], tokens?.unknownTokens ?? .invalid)
        }
        guard let entry else { return OCPP16.IdTagInfo(status: unknown) }
        let isOver = entry.expiryDate.map { $0 <= now } ?? false
        return OCPP16.IdTagInfo(
            status: isOver && entry.status == .accepted ? .expired : entry.status,
            expiryDate: entry.expiryDate,
            parentIdTag: entry.parentIdTag
        )
    }
}
