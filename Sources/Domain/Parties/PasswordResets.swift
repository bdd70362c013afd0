package import Postgres
package import Values

/// Why no new password was set.
package enum PasswordResetRejection: String, Error, CaseIterable, Sendable, CustomStringConvertible {
    /// The link was used, is too old, or never was one.
    case linkInvalid = "password_reset.link_invalid"

    package var code: String { rawValue }
    package var description: String { "\(code): the password was not changed" }
}

/// Setting a password with a link that came by mail: single use, only its hash is stored.
package struct PasswordResets: Sendable {
    /// Seconds a link from the page lives: long enough for slow mail.
    package static let lifetimeSeconds: Int64 = 3_600
    /// Seconds a link in an invitation lives: the invited may be on holiday.
    package static let invitationSeconds: Int64 = 7 * 86_400

    /// Writes the mail to a user around the link's token.
    package typealias Composing = @Sendable (UserDetails, OperatorID, SecretToken) throws -> MailDraft

    private let database: Database
    private let passwords: PasswordHasher
    private let limits: SignInLimits

    package init(database: Database, passwords: PasswordHasher, limits: SignInLimits = SignInLimits()) {
        self.database = database
        self.passwords = passwords
        self.limits = limits
    }

    /// Sends a link to the account of an address, if there is one; the caller cannot tell.
    ///
    /// Both cases store something, so that the time does not tell either. Beyond the hourly limits of the account and of
    /// the client's address nothing is sent.
    package func request(
        email: String,
        door: OperatorID? = nil,
        from trace: ClientTrace,
        at now: Timestamp,
        composing compose: Composing
    ) async throws {
        let account = SignIns.account(email)
        try await database.write(.system) { tx in
            let isWithinLimits = try await countRequest(account, from: trace, at: now, in: tx)
            let found = try await tx.first(FindAccount(account: account, operatorID: door))
            guard let found, !found.isDisabled, isWithinLimits else { return }
            let owner = Owner(id: found.id, operatorID: found.operatorID, details: found.details)
            try await sendLink(to: owner, livingSeconds: PasswordResets.lifetimeSeconds, at: now, compose, in: tx)
        }
    }

    /// Notes a request; whether neither the account nor the client's address has had too many within the hour.
    private func countRequest(
        _ account: String,
        from trace: ClientTrace,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> Bool {
        // Beside the attempts to sign in, and apart from them.
        let (account, address) = ("reset:" + account, "reset:" + trace.remoteAddress)
        // Always in this order, so that no two requests wait for each other.
        try await tx.run(LockAccount(account: account))
        try await tx.run(LockAccount(account: "address of " + address))
        let since = now.adding(seconds: -3_600)
        let own = try await tx.one(CountAccountFailures(account: account, since: since))
        let near = try await tx.one(CountAddressFailures(address: address, since: since))
        try await tx.run(InsertSignInAttempt(account: account, address: address, at: now, succeeded: false))
        return own.count < limits.resetsPerHour && near.count < limits.resetsPerAddressAndHour
    }

    /// Sends the link of an invitation to a user of the scope's operator.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package func invite(
        _ scope: Scope,
        _ user: User,
        at now: Timestamp,
        in tx: Transaction,
        composing compose: Composing
    ) async throws {
        if user.details.customerID == nil { try scope.requireUserDesk() } else { try scope.requireCustomerDesk() }
        guard scope.operatorID == user.operatorID else { throw NotFound("user") }
        let owner = Owner(id: user.id, operatorID: user.operatorID, details: user.details)
        try await sendLink(to: owner, livingSeconds: PasswordResets.invitationSeconds, at: now, compose, in: tx)
    }

    /// The e-mail address behind a link that still works, with whose it is.
    package func owner(
        behind token: SecretToken,
        at now: Timestamp
    ) async throws -> (email: String, operatorID: OperatorID)? {
        let find = FindPasswordReset(tokenHash: token.hash, now: now)
        return try await database.first(.system, find).map { ($0.details.email, $0.operatorID) }
    }

    /// Sets a new password with a link, ends all sessions of the user and makes all its links useless.
    ///
    /// - Throws: ``PasswordResetRejection``, ``PasswordHasherBusy``, `PostgresFault`.
    package func setPassword(_ password: String, with token: SecretToken, at now: Timestamp) async throws {
        let find = FindPasswordReset(tokenHash: token.hash, now: now)
        guard let found = try await database.first(.system, find) else { throw PasswordResetRejection.linkInvalid }
        let hash = try await passwords.hash(password)
        try await database.write(.system) { tx in
            guard try await tx.run(UsePasswordReset(tokenHash: token.hash, at: now)) == 1 else {
                throw PasswordResetRejection.linkInvalid
            }
            let scope = found.details.scope(user: found.userID, of: found.operatorID)
            try await Users.setPassword(scope, of: found.userID, hash, at: now, in: tx)
            try await forgive(found.details.email, at: now, in: tx)
        }
    }

    /// Who proved to own the mailbox need not wait for the failures that led there.
    private func forgive(_ email: String, at now: Timestamp, in tx: Transaction) async throws {
        let success = InsertSignInAttempt(account: SignIns.account(email), address: "", at: now, succeeded: true)
        try await tx.run(success)
    }

    private struct Owner {
        let id: UserID
        let operatorID: OperatorID
        let details: UserDetails
    }

    private func sendLink(
        to owner: Owner,
        livingSeconds: Int64,
        at now: Timestamp,
        _ compose: Composing,
        in tx: Transaction
    ) async throws {
        let token = SecretToken.random()
        let insert = InsertPasswordReset(
            tokenHash: token.hash,
            userID: owner.id,
            createdAt: now,
            expiresAt: now.adding(seconds: livingSeconds)
        )
        try await tx.run(insert)
        try await Outbox.add(try compose(owner.details, owner.operatorID, token), of: owner.operatorID, at: now, in: tx)
    }
}
