package import Postgres
package import Values

/// Signing in with e-mail address and password.
package struct SignIns: Sendable {
    /// The longest text taken for an e-mail address, in bytes.
    ///
    /// Source: RFC 5321 §4.5.3.1.3.
    package static let maximumEmailBytes = 254

    let database: Database
    private let passwords: PasswordHasher
    private let sessions: WebSessions
    let factors: SecondFactors
    package let limits: SignInLimits

    package init(
        database: Database,
        passwords: PasswordHasher,
        sessions: WebSessions,
        factors: SecondFactors,
        limits: SignInLimits = SignInLimits()
    ) {
        self.database = database
        self.passwords = passwords
        self.sessions = sessions
        self.factors = factors
        self.limits = limits
    }

    /// Checks the password and begins a session, or has it wait for the code of a second factor.
    ///
    /// `door` is the operator at whose door somebody knocks; `nil` at the installation's own.
    ///
    /// - Throws: ``SignInRejection``, ``PasswordHasherBusy``, `PostgresFault`.
    package func signIn(
        email: String,
        password: String,
        door: OperatorID? = nil,
        from trace: ClientTrace,
        at now: Timestamp
    ) async throws -> SignInOutcome {
        let account = SignIns.account(email)
        let attempt = try await noteAttempt(account, from: trace, at: now)
        let found = try await database.first(.system, FindAccount(account: account, operatorID: door))
        let check = try await check(password, of: found)
        guard let found, check.matches else { throw SignInRejection.refused }
        return try await database.write(.system) { tx in
            if let hash = check.replacement { try await store(hash, of: found, in: tx) }
            let find = FindSecondFactor(operatorID: found.operatorID, userID: found.id)
            if try await tx.first(find)?.confirmedAt != nil {
                // Neither right nor wrong yet: earlier failures stay counted until the code came.
                try await tx.run(DeleteSignInAttempt(id: attempt))
                return .awaitsCode(try await wait(found, at: now, in: tx))
            }
            try await noteSuccess(attempt, account, from: trace, at: now, in: tx)
            return .signedIn(
                try await enter(found.id, found.operatorID, found.details, from: trace, at: now, in: tx)
            )
        }
    }

    /// Keeps the sign-in until its code comes.
    private func wait(_ account: FindAccount.Row, at now: Timestamp, in tx: Transaction) async throws -> SecretToken {
        let token = SecretToken.random()
        let insert = InsertPendingSignIn(
            operatorID: account.operatorID,
            tokenHash: token.hash,
            userID: account.id,
            at: now,
            until: now.adding(seconds: SignIns.codeSeconds)
        )
        try await tx.run(insert)
        return token
    }

    /// Begins the session of somebody who proved who they are.
    func enter(
        _ user: UserID,
        _ operatorID: OperatorID,
        _ details: UserDetails,
        from trace: ClientTrace,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> SecretToken {
        if let customer = details.customerID {
            try await tx.run(NoteCustomerJoined(operatorID: operatorID, id: customer, at: now))
        }
        let record = AuditRecord("user.signed_in", subject: "user/\(user)")
        try await AuditLog.record(details.scope(user: user, of: operatorID), record, in: tx)
        return try await sessions.begin(for: user, of: operatorID, from: trace, at: now, in: tx)
    }

    /// Replaces the password of the session's user, ends all sessions and begins a new one.
    ///
    /// - Throws: ``SignInRejection`` when the present password is wrong too often or wrong, ``PasswordHasherBusy``,
    ///   `PostgresFault`.
    package func changePassword(
        of session: WebSession,
        from old: String,
        to new: String,
        trace: ClientTrace,
        at now: Timestamp
    ) async throws -> SecretToken {
        let account = SignIns.account(session.user.details.email)
        let attempt = try await noteAttempt(account, from: trace, at: now)
        let find = FindAccount(account: account, operatorID: session.user.operatorID)
        let found = try await database.first(.system, find)
        guard let found, found.id == session.user.id, try await check(old, of: found).matches else {
            throw SignInRejection.refused
        }
        let hash = try await passwords.hash(new)
        return try await database.write(.system) { tx in
            try await noteSuccess(attempt, account, from: trace, at: now, in: tx)
            try await Users.setPassword(session.scope, of: session.user.id, hash, at: now, in: tx)
            return try await sessions.begin(for: found.id, of: found.operatorID, from: trace, at: now, in: tx)
        }
    }

    /// Forgets attempts that no limit looks at any more; for a daily job.
    package func forgetOldAttempts(at now: Timestamp) async throws {
        let before = now.adding(seconds: -2 * limits.windowSeconds)
        try await database.run(.system, DeleteOldSignInAttempts(before: before))
        try await database.run(.system, DeleteOldPendingSignIns(before: before))
    }

    /// The one spelling under which attempts for an address are counted.
    package static func account(_ email: String) -> String {
        var text = Substring(email.lowercased())
        while text.last?.isWhitespace == true { text.removeLast() }
        text = text.drop { $0.isWhitespace }
        return String(decoding: text.utf8.prefix(maximumEmailBytes).filter { $0 != 0 }, as: UTF8.self)
    }

    private func check(_ password: String, of account: FindAccount.Row?) async throws -> PasswordHasher.Check {
        let isOpen = account.map { !$0.isDisabled } ?? false
        let stored = isOpen ? account.flatMap { PasswordHash(stored: $0.passwordHash) } : nil
        let bounded = password.utf8.count <= PasswordRule.maximumBytes ? password : ""
        return try await passwords.check(bounded, against: stored)
    }

    /// Notes the attempt as failed before its outcome is known, so that many at once cannot outrun the count.
    func noteAttempt(_ account: String, from trace: ClientTrace, at now: Timestamp) async throws -> Int64 {
        try await database.write(.system) { tx in
            try await tx.run(LockAccount(account: account))
            try await checkLimits(account, trace, at: now, in: tx)
            let attempt = InsertSignInAttempt(
                account: account,
                address: trace.remoteAddress,
                at: now,
                succeeded: false
            )
            return try await tx.one(attempt)
        }
    }

    private func checkLimits(
        _ account: String,
        _ trace: ClientTrace,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let since = now.adding(seconds: -limits.windowSeconds)
        let own = try await tx.one(CountAccountFailures(account: account, since: since))
        let near = try await tx.one(CountAddressFailures(address: trace.remoteAddress, since: since))
        let wait = max(
            limits.wait(failures: own.count, free: limits.freeFailuresPerAccount, last: own.last, now: now),
            limits.wait(failures: near.count, free: limits.freeFailuresPerAddress, last: near.last, now: now)
        )
        guard wait == 0 else { throw SignInRejection.limited(retryAfterSeconds: wait) }
    }

    func noteSuccess(
        _ attempt: Int64,
        _ account: String,
        from trace: ClientTrace,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try await tx.run(DeleteSignInAttempt(id: attempt))
        let success = InsertSignInAttempt(
            account: account,
            address: trace.remoteAddress,
            at: now,
            succeeded: true
        )
        try await tx.run(success)
    }

    private func store(_ hash: PasswordHash, of account: FindAccount.Row, in tx: Transaction) async throws {
        try await tx.run(SetPasswordHash(operatorID: account.operatorID, id: account.id, hash: hash.stored))
    }
}
