package import Postgres
package import Values

/// Server-side sessions of signed-in people; the browser holds a random token, we hold its hash.
package struct WebSessions: Sendable {
    package let limits: WebSessionLimits

    package init(limits: WebSessionLimits = WebSessionLimits()) {
        self.limits = limits
    }

    /// The live session of a token, noted as used; `nil` when it ended, expired or never was.
    ///
    /// A read-only answer of the database does not keep anybody out: the note is left for the next request.
    package func find(_ token: SecretToken, at now: Timestamp, on database: Database) async throws -> WebSession? {
        let statement = FindWebSession(
            tokenHash: token.hash,
            now: now,
            seenAfter: now.adding(seconds: -limits.idleSeconds)
        )
        guard let session = try await database.first(.system, statement) else { return nil }
        if now.seconds(since: session.lastSeenAt) >= limits.touchSeconds {
            try await database.run(.system, TouchWebSession(tokenHash: session.tokenHash, at: now))
        }
        return session
    }

    /// Begins a session with a token that nobody had before, whatever the browser brought.
    func begin(
        for user: UserID,
        of operatorID: OperatorID,
        from trace: ClientTrace,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> SecretToken {
        let token = SecretToken.random()
        let insert = InsertWebSession(
            tokenHash: token.hash,
            userID: user,
            operatorID: operatorID,
            csrfSecret: SecretToken.random().bytes,
            createdAt: now,
            expiresAt: now.adding(seconds: limits.absoluteSeconds),
            trace: trace
        )
        try await tx.run(insert)
        try await tx.run(EndSurplusSessions(userID: user, at: now, keep: limits.sessionsPerUser))
        return token
    }

    /// Ends one session.
    package func end(_ session: WebSession, at now: Timestamp, in tx: Transaction) async throws {
        try await tx.run(EndWebSession(tokenHash: session.tokenHash, at: now))
        try await AuditLog.record(session.scope, AuditRecord("user.signed_out", subject: subject(session)), in: tx)
    }

    /// Ends all sessions of the session's user, this one included.
    package func endAll(of session: WebSession, at now: Timestamp, in tx: Transaction) async throws {
        try await tx.run(EndUserSessions(userID: session.user.id, at: now))
        let record = AuditRecord("user.signed_out_everywhere", subject: subject(session))
        try await AuditLog.record(session.scope, record, in: tx)
    }

    /// The live sessions of the session's user, the one used last first.
    package func list(
        of session: WebSession,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [WebSessionSummary] {
        let seenAfter = now.adding(seconds: -limits.idleSeconds)
        return try await tx.all(ListWebSessions(userID: session.user.id, now: now, seenAfter: seenAfter))
    }

    private func subject(_ session: WebSession) -> String { "user/\(session.user.id)" }
}
