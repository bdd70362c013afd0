import Domain
import Postgres
import Templates
import Values

/// Who approved what.
enum ApprovalModels {
    /// The approval of one credit; `nil` while nobody approved it.
    static func approval(
        _ visit: MemberVisit,
        _ credit: CreditSummary,
        _ tx: Transaction
    ) async throws -> MonthEndShow.Approval? {
        guard let by = credit.approvedBy, let at = credit.approvedAt else { return nil }
        return MonthEndShow.Approval(by: try await name(visit, by, tx), at: at)
    }

    /// The last approval of a month; `nil` while a credit of it is not approved.
    static func approval(
        _ visit: MemberVisit,
        _ credits: [CreditSummary],
        _ tx: Transaction
    ) async throws -> MonthEndShow.Approval? {
        guard credits.allSatisfy({ $0.approvedAt != nil }) else { return nil }
        let last = credits.max { ($0.approvedAt ?? .distantPast) < ($1.approvedAt ?? .distantPast) }
        guard let last else { return nil }
        return try await approval(visit, last, tx)
    }

    /// The list of users is the administrators' own, but who approved a payment everybody in finance may know.
    private static func name(_ visit: MemberVisit, _ id: UserID, _ tx: Transaction) async throws -> String {
        if id == visit.scope.userID { return visit.session.user.details.name }
        let scope = Scope.system(for: try visit.scope.requireOperator())
        return try await Users.find(scope, id, in: tx).details.name
    }
}

extension Timestamp {
    /// Before everything that can be approved.
    fileprivate static let distantPast = Timestamp(seconds: 0)
}
