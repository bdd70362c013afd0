package import Postgres
package import Values

/// The people of an operator and its hosts who sign in.
package enum Users {
    private static let kind = "user"

    /// Users whose name or e-mail address contains the search text; `role` narrows, `nil` takes all.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<UserSort>,
        role: Role? = nil,
        in tx: Transaction
    ) async throws -> Listing<User> {
        try scope.requireUserReader()
        let operatorID = try scope.requireOperator()
        return try await tx.listing(request) {
            ListUsers(operatorID: operatorID, role: role?.rawValue ?? "", request: $0)
        }
    }

    /// One user of the operator; everybody may look up themselves.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, _ id: UserID, in tx: Transaction) async throws -> User {
        if scope.userID != id { try scope.requireUserReader() }
        guard let user = try await tx.first(FindUser(operatorID: try scope.requireOperator(), id: id)) else {
            throw NotFound(kind)
        }
        return user
    }

    /// Adds a user without a password; the invitation's link sets one.
    ///
    /// - Throws: ``UserRejection``, ``NotPermitted``, `PostgresFault`.
    package static func create(_ scope: Scope, _ details: UserDetails, in tx: Transaction) async throws -> UserID {
        try scope.requireUserDesk()
        try checkGives(scope, details.role)
        let insert = InsertUser(operatorID: try scope.requireOperator(), details: details)
        let id = try await UserRejection.mapping { try await tx.one(insert) }
        let detail = JSON.dictionary(["role": .string(details.role.rawValue)])
        try await AuditLog.record(scope, AuditRecord("user.created", subject: "user/\(id)", detail: detail), in: tx)
        return id
    }

    /// Changes a user's name, address, role, host and language; holds from the user's next request on.
    ///
    /// - Throws: ``UserRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func update(
        _ scope: Scope,
        _ id: UserID,
        to details: UserDetails,
        in tx: Transaction
    ) async throws {
        try scope.requireUserDesk()
        let before = try await find(scope, id, in: tx)
        try checkGives(scope, before.details.role)
        try checkGives(scope, details.role)
        if details.role != before.details.role { try await checkOthersAdminister(scope, without: before, in: tx) }
        let update = UpdateUser(operatorID: try scope.requireOperator(), id: id, details: details)
        guard try await UserRejection.mapping({ try await tx.run(update) }) > 0 else { throw NotFound(kind) }
        let detail = JSON.dictionary(["role": .string(details.role.rawValue)])
        try await AuditLog.record(scope, AuditRecord("user.changed", subject: "user/\(id)", detail: detail), in: tx)
    }

    /// Lets a user in no longer and ends the user's sessions.
    ///
    /// - Throws: ``UserRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func disable(
        _ scope: Scope,
        _ id: UserID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requireUserDesk()
        guard scope.userID != id else { throw UserRejection.ownAccount }
        let before = try await find(scope, id, in: tx)
        try checkGives(scope, before.details.role)
        try await checkOthersAdminister(scope, without: before, in: tx)
        try await setDisabled(scope, id, since: now, in: tx)
        try await tx.run(EndUserSessions(userID: id, at: now))
        try await AuditLog.record(scope, AuditRecord("user.disabled", subject: "user/\(id)"), in: tx)
    }

    /// Lets a disabled user in again.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func enable(_ scope: Scope, _ id: UserID, in tx: Transaction) async throws {
        try scope.requireUserDesk()
        try checkGives(scope, try await find(scope, id, in: tx).details.role)
        try await setDisabled(scope, id, since: nil, in: tx)
        try await AuditLog.record(scope, AuditRecord("user.enabled", subject: "user/\(id)"), in: tx)
    }

    /// Sets the acting user's own language.
    ///
    /// - Throws: ``UserRejection``, ``NotPermitted``, `PostgresFault`.
    package static func setOwnLanguage(_ scope: Scope, _ language: String, in tx: Transaction) async throws {
        guard let id = scope.userID else { throw NotPermitted() }
        let update = SetUserLanguage(operatorID: try scope.requireOperator(), id: id, language: language)
        _ = try await UserRejection.mapping { try await tx.run(update) }
    }

    /// Says whether the acting user, an administrator, gets mails about what back-offices did.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func setOwnNoticeMails(_ scope: Scope, _ isOn: Bool, in tx: Transaction) async throws {
        try scope.require(.operatorAdmin)
        guard let id = scope.userID else { throw NotPermitted() }
        try await tx.run(SetNoticeMails(operatorID: try scope.requireOperator(), id: id, isOn: isOn))
    }

    /// Whether the acting user gets these mails; only administrators do.
    ///
    /// - Throws: `PostgresFault`.
    package static func getsNoticeMails(_ scope: Scope, in tx: Transaction) async throws -> Bool {
        guard let id = scope.userID else { return false }
        return try await tx.first(FindNoticeMails(operatorID: try scope.requireOperator(), id: id)) ?? false
    }

    /// Stores a password and ends all sessions; for the command line, resets and the user's own change.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func setPassword(
        _ scope: Scope,
        of id: UserID,
        _ hash: PasswordHash,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        guard scope.userID == nil || scope.userID == id else { throw NotPermitted() }
        let update = SetPasswordHash(operatorID: try scope.requireOperator(), id: id, hash: hash.stored)
        guard try await tx.run(update) > 0 else { throw NotFound(kind) }
        try await tx.run(EndUserSessions(userID: id, at: now))
        try await tx.run(UseUserResets(userID: id, at: now))
        try await AuditLog.record(scope, AuditRecord("user.password_changed", subject: "user/\(id)"), in: tx)
    }

    private static func setDisabled(
        _ scope: Scope,
        _ id: UserID,
        since: Timestamp?,
        in tx: Transaction
    ) async throws {
        let update = SetUserDisabled(operatorID: try scope.requireOperator(), id: id, disabledAt: since)
        guard try await tx.run(update) > 0 else { throw NotFound(kind) }
    }

    /// Somebody must be left with the role of who leaves it, where it is one that manages users.
    private static func checkOthersAdminister(_ scope: Scope, without user: User, in tx: Transaction) async throws {
        let roles = user.details.role.administers
        guard !roles.isEmpty else { return }
        let lock = LockAdministrators(operatorID: try scope.requireOperator(), roles: roles)
        guard try await tx.all(lock) != [user.id] else { throw UserRejection.lastAdministrator }
    }

    private static func checkGives(_ scope: Scope, _ role: Role) throws(UserRejection) {
        guard let own = scope.role else { return }
        guard own.gives.contains(role) else { throw .roleNotGiven }
    }
}
