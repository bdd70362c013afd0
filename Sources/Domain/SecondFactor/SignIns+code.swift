import Postgres
package import Values

/// What became of a sign-in whose password was right.
package enum SignInOutcome: Sendable {
    /// A session began.
    case signedIn(SecretToken)
    /// The code of the second factor is missing; the browser carries this token to the next page.
    case awaitsCode(SecretToken)
}

extension SignIns {
    /// Seconds that a sign-in waits for its code: to find the telephone and open the app.
    package static let codeSeconds: Int64 = 600

    /// Whether a sign-in still waits for its code.
    ///
    /// - Throws: `PostgresFault`.
    package func awaitsCode(_ token: SecretToken, at now: Timestamp) async throws -> Bool {
        try await database.first(.system, FindPendingSignIn(tokenHash: token.hash, now: now)) != nil
    }

    /// Begins the session of a sign-in whose code came.
    ///
    /// Wrong codes are counted like wrong passwords, apart from them.
    ///
    /// - Throws: ``SecondFactorRejection``, ``SignInRejection``, `PostgresFault`.
    package func finish(
        _ token: SecretToken,
        code: String,
        from trace: ClientTrace,
        at now: Timestamp
    ) async throws -> SecretToken {
        let find = FindPendingSignIn(tokenHash: token.hash, now: now)
        guard let found = try await database.first(.system, find) else { throw SecondFactorRejection.signInOver }
        let account = SignIns.account(found.details.email)
        let attempt = try await noteAttempt(SignIns.codes(of: found.userID), from: trace, at: now)
        return try await database.write(.system) { tx in
            try await factors.use(code, of: found.userID, found.operatorID, at: now, in: tx)
            guard try await tx.run(UsePendingSignIn(tokenHash: token.hash, at: now)) == 1 else {
                throw SecondFactorRejection.signInOver
            }
            try await noteSuccess(attempt, SignIns.codes(of: found.userID), from: trace, at: now, in: tx)
            try await tx.run(
                InsertSignInAttempt(account: account, address: trace.remoteAddress, at: now, succeeded: true)
            )
            return try await enter(found.userID, found.operatorID, found.details, from: trace, at: now, in: tx)
        }
    }

    /// Checks a code of somebody who is signed in, and does something in the same transaction.
    ///
    /// - Throws: ``SecondFactorRejection``, ``SignInRejection``, `PostgresFault`, what the work throws.
    private func checked<Result: Sendable>(
        _ person: WebSessionUser,
        from trace: ClientTrace,
        at now: Timestamp,
        _ work: (Transaction) async throws -> Result
    ) async throws -> Result {
        let attempt = try await noteAttempt(SignIns.codes(of: person.id), from: trace, at: now)
        return try await database.write(.system) { tx in
            let result = try await work(tx)
            try await noteSuccess(attempt, SignIns.codes(of: person.id), from: trace, at: now, in: tx)
            return result
        }
    }

    /// Turns the second factor on by its first code, and gives the codes for a lost device.
    ///
    /// - Throws: ``SecondFactorRejection``, ``SignInRejection``, `PostgresFault`.
    package func confirmSecondFactor(
        of person: WebSessionUser,
        code: String,
        from trace: ClientTrace,
        at now: Timestamp
    ) async throws -> [RecoveryCode] {
        try await checked(person, from: trace, at: now) { tx in
            try await factors.confirm(person, code, at: now, in: tx)
        }
    }

    /// Gives new codes for a lost device to who has a present code.
    ///
    /// - Throws: ``SecondFactorRejection``, ``SignInRejection``, `PostgresFault`.
    package func renewRecoveryCodes(
        of person: WebSessionUser,
        code: String,
        from trace: ClientTrace,
        at now: Timestamp
    ) async throws -> [RecoveryCode] {
        try await checked(person, from: trace, at: now) { tx in
            try await factors.use(code, of: person.id, person.operatorID, at: now, in: tx)
            return try await factors.renewCodes(of: person, at: now, in: tx)
        }
    }

    /// Turns the second factor off for who has a present code.
    ///
    /// - Throws: ``SecondFactorRejection``, ``SignInRejection``, `PostgresFault`.
    package func turnOffSecondFactor(
        of person: WebSessionUser,
        code: String,
        from trace: ClientTrace,
        at now: Timestamp
    ) async throws {
        try await checked(person, from: trace, at: now) { tx in
            try await factors.use(code, of: person.id, person.operatorID, at: now, in: tx)
            try await factors.turnOff(person, at: now, in: tx)
        }
    }

    /// Under which name wrong codes of a user are counted.
    private static func codes(of user: UserID) -> String { "code:\(user)" }
}
