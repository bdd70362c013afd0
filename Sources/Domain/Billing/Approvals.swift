package import Postgres
package import Values

/// Why credits are not approved; where several reasons apply, the first listed is given.
package enum ApprovalRejection: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// Only a person can approve.
    case needsPerson = "approval.needs_person"
    /// The month has no credits.
    case nothingToApprove = "approval.nothing_to_approve"
    /// The operator wants four eyes, and this person asked for the close.
    case needsFourEyes = "approval.needs_four_eyes"

    /// The stable code.
    package var code: String { rawValue }
    /// Code and reason.
    package var description: String { "\(code): \(reason)" }

    private var reason: String {
        switch self {
        case .needsPerson: "only a person can approve credits"
        case .nothingToApprove: "the month has no credits"
        case .needsFourEyes: "whoever asked for the close cannot approve its credits"
        }
    }
}

/// What an approval did.
package struct ApprovalResult: Hashable, Sendable {
    /// Credits that this approval approved.
    package let approved: [CreditID]
    /// Credits that were approved before.
    package let alreadyApproved: Int
}

/// Approves credits: nothing is paid that nobody approved.
package struct Approvals: Sendable {
    private let database: Database

    package init(_ database: Database) {
        self.database = database
    }

    /// Approves all credits of a month; those that are approved stay as they are.
    ///
    /// - Throws: `NotPermitted`, ``ApprovalRejection``; `PostgresFault`.
    @discardableResult
    package func approve(_ scope: Scope, month: YearMonth, at now: Timestamp) async throws -> ApprovalResult {
        try await approve(scope, .hosts, at: now, subject: "month/\(month)") { operatorID, tx in
            let credits = try await tx.all(CreditsToApprove(operatorID: operatorID, period: month))
            guard !credits.isEmpty else { throw ApprovalRejection.nothingToApprove }
            return credits
        }
    }

    /// Approves all documents of a run of payouts; those that are approved stay as they are.
    ///
    /// - Throws: `NotPermitted`, ``ApprovalRejection``; `PostgresFault`.
    @discardableResult
    package func approve(_ scope: Scope, run: EREPayoutRunID, at now: Timestamp) async throws -> ApprovalResult {
        try await approve(scope, .payouts, at: now, subject: "payout/\(run)") { operatorID, tx in
            let credits = try await tx.all(CreditsToApprove(operatorID: operatorID, run: run))
            guard !credits.isEmpty else { throw ApprovalRejection.nothingToApprove }
            return credits
        }
    }

    /// Approves some credits; those that are approved stay as they are.
    ///
    /// - Throws: `NotPermitted`, `NotFound` when one of them is not there, ``ApprovalRejection``; `PostgresFault`.
    @discardableResult
    package func approve(_ scope: Scope, credits ids: Set<CreditID>, at now: Timestamp) async throws -> ApprovalResult {
        let subject = ids.count == 1 ? "credit/\(ids.map(\.description).joined())" : "credits"
        return try await approve(scope, .hosts, at: now, subject: subject) { operatorID, tx in
            let credits = try await tx.all(CreditsToApprove(operatorID: operatorID, ids: ids.sorted()))
            guard credits.count == ids.count else { throw NotFound("credit") }
            return credits
        }
    }

    private func approve(
        _ scope: Scope,
        _ purpose: PaymentPurpose,
        at now: Timestamp,
        subject: String,
        choosing: @Sendable (OperatorID, Transaction) async throws -> [CreditToApprove]
    ) async throws -> ApprovalResult {
        let operatorID = try purpose.check(scope)
        guard let user = scope.userID else { throw ApprovalRejection.needsPerson }
        let result = try await database.write(scope, repeating: .onConflict) { tx in
            let credits = try await choosing(operatorID, tx)
            let open = credits.filter { !$0.isApproved }
            let tenant = try await tx.one(FindOperator(id: operatorID))
            if tenant.details.policy.needsFourEyes, open.contains(where: { $0.requestedBy == user }) {
                throw ApprovalRejection.needsFourEyes
            }
            let approved = try await tx.all(
                InsertApprovals(operatorID: operatorID, credits: open.map(\.id), by: user, at: now)
            )
            if !approved.isEmpty {
                // A run can have a hundred thousand; its subject names it.
                let ids = purpose == .hosts ? approved.map { JSON.integer($0.rawValue) } : []
                let detail = JSON.dictionary(["credits": .array(ids), "count": .integer(approved.count)])
                try await AuditLog.record(
                    scope,
                    AuditRecord("credits.approved", subject: subject, detail: detail),
                    in: tx
                )
            }
            return ApprovalResult(approved: approved.sorted(), alreadyApproved: credits.count - approved.count)
        }
        if result.approved.count >= Approvals.statisticsAfter {
            // Without them what follows is slower, and that is all.
            _ = try? await database.run(.system, RefreshPayoutStatistics())
        }
        return result
    }

    /// Approvals at once from which on statements over them are to be planned anew.
    private static let statisticsAfter = 1_000
}

/// A credit before it is approved.
struct CreditToApprove: Sendable {
    let id: CreditID
    let requestedBy: UserID?
    let isApproved: Bool
}

/// Credits of a month, of a run of payouts, or of a list; of hosts unless of a run.
struct CreditsToApprove: Statement {
    static let sql = """
        SELECT c.id, c.requested_by, a.credit_id IS NOT NULL
        FROM credits c
        LEFT JOIN credit_approvals a ON a.operator_id = c.operator_id AND a.credit_id = c.id
        WHERE c.operator_id = $1 AND ($2::date IS NULL OR c.period = $2)
            AND ($3::bigint[] IS NULL OR c.id = ANY ($3)) AND c.ere_run_id IS NOT DISTINCT FROM $4
        ORDER BY c.id
        """
    static let sample = CreditsToApprove(operatorID: OperatorID(1))
    let operatorID: OperatorID
    var period: YearMonth?
    var ids: [CreditID]?
    var run: EREPayoutRunID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period?.firstDay)
        values.append(ids)
        values.append(run)
    }

    static func decode(_ row: inout RowReader) throws -> CreditToApprove {
        CreditToApprove(id: try row.next(), requestedBy: try row.next(), isApproved: try row.next())
    }
}

/// Approves credits; answers those that nobody approved before.
struct InsertApprovals: Statement {
    static let sql = """
        INSERT INTO credit_approvals (operator_id, credit_id, approved_by, approved_at)
        SELECT $1, c.id, $3, $4 FROM unnest($2::bigint[]) AS c (id) ORDER BY c.id
        ON CONFLICT ON CONSTRAINT credit_approvals_key DO NOTHING
        RETURNING credit_id
        """
    static let sample = InsertApprovals(
        operatorID: OperatorID(1),
        credits: [],
        by: UserID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let credits: [CreditID]
    let by: UserID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(credits)
        values.append(by)
        values.append(at)
    }

    static func decode(_ row: inout RowReader) throws -> CreditID { try row.next() }
}
