package import Postgres
package import Values

/// The end that a person gave a session, with who, when and why.
package struct EndingRecord: Hashable, Sendable {
    package let ending: SessionEnding
    package let reason: String
    /// The person's name; empty for work of the installation.
    package let by: String
    package let at: Timestamp
}

extension Sessions {
    /// Ends a session whose stop never came and has its line computed; the newest end counts until a stop comes.
    ///
    /// The session is locked first, as the projection locks it, and a rebuild waited for, so that neither overwrites the
    /// other.
    ///
    /// - Throws: ``SessionDecisionRejection`` for the reason, ``SessionEndingRejection``, ``NotFound``,
    ///   ``NotPermitted``, `PostgresFault`.
    package static func end(
        _ scope: Scope,
        _ id: SessionID,
        _ ending: SessionEnding,
        reason: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        try await tx.run(AwaitRebuild())
        guard let found = try await tx.first(LockSession(operatorID: operatorID, id: id)) else {
            throw NotFound("session")
        }
        let reason = try checked(reason)
        try found.record.check(ending, at: now)
        try await tx.run(
            InsertSessionEnding(operatorID: operatorID, session: id, ending: ending, reason: reason, user: scope.userID)
        )
        var record = found.record.withoutEnding
        record.end(by: ending)
        _ = try await tx.all(UpsertSessions(sessions: [(operatorID, found.chargePoint, record)]))
        try await tx.run(RequestRating(sessions: [(operatorID, id, .decision)]))
        try await tx.notify("rating")
        try await tx.notify("sessions")
        try await note(scope, id, ending, reason, in: tx)
    }

    private static func note(
        _ scope: Scope,
        _ id: SessionID,
        _ ending: SessionEnding,
        _ reason: String,
        in tx: Transaction
    ) async throws {
        let detail = JSON.dictionary([
            "ended_at": .string(ending.at.rfc3339), "register_wh": .exact(ending.register.wh),
            "reason": .string(reason),
        ])
        try await AuditLog.record(scope, AuditRecord("session.ended", subject: "session/\(id)", detail: detail), in: tx)
    }
}

/// Waits for a rebuild of sessions that is under way, and lets none begin before the transaction ends.
struct AwaitRebuild: Statement {
    // In conflict with the lock of ``StopProjectors`` and with nothing that projectors do.
    static let sql = "LOCK TABLE projection_cursors IN ROW SHARE MODE"
    static let sample = AwaitRebuild()
}

/// A session with its charge point, locked until the end of the transaction, though others may name it.
struct LockSession: Statement {
    struct Row: Sendable {
        let chargePoint: ChargePointID
        let record: SessionRecord
    }

    static let sql = """
        SELECT charge_point_id, \(SessionRecord.columns)
        FROM sessions WHERE operator_id = $1 AND id = $2
        FOR NO KEY UPDATE
        """
    static let sample = LockSession(operatorID: OperatorID(1), id: SessionID(1))
    let operatorID: OperatorID
    let id: SessionID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(chargePoint: try row.next(), record: try SessionRecord(reading: &row))
    }
}

/// Keeps an end.
struct InsertSessionEnding: Statement {
    static let sql = """
        INSERT INTO session_endings (operator_id, session_id, ended_at, register_thousandths_wh, reason, decided_by)
        VALUES ($1, $2, $3, $4, $5, $6)
        """
    static let sample = InsertSessionEnding(
        operatorID: OperatorID(1),
        session: SessionID(1),
        ending: SessionEnding(at: Timestamp(seconds: 0), register: .zero),
        reason: "reason",
        user: nil
    )
    let operatorID: OperatorID
    let session: SessionID
    let ending: SessionEnding
    let reason: String
    let user: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(session)
        values.append(ending.at)
        values.append(ending.register.thousandthsWh)
        values.append(reason)
        values.append(user)
    }
}

/// The ends that people gave a session, the newest first.
struct EndingsOfSession: Statement {
    static let sql = """
        SELECT e.ended_at, e.register_thousandths_wh, e.reason,
            CASE WHEN e.decided_by IS NULL THEN '' ELSE coalesce(u.name, o.name) END, e.decided_at
        FROM session_endings e
        JOIN operators o ON o.id = e.operator_id
        LEFT JOIN users u ON u.id = e.decided_by AND u.operator_id = e.operator_id
        WHERE e.operator_id = $1 AND e.session_id = $2
        ORDER BY e.id DESC
        """
    static let sample = EndingsOfSession(operatorID: OperatorID(1), session: SessionID(1))
    let operatorID: OperatorID
    let session: SessionID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(session)
    }

    static func decode(_ row: inout RowReader) throws -> EndingRecord {
        EndingRecord(
            ending: SessionEnding(at: try row.next(), register: Energy(thousandthsWh: try row.next())),
            reason: try row.next(),
            by: try row.next(),
            at: try row.next()
        )
    }
}

/// The newest end that a person gave to each session of a charge point, for whoever rebuilds sessions from frames.
struct EndingsOfChargePoint: Statement {
    struct Row: Sendable {
        let naturalKey: String
        let ending: SessionEnding
    }

    static let sql = """
        SELECT DISTINCT ON (s.id) s.natural_key, e.ended_at, e.register_thousandths_wh
        FROM session_endings e JOIN sessions s ON s.operator_id = e.operator_id AND s.id = e.session_id
        WHERE e.operator_id = $1 AND s.operator_id = $1 AND s.charge_point_id = $2
        ORDER BY s.id, e.id DESC
        """
    static let sample = EndingsOfChargePoint(operatorID: OperatorID(1), chargePoint: ChargePointID(1))
    let operatorID: OperatorID
    let chargePoint: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            naturalKey: try row.next(),
            ending: SessionEnding(at: try row.next(), register: Energy(thousandthsWh: try row.next()))
        )
    }
}

extension SessionProjection {
    /// The sessions as frames and people tell them: what ``Sessions/end(_:_:_:reason:at:in:)`` said lies over the frames.
    func sessions(endedBy endings: [EndingsOfChargePoint.Row]) -> [String: SessionRecord] {
        endings.reduce(into: sessions) { $0[$1.naturalKey]?.end(by: $1.ending) }
    }
}
