package import Postgres
package import Values

/// Why a second factor was not changed, or nobody signed in by it.
package enum SecondFactorRejection: String, Error, CaseIterable, Sendable, CustomStringConvertible {
    /// Neither the code of this half minute nor an unused recovery code, or one that was used already.
    case wrongCode = "second_factor.wrong_code"
    /// There is none to confirm, to use or to turn off.
    case notBegun = "second_factor.not_begun"
    /// It is on already.
    case alreadyOn = "second_factor.already_on"
    /// The person's role needs it.
    case required = "second_factor.required"
    /// The sign-in waited too long, or never began.
    case signInOver = "second_factor.sign_in_over"

    package var code: String { rawValue }
    package var description: String { "\(code): nothing was changed" }
}

/// How far somebody's second factor is.
package struct SecondFactorState: Hashable, Sendable {
    package let confirmedAt: Timestamp?
    /// In base 32, until it is confirmed.
    package let pendingSecret: String?
    package let recoveryCodesLeft: Int

    package var isOn: Bool { confirmedAt != nil }
}

/// A second factor of sign-ins: turning it on and off, and checking its codes.
package struct SecondFactors: Sendable {
    private let database: Database
    private let box: SecretBox

    /// Secrets are sealed in the box.
    package init(database: Database, box: SecretBox) {
        self.database = database
        self.box = box
    }

    /// How far the person's second factor is.
    ///
    /// - Throws: `PostgresFault`.
    package func state(of person: WebSessionUser) async throws -> SecondFactorState {
        try await database.read(.system) { tx in
            let factor = try await tx.first(FindSecondFactor(operatorID: person.operatorID, userID: person.id))
            let left = try await tx.one(CountRecoveryCodes(operatorID: person.operatorID, userID: person.id))
            let isPending = factor.map { $0.confirmedAt == nil && !$0.sealedSecret.isEmpty } ?? false
            return SecondFactorState(
                confirmedAt: factor?.confirmedAt,
                pendingSecret: isPending ? factor.flatMap { open($0.sealedSecret, of: person.id) } : nil,
                recoveryCodesLeft: left
            )
        }
    }

    /// Draws a secret that holds nothing up until it is confirmed; one that was drawn before is forgotten.
    ///
    /// - Throws: ``SecondFactorRejection``, `PostgresFault`.
    package func begin(_ person: WebSessionUser, at now: Timestamp) async throws {
        let secret = Base32.text(randomBytes(TimeCode.secretBytes))
        let sealed = try box.seal(secret, for: SecondFactors.place(person.id))
        try await database.write(.system) { tx in
            let begin = BeginSecondFactor(
                operatorID: person.operatorID,
                userID: person.id,
                sealedSecret: sealed,
                at: now
            )
            guard try await tx.run(begin) > 0 else { throw SecondFactorRejection.alreadyOn }
        }
    }

    /// Turns the second factor on by its first code, and gives the codes for a lost device.
    ///
    /// - Throws: ``SecondFactorRejection``, `PostgresFault`.
    func confirm(
        _ person: WebSessionUser,
        _ typed: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [RecoveryCode] {
        let find = LockSecondFactor(operatorID: person.operatorID, userID: person.id)
        guard let factor = try await tx.first(find), factor.confirmedAt == nil,
            let secret = open(factor.sealedSecret, of: person.id), let codes = TimeCode(base32: secret)
        else { throw SecondFactorRejection.notBegun }
        guard let step = codes.step(of: SecondFactors.digits(typed), at: now, after: factor.lastStep) else {
            throw SecondFactorRejection.wrongCode
        }
        try await tx.run(
            ConfirmSecondFactor(operatorID: person.operatorID, userID: person.id, at: now, step: step)
        )
        try await note(person, "second_factor.on", in: tx)
        return try await renewCodes(of: person, at: now, in: tx)
    }

    /// New codes for a lost device; the old ones work no longer.
    func renewCodes(
        of person: WebSessionUser,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [RecoveryCode] {
        try await tx.run(RetireRecoveryCodes(operatorID: person.operatorID, userID: person.id, at: now))
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.random() }
        for code in codes {
            let insert = InsertRecoveryCode(
                operatorID: person.operatorID,
                userID: person.id,
                hash: code.hash(of: SecondFactors.place(person.id)),
                at: now
            )
            try await tx.run(insert)
        }
        try await note(person, "second_factor.codes_renewed", in: tx)
        return codes
    }

    /// Turns the second factor off.
    func turnOff(_ person: WebSessionUser, at now: Timestamp, in tx: Transaction) async throws {
        guard !person.details.role.needsSecondFactor else { throw SecondFactorRejection.required }
        try await tx.run(EndSecondFactor(operatorID: person.operatorID, userID: person.id))
        try await tx.run(RetireRecoveryCodes(operatorID: person.operatorID, userID: person.id, at: now))
        try await note(person, "second_factor.off", in: tx)
    }

    /// Takes a code of the device, or one for a lost device; neither is taken twice.
    ///
    /// - Throws: ``SecondFactorRejection``, `PostgresFault`.
    func use(
        _ typed: String,
        of userID: UserID,
        _ operatorID: OperatorID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        guard let factor = try await tx.first(LockSecondFactor(operatorID: operatorID, userID: userID)),
            factor.confirmedAt != nil
        else { throw SecondFactorRejection.notBegun }
        // Under another secret of the installation the codes for a lost device still work.
        let codes = open(factor.sealedSecret, of: userID).flatMap { TimeCode(base32: $0) }
        if let step = codes?.step(of: SecondFactors.digits(typed), at: now, after: factor.lastStep) {
            try await tx.run(NoteCodeStep(operatorID: operatorID, userID: userID, step: step))
            return
        }
        guard let code = RecoveryCode(typed: typed) else { throw SecondFactorRejection.wrongCode }
        let use = UseRecoveryCode(
            operatorID: operatorID,
            userID: userID,
            hash: code.hash(of: SecondFactors.place(userID)),
            at: now
        )
        guard try await tx.run(use) == 1 else { throw SecondFactorRejection.wrongCode }
    }

    private static func digits(_ typed: String) -> String { typed.filter { !$0.isWhitespace } }

    private static func place(_ user: UserID) -> String { "second_factor/\(user)" }

    private func open(_ sealed: [UInt8], of user: UserID) -> String? {
        box.open(sealed, for: SecondFactors.place(user))
    }

    private func note(_ person: WebSessionUser, _ action: String, in tx: Transaction) async throws {
        let scope = person.details.scope(user: person.id, of: person.operatorID)
        try await AuditLog.record(scope, AuditRecord(action, subject: "user/\(person.id)"), in: tx)
    }
}

extension Role {
    /// Whether nobody with the role signs in without a second factor: who sees all partners' customers.
    package var needsSecondFactor: Bool { Role.ofPlatform.contains(self) }
}
