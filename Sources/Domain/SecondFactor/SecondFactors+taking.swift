package import Postgres
package import Values

extension SecondFactors {
    /// Since when somebody of the scope's operator has a second factor; `nil` for those without.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func onSince(_ scope: Scope, _ user: UserID, in tx: Transaction) async throws -> Timestamp? {
        try scope.requireUserReader()
        let find = FindSecondFactor(operatorID: try scope.requireOperator(), userID: user)
        return try await tx.first(find)?.confirmedAt
    }

    /// Takes away the second factor of somebody who lost device and codes; whoever does it knows the person.
    ///
    /// Those whose role needs one set up another at the next sign-in. Nobody takes away the own one here: that asks for a
    /// code.
    ///
    /// - Throws: ``SecondFactorRejection/notBegun`` when there is none, ``NotFound`` also for somebody whose role the scope
    ///   does not give, ``NotPermitted``, `PostgresFault`.
    package static func takeAway(
        _ scope: Scope,
        from user: UserID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requireUserDesk()
        let operatorID = try scope.requireOperator()
        let person = try await Users.find(scope, user, in: tx)
        guard scope.userID != user else { throw NotPermitted() }
        guard let role = scope.role, role.gives.contains(person.details.role) else { throw NotFound("user") }
        let lock = LockSecondFactor(operatorID: operatorID, userID: user)
        guard try await tx.first(lock)?.confirmedAt != nil else { throw SecondFactorRejection.notBegun }
        try await tx.run(EndSecondFactor(operatorID: operatorID, userID: user))
        try await tx.run(RetireRecoveryCodes(operatorID: operatorID, userID: user, at: now))
        try await AuditLog.record(scope, AuditRecord("second_factor.taken_away", subject: "user/\(user)"), in: tx)
    }
}
