package import Postgres
package import Values

/// Why a decision about a session is not recorded, in order of precedence.
package enum SessionDecisionRejection: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// A decision without a reason helps nobody later.
    case reasonMissing = "session_decision.reason_missing"
    /// The reason has more than ``Sessions/reasonLength`` characters.
    case reasonTooLong = "session_decision.reason_too_long"
    /// Nobody needs to decide about the session.
    case notHeld = "session_decision.not_held"
    /// Nobody knows how much energy was drawn, or when, so there is nothing that could be paid.
    case energyUnknown = "session_decision.energy_unknown"

    /// The stable code for logs.
    package var code: String { rawValue }

    package var description: String { "\(code): the decision was not recorded" }
}

extension Sessions {
    /// The longest reason, in characters: what fits into the cell of a spreadsheet that people still read.
    package static let reasonLength = 500

    /// Records what a person decided about a held session and has its line computed again; the newest decision counts.
    ///
    /// - Throws: ``SessionDecisionRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func decide(
        _ scope: Scope,
        _ id: SessionID,
        _ decision: SessionDecision,
        reason: String,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        guard let held = try await tx.first(HoldOfSession(operatorID: operatorID, id: id)) else {
            throw NotFound("session")
        }
        let reason = try checked(reason)
        guard held.isHeld else { throw SessionDecisionRejection.notHeld }
        guard decision == .exclude || held.canBePriced else { throw SessionDecisionRejection.energyUnknown }
        try await tx.run(
            InsertDecision(operatorID: operatorID, session: id, decision: decision, reason: reason, user: scope.userID)
        )
        try await tx.run(RequestRating(sessions: [(operatorID, id, .decision)]))
        try await tx.notify("rating")
        let detail = JSON.dictionary(["decision": .string(decision.rawValue), "reason": .string(reason)])
        try await AuditLog.record(
            scope,
            AuditRecord("session.decided", subject: "session/\(id)", detail: detail),
            in: tx
        )
    }

    static func checked(_ reason: String) throws(SessionDecisionRejection) -> String {
        var text = Substring(reason.filter { $0 != "\0" }).drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        guard !text.isEmpty else { throw .reasonMissing }
        guard text.count <= reasonLength else { throw .reasonTooLong }
        return String(text)
    }
}

/// Whether a person must decide about a session, and whether it could be paid for at all.
struct HoldOfSession: Statement {
    struct Row: Sendable {
        let isHeld: Bool
        let canBePriced: Bool
    }

    static let sql = """
        SELECT is_held AND state = 'completed',
            coalesce(meter_stop_thousandths_wh >= meter_start_thousandths_wh AND stopped_at >= started_at, false)
        FROM sessions WHERE operator_id = $1 AND id = $2
        """
    static let sample = HoldOfSession(operatorID: OperatorID(1), id: SessionID(1))
    let operatorID: OperatorID
    let id: SessionID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(isHeld: try row.next(), canBePriced: try row.next())
    }
}

/// Keeps a decision.
struct InsertDecision: Statement {
    static let sql = """
        INSERT INTO session_decisions (operator_id, session_id, decision, reason, decided_by, decided_at)
        VALUES ($1, $2, $3, $4, $5, clock_timestamp())
        """
    static let sample = InsertDecision(
        operatorID: OperatorID(1),
        session: SessionID(1),
        decision: .accept,
        reason: "",
        user: nil
    )
    let operatorID: OperatorID
    let session: SessionID
    let decision: SessionDecision
    let reason: String
    let user: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(session)
        values.append(decision)
        values.append(reason)
        values.append(user)
    }
}
