import Postgres
import Values

/// A second factor as it is stored.
struct StoredSecondFactor: Sendable {
    let sealedSecret: [UInt8]
    let confirmedAt: Timestamp?
    let lastStep: Int64

    init(_ row: inout RowReader) throws {
        sealedSecret = try row.next()
        confirmedAt = try row.next()
        lastStep = try row.next()
    }
}

/// The second factor of a user.
struct FindSecondFactor: Statement {
    static let sql = """
        SELECT sealed_secret, confirmed_at, last_step FROM second_factors WHERE operator_id = $1 AND user_id = $2
        """
    static let sample = FindSecondFactor(operatorID: OperatorID(1), userID: UserID(1))
    let operatorID: OperatorID
    let userID: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(userID)
    }
    static func decode(_ row: inout RowReader) throws -> StoredSecondFactor { try StoredSecondFactor(&row) }
}

/// The same, locked: of two with the same code one is too late.
struct LockSecondFactor: Statement {
    static let sql = """
        SELECT sealed_secret, confirmed_at, last_step FROM second_factors
        WHERE operator_id = $1 AND user_id = $2 FOR NO KEY UPDATE
        """
    static let sample = LockSecondFactor(operatorID: OperatorID(1), userID: UserID(1))
    let operatorID: OperatorID
    let userID: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(userID)
    }
    static func decode(_ row: inout RowReader) throws -> StoredSecondFactor { try StoredSecondFactor(&row) }
}

/// Stores a secret that waits to be confirmed; one that is on stays.
struct BeginSecondFactor: Statement {
    static let sql = """
        INSERT INTO second_factors AS f (operator_id, user_id, sealed_secret, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (operator_id, user_id) DO UPDATE SET sealed_secret = $3, created_at = $4, last_step = 0
        WHERE f.confirmed_at IS NULL
        """
    static let sample = BeginSecondFactor(
        operatorID: OperatorID(1),
        userID: UserID(1),
        sealedSecret: [],
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let userID: UserID
    let sealedSecret: [UInt8]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(userID)
        values.append(sealedSecret)
        values.append(at)
    }
}

/// Turns a second factor on.
struct ConfirmSecondFactor: Statement {
    static let sql = """
        UPDATE second_factors SET confirmed_at = $3, last_step = $4 WHERE operator_id = $1 AND user_id = $2
        """
    static let sample = ConfirmSecondFactor(
        operatorID: OperatorID(1),
        userID: UserID(1),
        at: Timestamp(seconds: 0),
        step: 0
    )
    let operatorID: OperatorID
    let userID: UserID
    let at: Timestamp
    let step: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(userID)
        values.append(at)
        values.append(step)
    }
}

/// Notes the half minute of the code that was taken.
struct NoteCodeStep: Statement {
    static let sql = "UPDATE second_factors SET last_step = $3 WHERE operator_id = $1 AND user_id = $2"
    static let sample = NoteCodeStep(operatorID: OperatorID(1), userID: UserID(1), step: 0)
    let operatorID: OperatorID
    let userID: UserID
    let step: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(userID)
        values.append(step)
    }
}

/// Turns a second factor off and forgets its secret.
struct EndSecondFactor: Statement {
    static let sql = """
        UPDATE second_factors SET confirmed_at = NULL, sealed_secret = '' WHERE operator_id = $1 AND user_id = $2
        """
    static let sample = EndSecondFactor(operatorID: OperatorID(1), userID: UserID(1))
    let operatorID: OperatorID
    let userID: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(userID)
    }
}

/// Codes of a user that still work.
struct CountRecoveryCodes: Statement {
    static let sql = """
        SELECT count(*) FROM recovery_codes
        WHERE operator_id = $1 AND user_id = $2 AND used_at IS NULL AND retired_at IS NULL
        """
    static let sample = CountRecoveryCodes(operatorID: OperatorID(1), userID: UserID(1))
    let operatorID: OperatorID
    let userID: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(userID)
    }
    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// Keeps the hash of a code.
struct InsertRecoveryCode: Statement {
    static let sql = """
        INSERT INTO recovery_codes (operator_id, user_id, code_hash, created_at) VALUES ($1, $2, $3, $4)
        """
    static let sample = InsertRecoveryCode(
        operatorID: OperatorID(1),
        userID: UserID(1),
        hash: [],
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let userID: UserID
    let hash: [UInt8]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(userID)
        values.append(hash)
        values.append(at)
    }
}

/// Makes the codes of a user useless.
struct RetireRecoveryCodes: Statement {
    static let sql = """
        UPDATE recovery_codes SET retired_at = $3 WHERE operator_id = $1 AND user_id = $2 AND retired_at IS NULL
        """
    static let sample = RetireRecoveryCodes(operatorID: OperatorID(1), userID: UserID(1), at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let userID: UserID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(userID)
        values.append(at)
    }
}

/// Uses a code, once.
struct UseRecoveryCode: Statement {
    static let sql = """
        UPDATE recovery_codes SET used_at = $4
        WHERE operator_id = $1 AND user_id = $2 AND code_hash = $3 AND used_at IS NULL AND retired_at IS NULL
        """
    static let sample = UseRecoveryCode(
        operatorID: OperatorID(1),
        userID: UserID(1),
        hash: [],
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let userID: UserID
    let hash: [UInt8]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(userID)
        values.append(hash)
        values.append(at)
    }
}

/// Keeps a sign-in until its code comes.
struct InsertPendingSignIn: Statement {
    static let sql = """
        INSERT INTO pending_sign_ins (operator_id, token_hash, user_id, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5)
        """
    static let sample = InsertPendingSignIn(
        operatorID: OperatorID(1),
        tokenHash: [],
        userID: UserID(1),
        at: Timestamp(seconds: 0),
        until: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let tokenHash: [UInt8]
    let userID: UserID
    let at: Timestamp
    let until: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(tokenHash)
        values.append(userID)
        values.append(at)
        values.append(until)
    }
}

/// The user of a sign-in that waits for its code.
struct FindPendingSignIn: Statement {
    static let spansTenants: String? = "a token says who somebody is before any operator is known"
    struct Row: Sendable {
        let userID: UserID
        let operatorID: OperatorID
        let details: UserDetails
    }

    static let sql = """
        SELECT u.id, u.operator_id, u.email, u.name, u.role, u.host_id, u.customer_id, u.language
        FROM pending_sign_ins p JOIN users u ON u.id = p.user_id
        WHERE p.token_hash = $1 AND p.used_at IS NULL AND p.expires_at > $2 AND u.disabled_at IS NULL
        """
    static let sample = FindPendingSignIn(tokenHash: [], now: Timestamp(seconds: 0))
    let tokenHash: [UInt8]
    let now: Timestamp

    func bind(to values: inout Bindings) {
        values.append(tokenHash)
        values.append(now)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(userID: try row.next(), operatorID: try row.next(), details: try UserDetails(&row))
    }
}

/// Ends the waiting of a sign-in; it changes a row only once.
struct UsePendingSignIn: Statement {
    static let spansTenants: String? = "a token says who somebody is before any operator is known"
    static let sql = """
        UPDATE pending_sign_ins SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
        """
    static let sample = UsePendingSignIn(tokenHash: [], at: Timestamp(seconds: 0))
    let tokenHash: [UInt8]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(tokenHash)
        values.append(at)
    }
}

/// Forgets sign-ins that waited long ago.
struct DeleteOldPendingSignIns: Statement {
    static let spansTenants: String? = "sign-ins that are over are forgotten for all operators at once"
    static let sql = "DELETE FROM pending_sign_ins WHERE expires_at < $1"
    static let sample = DeleteOldPendingSignIns(before: Timestamp(seconds: 0))
    let before: Timestamp

    func bind(to values: inout Bindings) { values.append(before) }
}
